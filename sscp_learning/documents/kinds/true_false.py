"""True or false: the question is a statement, the two options are `True` and `False`."""

import random
from collections.abc import Iterator

from sscp_learning.documents.kinds.asking import Pieces
from sscp_learning.documents.kinds.options import OptionsKind
from sscp_learning.documents.model import Problem
from sscp_learning.documents.question import Question

WORDS = ["True", "False"]


class TrueFalse(OptionsKind):
    """A statement that holds or does not."""

    name = "true-false"
    fence = "question true-false"
    hint = "Choose true or false."

    def kind_problems(self, question: Question, pieces: Pieces) -> Iterator[Problem]:
        """Yield a problem, too, unless the options are True and False in this order."""
        yield from super().kind_problems(question, pieces)
        if [part.words for part in question.parts] != WORDS:
            yield Problem(0, "Expected exactly two options, True and then False.")

    def draw(self, question: Question, rng: random.Random) -> list[str]:
        """Return True before False, always: readers expect it, and the order tells nothing."""
        return [part.id for part in question.parts]
