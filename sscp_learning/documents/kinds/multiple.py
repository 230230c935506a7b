"""Multiple: tick all that apply. Ticking a wrong option takes away what a right one gives."""

from collections.abc import Iterator

from sscp_learning.documents.kinds.options import FIELD, OptionsKind
from sscp_learning.documents.model import Problem
from sscp_learning.documents.question import Question, Response, values_of


class Multiple(OptionsKind):
    """One or more right options; too few ticks are marked, never refused (decision 26)."""

    name = "multiple"
    fence = "question multiple"
    widget = "checkboxes"
    hint = "Choose all that apply."

    def key_problems(self, question: Question) -> Iterator[Problem]:
        """Yield a problem when no option is right, or every one is."""
        right = sum(bool(part.answer) for part in question.parts)
        if question.parts and not right:
            yield Problem(0, "This question has no right answer; expected at least one - [x].")
        if question.parts and right == len(question.parts):
            yield Problem(0, "Every option of this question is right; expected at least one - [ ].")

    def complete(self, question: Question, response: Response) -> bool:
        """Return whether at least one option came, and none that is unknown."""
        return bool(values_of(response, FIELD)) and self._known(question, response)

    def key(self, question: Question) -> dict[str, str | list[str]]:
        """Return every right option."""
        return {FIELD: [part.id for part in question.parts if part.answer]}
