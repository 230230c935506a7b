"""What a reader tells us: a wish for another format, or whether a text was useful."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import ReaderNote
from sscp_learning.guidance.queries import desk
from sscp_learning.guidance.rules import FormatKind, NoteKind
from sscp_learning.guidance.views import correspondent
from sscp_learning.platform.outbox import OutboxLetter
from sscp_learning.platform.throttle import Limit
from tests.builders.guidance import a_published_guide
from tests.pages import Reader

PAGE = "/guidance/neglect-toolkit/full/"
EASY = "/guidance/neglect-toolkit/easy-read/"


def notes(session: Session) -> list[ReaderNote]:
    return list(session.scalars(select(ReaderNote).order_by(ReaderNote.id)))


def test_a_wish_for_another_format_is_kept_and_passed_on(session: Session, nobody: Reader) -> None:
    a_published_guide(session)
    nobody.get(f"{PAGE}ask/")
    wish = {"answer": "language", "words": "In Polish, please", "email": "reader@example.org"}
    page = nobody.post(f"{PAGE}ask/", wish, follow=True)
    assert "We have passed this on" in page
    (note,) = notes(session)
    assert (note.kind, note.answer, note.words, note.email) == ("ask", *wish.values())
    (letter,) = session.scalars(select(OutboxLetter)).all()
    assert "Another language" in letter.subject
    assert all(words in letter.body for words in ("In Polish, please", "reader@example.org", PAGE))


def test_what_is_missing_is_said_and_what_was_typed_is_kept(session: Session, nobody: Reader) -> None:
    a_published_guide(session)
    page = nobody.post(f"{PAGE}ask/", {"words": "Jag <behöver> 😀 hjälp", "email": "not an address"}, status=422)
    assert "Choose the format you need" in page
    assert "in the right form" in page
    assert "Jag &lt;behöver&gt; 😀 hjälp" in page
    assert notes(session) == []


def test_an_answer_that_is_not_offered_is_refused(session: Session, nobody: Reader) -> None:
    a_published_guide(session)
    nobody.post(f"{PAGE}ask/", {"answer": "'; DROP TABLE note", "email": "a@example.org"}, status=422)
    nobody.post(f"{PAGE}feedback/", {"answer": "maybe"}, status=422)
    assert notes(session) == []


def test_far_too_many_words_are_kept_on_the_page_with_the_limit(session: Session, nobody: Reader) -> None:
    a_published_guide(session)
    page = nobody.post(f"{PAGE}feedback/", {"answer": "no", "words": "x" * 200_000}, status=422)
    assert "Use 1,000 characters or fewer. There are 200,000 now." in page
    assert "x" * 200_000 in page


def test_control_characters_are_left_out(session: Session, nobody: Reader) -> None:
    a_published_guide(session)
    nobody.post(f"{PAGE}feedback/", {"answer": "no", "words": "a\x00b\x07c"})
    assert [note.words for note in notes(session)] == ["abc"]


def test_feedback_is_counted_for_its_format(session: Session, nobody: Reader) -> None:
    live = a_published_guide(session)
    assert "Thank you" in nobody.post(f"{PAGE}feedback/", {"answer": "partly"}, follow=True)
    nobody.post(f"{PAGE}feedback/", {"answer": "no", "words": "Shorter"})
    full, easy = (live[kind].format_id for kind in (FormatKind.FULL, FormatKind.EASY_READ))
    assert desk.count_notes(session, full, NoteKind.FEEDBACK) == 2
    assert desk.count_notes(session, full, NoteKind.ASK) == desk.count_notes(session, easy, NoteKind.FEEDBACK) == 0


@pytest.mark.parametrize("form", ["ask", "feedback"])
def test_young_people_are_offered_no_box_to_write_in(session: Session, nobody: Reader, form: str) -> None:
    a_published_guide(session)
    page = nobody.get(f"{EASY}{form}/")
    assert "<textarea" not in page
    assert f'class="safety-bar__help" href="{EASY}#get-help"' in page
    sent = {"answer": "yes" if form == "feedback" else "audio", "email": "a@example.org", "words": "slipped in"}
    nobody.post(f"{EASY}{form}/", sent)
    assert [note.words for note in notes(session)] == [""]


@pytest.mark.parametrize("form", ["ask", "feedback"])
def test_nothing_can_be_said_about_a_page_that_is_not_there(session: Session, nobody: Reader, form: str) -> None:
    a_published_guide(session)
    nobody.get(f"/guidance/neglect-toolkit/briefing/{form}/", status=404)
    nobody.post(f"/guidance/neglect-toolkit/briefing/{form}/", {"answer": "yes"}, status=404)


def test_too_many_notes_from_one_place_are_held_back_with_their_words(
    session: Session, nobody: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_published_guide(session)
    monkeypatch.setattr(correspondent, "FROM_ONE_PLACE", Limit("a test's own", 1, timedelta(hours=1)))
    nobody.post(f"{PAGE}feedback/", {"answer": "no"})
    page = nobody.post(f"{PAGE}feedback/", {"answer": "no", "words": "One more thing"}, status=422)
    assert "Too many forms" in page
    assert "One more thing" in page


def test_a_form_without_its_csrf_field_changes_nothing_and_keeps_the_words(session: Session, nobody: Reader) -> None:
    a_published_guide(session)
    answer = nobody.client.post(f"{PAGE}feedback/", data={"answer": "no", "words": "Keep me"})
    assert answer.status_code == 400
    assert "Keep me" in answer.text
    assert notes(session) == []
