"""Opening a page changes nothing (DECISIONS 10); nobody holds the database while they do slow work (DECISIONS 11)."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, event, insert, text
from sqlalchemy.orm import Session

from sscp_learning.app import create_app
from sscp_learning.people.models import Agency, AgencyDomain, Person
from sscp_learning.people.passwords import Passwords
from sscp_learning.platform.access import anyone, rule_of
from sscp_learning.platform.append import AccessLogRow, ThrottleRow
from sscp_learning.platform.database import Database
from sscp_learning.review.models import Round
from sscp_learning.settings import PROJECT, Mode, Settings
from sscp_learning.tables import metadata
from tests.builders.learning import a_published_module, begun
from tests.builders.people import a_person
from tests.builders.review import PHRASE, a_pass, a_round
from tests.conftest import NOW
from tests.house.world import NOBODY, READERS, a_world
from tests.pages import Reader

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|CREATE|DROP|ALTER|TRUNCATE)\b", re.IGNORECASE)
LOGS = re.compile(rf"\s*INSERT INTO ({AccessLogRow.__tablename__}|{ThrottleRow.__tablename__})\b")
# Who also opens the pages that are the same for everyone; the others open what is theirs.
OPEN_EVERYTHING = {NOBODY, "learner", "their reviewer"}
PASSWORD = "three random words"
LONGEST_HOLD_MS = 50
TIMES = 3


@contextmanager
def writes_on(connection: Connection) -> Iterator[list[str]]:
    """The statements of this connection that change something, the two logs aside."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if WRITES.match(statement) and not LOGS.match(statement):
            seen.append(statement.split("\n", maxsplit=1)[0])

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(connection, "before_cursor_execute", note)


def test_a_write_is_noticed(connection: Connection, session: Session) -> None:
    """Else the test below would pass whatever a page did."""
    with writes_on(connection) as seen:
        session.add(Agency(name="A planted fault"))
        session.flush()
        session.execute(insert(AccessLogRow).values(at=NOW, who="nobody", thing="a thing", thing_id="1"))
        session.execute(text("SELECT 1"))
    assert len(seen) == 1


def test_opening_any_page_changes_nothing(app: Flask, session: Session, connection: Connection) -> None:
    world = a_world(session)
    wrong = []
    for reader in READERS:
        client = world.client(app, reader)
        for route in app.url_map.iter_rules():
            if "GET" in (route.methods or ()) and (
                reader in OPEN_EVERYTHING or rule_of(app, route.endpoint) is not anyone
            ):
                with writes_on(connection) as seen, client.get(world.address(route)):
                    wrong += [f"{reader} {route.rule}: {statement}" for statement in seen]
    assert wrong == []


@dataclass
class Holds:
    """How long each writing transaction held the one lock that SQLite has, in milliseconds."""

    began: dict[int, float] = field(default_factory=dict)
    lasted: list[float] = field(default_factory=list)

    def watch(self, database: Database) -> None:
        """Measures from the moment after BEGIN IMMEDIATE to the one at which the connection is given back."""

        @event.listens_for(database.reader, "after_cursor_execute")
        def note_begin(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if statement == "BEGIN IMMEDIATE":
                self.began[id(connection.connection.dbapi_connection)] = time.perf_counter()

        @event.listens_for(database.reader, "checkin")
        def note_end(connection: Any, _record: Any) -> None:
            began = self.began.pop(id(connection), None)
            if began is not None:
                self.lasted.append((time.perf_counter() - began) * 1000)


@dataclass
class Site:
    """The product as it runs: a file of SQLite, argon2 at its real price, real commits."""

    app: Flask
    holds: Holds
    person: Person
    learner: Person
    review: Round
    username: str
    session: Session

    def reader(self) -> Reader:
        """Somebody who has just come."""
        return Reader(self.app, self.session)

    def longest(self, send: Callable[[int], None]) -> float:
        """The longest that the lock was held while this was sent: the best of three runs, on a busy machine."""
        best = []
        for number in range(TIMES):
            self.holds.lasted.clear()
            send(number)
            assert self.holds.lasted, "nothing was written"
            best.append(max(self.holds.lasted))
        return min(best)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """On SQLite only: PostgreSQL has no lock that all writers share."""
    settings = Settings(
        mode=Mode.PRODUCTION,
        secret_key="a secret for tests only",
        database_url=f"sqlite:///{tmp_path / 'own.sqlite'}",
        instance=tmp_path,
        content=PROJECT / "content",
        public_url="http://127.0.0.1:8000",
    )
    database, holds = Database(settings.database_url), Holds()
    metadata.create_all(database.writer)
    hashes = Passwords()
    with database.transaction() as session:
        person, learner = a_person(session), a_person(session)
        for each in (person, learner):
            each.password_hash = hashes.make(PASSWORD)
        agency = Agency(name="An agency with a domain")
        session.add(agency)
        session.flush()
        session.add(AgencyDomain(agency_id=agency.id, domain="agency.example.org"))
        a_published_module(session)
        begun(session, learner, now=NOW - timedelta(minutes=5))
        review = a_round(session)
        held = a_pass(session, review.group)
        held.passphrase_hash = hashes.make(PHRASE)
    holds.watch(database)
    with database.new_session(writes=False) as session:
        yield Site(create_app(settings, database), holds, person, learner, review, held.username, session)
    database.close()


def test_signing_in_holds_no_lock_while_it_checks_the_password(site: Site) -> None:
    def send(_number: int) -> None:
        # A wrong password is counted, which is all that a sign-in writes.
        site.reader().post("/sign-in", {"email": site.person.email, "password": "wrong"}, status=422)

    assert site.longest(send) < LONGEST_HOLD_MS


def test_registering_holds_no_lock_while_it_hashes_the_password(site: Site) -> None:
    def send(number: int) -> None:
        told = {"name": "New Person", "email": f"new{number}@agency.example.org", "job_role": "Nurse"}
        page = site.reader().post("/register", {**told, "password": PASSWORD}, status=200)
        assert "e-mail" in page

    assert site.longest(send) < LONGEST_HOLD_MS


def test_answering_holds_no_lock_for_long(site: Site) -> None:
    reader = site.reader()
    reader.post("/sign-in", {"email": site.learner.email, "password": PASSWORD})

    def send(number: int) -> None:
        address = f"/learning/small-module/quiz/{number + 1}/"
        page = reader.get(address)
        asked = re.search(r'data-question="([^"]+)"', page)
        assert asked
        values = dict(re.findall(r'name="(answer[^"]*)"[^>]*value="([^"]+)"', page))
        values |= dict(re.findall(r'<select[^>]*name="(answer[^"]*)".*?<option value="(\w+)"', page, re.DOTALL))
        reader.post(address, {"question": asked[1], **values})

    assert site.longest(send) < LONGEST_HOLD_MS


def test_commenting_holds_no_lock_for_long(site: Site) -> None:
    reader, base = site.reader(), f"/review/{site.review.public_id}"
    reader.post("/review/sign-in", {"username": site.username, "passphrase": PHRASE, "device": "own"})
    reader.post(f"{base}/notice/")

    def send(number: int) -> None:
        reader.post(f"{base}/easy-read/comment/", {"comment": f"I like number {number}.", "form_key": ""})

    assert site.longest(send) < LONGEST_HOLD_MS
