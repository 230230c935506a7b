"""What readers tell us without signing in; who has answered it; and when it is deleted."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sscp_learning.guidance.mail import tell_of_wish
from sscp_learning.guidance.models import ReaderNote
from sscp_learning.guidance.queries.pages import get_live_format_id
from sscp_learning.guidance.rules import ANSWER_WITHIN, NOTES_KEPT_FOR, NoteKind
from sscp_learning.guidance.shapes import AskedPage
from sscp_learning.people import audit
from sscp_learning.platform.clock import london
from sscp_learning.platform.errors import NotFound


def ask_for_format(
    session: Session, *, page: AskedPage, wanted: tuple[str, str], words: str, email: str, to: str, now: datetime
) -> ReaderNote:
    """Keeps a wish for another format (its key and its words), and tells the partnership where to answer."""
    tell_of_wish(
        session,
        to=to,
        page=page.address,
        wanted=wanted[1],
        words=words,
        email=email,
        answer_by=london(now + ANSWER_WITHIN).date(),
        kept_until=london(now + NOTES_KEPT_FOR).date(),
        now=now,
    )
    return _save_note(session, page, ReaderNote(kind=NoteKind.ASK, answer=wanted[0], words=words, email=email), now)


def give_feedback(session: Session, *, page: AskedPage, answer: str, words: str, now: datetime) -> ReaderNote:
    """Keeps what a reader says about how useful a format was."""
    return _save_note(session, page, ReaderNote(kind=NoteKind.FEEDBACK, answer=answer, words=words), now)


def mark_answered(session: Session, *, public_id: str, who_id: int, now: datetime) -> ReaderNote:
    """Says that somebody has answered a note, or has done what it asks for; the first who says so stays.

    Raises NotFound.
    """
    note = session.scalar(select(ReaderNote).where(ReaderNote.public_id == public_id).with_for_update())
    if note is None:
        raise NotFound
    if note.answered_at is None:
        note.answered_at, note.answered_by_id = now, who_id
        session.flush()
        audit.record(session, who=audit.person_ref(who_id), verb="note.answered", thing=f"note:{note.id}", now=now)
    return note


def forget_old_notes(session: Session, now: datetime) -> None:
    """Deletes what readers told us after the time that they were told. Run by the worker."""
    session.execute(delete(ReaderNote).where(ReaderNote.sent_at < now - NOTES_KEPT_FOR))


def _save_note(session: Session, page: AskedPage, note: ReaderNote, now: datetime) -> ReaderNote:
    note.format_id, note.sent_at = get_live_format_id(session, page.slug, page.kind), now
    session.add(note)
    session.flush()
    audit.record(session, who="nobody", verb="note.sent", thing=f"note:{note.id}", now=now, details={"kind": note.kind})
    return note
