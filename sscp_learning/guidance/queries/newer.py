"""Words from the browser that are newer than a file: an import leaves them alone and says so."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Format, Publication, Revision, WorkingStep, WorkingText
from sscp_learning.guidance.queries.writing import BEGUN
from sscp_learning.guidance.rules import OPEN_STATES, FormatKind, RevisionState
from sscp_learning.people.models import Person


@dataclass(frozen=True)
class NewerWords:
    """Which format has newer words, and whose and since when."""

    slug: str
    kind: FormatKind
    saved_by: str
    saved_at: datetime


def find_newer_words(session: Session, slug: str, kind: FormatKind) -> NewerWords | None:
    """What somebody wrote in the browser that a file must not take the place of, or None.

    A working text counts once it was changed; a revision while it is on its way, or is what readers get.
    """
    format_id = session.scalar(select(Format.id).join(Publication).where(Publication.slug == slug, Format.kind == kind))
    if format_id is None:
        return None
    told = _written(session, format_id) or _sent(session, format_id)
    return NewerWords(slug, kind, *told) if told is not None else None


def _written(session: Session, format_id: int) -> tuple[str, datetime] | None:
    row = session.execute(
        select(WorkingText, Person.name)
        .join(Person, Person.id == WorkingText.saved_by_id)
        .where(WorkingText.format_id == format_id)
    ).one_or_none()
    if row is None or not is_changed(session, row.WorkingText):
        return None
    return row.name, row.WorkingText.saved_at


def is_changed(session: Session, text: WorkingText) -> bool:
    """True when a working text is not as it was begun."""
    begun = session.scalars(
        select(WorkingStep).where(WorkingStep.working_text_id == text.id, WorkingStep.what == BEGUN)
    ).one()
    return (begun.blocks, begun.about) != (text.blocks, text.about)


def _sent(session: Session, format_id: int) -> tuple[str, datetime] | None:
    row = session.execute(
        select(Person.name, Revision.made_at)
        .join(Person, Person.id == Revision.made_by_id)
        .where(
            Revision.format_id == format_id,
            Revision.from_file.is_(False),
            Revision.state.in_((*OPEN_STATES, RevisionState.PUBLISHED)),
        )
        .order_by(Revision.number.desc())
    ).first()
    return (row.name, row.made_at) if row is not None else None
