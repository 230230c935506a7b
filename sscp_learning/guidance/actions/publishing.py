"""Submit, approve, publish, withdraw (F6, F7).

None of these renders or sets paper: that is done before, by `prepare` and `paper`, so that no lock is held for it.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sscp_learning.guidance import stored
from sscp_learning.guidance.actions.steps import get_revision, move, tell_of_change
from sscp_learning.guidance.gates import (
    check_approved,
    check_no_hold,
    check_nothing_rests_on,
    check_young,
    was_published,
)
from sscp_learning.guidance.models import Approval, Publication, Revision, RevisionPdf
from sscp_learning.guidance.paper import Paper
from sscp_learning.guidance.queries.desk import list_open
from sscp_learning.guidance.rules import (
    ENDED_FOR_READERS,
    Change,
    ChangeKind,
    RevisionState,
    check_change,
    check_step,
    check_two_people,
)
from sscp_learning.people import audit
from sscp_learning.platform.errors import NotFound, RuleBroken


def submit_for_approval(
    session: Session, *, revision_id: int, author_id: int, now: datetime, change: Change | None = None
) -> Revision:
    """Asks a second person to approve a draft; says what the change is, unless its file said it.

    Raises RuleBroken when that is missing, or when a text for young people lacks what theirs need.
    """
    revision = get_revision(session, revision_id)
    check_step(RevisionState(revision.state), RevisionState.WAITING)
    check_young(revision)
    told = check_change(change or _told_change(revision), is_first=not was_published(session, revision.format_id))
    revision.change_kind, revision.change_note = told.kind, told.note
    revision.who_it_affects, revision.retraining = told.who_it_affects, told.retraining
    revision.author_id, revision.submitted_at = author_id, now
    move(session, revision, RevisionState.WAITING, who=audit.person_ref(author_id), now=now)
    return revision


def approve(
    session: Session, *, revision_id: int, approver_id: int, now: datetime, starting_text: bool = False
) -> Revision:
    """Records a second person's yes to this frozen text (F6).

    Raises RuleBroken when the second person is the first.
    """
    revision = get_revision(session, revision_id)
    check_step(RevisionState(revision.state), RevisionState.APPROVED)
    author_id = revision.author_id or 0
    check_two_people(author_id, approver_id)
    session.add(
        Approval(
            revision_id=revision.id,
            author_id=author_id,
            approver_id=approver_id,
            given_at=now,
            starting_text=starting_text,
        )
    )
    move(session, revision, RevisionState.APPROVED, who=audit.person_ref(approver_id), now=now)
    return revision


def publish(session: Session, *, revision_id: int, publisher_id: int, paper: Paper, now: datetime) -> Revision:
    """Makes an approved revision the one that readers get; the one before it becomes “replaced”.

    Raises RuleBroken when a hold stands, when a text for young people lacks what theirs need, or when a section goes
    that something else rests on.
    """
    revision = get_revision(session, revision_id)
    check_step(RevisionState(revision.state), RevisionState.PUBLISHED)
    check_approved(session, revision)
    check_no_hold(session, revision)
    check_young(revision)
    _replace_live(session, revision, publisher_id=publisher_id, now=now)
    revision.published_at = now
    move(session, revision, RevisionState.PUBLISHED, who=audit.person_ref(publisher_id), now=now)
    session.add(
        RevisionPdf(
            revision_id=revision.id, contents=paper.contents, contacts_generation=paper.contacts_generation, made_at=now
        )
    )
    _show_as_published(session, revision)
    return revision


def start_publication(
    session: Session, *, slug: str, author_id: int, approver_id: int, papers: Mapping[int, Paper], now: datetime
) -> list[Revision]:
    """Publishes the starting text of a publication: drafts of formats that were never published (DECISIONS 1).

    The approvals of two people are recorded; readers see “Starting text, waiting for sign-off”. `papers` holds a paper
    for each of these drafts, by revision id; a draft without one is left alone. Raises NotFound for an unknown slug.
    """
    if session.scalar(select(Publication.id).where(Publication.slug == slug)) is None:
        raise NotFound
    started = []
    for waiting in list_open(session, slug):
        revision = get_revision(session, waiting.revision_id)
        if (
            waiting.state is RevisionState.DRAFT
            and revision.id in papers
            and not was_published(session, revision.format_id)
        ):
            submit_for_approval(session, revision_id=revision.id, author_id=author_id, now=now)
            approve(session, revision_id=revision.id, approver_id=approver_id, now=now, starting_text=True)
            revision.starting_text = True
            started.append(
                publish(session, revision_id=revision.id, publisher_id=approver_id, paper=papers[revision.id], now=now)
            )
    return started


def withdraw(
    session: Session, *, revision_id: int, ending: RevisionState, because: str, who_id: int, now: datetime
) -> Revision:
    """Takes a published format away from readers: withdrawn, or published in error (F7). Its history stays.

    Raises RuleBroken without a reason, or while something else rests on a section of it.
    """
    revision = get_revision(session, revision_id)
    if ending not in ENDED_FOR_READERS:
        raise RuleBroken("ending", "Choose whether it is withdrawn or was published in error.")
    if not because.strip():
        raise RuleBroken("because", "Say why, in a sentence that readers may see.")
    check_step(RevisionState(revision.state), ending)
    check_nothing_rests_on(session, revision, frozenset())
    revision.ended_at, revision.ended_because = now, because.strip()
    move(session, revision, ending, who=audit.person_ref(who_id), now=now)
    tell_of_change(session)
    return revision


def _told_change(revision: Revision) -> Change | None:
    if revision.change_kind is None:
        return None
    return Change(ChangeKind(revision.change_kind), revision.change_note, revision.who_it_affects, revision.retraining)


def _replace_live(session: Session, revision: Revision, *, publisher_id: int, now: datetime) -> None:
    live = session.scalar(
        select(Revision).where(Revision.format_id == revision.format_id, Revision.state == RevisionState.PUBLISHED)
    )
    if live is None:
        return
    staying = frozenset(mark.id for mark in stored.marks_from_json(revision.sections))
    check_nothing_rests_on(session, live, staying)
    live.ended_at = now
    move(session, live, RevisionState.REPLACED, who=audit.person_ref(publisher_id), now=now)


def _show_as_published(session: Session, revision: Revision) -> None:
    """The library shows what the text published last says about the publication."""
    facts = stored.facts_from_json(revision.facts)
    session.execute(
        update(Publication)
        .where(Publication.id == revision.format.publication_id)
        .values(title=facts.title, summary=facts.summary, topic=facts.topic, audience=facts.audience)
    )
    tell_of_change(session)
