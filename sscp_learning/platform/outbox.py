"""Letters wait in a table, written in the same transaction as what they tell of, and leave after it.

The worker takes them one at a time (`sscp work`). A mail server that is down never undoes what a person saw confirmed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from sscp_learning.platform.base import Base
from sscp_learning.platform.database import Database

MOST_TRIES = 8
HELD_FOR = timedelta(minutes=5)
FIRST_WAIT = timedelta(minutes=1)
WORDS_KEPT_FOR = timedelta(days=14)


class OutboxLetter(Base):
    """One letter, from the moment it is written until it has left. The words are removed a while after."""

    __tablename__ = "outbox_letter"
    __table_args__ = (CheckConstraint("tries >= 0", name="tries"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(unique=True)
    to_address: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    written_at: Mapped[datetime]
    not_before: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Letter:
    """A letter that is ready to leave."""

    id: int
    to_address: str
    subject: str
    body: str


def queue_letter(
    session: Session, *, to: str, subject: str, body: str, why: str, now: datetime, key: str | None = None
) -> None:
    """Writes a letter into the outbox, in the caller's transaction.

    `why` is the sentence at the foot that says why this came to them. With a `key`, a second letter with the same key
    is not written.
    """
    if key is not None and session.scalar(select(OutboxLetter.id).where(OutboxLetter.key == key)) is not None:
        return
    words = f"{body.strip()}\n\n--\n{why.strip()}\n"
    session.add(OutboxLetter(key=key, to_address=to, subject=subject, body=words, written_at=now, not_before=now))


def send_waiting(database: Database, deliver: Callable[[Letter], None], *, now: datetime) -> int:
    """Sends every letter that is due and returns how many left.

    `deliver` raises OSError when a letter could not leave, and ValueError when it cannot be written as mail at all; it
    is tried again later, each time after twice as long, and never keeps the others back.
    """
    sent = 0
    while letter := _take_one(database, now):
        try:
            deliver(letter)
        except (OSError, ValueError) as error:
            _note_failure(database, letter, type(error).__name__, now)
        else:
            _note_sent(database, letter, now)
            sent += 1
    return sent


def forget_old_words(session: Session, *, now: datetime) -> None:
    """Removes address and words of letters that left, or were given up, a while ago. Run by the worker.

    The row stays with its key, so that no letter is written twice.
    """
    session.execute(
        update(OutboxLetter)
        .where(
            OutboxLetter.written_at < now - WORDS_KEPT_FOR,
            OutboxLetter.sent_at.is_not(None) | (OutboxLetter.tries >= MOST_TRIES),
            OutboxLetter.body != "",
        )
        .values(to_address="", subject="", body="")
    )


def _take_one(database: Database, now: datetime) -> Letter | None:
    """Takes the oldest letter that is due, so that no other worker sends it too: it is held for some minutes."""
    with database.transaction() as session:
        oldest = (
            select(OutboxLetter.id)
            .where(OutboxLetter.sent_at.is_(None), OutboxLetter.not_before <= now, OutboxLetter.tries < MOST_TRIES)
            .order_by(OutboxLetter.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if (found := session.scalar(oldest)) is None:
            return None
        row = session.get_one(OutboxLetter, found)
        row.tries += 1
        row.not_before = now + HELD_FOR
        return Letter(row.id, row.to_address, row.subject, row.body)


def _note_failure(database: Database, letter: Letter, error: str, now: datetime) -> None:
    with database.transaction() as session:
        row = session.get_one(OutboxLetter, letter.id)
        row.last_error = error
        row.not_before = now + FIRST_WAIT * 2**row.tries


def _note_sent(database: Database, letter: Letter, now: datetime) -> None:
    with database.transaction() as session:
        session.execute(update(OutboxLetter).where(OutboxLetter.id == letter.id).values(sent_at=now, last_error=""))
