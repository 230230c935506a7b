"""What stands in the way of publishing: the checks that have to look at what is stored. All raise RuleBroken."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance import stored
from sscp_learning.guidance.models import Approval, Revision
from sscp_learning.guidance.queries.desk import list_holds
from sscp_learning.guidance.rules import FORMATS, FormatKind, box_tones, check_for_young_people
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.topics.queries import list_resting_on


def was_published(session: Session, format_id: int) -> bool:
    """True when readers have had this format before."""
    earlier = select(Revision.id).where(Revision.format_id == format_id, Revision.published_at.is_not(None)).limit(1)
    return session.scalar(earlier) is not None


def check_approved(session: Session, revision: Revision) -> None:
    """Two people said yes to this very text (F6)."""
    if session.scalar(select(Approval.id).where(Approval.revision_id == revision.id)) is None:
        raise RuleBroken("approver", "Two people must approve this first.")


def check_young(revision: Revision) -> None:
    """A text for young people has what theirs need (F9, D8)."""
    check_for_young_people(
        FormatKind(revision.format.kind),
        for_young_people=revision.for_young_people,
        box_tones=box_tones(stored.document_from_json(revision.blocks)),
        safe=revision.safe_for_young_people,
    )


def check_no_hold(session: Session, revision: Revision) -> None:
    """Nobody has said that this format must wait (DECISIONS 2)."""
    holds = list_holds(session, revision.format_id)
    if holds:
        reasons = " ".join(hold.reason for hold in holds)
        title = FORMATS[FormatKind(revision.format.kind)].title
        raise RuleBroken("hold", f"{title} cannot be published yet. {reasons}")


def check_nothing_rests_on(session: Session, old: Revision, staying: frozenset[str]) -> None:
    """A section may not go while a question somewhere leads readers to it (DECISIONS 2)."""
    page = f"guidance:{old.format.publication.slug}/{old.format.kind}"
    going = [f"{page}#{mark.id}" for mark in stored.marks_from_json(old.sections) if mark.id not in staying]
    links = list_resting_on(session, going)
    if links:
        told = "; ".join(f"{link.source} rests on {link.target}" for link in links)
        raise RuleBroken("text", f"Other pages lead to a section that would go. Change them first: {told}.")
