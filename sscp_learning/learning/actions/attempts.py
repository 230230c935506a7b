"""Going through a module: begin, read, answer, try again. Every step is appended; nothing here commits.

Whatever completes a module, be it the last answer or the last page, writes the completion in the same transaction.
"""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.documents.kinds.registry import question_kind
from sscp_learning.documents.question import Question, values_of
from sscp_learning.documents.scenario import Move, Situation, Walk
from sscp_learning.documents.scenario_chart import Chart, chart_of
from sscp_learning.learning.actions import certificates
from sscp_learning.learning.completion import NOTHING_CARRIED, Carried
from sscp_learning.learning.draw import carry, draw
from sscp_learning.learning.models import Attempt, AttemptStep
from sscp_learning.learning.path import Place
from sscp_learning.learning.queries import Published, find_published, find_study
from sscp_learning.learning.rules import ANSWER, CONFIDENCE, AttemptState, Issuer, StepKind, Sureness
from sscp_learning.learning.study import Asked, Step, Study
from sscp_learning.people import audit
from sscp_learning.people.models import Person
from sscp_learning.platform.errors import NotFound, RuleBroken

Sent = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class After:
    """How an attempt stands after a step; `recorded` is False when the step had been made before, in another tab.

    `step` is the moment of a scenario to show now. With `elsewhere` the form was of a moment the reader is not at.
    """

    study: Study
    recorded: bool
    step: str = ""
    elsewhere: bool = False


def begin_attempt(session: Session, *, person_id: int, slug: str, now: datetime, rng: random.Random) -> None:
    """Begin a module from its first page. Somebody who is in the middle of it stays there: a button pressed twice.

    Raises NotFound when no such module is on offer.
    """
    published = _published(session, slug)
    _one_at_a_time(session, person_id)
    last = find_study(session, person_id, slug, for_update=True)
    if last is None or not last.is_open:
        _add_attempt(session, person_id, published, last, NOTHING_CARRIED, now, rng)


def retry(session: Session, *, person_id: int, slug: str, only_wrong: bool, now: datetime, rng: random.Random) -> None:
    """Take the quiz again after it was not passed: only the questions that were wrong, or all of them (rule B3).

    Pages that were read stay read. An attempt that is open, or was passed, stays as it is: a button of a page that was
    left open. Raises NotFound when nothing was ever begun.
    """
    published = _published(session, slug)
    _one_at_a_time(session, person_id)
    last = find_study(session, person_id, slug, for_update=True)
    if last is None:
        raise NotFound
    if last.state is AttemptState.NOT_PASSED:
        carried = carry(last.content, last.progress, published.content, quiz=only_wrong)
        _add_attempt(session, person_id, published, last, carried, now, rng)


def mark_page_seen(session: Session, *, person_id: int, slug: str, page: str, issuer: Issuer, now: datetime) -> After:
    """Note that a page was read to its end.

    Raises NotFound where there is no such page or no attempt, RuleBroken while a question on it waits for an answer.
    """
    study = _study(session, person_id, slug)
    found = study.content.page(page)
    if found is None:
        raise NotFound
    if not study.is_open or study.has_seen(found):
        return After(study, recorded=False)
    if study.waits(found):
        raise RuleBroken("answer", "Answer the question on this page first, or go past the page and come back to it")
    step = Step(StepKind.PAGE, page, at=now)
    return _append(session, study, step, try_number=1, issuer=issuer, now=now)


def submit_answer(
    session: Session,
    *,
    person_id: int,
    slug: str,
    place: Place,
    question_id: str,
    response: Sent,
    issuer: Issuer,
    now: datetime,
) -> After:
    """Mark an answer and keep it. A question that is closed stays as it was: the first answer counts.

    `question_id` is a question's, or names a step of a scenario. Raises NotFound where the attempt does not ask this in
    this place (a form of an earlier attempt, or a forged one), and RuleBroken when the answer is not complete: that
    uses no try (rule B4).
    """
    study = _study(session, person_id, slug)
    asked = study.asked(place, question_id)
    if asked is None:
        raise NotFound
    question, walk = asked.question, study.walk(asked.question)
    if walk is not None:
        return _choose(session, study, asked, walk, response, issuer, now)
    if not study.takes_answer(question):
        return After(study, recorded=False)
    kind = question_kind(question.kind)
    sent = _complete(question, response)
    marked = kind.mark(question, sent)
    step = Step(StepKind.ANSWER, question.id, marked.fraction, marked.right, sent, now)
    used = study.progress.tries.get(question.id, 0)
    return _append(session, study, step, try_number=used + 1, issuer=issuer, now=now)


