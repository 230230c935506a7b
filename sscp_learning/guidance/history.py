"""What was published, changed and withdrawn, as readers may see it (F7)."""

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from sscp_learning.guidance.models import Format, Publication, Revision
from sscp_learning.guidance.rules import ENDED_FOR_READERS, ChangeKind, FormatKind, RevisionState
from sscp_learning.guidance.shapes import ChangeLine
from sscp_learning.platform.errors import NotFound

MOST_CHANGES = 50


def list_history(session: Session, slug: str) -> list[ChangeLine]:
    """Every published change of a publication, newest first. Raises NotFound when nothing ever was published."""
    lines = _list_changes(session, slug)
    if not lines:
        raise NotFound
    return lines


def list_changes(session: Session, most: int = MOST_CHANGES) -> list[ChangeLine]:
    """The latest published changes of all guidance, newest first."""
    return _list_changes(session, most=most)


def find_ending(session: Session, slug: str, kind: FormatKind) -> ChangeLine | None:
    """The revision that was withdrawn last, where a format was published once."""
    return next((line for line in _list_changes(session, slug, kind) if line.state in ENDED_FOR_READERS), None)


def _list_changes(
    session: Session, slug: str | None = None, kind: FormatKind | None = None, most: int | None = None
) -> list[ChangeLine]:
    query = (
        select(Revision)
        .join(Format, Revision.format_id == Format.id)
        .join(Publication, Format.publication_id == Publication.id)
        .options(contains_eager(Revision.format).contains_eager(Format.publication))
        .where(Revision.published_at.is_not(None))
        .order_by(Revision.published_at.desc(), Revision.id.desc())
        .limit(most)
    )
    if slug is not None:
        query = query.where(Publication.slug == slug)
    if kind is not None:
        query = query.where(Format.kind == kind)
    return [_change_line(row) for row in session.scalars(query)]


def _change_line(row: Revision) -> ChangeLine:
    return ChangeLine(
        slug=row.format.publication.slug,
        publication=row.format.publication.title,
        kind=FormatKind(row.format.kind),
        number=row.number,
        public_id=row.public_id,
        published_at=row.published_at or row.made_at,
        change_kind=ChangeKind(row.change_kind or ChangeKind.FIRST),
        note=row.change_note,
        who_it_affects=row.who_it_affects,
        retraining=row.retraining,
        state=RevisionState(row.state),
        ended_at=row.ended_at,
        ended_because=row.ended_because,
    )
