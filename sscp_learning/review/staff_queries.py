"""Reads for staff, each within what its reader may see: moderator, safeguarding lead, editor."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from sscp_learning.review.fetch import WITH_PLACE, one
from sscp_learning.review.models import (
    Answer,
    Comment,
    CommentDecision,
    CommentVersion,
    Round,
    RoundRevision,
    SafeguardingDecision,
    SafeguardingRecord,
)
from sscp_learning.review.rules import CommentState

# The moderator


def list_pending(session: Session) -> Sequence[Comment]:
    """The moderator's queue: what should be read first, then the oldest."""
    return session.scalars(
        select(Comment)
        .where(Comment.state == CommentState.PENDING)
        .options(*WITH_PLACE)
        .order_by(Comment.priority.desc(), Comment.sent_at, Comment.id)
    ).all()


def get_for_moderator(session: Session, public_id: str) -> Comment:
    """A comment that was sent and is not with the safeguarding lead. Raises NotFound for every other."""
    hidden = (CommentState.DRAFT, CommentState.SAFEGUARDING)
    return one(
        session,
        select(Comment).where(Comment.public_id == public_id, Comment.state.not_in(hidden)).options(*WITH_PLACE),
    )


def list_log(session: Session, comment_ref: str) -> Sequence[CommentDecision]:
    """What was done to a comment, oldest first."""
    return session.scalars(
        select(CommentDecision).where(CommentDecision.comment_ref == comment_ref).order_by(CommentDecision.id)
    ).all()


def list_versions(session: Session, comment_id: int) -> Sequence[CommentVersion]:
    """What a comment said before its author changed it, oldest first."""
    return session.scalars(
        select(CommentVersion).where(CommentVersion.comment_id == comment_id).order_by(CommentVersion.id)
    ).all()


def count_pending(session: Session) -> int:
    """How many comments wait for a moderator."""
    return session.scalar(select(func.count(Comment.id)).where(Comment.state == CommentState.PENDING)) or 0


def count_pending_by_round(session: Session) -> list[tuple[Round, int, int]]:
    """Each round with comments waiting for its moderator: how many, and how many to read first."""
    rows = session.execute(
        select(
            RoundRevision.round_id,
            func.count(Comment.id),
            func.sum(Comment.priority),
        )
        .join(Comment.place)
        .where(Comment.state == CommentState.PENDING)
        .group_by(RoundRevision.round_id)
        .order_by(RoundRevision.round_id)
    ).all()
    return [(session.get_one(Round, round_id), count, int(first or 0)) for round_id, count, first in rows]


# The safeguarding lead


def list_records(session: Session) -> Sequence[SafeguardingRecord]:
    """Every record: first those without a decision, the one due soonest on top."""
    return session.scalars(
        select(SafeguardingRecord)
        .options(joinedload(SafeguardingRecord.group))
        .order_by(SafeguardingRecord.decided_at.is_not(None), SafeguardingRecord.due_at, SafeguardingRecord.id)
    ).all()


def count_open_records(session: Session, now: datetime) -> tuple[int, int]:
    """How many records wait for a decision, and how many of them are late."""
    row = session.execute(
        select(func.count(), func.count().filter(SafeguardingRecord.due_at <= now)).where(
            SafeguardingRecord.decided_at.is_(None)
        )
    ).one()
    return row[0], row[1]


def exists_record(session: Session, public_id: str) -> bool:
    """Whether there is such a record, without reading a word of it."""
    return session.scalar(select(exists().where(SafeguardingRecord.public_id == public_id))) or False


def get_record(session: Session, public_id: str) -> SafeguardingRecord:
    """A record with its words. The view has been logged before this is called. Raises NotFound."""
    return one(session, select(SafeguardingRecord).where(SafeguardingRecord.public_id == public_id))


def list_decisions(session: Session, record_id: int) -> Sequence[SafeguardingDecision]:
    """What was decided about a record, oldest first."""
    return session.scalars(
        select(SafeguardingDecision)
        .where(SafeguardingDecision.record_id == record_id)
        .options(joinedload(SafeguardingDecision.decided_by))
        .order_by(SafeguardingDecision.id)
    ).all()


def list_overdue_records(session: Session, now: datetime) -> Sequence[SafeguardingRecord]:
    """Records on which nobody decided in time and of which the deputy was not told."""
    return session.scalars(
        select(SafeguardingRecord).where(
            SafeguardingRecord.decided_at.is_(None),
            SafeguardingRecord.escalated_at.is_(None),
            SafeguardingRecord.due_at <= now,
        )
    ).all()


def find_comment_by_ref(session: Session, public_id: str) -> Comment | None:
    """A comment in whatever state. For the safeguarding lead's own actions."""
    return session.scalar(select(Comment).where(Comment.public_id == public_id).options(*WITH_PLACE))


# The editor


def unanswered() -> ColumnElement[bool]:
    """True for a comment that the writers have and have not answered."""
    return and_(Comment.state == CommentState.APPROVED, ~exists().where(Answer.comment_id == Comment.id))


def list_unanswered(session: Session) -> Sequence[Comment]:
    """Approved comments that wait for an answer, round by round, oldest first."""
    return session.scalars(
        select(Comment)
        .where(unanswered())
        .options(*WITH_PLACE)
        .order_by(Comment.round_revision_id, Comment.sent_at, Comment.id)
    ).all()


def count_unanswered(session: Session) -> int:
    """How many comments wait for an answer."""
    return session.scalar(select(func.count(Comment.id)).where(unanswered())) or 0


def get_approved(session: Session, public_id: str) -> Comment:
    """An approved comment, for editors. Raises NotFound for one in any other state."""
    return one(
        session,
        select(Comment)
        .where(Comment.public_id == public_id, Comment.state == CommentState.APPROVED)
        .options(*WITH_PLACE),
    )


def count_unanswered_by_revision(session: Session, round_id: int) -> dict[int, int]:
    """How many comments of each revision wait for a moderator or an answer.

    Those with the safeguarding lead do not count (DECISIONS 34).
    """
    rows = session.execute(
        select(Comment.round_revision_id, func.count(Comment.id))
        .join(Comment.place)
        .where(RoundRevision.round_id == round_id, or_(Comment.state == CommentState.PENDING, unanswered()))
        .group_by(Comment.round_revision_id)
    ).all()
    return {row[0]: row[1] for row in rows}
