"""The part of a format's page that is the same for everybody: put together once, then kept in memory."""

from dataclasses import dataclass, replace
from functools import cached_property

from flask import current_app
from markupsafe import Markup
from sqlalchemy.orm import Session

from sscp_learning.documents.html import RenderedBlock
from sscp_learning.documents.model import SECTION_LEVEL
from sscp_learning.documents.sanitise import trusted
from sscp_learning.documents.terms import MarkedText, Term, mark_terms
from sscp_learning.guidance.paper import source_words
from sscp_learning.guidance.queries import pages
from sscp_learning.guidance.queries.staleness import find_lag
from sscp_learning.guidance.rules import FORMATS, HELP_FOR_PRACTITIONERS, HELP_FOR_YOUNG_PEOPLE, FormatKind
from sscp_learning.guidance.shapes import PageKey, RevisionText, Sibling
from sscp_learning.guidance.shelf import Shelf
from sscp_learning.guidance.stored import SectionMark
from sscp_learning.guidance.switching import twin_of
from sscp_learning.topics.cards import contact_cards, fill_contacts
from sscp_learning.topics.models import Contact
from sscp_learning.topics.queries import contacts_by_key, list_glossary
from sscp_learning.ui import links

CONTACTS_STAND_HERE = "data-contacts="
MOST_BODIES = 64
OWN_HELP = "get-help"
# Part by part, a young reader is led only to these: three links at every part would be more to read than the part.
WORTH_A_YOUNG_READER = frozenset({FormatKind.FULL, FormatKind.LEAFLET, FormatKind.EASY_READ})


@dataclass(frozen=True)
class Twin:
    """The same part in another format: “easy read”, and where it is."""

    words: str
    href: str


@dataclass(frozen=True)
class SectionView:
    """A `##` section on a page: its heading, what stands under it, and where else it can be read."""

    id: str
    title: str
    heading: Markup
    html: Markup
    twins: tuple[Twin, ...]


@dataclass(frozen=True)
class Body:
    """A page's own part, ready: `help_id` is where on it the help lines stand."""

    title: str
    slug: str
    kind: FormatKind
    publication: str
    young: bool
    html: Markup
    help_id: str

    @cached_property
    def encoded(self) -> bytes:
        """The HTML as it leaves; made once, since a long text takes longer to encode than its frame to write."""
        return self.html.encode()

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"/guidance/{self.slug}/{self.kind}/"


_bodies: Shelf[Body] = Shelf(MOST_BODIES)


def get_body(session: Session, key: PageKey) -> Body:
    """The body of the page that this key names."""
    return _bodies.get((id(current_app.jinja_env), key), lambda: _make(session, key))


def _make(session: Session, key: PageKey) -> Body:
    return body_of(session, pages.get_revision_text(session, key.revision_id))


def body_of(session: Session, stored: RevisionText) -> Body:
    """The body of the page of any text, published or not; nothing of it is kept."""
    explained = _explained(session, stored)
    text = replace(stored, parts=tuple(map(_with_html, stored.parts, explained.parts)))
    contacts = contacts_by_key(session)
    siblings = pages.list_siblings(session, stored.slug, stored.kind)
    twins = [sibling for sibling in siblings if not text.for_young_people or sibling.kind in WORTH_A_YOUNG_READER]
    help_id = _help_in_the_text(text)
    page = {
        "text": text,
        "words": FORMATS[text.kind],
        "lag": find_lag(session, text.format_id),
        "formats": FORMATS,
        "before": _html(_before_sections(text), contacts),
        "sections": [_section(mark, parts, twins, text.slug, contacts) for mark, parts in _sections(text)],
        "siblings": [(sibling, FORMATS[sibling.kind]) for sibling in siblings],
        "help_id": help_id,
        "help_cards": trusted(contact_cards(_own_help(text, contacts))) if help_id == OWN_HELP else "",
        "terms": sorted(explained.used, key=lambda term: term.term.casefold()),
        "sources": [source_words(source) for source in text.facts.sources],
        "young_readers": pages.count_young_readers(session, text.revision_id) if text.for_young_people else 0,
    }
    # No request's own values are given: what is kept in memory must not bear anybody's name.
    html = current_app.jinja_env.get_template("guidance/body.html").render(page)
    return Body(text.title, text.slug, text.kind, text.facts.title, text.for_young_people, trusted(html), help_id)


def _explained(session: Session, text: RevisionText) -> MarkedText:
    """The text with the first use of each key term leading to its meaning (F10)."""
    terms = [
        Term(row.key, row.term, row.meaning, links.address(f"glossary:{row.key}") or "")
        for row in list_glossary(session)
    ]
    return mark_terms([part.html for part in text.parts], terms)


def _with_html(part: RenderedBlock, html: str) -> RenderedBlock:
    return replace(part, html=html)


def _before_sections(text: RevisionText) -> list[RenderedBlock]:
    first = next((index for index, part in enumerate(text.parts) if part.level == SECTION_LEVEL), len(text.parts))
    return list(text.parts[:first])


def _sections(text: RevisionText) -> list[tuple[SectionMark, list[RenderedBlock]]]:
    """Each `##` section with its blocks, the heading first."""
    marks = {mark.id: mark for mark in text.marks}
    rest = text.parts[len(_before_sections(text)) :]
    starts = [index for index, part in enumerate(rest) if part.level == SECTION_LEVEL]
    ends = [*starts[1:], len(rest)] if starts else []  # A briefing may be a list and nothing else.
    return [(marks[rest[start].uid], list(rest[start:end])) for start, end in zip(starts, ends, strict=True)]


def _section(
    mark: SectionMark,
    parts: list[RenderedBlock],
    siblings: list[Sibling],
    slug: str,
    contacts: dict[str, Contact],
) -> SectionView:
    heading, *rest = parts
    return SectionView(
        mark.id, mark.title, trusted(heading.html), _html(rest, contacts), tuple(_twins(mark, siblings, slug))
    )


def _twins(mark: SectionMark, siblings: list[Sibling], slug: str) -> list[Twin]:
    """Where else this part can be read; page and place are both in the address, so it works without script (F2)."""
    found = ((sibling, twin_of(mark, sibling.marks)) for sibling in siblings)
    return [
        Twin(FORMATS[sibling.kind].in_a_sentence, f"/guidance/{slug}/{sibling.kind}/#{twin.id}")
        for sibling, twin in found
        if twin is not None
    ]


def _html(parts: list[RenderedBlock], contacts: dict[str, Contact]) -> Markup:
    return trusted(fill_contacts("\n".join(part.html for part in parts), contacts))


def _help_in_the_text(text: RevisionText) -> str:
    """The last section that shows contacts; a text that has none gets help lines of the page's own."""
    showing = [mark.id for mark, parts in _sections(text) if any(CONTACTS_STAND_HERE in part.html for part in parts)]
    return showing[-1] if showing else OWN_HELP


def _own_help(text: RevisionText, contacts: dict[str, Contact]) -> list[Contact]:
    keys = HELP_FOR_YOUNG_PEOPLE if text.for_young_people else HELP_FOR_PRACTITIONERS
    return [contacts[key] for key in keys if key in contacts]
