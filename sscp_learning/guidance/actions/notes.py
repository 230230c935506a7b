"""What readers tell us without signing in."""

from datetime import datetime

from sqlalchemy.orm import Session

from sscp_learning.guidance.mail import tell_of_wish
from sscp_learning.guidance.models import ReaderNote
from sscp_learning.guidance.queries.pages import get_live_format_id
from sscp_learning.guidance.rules import NoteKind
from sscp_learning.guidance.shapes import AskedPage
from sscp_learning.people import audit


def ask_for_format(
    session: Session, *, page: AskedPage, wanted: tuple[str, str], words: str, email: str, to: str, now: datetime
) -> ReaderNote:
    """Keeps a wish for another format (its key and its words), and tells the partnership where to answer."""
    tell_of_wish(session, to=to, page=page.address, wanted=wanted[1], words=words, email=email, now=now)
    return _save_note(session, page, ReaderNote(kind=NoteKind.ASK, answer=wanted[0], words=words, email=email), now)


def give_feedback(session: Session, *, page: AskedPage, answer: str, words: str, now: datetime) -> ReaderNote:
    """Keeps what a reader says about how useful a format was."""
    return _save_note(session, page, ReaderNote(kind=NoteKind.FEEDBACK, answer=answer, words=words), now)


def _save_note(session: Session, page: AskedPage, note: ReaderNote, now: datetime) -> ReaderNote:
    note.format_id, note.sent_at = get_live_format_id(session, page.slug, page.kind), now
    session.add(note)
    session.flush()
    audit.record(session, who="nobody", verb="note.sent", thing=f"note:{note.id}", now=now, details={"kind": note.kind})
    return note
