"""A text while editors write it: top-level blocks that may still have faults, and what the format says about itself.

Pure. A block keeps its uid while its words change; the uid of a heading is the id that links lead to.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

from sscp_learning.documents.align import align
from sscp_learning.documents.kinds.registry import PLAIN_TEXT
from sscp_learning.documents.lint import problems_of
from sscp_learning.documents.model import Block, Document, Fault
from sscp_learning.documents.parse import parse, parse_piece
from sscp_learning.guidance.rules import Facts, FormatKind, RevisionState, Source, is_for_young_people
from sscp_learning.guidance.stored import DATES, Json
from sscp_learning.platform.errors import RuleBroken

LONGEST_BLOCK = 20_000
LONGEST_TEXT = 200_000
MOST_BLOCKS = 800
TEXTS_KEPT = 32
HEADING = "heading"
RUNS_TOGETHER = "Readers would see this as one with the part above. Merge the two, or write a paragraph between them."


@dataclass(frozen=True)
class WorkingBlock:
    """One top-level block of a text that is being written; its source may be faulty."""

    uid: str
    source: str


@dataclass(frozen=True)
class BlockFault:
    """What must be mended before the text can be sent: in which block, on which of its lines (from 1), in words."""

    uid: str
    line: int
    message: str


@dataclass(frozen=True)
class Read:
    """A working text as a document, as far as it can be read, with everything to mend."""

    document: Document
    faults: tuple[BlockFault, ...]


@dataclass(frozen=True)
class About:
    """What a format says about itself while it is written: nothing is required yet, and a date may be missing.

    The first part is shared by the formats of a publication (see `Facts`), the second is the format's own.
    """

    title: str = ""
    summary: str = ""
    topic: str = ""
    audience: str = ""
    owner: str = ""
    law_as_at: date | None = None
    reviewed: date | None = None
    next_review: date | None = None
    sources: tuple[Source, ...] = ()
    format_audience: str = ""
    format_summary: str = ""
    safe_for_young_people: bool = False
    not_young_because: str = ""

    def to_json(self) -> Json:
        """As the table keeps it."""
        dates = {name: _date_text(getattr(self, name)) for name in DATES}
        return {**asdict(self), **dates, "sources": [asdict(source) for source in self.sources]}

    @classmethod
    def from_json(cls, kept: Json) -> "About":
        """What was kept; what an older row does not tell is empty."""
        known = {name: kept[name] for name in (field.name for field in fields(cls)) if name in kept}
        dates = {name: date.fromisoformat(known[name]) if known.get(name) else None for name in DATES}
        sources = tuple(Source(**source) for source in known.get("sources", ()))
        return cls(**{**known, **dates, "sources": sources})

    def missing(self) -> tuple[tuple[str, str], ...]:
        """What has to be told before the format can be sent: the field, and what to do."""
        return tuple((name, words) for name, words in NEEDED.items() if not getattr(self, name))

    def facts(self) -> Facts:
        """What is frozen with the words (F8). Raises RuleBroken where something is missing."""
        if self.missing():
            raise RuleBroken(*self.missing()[0])
        return self.facts_so_far()

    def facts_so_far(self) -> Facts:
        """The same for a page that shows a draft: a date that is missing stays missing."""
        told: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(Facts)}
        return Facts(**told)

    def is_for_young_people(self, kind: FormatKind) -> bool:
        """True when the rules for young people's texts hold for it (DECISIONS 5)."""
        return is_for_young_people(kind, self.format_audience, self.not_young_because)


NEEDED = {
    "title": "Enter the title",
    "summary": "Enter a summary of one or two sentences",
    "topic": "Choose the topic",
    "audience": "Say who the guidance is for",
    "owner": "Enter the owner, as a role",
    "law_as_at": "Enter the date up to which the law is taken in",
    "reviewed": "Enter the date of the last review",
    "next_review": "Enter the date of the next review",
    "format_audience": "Say who this format is for",
}


