"""Choosing from the library by topic, by who it is for and by format. Each choice is a link that keeps the others."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from sscp_learning.guidance.rules import FORMATS
from sscp_learning.guidance.shapes import FormatLine, LibraryEntry, TopicShelf

LIBRARY = "/guidance/"
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Choice:
    """What a reader wants to see; "" where they have not chosen. The names are those in the address."""

    topic: str = ""
    audience: str = ""
    format: str = ""

    @property
    def href(self) -> str:
        """Where the library shows this choice."""
        made = urlencode({name: value for name, value in vars(self).items() if value})
        return f"{LIBRARY}?{made}" if made else LIBRARY


@dataclass(frozen=True)
class Option:
    """One thing to choose, with how many publications there are then."""

    words: str
    href: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    """A row of options, the first of which is “All”."""

    title: str
    options: tuple[Option, ...]


def audience_key(audience: str) -> str:
    """How an audience is named in an address: “Parents and carers” is `parents-and-carers`."""
    return _NOT_IN_A_KEY.sub("-", audience.casefold()).strip("-")


def read_choice(asked: Mapping[str, str], shelves: Sequence[TopicShelf]) -> Choice:
    """The choice in an address. What the library does not know counts as not chosen: an old link still leads here."""
    known = {name: {key for key, _ in values} for name, values in _values(shelves).items()}
    return Choice(**{name: asked[name] for name in known if asked.get(name) in known[name]})


def choose(shelves: Sequence[TopicShelf], choice: Choice) -> list[TopicShelf]:
    """The shelves with what fits the choice: of each publication only the formats that do."""
    chosen = [shelf for shelf in shelves if choice.topic in ("", shelf.key)]
    fitting = [replace(shelf, entries=tuple(_fitting(shelf.entries, choice))) for shelf in chosen]
    return [shelf for shelf in fitting if shelf.entries]


def count_entries(shelves: Sequence[TopicShelf]) -> int:
    """How many publications stand on the shelves."""
    return sum(len(shelf.entries) for shelf in shelves)


def list_filters(shelves: Sequence[TopicShelf], choice: Choice) -> list[Filter]:
    """The rows of options. An option that would leave nothing is left out, and so is a row that offers no choice."""
    titles = {"topic": "Topic", "audience": "Who it is for", "format": "Format"}
    options = {name: _options(shelves, choice, name, values) for name, values in _values(shelves).items()}
    return [
        Filter(titles[name], made)
        for name, made in options.items()
        if len(made) > len(("All", "one")) or getattr(choice, name)
    ]


def _values(shelves: Sequence[TopicShelf]) -> dict[str, list[tuple[str, str]]]:
    """Everything that can be chosen, as key and words, in the order in which it is offered."""
    lines = [line for shelf in shelves for entry in shelf.entries for line in entry.formats]
    audiences = {audience_key(line.audience): line.audience for line in lines}
    kinds = {line.kind for line in lines}
    return {
        "topic": [(shelf.key, shelf.title) for shelf in shelves],
        "audience": sorted((key, words[:1].upper() + words[1:]) for key, words in audiences.items()),
        "format": [(str(kind), words.title) for kind, words in FORMATS.items() if kind in kinds],
    }


def _options(
    shelves: Sequence[TopicShelf], choice: Choice, name: str, values: Sequence[tuple[str, str]]
) -> tuple[Option, ...]:
    chosen = getattr(choice, name)
    made = []
    for key, words in (("", "All"), *values):
        then = replace(choice, **{name: key})
        count = count_entries(choose(shelves, then))
        if count or key in ("", chosen):
            made.append(Option(words, then.href, count, key == chosen))
    return tuple(made)


def _fitting(entries: Sequence[LibraryEntry], choice: Choice) -> list[LibraryEntry]:
    left = [replace(entry, formats=tuple(line for line in entry.formats if _fits(line, choice))) for entry in entries]
    return [entry for entry in left if entry.formats]


def _fits(line: FormatLine, choice: Choice) -> bool:
    return choice.audience in ("", audience_key(line.audience)) and choice.format in ("", line.kind)
