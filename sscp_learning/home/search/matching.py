"""Which parts have what is looked for, the best first: those with every term, and after them those with most."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import combinations
from math import log
from operator import attrgetter
from typing import Final, NamedTuple

from sscp_learning.home.search.index import mark
from sscp_learning.home.search.words import Phrase, Term, words_of

MOST_MATCHES: Final = 250
MOST_TITLES: Final = 40
MOST_WITH_SOME: Final = 40
MOST_TOGETHER: Final = 8
ENOUGH: Final = 5  # So many parts with every word, and nobody needs those with some of the words.
A_THIRD: Final = 0.33
NEAR: Final = 10
# In a large library a word that every fourth part has tells one part from another no more, and is slow to look for.
# Where all words are in very many parts, those that have them in their titles are enough.
LARGE: Final = 2000
EVERYWHERE: Final = 0.25
VERY_MANY: Final = 800
ENOUGH_TITLES: Final = 25

SEARCHED: Final = "{title words place} : "
TITLES: Final = "{title} : "
# A hit in a title counts for more than one in the words below it.
RANK: Final = """
SELECT piece.id, -ranked.score * piece.weight AS score, piece.kind, piece.thing, piece.thing_title, piece.part,
       piece.part_title, piece.topic, piece.topic_title, piece.young, piece.title, piece.href
