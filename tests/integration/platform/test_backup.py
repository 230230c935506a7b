"""A backup holds everything, is restored into either database, and never over what is there."""

import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sscp_learning.people.models import Person
from sscp_learning.platform import migrations
from sscp_learning.platform.backup import BackupError, backup, restore
from sscp_learning.platform.database import Database
from sscp_learning.tables import metadata
from tests.builders.people import a_person

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


def a_database(url: str) -> Database:
    database = Database(url)
    migrations.upgrade(database)
    return database


def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.reader.connect() as connection:
        return {
            t.name: [tuple(r) for r in connection.execute(t.select().order_by(*t.primary_key))]
            for t in metadata.sorted_tables
        }


def test_what_sqlite_held_comes_back_in_postgresql(tmp_path: Path, new_postgresql: Callable[[], str]) -> None:
    first = a_database(f"sqlite:///{tmp_path / 'a.sqlite'}")
    with first.transaction() as session:
        for name in ("Zoë O’Brien", "Łukasz", "محمد"):
            a_person(session, name=name)
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "note.txt").write_text("kept")
    backup(first, metadata, tmp_path / "instance", tmp_path / "all.zip", now=NOW)
    second = a_database(new_postgresql())
    restore(second, metadata, tmp_path / "elsewhere", tmp_path / "all.zip")
    assert rows(second) == rows(first)
    assert (tmp_path / "elsewhere" / "note.txt").read_text() == "kept"
    with second.transaction() as session:
        assert a_person(session).id > 3  # New rows go on counting after the old ones.
    first.close()
    second.close()


def test_a_database_with_rows_is_not_restored_over(tmp_path: Path) -> None:
    database = a_database(f"sqlite:///{tmp_path / 'a.sqlite'}")
    with database.transaction() as session:
        a_person(session)
    backup(database, metadata, tmp_path / "instance", tmp_path / "all.zip", now=NOW)
    with pytest.raises(BackupError, match=r"not empty.*holds.*1 person"):
        restore(database, metadata, tmp_path / "instance", tmp_path / "all.zip")
    with database.reading() as session:
        assert session.query(Person).count() == 1
    database.close()


@pytest.mark.parametrize("name", ["instance/../../evil.txt", "instance//etc/evil.txt"])
def test_a_file_that_would_land_elsewhere_is_left_out(tmp_path: Path, name: str) -> None:
    database = a_database(f"sqlite:///{tmp_path / 'a.sqlite'}")
    backup(database, metadata, tmp_path / "instance", tmp_path / "all.zip", now=NOW)
    with zipfile.ZipFile(tmp_path / "all.zip", "a") as archive:
        archive.writestr(name, "evil")
    restore(database, metadata, tmp_path / "deep" / "instance", tmp_path / "all.zip")
    assert list(tmp_path.rglob("evil.txt")) == []
    database.close()


def test_a_file_that_is_no_backup_is_refused_in_words(tmp_path: Path) -> None:
    database = a_database(f"sqlite:///{tmp_path / 'a.sqlite'}")
    (tmp_path / "all.zip").write_text("not a zip")
    with pytest.raises(BackupError, match="not a backup"):
        restore(database, metadata, tmp_path, tmp_path / "all.zip")
    database.close()
