"""`sscp db upgrade`: a database that holds anything is backed up before it is changed (DECISIONS 12)."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import MetaData, inspect, select

from sscp_learning.platform import migrations
from sscp_learning.platform.backup import backup
from sscp_learning.platform.database import Database
from sscp_learning.settings import Settings


def upgrade_safely(settings: Settings, database: Database, metadata: MetaData, *, now: datetime) -> Path | None:
    """Takes the database to the newest revision; returns the backup that was made first, or None where none was needed.

    Raises MigrationError, with nothing changed, when rows would be left pointing at nothing.
    """
    if migrations.is_up_to_date(database):
        return None
    kept = None
    if _holds_rows(database, metadata):
        folder = settings.instance / "backups"
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / f"before-upgrade-{now:%Y%m%d-%H%M%S}.zip"
        _backup_what_is_there(settings, database, kept, now)
    migrations.upgrade(database)
    return kept


def _holds_rows(database: Database, metadata: MetaData) -> bool:
    there = set(inspect(database.reader).get_table_names())
    with database.reader.connect() as connection:
        return any(
            connection.execute(select(table.primary_key.columns.values()[0]).limit(1)).first() is not None
            for table in metadata.sorted_tables
            if table.name in there
        )


def _backup_what_is_there(settings: Settings, database: Database, file: Path, now: datetime) -> None:
    """Backs up the tables as the database has them, which may be older than what the code knows."""
    as_it_is = MetaData()
    as_it_is.reflect(database.reader)
    backup(database, as_it_is, settings.instance, file, now=now)
