"""Signing in and out, registering, forgotten passwords: from the form to the database, on both."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.people import actions
from sscp_learning.people.models import AgencyDomain, Membership, Person
from sscp_learning.people.passwords import FOR_TESTS, Passwords
from sscp_learning.people.rules import MembershipState
from sscp_learning.platform.clock import clock_at
from sscp_learning.platform.outbox import OutboxLetter
from tests.builders.people import a_person, an_agency
from tests.pages import Reader

PASSWORD = "three random words"


@pytest.fixture
def person(session: Session) -> Person:
    """Somebody with a password."""
    person = a_person(session, name="Ada Łukasz")
    person.password_hash = Passwords(FOR_TESTS).make(PASSWORD)
    session.flush()
    return person


def sign_in(reader: Reader, email: str, password: str, *, status: int = 302, **more: str) -> str:
    return reader.post("/sign-in", {"email": email, "password": password, **more}, status=status)


def letters(session: Session) -> list[OutboxLetter]:
    return list(session.scalars(select(OutboxLetter).order_by(OutboxLetter.id)))


def link_in(letter: OutboxLetter) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/\S+)", letter.body)
    assert found
    return found[1]


def test_the_right_password_signs_in_and_leads_to_the_page_that_was_asked_for(nobody: Reader, person: Person) -> None:
    sign_in(nobody, f" {person.email.upper()} ", PASSWORD, next="/account/")
    assert nobody.location == "/account/"
    assert "Ada Łukasz" in nobody.get("/account/")


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(nobody: Reader, person: Person) -> None:
    wrong = sign_in(nobody, person.email, "something else entirely", status=422)
    unknown = sign_in(nobody, "nobody@example.org", "something else entirely", status=422)
    assert wrong.replace(person.email, "…") == unknown.replace("nobody@example.org", "…")
    assert "not right" in wrong


def test_after_ten_wrong_tries_even_the_right_password_waits(nobody: Reader, person: Person, now: datetime) -> None:
    for _ in range(10):
        sign_in(nobody, person.email, "wrong", status=422)
    assert "too many tries" in sign_in(nobody, person.email, PASSWORD, status=422)
    with clock_at(now + timedelta(minutes=16)):
        sign_in(nobody, person.email, PASSWORD)


def test_tries_are_counted_for_an_address_however_it_is_typed(nobody: Reader, person: Person) -> None:
    for _ in range(5):
        sign_in(nobody, person.email.upper(), "wrong", status=422)
        sign_in(nobody, f" {person.email.title()} ", "wrong", status=422)
    assert "too many tries" in sign_in(nobody, person.email, PASSWORD, status=422)


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_sign_in_never_leads_to_another_site(nobody: Reader, person: Person, elsewhere: str) -> None:
    sign_in(nobody, person.email, PASSWORD, next=elsewhere)
    assert nobody.location == "/"


def test_a_page_that_needs_a_sign_in_leads_to_the_door_and_back(nobody: Reader) -> None:
    nobody.get("/account/", status=302)
    assert nobody.location == "/sign-in?next=/account/"


@pytest.mark.usefixtures("session")
def test_a_form_without_its_csrf_field_is_refused_and_shows_the_words(app: Flask) -> None:
    answer = app.test_client().post("/sign-in", data={"email": "kept@example.org", "password": "never shown"})
    assert answer.status_code == 400
    assert "kept@example.org" in answer.text
    assert "never shown" not in answer.text


def test_signing_out_needs_the_button(reader_for: Callable[[Person], Reader], person: Person) -> None:
    reader = reader_for(person)
    reader.get("/sign-out")
    reader.get("/account/")
    reader.post("/sign-out")
    reader.get("/account/", status=302)


def registration(**changes: str) -> dict[str, str]:
    told = {"name": "Bea O’Neill", "email": "bea@school.example.org", "job_role": "Teacher", "password": PASSWORD}
    return told | changes


def test_an_address_of_one_agency_joins_it_once_it_is_shown_to_be_theirs(nobody: Reader, session: Session) -> None:
    school = an_agency(session, "Harbour School")
    session.add(AgencyDomain(agency_id=school.id, domain="school.example.org"))
    nobody.post("/register", registration(), status=200)
    place = session.scalars(select(Membership)).one()
    assert (place.agency_id, place.state, place.job_role) == (school.id, MembershipState.WAITING, "Teacher")
    nobody.post(link_in(letters(session)[0]))
    assert session.scalars(select(Membership)).one().state == MembershipState.ACTIVE


def test_a_shared_domain_does_not_join_at_once(nobody: Reader, session: Session) -> None:
    first, second = an_agency(session, "Trust one"), an_agency(session, "Trust two")
    session.add_all(AgencyDomain(agency_id=agency.id, domain="nhs.example") for agency in (first, second))
    answer = nobody.post("/register", registration(email="bea@nhs.example"), status=422)
    assert "Choose the agency you work for" in answer
    nobody.post("/register", registration(email="bea@nhs.example", agency=second.public_id), status=200)
    place = session.scalars(select(Membership)).one()
    assert (place.agency_id, place.state) == (second.id, MembershipState.WAITING)


def test_a_new_person_confirms_the_address_with_a_button_and_only_once(nobody: Reader, session: Session) -> None:
    school = an_agency(session)
    nobody.post("/register", registration(agency=school.public_id), status=200)
    assert "not confirmed" in sign_in(nobody, "bea@school.example.org", PASSWORD, status=422)
    link = link_in(letters(session)[0])
    nobody.get(link)
    assert session.scalars(select(Person)).one().email_confirmed_at is None  # Opening the link is not enough.
    nobody.post(link)
    sign_in(nobody, "bea@school.example.org", PASSWORD)
    assert "used, or its time is over" in nobody.post(link, status=422)


def test_registering_twice_says_the_same_and_sends_another_letter(
    nobody: Reader, session: Session, person: Person
) -> None:
    told = registration(email=person.email, agency=an_agency(session).public_id)
    answer = nobody.post("/register", told, status=200)
    assert "We have sent an e-mail" in answer
    assert [letter.subject for letter in letters(session)] == ["You already have an account"]
    assert session.scalars(select(Person)).all() == [person]


def test_a_weak_password_is_refused_with_what_to_do_and_keeps_the_rest(nobody: Reader) -> None:
    answer = nobody.post("/register", registration(password="short"), status=422)
    assert "Use 10 characters or more" in answer
    assert "Bea O’Neill" in answer
    assert "short" not in answer.replace("short-name", "")


def test_a_forgotten_password_is_replaced_and_ends_every_sign_in(
    nobody: Reader, reader_for: Callable[[Person], Reader], session: Session, person: Person
) -> None:
    elsewhere = reader_for(person)
    elsewhere.get("/account/")
    nobody.post("/forgotten-password", {"email": person.email}, status=200)
    link = link_in(letters(session)[0])
    nobody.get(link)
    nobody.post(link, {"password": "four other random words"})
    elsewhere.get("/account/", status=302)
    sign_in(nobody, person.email, "four other random words")
    assert "no longer works" in nobody.get(link)


def test_a_reset_link_ends_after_an_hour(nobody: Reader, session: Session, person: Person, now: datetime) -> None:
    nobody.post("/forgotten-password", {"email": person.email}, status=200)
    link = link_in(letters(session)[0])
    with clock_at(now + timedelta(minutes=61)):
        assert "no longer works" in nobody.post(link, {"password": "four other random words"}, status=422)


def test_a_new_password_ends_the_letters_that_were_sent_before(
    nobody: Reader, session: Session, person: Person
) -> None:
    for _ in range(2):
        nobody.post("/forgotten-password", {"email": person.email}, status=200)
    older, newer = (link_in(letter) for letter in letters(session))
    nobody.post(newer, {"password": "four other random words"})
    assert "no longer works" in nobody.post(older, {"password": "somebody else's password"}, status=422)


def test_a_link_does_only_what_its_letter_was_for(nobody: Reader, session: Session, person: Person) -> None:
    nobody.post("/forgotten-password", {"email": person.email}, status=200)
    reset = link_in(letters(session)[0])
    assert "used, or its time is over" in nobody.post(reset.replace("/reset/", "/confirm/"), status=422)
    nobody.post(reset, {"password": "four other random words"})


def test_an_unknown_address_gets_the_same_answer_and_no_letter(nobody: Reader, session: Session) -> None:
    assert "Check your e-mail" in nobody.post("/forgotten-password", {"email": "nobody@example.org"}, status=200)
    assert letters(session) == []


def test_changing_the_password_keeps_this_device_and_ends_the_others(
    reader_for: Callable[[Person], Reader], person: Person
) -> None:
    here, elsewhere = reader_for(person), reader_for(person)
    assert "not the password" in here.post(
        "/account/password", {"old_password": "wrong", "password": "brand new pass words"}, status=422
    )
    here.post("/account/password", {"old_password": PASSWORD, "password": "brand new pass words"})
    here.get("/account/")
    elsewhere.get("/account/", status=302)


HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "'; DROP TABLE person; --",
    "\x00\x07nul",
    "😀 مرحبا",
    "%s%n",
    "A" * 251,
]


@pytest.mark.parametrize("words", HOSTILE)
def test_metacharacters_in_every_field_are_only_words(nobody: Reader, session: Session, words: str) -> None:
    answer = nobody.post(
        "/register", dict.fromkeys(("name", "email", "job_role", "agency", "password"), words), status=422
    )
    assert "<script>alert" not in answer
    assert "49" not in re.sub(r'csrf_token" value="[^"]+"', "", answer)[answer.find("<main") :]
    assert session.scalars(select(Person)).all() == []


def test_an_administrator_lets_somebody_into_an_agency(session: Session, now: datetime) -> None:
    agency = an_agency(session)
    person = a_person(session)
    place = actions.join_agency(session, person, agency_id=agency.id, on=now.date(), state=MembershipState.WAITING)
    site = actions.Site("Learning", "http://127.0.0.1:8000", "a secret")
    actions.decide_membership(session, membership_id=place.id, welcome=True, by=person.id, site=site, now=now)
    assert place.state == MembershipState.ACTIVE
    assert letters(session)[-1].subject == f"Your request to join {agency.name}"
