"""Drafts, two people, publishing, holds: on both databases."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sscp_learning.guidance import history
from sscp_learning.guidance.actions import drafts, endings, holds, publishing
from sscp_learning.guidance.models import Approval, Publication, Revision, RevisionPdf
from sscp_learning.guidance.paper import Paper
from sscp_learning.guidance.prepare import prepare
from sscp_learning.guidance.queries import desk, library, pages
from sscp_learning.guidance.rules import Change, ChangeKind, FormatKind, RevisionState
from sscp_learning.people.models import AuditEntry
from sscp_learning.platform.errors import Conflict, NotFound, RuleBroken
from sscp_learning.topics import actions as topics
from sscp_learning.topics.queries import get_generation
from tests.builders.guidance import (
    FULL,
    THEN,
    a_format_file,
    a_paper,
    a_publication_file,
    a_published_guide,
    drafts_of,
    nothing_found,
    publish_draft,
    two_people,
)

CLEARER = Change(ChangeKind.CLARIFICATION, "Clearer words.")
SLUG = "neglect-toolkit"


def a_changed_draft(session: Session, source: str | None = None) -> Revision:
    text = source or FULL.replace("A pattern of care", "A long pattern of care")
    (draft,) = drafts_of(session, a_publication_file(a_format_file(source=text)))
    return draft


def state(session: Session, revision: Revision) -> str:
    session.expire_all()
    return session.get_one(Revision, revision.id).state


def test_import_makes_drafts_and_never_publishes(session: Session) -> None:
    drafts = drafts_of(session, a_publication_file())
    assert [draft.state for draft in drafts] == ["draft", "draft"]
    assert library.list_library(session) == []


def test_importing_the_same_files_again_makes_nothing_new(session: Session) -> None:
    drafts_of(session, a_publication_file())
    assert drafts_of(session, a_publication_file()) == []


def test_importing_the_published_files_does_not_set_a_newer_draft_aside(session: Session) -> None:
    a_published_guide(session, a_format_file())
    draft = a_changed_draft(session)
    assert drafts_of(session, a_publication_file(a_format_file())) == []
    assert state(session, draft) == "draft"


def test_a_new_draft_sets_the_open_one_aside_and_voids_its_approval(session: Session) -> None:
    (first,) = drafts_of(session, a_publication_file(a_format_file()))
    author, approver = two_people(session)
    publishing.submit_for_approval(session, revision_id=first.id, author_id=author.id, now=THEN)
    publishing.approve(session, revision_id=first.id, approver_id=approver.id, now=THEN)
    second = a_changed_draft(session)
    assert (state(session, first), state(session, second), second.number) == ("set-aside", "draft", 2)
    with pytest.raises(Conflict):
        publishing.publish(
            session,
            revision_id=first.id,
            publisher_id=approver.id,
            paper=a_paper(session),
            findings=nothing_found(first),
            now=THEN,
        )


def test_a_draft_prepared_before_somebody_else_saved_one_is_refused(session: Session) -> None:
    stale = prepare(a_publication_file(a_format_file()), {})
    a_changed_draft(session)
    with pytest.raises(Conflict, match="meanwhile"):
        drafts.save_draft_from_file(session, prepared=stale, made_by=None, now=THEN)


def test_the_author_cannot_approve(session: Session) -> None:
    (draft,) = drafts_of(session, a_publication_file(a_format_file()))
    author, _ = two_people(session)
    publishing.submit_for_approval(session, revision_id=draft.id, author_id=author.id, now=THEN)
    with pytest.raises(RuleBroken, match="two people"):
        publishing.approve(session, revision_id=draft.id, approver_id=author.id, now=THEN)


def test_the_database_itself_refuses_an_approval_by_one_person(session: Session) -> None:
    (draft,) = drafts_of(session, a_publication_file(a_format_file()))
    author, _ = two_people(session)
    session.add(Approval(revision_id=draft.id, author_id=author.id, approver_id=author.id, given_at=THEN))
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_database_itself_refuses_two_live_revisions_of_a_format(session: Session) -> None:
    a_published_guide(session, a_format_file())
    draft = a_changed_draft(session)
    draft.state, draft.published_at = RevisionState.PUBLISHED, THEN
    draft.change_kind, draft.change_note = ChangeKind.TYPO, "A comma."
    with pytest.raises(IntegrityError):
        session.flush()


def test_publishing_replaces_the_revision_before_and_keeps_both_in_history(session: Session) -> None:
    first = a_published_guide(session, a_format_file())[FormatKind.FULL]
    second = publish_draft(session, a_changed_draft(session), change=CLEARER, now=THEN + timedelta(days=1))
    assert (state(session, first), state(session, second)) == ("replaced", "published")
    assert [line.note for line in history.list_history(session, SLUG)] == ["Clearer words.", "First published."]


def test_publishing_shows_the_new_title_and_tells_everyone_who_keeps_copies(session: Session) -> None:
    a_published_guide(session, a_format_file())
    before = [get_generation(session, name) for name in ("guidance", "search")]
    publish_draft(session, a_changed_draft(session), change=CLEARER)
    assert [get_generation(session, name) for name in ("guidance", "search")] == [number + 1 for number in before]
    assert session.scalars(select(Publication.title)).all() == ["Neglect toolkit"]


def test_a_later_change_must_say_what_it_is(session: Session) -> None:
    a_published_guide(session, a_format_file())
    draft = a_changed_draft(session)
    author, _ = two_people(session)
    with pytest.raises(RuleBroken, match="what changed"):
        publishing.submit_for_approval(session, revision_id=draft.id, author_id=author.id, now=THEN)


def test_a_text_for_young_people_without_reassurance_cannot_be_submitted(session: Session) -> None:
    file = a_format_file(FormatKind.EASY_READ, "## What {#what}\n\nWords.\n")
    (draft,) = drafts_of(session, a_publication_file(file))
    with pytest.raises(RuleBroken, match=r"Easy read.*reassurance"):
        publishing.submit_for_approval(session, revision_id=draft.id, author_id=two_people(session)[0].id, now=THEN)


def test_a_hold_stands_in_the_way_until_it_is_lifted(session: Session) -> None:
    (draft,) = drafts_of(session, a_publication_file(a_format_file()))
    held = {"format_id": draft.format_id, "key": "round:1", "who": "person:1", "now": THEN}
    holds.place_hold(session, reason="Three comments wait for an answer.", **held)
    holds.place_hold(session, reason="Two comments wait for an answer.", **held)
    assert len(desk.list_holds(session, draft.format_id)) == 1
    with pytest.raises(RuleBroken, match="Two comments"):
        publish_draft(session, draft)
    holds.lift_hold(session, **held)
    holds.lift_hold(session, **held)
    approver = two_people(session)[1]
    publishing.publish(
        session,
        revision_id=draft.id,
        publisher_id=approver.id,
        paper=a_paper(session),
        findings=nothing_found(draft),
        now=THEN,
    )
    assert state(session, draft) == "published"


def test_a_hold_on_one_format_leaves_the_others_free(session: Session) -> None:
    full, easy = drafts_of(session, a_publication_file())
    holds.place_hold(session, format_id=easy.format_id, key="round:1", reason="Wait.", who="person:1", now=THEN)
    publish_draft(session, full)
    assert (state(session, full), state(session, easy)) == ("published", "draft")


def test_a_section_that_a_question_rests_on_cannot_go(session: Session) -> None:
    live = a_published_guide(session, a_format_file())[FormatKind.FULL]
    topics.save_section_links(session, "learning:m", [("q1", f"guidance:{SLUG}/full#signs")])
    draft = a_changed_draft(session, "## What neglect is {#what-neglect-is}\n\nWords.\n")
    with pytest.raises(RuleBroken, match="learning:m/q1"):
        publish_draft(session, draft, change=CLEARER)
    with pytest.raises(RuleBroken, match="learning:m/q1"):
        endings.end_format(
            session,
            revision_id=live.id,
            ending=RevisionState.WITHDRAWN,
            because="Out of date.",
            who_id=two_people(session)[0].id,
            now=THEN,
        )


def test_withdrawing_one_format_leaves_the_others_and_keeps_its_history(session: Session) -> None:
    live = a_published_guide(session)
    who = two_people(session)[0]
    ending = {"revision_id": live[FormatKind.FULL].id, "who_id": who.id, "now": THEN}
    with pytest.raises(RuleBroken, match="why"):
        endings.end_format(session, ending=RevisionState.WITHDRAWN, because=" ", **ending)
    with pytest.raises(RuleBroken, match="led to instead"):
        endings.end_format(session, ending=RevisionState.REPLACED, because="Because.", **ending)
    endings.end_format(session, ending=RevisionState.IN_ERROR, because="The wrong file.", **ending)
    assert [line.kind for line in library.get_entry(session, SLUG).formats] == ["easy-read"]
    assert "in-error" in [line.state for line in history.list_history(session, SLUG)]


def test_starting_text_is_published_with_two_recorded_names_and_a_mark(session: Session) -> None:
    drafts = drafts_of(session, a_publication_file())
    author, approver = two_people(session)
    papers = {draft.id: Paper(b"%PDF", 0) for draft in drafts}
    start = {"slug": SLUG, "author_id": author.id, "approver_id": approver.id, "papers": papers, "now": THEN}
    started = publishing.start_publication(session, **start)
    assert [revision.starting_text for revision in started] == [True, True]
    assert session.scalars(select(Approval.starting_text)).all() == [True, True]
    assert session.scalars(select(RevisionPdf.contents)).all() == [b"%PDF", b"%PDF"]
    assert publishing.start_publication(session, **start) == []


def test_starting_leaves_a_later_draft_of_a_published_format_alone(session: Session) -> None:
    a_published_guide(session, a_format_file())
    draft = a_changed_draft(session)
    author, approver = two_people(session)
    papers = {draft.id: a_paper(session)}
    start = {"slug": SLUG, "author_id": author.id, "approver_id": approver.id, "papers": papers, "now": THEN}
    assert publishing.start_publication(session, **start) == []
    assert state(session, draft) == "draft"


def test_starting_needs_two_people_and_a_publication(session: Session) -> None:
    drafts = drafts_of(session, a_publication_file(a_format_file()))
    author, approver = two_people(session)
    papers = {draft.id: a_paper(session) for draft in drafts}
    with pytest.raises(RuleBroken, match="two people"):
        publishing.start_publication(
            session, slug=SLUG, author_id=author.id, approver_id=author.id, papers=papers, now=THEN
        )
    with pytest.raises(NotFound):
        publishing.start_publication(
            session, slug="nothing", author_id=author.id, approver_id=approver.id, papers=papers, now=THEN
        )


def test_young_readers_are_counted_once_for_each_round(session: Session) -> None:
    easy = a_published_guide(session)[FormatKind.EASY_READ]
    for key, readers in (("round:1", 3), ("round:2", 4), ("round:1", 5)):
        holds.record_young_reading(session, revision_id=easy.id, key=key, readers=readers, who="person:1", now=THEN)
    assert pages.count_young_readers(session, easy.id) == 9


def test_every_step_is_in_the_audit_with_ids_only(session: Session) -> None:
    (draft,) = drafts_of(session, a_publication_file(a_format_file()))
    publish_draft(session, draft)
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.thing == f"revision:{draft.id}").order_by(AuditEntry.id)
    ).all()
    assert [entry.verb for entry in entries] == [
        "revision.draft",
        "revision.waiting",
        "revision.approved",
        "revision.published",
    ]
    assert entries[0].who == "system"
    assert all(entry.who.startswith("person:") for entry in entries[1:])


@pytest.mark.parametrize("act", [publishing.approve, publishing.submit_for_approval])
def test_a_revision_that_is_not_there_is_not_found(session: Session, act: Callable[..., Revision]) -> None:
    name = "approver_id" if act is publishing.approve else "author_id"
    with pytest.raises(NotFound):
        act(session, revision_id=9_999_999, now=THEN, **{name: 1})