FROM (
    SELECT rowid, bm25(entry, 6.0, 1.0, 1.0, 0.0) AS score FROM entry WHERE entry MATCH ? ORDER BY score LIMIT ?
) ranked
JOIN piece ON piece.id = ranked.rowid
ORDER BY score DESC, piece.id
"""


@dataclass(frozen=True)
class Only:
    """What the reader wants results of; nothing chosen is everything. Its names are those of a match."""

    kind: str = ""
    part: str = ""
    topic: str = ""
    young: bool = False
    thing: str = ""

    def chosen(self, *, but: str = "") -> list[tuple[str, str | bool]]:
        """What is chosen, by name, but for one name."""
        told = (("kind", self.kind), ("part", self.part), ("topic", self.topic), ("young", self.young))
        return [(name, value) for name, value in (*told, ("thing", self.thing)) if value and name != but]

    def keep(self, matches: "Sequence[Match]", *, but: str = "") -> "Sequence[Match]":
        """The matches that are wanted, whatever is chosen for the name `but`."""
        chosen = self.chosen(but=but)
        if not chosen:
            return matches
        return [match for match in matches if all(getattr(match, name) == value for name, value in chosen)]

    def __bool__(self) -> bool:
        """Return whether anything is chosen."""
        return self != Only()

    @property
    def expression(self) -> str:
        """The same in the language of the index, to stand before what is looked for."""
        marks = [f'"{mark(name, str(value))}"' for name, value in self.chosen()]
        return f"marks : ({' AND '.join(marks)}) AND " if marks else ""


class Match(NamedTuple):
    """A part that was found, without its words. A tuple, because a search makes hundreds."""

    piece: int
    score: float
    kind: str
    thing: str
    thing_title: str
    part: str
    part_title: str
    topic: str
    topic_title: str
    young: bool
    title: str
    href: str


@dataclass(frozen=True)
class Looked:
    """A term as the index looks for it, the phrases that are marked for it, and about how many parts have it."""

    term: Term
    expression: str
    phrases: tuple[Phrase, ...] = ()
    pieces: int = 0
    known: bool = True


@dataclass(frozen=True)
class Matched:
    """The best first. `every` is False where no part has every term; `cut` says that there are more than these."""

    matches: Sequence[Match]
    every: bool = True
    cut: bool = False


def match_all(index: sqlite3.Connection, looked: Sequence[Looked], words: frozenset[str], only: str = "") -> Matched:
    """The parts with every term, and after them those with most where there are few. `words` are those typed."""
    (pieces,) = index.execute("SELECT pieces FROM about").fetchone()
    telling = _telling(looked, pieces)
    if min(each.pieces for each in telling) > VERY_MANY:
        titled = _ranked(index, only + TITLES + _all_of(telling), words)
        if len(titled) >= ENOUGH_TITLES:
            return Matched(titled, cut=True)
    every = _ranked(index, only + SEARCHED + _all_of(telling), words)
    if len(telling) > 1 and sum(match.kind != "contact" for match in every) < ENOUGH:
        return Matched([*every, *_most(index, telling, words, only, every)], every=bool(every))
    return Matched(every, every=bool(every), cut=len(every) >= MOST_MATCHES)


def _telling(looked: Sequence[Looked], pieces: int) -> Sequence[Looked]:
    """The terms that tell one part from another: all of them, unless the library is large."""
    if pieces < LARGE:
        return looked
    telling = [each for each in looked if each.pieces < pieces * EVERYWHERE]
    return telling or [min(looked, key=attrgetter("pieces"))]


def _all_of(looked: Sequence[Looked]) -> str:
    """Every term; and once more those parts where the typed words stand near each other, so that they count double."""
    together = " AND ".join(each.expression for each in looked)
    typed = [quoted(each.term.typed) for each in looked]
    return f"(({together}) OR NEAR({' '.join(typed)}, {NEAR}))" if len(typed) > 1 else f"({together})"


def quoted(phrase: Phrase) -> str:
    """A phrase in the language of the index. Words hold letters and digits only, so nothing in it is a command."""
    return '"' + " ".join(phrase) + '"'


def _most(
    index: sqlite3.Connection, looked: Sequence[Looked], words: frozenset[str], only: str, every: Sequence[Match]
) -> list[Match]:
    """The parts with all terms but one; where those are few, with all but two, and so on to a third of the question.

    Looking for several terms together is quick even in a large library, where looking for any of them is slow.
    """
    shares = _shares(looked)
    found: dict[int, tuple[float, Match]] = {match.piece: (0.0, match) for match in every}
    for size in range(len(looked) - 1, 0, -1):
        for share, places in _together(shares, size):
            expression = only + SEARCHED + _all_of([looked[place] for place in places])
            for match in _ranked(index, expression, words, most=MOST_WITH_SOME):
                found.setdefault(match.piece, (match.score * share**3, match))
        if len(found) >= ENOUGH:
            break
    return [match for rank, match in sorted(found.values(), key=lambda each: -each[0]) if rank]


def _shares(looked: Sequence[Looked]) -> list[float]:
    """How much of the question each term is, from 0 to 1: the fewer parts have it, the more."""
    weights = [1 / (1 + log(1 + each.pieces)) for each in looked]
    return [weight / sum(weights) for weight in weights]


def _together(shares: Sequence[float], size: int) -> list[tuple[float, tuple[int, ...]]]:
    """The places of so many terms at a time, those first that are most of the question; too little of it is nothing."""
    chosen = ((sum(shares[place] for place in places), places) for places in combinations(range(len(shares)), size))
    return nlargest(MOST_TOGETHER, (each for each in chosen if each[0] >= min(A_THIRD, 1 / len(shares))))


def _ranked(index: sqlite3.Connection, expression: str, words: frozenset[str], most: int = MOST_MATCHES) -> list[Match]:
    """What the expression finds, the best first. A title that is nearly the question itself counts up to double."""
    matches = [Match._make(row) for row in index.execute(RANK, (expression, most))]
    best = [match._replace(score=match.score * (1 + _likeness(words, match.title))) for match in matches[:MOST_TITLES]]
    return [*sorted(best, key=lambda match: (-match.score, match.piece)), *matches[MOST_TITLES:]]


def _likeness(words: frozenset[str], title: str) -> float:
    """How many of the words that stand in the question or in a title stand in both, from 0 to 1."""
    titled = set(words_of(title))
    return len(words & titled) / len(words | titled) if titled else 0.0
