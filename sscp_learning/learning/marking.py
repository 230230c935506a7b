"""Marks, tries and totals. Knows no kind of question: a kind says how right an answer is, this says what it earns."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass


@dataclass(frozen=True)
class Try:
    """One complete answer to a question: how right it was (0 to 1) and whether it was wholly right."""

    fraction: float
    right: bool


@dataclass(frozen=True)
class QuestionRule:
    """What of a question marking looks at. One that does not count has no part in the score."""

    id: str
    objective: str
    must_pass: bool
    penalty: float
    tries: int
    counts: bool = True


@dataclass(frozen=True)
class ObjectiveMark:
    """How an objective went: its questions, and how many of them were right."""

    objective: str
    asked: int
    right: int


def mark(given: Sequence[Try], penalty: float) -> float:
    """Return what the last try earns: max(0, fraction − penalty × earlier complete wrong tries) (rule B4)."""
    if not given:
        return 0.0
    earlier_wrong = sum(not earlier.right for earlier in given[:-1])
    return max(0.0, given[-1].fraction - penalty * earlier_wrong)


def is_closed(given: Sequence[Try], tries: int) -> bool:
    """Return whether a question takes no more answers: it was answered rightly, or every try is used."""
    return len(given) >= max(1, tries) or any(one.right for one in given)


def percent(marks: Mapping[str, float], questions: Sequence[str]) -> float:
    """Return the score in percent over these questions, to one decimal; an unanswered one earns nothing."""
    if not questions:
        return 0.0
    return round(100 * sum(marks.get(name, 0.0) for name in questions) / len(questions), 1)


def by_objective(rules: Sequence[QuestionRule], right: AbstractSet[str]) -> tuple[ObjectiveMark, ...]:
    """Return how each objective went, in the order in which the questions first name them; only what counts counts."""
    marked = [rule for rule in rules if rule.counts]
    names = dict.fromkeys(rule.objective for rule in marked if rule.objective)
    return tuple(_objective(name, [rule.id for rule in marked if rule.objective == name], right) for name in names)


def _objective(name: str, questions: Sequence[str], right: AbstractSet[str]) -> ObjectiveMark:
    return ObjectiveMark(name, len(questions), sum(question in right for question in questions))
