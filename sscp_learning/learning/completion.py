"""Is it complete, and if not, why not? One pure function over what was recorded (rule C1).

Completion is the AND of named evidence: every page seen, every question in the pages answered, the quiz passed.
Nothing else makes a completion, and nothing in the product decides it a second time.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sscp_learning.learning.marking import QuestionRule, Try, is_closed, mark, percent
from sscp_learning.learning.rules import AttemptState, StepKind


@dataclass(frozen=True)
class Needs:
    """What a version of a module asks for."""

    pages: tuple[str, ...]
    page_questions: tuple[QuestionRule, ...]
    quiz: tuple[QuestionRule, ...]
    pass_mark: float

    @property
    def questions(self) -> tuple[QuestionRule, ...]:
        """Every question, in the pages and in the quiz."""
        return self.page_questions + self.quiz


@dataclass(frozen=True)
class Recorded:
    """One recorded step, as far as it counts: what it was, of what, and how right."""

    kind: StepKind
    key: str
    fraction: float = 0.0
    right: bool = False


@dataclass(frozen=True)
class Carried:
    """What an earlier attempt already showed, so that only the rest is asked again (rule B3)."""

    pages: frozenset[str] = frozenset()
    marks: Mapping[str, float] = field(default_factory=dict)
    right: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Progress:
    """How far an attempt has come: pages seen; questions closed, right, what each earned, and tries used."""

    seen: frozenset[str]
    closed: frozenset[str]
    right: frozenset[str]
    marks: Mapping[str, float]
    tries: Mapping[str, int]


@dataclass(frozen=True)
class Reason:
    """One line of “why is this not complete?”: what is asked, whether it is there, and what is missing, by key."""

    name: str
    done: bool
    words: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What the recorded steps amount to."""

    state: AttemptState
    score: float
    reasons: tuple[Reason, ...]

    @property
    def is_complete(self) -> bool:
        """True when every reason is met."""
        return self.state is AttemptState.PASSED


NOTHING_CARRIED = Carried()


def progress_of(needs: Needs, recorded: Iterable[Recorded], carried: Carried = NOTHING_CARRIED) -> Progress:
    """Return how far the recorded steps have come, on top of what was carried over."""
    steps = tuple(recorded)
    tries = _tries_of(steps, needs, carried)
    rules = {rule.id: rule for rule in needs.questions}
    return Progress(
        seen=carried.pages | {step.key for step in steps if step.kind is StepKind.PAGE},
        closed=frozenset(carried.marks) | {name for name in tries if is_closed(tries[name], rules[name].tries)},
        right=carried.right | {name for name, given in tries.items() if given[-1].right},
        marks={**carried.marks, **{name: mark(given, rules[name].penalty) for name, given in tries.items()}},
        tries={name: len(given) for name, given in tries.items()},
    )


def _tries_of(steps: Sequence[Recorded], needs: Needs, carried: Carried) -> dict[str, list[Try]]:
    """Return the tries of each question of this version; steps about anything else count for nothing."""
    asked = {rule.id for rule in needs.questions} - carried.marks.keys()
    tries: dict[str, list[Try]] = defaultdict(list)
    for step in steps:
        if step.kind is StepKind.ANSWER and step.key in asked:
            tries[step.key].append(Try(step.fraction, step.right))
    return dict(tries)


def evaluate(needs: Needs, recorded: Iterable[Recorded], carried: Carried = NOTHING_CARRIED) -> Verdict:
    """Return whether the recorded steps make a completion, the score of the quiz, and every reason.

    An attempt whose quiz is answered to the end without a pass is over; one with pages left stays open.
    """
    progress = progress_of(needs, recorded, carried)
    score = percent(progress.marks, [rule.id for rule in needs.quiz if rule.counts])
    content = (_pages(needs, progress), _page_questions(needs, progress))
    answered = _answered(needs, progress)
    passed = tuple(reason for reason in (_score(needs, score), _must_pass(needs, progress)) if reason is not None)
    reasons = tuple(reason for reason in (*content, answered, *passed) if reason is not None)
    return Verdict(_state(reasons, answered, passed), score, reasons)


def _state(reasons: Sequence[Reason], answered: Reason | None, passed: Sequence[Reason]) -> AttemptState:
    if all(reason.done for reason in reasons):
        return AttemptState.PASSED
    quiz_is_over = answered is not None and answered.done
    if quiz_is_over and not all(reason.done for reason in passed):
        return AttemptState.NOT_PASSED
    return AttemptState.OPEN


def _pages(needs: Needs, progress: Progress) -> Reason | None:
    if not needs.pages:
        return None
    missing = tuple(page for page in needs.pages if page not in progress.seen)
    words = f"{len(needs.pages) - len(missing)} of {len(needs.pages)} pages read"
    return Reason("pages", not missing, words, missing)


def _page_questions(needs: Needs, progress: Progress) -> Reason | None:
    if not needs.page_questions:
        return None
    missing = tuple(rule.id for rule in needs.page_questions if rule.id not in progress.closed)
    total = len(needs.page_questions)
    words = f"{total - len(missing)} of {total} questions in the pages answered"
    return Reason("page questions", not missing, words, missing)


def _answered(needs: Needs, progress: Progress) -> Reason | None:
    if not needs.quiz:
        return None
    missing = tuple(rule.id for rule in needs.quiz if rule.id not in progress.closed)
    total = len(needs.quiz)
    return Reason("quiz", not missing, f"{total - len(missing)} of {total} quiz questions answered", missing)


def _score(needs: Needs, score: float) -> Reason | None:
    if not any(rule.counts for rule in needs.quiz):
        return None
    words = f"Score so far {score:g}%, and {needs.pass_mark:g}% is needed"
    return Reason("score", score >= needs.pass_mark, words)


def _must_pass(needs: Needs, progress: Progress) -> Reason | None:
    needed = [rule.id for rule in needs.quiz if rule.must_pass]
    if not needed:
        return None
    missing = tuple(name for name in needed if name not in progress.right)
    words = f"{len(needed) - len(missing)} of {len(needed)} questions that everyone must get right"
    return Reason("must pass", not missing, words, missing)
