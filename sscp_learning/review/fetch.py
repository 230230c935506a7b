"""How rows are fetched: the one that was asked for, or NotFound; a comment with all that is shown around it."""

from typing import TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session, joinedload

from sscp_learning.platform.errors import NotFound
from sscp_learning.review.models import Comment, RoundRevision

Row = TypeVar("Row")

WITH_PLACE = (
    joinedload(Comment.place).joinedload(RoundRevision.round),
    joinedload(Comment.author),
    joinedload(Comment.question),
)


def one(session: Session, statement: Select[Row]) -> Row:
    """The only row of a statement over one table. Raises NotFound when there is none."""
    found: Row | None = session.scalar(statement)
    if found is None:
        raise NotFound
    return found
