"""What readers get: a published page, its neighbours, and the revisions that reviewers are asked about."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Label, Row, Select, bindparam, func, select
from sqlalchemy.orm import Session, undefer

from sscp_learning.documents.model import SECTION_LEVEL, Document
from sscp_learning.guidance import stored
from sscp_learning.guidance.models import Format, Publication, Revision, RevisionPdf, YoungReading
from sscp_learning.guidance.rules import FormatKind, RevisionState
from sscp_learning.guidance.shapes import FoundSection, PageKey, RevisionText, SearchableSection, Sibling
from sscp_learning.platform.errors import NotFound
from sscp_learning.topics.models import Generation
from sscp_learning.topics.queries import CONTACTS, GLOSSARY

Question = TypeVar("Question", bound=Select[*tuple[Any, ...]])
AnyRow: TypeAlias = Row[*tuple[Any, ...]]
GUIDANCE = "guidance"
ORDER = {kind: place for place, kind in enumerate(FormatKind)}


def live(question: Question) -> Question:
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
FIND_PAGE = live(
    select(Revision.id, Revision.public_id, _number(CONTACTS), _number(GUIDANCE), _number(GLOSSARY))
).where(Publication.slug == bindparam("slug"), Format.kind == bindparam("kind"))


def find_page(session: Session, slug: str, kind: FormatKind) -> PageKey | None:
    """What a reader gets at this address, or None. One question, so that a page made before costs no more than that."""
    row = session.execute(FIND_PAGE, {"slug": slug, "kind": kind}).one_or_none()
    if row is None:
        return None
    return PageKey(slug, kind, row.id, row.public_id, row.contacts or 0, row.guidance or 0, row.glossary or 0)


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
        live(select(Format.kind, Revision.minutes, Revision.for_young_people, Revision.sections)).where(
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
        live(select(Revision.title, Revision.sections)).where(Publication.slug == slug, Format.kind == kind)
    ).one_or_none()
    marks = stored.marks_from_json(row.sections) if row else ()
    mark = next((mark for mark in marks if mark.id == section_id), None)
    if row is None or mark is None:
        return None
    return FoundSection(f"guidance:{slug}/{kind}#{section_id}", mark.title, row.title)


def get_live_format_id(session: Session, slug: str, kind: FormatKind) -> int:
    """The format behind a published page. Raises NotFound."""
    found = session.scalar(live(select(Format.id)).where(Publication.slug == slug, Format.kind == kind))
    if found is None:
        raise NotFound
    return found


def list_searchable_sections(session: Session) -> list[SearchableSection]:
    """Every section and sub-section of everything published, each with its own words, for the search index."""
    rows = session.execute(
        live(
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


def _searchable(row: AnyRow) -> list[SearchableSection]:
    document = stored.document_from_json(row.blocks)
    first = next((index for index, block in enumerate(document.blocks) if block.level), len(document.blocks))
    before = " ".join(block.words for block in document.blocks[:first] if block.words)
    told = (row.slug, row.publication, FormatKind(row.kind), row.audience)
    sections = list(_with_places(told, document))
    return [SearchableSection(*told, "", row.title, before), *sections] if before else sections


def _with_places(told: tuple[str, str, FormatKind, str], document: Document) -> Iterator[SearchableSection]:
    """Each section without the words of its sub-sections, which are found by themselves, under its name."""
    above = ""
    for section in document.all_sections:
        top = section.level == SECTION_LEVEL
        above = section.title if top else above
        below = takewhile(lambda block: not block.level, section.blocks[1:])
        words = " ".join(block.words for block in below if block.words)
        yield SearchableSection(*told, section.id, section.title, words, "" if top else above)
