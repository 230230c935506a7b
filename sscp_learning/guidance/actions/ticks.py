"""Ticking what a check found, with a reason that is kept, and taking a tick back (REVIEW-RULES B)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.inspecting import Found
from sscp_learning.guidance.models import Format, Tick
from sscp_learning.guidance.queries.ticks import list_marks
from sscp_learning.people import audit
from sscp_learning.platform.errors import RuleBroken


def tick(
    session: Session, *, format_id: int, found: Iterable[Found], reason: str, who_id: int, now: datetime
) -> list[Tick]:
    """Says of these findings that they may stand, and why; what is ticked already stays as it was ticked.

    Raises RuleBroken without a reason, or for a fault, which must be mended.
    """
    chosen = {one.mark: one for one in found}
    if not chosen:
        raise RuleBroken("marks", "Choose at least one of them.")
    if not reason.strip():
        raise RuleBroken("reason", "Say why this may stay as it is. Whoever approves the text reads it.")
    if any(one.is_fault for one in chosen.values()):
        raise RuleBroken("marks", "This must be mended: it cannot be ticked.")
    # Two people may tick the same thing at once: the second waits, and finds it done.
    session.get_one(Format, format_id, with_for_update=True)
    standing = list_marks(session, format_id)
    ticks = [
        Tick(
            format_id=format_id,
            rule=one.finding.rule,
            mark=mark,
            words=one.finding.words,
            reason=reason.strip(),
            ticked_at=now,
            ticked_by_id=who_id,
        )
        for mark, one in chosen.items()
        if mark not in standing
    ]
    session.add_all(ticks)
    session.flush()
    details: dict[str, int | str | None] = {"ticks": len(ticks)}
    who, thing = audit.person_ref(who_id), f"format:{format_id}"
    audit.record(session, who=who, verb="finding.ticked", thing=thing, now=now, details=details)
    return ticks


def take_back(session: Session, *, format_id: int, mark: str, who_id: int, now: datetime) -> None:
    """Ends a tick, so that its finding is open again; nothing happens when it does not stand any more."""
    standing = session.scalar(
        select(Tick).where(Tick.format_id == format_id, Tick.mark == mark, Tick.lifted_at.is_(None)).with_for_update()
    )
    if standing is None:
        return
    standing.lifted_at = now
    session.flush()
    details: dict[str, int | str | None] = {"tick": standing.id}
    who = audit.person_ref(who_id)
    audit.record(
        session, who=who, verb="finding.tick_taken_back", thing=f"format:{format_id}", now=now, details=details
    )
