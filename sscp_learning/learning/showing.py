"""What the pages of a learner show, worked out before a template sees it: questions, the way on, the result.

Keys and feedback are only ever put into what is shown of a question that was answered (rule B2).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from markupsafe import Markup

from sscp_learning.documents.kinds.registry import question_kind
from sscp_learning.documents.question import Control, ExplainedPart, Question, Response
from sscp_learning.documents.sanitise import trusted
from sscp_learning.learning.path import Place, Stop
from sscp_learning.learning.queries import Held
from sscp_learning.learning.rules import CONFIDENCE, SURENESS, SURENESS_TOLD, Sureness, renewal_opens_on
from sscp_learning.learning.study import Step, Study
from sscp_learning.ui.links import address

NOTHING_SENT: Response = {}
HALF = 0.5


class Phase(StrEnum):
    """A question takes an answer, was answered, or was never answered in an attempt that is over."""

    OPEN = "open"
    ANSWERED = "answered"
    OVER = "over"


@dataclass(frozen=True)
class ToRead:
    """A section of guidance to read: its address, and what it is about (section ids are readable)."""

    href: str
    words: str


@dataclass(frozen=True)
class ShownChoice:
    """A value to choose, and whether it is chosen already."""

    value: str
    html: Markup
    words: str
    chosen: bool


@dataclass(frozen=True)
class ShownControl:
    """One control of a question's form; `typed` are the words in it, where they are the reader's own."""

    name: str
    html: Markup
    label: str
    choices: tuple[ShownChoice, ...]
    typed: str


@dataclass(frozen=True)
class ShownPart:
    """An option or item after answering."""

    html: Markup
    chosen: bool
    right: bool
    feedback: Markup
    chosen_html: Markup
    answer_html: Markup


@dataclass(frozen=True)
class Shown:
    """A question on a page. `frame` is the template round it; `leads_on` is only there for the steps of a scenario."""

    id: str
    kind: str
    phase: Phase
    stem: Markup
    hint: str = ""
    controls: tuple[ShownControl, ...] = ()
    error: str = ""
    tries_left: int = 0
    verdict: str = ""
    parts: tuple[ShownPart, ...] = ()
    why: str = ""
    see: tuple[ToRead, ...] = ()
    sureness: tuple[ShownChoice, ...] = ()
    sureness_told: str = ""
    saved_at: datetime | None = None
    leads_on: str = ""
    frame: str = "learning/question_frame.html"

    @property
    def is_open(self) -> bool:
        """True when the page shows a form."""
        return self.phase is Phase.OPEN


def show_question(study: Study, question: Question, *, sent: Response = NOTHING_SENT, error: str = "") -> Shown:
    """Return a question as it stands in an attempt. `sent` and `error` are an answer that was not complete."""
    answer = study.answers.get(question.id)
    if study.takes_answer(question):
        return _open(study, question, answer, sent, error)
    if answer is None:
        return Shown(question.id, question.kind, Phase.OVER, trusted(question.stem_html))
    explained = _explained(study, question, answer, final=True)
    return Shown(
        id=question.id,
        kind=question.kind,
        phase=Phase.ANSWERED,
        stem=trusted(question.stem_html),
        verdict=_verdict(answer),
        parts=explained,
        why=trusted(question.why_html),
        see=to_read([question]),
        sureness_told=_sureness_told(answer),
        saved_at=answer.at,
    )


def _open(study: Study, question: Question, answer: Step | None, sent: Response, error: str) -> Shown:
    """The form; after a wrong try, with what was chosen and its feedback, and nothing that gives the key away."""
    fields = question_kind(question.kind).fields(question, study.draw.orders.get(question.id, ()))
    kept = sent or (answer.response if answer and answer.response else NOTHING_SENT)
    return Shown(
        id=question.id,
        kind=question.kind,
        phase=Phase.OPEN,
        stem=trusted(question.stem_html),
        hint=fields.hint,
        controls=tuple(_control(control, kept.get(control.name, ())) for control in fields.controls),
        error=error,
        tries_left=study.tries_left(question),
        verdict=_verdict(answer) if answer else "",
        parts=_explained(study, question, answer, final=False) if answer else (),
        sureness=_sureness(kept.get(CONFIDENCE, ())) if question.confidence else (),
        saved_at=answer.at if answer else None,
    )


def _control(control: Control, kept: Sequence[str]) -> ShownControl:
    choices = (ShownChoice(one.value, trusted(one.html), one.words, one.value in kept) for one in control.choices)
    typed = "" if control.choices else next(iter(kept), "")
    return ShownControl(control.name, trusted(control.label_html), control.label, tuple(choices), typed)


def _sureness(kept: Sequence[str]) -> tuple[ShownChoice, ...]:
    return tuple(ShownChoice(each, Markup.escape(words), words, each in kept) for each, words in SURENESS.items())


def _sureness_told(answer: Step) -> str:
    """What being sure or not says together with how it went; nothing where it was not asked."""
    said = (answer.response or NOTHING_SENT).get(CONFIDENCE, ())
    return SURENESS_TOLD.get((Sureness(said[0]), answer.right), "") if said else ""


def _explained(study: Study, question: Question, answer: Step, *, final: bool) -> tuple[ShownPart, ...]:
    kind = question_kind(question.kind)
    order = study.draw.orders.get(question.id, ())
    explained = kind.explain(question, answer.response or NOTHING_SENT, order=order, final=final)
    return tuple(_part(part) for part in explained.parts)


def _part(part: ExplainedPart) -> ShownPart:
    return ShownPart(
        html=trusted(part.html),
        chosen=part.chosen,
        right=part.right,
        feedback=trusted(part.feedback_html),
        chosen_html=trusted(part.chosen_html),
        answer_html=trusted(part.answer_html),
    )


def _verdict(answer: Step) -> str:
    if answer.right:
        return "right"
    return "partly" if answer.fraction > 0 else "wrong"


class Way(StrEnum):
    """What the overview offers first."""

    START = "start"
    CARRY_ON = "carry on"
    AGAIN = "again"
    RESULT = "result"


@dataclass(frozen=True)
class Offer:
    """The one thing the overview carries a reader on to: a button that begins something, or a link."""

    way: Way
    words: str
    href: str = ""
    begin: str = ""


def offer(study: Study | None, held: Held | None, slug: str, today: date) -> Offer:
    """Return what somebody would do next with a module (DECISIONS 44: the first unfinished step, or the result)."""
    if study is None:
        return Offer(Way.START, "Start now", begin="start")
    if study.is_open:
        return Offer(Way.CARRY_ON, "Carry on", href=place_address(slug, study.first_unfinished))
    if not study.has_passed:
        return Offer(Way.AGAIN, again_words(study), begin="wrong")
    if held is None or (held.expires_on is not None and today > held.expires_on):
        return Offer(Way.START, "Do this module again", begin="start")
    return Offer(Way.RESULT, "See your result", href=f"/learning/{slug}/result/")


def may_renew(held: Held | None, today: date) -> bool:
    """Return whether doing the module again now counts from the old expiry."""
    return held is not None and held.expires_on is not None and today >= renewal_opens_on(held.expires_on)


def again_words(study: Study) -> str:
    """Return the words of the button that asks again what was not right."""
    count = len(study.wrong)
    return "Try the one you got wrong again" if count == 1 else f"Try the {count} you got wrong again"


def place_address(slug: str, place: Place) -> str:
    """Return where a place on the way is."""
    home = f"/learning/{slug}/"
    if place.stop is Stop.PAGE:
        return f"{home}{place.slug}/"
    return f"{home}quiz/{place.number}/" if place.stop is Stop.QUESTION else f"{home}result/"


@dataclass(frozen=True)
class ObjectiveResult:
    """How an objective went, in words, and where to read about what was not right."""

    title: str
    words: str
    right: int
    asked: int
    read: tuple[ToRead, ...]


def objective_results(study: Study) -> tuple[ObjectiveResult, ...]:
    """Return how each objective went, in words that help."""
    return tuple(
        ObjectiveResult(
            title=study.content.objective(mark.objective),
            words=_words(mark.right, mark.asked),
            right=mark.right,
            asked=mark.asked,
            read=to_read(question for question in study.wrong if question.objective == mark.objective),
        )
        for mark in study.objectives
    )


def to_read(questions: Iterable[Question]) -> tuple[ToRead, ...]:
    """Return where the guidance settles these questions, each section once."""
    found = (address(target) for question in questions for target in question.see.split())
    return tuple(ToRead(where, where.partition("#")[2].replace("-", " ")) for where in dict.fromkeys(found) if where)


def _words(right: int, asked: int) -> str:
    if right == asked:
        return "You know this well"
    return "Nearly there" if right / asked >= HALF else "Worth another look"


def task_states(study: Study | None, slugs: Sequence[str]) -> Mapping[str, str]:
    """Return the state of each page for the overview's list."""
    if study is None:
        return dict.fromkeys(slugs, "Not started")
    return {slug: "Read" if slug in study.progress.seen else "To do" for slug in slugs}
