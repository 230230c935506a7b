"""Everything in one zip: the schema's revision, one file of JSON lines for each table, and the instance's files.

The same on both databases, so that a backup of one can be restored into the other (DECISIONS 42).
"""

import base64
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, LargeBinary, MetaData, Table, func, insert, select, text
from sqlalchemy import Date as SqlDate

from sscp_learning.platform import migrations
from sscp_learning.platform.base import UtcDateTime
from sscp_learning.platform.database import Database

ABOUT = "about.json"
ROWS_AT_ONCE = 500
# The database itself and what can be made again stay out.
NOT_KEPT = ("sscp.sqlite", "secret-key", "backups", "search")


class BackupError(Exception):
    """Why a backup cannot be made or restored, in words that say what to do."""


def backup(database: Database, metadata: MetaData, instance: Path, file: Path, *, now: datetime) -> dict[str, int]:
    """Writes the backup and returns how many rows of each table it holds. Raises BackupError when the file exists."""
    if file.exists():
        raise BackupError(f"{file}: there is already a file of this name; choose another")
    counts: dict[str, int] = {}
    partial = file.with_name(file.name + ".part")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        with database.reader.connect() as connection:
            if not database.is_sqlite:
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            for table in metadata.sorted_tables:
                counts[table.name] = _write_table(archive, connection, table)
        for path in _instance_files(instance):
            archive.write(path, f"instance/{path.relative_to(instance)}")
        about = {"revision": migrations.current_revision(database), "made_at": now.isoformat(), "rows": counts}
        archive.writestr(ABOUT, json.dumps(about, indent=2))
    partial.rename(file)
    return counts


def _write_table(archive: zipfile.ZipFile, connection: Connection, table: Table) -> int:
    count = 0
    order = list(table.primary_key.columns)
    with archive.open(f"tables/{table.name}.ndjson", "w") as out:
        for row in connection.execute(select(table).order_by(*order)).mappings():
            out.write(json.dumps({key: _as_json(value) for key, value in row.items()}).encode() + b"\n")
            count += 1
    return count


def _as_json(value: Any) -> Any:  # noqa: ANN401  Whatever a column holds.
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value


def _instance_files(instance: Path) -> Iterator[Path]:
    for path in sorted(instance.rglob("*")):
        relative = path.relative_to(instance)
        if path.is_file() and not relative.parts[0].startswith(NOT_KEPT):
            yield path


def restore(database: Database, metadata: MetaData, instance: Path, file: Path) -> dict[str, int]:
    """Fills an empty, up-to-date database from a backup and returns how many rows each table got.

    Raises BackupError when the database is not empty, or when the file is not a backup this version can read; it says
    what the file holds.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            about = json.loads(archive.read(ABOUT))
            _check_revision(database, about)
            with database.writer.begin() as connection:
                _check_empty(connection, metadata, about)
                counts = {table.name: _read_table(archive, connection, table) for table in metadata.sorted_tables}
                if not database.is_sqlite:
                    _set_sequences(connection, metadata)
            _restore_files(archive, instance)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise BackupError(f"{file}: this is not a backup that can be read ({type(error).__name__})") from error
    return counts


def _check_revision(database: Database, about: dict[str, Any]) -> None:
    here = migrations.current_revision(database)
    if about["revision"] != here:
        raise BackupError(
            f"the backup is of schema {about['revision']}, this database is at {here}; "
            "run the version that made the backup, or `sscp db upgrade` first"
        )


def _check_empty(connection: Connection, metadata: MetaData, about: dict[str, Any]) -> None:
    for table in metadata.sorted_tables:
        if connection.scalar(select(func.count()).select_from(table)):
            held = ", ".join(f"{count} {name}" for name, count in about["rows"].items() if count)
            raise BackupError(
                f"the database is not empty (table {table.name}); restore into an empty one. "
                f"The file was made at {about['made_at']} and holds {held}"
            )


def _read_table(archive: zipfile.ZipFile, connection: Connection, table: Table) -> int:
    count = 0
    waiting: list[dict[str, Any]] = []
    with archive.open(f"tables/{table.name}.ndjson") as lines:
        for line in lines:
            row = json.loads(line)
            waiting.append({column.name: _from_json(column.type, row.get(column.name)) for column in table.columns})
            count += 1
            if len(waiting) == ROWS_AT_ONCE:
                connection.execute(insert(table), waiting)
                waiting = []
    if waiting:
        connection.execute(insert(table), waiting)
    return count


def _from_json(kind: Any, value: Any) -> Any:  # noqa: ANN401  Whatever a column holds.
    if value is None:
        return None
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, SqlDate):
        return date.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    return value


def _set_sequences(connection: Connection, metadata: MetaData) -> None:
    """PostgreSQL counts ids by itself; after rows came in with theirs, it has to be told where to go on."""
    for table in metadata.sorted_tables:
        key = table.primary_key.columns.values()
        if len(key) == 1 and key[0].type.python_type is int:
            top = connection.scalar(select(func.max(key[0])))
            sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, key[0].name)))
            if top is not None and sequence is not None:
                connection.execute(select(func.setval(sequence, top)))


def _restore_files(archive: zipfile.ZipFile, instance: Path) -> None:
    root = instance.resolve()
    for name in archive.namelist():
        if not name.startswith("instance/") or name.endswith("/"):
            continue
        target = (root / name.removeprefix("instance/")).resolve()
        if target.is_relative_to(root):  # A file that would land elsewhere is not ours.
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))
