"""Publishing alone in an emergency, with a reason; a second person confirms it afterwards (F6)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance import mail
from sscp_learning.guidance.actions.live import make_live
from sscp_learning.guidance.actions.publishing import Together, tell_behind, tell_change, told_change
from sscp_learning.guidance.actions.steps import lock_revision, ref, tell_of_change
from sscp_learning.guidance.gates import check_faults, was_published
from sscp_learning.guidance.models import Emergency, Revision
from sscp_learning.guidance.ready import Behind, Ready
from sscp_learning.guidance.rules import Change, RevisionState, check_change, check_step
from sscp_learning.people import audit
from sscp_learning.platform.errors import Conflict, NotFound, RuleBroken


def publish_in_emergency(
    session: Session,
    ready: Ready,
    *,
    publisher_id: int,
    because: str,
    change: Change | None,
    behind: Sequence[Behind] = (),
    now: datetime,
    site: str | None = None,
) -> Revision:
    """One publisher gives readers a text that nobody else has approved; every other publisher is told at once.

    Faults still stand in the way, warnings and holds do not: those wait for the second person. Other formats that stay
    behind a major change say so (`behind`, F5). Raises RuleBroken without a reason or a change note, Conflict when the
    text is not on its way any more.
    """
    revision = lock_revision(session, ready.revision_id)
    check_step(RevisionState(revision.state), RevisionState.PUBLISHED, alone=True)
    if not because.strip():
        raise RuleBroken("because", "Say why this cannot wait for a second person.")
    check_faults(revision, ready.findings)
    told = check_change(change or told_change(revision), is_first=not was_published(session, revision.format_id))
    tell_change(revision, told)
    revision.author_id = revision.author_id or publisher_id
    session.add(
        Emergency(revision_id=revision.id, published_by_id=publisher_id, because=because.strip(), published_at=now)
    )
    make_live(session, revision, publisher_id=publisher_id, paper=ready.paper, now=now, alone=True)
    tell_behind(session, revision, Together(ready, behind=behind), publisher_id=publisher_id, now=now)
    audit.record(
        session, who=audit.person_ref(publisher_id), verb="revision.published_alone", thing=ref(revision), now=now
    )
    if site is not None:
        mail.tell_emergency(session, revision, by_id=publisher_id, because=because.strip(), site=site, now=now)
    return revision


def confirm_emergency(session: Session, *, revision_id: int, who_id: int, now: datetime) -> Emergency:
    """A second person says that what one person published may stay.

    Raises NotFound where nothing was published alone, RuleBroken when the second person is the first, Conflict when
    somebody confirmed it already or readers do not get it any more.
    """
    revision = lock_revision(session, revision_id)
    emergency = session.scalar(select(Emergency).where(Emergency.revision_id == revision.id))
    if emergency is None:
        raise NotFound
    if emergency.confirmed_at is not None or revision.state != RevisionState.PUBLISHED:
        raise Conflict("This does not wait for a second person any more. Nothing was changed.")
    if emergency.published_by_id == who_id:
        raise RuleBroken("", "You published this yourself. Somebody else must confirm it.")
    emergency.confirmed_by_id, emergency.confirmed_at = who_id, now
    session.flush()
    audit.record(session, who=audit.person_ref(who_id), verb="revision.confirmed", thing=ref(revision), now=now)
    tell_of_change(session)
    return emergency