@dataclass(frozen=True)
class Writing:
    """The text of one format as an editor finds it: the working text, or what one would begin with.

    Where nobody has begun one, `working_id` is None and the rest is that of the open draft, or else of what readers
    get. `version` is what a form gives back as `seen`. `base_blocks` are those of the revision `based_on`.
    """

    format_id: int
    slug: str
    kind: FormatKind
    publication_title: str
    working_id: int | None
    version: int
    blocks: tuple[WorkingBlock, ...]
    about: About
    based_on: int | None
    base_blocks: tuple[Block, ...]
    saved_at: datetime | None
    saved_by_name: str
    open_state: RevisionState | None

    @property
    def is_begun(self) -> bool:
        """True when somebody has begun a working text."""
        return self.working_id is not None


def read_working(blocks: Sequence[WorkingBlock], before: Sequence[Block] = ()) -> Read:
    """The text as a document: top-level uids as given, those inside carried over from the same blocks in `before`.

    A block with a fault, such as a fence left open, spoils no other. Never raises. The same blocks are read once.
    """
    read = _read(tuple(blocks))
    if not before:
        return read
    old = {block.uid: block for block in before}
    carried = tuple(_with_old_children(block, old.get(block.uid)) for block in read.document.blocks)
    return Read(Document(carried), read.faults)


def write_working(blocks: Sequence[WorkingBlock]) -> str:
    """The text as one piece of Markdown, as a file would hold it."""
    return "\n\n".join(block.source for block in blocks) + "\n" if blocks else ""


def cut(text: str) -> tuple[WorkingBlock, ...]:
    """A text as top-level blocks, each with an id of its own from the text or a new uid."""
    return tuple(WorkingBlock(block.uid, block.source) for block in parse_piece(text).blocks)


def faults_in(source: str) -> tuple[BlockFault, ...]:
    """What is wrong inside a part by itself; what only the whole text shows is left to `read_working`."""
    return tuple(BlockFault("", problem.line, problem.message) for problem in parse_piece(source).problems)


def kind_of(source: str) -> str:
    """The name of the kind of block that this is, as far as it can be told."""
    blocks = parse_piece(source).blocks
    return blocks[0].kind if blocks else PLAIN_TEXT


def settle(
    pieces: Sequence[WorkingBlock], taken: Iterable[str], old: WorkingBlock | None = None
) -> tuple[WorkingBlock, ...]:
    """New pieces of a text with the uids they will have; the first stands for `old`, where one is given.

    A heading gets its id written into its words, so that links to it live on when those change. An id in the text wins,
    unless another block (`taken`) has it: then the fault about it says so.
    """
    used = set(taken)
    settled = []
    for number, piece in enumerate(pieces):
        named = _named(piece, used, old if number == 0 else None)
        used.add(named.uid)
        settled.append(named)
    return tuple(settled)


def check_size(blocks: Sequence[WorkingBlock]) -> None:
    """Raises RuleBroken where a block or the whole text is longer than can be worked with."""
    for block in blocks:
        if len(block.source) > LONGEST_BLOCK:
            told = f"{len(block.source):,} characters; at most {LONGEST_BLOCK:,} fit in one part"
            raise RuleBroken("source", f"This part has {told}. Make several parts of it. Your words are kept below.")
    total = sum(len(block.source) for block in blocks)
    if total > LONGEST_TEXT:
        told = f"{total:,} characters with this; at most {LONGEST_TEXT:,} fit in one format"
        raise RuleBroken("source", f"The whole text would have {told}. Your words are kept below.")
    if len(blocks) > MOST_BLOCKS:
        raise RuleBroken("source", f"The whole text would have {len(blocks):,} parts; at most {MOST_BLOCKS:,} fit.")


def blocks_to_json(blocks: Iterable[WorkingBlock]) -> list[Json]:
    """The blocks as the table keeps them."""
    return [{"uid": block.uid, "source": block.source} for block in blocks]


def blocks_from_json(kept: Iterable[Json]) -> tuple[WorkingBlock, ...]:
    """The blocks that were kept."""
    return tuple(WorkingBlock(item["uid"], item["source"]) for item in kept)


def working_of(blocks: Iterable[Block]) -> tuple[WorkingBlock, ...]:
    """The blocks of a frozen text, to write on from."""
    return tuple(WorkingBlock(block.uid, block.source) for block in blocks)


