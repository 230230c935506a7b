"""What the results page shows: publications with their best parts, other formats, counts for each filter, ways on."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Final
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from sscp_learning.guidance.rules import FORMATS
from sscp_learning.home.search.entries import CONTACT, GLOSSARY, GUIDANCE, LEARNING
from sscp_learning.home.search.excerpts import Stretch, excerpt, marked
from sscp_learning.home.search.finding import Found
from sscp_learning.home.search.matching import Match, Only
from sscp_learning.topics import queries as topics
from sscp_learning.topics.cards import contact_cards
from sscp_learning.ui.links import address

THINGS_AT_ONCE: Final = 10
MOST_THINGS: Final = 100
PARTS_OF_A_THING: Final = 3
PARTS_OF_THE_ONLY_THING: Final = 40
MOST_ALSO: Final = 4
KINDS: Final[Mapping[str, str]] = {
    GUIDANCE: "Guidance",
    LEARNING: "E-learning",
    GLOSSARY: "What our words mean",
    CONTACT: "Help and contacts",
}

LISTS: Final[Mapping[str, str]] = {GLOSSARY: "/guidance/glossary/", CONTACT: "/help/"}


@dataclass(frozen=True)
class Wanted:
    """What the reader sent: the question, what they want results of, and how many."""

    question: str = ""
    only: Only = field(default_factory=Only)
    show: int = THINGS_AT_ONCE

    def address(self, *, show: int = 0) -> str:
        """Where this search is, showing so many results."""
        told = {
            "q": self.question,
            "what": self.only.kind,
            "format": self.only.part,
            "topic": self.only.topic,
            "young": "yes" if self.only.young else "",
            "in": self.only.thing,
            "show": show,
        }
        return "/search?" + urlencode({name: value for name, value in told.items() if value})

    def within(self, thing: str) -> "Wanted":
        """The same search in one publication or module."""
        return replace(self, only=replace(self.only, thing=thing))


@dataclass(frozen=True)
class Option:
    """One choice of a filter, with how many results it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """A filter of the results: its name in the address, its words, those for choosing nothing, and its choices."""

    name: str
    label: str
    all: str
    options: tuple[Option, ...]

    @property
    def is_of_use(self) -> bool:
        """Return whether choosing changes anything: all results may be of one kind."""
        return len(self.options) > 1 or any(option.chosen or option.value == "yes" for option in self.options)


@dataclass(frozen=True)
class Hit:
    """A part as it is shown: where it leads, and its words with what was looked for marked."""

    href: str
    part_title: str
    title: tuple[Stretch, ...]
    words: tuple[Stretch, ...]


@dataclass(frozen=True)
class OtherPart:
    """Another format that has these words too, and where."""

    title: str
    href: str


@dataclass(frozen=True)
class Thing:
    """A result: a publication, a module, the glossary or a contact, with its best parts."""

    name: str
    kind: str
    kind_title: str
    title: str
    href: str
    hits: tuple[Hit, ...]
    also_in: tuple[OtherPart, ...]
    parts: int
    all_parts: str


@dataclass(frozen=True)
class Answer:
    """What the question asked the meaning of."""

    title: str
    meaning: str
    href: str


@dataclass(frozen=True)
class Results:
    """The whole page. `cards` are the contacts above the results, as clean HTML.

    `shown` are the matches it rests on, and `edition` is the index that had them.
    """

    wanted: Wanted
    found: Found
    things: tuple[Thing, ...] = ()
    total: int = 0
    without_filters: int = 0
    filters: tuple[Filter, ...] = ()
    answer: Answer | None = None
    cards: str = ""
    shown: tuple[Match, ...] = ()
    edition: str = ""

    @property
    def left(self) -> int:
        """How many more results there are to show."""
        return self.total - len(self.things) if len(self.things) < MOST_THINGS else 0

    @property
    def more(self) -> str:
        """Where more of the results are."""
        return self.wanted.address(show=min(self.wanted.show + THINGS_AT_ONCE, MOST_THINGS))

    @property
    def everything(self) -> str:
        """Where all results of the question are."""
        return Wanted(self.wanted.question).address()

    @property
    def also(self) -> tuple[str, ...]:
        """A few of the other words that were looked for."""
        return self.found.also[:MOST_ALSO]


