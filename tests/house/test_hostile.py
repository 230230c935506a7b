"""Whatever is typed into any field of any form gets a clear answer, and nothing is lost (issue “bad input”).

The forms are found by opening every page as everybody. With SQLite every payload goes into every field; with
PostgreSQL only the one that SQLite would let through: control characters, which PostgreSQL cannot store.
"""

from collections.abc import Iterator, Mapping
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from sscp_learning.app import MOST_BYTES
from sscp_learning.platform.access import access, anyone, rule_of
from sscp_learning.platform.errors import Conflict, RuleBroken
from tests.conftest import OneTransaction
from tests.house.forms import Control, HtmlForm, forms_of
from tests.house.world import NOBODY, OWNERS, READERS, World, a_world
from tests.pages import Reader, proof_read

MARKUP = "'\"><script>alert(1)</script><img src=x onerror=alert(2)>"
SQL_AND_TEMPLATES = "x'); DROP TABLE person;-- %s %(x)s {{7331*7333}} {% include 'x' %} ${7331*7333} \\"
WORLDWIDE = "👩\u200d👧 مرحبا \u202etxt.exe\u2066 שלום e\u0301 \u200b\ufeff 𝒳"
LONG = "word " * 40_000
CONTROLS = "a\x00b\x01c\x1b[31md\x7fe\x0bf\r\ng\x85h\ufffe"
PAYLOADS: Mapping[str, str | list[str]] = {
    "markup": MARKUP,
    "SQL and templates": SQL_AND_TEMPLATES,
    "worldwide": WORLDWIDE,
    "controls": CONTROLS,
    "200,000 characters": LONG,
    "10,000 options": [f"option-{number}" for number in range(10_000)],
    "a number beyond all numbers": "9" * 400,
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "nothing": "",
}
SHOWN_AGAIN = (MARKUP, SQL_AND_TEMPLATES, LONG)
WORKED_OUT = str(7331 * 7333)
NEVER_SHOWN = {"password"}
TAKES_NO_TOKEN = {"/exit"}  # Whoever must leave fast is never stopped (DECISIONS 36).


@pytest.fixture
def world(session: Session) -> World:
    """One of everything, and everybody."""
    return a_world(session)


class Visitor:
    """A browser with one cookie, which forgets whatever an answer does to it; the database forgets it as well."""

    def __init__(self, app: Flask, world: World, reader: str, connection: Connection) -> None:
        self.app, self.reader, self.connection = app, reader, connection
        browser = world.client(app, reader)
        self.token = forms_of(browser.get("/sign-out").text, "/sign-out")[0].controls["csrf_token"].values[0]
        cookie = browser.get_cookie("sscp")
        assert cookie is not None
        self.cookie = cookie.value

    def _browser(self) -> FlaskClient:
        browser = self.app.test_client()
        browser.set_cookie("sscp", self.cookie)
        return browser

    def send(self, address: str, data: Mapping[str, str | list[str]], *, method: str = "POST") -> TestResponse:
        """Sends a form and undoes what came of it."""
        with self.connection.begin_nested() as undo:
            answer = self._browser().open(address, method=method, data=data)
            undo.rollback()
        return answer

    def forms(self, addresses: list[str]) -> Iterator[HtmlForm]:
        """Every form on these pages, each once."""
        known = set()
        for address in addresses:
            with self._browser().get(address) as answer:
                page = answer.text if answer.status_code == 200 and answer.mimetype == "text/html" else ""
            for form in forms_of(page, address):
                if form.key not in known:
                    known.add(form.key)
                    yield form


def pages_for(app: Flask, world: World, reader: str) -> list[str]:
    """What this reader opens; the forms that are the same for everybody are sent by somebody who is not signed in."""
    routes = [route for route in app.url_map.iter_rules() if "GET" in (route.methods or ())]
    pages = [route for route in routes if not route.rule.endswith((".pdf", ".xlsx"))]
    own = [route for route in pages if reader == NOBODY or rule_of(app, route.endpoint) is not anyone]
    return [world.address(route) for route in own] + ([] if reader == NOBODY else [world.ids["/learning/<slug>"]])


def faults_of(answer: TestResponse, control: Control, payload: str | list[str]) -> Iterator[str]:
    """What is wrong with the answer to a payload in one control."""
    if answer.status_code >= 500:
        yield f"{answer.status_code}"
    if "<script>alert" in answer.text or "<img src=x" in answer.text:
        yield "words came back as HTML"
    if WORKED_OUT in answer.text:
        yield "words were taken for a template"
    refused = answer.status_code in {400, 422}
    if refused and control.is_words and payload in SHOWN_AGAIN and str(payload).strip() not in unescape(answer.text):
        yield f"{answer.status_code}, and the words are lost"
    if control.kind in NEVER_SHOWN and payload and str(payload).strip() in unescape(answer.text):
        yield "a password is shown"


