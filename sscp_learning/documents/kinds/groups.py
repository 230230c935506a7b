"""Sort into groups: lines as in matching, `- Item words {#k3v} => Group {#p8d}`; a group may be left empty."""

from collections.abc import Iterator, Sequence

from sscp_learning.documents.kinds.asking import Pieces
from sscp_learning.documents.kinds.matching import Matching
from sscp_learning.documents.model import Problem
from sscp_learning.documents.question import Choice, Question

FEWEST_GROUPS, MOST_GROUPS = 2, 5


class Groups(Matching):
    """Say for each item which group it belongs to; all the groups stay in sight beside it."""

    name = "groups"
    fence = "question groups"
    hint = "Choose a group for each one. A group can have any number in it."

    def kind_problems(self, question: Question, pieces: Pieces) -> Iterator[Problem]:
        """Yield what is wrong with the pairs, and a problem for too few groups or too many to keep in sight."""
        yield from super().kind_problems(question, pieces)
        if question.parts and not FEWEST_GROUPS <= len(question.choices) <= MOST_GROUPS:
            count = f"{FEWEST_GROUPS} to {MOST_GROUPS}"
            yield Problem(0, f"This question has {len(question.choices)} groups; expected {count} different ones.")

    def shown_choices(self, question: Question, order: Sequence[str]) -> tuple[Choice, ...]:
        """Return the groups in their author's order: low, middle and high have an order of their own."""
        return question.choices
