"""A comment that worries somebody: locked, passed to the safeguarding lead, decided, escalated (REVIEW-RULES D5)."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sscp_learning.people import audit
from sscp_learning.people.audit import SYSTEM, person_ref
from sscp_learning.platform.clock import london
from sscp_learning.platform.errors import Conflict, RuleBroken
from sscp_learning.review import mail, staff_queries
from sscp_learning.review.actions.holds import refresh_holds
from sscp_learning.review.audit import log_comment, reviewer_ref
from sscp_learning.review.models import Comment, SafeguardingDecision, SafeguardingRecord
from sscp_learning.review.rules import (
    LEAD_ACTS_WITHIN,
    SAFEGUARDING_KEPT_YEARS,
    CommentState,
    CommentVerb,
    LeadChoice,
    RaisedBy,
    next_state,
)

A_YEAR = timedelta(days=365.25)


def protect(
    session: Session, comment: Comment, *, raised_by: RaisedBy, now: datetime, by_id: int | None = None
) -> SafeguardingRecord:
    """Takes a comment out of the document queue and gives it to the safeguarding lead alone.

    The exact words, their time and revision are copied and locked, and the lead gets a letter without them.
    Raises Conflict when the comment is there already.
    """
    after = next_state(CommentState(comment.state), CommentVerb.PROTECT)
    if after is None:
        raise Conflict("Somebody has passed this comment on already.")
    comment.state = after
    comment.sent_at = comment.sent_at or now
    record = _copy(session, comment, raised_by, by_id, now)
    session.add(record)
    session.flush()
    who = person_ref(by_id) if by_id else reviewer_ref(comment.pass_id)
    log_comment(session, comment, CommentVerb.PROTECT, who=who, now=now)
    mail.alert_lead(session, record, now=now)
    refresh_holds(session, comment.place.round, now=now)
    return record


def decide(
    session: Session, record: SafeguardingRecord, *, choice: LeadChoice, reason: str, by_id: int, now: datetime
) -> SafeguardingDecision:
    """Appends what was decided and why; the first decision stops the clock.

    Raises RuleBroken without a reason.
    """
    if not reason.strip():
        raise RuleBroken("reason", "Say why you decided this.")
    decision = SafeguardingDecision(
        record_id=record.id, kind=choice, reason=reason, decided_by_id=by_id, decided_at=now
    )
    session.add(decision)
    record.decided_at = record.decided_at or now
    session.flush()
    _record(session, "safeguarding.decided", record, person_ref(by_id), now)
    return decision


def release(session: Session, record: SafeguardingRecord, *, words: str, by_id: int, now: datetime) -> Comment:
    """Gives the writers a copy that can show nobody: it then needs an answer like any other (DECISIONS 34).

    Raises RuleBroken without words, Conflict when a copy was released before or the round is gone.
    """
    comment = staff_queries.find_comment_by_ref(session, record.comment_ref)
    if comment is None or record.released_ref is not None:
        raise Conflict("A copy was released already, or the round has been deleted.")
    if not words.strip():
        raise RuleBroken("words", "Write the words that the writers may see.")
    copy = _redacted(comment, words)
    session.add(copy)
    session.flush()
    record.released_ref = copy.public_id
    log_comment(session, copy, CommentVerb.APPROVE, who=person_ref(by_id), now=now)
    log_comment(session, comment, CommentVerb.RELEASE, who=person_ref(by_id), now=now)
    session.flush()
    refresh_holds(session, copy.place.round, now=now)
    return copy


def escalate_due(session: Session, now: datetime) -> None:
    """Tells the deputy of every record on which nobody decided in time. Run by the worker."""
    for record in staff_queries.list_overdue_records(session, now):
        record.escalated_at = now
        mail.alert_deputy(session, record, now=now)
        _record(session, "safeguarding.escalated", record, SYSTEM, now)


def delete_old_records(session: Session, now: datetime) -> None:
    """Removes records whose own period is over (DECISIONS 35). Run by the worker."""
    due = select(SafeguardingRecord.id).where(SafeguardingRecord.deletes_on <= london(now).date())
    ids = list(session.scalars(due))
    session.execute(delete(SafeguardingDecision).where(SafeguardingDecision.record_id.in_(ids)))
    session.execute(delete(SafeguardingRecord).where(SafeguardingRecord.id.in_(ids)))


def _copy(
    session: Session, comment: Comment, raised_by: RaisedBy, by_id: int | None, now: datetime
) -> SafeguardingRecord:
    review = comment.place.round
    return SafeguardingRecord(
        comment_ref=comment.public_id,
        round_title=review.title,
        group_id=review.group_id,
        username=comment.author.username,
        revision_id=comment.place.revision_id,
        format=comment.place.format,
        block_uid=comment.block_uid,
        snapshot=comment.snapshot,
        which_words=comment.which_words,
        quick=comment.quick,
        words=comment.words,
        earlier_words=[version.words for version in staff_queries.list_versions(session, comment.id)],
        wants_to_talk=comment.wants_to_talk,
        written_at=comment.created_at,
        raised_by=raised_by,
        raised_by_id=by_id,
        opened_at=now,
        due_at=now + LEAD_ACTS_WITHIN,
        lead_id=review.lead_id,
        deputy_id=review.deputy_id,
        deletes_on=(london(now) + A_YEAR * SAFEGUARDING_KEPT_YEARS).date(),
    )


def _redacted(comment: Comment, words: str) -> Comment:
    return Comment(
        author=comment.author,
        place=comment.place,
        question_id=comment.question_id,
        block_uid=comment.block_uid,
        snapshot=comment.snapshot,
        which_words="",
        prefix="",
        suffix="",
        quick=comment.quick,
        words=words,
        state=CommentState.APPROVED,
        created_at=comment.created_at,
        sent_at=comment.sent_at,
    )


def _record(session: Session, verb: str, record: SafeguardingRecord, who: str, now: datetime) -> None:
    audit.record(session, who=who, verb=verb, thing=f"safeguarding:{record.public_id}", now=now)
