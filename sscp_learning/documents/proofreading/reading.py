"""A format laid out for the checks: its sentences in reading order, each cut and split into words only once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sscp_learning.documents.kinds.registry import kind_named
from sscp_learning.documents.model import Block, Document, Section
from sscp_learning.documents.proofreading.findings import Finding, Severity
from sscp_learning.documents.proofreading.formats import Format
from sscp_learning.documents.proofreading.house_words import HouseWords
from sscp_learning.documents.proofreading.phrases import Word, words_in
from sscp_learning.documents.sentences import split_sentences

_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[\w/]|\b[\w.+-]+@[\w-]+\.[\w.-]*\w")
_BETWEEN = re.compile(r"[\s/–—]+")


@dataclass(frozen=True)
class Sentence:
    """One sentence exactly as it stands, and the block whose own words it belongs to."""

    block: Block
    words: str

    @property
    def is_heading(self) -> bool:
        """Return whether it is the words of a heading."""
        return self.block.level > 0

    @cached_property
    def plain(self) -> str:
        """Return the sentence with one word in the place of each web or e-mail address, whose signs mean nothing."""
        return _ADDRESS.sub("address", self.words)

    @cached_property
    def listed(self) -> Sequence[Word]:
        """Return the words of `plain`, as they are looked up."""
        return words_in(self.plain)

    @cached_property
    def length(self) -> int:
        """Return how many words a person would count: “p.m.” and “1,200” are one each."""
        return sum(any(sign.isalnum() for sign in part) for part in _BETWEEN.split(self.plain))

    def finding(self, rule: str, severity: Severity, message: str, part: str = "") -> Finding:
        """Return a finding about this sentence."""
        return Finding(rule, severity, self.block.uid, self.words, message, part)

    def warn(self, rule: str, message: str, part: str = "") -> Finding:
        """Return a warning about this sentence."""
        return self.finding(rule, Severity.WARNING, message, part)


@dataclass(frozen=True)
class Reading:
    """Everything a check may look at: the text, what its format allows, the house's words and what is known of it."""

    document: Document
    allowed: Format
    house: HouseWords
    young: bool
    young_readers: int | None = None
    printed_pages: int | None = None

    @property
    def is_plain(self) -> bool:
        """Return whether it is written for everybody, in everyday words."""
        return self.allowed.plain or self.young

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Return every block, those inside others too."""
        return tuple(self.document.walk())

    @cached_property
    def passages(self) -> tuple[tuple[Block, tuple[Sentence, ...]], ...]:
        """Return the sentences of each paragraph, heading, item or cell, and its block."""
        return tuple(
            (block, tuple(Sentence(block, words) for words in split_sentences(passage)))
            for block in self.blocks
            for passage in kind_named(block.kind).passages(block)
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return every sentence in reading order; headings and items are sentences too."""
        return tuple(sentence for _, sentences in self.passages for sentence in sentences)

    @cached_property
    def running(self) -> tuple[Sentence, ...]:
        """Return every sentence that is no heading."""
        return tuple(sentence for sentence in self.sentences if not sentence.is_heading)

    @cached_property
    def _by_block(self) -> dict[str, list[Sentence]]:
        found: dict[str, list[Sentence]] = {}
        for sentence in self.sentences:
            found.setdefault(sentence.block.uid, []).append(sentence)
        return found

    def sentences_in(self, block: Block) -> list[Sentence]:
        """Return the sentences of a block and of everything inside it."""
        return [sentence for inner in block.walk() for sentence in self._by_block.get(inner.uid, ())]

    def sections(self) -> Iterator[tuple[Section, list[Sentence]]]:
        """Yield each `##` section with its sentences, its own heading left out."""
        for section in self.document.sections:
            yield section, [sentence for block in section.blocks[1:] for sentence in self.sentences_in(block)]
