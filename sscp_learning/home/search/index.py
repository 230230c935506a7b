"""The search index: a file of each machine's own, made from what the features publish (DECISIONS 8).

It holds nothing that is not public. Whoever searches and finds that it is older than the database makes a new one,
under a lock, and puts it in place in one step; everybody else goes on reading the old one until then.
"""

import fcntl
import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Final

from sscp_learning.home.search.spelling import can_be_meant, keys_of
from sscp_learning.home.search.words import Dictionary, Phrase, words_of

# Raised whenever the shape of the file changes, so that an old one is made anew.
SHAPE: Final = 3
STEMS: Final = "tokenize = 'porter unicode61 remove_diacritics 2'"


@dataclass(frozen=True)
class Entry:
    """Something that can be found: a section of a format, a page of a module, a term of the glossary, a contact.

    `thing` is what it belongs to (“guidance:neglect-toolkit”), `part` the piece of that (“easy-read”). `place` are
    words that are found as well though they stand elsewhere: the titles above it, and its name in addresses. `names`
    are the questions that it answers by itself (“nrm”). A hit counts more or less by its `weight`. Whom one `can_call`
    is offered by name.
    """

    kind: str
    thing: str
    thing_title: str
    part: str
    part_title: str
    title: str
    words: str
    href: str
    topic: str = ""
    topic_title: str = ""
    young: bool = False
    weight: float = 1.0
    place: str = ""
    names: tuple[str, ...] = ()
    can_call: bool = False


KEPT: Final = tuple(field.name for field in fields(Entry))[:-3]
# `entry` holds the words in the form in which they are looked for, each text followed by the concepts that it has; a
# piece holds them as they are shown. `form` has each word of the library once, so that the index itself says which
# words are forms of one another; `stem` reads that from it.
TABLES: Final = f"""
CREATE VIRTUAL TABLE entry USING fts5(title, words, place, marks, content = '', {STEMS});
CREATE VIRTUAL TABLE form USING fts5(word, pieces UNINDEXED, {STEMS});
CREATE VIRTUAL TABLE stem USING fts5vocab(form, instance);
CREATE TABLE callable (piece INTEGER PRIMARY KEY);
CREATE TABLE concept (name TEXT PRIMARY KEY, pieces INTEGER) WITHOUT ROWID;
CREATE TABLE piece (id INTEGER PRIMARY KEY, {", ".join(KEPT)});
CREATE TABLE spelling (key TEXT, word TEXT, times INTEGER, PRIMARY KEY (key, word)) WITHOUT ROWID;
CREATE TABLE answer (name TEXT PRIMARY KEY, piece INTEGER) WITHOUT ROWID;
CREATE TABLE about (stamp TEXT, pieces INTEGER);
"""
ADD_PIECE: Final = f"INSERT INTO piece VALUES ({', '.join('?' * (len(KEPT) + 1))})"  # noqa: S608  Only question marks.


class Opened(threading.local):
    """The index that a thread has open, what it was made from, and by what the file itself is known."""

    index: sqlite3.Connection | None = None
    stamp: str = ""
    file: tuple[str, int, int] = ("", 0, 0)


_opened = Opened()


