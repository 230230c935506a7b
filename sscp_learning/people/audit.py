"""The audit log: one line for everything that changed something, with ids and nothing else."""

from datetime import datetime

from sqlalchemy.orm import Session

from sscp_learning.people.models import AuditEntry

SYSTEM = "system"


def record(
    session: Session,
    *,
    who: str,
    verb: str,
    thing: str,
    now: datetime,
    details: dict[str, int | str | None] | None = None,
) -> None:
    """Appends one entry.

    `who` is “person:12”, “reviewer:3” or SYSTEM; `verb` reads “thing.done”; `thing` is “kind:id”. Details hold ids,
    counts and words of our own state machines, never a name, an address or anything somebody wrote.
    """
    session.add(AuditEntry(at=now, who=who, verb=verb, thing=thing, details=details or {}))


def person_ref(person_id: int) -> str:
    """How a person is named in the log."""
    return f"person:{person_id}"
