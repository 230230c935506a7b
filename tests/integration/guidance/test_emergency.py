"""Publishing alone and confirming it, signing starting text off, using an earlier text again, and history."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Emergency, LagNotice, Revision
from sscp_learning.guidance.rules import FormatKind, RevisionState
from tests.builders.desk import MAJOR, Desk, ReaderFor, a_desk, address
from tests.builders.guidance import FULL
from tests.pages import Reader

PAGE = "/guidance/neglect-toolkit/full/"


@pytest.fixture
def desk(session: Session, reader_for: ReaderFor) -> Desk:
    """An editor and two publishers, with something published."""
    return a_desk(session, reader_for)


ALONE = {"because": "A number is wrong.", "kind": "clarification", "note": "The right number.", "sure": "y"}


def test_one_publisher_publishes_alone_and_a_second_confirms_it(desk: Desk, nobody: Reader) -> None:
    draft = desk.draft()
    assert "Publish alone" in desk.paul.get(address(draft, "emergency/"))
    assert "Say why" in desk.paul.post(address(draft, "emergency/"), {**ALONE, "because": " "}, status=422)
    desk.paul.post(address(draft, "emergency/"), ALONE)
    assert "A long pattern" in nobody.get(PAGE)
    assert "Published in an emergency" in nobody.get("/guidance/neglect-toolkit/history/")
    (letter,) = desk.letters()
    assert letter.to_address == desk.second.email
    assert "A number is wrong." in letter.body
    assert "Somebody else must confirm it" in desk.paul.post(address(draft, "confirm/"), {}, status=422)
    assert "You published this alone" in desk.paul.get(address(draft))
    desk.petra.post(address(draft, "confirm/"), {})
    assert "Confirmed by" in desk.edie.get(address(draft))
    assert "confirmed by a second person" in nobody.get("/guidance/neglect-toolkit/history/")
    desk.petra.post(address(draft, "confirm/"), {}, status=409)


def test_what_was_sent_keeps_its_author_and_its_change_in_an_emergency(desk: Desk) -> None:
    sent = desk.sent(MAJOR)
    assert "New law." in desk.paul.get(address(sent, "emergency/"))
    told = {**ALONE, "kind": "major", "note": "New law."}
    desk.paul.post(address(sent, "emergency/"), told)
    row = desk.session.get_one(Revision, sent.id)
    assert (row.author_id, row.change_kind) == (desk.editor.id, "major")
    assert desk.session.scalars(select(LagNotice)).one().behind_id == sent.id


def test_faults_stand_in_the_way_even_in_an_emergency_and_warnings_do_not(desk: Desk) -> None:
    bad = desk.draft(source=FULL.replace("A pattern of care", "Ring 01234 567890. A pattern of care"))
    assert "must be mended" in desk.paul.post(address(bad, "emergency/"), ALONE, status=422)
    easy = desk.draft(FormatKind.EASY_READ)
    desk.paul.post(address(easy, "emergency/"), ALONE)
    assert desk.state(easy) == "published"


def test_what_is_published_already_cannot_be_published_alone(desk: Desk) -> None:
    approved = desk.approved()
    desk.paul.post(address(approved, "publish/"), {})
    desk.paul.get(address(approved, "emergency/"), status=409)
    desk.paul.post(address(approved, "emergency/"), ALONE, status=409)
    desk.paul.post(address(approved, "confirm/"), {}, status=404)
    assert desk.session.scalars(select(Emergency)).all() == []


# Starting text, and earlier texts


def test_starting_text_is_signed_off_by_two_people(desk: Desk, nobody: Reader) -> None:
    live = desk.session.scalars(
        select(Revision).where(Revision.state == RevisionState.PUBLISHED, Revision.title.contains("full"))
    ).one()
    live.starting_text = True
    desk.session.flush()
    assert "waiting for sign-off" in desk.paul.get(address(live))
    assert "An editor must say first" in desk.paul.post(address(live, "sign-off/"), {}, status=422)
    desk.edie.post(address(live, "checked/"), {})
    desk.edie.post(address(live, "checked/"), {}, status=409)
    assert "Sign it off" in desk.paul.get(address(live))
    desk.paul.post(address(live, "sign-off/"), {})
    assert desk.session.get_one(Revision, live.id).starting_text is False
    assert "waiting for sign-off" not in nobody.get(PAGE)
    assert "Signed off" in nobody.get("/guidance/neglect-toolkit/history/")
    desk.paul.post(address(live, "sign-off/"), {}, status=409)


def test_the_one_who_checked_starting_text_cannot_sign_it_off(desk: Desk) -> None:
    live = desk.session.scalars(
        select(Revision).where(Revision.state == RevisionState.PUBLISHED, Revision.title.contains("full"))
    ).one()
    live.starting_text = True
    desk.session.flush()
    desk.paul.post(address(live, "checked/"), {})
    assert "two people" in desk.paul.post(address(live, "sign-off/"), {}, status=422)


def test_an_earlier_text_becomes_a_draft_again(desk: Desk) -> None:
    first = desk.session.scalars(
        select(Revision).where(Revision.state == RevisionState.PUBLISHED, Revision.title.contains("full"))
    ).one()
    approved = desk.approved()
    desk.paul.post(address(approved, "publish/"), {})
    assert "Make a draft of this text" in desk.edie.get(address(first))
    desk.edie.post(address(first, "again/"), {})
    copy = desk.session.scalars(select(Revision).where(Revision.state == RevisionState.DRAFT)).one()
    assert (copy.number, copy.source, copy.change_kind) == (3, first.source, None)
    assert "on its way already" in desk.edie.post(address(first, "again/"), {}, status=409)
    assert "Only a text that readers had" in desk.edie.post(address(approved, "again/"), {}, status=422)


def test_two_people_publish_an_amendment_and_history_tells_of_both(desk: Desk, nobody: Reader) -> None:
    first = desk.approved()
    desk.paul.post(address(first, "publish/"), {})
    second = desk.approved(MAJOR, source=FULL.replace("A pattern of care", "An old pattern of care"))
    desk.petra.post(address(second, "publish/"), {"easy_read": "banner"})
    history = nobody.get("/guidance/neglect-toolkit/history/")
    assert history.index("New law.") < history.index("Clearer words.")
    assert f"from={first.public_id}&amp;to={second.public_id}" in history
