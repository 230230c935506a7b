"""The lines that publishing puts on the desk: what waits, for whom, and where it is done."""

from datetime import timedelta

from sqlalchemy.orm import Session

from sscp_learning.guidance.actions import emergencies, publishing, signing_off
from sscp_learning.guidance.models import Revision
from sscp_learning.guidance.queries.overview import list_drafts_waiting
from sscp_learning.guidance.queries.waiting import list_publishing_waiting, list_starting_text
from sscp_learning.guidance.ready import Ready
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.people.rules import Role
from tests.builders.guidance import (
    THEN,
    a_format_file,
    a_paper,
    a_publication_file,
    a_published_guide,
    drafts_of,
    nothing_found,
    two_people,
)

EDITOR, PUBLISHER = frozenset({Role.EDITOR}), frozenset({Role.PUBLISHER})


def lines(session: Session, person_id: int, roles: frozenset[str]) -> list[tuple[str, str]]:
    """How far each thing is, and where it is done."""
    drafts = [(line.state, line.href) for line in list_drafts_waiting(session, roles=roles)]
    waiting = [
        *list_publishing_waiting(session, person_id=person_id, roles=roles),
        *list_starting_text(session, person_id=person_id, roles=roles),
    ]
    return drafts + [(line.state, line.href) for line in waiting]


def a_draft(session: Session) -> Revision:
    (draft,) = drafts_of(session, a_publication_file(a_format_file()))
    return draft


def page(revision: Revision) -> str:
    return f"/desk/guidance/revisions/{revision.public_id}/"


def test_a_text_waits_for_each_person_in_turn(session: Session) -> None:
    author, approver = two_people(session)
    draft = a_draft(session)
    writing = "/desk/guidance/neglect-toolkit/full/"
    assert lines(session, author.id, EDITOR) == [("Draft from a file", writing)]
    publishing.submit_for_approval(session, revision_id=draft.id, author_id=author.id, now=THEN)
    assert lines(session, author.id, EDITOR | PUBLISHER) == []
    assert lines(session, approver.id, PUBLISHER) == [("Waiting for approval", page(draft))]
    publishing.send_back(session, revision_id=draft.id, who_id=approver.id, because="No.", now=THEN)
    assert lines(session, author.id, EDITOR) == [("Sent back", writing)]
    assert lines(session, approver.id, PUBLISHER) == []
    publishing.submit_for_approval(session, revision_id=draft.id, author_id=author.id, now=THEN)
    publishing.approve(session, revision_id=draft.id, approver_id=approver.id, now=THEN)
    assert lines(session, author.id, PUBLISHER) == [("Approved, not published", page(draft))]


def test_an_emergency_waits_on_every_publishers_list_until_it_is_confirmed(session: Session) -> None:
    author, approver = two_people(session)
    draft = a_draft(session)
    ready = Ready(draft.id, a_paper(session), nothing_found(draft))
    emergencies.publish_in_emergency(
        session, ready, publisher_id=author.id, because="Wrong number.", change=None, now=THEN
    )
    assert lines(session, approver.id, PUBLISHER) == [("Emergency, waits for a second person", page(draft))]
    assert lines(session, author.id, PUBLISHER) == [("Published alone by you, waits for somebody else", page(draft))]
    assert lines(session, author.id, EDITOR) == []
    emergencies.confirm_emergency(session, revision_id=draft.id, who_id=approver.id, now=THEN)
    assert lines(session, approver.id, PUBLISHER) == []


def test_starting_text_waits_for_an_editor_and_then_for_a_publisher(session: Session) -> None:
    author, approver = two_people(session)
    live = a_published_guide(session)[FormatKind.FULL]
    live.starting_text = True
    session.flush()
    assert lines(session, author.id, EDITOR) == [("Starting text to check", page(live))]
    assert lines(session, approver.id, PUBLISHER) == []
    signing_off.say_checked(session, revision_id=live.id, who_id=author.id, now=THEN + timedelta(hours=1))
    assert lines(session, author.id, EDITOR | PUBLISHER) == []
    assert lines(session, approver.id, PUBLISHER) == [("Starting text to sign off", page(live))]
    signing_off.sign_off(session, revision_id=live.id, paper=a_paper(session), who_id=approver.id, now=THEN)
    assert lines(session, approver.id, PUBLISHER) == []
