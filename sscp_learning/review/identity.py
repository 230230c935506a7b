"""A young person who has come in with a pass, as every page sees them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.platform.identity import SignedIn
from sscp_learning.review.models import Pass
from sscp_learning.review.rules import PassState


@dataclass(frozen=True)
class ReviewerWho(SignedIn):
    """A signed-in reviewer: a pass of a group. There is no name, because none is known."""

    id: int
    token: str
    group_id: int
    username: str
    pseudonym: str
    kind: str = "reviewer"
    name: str = ""

    @property
    def ref(self) -> str:
        """How the audit log names them."""
        return f"reviewer:{self.id}"


def load_reviewer(session: Session, pass_id: int, token: str) -> ReviewerWho | None:
    """The signed-in reviewer, or None when the pass has ended or the token was changed since (exit, new passphrase)."""
    row = session.execute(
        select(Pass.group_id, Pass.username, Pass.pseudonym).where(
            Pass.id == pass_id, Pass.token == token, Pass.state == PassState.ACTIVE
        )
    ).one_or_none()
    if row is None:
        return None
    return ReviewerWho(
        id=pass_id, token=token, group_id=row.group_id, username=row.username, pseudonym=row.pseudonym or ""
    )