@lru_cache(maxsize=TEXTS_KEPT)
def _read(blocks: tuple[WorkingBlock, ...]) -> Read:
    """The whole text at once, as readers would get it; piece by piece where that gives other pieces."""
    parsed = parse(write_working(blocks))
    if [block.source for block in parsed.document.blocks] != [block.source for block in blocks]:
        return _read_apart(blocks)
    document = Document(
        tuple(replace(new, uid=old.uid) for new, old in zip(parsed.document.blocks, blocks, strict=True))
    )
    lines = [block.line for block in document.blocks]
    return Read(document, _placed(parsed.faults, blocks, lines))


def _read_apart(blocks: tuple[WorkingBlock, ...]) -> Read:
    """Each piece by itself, so that what is wrong in one stays there."""
    pieces = [parse_piece(block.source) for block in blocks]
    starts = list(accumulate((block.source.count("\n") + 2 for block in blocks), initial=1))[:-1]
    faults = [
        Fault("", start + problem.line - 1, problem.message)
        for start, piece in zip(starts, pieces, strict=True)
        for problem in piece.problems
    ]
    document = Document(
        tuple(
            replace(_moved_down(block, start - 1), uid=own.uid if number == 0 else block.uid)
            for own, start, piece in zip(blocks, starts, pieces, strict=True)
            for number, block in enumerate(piece.blocks)
        )
    )
    faults += [Fault("", problem.line, problem.message) for problem in problems_of(document.blocks)]
    whole = {index for index, piece in enumerate(pieces) if not piece.problems}
    for above, below in pairwise(range(len(blocks))):
        if {above, below} <= whole and not _stand_apart(blocks[above].source, blocks[below].source):
            faults.append(Fault("", starts[below], RUNS_TOGETHER))
    return Read(document, _placed(faults, blocks, starts))


def _moved_down(block: Block, lines: int) -> Block:
    children = tuple(_moved_down(child, lines) for child in block.children)
    return replace(block, line=block.line + lines, children=children)


def _stand_apart(above: str, below: str) -> bool:
    """True when two sources, one below the other, are still read as those two."""
    return [block.source for block in parse_piece(f"{above}\n\n{below}").blocks] == [above, below]


def _placed(faults: Iterable[Fault], blocks: Sequence[WorkingBlock], starts: Sequence[int]) -> tuple[BlockFault, ...]:
    """Each fault with the block it is in and the line counted from that block's first."""
    placed = []
    for fault in sorted(set(faults), key=lambda fault: (fault.line, fault.message)):
        index = max(bisect_right(starts, fault.line) - 1, 0)
        placed.append(BlockFault(blocks[index].uid, fault.line - starts[index] + 1, fault.message))
    return tuple(placed)


def _with_old_children(block: Block, old: Block | None) -> Block:
    if old is None or not block.children:
        return block
    return replace(block, children=align(old.children, block.children).blocks)


def _named(piece: WorkingBlock, used: set[str], old: WorkingBlock | None) -> WorkingBlock:
    """One piece with its uid; a heading's is written into it."""
    blocks = parse_piece(piece.source).blocks
    written = blocks[0].text("id") if blocks else ""
    if written and written not in used:
        return replace(piece, uid=written)
    if written or not blocks or not blocks[0].level or not blocks[0].words:
        return replace(piece, uid=_free(old.uid if old is not None else piece.uid, used))
    was_heading = old is not None and kind_of(old.source) == HEADING
    own = _free(old.uid if old is not None and was_heading else piece.uid, used)
    return WorkingBlock(own, _with_id(piece.source, own))


def _date_text(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _free(uid: str, used: set[str]) -> str:
    number, free = 1, uid
    while free in used:
        number += 1
        free = f"{uid}-{number}"
    return free


def _with_id(heading: str, uid: str) -> str:
    """The first line of a heading with its id, before whatever else its braces say."""
    first, *rest = heading.split("\n")
    braces = re.search(r"\{[^{}]*\}\s*$", first)
    line = f"{first[: braces.start() + 1]}#{uid} {first[braces.start() + 1 :]}" if braces else f"{first} {{#{uid}}}"
    return "\n".join([line, *rest])
