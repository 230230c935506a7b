"""Bringing a database up to date: numbered steps, inside one transaction, with a look at foreign keys at its end."""

from collections.abc import Callable

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from sscp_learning.platform.database import Database
from sscp_learning.settings import PROJECT

SCRIPTS = PROJECT / "migrations"
HEAD = "head"


class MigrationError(Exception):
    """A migration would have left rows that point at nothing; nothing was changed."""


def current_revision(database: Database) -> str | None:
    """The step this database is at, or None when it has no tables of ours."""
    with database.reader.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head_revision() -> str:
    """The newest step there is."""
    return str(ScriptDirectory.from_config(_config(None)).get_current_head())


def is_up_to_date(database: Database) -> bool:
    """True when there is nothing to do."""
    return current_revision(database) == head_revision()


def upgrade(database: Database, to: str = HEAD) -> None:
    """Takes the database forward. Raises MigrationError, with nothing changed, when rows would be left dangling."""
    _run(database, lambda config: command.upgrade(config, to))


def downgrade(database: Database, to: str) -> None:
    """Takes the database back."""
    _run(database, lambda config: command.downgrade(config, to))


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config


def _run(database: Database, step: Callable[[Config], None]) -> None:
    """Runs a step in one transaction.

    On SQLite foreign keys are switched off before it begins, since rebuilding a table would take along the rows that
    point at it, and every key is checked before it commits (DECISIONS 12).
    """
    with database.writer.connect() as connection:
        driver = connection.connection.dbapi_connection
        if database.is_sqlite and driver is not None:
            driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                step(_config(connection))
                _check_foreign_keys(database, connection)
        finally:
            if database.is_sqlite and driver is not None:
                driver.execute("PRAGMA foreign_keys=ON")


def _check_foreign_keys(database: Database, connection: Connection) -> None:
    if not database.is_sqlite:
        return  # PostgreSQL checks each key as it goes.
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if dangling:
        tables = ", ".join(sorted({str(row[0]) for row in dangling}))
        raise MigrationError(f"rows of {tables} would point at nothing; the database was left as it was")
