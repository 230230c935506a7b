"""What others tell guidance about a format: that it must wait, and who has read it (DECISIONS 2)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.actions.steps import get_revision, ref
from sscp_learning.guidance.models import Hold, YoungReading
from sscp_learning.guidance.queries.desk import list_holds
from sscp_learning.guidance.queries.pages import GUIDANCE
from sscp_learning.people import audit
from sscp_learning.topics.actions import bump


def place_hold(session: Session, *, format_id: int, key: str, reason: str, who: str, now: datetime) -> Hold:
    """Says that a format may not be published, and why, in a sentence for the publisher; once for each key."""
    standing = next((hold for hold in list_holds(session, format_id) if hold.key == key), None)
    if standing is not None:
        standing.reason = reason
        return standing
    hold = Hold(format_id=format_id, key=key, reason=reason, placed_at=now)
    session.add(hold)
    session.flush()
    audit.record(session, who=who, verb="hold.placed", thing=f"format:{format_id}", now=now, details={"hold": hold.id})
    return hold


def lift_hold(session: Session, *, format_id: int, key: str, who: str, now: datetime) -> None:
    """Takes a hold away; nothing happens when it does not stand any more."""
    for hold in list_holds(session, format_id):
        if hold.key == key:
            hold.lifted_at = now
            session.flush()
            audit.record(
                session, who=who, verb="hold.lifted", thing=f"format:{format_id}", now=now, details={"hold": hold.id}
            )


def record_young_reading(
    session: Session, *, revision_id: int, key: str, readers: int, who: str, now: datetime
) -> YoungReading:
    """Notes how many young people have read a revision, once for each key (“round:12”); a later count replaces it."""
    revision = get_revision(session, revision_id)
    row = session.scalar(select(YoungReading).where(YoungReading.revision_id == revision.id, YoungReading.key == key))
    if row is None:
        row = YoungReading(revision_id=revision.id, key=key, readers=readers, read_at=now)
        session.add(row)
    row.readers, row.read_at = readers, now
    session.flush()
    audit.record(
        session,
        who=who,
        verb="revision.read_by_young_people",
        thing=ref(revision),
        now=now,
        details={"readers": readers},
    )
    bump(session, GUIDANCE)
    return row
