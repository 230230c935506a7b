"""Questions that give each item a value of its own: what `matching` and `ordering` share."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from sscp_learning.documents.kinds.asking import QuestionKind, in_order
from sscp_learning.documents.question import (
    Choice,
    Control,
    Explained,
    ExplainedPart,
    Fields,
    Marked,
    Part,
    PartMark,
    Question,
    Response,
    has_only,
    values_of,
)


def field_of(part: Part) -> str:
    """Return the name of an item's field."""
    return f"answer-{part.id}"


class PlacingKind(QuestionKind):
    """A field `answer-<item>` for each item, one of the choices in each; marked by the share that is right."""

    hint: ClassVar[str]

    @abstractmethod
    def shown_choices(self, question: Question, order: Sequence[str]) -> tuple[Choice, ...]:
        """Return the choices of every control, in the order to show them."""

    def fields(self, question: Question, order: Sequence[str]) -> Fields:
        """Return a control for each item."""
        choices = self.shown_choices(question, order)
        shown = in_order(question.parts, order)
        return Fields(
            "selects", self.hint, tuple(Control(field_of(part), part.html, part.words, choices) for part in shown)
        )

    def complete(self, question: Question, response: Response) -> bool:
        """Return whether each item has exactly one known value; the same value twice is an answer like any other."""
        known = {choice.value for choice in question.choices}
        sent = [values_of(response, field_of(part)) for part in question.parts]
        names = [field_of(part) for part in question.parts]
        return (
            bool(names)
            and has_only(response, names)
            and all(len(values) == 1 and values[0] in known for values in sent)
        )

    def mark(self, question: Question, response: Response) -> Marked:
        """Return the share of items in the right place."""
        placed = self._placed(question, response)
        parts = tuple(PartMark(part.id, placed.get(part.id) == part.answer) for part in question.parts)
        right = sum(part.right for part in parts)
        return Marked(right / len(parts) if parts else 0.0, bool(parts) and right == len(parts), parts)

    def explain(
        self, question: Question, response: Response, *, order: Sequence[str] = (), final: bool = True
    ) -> Explained:
        """Return each item with what it was given; what belongs there, and why, only after the last try."""
        placed = self._placed(question, response)
        seen = {choice.value: choice.html for choice in question.choices}
        parts = tuple(
            ExplainedPart(
                id=part.id,
                html=part.html,
                chosen=part.id in placed,
                right=placed.get(part.id) == part.answer,
                feedback_html=part.feedback_html if final else "",
                chosen_html=seen.get(placed.get(part.id, ""), ""),
                answer_html=seen.get(part.answer, "") if final else "",
            )
            for part in self.explained_parts(question, order, final=final)
        )
        return Explained(parts, question.why_html if final else "", question.see)

    def explained_parts(self, question: Question, order: Sequence[str], *, final: bool) -> Sequence[Part]:
        """Return the items in the order to explain them."""
        return in_order(question.parts, order)

    def key(self, question: Question) -> dict[str, str | list[str]]:
        """Return each item's field with its right value."""
        return {field_of(part): part.answer for part in question.parts}

    def _placed(self, question: Question, response: Response) -> dict[str, str]:
        """Return the value each item was given; nothing when the answer is incomplete."""
        if not self.complete(question, response):
            return {}
        return {part.id: values_of(response, field_of(part))[0] for part in question.parts}
