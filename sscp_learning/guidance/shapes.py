"""What the queries give: plain frozen values, so that pages and other features hold no rows of the database."""

from dataclasses import dataclass
from datetime import datetime

from sscp_learning.documents.html import RenderedBlock
from sscp_learning.guidance.rules import Change, ChangeKind, Facts, FormatKind, RevisionState
from sscp_learning.guidance.stored import SectionMark


@dataclass(frozen=True)
class FormatLine:
    """A published format in a list."""

    kind: FormatKind
    audience: str
    summary: str
    minutes: int
    for_young_people: bool


@dataclass(frozen=True)
class LibraryEntry:
    """A publication in the library, with the formats readers can open."""

    slug: str
    title: str
    summary: str
    topic: str
    audience: str
    formats: tuple[FormatLine, ...]


@dataclass(frozen=True)
class TopicShelf:
    """The publications of one topic."""

    key: str
    title: str
    summary: str
    entries: tuple[LibraryEntry, ...]


@dataclass(frozen=True)
class PageKey:
    """Which revision a reader gets, and the numbers that tell whether a page made before is still good."""

    slug: str
    kind: FormatKind
    revision_id: int
    public_id: str
    contacts: int
    guidance: int
    glossary: int


@dataclass(frozen=True)
class WrittenFormat:
    """A format as its author wrote it, for writing it back to a file."""

    kind: FormatKind
    source: str
    facts: Facts
    audience: str
    summary: str
    safe_for_young_people: bool
    not_young_because: str
    change: Change | None
    made_at: datetime


@dataclass(frozen=True)
class AskedPage:
    """The page that a reader writes to us about; `address` is the whole of it, with the site's name."""

    slug: str
    kind: FormatKind
    address: str


@dataclass(frozen=True)
class RevisionText:
    """One revision as it is read. `parts` are the blocks as clean HTML, with markers where contacts stand."""

    revision_id: int
    public_id: str
    format_id: int
    slug: str
    kind: FormatKind
    number: int
    state: RevisionState
    title: str
    summary: str
    audience: str
    facts: Facts
    for_young_people: bool
    safe_for_young_people: bool
    starting_text: bool
    published_at: datetime | None
    minutes: int
    words: int
    marks: tuple[SectionMark, ...]
    parts: tuple[RenderedBlock, ...]


@dataclass(frozen=True)
class Sibling:
    """Another published format of the same publication, with its sections."""

    kind: FormatKind
    minutes: int
    for_young_people: bool
    marks: tuple[SectionMark, ...]


@dataclass(frozen=True)
class ChangeLine:
    """A published change, as history tells it (F7)."""

    slug: str
    publication: str
    kind: FormatKind
    number: int
    public_id: str
    published_at: datetime
    change_kind: ChangeKind
    note: str
    who_it_affects: str
    retraining: str
    state: RevisionState
    ended_at: datetime | None
    ended_because: str
    moved_to: str = ""  # Where readers are led instead, as authors write it.
    alone: bool = False  # One person published it, in an emergency.
    confirmed_at: datetime | None = None
    signed_off_at: datetime | None = None
    before: str = ""  # The public id of the text of this format that it can be compared with.


@dataclass(frozen=True)
class SearchableSection:
    """A section of a published format, as the search index keeps it; a text before the first heading has no id."""

    slug: str
    publication: str
    kind: FormatKind
    audience: str
    section_id: str
    title: str
    words: str
    above: str = ""  # The name of the section that a sub-section stands in.

    @property
    def target(self) -> str:
        """Where it is, as authors write it; `ui.links.address` makes an address of it."""
        place = f"guidance:{self.slug}/{self.kind}"
        return f"{place}#{self.section_id}" if self.section_id else place


@dataclass(frozen=True)
class FoundSection:
    """A section somebody links to: its words as a heading, and the page it is on."""

    target: str
    title: str
    page_title: str


@dataclass(frozen=True)
class OpenRevision:
    """A revision on its way to being published."""

    revision_id: int
    kind: FormatKind
    number: int
    state: RevisionState
    title: str
    made_at: datetime
