"""One step in the life of a revision, with its line in the audit: what the actions of this package share."""

from datetime import datetime

from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Revision
from sscp_learning.guidance.queries.pages import GUIDANCE
from sscp_learning.guidance.rules import RevisionState, check_step
from sscp_learning.people import audit
from sscp_learning.platform.errors import NotFound
from sscp_learning.topics.actions import bump
from sscp_learning.topics.queries import SEARCH


def ref(revision: Revision) -> str:
    """How the audit names a revision."""
    return f"revision:{revision.id}"


def get_revision(session: Session, revision_id: int) -> Revision:
    """The revision. Raises NotFound."""
    revision = session.get(Revision, revision_id)
    if revision is None:
        raise NotFound
    return revision


def lock_revision(session: Session, revision_id: int) -> Revision:
    """The revision, to be changed: whoever comes second waits, and then finds what the first has done.

    Raises NotFound.
    """
    revision = session.get(Revision, revision_id, with_for_update=True)
    if revision is None:
        raise NotFound
    return revision


def move(
    session: Session, revision: Revision, to: RevisionState, *, who: str, now: datetime, alone: bool = False
) -> None:
    """One step in the life of a revision, and its line in the audit; `alone` says that one person does it."""
    check_step(RevisionState(revision.state), to, alone=alone)
    revision.state = to
    session.flush()
    audit.record(session, who=who, verb=f"revision.{to}", thing=ref(revision), now=now)


def tell_of_change(session: Session) -> None:
    """Everyone who keeps a copy of something made from guidance looks again: pages in memory, and the search index."""
    for name in (GUIDANCE, SEARCH):
        bump(session, name)
