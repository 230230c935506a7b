"""The base of every table: names of constraints, the one column type for instants, rules, and random ids."""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, DateTime, Dialect, Index, MetaData, text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

# Names are fixed from the first revision, so that a migration on either database can name what it changes.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: always aware and in UTC in Python, whatever the database can hold (DECISIONS 14)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuses an instant without a zone: it would be read differently on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "an instant must carry its time zone"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """SQLite gives back instants without a zone; they were written in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table of the product."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012  SQLAlchemy reads it as a plain class attribute.


def one_of(column: str, words: Iterable[StrEnum], *, or_empty: bool = False, or_null: bool = False) -> CheckConstraint:
    """A column holds one of the words of a state machine, as the database itself checks; named after the column."""
    allowed = [str(word) for word in words] + ([""] if or_empty else [])
    rule = f"{column} IN ({', '.join(repr(word) for word in allowed)})"
    return CheckConstraint(f"{column} IS NULL OR {rule}" if or_null else rule, name=column)


def only_one(name: str, *columns: str, where: str) -> Index:
    """At most one row for these columns among those of which `where` holds, on either database."""
    return Index(name, *columns, unique=True, sqlite_where=text(where), postgresql_where=text(where))


def new_public_id() -> str:
    """22 random characters, safe in an address: 128 bits and a little more, so nobody can guess one."""
    return secrets.token_urlsafe(17)[:22]
