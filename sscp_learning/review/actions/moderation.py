"""What a moderator does with a comment: pass it on or give it back (REVIEW-RULES D2, C8)."""

from datetime import datetime

from sqlalchemy.orm import Session

from sscp_learning.people.audit import person_ref
from sscp_learning.platform.errors import Conflict, RuleBroken
from sscp_learning.review import mail, staff_queries
from sscp_learning.review.actions.holds import refresh_holds
from sscp_learning.review.audit import log_comment
from sscp_learning.review.models import Comment, ReturnNote
from sscp_learning.review.rules import CommentState, CommentVerb, ReturnKind, next_state


def approve(session: Session, comment: Comment, *, by_id: int, now: datetime) -> None:
    """Passes a comment to the writers.

    Raises Conflict when somebody else has dealt with it.
    """
    _step(session, comment, CommentVerb.APPROVE, by_id, now)


def give_back(
    session: Session, comment: Comment, *, kind: ReturnKind, words: str, by_id: int, now: datetime
) -> ReturnNote:
    """Gives a comment back to its author with a kind, plain reason.

    Raises RuleBroken without words, Conflict when somebody else has dealt with it.
    """
    if not words.strip():
        raise RuleBroken("words", "Write a few kind words, so that they know why.")
    _step(session, comment, CommentVerb.RETURN, by_id, now, kind=kind)
    note = ReturnNote(comment_id=comment.id, kind=kind, words=words, at=now)
    session.add(note)
    session.flush()
    return note


def tell_moderators(session: Session, now: datetime) -> None:
    """Writes to each moderator whose queue is not empty, at most once a day. Run by the worker."""
    for review, waiting, first in staff_queries.count_pending_by_round(session):
        mail.tell_moderator(session, review, waiting=waiting, first=first, now=now)


def _step(session: Session, comment: Comment, verb: CommentVerb, by_id: int, now: datetime, kind: str = "") -> None:
    after = next_state(CommentState(comment.state), verb)
    if after is None:
        raise Conflict("Somebody has dealt with this comment already. Open the list again.")
    comment.state = after
    session.flush()
    log_comment(session, comment, verb, who=person_ref(by_id), now=now, kind=kind)
    refresh_holds(session, comment.place.round, now=now)
