"""One request, one transaction: kept when it went well, and not at all when it did not (DESIGN 2.3)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from sscp_learning.platform import web
from sscp_learning.platform.database import Database
from sscp_learning.platform.jobs import JobRun
from sscp_learning.settings import PROJECT, Mode, Settings
from sscp_learning.tables import metadata

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of its own: what is committed here is committed."""
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'a.sqlite'}" if sqlite else request.getfixturevalue("new_postgresql")()
    database = Database(url)
    metadata.create_all(database.writer)
    yield database
    database.close()


@pytest.fixture
def app(database: Database, tmp_path: Path) -> Flask:
    """An application with one page, which writes a row and answers what it is asked to."""
    app = Flask("a small one", static_folder=None)
    web.register(app, Settings(Mode.TEST, "x", database.url, tmp_path, PROJECT / "content", "http://x"), database)

    @app.route("/<int:status>", methods=["GET", "POST"])
    def write(status: int) -> tuple[str, int]:
        session = web.get_session()
        session.add(JobRun(name="a row", last_at=NOW))
        session.flush()
        if status == 500:
            raise RuntimeError("a fault of ours")
        return "", status

    return app


def rows(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(JobRun)) or 0


@pytest.mark.parametrize("status", [200, 302])
def test_what_went_well_is_kept_when_the_answer_leaves(app: Flask, database: Database, status: int) -> None:
    assert app.test_client().post(f"/{status}").status_code == status
    assert rows(database) == 1


@pytest.mark.parametrize("status", [400, 404, 422, 500])
def test_of_what_was_refused_nothing_is_kept(app: Flask, database: Database, status: int) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert app.test_client().post(f"/{status}").status_code == status
    assert rows(database) == 0


def test_looking_keeps_nothing_even_when_a_view_would_write(app: Flask, database: Database) -> None:
    app.test_client().get("/200")
    assert rows(database) == 0
    assert app.test_client().post("/200").status_code == 200  # And the lock is free for whoever comes next.
    assert rows(database) == 1
