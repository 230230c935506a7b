"""The words and decisions of publishing: formats, the life of a revision, two people, what young people's texts need.

Rule numbers (F1 …) are those of the rules for formats; nothing here knows the database, the web or the time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sscp_learning.documents.model import Document
from sscp_learning.platform.errors import Conflict, RuleBroken

YOUNG_PEOPLE = "young people"
# Pages of their own below /guidance/ and /desk/guidance/: no publication may take their addresses (DECISIONS 7).
RESERVED_SLUGS = frozenset(
    {
        *("glossary", "changes", "feed.atom", "quiz", "result", "evaluation", "versions"),
        *("new", "revisions", "notes", "flags", "contacts"),
    }
)


# Who is shown on a page whose text names nobody to call; keys of contacts.
HELP_FOR_YOUNG_PEOPLE = ("emergency", "childline", "shout")
HELP_FOR_PRACTITIONERS = ("emergency", "childrens-services-professionals", "out-of-hours")


class FormatKind(StrEnum):
    """The five typed formats (F1), in the order in which readers are offered them."""

    ONE_MINUTE = "one-minute"
    FULL = "full"
    LEAFLET = "leaflet"
    EASY_READ = "easy-read"
    BRIEFING = "briefing"


@dataclass(frozen=True)
class FormatWords:
    """How a format is named: as a title, in a sentence (“this part in easy read”), in a line, and by a picture."""

    title: str
    in_a_sentence: str
    line: str
    picture: str


FORMATS: Mapping[FormatKind, FormatWords] = {
    FormatKind.ONE_MINUTE: FormatWords(
        "One-minute guide", "the one-minute guide", "The least you need, on one page.", "time"
    ),
    FormatKind.FULL: FormatWords(
        "Full guidance", "the full guidance", "Everything, with tools, law and sources.", "document"
    ),
    FormatKind.LEAFLET: FormatWords("Leaflet", "the leaflet", "Short, with boxes and pictures.", "teenager"),
    FormatKind.EASY_READ: FormatWords("Easy read", "easy read", "Short sentences, a picture beside each idea.", "read"),
    FormatKind.BRIEFING: FormatWords(
        "Briefing", "the briefing", "The main points in numbered steps, to read as a team.", "meeting"
    ),
}


class RevisionState(StrEnum):
    """The life of a frozen text. Withdrawn, replaced and published in error are three different endings (F7)."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"
    PUBLISHED = "published"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    IN_ERROR = "in-error"
    SET_ASIDE = "set-aside"


TRANSITIONS: Mapping[RevisionState, frozenset[RevisionState]] = {
    RevisionState.DRAFT: frozenset({RevisionState.WAITING, RevisionState.SET_ASIDE}),
    RevisionState.WAITING: frozenset({RevisionState.DRAFT, RevisionState.APPROVED, RevisionState.SET_ASIDE}),
    RevisionState.APPROVED: frozenset({RevisionState.PUBLISHED, RevisionState.SET_ASIDE}),
    RevisionState.PUBLISHED: frozenset({RevisionState.REPLACED, RevisionState.WITHDRAWN, RevisionState.IN_ERROR}),
    RevisionState.REPLACED: frozenset(),
    RevisionState.WITHDRAWN: frozenset(),
    RevisionState.IN_ERROR: frozenset(),
    RevisionState.SET_ASIDE: frozenset(),
}
# What one publisher may do alone in an emergency; a second person confirms it afterwards (F6).
ALONE: Mapping[RevisionState, frozenset[RevisionState]] = {
    RevisionState.DRAFT: frozenset({RevisionState.PUBLISHED}),
    RevisionState.WAITING: frozenset({RevisionState.PUBLISHED}),
}
OPEN_STATES = (RevisionState.DRAFT, RevisionState.WAITING, RevisionState.APPROVED)
ENDED_FOR_READERS = (RevisionState.WITHDRAWN, RevisionState.IN_ERROR)


class ChangeKind(StrEnum):
    """How much a published change asks of those who know the text already (F7); the first text changes nothing."""

    FIRST = "first"
    TYPO = "typo"
    CLARIFICATION = "clarification"
    MAJOR = "major"


CHANGE_WORDS: Mapping[ChangeKind, str] = {
    ChangeKind.FIRST: "First published",
    ChangeKind.TYPO: "Typing mistake mended",
    ChangeKind.CLARIFICATION: "Made clearer",
    ChangeKind.MAJOR: "Major change",
}


# Readers are told both: by when an answer comes, and how long what they wrote is kept.
ANSWER_WITHIN = timedelta(days=14)
NOTES_KEPT_FOR = timedelta(days=180)


class NoteKind(StrEnum):
    """What a reader may tell us about a format without signing in."""

    ASK = "ask"
    FEEDBACK = "feedback"


class FollowedHow(StrEnum):
    """Why a section counts as held against the words it follows (F4)."""

    PUBLISHED = "published"  # It was published after those words.
    TYPO = "typo"  # The words it follows changed by a typing mistake only (DECISIONS 4).
    NO_CHANGE_NEEDED = "no-change-needed"  # Somebody looked and says why.


class LagChoice(StrEnum):
    """What becomes of another format when one has a major change (F5)."""

    TOGETHER = "together"
    BANNER = "banner"
    WITHDRAW = "withdraw"


class FlagReason(StrEnum):
    """Why a section that follows another needs checking (F4)."""

    CHANGED = "changed"  # The words it follows are others now.
    GONE = "gone"  # The section it follows is not there any more.
    ADDED = "added"  # The section it follows came after it: nobody has held one against the other.
    UNKNOWN = "unknown"  # The full text never had a section of that name.


