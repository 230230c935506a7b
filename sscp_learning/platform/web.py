"""One request, one session, one commit.

A request that changes things has one writing transaction, committed once, at its end, and only if it went well. A GET
has a reading one, which is thrown away (DESIGN 2.3, DECISIONS 10 and 11).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session

from sscp_learning.platform.database import Database
from sscp_learning.settings import Settings

EXTENSION = "sscp_database"
SETTINGS = "sscp_settings"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FIRST_REFUSAL = 400


def get_settings() -> Settings:
    """The settings of the running application."""
    return cast("Settings", current_app.extensions[SETTINGS])


def get_database() -> Database:
    """The database of the running application."""
    return cast("Database", current_app.extensions[EXTENSION])


def request_reads_only() -> bool:
    """True for the methods that may not change anything."""
    return request.method in SAFE_METHODS


def get_session() -> Session:
    """The request's session. On a request that changes things it holds the one writing transaction."""
    session = _session()
    if not request_reads_only() and not g.get("writes"):
        get_database().turn_to_writing(session)
        g.writes = True
    return session


@contextmanager
def reading() -> Iterator[Session]:
    """The request's session before it writes: for finding out who asks, and for slow work such as checking a password.

    Nothing read here is kept for the writing that follows: hold on to ids and plain values.
    """
    session = _session()
    yield session
    if not request_reads_only() and not g.get("writes"):
        session.rollback()


def _session() -> Session:
    if "session" not in g:
        g.session = get_database().new_session(writes=False)
    return cast("Session", g.session)


def register(app: Flask, settings: Settings, database: Database) -> None:
    """Gives the application its database and the end of each request."""
    app.extensions[SETTINGS] = settings
    app.extensions[EXTENSION] = database
    app.after_request(_commit_if_it_went_well)
    app.teardown_appcontext(_close)


def _commit_if_it_went_well(response: Response) -> Response:
    if g.get("writes") and response.status_code < FIRST_REFUSAL:
        get_database().commit(_session())
    return response


def _close(_error: BaseException | None) -> None:
    session = g.pop("session", None)
    if session is not None:
        session.close()
