"""Making one block of two and two of one, on their Markdown. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sscp_learning.documents.kinds.registry import kind_named
from sscp_learning.documents.model import Block
from sscp_learning.documents.parse import parse_piece
from sscp_learning.platform.errors import RuleBroken

NOT_ONE = (
    "These two parts cannot become one: a {above} and a {below} stay two parts. Copy the words into one of them "
    "instead, and remove the other."
)
SENTENCE_START = re.compile(r"(?<=[.!?])[”\"’')\]*_]*\s+(?=\S)")
ITEM_START = re.compile(r"^(?:[-*+]|\d{1,9}[.)])[ \t]", re.MULTILINE)
NOTE_START = re.compile(r"^\[\^", re.MULTILINE)
OWN_ID = re.compile(r"\s*#[^\s=\"{}]+")
COLONS = re.compile(r"^\s*(:{3,})", re.MULTILINE)
LONGEST_HINT = 80
ONE_BY_ONE = {"list": ITEM_START, "notes": NOTE_START, "text": SENTENCE_START}
NEVER_JOINED = frozenset({"table", "heading"})


@dataclass(frozen=True)
class Place:
    """Where a block can be split: the position in its source, and the words with which the second part begins."""

    at: int
    words: str


def joined(above: str, below: str) -> str:
    """One block made of two: their words follow each other, or one goes inside the other.

    Raises RuleBroken, with what to do instead, where that cannot be.
    """
    first, second = _block(above), _block(below)
    if first is not None and second is not None and not {first.kind, second.kind} & NEVER_JOINED:
        for text in _candidates(above, first, below, second):
            if _is_one(text):
                return text
    words = NOT_ONE.format(above=first.kind if first else "part", below=second.kind if second else "part")
    raise RuleBroken("uid", words.replace("-", " "))


def places(source: str) -> list[Place]:
    """Where the block can be split, in order; empty where it cannot."""
    block = _block(source)
    if block is None:
        return []
    return [Place(at, _hint(source[at:])) for at in sorted(set(_places(block, source))) if 0 < at < len(source)]


def halves(source: str, at: int) -> tuple[str, str]:
    """The block as two, the second of which begins at this position. Both are of its kind.

    Raises RuleBroken when it cannot be split there.
    """
    if at not in {place.at for place in places(source)}:
        raise RuleBroken("at", "Choose the words with which the second part begins.")
    fence = _fence(source)
    if fence is None:
        return source[:at].rstrip(), source[at:].lstrip("\n")
    opening, body, closing = fence
    start = len(opening) + 1
    again = OWN_ID.sub("", opening.split("\n")[-1])
    return (
        f"{opening}\n{body[: at - start].rstrip()}\n{closing}",
        f"{again}\n{body[at - start :].strip()}\n{closing}",
    )


def _candidates(above: str, first: Block, below: str, second: Block) -> Iterator[str]:
    if kind_named(first.kind).holds:
        yield _inside(above, "", below)
    elif kind_named(second.kind).holds:
        yield _inside(below, above, "")
    else:
        yield f"{above}\n{below}"


def _inside(source: str, before: str, after: str) -> str:
    """The fenced block with more words inside, and enough colons round them."""
    opening, body, closing = _fence(source) or (source, "", "")
    most = max((len(colons) for colons in COLONS.findall(f"{before}\n{body}\n{after}")), default=2)
    colons = ":" * max(most + 1, len(closing.strip()))
    words = "\n\n".join(part for part in (before, body.strip("\n"), after) if part.strip())
    return f"{COLONS.sub(colons, opening)}\n{words}\n{colons}"


def _is_one(source: str) -> bool:
    piece = parse_piece(source)
    return len(piece.blocks) == 1 and piece.blocks[0].source == source and not piece.problems


def _block(source: str) -> Block | None:
    """The one block that a source is; None for a source with a fault."""
    piece = parse_piece(source)
    return piece.blocks[0] if len(piece.blocks) == 1 and not piece.problems else None


def _fence(source: str) -> tuple[str, str, str] | None:
    """The opening line of a fenced block with what stands above it, its body and its closing line."""
    lines = source.split("\n")
    start = next((index for index, line in enumerate(lines) if COLONS.match(line)), None)
    if start is None or start > 1 or start == len(lines) - 1:
        return None
    return "\n".join(lines[: start + 1]), "\n".join(lines[start + 1 : -1]), lines[-1]


def _places(block: Block, source: str) -> Iterator[int]:
    """Positions in the source; those of a fenced block are between and inside the blocks that it holds."""
    if block.kind in ONE_BY_ONE:
        found = ONE_BY_ONE[block.kind].finditer(source)
        yield from (each.end() if block.kind == "text" else each.start() for each in found)
        return
    fence = _fence(source) if kind_named(block.kind).holds else None
    if fence is None:
        return
    start = len(fence[0]) + 1
    at = start
    for number, child in enumerate(block.children):
        at = source.find(child.source, at)
        if at < 0:
            return
        if number:
            yield at
        if child.kind in ONE_BY_ONE:
            yield from (at + place for place in _places(child, child.source))
        at += len(child.source)


def _hint(words: str) -> str:
    line = words.strip().split("\n")[0]
    return line if len(line) <= LONGEST_HINT else f"{line[:LONGEST_HINT].rstrip()} …"
