"""The house's word lists as the editor's pages need them: from the files in `content/words/` and the stored glossary.

The files are read again only when one of them has changed, so that an edited list holds from the next page on.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from sscp_learning.documents.model import Fault
from sscp_learning.documents.proofreading.house_words import HouseWords, Term, banned_in, read_house_words
from sscp_learning.topics.queries import list_glossary

FOLDER = "words"
GLOSSARY = "glossary.toml"
Stamp: TypeAlias = tuple[Path, int, int]
Meaning: TypeAlias = tuple[str, str, str]


def house_words(session: Session, content: Path) -> HouseWords:
    """Every list of a content folder, with the glossary that is stored. A list that cannot be read is empty."""
    meanings = tuple((row.key, row.term, row.meaning) for row in list_glossary(session))
    return _assembled(_stamps(content), meanings)


def read_word_files(content: Path) -> tuple[HouseWords, tuple[Fault, ...]]:
    """The lists in the files of a content folder, without key terms, and what is to be mended in them."""
    return read_house_words({path.name: _text(path) for path in _files(content)})


@lru_cache(maxsize=4)
def _assembled(stamps: tuple[Stamp, ...], meanings: tuple[Meaning, ...]) -> HouseWords:
    files = {path.name: _text(path) for path, _, _ in stamps}
    banned = _banned(files.pop(GLOSSARY, ""))
    words, _ = read_house_words(files)
    terms = tuple(Term(term, meaning, banned.get(key, ())) for key, term, meaning in meanings)
    return HouseWords(words.hard, words.swaps, words.idioms, words.initials, words.feelings, terms)


def _files(content: Path) -> list[Path]:
    return sorted((content / FOLDER).glob("*.txt"))


def _stamps(content: Path) -> tuple[Stamp, ...]:
    """Every file the lists come from, with what changes when it is edited."""
    told = ((path, path.stat()) for path in [*_files(content), content / GLOSSARY] if path.is_file())
    return tuple((path, about.st_mtime_ns, about.st_size) for path, about in told)


def _text(path: Path) -> str:
    """The words of a file; one that is being replaced at this moment is empty until the next page."""
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""


def _banned(glossary: str) -> Mapping[str, tuple[str, ...]]:
    """The other words for each key term that are not used; none while the file cannot be read."""
    try:
        rows: dict[str, Any] = tomllib.loads(glossary)
    except tomllib.TOMLDecodeError:
        return {}
    return {key: banned_in(row) for key, row in rows.items() if isinstance(row, Mapping)}
