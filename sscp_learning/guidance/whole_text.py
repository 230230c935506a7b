"""A whole text that is pasted or uploaded, laid beside the text there was: which part is which old one. Pure.

What is certain is settled by `documents.align`; what is not is asked, part by part, and nothing is guessed. An answer
counts only if it is one that could have been given: a uid that was not offered is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sscp_learning.documents import attributes
from sscp_learning.documents.align import align
from sscp_learning.documents.kinds.registry import kind_named
from sscp_learning.documents.model import Block, Fault
from sscp_learning.documents.parse import parse
from sscp_learning.documents.words import list_words
from sscp_learning.guidance.working import WorkingBlock
from sscp_learning.platform.errors import RuleBroken

NEW = "new"
MOST_OFFERED = 8  # A person looks at so many old parts for one new one.
TITLE_IN_TEXT = "A guidance format has no # title: it has its own, under “About this format”. Write ## for a section."


@dataclass(frozen=True)
class Question:
    """A part of the new text that may be one of several old ones. `name` is that of its control."""

    name: str
    new: Block
    olds: tuple[Block, ...]


class Fate(StrEnum):
    """What becomes of the parts of a text."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"


MOST_OFFERED = 8  # A person looks at so many old parts for one new one.


@dataclass(frozen=True)
class Part:
    """One part of the text as it will be, and what it was before, if it was there."""

    fate: Fate
    block: Block
    was: Block | None


@dataclass(frozen=True)
class Plan:
    """A whole text ready to be taken: its parts, those that go, what is still to be asked, what is to be mended."""

    parts: tuple[Part, ...]
    going: tuple[Block, ...]
    questions: tuple[Question, ...]
    faults: tuple[Fault, ...]

    @property
    def blocks(self) -> tuple[WorkingBlock, ...]:
        """The text as it will be kept."""
        return tuple(WorkingBlock(part.block.uid, part.block.source) for part in self.parts)

    @property
    def asked(self) -> frozenset[str]:
        """The uids of the old parts that somebody may still match."""
        return frozenset(old.uid for question in self.questions for old in question.olds)

    @property
    def is_empty(self) -> bool:
        """True for a text without a single part."""
        return not self.parts

    def count(self, fate: Fate) -> int:
        """How many parts become this; those that are still asked about count for nothing yet."""
        asked = {question.new.uid for question in self.questions}
        return sum(part.fate is fate and part.block.uid not in asked for part in self.parts)


def plan(old: Sequence[Block], text: str, *, from_word: bool = False, answers: Mapping[str, str] | None = None) -> Plan:
    """Lays `text` beside the parts there were.

    `answers` gives for the name of a question the uid of the old part, or NEW. With it nothing is asked any more: a
    question without an answer is new. A text from Word keeps what Word cannot say (see `_kept`). Raises RuleBroken for
    an answer that was not offered, and for two parts that are said to be the same old one.
    """
    parsed = parse(text)
    alignment = align(old, parsed.document.blocks)
    unmatched = {id(block) for block in alignment.unmatched_new}
    come = frozenset(index for index, block in enumerate(alignment.blocks) if id(block) in unmatched)
    blocks = _fresh(alignment.blocks, come, {block.uid for block in old})
    questions = tuple(_questions(blocks, come, alignment.unmatched_old))
    chosen = _chosen(questions, answers) if answers is not None else {}
    were = {block.uid: block for block in old}
    parts = tuple(
        _part(block, were.get(chosen.get(block.uid, "") if index in come else block.uid), from_word=from_word)
        for index, block in enumerate(blocks)
    )
    staying = {part.was.uid for part in parts if part.was is not None}
    going = tuple(block for block in old if block.uid not in staying)
    return Plan(parts, going, () if answers is not None else questions, _faults(parsed.document.blocks, parsed.faults))


def _fresh(blocks: Sequence[Block], come: frozenset[int], taken: set[str]) -> list[Block]:
    """The parts, each new one with a uid that no old part had: a uid of another part would carry its comments along."""
    used = taken | {block.uid for index, block in enumerate(blocks) if index not in come}
    fresh = []
    for index, block in enumerate(blocks):
        uid, number = block.uid, 1
        while index in come and uid in used and not block.flag("id"):
            number += 1
            uid = f"{block.uid}-{number}"
        used.add(uid)
        fresh.append(replace(block, uid=uid))
    return fresh


def _questions(blocks: Sequence[Block], come: frozenset[int], gone: Sequence[Block]) -> Iterator[Question]:
    """Yield each new part that has no id of its own and may be an old part of its kind, the likeliest first."""
    words_of = {block.uid: frozenset(list_words(block.words.casefold())) for block in gone}
    for index in sorted(come):
        block = blocks[index]
        own = frozenset(list_words(block.words.casefold()))
        olds = [old for old in gone if old.kind == block.kind]
        if olds and not block.flag("id"):
            likely = sorted(olds, key=lambda old, own=own: -_shared(own, words_of[old.uid]))  # type: ignore[misc]
            yield Question(f"part_{index + 1}", block, tuple(likely[:MOST_OFFERED]))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the words of both is in both. It only sorts what a person then chooses from."""
    return len(one & other) / len(one | other) if one and other else 0.0


def _chosen(questions: Sequence[Question], answers: Mapping[str, str]) -> dict[str, str]:
    """The uid of the old part for each new one that is said to be an old one."""
    chosen: dict[str, str] = {}
    for question in questions:
        answer = answers.get(question.name, NEW) or NEW
        if answer == NEW:
            continue
        if answer not in {old.uid for old in question.olds}:
            raise RuleBroken(question.name, "Choose one of the parts that are listed, or “This is new”.")
        if answer in chosen.values():
            raise RuleBroken(question.name, "Two parts are matched with the same old part. Choose another for one.")
        chosen[question.new.uid] = answer
    return chosen


def _part(block: Block, was: Block | None, *, from_word: bool) -> Part:
    if was is None:
        return Part(Fate.NEW, block, None)
    kept = _kept(block, was, from_word=from_word)
    return Part(Fate.SAME if kept.source == was.source else Fate.CHANGED, kept, was)


def _kept(block: Block, was: Block, *, from_word: bool) -> Block:
    """The part with the old one's uid, and with what a text in plain words says nothing of.

    A heading without braces keeps the old ones, with its id and what it follows. A Word file knows no pictures and no
    boxes: where the words of such a part are the same, it stays as it was.
    """
    if from_word and kind_named(was.kind).fence and was.words == block.words:
        return was
    braces = attributes.split_trailing(was.source)[1]
    if block.level and was.level and braces and not block.attrs:
        return replace(block, uid=was.uid, source=f"{block.source} {braces}", attrs=was.attrs)
    return replace(block, uid=was.uid)


def _faults(blocks: Sequence[Block], faults: Sequence[Fault]) -> tuple[Fault, ...]:
    titles = [Fault("", block.line, TITLE_IN_TEXT) for block in blocks if block.level == 1]
    return tuple(sorted({*titles, *faults}, key=lambda fault: (fault.line, fault.message)))
