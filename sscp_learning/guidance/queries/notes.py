"""What readers told us, for whoever looks after a publication."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Format, Publication, ReaderNote
from sscp_learning.guidance.rules import FormatKind, NoteKind
from sscp_learning.people.models import Person


@dataclass(frozen=True)
class NoteLine:
    """One note of a reader; `answered_by` is "" until somebody has said that it is answered."""

    public_id: str
    slug: str
    publication: str
    kind: FormatKind
    about: NoteKind
    answer: str
    words: str
    email: str
    sent_at: datetime
    answered_at: datetime | None
    answered_by: str


def list_notes(session: Session) -> list[NoteLine]:
    """Every note that is still kept: by publication, the newest first."""
    rows = session.execute(
        select(ReaderNote, Format.kind, Publication.slug, Publication.title, Person.name)
        .join(Format, Format.id == ReaderNote.format_id)
        .join(Publication, Publication.id == Format.publication_id)
        .outerjoin(Person, Person.id == ReaderNote.answered_by_id)
        .order_by(Publication.title, Publication.id, ReaderNote.sent_at.desc(), ReaderNote.id.desc())
    ).all()
    return [
        NoteLine(
            public_id=note.public_id,
            slug=slug,
            publication=title,
            kind=FormatKind(kind),
            about=NoteKind(note.kind),
            answer=note.answer,
            words=note.words,
            email=note.email,
            sent_at=note.sent_at,
            answered_at=note.answered_at,
            answered_by=name or "",
        )
        for note, kind, slug, title, name in rows
    ]
