"""Names leave the records of those who went away long ago; the records stay (DECISIONS 35). Nothing here commits."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.learning.models import Certificate, Completion
from sscp_learning.learning.rules import MONTHS_IN_A_YEAR, add_months
from sscp_learning.people import queries as people
from sscp_learning.people.actions import remove_name
from sscp_learning.people.rules import REMOVED
from sscp_learning.platform.clock import london

MOST_AT_ONCE = 200


def remove_old_names(session: Session, *, years: int, now: datetime) -> int:
    """Removes name and address of everybody who left this many years ago and completed nothing since.

    Codes and hashes of certificates stay, so that a paper can still be checked. Some at a time, so that nobody who
    saves an answer waits; returns how many.
    """
    today = london(now).date()
    day = add_months(today, -years * MONTHS_IN_A_YEAR)
    learnt_since = select(Completion.person_id).where(Completion.completed_on >= day)
    gone = people.list_gone_before(session, day, now - (today - day), except_for=learnt_since, limit=MOST_AT_ONCE)
    for person in gone:
        remove_name(session, person, now=now)
    _remove_from_records(session, [person.id for person in gone])
    return len(gone)


def _remove_from_records(session: Session, person_ids: Collection[int]) -> None:
    """The copies of a name that completions and certificates carry."""
    for completion in session.scalars(select(Completion).where(Completion.person_id.in_(person_ids))):
        completion.person_name = REMOVED
    for certificate in session.scalars(select(Certificate).where(Certificate.person_id.in_(person_ids))):
        certificate.snapshot = {**certificate.snapshot, "name": REMOVED}
    session.flush()
