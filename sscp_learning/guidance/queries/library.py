"""The library: what is published, by title and by topic."""

from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Format, Publication, Revision
from sscp_learning.guidance.queries.pages import ORDER, AnyRow, live
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.guidance.shapes import FormatLine, LibraryEntry, TopicShelf
from sscp_learning.platform.errors import NotFound
from sscp_learning.topics.queries import list_topics

LINE = (Format.kind, Revision.audience, Revision.summary, Revision.minutes, Revision.for_young_people)


def list_library(session: Session) -> list[LibraryEntry]:
    """Every publication of which something is published, by title."""
    rows = session.execute(
        live(
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
        found[row.slug] = replace(entry, formats=in_order([*entry.formats, _line(row)]))
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
    rows = session.execute(live(select(*LINE)).where(Publication.slug == slug)).all()
    if publication is None or not rows:
        raise NotFound
    return LibraryEntry(
        publication.slug,
        publication.title,
        publication.summary,
        publication.topic,
        publication.audience,
        in_order([_line(row) for row in rows]),
    )


def _line(row: AnyRow) -> FormatLine:
    return FormatLine(FormatKind(row.kind), row.audience, row.summary, row.minutes, row.for_young_people)


def in_order(lines: list[FormatLine]) -> tuple[FormatLine, ...]:
    """The formats in the order in which readers are offered them."""
    return tuple(sorted(lines, key=lambda line: ORDER[line.kind]))
