"""What was published, changed and withdrawn, as readers may see it (F7)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from sscp_learning.guidance.models import Emergency, Format, Publication, Revision, SignOff
from sscp_learning.guidance.rules import ENDED_FOR_READERS, ChangeKind, FormatKind, RevisionState
from sscp_learning.guidance.shapes import ChangeLine
from sscp_learning.platform.errors import NotFound


def list_history(session: Session, slug: str) -> list[ChangeLine]:
    """Every published change of a publication, newest first, and whether a second person had to look afterwards.

    Raises NotFound when nothing ever was published.
    """
    lines = _list_changes(session, slug)
    if not lines:
        raise NotFound
    return _with_texts_before(_with_second_people(session, slug, lines))


class Moved(NamedTuple):
    """A format whose place another page has taken: its title, where readers are led, since when and why."""

    public_id: str
    title: str
    moved_to: str
    line: ChangeLine


def find_moved(session: Session, slug: str, kind: FormatKind | None = None) -> Moved | None:
    """Where readers of a format are led, or of a publication of which nothing is left; None where nowhere."""
    ended = (*ENDED_FOR_READERS, RevisionState.REPLACED)
    question = _changes().where(Publication.slug == slug, Revision.state.in_(ended))
    question = question.where(Format.kind == kind) if kind is not None else question.where(Revision.moved_to != "")
    row = session.scalars(question.order_by(None).order_by(Revision.ended_at.desc(), Revision.id.desc())).first()
    return _moved(row)


def find_moved_from(session: Session, public_id: str) -> Moved | None:
    """The format that a reader was led on from, by the public id of its last revision, or None."""
    return _moved(session.scalars(_changes().where(Revision.public_id == public_id)).first())


def _moved(row: Revision | None) -> Moved | None:
    return Moved(row.public_id, row.title, row.moved_to, change_line(row)) if row is not None and row.moved_to else None


def find_ending(session: Session, slug: str, kind: FormatKind) -> ChangeLine | None:
    """The revision that was withdrawn last, where a format was published once."""
    return next((line for line in _list_changes(session, slug, kind) if line.state in ENDED_FOR_READERS), None)


def _list_changes(session: Session, slug: str | None = None, kind: FormatKind | None = None) -> list[ChangeLine]:
    query = _changes()
    if slug is not None:
        query = query.where(Publication.slug == slug)
    if kind is not None:
        query = query.where(Format.kind == kind)
    return [change_line(row) for row in session.scalars(query)]


def _changes() -> Select[Revision]:
    return (
        select(Revision)
        .join(Format, Revision.format_id == Format.id)
        .join(Publication, Format.publication_id == Publication.id)
        .options(contains_eager(Revision.format).contains_eager(Format.publication))
        .where(Revision.published_at.is_not(None))
        .order_by(Revision.published_at.desc(), Revision.id.desc())
    )


def _with_second_people(session: Session, slug: str, lines: Sequence[ChangeLine]) -> list[ChangeLine]:
    """The lines with what a second person did after publishing: confirmed an emergency, signed starting text off."""
    rows = session.execute(
        select(Revision.public_id, Emergency.id, Emergency.confirmed_at, SignOff.signed_at)
        .join(Format, Revision.format_id == Format.id)
        .join(Publication, Format.publication_id == Publication.id)
        .outerjoin(Emergency, Emergency.revision_id == Revision.id)
        .outerjoin(SignOff, SignOff.revision_id == Revision.id)
        .where(Publication.slug == slug, Emergency.id.is_not(None) | SignOff.id.is_not(None))
    ).all()
    told = {row.public_id: row for row in rows}
    return [
        replace(line, alone=row.id is not None, confirmed_at=row.confirmed_at, signed_off_at=row.signed_at)
        if (row := told.get(line.public_id))
        else line
        for line in lines
    ]


def _with_texts_before(lines: Sequence[ChangeLine]) -> list[ChangeLine]:
    """The lines with the text of the same format that each can be compared with: the one readers had before it.

    A text that was withdrawn or published in error is not shown again.
    """
    before: dict[FormatKind, str] = {}
    told = []
    for line in reversed(lines):
        shown = line.state not in ENDED_FOR_READERS
        told.append(replace(line, before=before.get(line.kind, "") if shown else ""))
        before |= {line.kind: line.public_id} if shown else {}
    return told[::-1]


def change_line(row: Revision) -> ChangeLine:
    """One published change, as it is told."""
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
        moved_to=row.moved_to,
    )
