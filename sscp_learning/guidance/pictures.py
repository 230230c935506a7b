"""The library of pictures: finding one by a word, and writing one into a part of a text. Pure but for reading the list.

`content/pictures/pictures.toml` says for each picture what it shows and by which words it is found.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from sscp_learning.documents.kinds.registry import kind_named
from sscp_learning.documents.model import Block
from sscp_learning.documents.words import list_words, tidy
from sscp_learning.platform.errors import RuleBroken

LIST = "pictures.toml"
PICTURE, ROW = "picture", "picture-row"
LITTLE = """
a an and are as at be but by can do does for from get go has have how i if in is it its me my not of on or our she so
that the their them they this to was we what when who will with you your
"""
MEANS_LITTLE = frozenset(LITTLE.split())
# An ending that makes the same word of another: “worried” is found by “worry”, “friends” by “friend”.
# The number is how short what is left may be: “care” must not become “car”.
ENDINGS = (
    ("ies", "y", 2),
    ("ied", "y", 2),
    ("ing", "", 3),
    ("ed", "", 3),
    ("es", "", 3),
    ("s", "", 3),
    ("y", "", 4),
    ("e", "", 4),
)
SHORTEST = 3
NAME, TITLE, SHOWS, TAG = 4, 3, 1, 2  # How much a word found there counts for.


@dataclass(frozen=True)
class Picture:
    """One picture: its name is that of the file, `alt` says what it shows, `tags` are words it is found by."""

    name: str
    title: str
    alt: str
    tags: tuple[str, ...]


class Where(StrEnum):
    """Where a chosen picture goes."""

    HERE = "here"  # Into the part itself, which has a picture already.
    BESIDE = "beside"  # Beside the words of the part, which becomes a row.
    ROW_AFTER = "row-after"  # Into a new row after the part, with words of its own.
    AFTER = "after"  # By itself, after the part.


@cache
def read_library(folder: Path) -> tuple[Picture, ...]:
    """Every picture, in the order of their titles. The list is part of the installed content, so it is read once."""
    told = tomllib.loads((folder / LIST).read_text("utf-8"))
    found = (Picture(name, one["title"], one["alt"], tuple(one["tags"])) for name, one in told.items())
    return tuple(sorted(found, key=lambda picture: picture.title.casefold()))


def find_pictures(library: Sequence[Picture], words: str) -> list[Picture]:
    """The pictures that fit these words, those that fit most of them first."""
    wanted = {stem(word) for word in list_words(words.casefold()) if word not in MEANS_LITTLE}
    scores = {picture: _score(picture, wanted) for picture in library}
    return sorted((picture for picture in library if scores[picture]), key=lambda picture: -scores[picture])


def stem(word: str) -> str:
    """A word without the ending that grammar puts to it, as far as that can be told by its letters."""
    for ending, instead, shortest in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return stem(word[: -len(ending)] + instead) if instead else _single(word[: -len(ending)])
    return word


def _single(word: str) -> str:
    """“stopped” is “stop”."""
    return word[:-1] if len(word) > SHORTEST and word[-1] == word[-2] else word


def _score(picture: Picture, wanted: set[str]) -> int:
    places = (
        (NAME, picture.name.split("-")),
        (TITLE, list_words(picture.title.casefold())),
        (TAG, picture.tags),
        (SHOWS, list_words(picture.alt.casefold())),
    )
    worth: dict[str, int] = {}
    for points, words in places:
        for word in {stem(word) for word in words} & wanted:
            worth[word] = max(worth.get(word, 0), points)
    return sum(worth.values())


def ways(block: Block | None) -> tuple[Where, ...]:
    """Where a picture may go, for a part of this kind; for no part, at the beginning of the text."""
    if block is None:
        return (Where.ROW_AFTER, Where.AFTER)
    if block.kind in {PICTURE, ROW}:
        return (Where.HERE, Where.ROW_AFTER, Where.AFTER)
    if block.kind in {"text", "list"}:
        return (Where.BESIDE, Where.ROW_AFTER, Where.AFTER)
    return (Where.ROW_AFTER, Where.AFTER)


def with_picture(block: Block, name: str, alt: str) -> str:
    """The source of a picture or a row with another picture; its words and its id stay."""
    kept = [_written(key, value) for key, value in block.attrs.items() if key not in {"picture", "alt", "decorative"}]
    lines = block.source.split("\n")
    start = next(index for index, line in enumerate(lines) if line.lstrip().startswith(":::"))
    colons = re.match(r"\s*:+", lines[start])
    fence = f"{colons[0].strip() if colons else ':::'} {kind_named(block.kind).fence} {name}"
    return "\n".join([f"{fence} {{{' '.join([*kept, _decision(alt)])}}}", *lines[start + 1 :]])


def new_picture(name: str, alt: str) -> str:
    """The source of a picture by itself."""
    return f"::: {PICTURE} {name} {{{_decision(alt)}}}\n:::"


def new_row(name: str, alt: str, words: str) -> str:
    """The source of a row: the picture, and these words (Markdown) beside it. Raises RuleBroken where they are none."""
    if not words.strip():
        raise RuleBroken("words", "Write the words that stand beside the picture.")
    colons = ":" * max(3, *(len(found) + 1 for found in re.findall(r"^\s*(:{3,})", words, re.MULTILINE)), 0)
    return f"{colons} {ROW} {name} {{{_decision(alt)}}}\n{words.strip()}\n{colons}"


def check_known(library: Iterable[Picture], name: str) -> Picture:
    """The picture of this name. Raises RuleBroken when the library has none."""
    found = next((picture for picture in library if picture.name == name), None)
    if found is None:
        raise RuleBroken("", "Choose one of the pictures of the library.")
    return found


def _decision(alt: str) -> str:
    """What is said to those who cannot see the picture: its words, or that the text says it already."""
    words = tidy(alt).replace('"', "’")
    return f'alt="{words}"' if words else "decorative"


def _written(key: str, value: str | bool) -> str:  # noqa: FBT001  As attributes are: words, or True for a flag.
    if key == "id":
        return f"#{value}"
    return key if value is True else f'{key}="{value}"'