def test_hostile_words_in_every_field_of_every_form(
    app: Flask, world: World, connection: Connection, database: OneTransaction
) -> None:
    payloads = PAYLOADS if database.is_sqlite else {"controls": CONTROLS}
    wrong, sent, taken = [], set(), set()
    for reader in READERS:
        visitor = Visitor(app, world, reader, connection)
        for form in visitor.forms(pages_for(app, world, reader)):
            if form.key in sent:
                continue
            sent.add(form.key)
            good = form.filled() | {"csrf_token": visitor.token}
            taken |= {form.key} if visitor.send(form.action, good).status_code < 400 else set()
            for name, control in form.to_fill():
                for what, payload in payloads.items():
                    with visitor.send(form.action, {**good, name: payload}) as answer:
                        faults = list(faults_of(answer, control, payload))
                    wrong += [f"{reader} {form.action} {name}: {what}: {fault}" for fault in faults]
    assert wrong == []
    # Most forms are taken when nothing in them is hostile: the fields behind the first were looked at as well.
    assert len(sent) > 40
    assert len(taken) > 0.8 * len(sent), sorted(sent - taken)


def test_a_form_without_its_token_is_refused_and_the_words_are_shown(
    app: Flask, world: World, connection: Connection
) -> None:
    visitor, wrong = Visitor(app, world, "learner", connection), []
    words = {"words": MARKUP, "password": "a secret of mine", "passphrase": "a secret of mine"}
    for route in app.url_map.iter_rules():
        if "POST" not in (route.methods or ()) or route.rule in TAKES_NO_TOKEN:
            continue
        for token in ({}, {"csrf_token": "forged"}):
            answer = visitor.send(world.address(route), {**words, **token})
            shown = MARKUP in unescape(answer.text) and "a secret of mine" not in answer.text
            if answer.status_code != 400 or "<script>alert" in answer.text or not shown:
                wrong.append(f"{route.rule}: {answer.status_code}")
    assert wrong == []


def test_an_address_used_in_the_wrong_way_says_so(app: Flask, world: World) -> None:
    client, wrong = world.client(app, NOBODY), []
    known = app.url_map.bind("localhost")
    allowed: dict[str, set[str]] = {}
    for route in app.url_map.iter_rules():
        allowed.setdefault(world.address(route), set()).update(route.methods or ())
    for address, methods in allowed.items():
        for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - methods:
            if known.test(address, method):
                continue  # Another route takes it: “/review/name” could be the address of a round.
            status = client.open(address, method=method).status_code
            if status != 405:
                wrong.append(f"{method} {address}: {status}")
    assert wrong == []


def test_a_control_character_in_an_address_leads_nowhere(app: Flask, world: World) -> None:
    """PostgreSQL refuses NUL in any text that it is given."""
    wrong = []
    for reader in (*OWNERS, "administrator", "editor", "safeguarding"):
        client = world.client(app, reader)
        for route in app.url_map.iter_rules():
            if "GET" in (route.methods or ()) and "<" in route.rule and "<int:" not in route.rule:
                for strange in ("a%00b", "%01%1b%7f%ff%fe%F0%9F%91%A9%E2%80%AE" + "a" * 2000):
                    status = client.get(world.made_up(route).replace("no-such-thing-anywhere", strange)).status_code
                    wrong += [f"{reader} {route.rule} {strange[:20]}: {status}"] if status >= 500 else []
    assert wrong == []


def test_every_page_that_tells_of_an_error_is_a_good_page(
    app: Flask, session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader proof-reads each one: valid HTML, one heading, and the Content-Security-Policy."""

    @access(anyone)
    def broken() -> str:
        message = "what a child wrote"
        raise ValueError(message)

    @access(anyone)
    def changed() -> str:
        raise Conflict

    @access(anyone)
    def against_a_rule() -> str:
        raise RuleBroken("", "This breaks a rule.")

    for endpoint, view in {
        "home_visitor.front": broken,
        "home_visitor.privacy": changed,
        "home_visitor.accessibility": against_a_rule,
    }.items():
        monkeypatch.setitem(app.view_functions, endpoint, view)
    young = Reader(app, session, signed_in=world.identities["their reviewer"])
    for reader in (Reader(app, session), young, Reader(app, session, signed_in=world.identities["learner"])):
        assert "what a child wrote" not in reader.get("/", status=500)
        reader.get("/privacy/", status=409)
        reader.get("/accessibility/", status=422)
        reader.get("/no-such-page", status=404)
        reader.post("/help/", status=405)
        reader.post("/sign-in", {"csrf_token": "forged", "email": MARKUP}, status=400)
        reader.post("/sign-in", {"email": "x" * (MOST_BYTES + 1)}, status=413)
    young.get("/account/", status=403)


def test_a_form_with_too_many_fields_is_refused_and_does_no_harm(app: Flask, world: World) -> None:
    fields = {f"field-{number}": "x" for number in range(2_000)}
    answer = world.client(app, NOBODY).post("/sign-in", data=fields)
    assert answer.status_code in {400, 413}
    assert proof_read(answer.text) == []
