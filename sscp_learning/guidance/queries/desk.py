"""What editors and publishers go on with: texts on their way, what files hold, what stands in the way, what is due."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, undefer

from sscp_learning.guidance import stored
from sscp_learning.guidance.models import Format, Hold, Publication, ReaderNote, Revision
from sscp_learning.guidance.prepare import KnownText
from sscp_learning.guidance.queries.pages import ORDER
from sscp_learning.guidance.rules import OPEN_STATES, Change, ChangeKind, FormatKind, NoteKind, RevisionState
from sscp_learning.guidance.shapes import OpenRevision, WrittenFormat


def list_slugs(session: Session) -> list[str]:
    """The addresses of every publication, published or not, in alphabetical order."""
    return list(session.scalars(select(Publication.slug).order_by(Publication.slug)))


def get_known_texts(session: Session, slug: str) -> dict[FormatKind, KnownText]:
    """What is stored of each format, for `prepare`: a text that is live, open or imported last is not made again."""
    known: dict[FormatKind, KnownText] = {}
    for format_id, kind in session.execute(
        select(Format.id, Format.kind).join(Publication).where(Publication.slug == slug)
    ).all():
        known[FormatKind(kind)] = get_known_text(session, format_id)
    return known


def get_known_text(session: Session, format_id: int) -> KnownText:
    """What is stored of one format."""
    rows = session.execute(
        select(Revision.number, Revision.hash, Revision.state, Revision.from_file)
        .where(Revision.format_id == format_id)
        .order_by(Revision.number.desc())
    ).all()
    if not rows:
        return KnownText()
    same = {row.hash for row in rows if row.state in (*OPEN_STATES, RevisionState.PUBLISHED)}
    same |= {row.hash for row in [row for row in rows if row.from_file][:1]}
    blocks = session.scalar(
        select(Revision.blocks).where(Revision.format_id == format_id, Revision.number == rows[0].number)
    )
    return KnownText(rows[0].number, stored.blocks_from_json(blocks or []), frozenset(same))


def list_written(session: Session, slug: str) -> list[WrittenFormat]:
    """Each format as its author wrote it: what readers get, or else the draft on its way, in the order of formats."""
    rows = session.scalars(
        select(Revision)
        .join(Format, Revision.format_id == Format.id)
        .join(Publication, Format.publication_id == Publication.id)
        .options(undefer(Revision.source), contains_eager(Revision.format))
        .where(Publication.slug == slug, Revision.state.in_((*OPEN_STATES, RevisionState.PUBLISHED)))
    ).all()
    found = {row.format.kind: row for row in sorted(rows, key=lambda row: row.state == RevisionState.PUBLISHED)}
    return [_written(found[kind]) for kind in FormatKind if kind in found]


def list_open(session: Session, slug: str) -> list[OpenRevision]:
    """The revisions of a publication that are on their way, in the order in which formats are offered."""
    rows = session.execute(
        select(Revision.id, Format.kind, Revision.number, Revision.state, Revision.title, Revision.made_at)
        .join(Format, Revision.format_id == Format.id)
        .join(Publication, Format.publication_id == Publication.id)
        .where(Publication.slug == slug, Revision.state.in_(OPEN_STATES))
    ).all()
    found = [OpenRevision(row[0], FormatKind(row[1]), row[2], RevisionState(row[3]), row[4], row[5]) for row in rows]
    return sorted(found, key=lambda revision: ORDER[revision.kind])


def list_holds(session: Session, format_id: int) -> Sequence[Hold]:
    """What stands in the way of publishing a format, oldest first."""
    return session.scalars(
        select(Hold).where(Hold.format_id == format_id, Hold.lifted_at.is_(None)).order_by(Hold.id)
    ).all()


def list_due_for_review(session: Session, by: date) -> Sequence[Revision]:
    """The published revisions whose next review is on this day or before it, most overdue first."""
    return session.scalars(
        select(Revision)
        .where(Revision.state == RevisionState.PUBLISHED, Revision.next_review <= by)
        .order_by(Revision.next_review, Revision.id)
    ).all()


def count_notes(session: Session, format_id: int, kind: NoteKind) -> int:
    """How many readers asked for another format, or said whether this one was useful."""
    return (
        session.scalar(
            select(func.count())
            .select_from(ReaderNote)
            .where(ReaderNote.format_id == format_id, ReaderNote.kind == kind)
        )
        or 0
    )


def _written(row: Revision) -> WrittenFormat:
    change = None
    if row.change_kind not in {None, ChangeKind.FIRST}:
        change = Change(ChangeKind(row.change_kind), row.change_note, row.who_it_affects, row.retraining)
    return WrittenFormat(
        kind=FormatKind(row.format.kind),
        source=row.source,
        facts=stored.facts_from_json(row.facts),
        audience=row.audience,
        summary=row.summary,
        safe_for_young_people=row.safe_for_young_people,
        not_young_because=row.not_young_because,
        change=change,
        made_at=row.made_at,
    )
