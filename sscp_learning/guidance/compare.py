"""Two revisions side by side, block by block: what is the same, changed, moved, new or gone. Pure.

Blocks are matched by their uids and by nothing else: a uid lives on while the words of its block change, so nothing is
guessed. Inside a changed block every sign counts, since a second person must see what a “typing mistake” was.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import TypeAlias

from sscp_learning.documents.kinds.registry import kind_named
from sscp_learning.documents.model import Block

END = "\n"
TOKEN = re.compile(r"(?:\w+(?:[’'-]\w+)*|[^\w\s]|_)\s*")
MOST_TOKENS = 4_000
TOO_DIFFERENT = 0.35
"""Below this, words found in both are there by chance: the old and the new are easier to read whole."""


class Became(StrEnum):
    """What became of a block from one revision to the other."""

    SAME = "same"
    CHANGED = "changed"
    SET_OUT = "set-out"  # The words are the same; a link, a picture, a kind of box or the like is not.
    NEW = "new"
    GONE = "gone"


class Mark(StrEnum):
    """Whether words stand in both texts, or were taken out, or put in."""

    BOTH = "both"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Piece:
    """Some words of a line, and whether they stand in both texts."""

    words: str
    mark: Mark


Line: TypeAlias = tuple[Piece, ...]
Lines: TypeAlias = tuple[Line, ...]


@dataclass(frozen=True)
class Part:
    """One block in either text or both. `section` is the heading that it stands under now, or stood under last."""

    uid: str
    kind: str
    section: str
    became: Became
    moved: bool
    before: Lines = ()
    after: Lines = ()
    together: Lines = ()

    @property
    def is_unchanged(self) -> bool:
        """True for what nobody need look at."""
        return self.became is Became.SAME and not self.moved


@dataclass(frozen=True)
class Comparison:
    """Every part of two texts in the order of the newer one; what is gone stands where it stood."""

    parts: tuple[Part, ...]

    @property
    def groups(self) -> list[tuple[bool, list[Part]]]:
        """The parts in runs, each unchanged as a whole or not, so that unchanged ones can be folded away."""
        return [(same, list(run)) for same, run in groupby(self.parts, key=lambda part: part.is_unchanged)]

    @property
    def changed(self) -> int:
        """How many parts are not the same, or not in the same place."""
        return sum(not part.is_unchanged for part in self.parts)

    @property
    def moved(self) -> int:
        """How many parts stand in another place."""
        return sum(part.moved for part in self.parts)

    def count(self, became: Became) -> int:
        """How many parts became this."""
        return sum(part.became == became for part in self.parts)


def compare(old: Sequence[Block], new: Sequence[Block]) -> Comparison:
    """Every block of both texts."""
    were = {block.uid: block for block in old}
    stay = _stayed(old, new)
    gone = _gone_after(old, {block.uid for block in new}, stay)
    sections = _sections(old) | _sections(new)
    parts = [_gone(block, sections) for block in gone.get("", ())]
    for block in new:
        parts.append(_part(were.get(block.uid), block, sections, moved=block.uid in were and block.uid not in stay))
        parts += [_gone(left, sections) for left in gone.get(block.uid, ())]
    return Comparison(tuple(parts))


def words_out_and_in(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Each place where words differ: what was taken out and what was put in, with a word before and after."""
    for part in comparison.parts:
        for line in part.together:
            yield from _places(line)


def _places(line: Line) -> Iterator[tuple[str, str]]:
    for differs, run in groupby(line, key=lambda piece: piece.mark is not Mark.BOTH):
        pieces = list(run)
        if differs:
            yield tuple(  # type: ignore[misc]  # Two marks give a pair.
                "".join(piece.words for piece in pieces if piece.mark is mark).strip() for mark in (Mark.OUT, Mark.IN)
            )


def lines_of(block: Block) -> list[str]:
    """What a reader reads in a block, a line for each paragraph, item or cell; its Markdown where it has no words."""
    said = [passage for inner in block.walk() for passage in kind_named(inner.kind).passages(inner) if passage.strip()]
    return said or block.source.split("\n")


