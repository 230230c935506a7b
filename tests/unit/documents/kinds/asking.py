"""Short ways to ask and answer the questions of these tests."""

import random
from collections.abc import Mapping
from pathlib import Path

from sscp_learning.documents.kinds.asking import QuestionKind
from sscp_learning.documents.kinds.registry import question_kind
from sscp_learning.documents.question import Explained, Question
from tests.unit.documents.reading import only_question

EXAMPLES = Path(__file__).parents[3] / "content" / "kinds"


def example(name: str) -> Question:
    """Return the question of one of the smallest examples, such as "single/feedback-for-each-option"."""
    return only_question((EXAMPLES / f"{name}.md").read_text(encoding="utf-8"))


def kind_of(question: Question) -> QuestionKind:
    """Return what marks this question."""
    return question_kind(question.kind)


def sent(answer: Mapping[str, str | list[str]]) -> dict[str, list[str]]:
    """Return an answer as a form sends it: each field with a list of values."""
    return {name: [value] if isinstance(value, str) else value for name, value in answer.items()}


def fraction(question: Question, answer: Mapping[str, str | list[str]]) -> float:
    """Return the share an answer earns."""
    return kind_of(question).mark(question, sent(answer)).fraction


def complete(question: Question, answer: Mapping[str, str | list[str]]) -> bool:
    """Return whether an answer is complete."""
    return kind_of(question).complete(question, sent(answer))


def explain(question: Question, answer: Mapping[str, str | list[str]], *, final: bool = True) -> Explained:
    """Return what is shown after an answer."""
    return kind_of(question).explain(question, sent(answer), final=final)


def drawn(question: Question, seed: int) -> list[str]:
    """Return the shown order of one draw."""
    return kind_of(question).draw(question, random.Random(seed))  # noqa: S311 - nothing secret