def _choose(
    session: Session, study: Study, asked: Asked, walk: Walk, response: Sent, issuer: Issuer, now: datetime
) -> After:
    """Keep what was chosen in a step of a scenario; the choice that leads to an end closes the scenario.

    A step that was made before stays as it was, and a form of a step that the reader is not at changes nothing.
    """
    question, here = asked.question, walk.here
    if asked.step != here.name or not study.takes_answer(question):
        there = walk.at(asked.step) or here
        return After(study, recorded=False, step=there.name, elsewhere=there.move is None)
    chart = _chart(question)
    move = _chosen(chart, here.situation, response)
    is_best = chart.better(here.situation, move) is None
    sent = {ANSWER: [move.id]}
    step = Step(StepKind.ANSWER, f"{question.id}-{here.node}", float(is_best), is_best, sent, now)
    _add_step(session, study, step, here.visit)
    study = study.with_step(step)
    walked = study.walk(question)
    if walked is None or not walked.is_over:
        session.flush()
        return After(study, recorded=True, step=here.name)
    marked = question_kind(question.kind).mark(question, walked.moves)
    whole = Step(StepKind.ANSWER, question.id, marked.fraction, marked.right, walked.moves, now)
    return replace(_append(session, study, whole, try_number=1, issuer=issuer, now=now), step=here.name)


def _chart(question: Question) -> Chart:
    if question.scenario is None:
        raise NotFound
    return chart_of(question.scenario)


def _chosen(chart: Chart, here: Situation, response: Sent) -> Move:
    """Return the one move that was chosen. Raises RuleBroken where it is none, several, or not offered here."""
    sent = values_of(clean_response(response, {ANSWER}), ANSWER)
    for move in chart.scenario.offered(here):
        if sent == [move.id]:
            return move
    raise RuleBroken(ANSWER, "Choose what you would do.")


def _complete(question: Question, response: Sent) -> dict[str, list[str]]:
    """Return what was sent in this question's fields. Raises RuleBroken, which says what is missing."""
    kind = question_kind(question.kind)
    fields = kind.fields(question, ())
    sent = clean_response(response, {CONFIDENCE, *(control.name for control in fields.controls)})
    if not kind.complete(question, sent):
        raise RuleBroken("answer", fields.hint)
    if not question.confidence:
        sent.pop(CONFIDENCE, None)
    elif sent.get(CONFIDENCE, []) not in [[each] for each in Sureness]:
        raise RuleBroken(CONFIDENCE, "Say how sure you are, too. It is not marked.")
    return sent


def clean_response(response: Sent, names: Collection[str]) -> dict[str, list[str]]:
    """Return what was sent in these fields, each value once: ten thousand ticks of one box are one tick."""
    return {name: list(dict.fromkeys(values)) for name, values in response.items() if name in names}


def _one_at_a_time(session: Session, person_id: int) -> None:
    """Let a person begin one thing at a time: a button pressed in two tabs at once waits here for the first."""
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())


def _published(session: Session, slug: str) -> Published:
    published = find_published(session, slug)
    if published is None:
        raise NotFound
    return published


def _study(session: Session, person_id: int, slug: str) -> Study:
    study = find_study(session, person_id, slug, for_update=True)
    if study is None:
        raise NotFound
    return study


def _add_attempt(
    session: Session, person_id: int, published: Published, last: Study | None, carried: Carried, now: datetime,
    rng: random.Random,
) -> None:  # fmt: skip
    responses = last.responses if last else {}
    attempt = Attempt(
        person_id=person_id,
        module_id=published.module_id,
        version_id=published.version_id,
        number=last.number + 1 if last else 1,
        draw=draw(published.content, rng, carried, responses).to_json(),
        pass_mark=published.content.pass_mark,
        began_at=now,
    )
    session.add(attempt)
    session.flush()
    audit.record(
        session,
        who=audit.person_ref(person_id),
        verb="attempt.begun",
        thing=f"attempt:{attempt.id}",
        now=now,
        details={"version": published.version_id, "number": attempt.number},
    )


def _append(session: Session, study: Study, step: Step, *, try_number: int, issuer: Issuer, now: datetime) -> After:
    """Append a step, and end the attempt when nothing is left to do."""
    _add_step(session, study, step, try_number)
    study = study.with_step(step)
    verdict = study.verdict
    if verdict.state is AttemptState.OPEN:
        session.flush()
        return After(study, recorded=True)
    return After(_finish(session, study, issuer, now), recorded=True)


def _add_step(session: Session, study: Study, step: Step, try_number: int) -> None:
    session.add(
        AttemptStep(
            attempt_id=study.attempt_id,
            seq=len(study.steps) + 1,
            kind=step.kind,
            key=step.key,
            try_number=try_number,
            response=step.response,
            fraction=step.fraction if step.kind is StepKind.ANSWER else None,
            right=step.right,
            at=step.at,
        )
    )


def _finish(session: Session, study: Study, issuer: Issuer, now: datetime) -> Study:
    """End an attempt as its steps say; a pass becomes a completion with its certificate."""
    verdict = study.verdict
    ending = Step(StepKind.FINISH, verdict.state.value, at=now)
    _add_step(session, study, ending, 1)
    attempt = session.get_one(Attempt, study.attempt_id)
    attempt.state, attempt.score, attempt.finished_at = verdict.state, verdict.score, now
    session.flush()
    audit.record(
        session,
        who=audit.person_ref(study.person_id),
        verb=f"attempt.{verdict.state.value}",
        thing=f"attempt:{study.attempt_id}",
        now=now,
    )
    ended = study.with_step(ending, state=verdict.state)
    if verdict.is_complete:
        certificates.complete(session, study=ended, score=verdict.score, issuer=issuer, now=now)
    return ended