def diff_lines(before: Sequence[str], after: Sequence[str]) -> tuple[Lines, Lines, Lines]:
    """Both texts with what differs marked, and the two in one with what was taken out before what was put in."""
    old, new = _tokens(before), _tokens(after)
    was: list[tuple[str, Mark]] = []
    now: list[tuple[str, Mark]] = []
    together: list[tuple[str, Mark]] = []
    for how, old_from, old_to, new_from, new_to in _codes(old, new):
        same = how == "equal"
        out = [(token, Mark.BOTH if same else Mark.OUT) for token in old[old_from:old_to]]
        put_in = [(token, Mark.BOTH if same else Mark.IN) for token in new[new_from:new_to]]
        was += out
        now += put_in
        together += out if same else [*out, *put_in]
    return _lines(was), _lines(now), _lines(together)


def _part(was: Block | None, block: Block, sections: Mapping[str, str], *, moved: bool) -> Part:
    section = sections.get(block.uid, "")
    if was is None:
        words = _whole(block, Mark.IN)
        return Part(block.uid, block.kind, section, Became.NEW, moved=False, after=words, together=words)
    if was.source == block.source and was.kind == block.kind:
        words = _whole(block, Mark.BOTH)
        return Part(block.uid, block.kind, section, Became.SAME, moved, words, words, words)
    lines = lines_of(was), lines_of(block)
    became = Became.CHANGED if lines[0] != lines[1] else Became.SET_OUT
    if became is Became.SET_OUT:
        lines = was.source.split("\n"), block.source.split("\n")
    return Part(block.uid, block.kind, section, became, moved, *diff_lines(*lines))


def _gone(block: Block, sections: Mapping[str, str]) -> Part:
    words = _whole(block, Mark.OUT)
    section = sections.get(block.uid, "")
    return Part(block.uid, block.kind, section, Became.GONE, moved=False, before=words, together=words)


def _whole(block: Block, mark: Mark) -> Lines:
    return tuple((Piece(words, mark),) for words in lines_of(block))


def _sections(blocks: Iterable[Block]) -> dict[str, str]:
    """The heading that each block stands under."""
    found, heading = {}, ""
    for block in blocks:
        heading = block.words if block.level else heading
        found[block.uid] = "" if block.level else heading
    return found


def _stayed(old: Sequence[Block], new: Sequence[Block]) -> frozenset[str]:
    """The uids that kept their order: the longest run of them that does, so that as few as can be count as moved."""
    places = {block.uid: place for place, block in enumerate(old)}
    common = [block.uid for block in new if block.uid in places]
    ends: list[int] = []
    tails: list[str] = []
    before: dict[str, str | None] = {}
    for uid in common:
        at = bisect_left(ends, places[uid])
        before[uid] = tails[at - 1] if at else None
        ends[at:], tails[at:] = [places[uid], *ends[at + 1 :]], [uid, *tails[at + 1 :]]
    kept: set[str] = set()
    last = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return frozenset(kept)


def _gone_after(old: Sequence[Block], there: set[str], stay: frozenset[str]) -> dict[str, list[Block]]:
    """The blocks that are gone, by the block that stood before them and kept its place; "" for the beginning."""
    gone: dict[str, list[Block]] = {}
    last = ""
    for block in old:
        if block.uid not in there:
            gone.setdefault(last, []).append(block)
        elif block.uid in stay:
            last = block.uid
    return gone


def _tokens(lines: Sequence[str]) -> list[str]:
    return [token for line in lines for token in (*TOKEN.findall(line.strip()), END)]


def _codes(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    whole = [("replace", 0, len(old), 0, len(new))]
    if max(len(old), len(new)) > MOST_TOKENS:
        return whole
    matcher = SequenceMatcher(None, [_plain(token) for token in old], [_plain(token) for token in new], autojunk=False)
    return matcher.get_opcodes() if matcher.ratio() >= TOO_DIFFERENT else whole


def _plain(token: str) -> str:
    return token if token == END else token.rstrip()


def _lines(steps: Iterable[tuple[str, Mark]]) -> Lines:
    lines: list[list[Piece]] = [[]]
    for words, mark in steps:
        if words == END:
            lines.append([])
        elif lines[-1] and lines[-1][-1].mark is mark:
            lines[-1][-1] = Piece(lines[-1][-1].words + words, mark)
        else:
            lines[-1].append(Piece(words, mark))
    return tuple(tuple(line) for line in lines if line)
