"""Questions answered by choosing among options: what `single`, `multiple` and `true-false` share."""

import random
from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from sscp_learning.documents.context import PLAIN, RenderContext
from sscp_learning.documents.kinds.asking import MISSED, Pieces, QuestionKind, clean, feedback, in_order, repeated
from sscp_learning.documents.markdown import inline_tokens_of
from sscp_learning.documents.model import Problem
from sscp_learning.documents.prose import words_of_line
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

FIELD = "answer"
FEWEST = 2


class OptionsKind(QuestionKind):
    """One field `answer` whose values are ids of options. A right option's `answer` is its own id, a wrong one's ""."""

    widget: ClassVar[Literal["radios", "checkboxes"]] = "radios"
    hint: ClassVar[str] = "Choose one answer."

    def parts(self, pieces: Pieces, context: RenderContext) -> tuple[Part, ...]:
        """Return the options; those marked [x] are right."""
        options = []
        for item in pieces.items:
            answer = item.id if item.task == "x" else ""
            html = clean(inline_tokens_of(item.words), context)
            options.append(Part(item.id, html, words_of_line(item.words), answer, *feedback(item, context)))
        return tuple(options)

    def kind_problems(self, question: Question, pieces: Pieces) -> Iterator[Problem]:
        """Yield what is wrong with the options: no box to tick, ids twice, too few, none right."""
        for item in pieces.items:
            if item.task is None:
                yield Problem(
                    item.line, "This option has no box; expected - [ ] before a wrong one, - [x] before a right one."
                )
            if item.task != "x" and feedback(item, PLAIN)[1]:
                yield Problem(item.line, f"{MISSED} stands under a wrong option, where nobody reads it.")
            if item.id and item.id in repeated([other.id for other in pieces.items]):
                yield Problem(item.line, f"The id “{item.id}” stands on more than one option; each has its own.")
        if 0 < len(pieces.items) < FEWEST:
            yield Problem(0, "This question has only one option; expected two or more.")
        yield from self.key_problems(question)

    def key_problems(self, question: Question) -> Iterator[Problem]:
        """Yield a problem unless exactly one option is right."""
        right = sum(bool(part.answer) for part in question.parts)
        if question.parts and right != 1:
            yield Problem(0, f"This question has {right or 'no'} right answers; expected exactly one - [x].")

    def fields(self, question: Question, order: Sequence[str]) -> Fields:
        """Return one control with every option."""
        choices = tuple(Choice(part.id, part.html, part.words) for part in in_order(question.parts, order))
        return Fields(self.widget, self.hint, (Control(FIELD, "", "", choices),))

    def complete(self, question: Question, response: Response) -> bool:
        """Return whether exactly one known option came."""
        return len(values_of(response, FIELD)) == 1 and self._known(question, response)

    def mark(self, question: Question, response: Response) -> Marked:
        """Return everything for the right option, nothing for another."""
        chosen = self._chosen(question, response)
        parts = tuple(PartMark(part.id, (part.id in chosen) == bool(part.answer)) for part in question.parts)
        fraction = self.fraction(question, chosen)
        return Marked(fraction, fraction == 1, parts)

    def fraction(self, question: Question, chosen: set[str]) -> float:
        """Return the share earned: (right ticked less wrong ticked) out of all that are right, never below nothing."""
        right = {part.id for part in question.parts if part.answer}
        return max(0, len(chosen & right) - len(chosen - right)) / len(right) if right else 0.0

    def explain(
        self, question: Question, response: Response, *, order: Sequence[str] = (), final: bool = True
    ) -> Explained:
        """Return each option with its feedback; before the last try only those that were chosen."""
        chosen = self._chosen(question, response)
        shown = in_order(question.parts, order) if order else question.parts
        parts = tuple(_explained(part, part.id in chosen) for part in shown if final or part.id in chosen)
        return Explained(parts, question.why_html if final else "", question.see)

    def key(self, question: Question) -> dict[str, str | list[str]]:
        """Return the right option."""
        return {FIELD: next((part.id for part in question.parts if part.answer), "")}

    def draw(self, question: Question, rng: random.Random) -> list[str]:
        """Return the options shuffled."""
        ids = sorted(part.id for part in question.parts)
        rng.shuffle(ids)
        return ids

    def _known(self, question: Question, response: Response) -> bool:
        known = {part.id for part in question.parts}
        return has_only(response, [FIELD]) and known.issuperset(values_of(response, FIELD))

    def _chosen(self, question: Question, response: Response) -> set[str]:
        """Return the options chosen; none when the answer is incomplete."""
        return set(values_of(response, FIELD)) if self.complete(question, response) else set()


def _explained(part: Part, chosen: bool) -> ExplainedPart:  # noqa: FBT001 - one of the two facts this is about
    right = bool(part.answer)
    words = part.feedback_html if chosen else part.missed_html if right else ""
    return ExplainedPart(part.id, part.html, chosen, right, words)
