"""What goes into the index, gathered from every feature; and what of it is still public when it is shown."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Format, Publication, Revision
from sscp_learning.guidance.queries import library, pages
from sscp_learning.guidance.rules import FORMATS, FormatKind, RevisionState
from sscp_learning.guidance.shapes import TopicShelf
from sscp_learning.home.search.index import Entry
from sscp_learning.home.search.matching import Match
from sscp_learning.learning import queries as learning
from sscp_learning.learning.models import Module, ModuleVersion
from sscp_learning.learning.rules import VersionState
from sscp_learning.topics import queries as topics
from sscp_learning.ui.links import address

GUIDANCE, LEARNING, GLOSSARY, CONTACT = "guidance", "learning", "glossary", "contact"
INITIALS = re.compile(r"\(([^()]+)\)")
# Mild: who works with children finds their own texts before those for young people, whose short sections would win.
WEIGHTS: Mapping[str, float] = {
    FormatKind.ONE_MINUTE: 1.1,
    FormatKind.FULL: 1.15,
    FormatKind.BRIEFING: 1.05,
    FormatKind.LEAFLET: 0.8,
    FormatKind.EASY_READ: 0.7,
    LEARNING: 0.75,
    GLOSSARY: 0.6,
    CONTACT: 0.5,
}
# Sections that name everything a text rests on have many words and answer few questions.
SELDOM_MEANT = frozenset({"sources"})
LESS = 0.4
WHOM_TO_CALL = "Who to call: phone numbers and contacts"
# Put together once: they are asked with every search. SQLite uses the index of what is published only where the state
# stands in the question itself, and is twenty times as slow without it.
LIVE_FORMATS = (
    select(Publication.slug, Format.kind)
    .join(Format, Format.publication_id == Publication.id)
    .join(Revision, Revision.format_id == Format.id)
    .where(
        Revision.state == bindparam("live", str(RevisionState.PUBLISHED), literal_execute=True),
        Publication.slug.in_(bindparam("slugs", expanding=True)),
    )
)
LIVE_MODULES = (
    select(Module.slug)
    .join(ModuleVersion, ModuleVersion.module_id == Module.id)
    .where(ModuleVersion.state == VersionState.PUBLISHED)
)


def gather(session: Session) -> Iterator[Entry]:
    """Everything public that can be found."""
    shelves = library.list_shelves(session)
    topic_of = {entry.slug: (shelf.key, shelf.title) for shelf in shelves for entry in shelf.entries}
    return chain(
        _guidance(session, topic_of, _for_young_people(shelves)),
        _learning(session, topic_of),
        _glossary(session),
        _contacts(session),
    )


def _for_young_people(shelves: Iterable[TopicShelf]) -> set[tuple[str, str]]:
    entries = [entry for shelf in shelves for entry in shelf.entries]
    return {(entry.slug, line.kind) for entry in entries for line in entry.formats if line.for_young_people}


def _guidance(
    session: Session, topic_of: Mapping[str, tuple[str, str]], young: set[tuple[str, str]]
) -> Iterator[Entry]:
    for section in pages.list_searchable_sections(session):
        topic, topic_title = topic_of.get(section.slug, ("", ""))
        part = FORMATS[section.kind].title
        yield Entry(
            kind=GUIDANCE,
            thing=f"guidance:{section.slug}",
            thing_title=section.publication,
            part=section.kind,
            part_title=part,
            title=section.title,
            words=section.words,
            href=address(section.target) or f"/guidance/{section.slug}/{section.kind}/",
            topic=topic,
            topic_title=topic_title,
            young=(section.slug, section.kind) in young,
            weight=WEIGHTS[section.kind] * (LESS if section.section_id in SELDOM_MEANT else 1),
            place=f"{section.above} {section.section_id} {section.publication} {part} {topic_title}",
        )


def _learning(session: Session, topic_of: Mapping[str, tuple[str, str]]) -> Iterator[Entry]:
    published = {one.content.slug: one.content for one in learning.list_published(session)}
    for page in learning.list_searchable(session):
        about = published[page.slug]
        topic, topic_title = topic_of.get(about.guidance, ("", ""))
        part = "E-learning" if page.page else "About this module"
        yield Entry(
            kind=LEARNING,
            thing=f"learning:{page.slug}",
            thing_title=about.title,
            part=LEARNING,
            part_title=part,
            title=page.title,
            words=page.words.removeprefix(page.title).lstrip() if page.page else f"{page.summary} {page.words}",
            href=f"/learning/{page.slug}/",
            topic=topic,
            topic_title=topic_title,
            weight=WEIGHTS[LEARNING],
            place=f"{about.title} e-learning module course training quiz certificate {topic_title}",
        )


def _glossary(session: Session) -> Iterator[Entry]:
    for term in topics.list_glossary(session):
        plain = INITIALS.sub("", term.term).strip()
        yield Entry(
            kind=GLOSSARY,
            thing="glossary",
            thing_title="What our words mean",
            part=GLOSSARY,
            part_title="Meaning",
            title=term.term,
            words=term.meaning,
            href=f"/guidance/glossary/#{term.key}",
            weight=WEIGHTS[GLOSSARY],
            names=(term.term, plain, *INITIALS.findall(term.term), term.key),
        )


def _contacts(session: Session) -> Iterator[Entry]:
    for contact in topics.list_contacts(session):
        yield Entry(
            kind=CONTACT,
            thing="contacts",
            thing_title="Help and contacts",
            part=contact.key,
            part_title="Contact",
            title=contact.name,
            words=" ".join(filter(None, (contact.who_for, contact.hours))),
            href=f"/help/#contact-{contact.key}",
            young=contact.for_young_people,
            weight=WEIGHTS[CONTACT],
            place=WHOM_TO_CALL,
            can_call=bool(contact.phone or contact.text),
        )


def still_public(session: Session, matches: Iterable[Match]) -> list[Match]:
    """The matches without what was withdrawn since the index was made."""
    found = list(matches)
    formats: set[tuple[str, str]] = set()
    if slugs := {_slug(match) for match in found if match.kind == GUIDANCE}:
        formats = {(slug, kind) for slug, kind in session.execute(LIVE_FORMATS, {"slugs": sorted(slugs)})}
    modules = set(session.scalars(LIVE_MODULES)) if any(match.kind == LEARNING for match in found) else set()
    return [
        match
        for match in found
        if match.kind in (GLOSSARY, CONTACT)
        or (match.kind == GUIDANCE and (_slug(match), match.part) in formats)
        or (match.kind == LEARNING and _slug(match) in modules)
    ]


def _slug(match: Match) -> str:
    return match.thing.partition(":")[2]
