"""The short code beside a link in a letter, for whoever reads letters on another device (LEARNING-RULES D7)."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.people.models import LetterLink, Person
from sscp_learning.people.passwords import FOR_TESTS, Passwords
from sscp_learning.platform.clock import clock_at
from sscp_learning.platform.outbox import OutboxLetter
from tests.builders.people import a_person, an_agency
from tests.pages import Reader

PASSWORD = "three random words"
NEW = "four other random words"


@pytest.fixture
def person(session: Session) -> Person:
    """Somebody with a password."""
    person = a_person(session)
    person.password_hash = Passwords(FOR_TESTS).make(PASSWORD)
    session.flush()
    return person


def newest_letter(session: Session) -> str:
    return session.scalars(select(OutboxLetter.body).order_by(OutboxLetter.id.desc())).first() or ""


def code_in(letter: str) -> str:
    found = re.search(r"^([A-Z2-9]{4}-[A-Z2-9]{4})$", letter, re.MULTILINE)
    assert found
    return found[1]


def forgotten(nobody: Reader, session: Session, person: Person) -> str:
    nobody.post("/forgotten-password", {"email": person.email}, status=200)
    return code_in(newest_letter(session))


def reset(nobody: Reader, email: str, code: str, password: str = NEW, *, status: int = 302) -> str:
    data = {"email": email, "code": code, "password": password}
    return nobody.post("/forgotten-password/code", data, status=status)


def test_a_new_person_confirms_with_the_code_however_it_is_typed_and_once(nobody: Reader, session: Session) -> None:
    told = {"name": "Bea", "email": "bea@example.org", "job_role": "Teacher", "password": PASSWORD}
    page = nobody.post("/register", {**told, "agency": an_agency(session).public_id}, status=200)
    assert 'href="/confirm/code"' in page
    letter = newest_letter(session)
    assert "/confirm/code" in letter
    typed = {"email": " BEA@example.org ", "code": code_in(letter).lower().replace("-", " ")}
    nobody.get("/confirm/code")
    nobody.post("/confirm/code", typed)
    assert nobody.location == "/sign-in"
    assert session.scalars(select(Person.email_confirmed_at)).one() is not None
    assert "not right for this address" in nobody.post("/confirm/code", typed, status=422)


def test_a_forgotten_password_is_replaced_by_the_code_and_ends_every_sign_in(
    nobody: Reader, reader_for: Callable[[Person], Reader], session: Session, person: Person
) -> None:
    elsewhere = reader_for(person)
    elsewhere.get("/account/")
    code = forgotten(nobody, session, person)
    reset(nobody, person.email, code)
    elsewhere.get("/account/", status=302)
    nobody.post("/sign-in", {"email": person.email, "password": NEW})
    assert nobody.location == "/"


def test_the_code_and_the_link_are_spent_together(nobody: Reader, session: Session, person: Person) -> None:
    code = forgotten(nobody, session, person)
    link = re.search(r"http://127\.0\.0\.1:8000(/account/reset/\S+)", newest_letter(session))
    assert link
    nobody.post(link[1], {"password": NEW})
    assert "not right for this address" in reset(nobody, person.email, code, status=422)


def test_a_code_ends_with_its_letter(nobody: Reader, session: Session, person: Person, now: datetime) -> None:
    code = forgotten(nobody, session, person)
    with clock_at(now + timedelta(minutes=61)):
        assert "its time is over" in reset(nobody, person.email, code, status=422)


def test_a_code_is_good_for_its_own_address_and_purpose_only(nobody: Reader, session: Session, person: Person) -> None:
    code = forgotten(nobody, session, person)
    stranger = a_person(session)
    wrong = reset(nobody, stranger.email, code, status=422)
    unknown = reset(nobody, "nobody@example.org", code, status=422)
    assert wrong.replace(stranger.email, "…") == unknown.replace("nobody@example.org", "…")
    assert "not right" in nobody.post("/confirm/code", {"email": person.email, "code": code}, status=422)


def test_the_database_alone_gives_no_code_away(nobody: Reader, session: Session, person: Person) -> None:
    code = forgotten(nobody, session, person).replace("-", "")
    kept = session.scalars(select(LetterLink)).one()
    assert code not in {kept.hash, kept.hash[:8].upper()}
    assert all(code not in str(getattr(kept, column.key)) for column in LetterLink.__table__.columns)


def test_codes_cannot_be_tried_out(nobody: Reader, session: Session, person: Person) -> None:
    code = forgotten(nobody, session, person)
    for number in range(10):
        email = person.email.upper() if number % 2 else person.email
        reset(nobody, email, f"AAAA-{number:04}", status=422)
    assert "too many tries" in reset(nobody, person.email, code, status=422)


def test_a_weak_password_uses_no_code_and_keeps_what_was_typed(
    nobody: Reader, session: Session, person: Person
) -> None:
    code = forgotten(nobody, session, person)
    page = reset(nobody, person.email, code, "short", status=422)
    assert "Use 10 characters or more" in page
    assert code in page
    reset(nobody, person.email, code)


@pytest.mark.parametrize("code", ["", "\x00", "😀" * 8, "A" * 251, "'; --"])
def test_anything_else_is_only_a_wrong_code(nobody: Reader, session: Session, person: Person, code: str) -> None:
    forgotten(nobody, session, person)
    reset(nobody, person.email, code, status=422)
