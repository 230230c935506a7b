"""The two logs that may be written while somebody only reads: who looked at what, and who tries too often.

Everything else is written by POST, in the request's own transaction (DECISIONS 10).
"""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Mapped, mapped_column

from sscp_learning.platform.base import Base
from sscp_learning.platform.database import Database


class AccessLogRow(Base):
    """Somebody opened something that is watched. Ids only: never names, never words."""

    __tablename__ = "access_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    who: Mapped[str]  # “person:12”, or “nobody”
    thing: Mapped[str]  # what kind of thing, in the words of the feature that watches it
    thing_id: Mapped[str]


class ThrottleRow(Base):
    """One try at something that may not be tried too often. The key is a keyed hash, so it names nobody."""

    __tablename__ = "throttle"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)


def append_now(database: Database, row: AccessLogRow | ThrottleRow) -> None:
    """Writes one row of a log and commits it by itself.

    Call it before the request's own writing transaction opens: on SQLite it would wait for itself otherwise.
    """
    values = {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key != "id"}
    with database.appending() as connection:
        connection.execute(insert(type(row)).values(values))
