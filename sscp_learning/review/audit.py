"""The log of each comment, and the audit log of the product. Neither holds a word of anybody's."""

from datetime import datetime

from sqlalchemy.orm import Session

from sscp_learning.people import audit
from sscp_learning.review.models import Comment, CommentDecision
from sscp_learning.review.rules import CommentVerb


def log_comment(
    session: Session, comment: Comment, verb: CommentVerb, *, who: str, now: datetime, kind: str = ""
) -> None:
    """Appends what was done to a comment, by whom (“person:3”, “reviewer:5”), to both logs."""
    session.add(
        CommentDecision(
            comment_ref=comment.public_id,
            round_ref=comment.place.round.public_id,
            verb=verb,
            kind=kind,
            who=who,
            at=now,
        )
    )
    words = verb.replace(" ", "_")
    audit.record(session, who=who, verb=f"comment.{words}", thing=f"comment:{comment.public_id}", now=now)


def reviewer_ref(pass_id: int) -> str:
    """How a reviewer is named in the logs."""
    return f"reviewer:{pass_id}"
