"""What happened to the guidance that readers get, month by month: what came, what changed, and what was taken away."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from sscp_learning.guidance.history import change_line
from sscp_learning.guidance.models import Format, Publication, Revision
from sscp_learning.guidance.rules import ChangeKind, RevisionState
from sscp_learning.guidance.shapes import ChangeLine
from sscp_learning.platform.clock import london

MOST_IN_THE_FEED = 50


@dataclass(frozen=True)
class Happening:
    """One thing that happened to one format: it was published, or readers stopped getting it."""

    line: ChangeLine
    at: datetime
    is_ending: bool

    @property
    def is_typo(self) -> bool:
        """True for a typing mistake that was mended: most readers need not look at it."""
        return not self.is_ending and self.line.change_kind is ChangeKind.TYPO

    @property
    def uuid(self) -> str:
        """An id that stays the same for good, wherever the site is moved to (RFC 4287, 4.2.6)."""
        what = "ended" if self.is_ending else "published"
        return str(uuid5(NAMESPACE_URL, f"revision/{self.line.public_id}/{what}"))


@dataclass(frozen=True)
class Month:
    """A month in which something happened, as London counts months."""

    first: date
    count: int

    @property
    def key(self) -> str:
        """The month in an address, such as “2026-11”."""
        return f"{self.first.year:04}-{self.first.month:02}"


@dataclass(frozen=True)
class _Mark:
    """When something happened, before its words are read."""

    at: datetime
    revision_id: int
    is_ending: bool

    @property
    def month(self) -> date:
        return london(self.at).date().replace(day=1)


def list_months(session: Session) -> list[Month]:
    """The months in which something happened, newest first."""
    counted = Counter(mark.month for mark in _marks(session))
    return [Month(first, counted[first]) for first in sorted(counted, reverse=True)]


def list_in_month(session: Session, month: Month) -> list[Happening]:
    """What happened in a month, newest first."""
    return _read(session, [mark for mark in _marks(session) if mark.month == month.first])


def list_latest(session: Session) -> list[Happening]:
    """What happened last, newest first."""
    return _read(session, _newest_first(_marks(session))[:MOST_IN_THE_FEED])


def _marks(session: Session) -> Iterator[_Mark]:
    """Everything that ever happened. A text that made room for its own next revision did not end for readers."""
    rows = session.execute(
        select(Revision.id, Revision.published_at, Revision.ended_at, Revision.ended_because, Revision.state).where(
            Revision.published_at.is_not(None)
        )
    )
    for row in rows:
        if row.published_at:
            yield _Mark(row.published_at, row.id, is_ending=False)
        if row.ended_at and (row.state != RevisionState.REPLACED or row.ended_because):
            yield _Mark(row.ended_at, row.id, is_ending=True)


def _newest_first(marks: Iterable[_Mark]) -> list[_Mark]:
    return sorted(marks, key=lambda mark: (mark.at, mark.revision_id, mark.is_ending), reverse=True)


def _read(session: Session, marks: Collection[_Mark]) -> list[Happening]:
    rows = session.scalars(
        select(Revision)
        .join(Format, Revision.format_id == Format.id)
        .join(Publication, Format.publication_id == Publication.id)
        .options(contains_eager(Revision.format).contains_eager(Format.publication))
        .where(Revision.id.in_({mark.revision_id for mark in marks}))
    )
    lines = {row.id: change_line(row) for row in rows}
    return [Happening(lines[mark.revision_id], mark.at, mark.is_ending) for mark in _newest_first(marks)]
