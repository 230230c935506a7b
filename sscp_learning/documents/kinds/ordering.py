"""Ordering: a numbered list in the right order; readers give each item its number."""

import random
from collections.abc import Iterator, Sequence

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.asking import Pieces, clean, feedback, in_order, repeated
from sscp_learning.documents.kinds.placing import PlacingKind
from sscp_learning.documents.markdown import inline_tokens_of
from sscp_learning.documents.model import Problem
from sscp_learning.documents.prose import words_of_line
from sscp_learning.documents.question import Choice, Part, Question

FEWEST = 2


class Ordering(PlacingKind):
    """Put things in order; the answer of each item is its number, "1" first."""

    name = "ordering"
    fence = "question ordering"
    hint = "Give each one a number. 1 comes first."

    def parts(self, pieces: Pieces, context: RenderContext) -> tuple[Part, ...]:
        """Return the items in the right order."""
        return tuple(
            Part(
                id=item.id,
                html=clean(inline_tokens_of(item.words), context),
                words=words_of_line(item.words),
                answer=str(number),
                feedback_html="".join(feedback(item, context)),
            )
            for number, item in enumerate(pieces.items, start=1)
        )

    def choices(self, pieces: Pieces, context: RenderContext) -> tuple[Choice, ...]:
        """Return the numbers."""
        return tuple(Choice(str(number), str(number), str(number)) for number in range(1, len(pieces.items) + 1))

    def kind_problems(self, question: Question, pieces: Pieces) -> Iterator[Problem]:
        """Yield what is wrong: bullets instead of numbers, ids used twice, too few items."""
        if pieces.items and not pieces.numbered:
            yield Problem(
                pieces.items[0].line, "The order is written as a numbered list; expected lines that begin with 1. 2. 3."
            )
        for item in pieces.items:
            if item.id and item.id in repeated([other.id for other in pieces.items]):
                yield Problem(item.line, f"The id “{item.id}” is used twice in this question; each item has its own.")
        if 0 < len(pieces.items) < FEWEST:
            yield Problem(0, "An ordering question needs two or more items to put in order.")

    def shown_choices(self, question: Question, order: Sequence[str]) -> tuple[Choice, ...]:
        """Return the numbers as they count."""
        return question.choices

    def explained_parts(self, question: Question, order: Sequence[str], *, final: bool) -> Sequence[Part]:
        """Return the items in the right order after the last try, before it as they were shown."""
        return question.parts if final else in_order(question.parts, order)

    def draw(self, question: Question, rng: random.Random) -> list[str]:
        """Return the items shuffled."""
        ids = sorted(part.id for part in question.parts)
        rng.shuffle(ids)
        return ids
