"""What an editor does: answer each approved comment, with a reason (REVIEW-RULES C6)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.people.audit import person_ref
from sscp_learning.platform.errors import Conflict, RuleBroken
from sscp_learning.review.actions.holds import refresh_holds
from sscp_learning.review.audit import log_comment
from sscp_learning.review.models import Answer, Comment
from sscp_learning.review.rules import AnswerKind, CommentState, CommentVerb


def answer_comment(
    session: Session, comment: Comment, *, kind: AnswerKind, reason: str, by_id: int, now: datetime
) -> Answer:
    """Answers a comment; its author sees the answer. The last answer of a round lifts the hold on its format.

    Raises RuleBroken when “not this time” has no reason, Conflict when the comment is answered or no longer approved.
    """
    if kind is AnswerKind.NOT_THIS_TIME and not reason.strip():
        raise RuleBroken("reason", "Say why not. The young person will read it.")
    already = session.scalar(select(Answer.id).where(Answer.comment_id == comment.id))
    if comment.state != CommentState.APPROVED or already is not None:
        raise Conflict("This comment was answered already, or its author has changed it. Open the list again.")
    answer = Answer(comment_id=comment.id, kind=kind, reason=reason, answered_by_id=by_id, answered_at=now)
    session.add(answer)
    session.flush()
    log_comment(session, comment, CommentVerb.ANSWER, who=person_ref(by_id), now=now, kind=kind)
    refresh_holds(session, comment.place.round, now=now)
    return answer
