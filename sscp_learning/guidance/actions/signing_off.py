"""Signing off starting text: an editor has checked it, and a publisher, somebody else, says that it may stay."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.actions.papers import store_paper
from sscp_learning.guidance.actions.steps import lock_revision, ref, tell_of_change
from sscp_learning.guidance.models import Revision, SignOff
from sscp_learning.guidance.paper import Paper
from sscp_learning.guidance.rules import RevisionState, check_two_people
from sscp_learning.people import audit
from sscp_learning.platform.errors import Conflict, RuleBroken


def say_checked(session: Session, *, revision_id: int, who_id: int, now: datetime) -> SignOff:
    """Records that somebody has read published starting text against its sources: the first of the two people.

    Raises Conflict when it is no starting text any more, or somebody has said so already.
    """
    revision = _starting_text(session, revision_id)
    if _find(session, revision) is not None:
        raise Conflict("Somebody has checked this already. Nothing was changed.")
    row = SignOff(revision_id=revision.id, checked_by_id=who_id, checked_at=now)
    session.add(row)
    session.flush()
    audit.record(session, who=audit.person_ref(who_id), verb="starting_text.checked", thing=ref(revision), now=now)
    return row


def sign_off(session: Session, *, revision_id: int, paper: Paper, who_id: int, now: datetime) -> Revision:
    """Signs off starting text that somebody else has checked: readers are told no more that it waits.

    `paper` is the text without that line. Raises RuleBroken before anybody has checked it or when that was the same
    person, Conflict when it is no starting text any more.
    """
    revision = _starting_text(session, revision_id)
    row = _find(session, revision)
    if row is None:
        raise RuleBroken("", "An editor must say first that they have checked this text against its sources.")
    check_two_people(row.checked_by_id, who_id)
    row.signed_by_id, row.signed_at = who_id, now
    revision.starting_text = False
    store_paper(session, revision.id, paper, now=now)
    session.flush()
    audit.record(session, who=audit.person_ref(who_id), verb="starting_text.signed_off", thing=ref(revision), now=now)
    tell_of_change(session)
    return revision


def _starting_text(session: Session, revision_id: int) -> Revision:
    revision = lock_revision(session, revision_id)
    if not revision.starting_text or revision.state != RevisionState.PUBLISHED:
        raise Conflict("This is not starting text that waits for sign-off any more. Nothing was changed.")
    return revision


def _find(session: Session, revision: Revision) -> SignOff | None:
    return session.scalar(select(SignOff).where(SignOff.revision_id == revision.id))
