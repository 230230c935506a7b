"""A working text on the editor's page: each block as readers see it, or as its source where something must be mended.

What was rendered of a block is kept as long as its words stay, so that a page of 150 blocks is put together quickly.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sscp_learning.documents.checks import HouseWords
from sscp_learning.documents.html import render_block
from sscp_learning.documents.model import SECTION_LEVEL, Block
from sscp_learning.documents.parse import parse_piece
from sscp_learning.documents.sanitise import trusted
from sscp_learning.guidance.inspecting import Findings, Found, inspect
from sscp_learning.guidance.prepare import CONTEXT
from sscp_learning.guidance.queries.ticks import TickRow
from sscp_learning.guidance.shelf import Shelf
from sscp_learning.guidance.working import BlockFault, WorkingBlock, Writing, read_working
from sscp_learning.topics.cards import fill_contacts
from sscp_learning.topics.models import Contact

MOST_BLOCKS_KEPT = 4_000
MOST_TEXTS_KEPT = 32
MOST_WORDS_OF_A_NAME = 8

_rendered: Shelf[str] = Shelf(MOST_BLOCKS_KEPT)
_shown: Shelf[tuple[HouseWords, "Shown"]] = Shelf(MOST_TEXTS_KEPT)


@dataclass(frozen=True)
class BlockLine:
    """One block on the page: `name` says in a few words which, `html` is "" where only its source can be shown."""

    uid: str
    name: str
    kind: str
    level: int
    html: Markup
    source: str
    faults: tuple[BlockFault, ...]
    findings: tuple[Found, ...]


@dataclass(frozen=True)
class Shown:
    """The whole text on the page, its contents list, and what was found in it as a whole."""

    lines: tuple[BlockLine, ...]
    sections: tuple[tuple[str, str], ...]
    faults: tuple[BlockFault, ...]
    findings: Findings
    about_all: tuple[Found, ...]


@dataclass(frozen=True)
class ReadWith:
    """What a text is read with: the words of the house, what was ticked, and whom one can call."""

    house: HouseWords
    ticks: tuple[TickRow, ...]
    contacts: Callable[[], Mapping[str, Contact]]
    contacts_generation: int


def show(writing: Writing, read_with: ReadWith) -> Shown:
    """Everything that the writing page shows of a text. The last texts are kept, since a page is asked for often."""
    young = writing.about.is_for_young_people(writing.kind)
    # The words of the house stay in memory with what was made by them, so that their place in memory names them.
    key = (writing.blocks, writing.kind, young, id(read_with.house), read_with.ticks, read_with.contacts_generation)
    _, shown = _shown.get(key, lambda: (read_with.house, _make(writing, read_with)))
    return shown


def _make(writing: Writing, read_with: ReadWith) -> Shown:
    read, findings = read_working(writing.blocks), find(writing, read_with)
    blocks = {block.uid: block for block in read.document.blocks}
    faults: dict[str, list[BlockFault]] = {}
    for fault in read.faults:
        faults.setdefault(fault.uid, []).append(fault)
    found: dict[str, list[Found]] = {}
    for one in (*findings.faults, *findings.warnings):
        found.setdefault(one.uid, []).append(one)
    contacts = read_with.contacts()
    lines = tuple(
        _line(own, blocks.get(own.uid), contacts, faults.get(own.uid, ()), found.get(own.uid, ()))
        for own in writing.blocks
    )
    sections = tuple((line.name, line.uid) for line in lines if line.level == SECTION_LEVEL)
    return Shown(lines, sections, read.faults, findings, tuple(found.get("", ())))


def find(writing: Writing, read_with: ReadWith) -> Findings:
    """What the checks find in the text as it stands."""
    return inspect(
        read_working(writing.blocks).document,
        writing.kind,
        for_young_people=writing.about.is_for_young_people(writing.kind),
        house=read_with.house,
        ticks={tick.mark: tick for tick in read_with.ticks},
    )


def preview(source: str, contacts: Mapping[str, Contact]) -> Markup:
    """What is typed into a form, as readers would see it."""
    blocks = parse_piece(source).blocks
    return trusted("".join(fill_contacts(render_block(block, CONTEXT), contacts) for block in blocks))


def name_of(source: str) -> str:
    """A few words by which somebody knows which block is meant."""
    blocks = parse_piece(source).blocks
    return _name(blocks[0] if blocks else None, source)


def _name(block: Block | None, source: str) -> str:
    words = (block.words if block is not None else source).split()
    short = " ".join(words[:MOST_WORDS_OF_A_NAME])
    if not short:
        return block.kind.replace("-", " ") if block is not None else "part"
    return f"{short} …" if len(words) > MOST_WORDS_OF_A_NAME else short


def _line(
    own: WorkingBlock,
    block: Block | None,
    contacts: Mapping[str, Contact],
    faults: Sequence[BlockFault],
    findings: Sequence[Found],
) -> BlockLine:
    html = trusted("") if faults or block is None else trusted(fill_contacts(_html(block), contacts))
    return BlockLine(
        own.uid,
        _name(block, own.source),
        block.kind if block is not None else "text",
        block.level if block is not None else 0,
        html,
        own.source,
        tuple(faults),
        tuple(findings),
    )


def _html(block: Block) -> str:
    return _rendered.get((block.uid, block.source), lambda: render_block(block, CONTEXT))
