"""The page of a frozen text: reading it, approving it, sending it back, publishing it, by itself or together."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.documents import typeset
from sscp_learning.guidance import printing
from sscp_learning.guidance.actions import holds, publishing
from sscp_learning.guidance.actions.saves import begin
from sscp_learning.guidance.models import Approval, LagNotice, RevisionPdf
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.people.rules import Role
from tests.builders.desk import CLEARER, MAJOR, TYPO, Desk, ReaderFor, a_desk, address, tick_everything
from tests.builders.guidance import FULL, THEN
from tests.builders.people import a_person, a_role
from tests.pages import Reader

PAGE = "/guidance/neglect-toolkit/full/"


@pytest.fixture
def desk(session: Session, reader_for: ReaderFor) -> Desk:
    """An editor and two publishers, with something published."""
    return a_desk(session, reader_for)


# Reading


def test_the_page_shows_what_changed_beside_what_readers_get_and_folds_the_rest(desk: Desk) -> None:
    sent = desk.sent()
    page = desk.paul.get(address(sent))
    for words in ("Waiting for approval", "Clearer words.", "Edie Tor", "1 part changed", "parts are the same"):
        assert words in page
    assert "<ins>" in page
    assert "put in: </span>long" in page
    assert "<details" in page
    inline = desk.paul.get(address(sent, "?as=inline"))
    assert "Show them side by side" in inline


def test_words_of_the_text_are_never_taken_for_html(desk: Desk) -> None:
    source = FULL.replace("A pattern of care", "A `<script>alert(1)</script>` pattern of care")
    sent = desk.sent(replace(CLEARER, note="<b>bold</b>"), source=source)
    page = desk.paul.get(address(sent))
    assert "<script>alert" not in page
    assert "&lt;b&gt;bold" in page


def test_the_text_can_be_read_as_readers_would_see_it(desk: Desk) -> None:
    sent = desk.sent()
    assert "A long pattern of care" in desk.edie.get(address(sent, "read/"))
    easy = desk.sent(kind=FormatKind.EASY_READ)
    assert "Readers do not have this text" in desk.paul.get(address(easy, "read/"))


def test_the_page_says_which_sections_of_other_formats_will_need_checking(desk: Desk) -> None:
    assert "“What is neglect?”" in desk.paul.get(address(desk.sent()))
    assert "“What is neglect?”" not in desk.paul.get(address(desk.sent(TYPO, source=FULL.replace("pattern", "patern"))))


def test_strangers_find_nothing(desk: Desk, session: Session, reader_for: ReaderFor, nobody: Reader) -> None:
    sent = desk.sent()
    reader_for(a_person(session)).get(address(sent), status=403)
    nobody.get(address(sent), status=302)
    desk.paul.get("/desk/guidance/revisions/nothing/", status=404)
    for step in ("approve/", "return/", "publish/", "emergency/", "confirm/", "sign-off/"):
        desk.edie.post(address(sent, step), status=403)
    assert desk.state(sent) == "waiting"


# Approving and sending back


def test_a_publisher_approves_and_publishes_and_readers_have_it(desk: Desk, nobody: Reader) -> None:
    sent = desk.sent()
    desk.paul.post(address(sent, "approve/"), {})
    assert desk.state(sent) == "approved"
    assert "A long pattern" not in nobody.get(PAGE)
    assert "Publish now" in desk.paul.get(address(sent))
    desk.paul.post(address(sent, "publish/"), {})
    assert desk.state(sent) == "published"
    assert "A long pattern" in nobody.get(PAGE)
    pdf = desk.session.get_one(RevisionPdf, sent.id)
    assert pdf.contents.startswith(b"%PDF")
    (letter,) = desk.letters()
    assert letter.to_address == desk.editor.email
    assert "/guidance/neglect-toolkit/full/" in letter.body


def test_nobody_approves_what_they_sent_and_the_page_says_who_can(desk: Desk) -> None:
    a_role(desk.session, desk.editor, Role.PUBLISHER)
    sent = desk.sent()
    page = desk.edie.get(address(sent))
    assert "somebody else must approve it: Paul Isher or Petra Ublish" in page
    assert "approve/" not in page
    assert "two people" in desk.edie.post(address(sent, "approve/"), {}, status=422)
    assert desk.state(sent) == "waiting"


def test_a_typing_mistake_shows_its_words_and_must_be_confirmed(desk: Desk) -> None:
    sent = desk.sent(TYPO)
    assert "put in: </span>long" in desk.paul.get(address(sent))
    assert "confirm that this mends" in desk.paul.post(address(sent, "approve/"), {}, status=422)
    assert desk.state(sent) == "waiting"
    desk.paul.post(address(sent, "approve/"), {"kind_confirmed": "y"})
    assert desk.state(sent) == "approved"


def test_the_second_of_two_who_approve_gets_a_sentence_and_nothing_changes(desk: Desk) -> None:
    sent = desk.sent()
    desk.paul.post(address(sent, "approve/"), {})
    page = desk.petra.post(address(sent, "approve/"), {}, status=409)
    assert "This revision is approved now" in page
    approvals = desk.session.scalars(select(Approval).where(Approval.revision_id == sent.id)).all()
    assert [approval.approver_id for approval in approvals] == [desk.publisher.id]


def test_pressing_publish_twice_publishes_once(desk: Desk) -> None:
    approved = desk.approved()
    desk.paul.post(address(approved, "publish/"), {})
    assert "published now" in desk.paul.post(address(approved, "publish/"), {}, status=409)


def test_a_text_is_sent_back_with_a_reason_that_its_author_gets(desk: Desk) -> None:
    sent = desk.sent()
    assert "Say what has to change" in desk.paul.post(address(sent, "return/"), {"because": " "}, status=422)
    assert desk.letters() == []
    desk.paul.post(address(sent, "return/"), {"because": "The law is older."})
    assert desk.state(sent) == "draft"
    assert "The law is older." in desk.edie.get(address(sent))
    (letter,) = desk.letters()
    assert letter.to_address == desk.editor.email
    assert "The law is older." in letter.body
    assert "/desk/guidance/neglect-toolkit/full/" in letter.body


def test_sending_writes_to_every_publisher_but_the_author(desk: Desk) -> None:
    a_role(desk.session, desk.editor, Role.PUBLISHER)
    draft = desk.draft()
    publishing.submit_for_approval(
        desk.session,
        revision_id=draft.id,
        author_id=desk.editor.id,
        now=THEN,
        change=CLEARER,
        site="https://example.org",
    )
    assert {letter.to_address for letter in desk.letters()} == {desk.publisher.email, desk.second.email}
    assert f"https://example.org{address(draft)}" in desk.letters()[0].body


# What stands in the way


def test_warnings_must_be_mended_or_ticked_before_a_text_is_approved(desk: Desk) -> None:
    sent = desk.sent(kind=FormatKind.EASY_READ)
    page = desk.paul.get(address(sent))
    assert "must be mended, or ticked with a reason" in page
    refused = desk.paul.post(address(sent, "approve/"), {}, status=422)
    assert "Not yet checked by young people" in refused
    tick_everything(desk, sent)
    desk.paul.post(address(sent, "approve/"), {})
    assert desk.state(sent) == "approved"


def test_a_tick_that_is_taken_back_after_approval_stops_publishing(desk: Desk) -> None:
    sent = desk.sent(kind=FormatKind.EASY_READ)
    tick_everything(desk, sent)
    desk.paul.post(address(sent, "approve/"), {})
    where = f"/desk/guidance/neglect-toolkit/easy-read/checks/?revision={sent.public_id}"
    mark = desk.edie.get(where).split('name="mark" value="')[1].split('"')[0]
    desk.edie.post(where.replace("checks/", "checks/take-back/"), {"mark": mark})
    assert "mended, or ticked" in desk.paul.post(address(sent, "publish/"), {}, status=422)
    assert desk.state(sent) == "approved"


def test_a_fault_stops_publishing_and_says_where(desk: Desk) -> None:
    approved = desk.approved(source=FULL.replace("A pattern of care", "Ring 01234 567890. A pattern of care"))
    assert "Phone number in the text" in desk.paul.post(address(approved, "publish/"), {}, status=422)
    assert desk.state(approved) == "approved"


def test_a_hold_stops_publishing(desk: Desk) -> None:
    approved = desk.approved()
    holds.place_hold(
        desk.session, format_id=approved.format_id, key="round:1", reason="Two comments wait.", who="x", now=THEN
    )
    assert "Two comments wait." in desk.paul.get(address(approved))
    assert "Two comments wait." in desk.paul.post(address(approved, "publish/"), {}, status=422)


def test_what_was_edited_since_its_approval_cannot_be_published(desk: Desk, now: datetime) -> None:
    approved = desk.approved()
    text = begin(desk.session, format_id=approved.format_id, who_id=desk.editor.id, now=now)
    text.blocks = [{**text.blocks[0], "source": "Another beginning."}, *text.blocks[1:]]
    text.saved_at = now
    desk.session.flush()
    assert "Edie Tor has written on since" in desk.paul.get(address(approved))
    assert "has been edited since" in desk.paul.post(address(approved, "publish/"), {}, status=422)
    assert desk.state(approved) == "approved"


def test_a_text_that_somebody_only_opened_is_still_approved(desk: Desk, now: datetime) -> None:
    approved = desk.approved()
    begin(desk.session, format_id=approved.format_id, who_id=desk.editor.id, now=now)
    desk.paul.post(address(approved, "publish/"), {})
    assert desk.state(approved) == "published"


def test_a_newer_draft_ends_the_approval_of_the_one_before(desk: Desk) -> None:
    approved = desk.approved()
    desk.draft(source=FULL.replace("A pattern of care", "Another pattern of care"))
    assert "edited since" in desk.paul.post(address(approved, "publish/"), {}, status=409)
    assert "took the place of this text" in desk.paul.get(address(approved))


def test_when_the_press_fails_nothing_is_published(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    approved = desk.approved()

    def jam(*_args: object, **_more: object) -> None:
        message = "the press is jammed"
        raise typeset.TypesetError(message)

    monkeypatch.setattr(printing, "make_paper", jam)
    page = desk.paul.post(address(approved, "publish/"), {}, status=422)
    assert "The PDF could not be made" in page
    assert "the press is jammed" in page
    assert desk.state(approved) == "approved"


# A major change and the other formats


def test_a_major_change_asks_about_every_other_format_and_leaves_a_dated_notice(desk: Desk, nobody: Reader) -> None:
    approved = desk.approved(MAJOR)
    page = desk.paul.get(address(approved))
    assert "This is a major change" in page
    assert 'name="easy_read"' in page
    desk.paul.post(address(approved, "publish/"), {}, status=422)
    desk.paul.post(address(approved, "publish/"), {"easy_read": "banner"})
    assert desk.session.scalars(select(LagNotice)).one().behind_id == approved.id
    assert "changed on 22 November 2026" in nobody.get("/guidance/neglect-toolkit/easy-read/")


def test_an_approved_text_of_another_format_is_published_together(desk: Desk, nobody: Reader) -> None:
    easy = desk.sent(kind=FormatKind.EASY_READ)
    tick_everything(desk, easy)
    desk.paul.post(address(easy, "approve/"), {})
    approved = desk.approved(MAJOR)
    page = desk.paul.get(address(approved))
    assert 'value="together" checked' in page
    desk.paul.post(address(approved, "publish/"), {"easy_read": "together"})
    assert (desk.state(approved), desk.state(easy)) == ("published", "published")
    assert "daily care" in nobody.get("/guidance/neglect-toolkit/easy-read/")
    assert len(desk.letters()) == 2


def test_a_set_is_never_half_published(desk: Desk) -> None:
    easy = desk.approved(kind=FormatKind.EASY_READ)
    approved = desk.approved(MAJOR)
    page = desk.paul.post(address(approved, "publish/"), {"easy_read": "together"}, status=422)
    assert "Easy read" in page
    assert (desk.state(approved), desk.state(easy)) == ("approved", "approved")


def test_another_format_can_be_withdrawn_with_a_major_change(desk: Desk, nobody: Reader) -> None:
    approved = desk.approved(MAJOR)
    desk.paul.post(address(approved, "publish/"), {"easy_read": "withdraw"})
    assert "withdrawn" in nobody.get("/guidance/neglect-toolkit/easy-read/", status=404)
