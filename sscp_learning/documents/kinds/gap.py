"""Gaps in sentences: lines as in matching, each with four underscores where words are missing.

`- Ask the child ____ what they would like. {#k3v} => first {#p8d}`; words that fit no gap are `- => last {#w2x}`.
"""

from collections.abc import Iterator

from sscp_learning.documents.kinds.asking import Pieces
from sscp_learning.documents.kinds.matching import Matching
from sscp_learning.documents.model import Problem
from sscp_learning.documents.question import Question

GAP = "____"


class Gap(Matching):
    """Choose for each sentence the words that fit its gap."""

    name = "gap"
    fence = "question gap"
    hint = "Choose the words that fit. You can use words more than once."

    def kind_problems(self, question: Question, pieces: Pieces) -> Iterator[Problem]:
        """Yield what is wrong with the pairs, and a problem for each sentence without exactly one gap."""
        yield from super().kind_problems(question, pieces)
        for item in pieces.items:
            sentence, arrow, _words = item.words.partition("=>")
            if arrow and sentence.strip() and sentence.count(GAP) != 1:
                yield Problem(item.line, f"This sentence needs one gap; expected {GAP} once, where words are missing.")
