"""What a young person said, with what became of it: You said, We did, Why not (REVIEW-RULES C6)."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sscp_learning.review import queries
from sscp_learning.review.drafts import shorten
from sscp_learning.review.models import Answer, Comment, ReturnNote, Round
from sscp_learning.review.rules import CommentState, RoundState


@dataclass(frozen=True)
class Told:
    """A comment as its author sees it."""

    comment: Comment
    answer: Answer | None
    note: ReturnNote | None

    @property
    def about(self) -> str:
        """What it is about, in a few words."""
        if self.comment.question is not None:
            return self.comment.question.words
        return self.comment.snapshot if self.comment.block_uid else "The whole draft"

    @property
    def short(self) -> str:
        """The first words of what it is about."""
        return shorten(self.about)

    @property
    def may_change(self) -> bool:
        """True while the author can still change it."""
        is_open = self.comment.place.round.state == RoundState.OPEN
        return is_open and self.answer is None and self.comment.state != CommentState.SAFEGUARDING


def told_comments(session: Session, pass_id: int, review: Round) -> list[Told]:
    """Everything that a reviewer said in a round, with what became of it."""
    return told(session, list(queries.list_own(session, pass_id, review.id)))


def told(session: Session, comments: list[Comment]) -> list[Told]:
    """These comments, with what became of them."""
    answers = queries.answers_to(session, comments)
    notes = queries.last_notes(session, comments)
    return [Told(comment, answers.get(comment.id), notes.get(comment.id)) for comment in comments]
