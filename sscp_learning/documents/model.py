"""What a parsed document is: blocks in order, the sections they form, the faults found (design, section 4)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from sscp_learning.documents.words import fingerprint

SECTION_LEVEL = 2
Attribute: TypeAlias = str | bool
Attributes: TypeAlias = Mapping[str, Attribute]


@dataclass(frozen=True)
class Fault:
    """Something the author must mend: where it is, and in plain words what was expected there."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Return one line for a terminal: file, line, message."""
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Problem:
    """A fault as a kind sees it: the line is counted from the first line of its block, which is 0."""

    line: int
    message: str


@dataclass(frozen=True)
class Block:
    """One part of a document.

    `uid` never changes while the block lives. `source` is its Markdown, `words` what a reader reads, `level` the level
    of a heading (0 for everything else) and `line` where it starts in the file. Two blocks are equal wherever they
    stand, so `line` is left out of the comparison.
    """

    uid: str
    kind: str
    source: str
    words: str
    fingerprint: str
    attrs: Attributes = field(default_factory=dict)
    level: int = 0
    children: tuple["Block", ...] = ()
    line: int = field(default=1, compare=False)

    def text(self, name: str) -> str:
        """Return the attribute `name` as words; "" when it is missing or only a flag."""
        value = self.attrs.get(name, "")
        return value if isinstance(value, str) else ""

    def flag(self, name: str) -> bool:
        """Return whether the attribute `name` is given at all."""
        return name in self.attrs

    def walk(self) -> Iterator["Block"]:
        """Yield this block, then every block inside it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it, deeper headings included, up to the next heading of its level or above."""

    id: str
    title: str
    level: int
    follows: tuple[str, ...]
    blocks: tuple[Block, ...]

    @cached_property
    def words(self) -> str:
        """Return the words of the whole section, its heading first."""
        return " ".join(block.words for block in self.blocks if block.words)

    @cached_property
    def fingerprint(self) -> str:
        """Return the fingerprint that followers of this section remember (rule F4)."""
        return fingerprint(self.words)


@dataclass(frozen=True)
class Document:
    """The blocks of one text, in order."""

    blocks: tuple[Block, ...] = ()

    def walk(self) -> Iterator[Block]:
        """Yield every block, those inside others too, in reading order."""
        for block in self.blocks:
            yield from block.walk()

    @property
    def title(self) -> str:
        """Return the words of the `#` heading, or "" when there is none (a guidance format has none)."""
        return next((block.words for block in self.blocks if block.level == 1), "")

    @property
    def words(self) -> str:
        """Return every word of the document."""
        return " ".join(block.words for block in self.blocks if block.words)

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return the `##` sections, each with its sub-sections inside."""
        return tuple(section for section in self.all_sections if section.level == SECTION_LEVEL)

    @cached_property
    def all_sections(self) -> tuple[Section, ...]:
        """Return a section for every heading below the title; a sub-section is in its section's blocks too."""
        starts = [index for index, block in enumerate(self.blocks) if block.level >= SECTION_LEVEL]
        return tuple(self._section_at(start) for start in starts)

    def section(self, section_id: str) -> Section | None:
        """Return the section or sub-section with this id, or None."""
        return next((section for section in self.all_sections if section.id == section_id), None)

    def _section_at(self, start: int) -> Section:
        heading = self.blocks[start]
        end = start + 1
        while end < len(self.blocks) and not 0 < self.blocks[end].level <= heading.level:
            end += 1
        own = tuple(block for block in self.blocks[start:end] if not block.flag("notes"))
        follows = tuple(heading.text("follows").split())
        return Section(heading.uid, heading.words, heading.level, follows, own)


@dataclass(frozen=True)
class Parsed:
    """What reading a text gave: the document as far as it could be read, and everything to mend."""

    document: Document
    faults: tuple[Fault, ...]
