"""Slow work never holds the write lock: nobody waits for somebody else's password (DECISIONS 11). On SQLite."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, event, select

from sscp_learning.app import create_app
from sscp_learning.learning.queries import answer_key
from sscp_learning.people.identity import load_person
from sscp_learning.people.models import Person
from sscp_learning.people.passwords import Passwords
from sscp_learning.platform.database import WRITES, Database
from sscp_learning.platform.outbox import OutboxLetter
from sscp_learning.settings import PROJECT, Mode, Settings
from sscp_learning.tables import metadata
from tests.builders.learning import a_published_module, module_in_content
from tests.builders.people import a_person, an_agency
from tests.integration.learning.following import by_key, follow
from tests.pages import Reader

LONGEST_SECONDS = 0.05
ROUNDS = 3


class WriteLock:
    """Who writes now, and how long each unit of work kept everybody else waiting."""

    def __init__(self, database: Database) -> None:
        self.began: float | None = None
        self.held: list[float] = []
        event.listen(database.reader, "begin", self._begin)
        event.listen(database.reader, "commit", self._end)
        event.listen(database.reader, "rollback", self._end)

    def _begin(self, connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES):
            self.began = time.perf_counter()

    def _end(self, connection: Connection) -> None:
        if self.began is not None and connection.get_execution_options().get(WRITES):
            self.held.append(time.perf_counter() - self.began)
            self.began = None


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A file of its own, written to for good."""
    database = Database(f"sqlite:///{tmp_path / 'own.sqlite'}")
    metadata.create_all(database.writer)
    with database.transaction() as session:
        an_agency(session, "Harbour School")
        a_published_module(session, module_in_content("neglect-toolkit"))
    yield database
    database.close()


@pytest.fixture
def lock(database: Database) -> WriteLock:
    """The write lock of that file, watched."""
    return WriteLock(database)


@pytest.fixture
def app(database: Database, tmp_path: Path) -> Flask:
    """The application over that file."""
    return create_app(Settings(Mode.TEST, "x", database.url, tmp_path, PROJECT / "content", "http://x"), database)


def account(reader: Reader, database: Database, email: str) -> None:
    """Registers, confirms, forgets the password and signs in with a new one."""
    agency = re.search(r'<option value="([\w-]{22})"', reader.get("/register"))
    assert agency
    told = {"name": "Bea", "email": email, "job_role": "Teacher", "agency": agency[1], "password": "three random words"}
    reader.post("/register", told, status=200)
    reader.post("/forgotten-password", {"email": email}, status=200)
    with database.reading() as session:
        body = session.scalars(select(OutboxLetter.body).order_by(OutboxLetter.id.desc())).first() or ""
    link = re.search(r"http://x(/account/reset/\S+)", body)
    assert link
    reader.post(link[1], {"password": "four other random words"})
    reader.post("/sign-in", {"email": email, "password": "four other random words"})


def test_no_password_is_worked_on_while_the_write_lock_is_held(
    app: Flask, database: Database, lock: WriteLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    make, check = Passwords.make, Passwords.check

    def watched_make(self: Passwords, password: str) -> str:
        seen.append(lock.began is None)
        return make(self, password)

    def watched_check(self: Passwords, kept: str | None, password: str) -> bool:
        seen.append(lock.began is None)
        return check(self, kept, password)

    monkeypatch.setattr(Passwords, "make", watched_make)
    monkeypatch.setattr(Passwords, "check", watched_check)
    with database.reading() as session:
        account(Reader(app, session), database, "bea@example.org")
    assert seen == [True, True, True]


def test_nobody_waits_longer_than_a_twentieth_of_a_second_for_somebody_else(
    app: Flask, database: Database, lock: WriteLock
) -> None:
    """A whole module, from registering to the certificate; of three rounds the quietest counts, machines being busy."""
    longest = []
    with database.reading() as session:
        key = answer_key(session, "neglect-toolkit")
        assert key is not None
        for number in range(ROUNDS):
            lock.held.clear()
            reader = Reader(app, session)
            account(reader, database, f"bea{number}@example.org")
            _, result = follow(reader, "neglect-toolkit", by_key(key))
            assert "You passed" in result
            session.rollback()
            longest.append(max(lock.held))
    assert len(lock.held) > len(key)
    assert min(longest) < LONGEST_SECONDS


def test_a_refused_request_lets_the_lock_go_and_changes_nothing(
    app: Flask, database: Database, lock: WriteLock
) -> None:
    with database.transaction() as session:
        person = a_person(session)
    with database.reading() as session:
        who = load_person(session, person.id, person.token)
        reader = Reader(app, session, signed_in=who)
        reader.post("/learning/no-such-module/", {"begin": "start"}, status=404)
        assert lock.began is None
    with database.transaction() as session:
        assert session.get_one(Person, person.id).name == person.name