def results(session: Session, index: sqlite3.Connection, wanted: Wanted, found: Found, edition: str) -> Results:
    """The page for what was found."""
    groups, everything = _by_thing(_below(found, found.wanted)), _below(found, found.matches)
    shown = groups[: wanted.show]
    chosen = [(group, _best(group, wanted)) for group in shown]
    words = _words(index, [match.piece for _, best in chosen for match in best])
    return Results(
        wanted=wanted,
        found=found,
        things=tuple(_thing(group, best, words, wanted, found) for group, best in chosen),
        total=len(groups),
        without_filters=len({match.thing for match in everything}),
        filters=_filters(everything, wanted.only),
        answer=_answer(index, found.answer),
        cards=contact_cards(topics.get_contacts(session, found.contacts)) if found.contacts else "",
        shown=tuple(match for group in shown for match in group),
        edition=edition,
    )


def _below(found: Found, matches: Iterable[Match]) -> list[Match]:
    """The matches without what stands above the results already: the contacts and the meaning that was asked for."""
    called = set(found.contacts)
    return [
        match
        for match in matches
        if match.piece != found.answer and not (match.kind == CONTACT and match.part in called)
    ]


def _by_thing(matches: Iterable[Match]) -> list[list[Match]]:
    """Matches by what they belong to; the best of each decides the order."""
    groups: dict[str, list[Match]] = {}
    for match in matches:
        groups.setdefault(match.thing, []).append(match)
    return list(groups.values())


def _best(group: Sequence[Match], wanted: Wanted) -> list[Match]:
    """The parts that are shown: the best, without those that say the same in another format."""
    most = PARTS_OF_THE_ONLY_THING if wanted.only.thing else PARTS_OF_A_THING
    best: list[Match] = []
    seen: set[str] = set()
    for match in group:
        names = {match.title.casefold().rstrip("?"), match.href.partition("#")[2] or match.href + match.title}
        if not names & seen:
            best.append(match)
        seen |= names
    return best[:most]


def _thing(
    group: Sequence[Match], best: Sequence[Match], words: Mapping[int, str], wanted: Wanted, found: Found
) -> Thing:
    first = group[0]
    shown = {match.part for match in best}
    others = {match.part: match for match in reversed(group) if match.part not in shown}
    return Thing(
        name=first.thing,
        kind=first.kind,
        kind_title=KINDS[first.kind],
        title=first.thing_title,
        href=_address(first),
        hits=tuple(
            Hit(match.href, match.part_title, marked(match.title, found.sought), excerpt(text, found.sought))
            for match in best
            if (text := words.get(match.piece)) is not None
        ),
        also_in=tuple(OtherPart(each.part_title, each.href) for each in others.values() if first.kind == GUIDANCE),
        parts=len(group),
        all_parts="" if wanted.only.thing or len(group) <= len(best) else wanted.within(first.thing).address(),
    )


def _address(match: Match) -> str:
    return LISTS.get(match.kind) or address(match.thing) or match.href


def _words(index: sqlite3.Connection, pieces: Sequence[int]) -> dict[int, str]:
    places = ", ".join("?" * len(pieces))
    return dict(index.execute(f"SELECT id, words FROM piece WHERE id IN ({places})", pieces).fetchall())  # noqa: S608


def _answer(index: sqlite3.Connection, piece: int | None) -> Answer | None:
    row = index.execute("SELECT title, words, href FROM piece WHERE id = ?", (piece,)).fetchone() if piece else None
    return Answer(*row) if row else None


def _filters(matches: Sequence[Match], only: Only) -> tuple[Filter, ...]:
    """Each filter with its choices and how many results each would leave, given what else is chosen."""
    in_guidance = [match for match in matches if match.kind == GUIDANCE]
    topic_titles = {match.topic: match.topic_title for match in matches if match.topic}
    formats = {str(kind): words.title for kind, words in FORMATS.items()}
    count = _counts(matches, only, "young").get(True, 0)
    young = (Option("yes", "Young people", count, only.young),) if count or only.young else ()
    filters = (
        Filter("what", "Kind", "Every kind", _options(KINDS, _counts(matches, only, "kind"), only.kind)),
        Filter("format", "Format", "Every format", _options(formats, _counts(in_guidance, only, "part"), only.part)),
        Filter("topic", "Topic", "Every topic", _options(topic_titles, _counts(matches, only, "topic"), only.topic)),
        Filter("young", "For", "Everybody", young),
    )
    return tuple(each for each in filters if each.is_of_use)


def _counts(matches: Sequence[Match], only: Only, name: str) -> Mapping[object, int]:
    """How many results there would be with each value of this filter."""
    values = attrgetter(name, "thing")
    return Counter(value for value, _ in {values(match) for match in only.keep(matches, but=name)})


def _options(titles: Mapping[str, str], counts: Mapping[object, int], chosen: str) -> tuple[Option, ...]:
    """The choices that leave something, and the one that is chosen whatever it leaves."""
    return tuple(
        Option(value, title, counts.get(value, 0), value == chosen)
        for value, title in titles.items()
        if value in counts or value == chosen
    )
