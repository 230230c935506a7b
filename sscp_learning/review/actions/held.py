"""Words that came in after a sign-in had ended (DECISIONS 37)."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from sscp_learning.review import queries
from sscp_learning.review.actions.comments import Said
from sscp_learning.review.models import HeldWords


def hold_words(session: Session, *, sign_in: tuple[int, str], address: str, said: Said, now: datetime) -> None:
    """Keeps what was sent to `address` for the pass of this sign-in, if its token is still the pass's own.

    After “Exit this page” the token is another one: then nothing is kept.
    """
    pass_id, token = sign_in
    if not queries.is_own_token(session, pass_id, token):
        return
    let_go(session, pass_id=pass_id, address=address)
    session.add(
        HeldWords(
            pass_id=pass_id,
            address=address,
            words=said.words,
            which_words=said.which_words,
            quick=said.quick,
            held_at=now,
        )
    )
    session.flush()


def let_go(session: Session, *, pass_id: int, address: str) -> None:
    """Forgets what was held for this page."""
    session.execute(delete(HeldWords).where(HeldWords.pass_id == pass_id, HeldWords.address == address))
