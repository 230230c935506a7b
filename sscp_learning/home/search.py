"""The search index: a file of each machine's own, made from what the features publish (DECISIONS 8).

It holds nothing that is not public. Whoever searches and finds that it is older than the database makes a new one,
under a lock, and puts it in place in one step; everybody else goes on reading the old one until then.
"""

import fcntl
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sscp_learning.home.rules import (
    END,
    FOUND,
    SHORTEST_SUGGESTION,
    Stretch,
    asked_words,
    match_expression,
    nearest_word,
    stretches,
    words_of,
)

# Raised whenever the shape of the file changes, so that an old one is made anew.
SHAPE = 1
MOST_RESULTS = 80
TABLES = """
CREATE VIRTUAL TABLE entry USING fts5(
    title, words, kind UNINDEXED, thing UNINDEXED, thing_title UNINDEXED, part UNINDEXED, href UNINDEXED,
    tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TABLE vocabulary (word TEXT PRIMARY KEY, times INTEGER) WITHOUT ROWID;
CREATE TABLE about (stamp TEXT);
"""
# A hit in a title counts for more than one in the words below it.
FIND = """
SELECT kind, thing, thing_title, part, href,
       highlight(entry, 0, :found, :end) AS title,
       snippet(entry, 1, :found, :end, '…', 30) AS words
FROM entry WHERE entry MATCH :question ORDER BY bm25(entry, 8.0, 1.0) LIMIT :most
"""


@dataclass(frozen=True)
class Entry:
    """Something that can be found: a section of a format, a page of a module, a term of the glossary.

    `thing` is what it belongs to (“guidance:neglect-toolkit”), and `part` names the piece of that (“Easy read”).
    """

    kind: str
    thing: str
    thing_title: str
    part: str
    title: str
    words: str
    href: str


@dataclass(frozen=True)
class Hit:
    """A result: where it leads, and its words with what was looked for marked."""

    kind: str
    thing: str
    thing_title: str
    part: str
    href: str
    title: tuple[Stretch, ...]
    words: tuple[Stretch, ...]


@dataclass(frozen=True)
class Found:
    """What a search gave. `every` is False where not all words stand together; `instead` is what was perhaps meant."""

    words: tuple[str, ...]
    hits: tuple[Hit, ...]
    every: bool
    instead: str


class SearchIndex:
    """The index in one folder. Opened for each search and only for reading."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "index.sqlite"

    def bring_up_to_date(self, stamp: str, gather: Callable[[], Iterable[Entry]]) -> None:
        """Makes the file anew where it is not of this stamp. `gather` is called only then."""
        wanted = f"{SHAPE}:{stamp}"
        if self._stamp() == wanted:
            return
        with self._locked():
            if self._stamp() == wanted:
                return  # Somebody else made it while we waited.
            unfinished = self.folder / f"index-{os.getpid()}.part"
            unfinished.unlink(missing_ok=True)
            _write(unfinished, wanted, gather())
            unfinished.replace(self.file)

    def find(self, question: str) -> Found:
        """What there is about this. Whatever is typed is only words."""
        words = asked_words(question)
        if not words:
            return Found((), (), every=True, instead="")
        with closing(self._open()) as index:
            every = _hits(index, match_expression(words, every=True))
            hits = every or _hits(index, match_expression(words, every=False))
            return Found(tuple(words), tuple(hits), bool(every), "" if every else _instead(index, words))

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=ro", uri=True)

    def _stamp(self) -> str | None:
        """What the file says it was made from, or None where there is none that can be read."""
        if not self.file.exists():
            return None
        try:
            with closing(self._open()) as index:
                row = index.execute("SELECT stamp FROM about").fetchone()
        except sqlite3.DatabaseError:
            return None
        return str(row[0]) if row else None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One maker at a time on this machine, whichever process it is in."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _write(file: Path, stamp: str, entries: Iterable[Entry]) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as index:
        index.executescript(TABLES)
        index.execute("BEGIN")
        known: Counter[str] = Counter()
        for entry in entries:
            row = (entry.title, entry.words, entry.kind, entry.thing, entry.thing_title, entry.part, entry.href)
            index.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            known.update(words_of(f"{entry.title} {entry.words}"))
        telling = [(word, times) for word, times in known.items() if len(word) >= SHORTEST_SUGGESTION]
        index.executemany("INSERT INTO vocabulary VALUES (?, ?)", telling)
        index.execute("INSERT INTO about VALUES (?)", (stamp,))
        index.execute("COMMIT")


def _hits(index: sqlite3.Connection, question: str) -> list[Hit]:
    values = {"question": question, "found": FOUND, "end": END, "most": MOST_RESULTS}
    return [
        Hit(kind, thing, thing_title, part, href, tuple(stretches(title)), tuple(stretches(words)))
        for kind, thing, thing_title, part, href, title, words in index.execute(FIND, values)
    ]


def _instead(index: sqlite3.Connection, words: Sequence[str]) -> str:
    """The same words with those that nothing contains put right, or nothing where no word is like them."""
    vocabulary = [word for (word,) in index.execute("SELECT word FROM vocabulary ORDER BY times DESC, word")]
    meant = [word if _is_known(index, word) else nearest_word(word, vocabulary) or word for word in words]
    return " ".join(meant) if meant != list(words) else ""


def _is_known(index: sqlite3.Connection, word: str) -> bool:
    question = match_expression([word], every=True)
    return index.execute("SELECT 1 FROM entry WHERE entry MATCH ? LIMIT 1", (question,)).fetchone() is not None
