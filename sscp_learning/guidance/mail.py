"""The letters of guidance."""

from datetime import datetime

from sqlalchemy.orm import Session

from sscp_learning.platform.outbox import queue_letter


def tell_of_wish(session: Session, *, to: str, page: str, wanted: str, words: str, email: str, now: datetime) -> None:
    """Tells the partnership that a reader needs a text in another format, and where to answer."""
    more = f"\nThey added: {words}\n" if words else ""
    queue_letter(
        session,
        to=to,
        subject=f"A reader asks for another format: {wanted}",
        body=f"A reader needs a page in another format.\n\nPage: {page}\nFormat: {wanted}\n{more}\nAnswer at: {email}",
        why="You get this e-mail because this is the partnership’s address for readers.",
        now=now,
    )
