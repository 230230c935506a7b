"""Reading guidance: what is published for everyone, drafts for those who review and edit them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Label, Row, Select, bindparam, false, func, or_, select
from sqlalchemy.orm import Session, contains_eager, undefer

from sscp_learning.documents.model import Document
from sscp_learning.guidance import stored
from sscp_learning.guidance.models import Format, Hold, Publication, ReaderNote, Revision, RevisionPdf, YoungReading
from sscp_learning.guidance.prepare import KnownText
from sscp_learning.guidance.rules import (
    OPEN_STATES,
    Change,
    ChangeKind,
    FormatKind,
    NoteKind,
    RevisionState,
)
from sscp_learning.guidance.shapes import (
    FormatLine,
    FoundSection,
    LibraryEntry,
    OpenRevision,
    PageKey,
    RevisionText,
    SearchableSection,
    Sibling,
    TopicShelf,
    WaitingRevision,
    WrittenFormat,
)
from sscp_learning.people.rules import Role
from sscp_learning.platform.errors import NotFound
from sscp_learning.topics.models import Generation
from sscp_learning.topics.queries import CONTACTS, list_topics

Question = TypeVar("Question", bound=Select[*tuple[Any, ...]])
AnyRow: TypeAlias = Row[*tuple[Any, ...]]
GUIDANCE = "guidance"
ORDER = {kind: place for place, kind in enumerate(FormatKind)}
LINE = (Format.kind, Revision.audience, Revision.summary, Revision.minutes, Revision.for_young_people)


def _live(question: Question) -> Question:
    """The same question, about what is published now."""
    return (
        question.select_from(Revision)
        .join(Format, Revision.format_id == Format.id)
        .join(Publication, Format.publication_id == Publication.id)
        .where(Revision.state == RevisionState.PUBLISHED)
    )


def _number(name: str) -> Label[int]:
    return select(Generation.number).where(Generation.name == name).scalar_subquery().label(name)


# Put together once: this is asked for every page, and building the question took longer than answering it.
FIND_PAGE = _live(select(Revision.id, Revision.public_id, _number(CONTACTS), _number(GUIDANCE))).where(
    Publication.slug == bindparam("slug"), Format.kind == bindparam("kind")
)


def list_library(session: Session) -> list[LibraryEntry]:
    """Every publication of which something is published, by title."""
    rows = session.execute(
        _live(
            select(
                Publication.slug,
                Publication.title,
                Publication.summary.label("about"),
                Publication.topic,
                Publication.audience.label("readers"),
                *LINE,
            )
        ).order_by(func.lower(Publication.title), Publication.id)
    ).all()
    found: dict[str, LibraryEntry] = {}
    for row in rows:
        entry = found.get(row.slug) or LibraryEntry(row.slug, row.title, row.about, row.topic, row.readers, ())
        found[row.slug] = replace(entry, formats=_in_order([*entry.formats, _line(row)]))
    return list(found.values())


def list_shelves(session: Session) -> list[TopicShelf]:
    """The library by topic, in the order of the topics; what belongs to no known topic stands last."""
    entries = list_library(session)
    topics = list_topics(session)
    known = {topic.key for topic in topics}
    shelves = [
        TopicShelf(topic.key, topic.title, topic.summary, tuple(entry for entry in entries if entry.topic == topic.key))
        for topic in topics
    ]
    others = TopicShelf("other", "Other guidance", "", tuple(entry for entry in entries if entry.topic not in known))
    return [shelf for shelf in (*shelves, others) if shelf.entries]


def get_entry(session: Session, slug: str) -> LibraryEntry:
    """One publication with its published formats, in the order in which they are offered.

    Raises NotFound when nothing of it is published.
    """
    publication = session.scalar(select(Publication).where(Publication.slug == slug))
    rows = session.execute(_live(select(*LINE)).where(Publication.slug == slug)).all()
    if publication is None or not rows:
        raise NotFound
    return LibraryEntry(
        publication.slug,
        publication.title,
        publication.summary,
        publication.topic,
        publication.audience,
        _in_order([_line(row) for row in rows]),
    )


def find_page(session: Session, slug: str, kind: FormatKind) -> PageKey | None:
    """What a reader gets at this address, or None. One question, so that a page made before costs no more than that."""
    row = session.execute(FIND_PAGE, {"slug": slug, "kind": kind}).one_or_none()
    if row is None:
        return None
    return PageKey(slug, kind, row.id, row.public_id, row.contacts or 0, row.guidance or 0)


def get_revision_text(session: Session, revision_id: int) -> RevisionText:
    """A revision in any state, ready to be shown. Raises NotFound."""
    row = session.get(Revision, revision_id, options=[undefer(Revision.parts)])
    if row is None:
        raise NotFound
    publication = row.format.publication
    return RevisionText(
        revision_id=row.id,
        public_id=row.public_id,
        format_id=row.format_id,
        slug=publication.slug,
        kind=FormatKind(row.format.kind),
        number=row.number,
        state=RevisionState(row.state),
        title=row.title,
        summary=row.summary,
        audience=row.audience,
        facts=stored.facts_from_json(row.facts),
        for_young_people=row.for_young_people,
        safe_for_young_people=row.safe_for_young_people,
        starting_text=row.starting_text,
        published_at=row.published_at,
        minutes=row.minutes,
        words=row.words,
        marks=stored.marks_from_json(row.sections),
        parts=stored.parts_from_json(row.parts),
    )


def get_document(session: Session, revision_id: int) -> Document:
    """The blocks of a revision, with the uids that live on from one revision to the next. Raises NotFound."""
    blocks = session.scalar(select(Revision.blocks).where(Revision.id == revision_id))
    if blocks is None:
        raise NotFound
    return stored.document_from_json(blocks)


def get_stored_pdf(session: Session, revision_id: int, *, contacts_generation: int) -> bytes | None:
    """The paper that was made when the revision was published, if its contacts are still those of today."""
    return session.scalar(
        select(RevisionPdf.contents).where(
            RevisionPdf.revision_id == revision_id, RevisionPdf.contacts_generation == contacts_generation
        )
    )


def get_revision_for_review(session: Session, revision_id: int) -> RevisionText:
    """A revision that young people may be asked about: only one that is marked safe for them (D8). Raises NotFound."""
    found = get_revision_text(session, revision_id)
    if not found.safe_for_young_people:
        raise NotFound
    return found


def list_siblings(session: Session, slug: str, kind: FormatKind) -> list[Sibling]:
    """The other published formats, in the order in which they are offered."""
    rows = session.execute(
        _live(select(Format.kind, Revision.minutes, Revision.for_young_people, Revision.sections)).where(
            Publication.slug == slug, Format.kind != kind
        )
    ).all()
    found = [
        Sibling(FormatKind(row.kind), row.minutes, row.for_young_people, stored.marks_from_json(row.sections))
        for row in rows
    ]
    return sorted(found, key=lambda sibling: ORDER[sibling.kind])


def count_young_readers(session: Session, revision_id: int) -> int:
    """How many young people have read this revision and said what they think of it."""
    return session.scalar(select(func.sum(YoungReading.readers)).where(YoungReading.revision_id == revision_id)) or 0


def find_section(session: Session, slug: str, kind: FormatKind, section_id: str) -> FoundSection | None:
    """The section as it is published, or None: for links that say where they lead."""
    row = session.execute(
        _live(select(Revision.title, Revision.sections)).where(Publication.slug == slug, Format.kind == kind)
    ).one_or_none()
    marks = stored.marks_from_json(row.sections) if row else ()
    mark = next((mark for mark in marks if mark.id == section_id), None)
    if row is None or mark is None:
        return None
    return FoundSection(f"guidance:{slug}/{kind}#{section_id}", mark.title, row.title)


def list_searchable_sections(session: Session) -> list[SearchableSection]:
    """Every `##` section of everything published, with its words, for the search index."""
    rows = session.execute(
        _live(
            select(
                Publication.slug,
                Publication.title.label("publication"),
                Format.kind,
                Revision.audience,
                Revision.title,
                Revision.blocks,
            )
        )
    ).all()
    return [section for row in rows for section in _searchable(row)]


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


def list_waiting(session: Session, *, person_id: int, roles: frozenset[str]) -> list[WaitingRevision]:
    """What somebody can go on with, oldest first: drafts for editors; for publishers what others submitted (F6)."""
    mine = []
    if Role.EDITOR in roles:
        mine.append(Revision.state == RevisionState.DRAFT)
    if Role.PUBLISHER in roles:
        submitted = (RevisionState.WAITING, RevisionState.APPROVED)
        mine.append(Revision.state.in_(submitted) & (Revision.author_id != person_id))
    rows = session.execute(
        select(Revision.title, Revision.number, Revision.state)
        .where(or_(false(), *mine))
        .order_by(Revision.made_at, Revision.id)
    ).all()
    return [WaitingRevision(row.title, row.number, RevisionState(row.state)) for row in rows]


def list_slugs(session: Session) -> list[str]:
    """The addresses of every publication, published or not, in alphabetical order."""
    return list(session.scalars(select(Publication.slug).order_by(Publication.slug)))


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


def get_live_format_id(session: Session, slug: str, kind: FormatKind) -> int:
    """The format behind a published page. Raises NotFound."""
    found = session.scalar(_live(select(Format.id)).where(Publication.slug == slug, Format.kind == kind))
    if found is None:
        raise NotFound
    return found


def _line(row: AnyRow) -> FormatLine:
    return FormatLine(FormatKind(row.kind), row.audience, row.summary, row.minutes, row.for_young_people)


def _in_order(lines: list[FormatLine]) -> tuple[FormatLine, ...]:
    return tuple(sorted(lines, key=lambda line: ORDER[line.kind]))


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


def _searchable(row: AnyRow) -> list[SearchableSection]:
    document = stored.document_from_json(row.blocks)
    first = next((index for index, block in enumerate(document.blocks) if block.level), len(document.blocks))
    before = " ".join(block.words for block in document.blocks[:first] if block.words)
    told = (row.slug, row.publication, FormatKind(row.kind), row.audience)
    sections = [SearchableSection(*told, section.id, section.title, section.words) for section in document.sections]
    return [SearchableSection(*told, "", row.title, before), *sections] if before else sections
