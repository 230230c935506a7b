"""Which findings somebody has ticked, and why (REVIEW-RULES B)."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Tick
from sscp_learning.people.models import Person


class TickRow(NamedTuple):
    """A tick that stands: under which mark, why, who says so, since when."""

    mark: str
    reason: str
    who: str
    ticked_at: datetime


def list_ticks(session: Session, format_id: int) -> list[TickRow]:
    """The ticks of a format that stand, oldest first."""
    rows = session.execute(
        select(Tick.mark, Tick.reason, Person.name, Tick.ticked_at)
        .join(Person, Person.id == Tick.ticked_by_id)
        .where(Tick.format_id == format_id, Tick.lifted_at.is_(None))
        .order_by(Tick.id)
    ).all()
    return [TickRow(*row) for row in rows]


def list_marks(session: Session, format_id: int) -> frozenset[str]:
    """The marks of the ticks that stand."""
    return frozenset(session.scalars(select(Tick.mark).where(Tick.format_id == format_id, Tick.lifted_at.is_(None))))
