"""Matching: `- Item words {#k3v} => Target words {#p8d}`; a target nobody needs is `- => Words {#w2x}`."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.asking import PART_ID, Item, Pieces, clean, feedback, in_order, repeated
from sscp_learning.documents.kinds.placing import PlacingKind
from sscp_learning.documents.markdown import inline_tokens_of
from sscp_learning.documents.model import Problem
from sscp_learning.documents.prose import words_of_line
from sscp_learning.documents.question import Choice, Part, Question

FEWEST = 2
_PAIR = re.compile(r"(?P<item>.*?)\s*(?:\{#(?P<id>[^{}\s]*)\})?\s*=>\s*(?P<target>.*)", re.DOTALL)


@dataclass(frozen=True)
class Pair:
    """One line: the item ("" for a spare target) and the target that belongs to it."""

    item: str
    item_id: str
    target: str
    written: Item


class Matching(PlacingKind):
    """Find for each item the target that belongs to it; several items may share one."""

    name = "matching"
    fence = "question matching"
    hint = "Choose a match for each one. You can use a match more than once."

    def parts(self, pieces: Pieces, context: RenderContext) -> tuple[Part, ...]:
        """Return the items; the answer of each is the id of its target."""
        return tuple(
            Part(
                id=pair.item_id,
                html=clean(inline_tokens_of(pair.item), context),
                words=words_of_line(pair.item),
                answer=pair.written.id,
                feedback_html="".join(feedback(pair.written, context)),
            )
            for pair in _pairs(pieces)
            if pair.item
        )

    def choices(self, pieces: Pieces, context: RenderContext) -> tuple[Choice, ...]:
        """Return every target once."""
        found: dict[str, Choice] = {}
        for pair in _pairs(pieces):
            html = clean(inline_tokens_of(pair.target), context)
            found.setdefault(pair.written.id, Choice(pair.written.id, html, words_of_line(pair.target)))
        return tuple(found.values())

    def kind_problems(self, question: Question, pieces: Pieces) -> Iterator[Problem]:
        """Yield what is wrong with the pairs: half a pair, an id missing or used twice, one id for two targets."""
        pairs = _pairs(pieces)
        item_ids = [pair.item_id for pair in pairs if pair.item]
        words = {choice.value: choice.words for choice in question.choices}
        for pair in pairs:
            line = pair.written.line
            if not pair.target:
                yield Problem(line, "This line is not a pair; expected - Item {#abc} => Target {#xyz}")
            elif words[pair.written.id] != words_of_line(pair.target):
                yield Problem(line, f"The id “{pair.written.id}” stands on two different targets; each has its own.")
            if pair.item and not PART_ID.fullmatch(pair.item_id):
                yield Problem(
                    line, "This item has no id before =>; expected {#abc}: three or more small letters or digits."
                )
            if pair.item_id and pair.item_id in repeated(item_ids) | set(words):
                yield Problem(line, f"The id “{pair.item_id}” is used twice in this question; each item has its own.")
        if pieces.items and len(item_ids) < FEWEST:
            yield Problem(0, "A matching question needs two or more items to match.")

    def shown_choices(self, question: Question, order: Sequence[str]) -> tuple[Choice, ...]:
        """Return the targets in the order drawn."""
        return tuple(in_order(question.choices, order))

    def printed(self, question: Question) -> Sequence[Sequence[Part | Choice]]:
        """Return the items, then the targets, neither in an order that pairs them."""
        return [*super().printed(question), in_order(question.choices, ())]

    def draw(self, question: Question, rng: random.Random) -> list[str]:
        """Return the items shuffled, then the targets shuffled."""
        items = sorted(part.id for part in question.parts)
        targets = sorted(choice.value for choice in question.choices)
        rng.shuffle(items)
        rng.shuffle(targets)
        return items + targets


def _pairs(pieces: Pieces) -> list[Pair]:
    """Return each line as a pair; one without => is an item with no target."""
    pairs = []
    for item in pieces.items:
        found = _PAIR.fullmatch(item.words)
        if found is None:
            pairs.append(Pair(item.words, "", "", item))
        else:
            pairs.append(Pair(found["item"].strip(), found["id"] or "", found["target"].strip(), item))
    return pairs
