"""One attempt with everything a page needs to know about it, worked out from what was recorded. No database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sscp_learning.documents.question import Question, Response
from sscp_learning.documents.scenario import Walk, field_of
from sscp_learning.learning import path
from sscp_learning.learning.completion import Needs, Progress, Recorded, Verdict, evaluate, progress_of
from sscp_learning.learning.draw import Draw, way_of
from sscp_learning.learning.frozen import Content, Page
from sscp_learning.learning.marking import ObjectiveMark, by_objective
from sscp_learning.learning.path import Place, Stop, Way
from sscp_learning.learning.rules import ANSWER, AttemptState, StepKind


@dataclass(frozen=True)
class Step(Recorded):
    """A recorded step with what was answered, and when."""

    response: Response | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Asked:
    """What a form answers: a question, and where that is a scenario, the step of it by the name of its moment."""

    question: Question
    step: str = ""


@dataclass(frozen=True)
class Study:
    """An attempt of one person at one version."""

    attempt_id: int
    person_id: int
    module_id: int
    version_id: int
    number: int
    state: AttemptState
    content: Content
    draw: Draw
    pass_mark: float
    steps: tuple[Step, ...]

    @property
    def is_open(self) -> bool:
        """True while answers are taken."""
        return self.state is AttemptState.OPEN

    @property
    def has_passed(self) -> bool:
        """True when this attempt made a completion."""
        return self.state is AttemptState.PASSED

    @cached_property
    def way(self) -> Way:
        """The way through the module in this attempt."""
        return way_of(self.content, self.draw)

    @cached_property
    def needs(self) -> Needs:
        """What it takes to complete the module, with the pass mark of the day the attempt began (rule A1)."""
        return replace(self.content.needs, pass_mark=self.pass_mark)

    @cached_property
    def progress(self) -> Progress:
        """How far it has come."""
        return progress_of(self.needs, self.steps, self.draw.carried)

    @cached_property
    def verdict(self) -> Verdict:
        """What the recorded steps amount to."""
        return evaluate(self.needs, self.steps, self.draw.carried)

    @cached_property
    def answers(self) -> Mapping[str, Step]:
        """The last answer to each question, those carried over from an earlier attempt included."""
        carried = {
            name: Step(StepKind.ANSWER, name, self.progress.marks.get(name, 0.0), name in self.progress.right, response)
            for name, response in self.draw.responses.items()
        }
        return carried | {step.key: step for step in self.steps if step.kind is StepKind.ANSWER}

    @property
    def responses(self) -> dict[str, Response]:
        """What was answered last to each question."""
        return {name: step.response for name, step in self.answers.items() if step.response is not None}

    @property
    def first_unfinished(self) -> Place:
        """Where to carry on; the result of an attempt that is over."""
        return path.first_unfinished(self.way, self.progress) if self.is_open else path.RESULT

    @property
    def quiz_is_answered(self) -> bool:
        """True when no question of the quiz is open."""
        return all(name in self.progress.closed for name in self.way.quiz)

    @property
    def objectives(self) -> tuple[ObjectiveMark, ...]:
        """How each objective went in the quiz."""
        return by_objective(self.needs.quiz, self.progress.right)

    @property
    def wrong(self) -> tuple[Question, ...]:
        """The quiz questions that are closed and were not wholly right."""
        progress = self.progress
        return tuple(
            item.question
            for item in self.content.quiz
            if item.question.id in progress.closed and item.question.id not in progress.right
        )

    def with_step(self, step: Step, *, state: AttemptState | None = None) -> "Study":
        """Return this attempt with one more step, and in another state where one is given."""
        return replace(self, steps=(*self.steps, step), state=state or self.state)

    def takes_answer(self, question: Question) -> bool:
        """Return whether a question is still open."""
        return self.is_open and question.id not in self.progress.closed

    def tries_left(self, question: Question) -> int:
        """Return how many answers a question still takes."""
        if not self.takes_answer(question):
            return 0
        return question.tries - self.progress.tries.get(question.id, 0)

    def waits(self, page: Page) -> bool:
        """Return whether a question of this page waits for an answer."""
        return self.is_open and path.page_is_open(self.way, page.slug, self.progress.closed)

    def has_seen(self, page: Page) -> bool:
        """Return whether the page was read to its end."""
        return page.slug in self.progress.seen

    def asked(self, place: Place, name: str) -> Asked | None:
        """Return what this attempt asks under this name in this place, or None where it does not."""
        for question in self.questions_at(place):
            step = name.removeprefix(f"{question.id}-") if question.scenario else ""
            if question.scenario and step != name and step.partition(".")[0] in question.scenario.by_id:
                return Asked(question, step)
            if name == question.id and not question.scenario:
                return Asked(question)
        return None

    def choices(self, question: Question) -> tuple[Step, ...]:
        """Return the choices made in the steps of a scenario in this attempt, in order."""
        return tuple(step for step in self.steps if step.kind is StepKind.ANSWER and step.key in question.steps)

    def walk(self, question: Question) -> Walk | None:
        """Return how far somebody has come in a scenario; None for any other question."""
        if question.scenario is None:
            return None
        whole = self.answers.get(question.id)
        if whole is not None and whole.response is not None:
            return question.scenario.walk(whole.response)
        made: dict[str, list[str]] = {}
        for step in self.choices(question):
            node = step.key.removeprefix(f"{question.id}-")
            made.setdefault(field_of(node), []).extend((step.response or {}).get(ANSWER, ()))
        return question.scenario.walk(made)

    def questions_at(self, place: Place) -> tuple[Question, ...]:
        """Return what this attempt asks in this place."""
        if place.stop is Stop.PAGE:
            return tuple(self.content.questions[name] for name in self.way.page_questions.get(place.slug, ()))
        found = self.question_at(place.number)
        return () if found is None else (found,)

    def question_at(self, number: int) -> Question | None:
        """Return the question of the quiz with this number in this attempt, or None."""
        if not 0 < number <= len(self.way.quiz):
            return None
        return self.content.questions[self.way.quiz[number - 1]]