@dataclass(frozen=True)
class Change:
    """What a change was, who it affects and whether they need to train again; a file may state it (DECISIONS 1)."""

    kind: ChangeKind
    note: str
    who_it_affects: str = ""
    retraining: str = ""


@dataclass(frozen=True)
class Source:
    """A named source, shown at the end. `waits` says that it still waits for sign-off."""

    title: str
    publisher: str = ""
    year: str = ""
    url: str = ""
    waits: bool = False


@dataclass(frozen=True)
class Facts:
    """What a format says about itself (F8). It is frozen into each revision and approved with the words."""

    title: str
    summary: str
    topic: str
    audience: str
    owner: str
    law_as_at: date
    reviewed: date
    next_review: date
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class FormatFile:
    """One format as a file holds it, read but not yet stored.

    `not_young_because` is the reason why an easy-read text or a leaflet is not for young people (DECISIONS 5).
    `own_facts` is what it says of the publication where that is not what the other formats say.
    """

    kind: FormatKind
    document: Document
    source: str
    audience: str
    summary: str = ""
    safe_for_young_people: bool = False
    not_young_because: str = ""
    change: Change | None = None
    own_facts: Facts | None = None

    def heading(self, publication: str) -> str:
        """The heading of its page, such as “Neglect toolkit: easy read”."""
        return f"{publication}: {FORMATS[self.kind].title.lower()}"

    @property
    def for_young_people(self) -> bool:
        """True when the rules for young people's texts hold for it."""
        return is_for_young_people(self.kind, self.audience, self.not_young_because)


@dataclass(frozen=True)
class PublicationFile:
    """One publication as its folder holds it: what content import hands over."""

    slug: str
    facts: Facts
    formats: tuple[FormatFile, ...]


def is_for_young_people(kind: FormatKind, audience: str, not_young_because: str = "") -> bool:
    """True for what says so, and for easy read and leaflets that give no reason why not (DECISIONS 5)."""
    if YOUNG_PEOPLE in audience.casefold():
        return True
    return kind in {FormatKind.EASY_READ, FormatKind.LEAFLET} and not not_young_because


def place_of(target: str) -> tuple[str, FormatKind] | None:
    """The publication and the format that “guidance:slug/format” names, or None where it names no such page."""
    slug, _, kind = target.removeprefix("guidance:").partition("/")
    if not target.startswith("guidance:") or kind not in list(FormatKind):
        return None
    return slug, FormatKind(kind)


def check_slug(slug: str) -> None:
    """Raises RuleBroken when the address belongs to another page."""
    if slug in RESERVED_SLUGS:
        raise RuleBroken("slug", f"“{slug}” is the address of another page. Choose another name for the folder.")


def check_step(now: RevisionState, to: RevisionState, *, alone: bool = False) -> None:
    """Raises Conflict when a revision in this state cannot become that: somebody else has moved it already.

    `alone` says that one person does it in an emergency.
    """
    allowed = TRANSITIONS[now] | (ALONE.get(now, frozenset()) if alone else frozenset())
    if to in allowed:
        return
    why = f" {EDITED_SINCE}" if now is RevisionState.SET_ASIDE else ""
    raise Conflict(f"This revision is {STATE_WORDS[now]} now, so that cannot be done.{why} Nothing was changed.")


EDITED_SINCE = "The text has been edited since, which ends every approval: what was written since needs its own."


STATE_WORDS: Mapping[RevisionState, str] = {
    RevisionState.DRAFT: "a draft",
    RevisionState.WAITING: "waiting for approval",
    RevisionState.APPROVED: "approved",
    RevisionState.PUBLISHED: "published",
    RevisionState.REPLACED: "replaced by a newer one",
    RevisionState.WITHDRAWN: "withdrawn",
    RevisionState.IN_ERROR: "marked as published in error",
    RevisionState.SET_ASIDE: "set aside for a newer draft",
}


def check_two_people(author_id: int, approver_id: int) -> None:
    """Publishing needs two people (F6). Raises RuleBroken when they are one."""
    if author_id == approver_id:
        raise RuleBroken("approver", "Somebody else must approve this: publishing needs two people.")


def check_kind_confirmed(kind: str | None, *, confirmed: bool) -> None:
    """A change that is called a typing mistake moves nobody to look again, so a second person says that it is one.

    Raises RuleBroken when they have not (DECISIONS 4).
    """
    if kind == ChangeKind.TYPO and not confirmed:
        raise RuleBroken(
            "kind_confirmed",
            "Look at the words that changed, then confirm that this mends a typing mistake and changes no meaning.",
        )


def check_for_young_people(kind: FormatKind, *, for_young_people: bool, box_tones: Iterable[str], safe: bool) -> None:
    """A text for young people carries a reassurance box (F9) and has been found safe for them (D8).

    Raises RuleBroken that names the format.
    """
    if not for_young_people:
        return
    words = FORMATS[kind]
    if "reassurance" not in box_tones:
        raise RuleBroken(
            "text",
            f"{words.title} is for young people and has no reassurance box. Say whether they are in trouble, what "
            "happens if they tell, who may need to know, and where to get help now.",
        )
    if not safe:
        raise RuleBroken("safe", f"{words.title} is for young people. Confirm first that it is safe for them to read.")


def box_tones(document: Document) -> frozenset[str]:
    """The tones of every box of a text, wherever it stands."""
    return frozenset(block.text("tone") for block in document.walk() if block.kind == "box")


def check_change(change: Change | None, *, is_first: bool) -> Change:
    """Every published change says what it is (F7); the first publication needs no more than that it is the first.

    Raises RuleBroken when a later one says nothing.
    """
    if change is not None and change.note.strip():
        return change
    if is_first:
        return Change(ChangeKind.FIRST, "First published.")
    raise RuleBroken("change_note", "Say what changed, who it affects, and whether they need to train again.")