class SearchIndex:
    """The index in one folder, opened only for reading. Each thread keeps it open until there is a newer one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "index.sqlite"

    def up_to_date(
        self, stamp: str, gather: Callable[[], Iterable[Entry]], dictionary: Dictionary
    ) -> sqlite3.Connection:
        """The index of this stamp, open for reading. Where there is another one or none, it is made anew first.

        `gather` gives the entries and is called only then.
        """
        wanted = f"{SHAPE}:{stamp}"
        index = self._open(wanted)
        if index is None:
            with self._locked():
                index = self._open(wanted)  # Somebody else may have made it while we waited.
                if index is None:
                    self._make(wanted, gather(), dictionary)
                    index = self._open(wanted)
        if index is None:
            raise OSError("the search index was made and cannot be read")
        return index

    @property
    def edition(self) -> str:
        """By what this thread's open index is told from every other one that ever was."""
        return " ".join(map(str, _opened.file))

    def _open(self, stamp: str) -> sqlite3.Connection | None:
        """The file, if it was made from what this stamp stands for and can be read."""
        try:
            seen = self.file.stat()
        except OSError:
            return None
        file = (str(self.file), seen.st_ino, seen.st_mtime_ns)
        if _opened.file != file:
            self._open_anew()
            _opened.file = file
        return _opened.index if _opened.stamp == stamp else None

    def _open_anew(self) -> None:
        if _opened.index is not None:
            _opened.index.close()
        _opened.index, _opened.stamp = None, ""
        try:
            index = sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=ro", uri=True)
            (_opened.stamp,) = index.execute("SELECT stamp FROM about").fetchone()
        except sqlite3.DatabaseError:
            return
        _opened.index = index

    def _make(self, stamp: str, entries: Iterable[Entry], dictionary: Dictionary) -> None:
        unfinished = self.folder / f"index-{os.getpid()}.part"
        unfinished.unlink(missing_ok=True)
        write(unfinished, stamp, entries, dictionary)
        unfinished.replace(self.file)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One maker at a time on this machine, whichever process it is in."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def write(file: Path, stamp: str, entries: Iterable[Entry], dictionary: Dictionary) -> None:
    """Writes a whole index into a new file."""
    with closing(sqlite3.connect(file, isolation_level=None)) as index:
        # The file is thrown away if the machine stops half-way, so nothing needs to be safe on the disk before the end.
        index.execute("PRAGMA journal_mode = OFF")
        index.execute("PRAGMA synchronous = OFF")
        index.executescript(TABLES)
        index.execute("BEGIN")
        spoken = [(entry, [words_of(text) for text in (entry.title, entry.words, entry.place)]) for entry in entries]
        pieces = Counter(word for _, texts in spoken for word in {word for words in texts for word in words})
        pieces.update(dict.fromkeys(dictionary.words, 0))
        index.executemany("INSERT INTO form VALUES (?, ?)", pieces.items())
        meanings = Meanings(_stems(index), dictionary)
        concepts: Counter[str] = Counter()
        for number, (entry, texts) in enumerate(spoken, start=1):
            concepts.update(_add(index, number, entry, texts, meanings))
        index.executemany("INSERT INTO concept VALUES (?, ?)", concepts.items())
        _add_spelling(index, pieces)
        index.execute("INSERT INTO about VALUES (?, ?)", (stamp, len(spoken)))
        index.execute("COMMIT")


def _stems(index: sqlite3.Connection) -> dict[str, str]:
    """The stem of every word, as the index makes it."""
    return dict(index.execute("SELECT form.word, stem.term FROM stem JOIN form ON form.rowid = stem.doc"))


class Meanings:
    """Finds the concepts of a text, whatever forms its words have."""

    def __init__(self, stems: Mapping[str, str], dictionary: Dictionary) -> None:
        self.stems = stems
        self.by_first: dict[str, list[tuple[Phrase, frozenset[str]]]] = {}
        for phrase, concepts in dictionary.meanings.items():
            stemmed = self._stemmed(phrase)
            self.by_first.setdefault(stemmed[0], []).append((stemmed, concepts))

    def of(self, words: Sequence[str]) -> set[str]:
        """The concepts for which one of the phrases stands in the text."""
        stemmed = self._stemmed(words)
        found: set[str] = set()
        for place, stem in enumerate(stemmed):
            for phrase, concepts in self.by_first.get(stem, ()):
                if stemmed[place : place + len(phrase)] == phrase:
                    found |= concepts
        return found

    def _stemmed(self, words: Sequence[str]) -> Phrase:
        return tuple(self.stems.get(word, word) for word in words)


def _add(
    index: sqlite3.Connection, number: int, entry: Entry, texts: Sequence[Sequence[str]], meanings: Meanings
) -> set[str]:
    """Adds one entry and returns the concepts it has."""
    index.execute(ADD_PIECE, (number, *astuple(entry)[: len(KEPT)]))
    found = [sorted(meanings.of(words)) for words in texts]
    row = [" ".join((*words, *concepts)) for words, concepts in zip(texts, found, strict=True)]
    index.execute(
        "INSERT INTO entry (rowid, title, words, place, marks) VALUES (?, ?, ?, ?, ?)",
        (number, *row, " ".join(marks_of(entry))),
    )
    names = [(" ".join(words_of(name)), number) for name in entry.names]
    index.executemany("INSERT OR IGNORE INTO answer VALUES (?, ?)", names)
    index.executemany("INSERT INTO callable VALUES (?)", [(number,)] * entry.can_call)
    return {concept for concepts in found for concept in concepts}


def _add_spelling(index: sqlite3.Connection, times: Mapping[str, int]) -> None:
    rows = [(key, word, times[word]) for word in times if can_be_meant(word) for key in keys_of(word)]
    index.executemany("INSERT INTO spelling VALUES (?, ?, ?)", sorted(rows))


def marks_of(entry: Entry) -> list[str]:
    """What an entry can be picked out by, as words of the index that nobody's question is ever looked for among."""
    return [mark(name, str(getattr(entry, name))) for name in ("kind", "part", "topic", "young", "thing")]


def mark(name: str, value: str) -> str:
    """One such word."""
    return name + "".join(letter for letter in value.casefold() if letter.isalnum())
