"""The database: SQLite as the embedded default, PostgreSQL where people outgrow one machine.

There are two places that commit in the whole product: `Database.commit`, for a unit of work that went well, and
`append.append_now`, for the two append-only logs (DECISIONS 10).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

BUSY_TIMEOUT_MS = 10_000
WRITES = "sscp_writes"
HAS_TURN = "sscp_has_turn"


class Database:
    """Hands out sessions that read, and sessions that write.

    On SQLite a session that writes begins with BEGIN IMMEDIATE: it waits for its turn at once, instead of finding out
    at its first write that somebody else was quicker.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        # What somebody wrote must not get into a log with the message of an error.
        self.reader = create_engine(url, pool_pre_ping=not url.startswith("sqlite"), hide_parameters=True)
        if self.is_sqlite:
            _set_up_sqlite(self.reader)
        # The option makes a second engine over the same pool: nothing else differs between reading and writing.
        self.writer = self.reader.execution_options(**{WRITES: True})

    @property
    def is_sqlite(self) -> bool:
        """True for the embedded database."""
        return self.url.startswith("sqlite")

    def new_session(self, *, writes: bool) -> Session:
        """A session that belongs to the caller, who closes it."""
        return Session(self.writer if writes else self.reader, expire_on_commit=False)

    def turn_to_writing(self, session: Session) -> None:
        """Ends a session's reading; what it does next is one transaction that writes.

        What was read before is forgotten, so that the caller looks again at whatever it relies on.
        """
        session.rollback()
        session.expunge_all()
        session.bind = self.writer

    def commit(self, session: Session) -> None:
        """Makes a unit of work durable."""
        session.commit()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A unit of work outside a request: committed at the end of the block if nothing was raised."""
        with self.new_session(writes=True) as session:
            yield session
            self.commit(session)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A look at the database outside a request: nothing in it is kept."""
        with self.new_session(writes=False) as session:
            yield session

    @contextmanager
    def appending(self) -> Iterator[Connection]:
        """One row for an append-only log, durable by itself. Only `append.append_now` uses this."""
        with self.writer.begin() as connection:
            yield connection

    def is_reachable(self) -> bool:
        """True when a simple question is answered."""
        try:
            with self.reader.connect() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def close(self) -> None:
        """Lets every connection go."""
        self.reader.dispose()


def _set_up_sqlite(engine: Engine) -> None:
    """Durable, with foreign keys, and with transactions that begin when we say so and not when the driver guesses."""

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:  # noqa: ANN401  These are the driver's own objects.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    # Writers of one process queue here, in the order they came. SQLite's own waiting is a guess at when to look again,
    # and with several threads the unlucky one looks too late for a tenth of a second.
    turn = threading.Lock()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        if writes and turn.acquire(timeout=BUSY_TIMEOUT_MS / 1000):
            connection.info[HAS_TURN] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "checkin")
    def end_turn(_connection: Any, record: Any) -> None:  # noqa: ANN401  These are the driver's own objects.
        if record.info.pop(HAS_TURN, False):
            turn.release()
