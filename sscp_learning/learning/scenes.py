"""What a page shows of a scenario: a step to choose at, what came of a choice, or the end with the way that led there.

Which move is best, and what would have helped more, is only ever put into what is shown of an end (rule B2).
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from markupsafe import Markup

from sscp_learning.documents.kinds.asking import in_order
from sscp_learning.documents.kinds.registry import question_kind
from sscp_learning.documents.question import Choice, Question, Response, values_of
from sscp_learning.documents.sanitise import trusted
from sscp_learning.documents.scenario import Moment, Outcome, Scenario, Scoring, Walk
from sscp_learning.documents.scenario_chart import chart_of
from sscp_learning.learning.rules import ANSWER
from sscp_learning.learning.showing import (
    NOTHING_SENT,
    Phase,
    Shown,
    ShownChoice,
    ShownControl,
    ToRead,
    show_question,
    to_read,
)
from sscp_learning.learning.study import Study

HINT = "Choose one. Your choice is saved and the story goes on."
OUTCOMES = {
    Outcome.GOOD: ("right", "This went well"),
    Outcome.MIXED: ("partly", "Some of this helped"),
    Outcome.POOR: ("missed", "This could have gone better"),
}
NO_WORDS = trusted("")
FRAME = "learning/kinds/scenario.html"


@dataclass(frozen=True)
class PastStep:
    """A step on the way that was taken, told at the end."""

    title: Markup
    href: str
    chosen: Markup
    led: Markup
    better: Markup


@dataclass(frozen=True)
class PrintedStep:
    """A step as paper shows it: a number, words, and for each choice the number it leads to (None to an end)."""

    number: int
    title: str
    words: Markup
    ways: tuple[tuple[Markup, int | None], ...]


@dataclass(frozen=True)
class Ending:
    """How a scenario ended: words for the outcome with the look they have, what it earned, the way, why."""

    look: str
    words: str
    earned: str
    way: tuple[PastStep, ...]
    why: Markup
    see: tuple[ToRead, ...]


@dataclass(frozen=True)
class Scene:
    """One moment of a scenario on a page. `asked_as` is the id by which the answer key knows it (DECISIONS 25)."""

    id: str
    asked_as: str
    title: str
    heading: str
    number: int
    phase: Phase
    story: Markup
    words: Markup
    hint: str = HINT
    controls: tuple[ShownControl, ...] = ()
    error: str = ""
    chosen: Markup = NO_WORDS
    led: Markup = NO_WORDS
    leads_on: str = ""
    ending: Ending | None = None
    paper: str = ""
    saved_at: datetime | None = None
    frame: str = FRAME

    @property
    def is_open(self) -> bool:
        """True when the page shows a form."""
        return self.phase is Phase.OPEN


def show(
    study: Study, question: Question, *, at: str, step: str = "", sent: Response = NOTHING_SENT, error: str = ""
) -> Shown | Scene:
    """Return a question as it stands in an attempt, on the page with the address `at`.

    Of a scenario it is the moment called `step`, or where the reader is when they have not met such a moment.
    """
    walk = study.walk(question)
    if walk is None or question.scenario is None:
        return show_question(study, question, sent=sent, error=error)
    moment = walk.here if error else walk.at(step) or walk.here
    return _Teller(study, question, question.scenario, walk, at).scene(moment, sent, error)


def step_to_show(study: Study, question: Question, step: str) -> str:
    """Return the moment of a scenario that `step` asks for, or else where the reader is; "" for any other question."""
    walk = study.walk(question)
    return "" if walk is None else (walk.at(step) or walk.here).name


def scene_address(at: str, question: str, step: str) -> str:
    """Return where a moment of a scenario stands on the page with the address `at`."""
    return f"{at}?step={step}#{question}-{step}"


@dataclass(frozen=True)
class _Teller:
    """Tells the moments of one walk."""

    study: Study
    question: Question
    scenario: Scenario
    walk: Walk
    at: str

    def scene(self, moment: Moment, sent: Response, error: str) -> Scene:
        """Return a moment as the page shows it."""
        is_open = moment.move is None and self.study.takes_answer(self.question)
        node = self.scenario.by_id[moment.node]
        number = self.walk.moments.index(moment) + 1
        return Scene(
            id=f"{self.question.id}-{moment.name}",
            asked_as=f"{self.question.id}-{chart_of(self.scenario).step_name(moment.situation)}",
            title=self.scenario.title,
            heading=node.title,
            number=number,
            phase=Phase.OPEN if is_open else Phase.ANSWERED if moment.move or node.outcome else Phase.OVER,
            story=trusted(self.question.stem_html),
            words=trusted(self.scenario.told(moment.situation)),
            controls=(self._control(moment, sent),) if is_open else (),
            error=error,
            chosen=trusted(moment.move.html) if moment.move else NO_WORDS,
            led=trusted(moment.move.led_html) if moment.move else NO_WORDS,
            leads_on=self._address(self.walk.moments[number]) if moment.move else "",
            ending=self._ending() if node.outcome else None,
            paper=f"{self.at}?paper={self.question.id}",
            saved_at=self._saved_at(number),
        )

    def _control(self, moment: Moment, sent: Response) -> ShownControl:
        moves = self.scenario.offered(moment.situation)
        order = self.study.draw.orders.get(self.question.id, ())
        choices = in_order([Choice(move.id, move.html, move.words) for move in moves], order)
        kept = values_of(sent, ANSWER)
        shown = (ShownChoice(one.value, trusted(one.html), one.words, one.value in kept) for one in choices)
        return ShownControl(ANSWER, NO_WORDS, "", tuple(shown), "")

    def _address(self, moment: Moment) -> str:
        return scene_address(self.at, self.question.id, moment.name)

    def _saved_at(self, number: int) -> datetime | None:
        """When the choice of this step was saved, at the end that of the last one; None where it was carried over."""
        made = self.study.choices(self.question)
        return made[min(number, len(made)) - 1].at if made else None

    def _ending(self) -> Ending:
        look, words = OUTCOMES[self.walk.outcome or Outcome.MIXED]
        return Ending(
            look=look,
            words=words,
            earned=self._earned(),
            way=self._way(),
            why=trusted(self.question.why_html),
            see=to_read([self.question]),
        )

    def _way(self) -> tuple[PastStep, ...]:
        explained = question_kind(self.question.kind).explain(self.question, self.walk.moves)
        return tuple(
            PastStep(
                title=trusted(part.html),
                href=self._address(moment),
                chosen=trusted(part.chosen_html),
                led=trusted(part.feedback_html),
                better=trusted(part.answer_html),
            )
            for moment, part in zip_longest(self.walk.moments, explained.parts)
            if part.chosen
        )

    def _earned(self) -> str:
        """What it makes, in words."""
        if self.scenario.scoring is Scoring.NONE:
            return "This scenario is not marked. It is there to think with."
        if self.scenario.scoring is Scoring.ALONG:
            most = int(chart_of(self.scenario).best_of_all.first)
            return f"Your choices made {min(self.walk.points, most)} of {most} points."
        return ""


def printed_steps(scenario: Scenario) -> tuple[PrintedStep, ...]:
    """Return all the steps of a scenario for paper; no ends and no consequences, which would tell the key."""
    return tuple(
        PrintedStep(
            node.number,
            node.title,
            trusted(node.html),
            tuple((trusted(move.html), number) for move, number in node.ways),
        )
        for node in scenario.on_paper
    )
