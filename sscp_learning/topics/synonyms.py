"""Words that mean the same to somebody who searches: what content/synonyms.toml says. Pure.

It is read for search by home, and checked with the rest of content/ by content_files.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

FILE: Final = "synonyms.toml"
Phrases: TypeAlias = tuple[str, ...]
# What a table of each kind must hold, and how many of it at least.
SHAPES: Final[Mapping[str, Mapping[str, int]]] = {
    "same": {"words": 2},
    "wider": {"words": 1, "also": 1},
    "call": {"words": 1, "contacts": 1},
}


@dataclass(frozen=True)
class Wider:
    """Who looks for one of `words` is also shown parts with one of `also`, and not the other way round."""

    words: Phrases
    also: Phrases


@dataclass(frozen=True)
class Call:
    """Who types one of `words` is shown these contacts before anything else. They are keys of partnership.toml."""

    words: Phrases
    contacts: Phrases


@dataclass(frozen=True)
class Synonyms:
    """Everything the file says. Each group of `same` holds words that all mean the same, both ways."""

    same: tuple[Phrases, ...] = ()
    wider: tuple[Wider, ...] = ()
    call: tuple[Call, ...] = ()


@dataclass(frozen=True)
class ReadSynonyms:
    """What could be understood, and a sentence for each thing that could not."""

    synonyms: Synonyms
    faults: tuple[str, ...]


def read_synonyms(text: str) -> ReadSynonyms:
    """What the file says. Never raises: what is wrong is told and left out, so that search goes on."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return ReadSynonyms(Synonyms(), (f"This is not TOML: {error}.",))
    faults = [f"“{name}” is not known; expected [[{']] or [['.join(SHAPES)}]]." for name in told if name not in SHAPES]
    sound: dict[str, list[dict[str, Phrases]]] = {}
    for kind, shape in SHAPES.items():
        sound[kind] = []
        for number, row in enumerate(_rows(told.get(kind, [])), start=1):
            wrong = list(_wrong(row, shape))
            faults += [f"[[{kind}]] number {number}: {words}" for words in wrong]
            if not wrong:
                sound[kind].append({name: tuple(row[name]) for name in shape})
    synonyms = Synonyms(
        same=tuple(row["words"] for row in sound["same"]),
        wider=tuple(Wider(**row) for row in sound["wider"]),
        call=tuple(Call(**row) for row in sound["call"]),
    )
    return ReadSynonyms(synonyms, tuple(faults))


def _rows(value: Any) -> list[Any]:  # noqa: ANN401  TOML holds anything.
    return value if isinstance(value, list) else [value]


def _wrong(row: Any, shape: Mapping[str, int]) -> Iterator[str]:  # noqa: ANN401  TOML holds anything.
    if not isinstance(row, dict):
        yield f"expected a table with {' and '.join(shape)}."
        return
    for name, least in shape.items():
        value = row.get(name)
        if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
            yield f'{name} must be a list of words, such as {name} = ["one", "two"].'
        elif len(value) < least:
            yield f"{name} needs at least {least} entries."
    yield from (f"“{name}” is not known; expected {' and '.join(shape)}." for name in row if name not in shape)
