"""My learning: what is due and why, what was begun, certificates, and everything before."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from sscp_learning.learning.queries import list_certificates
from sscp_learning.people.models import Person
from tests.builders.learning import a_published_module, begun, has_completed
from tests.builders.oversight import a_requirement
from tests.builders.people import a_person, a_team
from tests.pages import Reader

ReaderFor = Callable[[Person], Reader]


@pytest.fixture
def ada(session: Session) -> Person:
    """Somebody of a team, with a module on offer."""
    a_published_module(session)
    return a_person(session, name="Ada Łukasz", team=a_team(session, name="Hub West"))


def test_with_nothing_to_do_the_page_helps_to_find_something(reader_for: ReaderFor, ada: Person) -> None:
    page = reader_for(ada).get("/my-learning/")
    assert "Nothing is due" in page
    assert 'href="/learning/"' in page


def test_what_is_due_says_when_and_why(session: Session, reader_for: ReaderFor, ada: Person, now: datetime) -> None:
    a_requirement(session, days=10, now=now)
    page = reader_for(ada).get("/my-learning/")
    assert "Due on 2 December 2026" in page
    assert "everyone in every agency, within 10 days of 22 November 2026" in page
    assert 'href="/learning/small-module/"' in page


def test_what_was_begun_can_be_gone_on_with(session: Session, reader_for: ReaderFor, ada: Person) -> None:
    begun(session, ada)
    assert "Carry on where you stopped" in reader_for(ada).get("/my-learning/")


def test_certificates_are_linked_and_earlier_ones_stay(
    session: Session, reader_for: ReaderFor, ada: Person, now: datetime
) -> None:
    a_requirement(session, now=now)
    has_completed(session, ada, now=now - timedelta(days=400))
    has_completed(session, ada, now=now)
    page = reader_for(ada).get("/my-learning/")
    newest, older = [paper.code for paper in list_certificates(session, ada.id)]
    assert f'href="/certificates/{newest}/"' in page
    assert f'href="/certificates/{newest}.pdf"' in page
    assert f'href="/certificates/{older}/"' in page
    assert page.index(newest) < page.index(older)
    assert "Earlier" in page


def test_all_certificates_come_as_one_file_newest_first_and_only_mine(
    session: Session, reader_for: ReaderFor, ada: Person, now: datetime
) -> None:
    has_completed(session, ada, now=now - timedelta(days=400))
    has_completed(session, ada, now=now)
    other = a_person(session)
    has_completed(session, other, now=now)
    reader = reader_for(ada)
    assert "All my certificates in one PDF" in reader.get("/my-learning/")
    answer = reader.client.get("/my-learning/certificates.pdf")
    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages]
    codes = [paper.code for paper in list_certificates(session, ada.id)]
    assert [code in page for code, page in zip(codes, pages, strict=True)] == [True, True]
    assert answer.mimetype == "application/pdf"


def test_without_a_certificate_there_is_no_file(reader_for: ReaderFor, ada: Person) -> None:
    assert "You have no certificate yet" in reader_for(ada).get("/my-learning/certificates.pdf", status=404)


def test_a_name_that_cannot_be_printed_leads_to_the_pages(
    session: Session, reader_for: ReaderFor, ada: Person, now: datetime
) -> None:
    ada.name = "Zoë 𓀀"
    has_completed(session, ada, now=now)
    reader = reader_for(ada)
    answer = reader.client.get("/my-learning/certificates.pdf")
    assert answer.location == "/my-learning/?one-by-one#certificates"
    assert "print its page" in reader.get("/my-learning/?one-by-one")


def test_nobody_sees_the_learning_of_anybody_else(
    session: Session, reader_for: ReaderFor, ada: Person, now: datetime
) -> None:
    has_completed(session, ada, now=now)
    other = reader_for(a_person(session)).get("/my-learning/")
    assert "Completed on" not in other


def test_training_elsewhere_is_kept_as_declared(reader_for: ReaderFor, ada: Person) -> None:
    reader = reader_for(ada)
    given = {"title": "First aid <b>", "provider": "A college", "completed_on": "2026-05-01"}
    reader.post("/my-learning/elsewhere/", given)
    page = reader.get("/my-learning/")
    assert "First aid &lt;b&gt;, A college, 1 May 2026" in page
    assert "Declared" in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": "", "provider": "x", "completed_on": "2026-05-01"}, "Enter what it was called"),
        ({"title": "x", "provider": "x", "completed_on": "tomorrow"}, "Enter a date with day, month and year"),
        ({"title": "x", "provider": "x", "completed_on": ""}, "Enter the day you completed it"),
        ({"title": "x", "provider": "Kept words", "completed_on": "2026-11-23"}, "not in the future"),
    ],
)
def test_a_wrong_form_says_what_to_do_and_keeps_the_words(
    reader_for: ReaderFor, ada: Person, given: dict[str, str], words: str
) -> None:
    page = reader_for(ada).post("/my-learning/elsewhere/", given, status=422)
    assert words in page
    assert f'value="{given["provider"]}"' in page
