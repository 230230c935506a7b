"""What readers told us: read by publication, marked as answered, told with a date, and deleted on time."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.actions.notes import forget_old_notes
from sscp_learning.guidance.models import ReaderNote
from sscp_learning.people.models import Person
from sscp_learning.people.rules import Role
from sscp_learning.platform.outbox import OutboxLetter
from tests.builders.guidance import a_published_guide
from tests.builders.people import a_person, a_role
from tests.pages import Reader

ReaderFor = Callable[[Person], Reader]
NOTES = "/desk/guidance/notes/"


@pytest.fixture
def editor(session: Session, reader_for: ReaderFor, nobody: Reader) -> Reader:
    """An editor, with a wish and a piece of feedback to read."""
    a_published_guide(session)
    page = "/guidance/neglect-toolkit/full/"
    nobody.post(f"{page}ask/", {"answer": "braille", "email": "reader@example.org", "words": "For <b>Ann</b>."})
    nobody.post(f"{page}feedback/", {"answer": "partly", "words": "Add pictures."})
    person = a_person(session, name="Edie Tor")
    a_role(session, person, Role.EDITOR)
    return reader_for(person)


def test_notes_are_read_by_publication_and_marked_as_answered(editor: Reader, session: Session) -> None:
    page = editor.get(NOTES)
    for words in ("Neglect toolkit", "Needs it as: braille", "For &lt;b&gt;Ann", "Add pictures.", "reader@example.org"):
        assert words in page
    note = session.scalars(select(ReaderNote).where(ReaderNote.kind == "ask")).one()
    for _ in range(2):
        editor.post(f"{NOTES}{note.public_id}/answered/", {})
    assert "by Edie Tor, 22 November 2026" in editor.get(NOTES)
    editor.post(f"{NOTES}made-up/answered/", {}, status=404)


@pytest.mark.usefixtures("editor")
def test_the_letter_says_why_it_came_by_when_to_answer_and_how_long_things_are_kept(session: Session) -> None:
    (letter,) = session.scalars(select(OutboxLetter)).all()
    for words in ("6 December 2026", "21 May 2027", "reader@example.org", "because this is the partnership’s address"):
        assert words in letter.body


@pytest.mark.usefixtures("editor")
def test_notes_are_deleted_on_the_day_that_was_told(session: Session, now: datetime) -> None:
    forget_old_notes(session, now + timedelta(days=179))
    assert len(session.scalars(select(ReaderNote)).all()) == 2
    forget_old_notes(session, now + timedelta(days=181))
    assert session.scalars(select(ReaderNote)).all() == []


def test_an_empty_page_says_so_and_nobody_else_comes_in(session: Session, reader_for: ReaderFor) -> None:
    person = a_person(session)
    reader_for(person).get(NOTES, status=403)
    a_role(session, person, Role.PUBLISHER)
    assert "Nobody has told us anything yet" in reader_for(person).get(NOTES)
