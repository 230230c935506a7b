"""Attacks that were tried against the running product, each kept as a test."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from io import StringIO

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from sscp_learning.app import create_app
from sscp_learning.oversight.export import harmless
from sscp_learning.people import actions
from sscp_learning.people.actions import Site, make_link
from sscp_learning.people.models import Agency, AuditEntry, Person
from sscp_learning.people.passwords import FOR_TESTS, Passwords
from sscp_learning.people.rules import LinkPurpose
from sscp_learning.platform.access import access, anyone, rule_of, safe_way_back
from sscp_learning.platform.outbox import Letter, OutboxLetter, queue_letter, send_waiting
from sscp_learning.review.models import SafeguardingRecord
from sscp_learning.settings import Mode, Settings
from tests.builders.people import a_person
from tests.conftest import NOW, OneTransaction
from tests.house.world import NOBODY, READERS, World, a_world
from tests.pages import Reader

PASSWORD = "three random words"
SECRET_WORDS = "Nobody is home."  # What the world's worrying comment says.


@pytest.fixture
def member(session: Session) -> Person:
    """Somebody with a password."""
    person = a_person(session, name="Sam Member")
    person.password_hash = Passwords(FOR_TESTS).make(PASSWORD)
    session.flush()
    return person


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "/\t/evil.example",
        "javascript:x",
    ],
)
def test_a_sign_in_never_leads_to_another_site(nobody: Reader, member: Person, address: str) -> None:
    nobody.post("/sign-in", {"email": member.email, "password": PASSWORD, "next": address})
    assert nobody.location == "/"
    assert safe_way_back(address) is None


def test_signing_in_forgets_the_session_that_was_there(nobody: Reader, member: Person) -> None:
    with nobody.client.session_transaction() as before:
        before["planted"] = "by somebody else"
    nobody.post("/sign-in", {"email": member.email, "password": PASSWORD})
    with nobody.client.session_transaction() as after:
        assert "planted" not in after


def test_a_copied_cookie_ends_with_a_new_password(app: Flask, nobody: Reader, member: Person) -> None:
    nobody.post("/sign-in", {"email": member.email, "password": PASSWORD})
    thief = app.test_client()
    cookie = nobody.client.get_cookie("sscp")
    assert cookie is not None
    thief.set_cookie("sscp", cookie.value)
    assert thief.get("/account/").status_code == 200
    nobody.post("/account/password", {"old_password": PASSWORD, "password": "another three words"})
    assert thief.get("/account/").status_code == 302
    nobody.get("/account/")


def test_a_new_password_ends_every_other_link_to_one(session: Session, member: Person) -> None:
    used, other = (make_link(session, member.id, LinkPurpose.RESET, NOW) for _ in range(2))
    site = Site(name="Learning", url="https://learning.example.org", secret="a secret")
    actions.reset_password(session, token=used, password_hash="new", site=site, now=NOW)
    session.expire_all()
    with pytest.raises(actions.RuleBroken):
        actions.reset_password(session, token=other, password_hash="a thief's", site=site, now=NOW)


def test_capital_letters_buy_no_more_tries(nobody: Reader, member: Person) -> None:
    for number in range(10):
        email = member.email[:number].upper() + member.email[number:]
        nobody.post("/sign-in", {"email": email, "password": "wrong"}, status=422)
    page = nobody.post("/sign-in", {"email": member.email.upper(), "password": PASSWORD}, status=422)
    assert "too many tries" in page


def test_registering_does_not_tell_who_has_an_account(nobody: Reader, member: Person) -> None:
    for agency in ("", "no-such-agency"):
        told = {"name": "N", "job_role": "Nurse", "agency": agency, "password": PASSWORD}
        pages = [
            nobody.post("/register", {**told, "email": email}, status=422)
            for email in (member.email, member.email.replace("person", "nobody"))
        ]
        assert all("Choose the agency you work for" in page for page in pages)


def test_a_name_stays_on_one_line(nobody: Reader, session: Session) -> None:
    """Else it could write a letter of its own into ours, or a header."""
    agency = Agency(name="An agency")
    session.add(agency)
    session.flush()
    told = {"email": "new@example.org", "job_role": "a\r\nb", "agency": agency.public_id, "password": PASSWORD}
    nobody.post("/register", {**told, "name": "Sam\r\n\r\nPay here: http://evil.example"}, status=200)
    person = session.scalars(select(Person).where(Person.email == "new@example.org")).one()
    assert person.name == "Sam Pay here: http://evil.example"


def test_pages_made_for_somebody_are_kept_by_nobody(app: Flask, session: Session) -> None:
    kept = []
    for reader, route, answer in _all_answers(app, a_world(session), set(READERS) - {NOBODY}):
        if "no-store" not in answer.headers.get("Cache-Control", ""):
            kept.append(f"{reader} {route}: {answer.headers.get('Cache-Control')}")
    assert kept == []


def test_signed_out_guidance_sets_no_cookie_and_may_be_kept(app: Flask, session: Session) -> None:
    world = a_world(session)
    client = app.test_client()
    for route in app.url_map.iter_rules():
        if route.endpoint.startswith("guidance_reader."):
            with client.get(world.address(route)) as answer:
                assert (answer.status_code, "Set-Cookie" in answer.headers) == (200, False), route.rule
                assert "no-store" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_cookies_and_headers_follow_the_public_address(
    settings: Settings, database: OneTransaction, session: Session, scheme: str
) -> None:
    app = create_app(replace(settings, public_url=f"{scheme}://learning.example.org"), database)
    answer = Reader(app, session).client.get("/sign-in")
    flags = {part.strip() for part in answer.headers["Set-Cookie"].split(";")[1:]}
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= flags
    assert ("Secure" in flags) == (scheme == "https")
    assert ("Strict-Transport-Security" in answer.headers) == (scheme == "https")


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
def test_a_letter_leads_here_whatever_host_was_asked(
    nobody: Reader, session: Session, member: Person, header: str
) -> None:
    token, cookie = nobody._token(), nobody.client.get_cookie("sscp")
    assert cookie is not None
    headers = {header: "evil.example", "Cookie": f"sscp={cookie.value}"}
    plain = nobody.app.test_client(use_cookies=False)
    answer = plain.post("/forgotten-password", data={"email": member.email, "csrf_token": token}, headers=headers)
    assert answer.status_code == 200
    session.flush()
    letter = session.scalars(select(OutboxLetter).order_by(OutboxLetter.id.desc()).limit(1)).one()
    assert "evil.example" not in letter.body
    assert "http://127.0.0.1:8000/account/reset/" in letter.body


def test_what_a_child_wrote_is_in_no_log_letter_audit_or_page_of_anybody_else(app: Flask, session: Session) -> None:
    with capture_logs() as lines:
        world = a_world(session)
        others = _all_answers(app, world, set(READERS) - {"safeguarding", "their reviewer"})
        told = [answer.text for _, _, answer in others if answer.mimetype.startswith("text/")]
        record = session.scalars(select(SafeguardingRecord)).one()
        lead = Reader(app, session, signed_in=world.identities["safeguarding"])
        assert SECRET_WORDS in lead.get(f"/moderation/safeguarding/{record.public_id}/")
    assert len(told) > 100
    assert not any(SECRET_WORDS in page for page in told)
    assert SECRET_WORDS not in str(lines)
    letters = session.scalars(select(OutboxLetter)).all()
    assert letters
    assert not any(SECRET_WORDS in letter.body + letter.subject for letter in letters)
    audit = session.execute(select(AuditEntry.who, AuditEntry.verb, AuditEntry.thing, AuditEntry.details)).all()
    assert SECRET_WORDS not in str(audit)


def _all_answers(app: Flask, world: World, readers: set[str]) -> Iterator[tuple[str, str, TestResponse]]:
    """What these readers get on every page; the pages that are the same for everyone are opened by two of them."""
    for reader in sorted(readers):
        client = world.client(app, reader)
        for route in app.url_map.iter_rules():
            opens = reader in {NOBODY, "learner"} or rule_of(app, route.endpoint) is not anyone
            if "GET" in (route.methods or ()) and opens and not route.rule.endswith(".pdf"):
                with client.get(world.address(route)) as answer:
                    yield reader, route.rule, answer


def test_a_fault_is_logged_without_anybodys_words(app: Flask, nobody: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    @access(anyone)
    def broken() -> str:
        raise IntegrityError("INSERT INTO comment", {"words": SECRET_WORDS}, ValueError(SECRET_WORDS))

    monkeypatch.setitem(app.view_functions, "home_visitor.privacy", broken)
    with capture_logs() as lines:
        nobody.get("/privacy/", status=500)
    (line,) = [line for line in lines if line["event"] == "unexpected"]
    assert line["error"] == "IntegrityError"
    assert any("broken" in place for place in line["places"])
    assert SECRET_WORDS not in str(line)


def test_the_message_of_a_database_error_quotes_nobody(database: OneTransaction) -> None:
    with database.reader.connect() as connection, pytest.raises(DatabaseError) as caught:
        connection.execute(text("SELECT no_such_column FROM person WHERE name = :name"), {"name": SECRET_WORDS})
    assert SECRET_WORDS not in str(caught.value)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://evil.example")'])
def test_a_name_is_never_a_formula_in_an_export(name: str) -> None:
    line = StringIO()
    csv.writer(line).writerow([harmless(name)])
    assert next(csv.reader(StringIO(line.getvalue())))[0].startswith("'")


@pytest.mark.parametrize(
    "path",
    ["/static/../settings.py", "/static/%2e%2e/settings.py", "/pictures/../partnership.toml", "/pictures/..%2fx"],
)
def test_static_files_are_only_those_that_are_meant(nobody: Reader, path: str) -> None:
    nobody.get(path, status=404)


def test_demo_people_are_named_in_demo_mode_only(
    settings: Settings, database: OneTransaction, session: Session
) -> None:
    for mode, named in ((Mode.DEMO, True), (Mode.TEST, False), (Mode.PRODUCTION, False)):
        app = create_app(replace(settings, mode=mode), database)
        pages = [Reader(app, session).get(path) for path in ("/sign-in", "/review/sign-in")]
        assert bool(re.search("safeguarding-demo|demo.example|river candle", "".join(pages))) is named


def test_a_reviewers_page_is_gone_after_exit(app: Flask, session: Session) -> None:
    """On the server as well: the cookie that a browser may still hold opens nothing."""
    world = a_world(session)
    client = world.client(app, "their reviewer")
    cookie = client.get_cookie("sscp")
    assert cookie is not None
    page = client.get("/review/")
    assert "no-store" in page.headers["Cache-Control"]
    left = client.post("/exit")
    assert (left.status_code, left.headers["Clear-Site-Data"]) == (200, '"cache", "cookies", "storage"')
    client.set_cookie("sscp", cookie.value)
    assert client.get("/review/").status_code == 302


def test_a_letter_that_cannot_be_written_keeps_no_other_back(session: Session, database: OneTransaction) -> None:
    for subject in ("Two\nlines", "One line"):
        queue_letter(session, to="a@example.org", subject=subject, body="Hello", why="A test.", now=NOW)
    session.flush()
    left = []

    def deliver(letter: Letter) -> None:
        message = EmailMessage()
        message["Subject"] = letter.subject  # Raises ValueError for a line end.
        left.append(letter.subject)

    assert send_waiting(database, deliver, now=NOW) == 1
    assert left == ["One line"]
