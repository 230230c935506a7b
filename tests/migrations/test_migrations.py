"""Migrations go up and down on both databases, end at what the models say, and keep every row."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from sscp_learning.platform import migrations
from sscp_learning.platform.database import Database
from sscp_learning.platform.upgrading import upgrade_safely
from sscp_learning.settings import PROJECT, Mode, Settings
from sscp_learning.tables import metadata
from tests.builders.people import a_person

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    else:
        make: Callable[[], str] = request.getfixturevalue("new_postgresql")
        url = make()
    database = Database(url)
    yield database
    database.close()


def test_the_newest_revision_is_what_the_models_say(empty: Database) -> None:
    migrations.upgrade(empty)
    assert migrations.is_up_to_date(empty)
    with empty.reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_every_check_and_unique_rule_of_the_models_is_in_the_migrated_tables(empty: Database) -> None:
    migrations.upgrade(empty)
    there = inspect(empty.reader)
    missing = []
    for table in metadata.sorted_tables:
        wanted = {str(c.name) for c in table.constraints if type(c).__name__ == "CheckConstraint"}
        missing += [
            f"{table.name}: {name}"
            for name in wanted - {str(c["name"]) for c in there.get_check_constraints(table.name)}
        ]
        indexes = {str(index.name) for index in table.indexes}
        missing += [
            f"{table.name}: {name}" for name in indexes - {str(i["name"]) for i in there.get_indexes(table.name)}
        ]
    assert missing == []


def test_down_to_nothing_and_up_again(empty: Database) -> None:
    migrations.upgrade(empty)
    migrations.downgrade(empty, "base")
    assert set(inspect(empty.reader).get_table_names()) <= {"alembic_version"}
    migrations.upgrade(empty)
    assert migrations.is_up_to_date(empty)


def test_every_table_keeps_its_rows_through_an_upgrade_from_the_step_before(empty: Database) -> None:
    migrations.upgrade(empty)
    with empty.transaction() as session:
        a_person(session)
    before = rows(empty)
    migrations.upgrade(empty)
    assert rows(empty) == before
    assert before["person"] == 1


def rows(database: Database) -> dict[str, int]:
    with database.reader.connect() as connection:
        return {t.name: len(connection.execute(t.select()).all()) for t in metadata.sorted_tables}


def test_a_database_with_rows_is_backed_up_before_it_is_changed(tmp_path: Path) -> None:
    settings = Settings(Mode.TEST, "x", f"sqlite:///{tmp_path / 'a.sqlite'}", tmp_path, PROJECT / "content", "http://x")
    database = Database(settings.database_url)
    assert upgrade_safely(settings, database, metadata, now=NOW) is None  # Nothing to lose yet.
    with database.transaction() as session:
        a_person(session)
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    with pytest.raises(Exception, match="older"):
        upgrade_safely(settings, database, metadata, now=NOW)
    assert list((tmp_path / "backups").glob("before-upgrade-*.zip"))
    database.close()


def test_a_dangling_row_stops_a_migration_and_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a.sqlite'}")
    migrations.upgrade(database)
    with database.transaction() as session:
        person = a_person(session).id

    def lose_the_parent(config: object, _to: str) -> None:
        connection = config.attributes["connection"]  # type: ignore[attr-defined]
        connection.execute(text("DELETE FROM person WHERE id = :id"), {"id": person})

    monkeypatch.setattr(migrations.command, "upgrade", lose_the_parent)
    with pytest.raises(migrations.MigrationError, match="membership"):
        migrations.upgrade(database)
    assert rows(database)["person"] == 1
    database.close()
