"""The learner's quiz: start or resume, one question on each page, what they thought of it, the result."""

from flask import Blueprint, redirect, render_template, request

from sscp_learning.documents.question import Question
from sscp_learning.documents.sanitise import trusted
from sscp_learning.learning import queries
from sscp_learning.learning.actions import evaluations
from sscp_learning.learning.forms import EvaluationForm
from sscp_learning.learning.models import Completion
from sscp_learning.learning.path import Place, Stop, next_question
from sscp_learning.learning.rules import EvaluationTick
from sscp_learning.learning.scenes import show, step_to_show
from sscp_learning.learning.showing import NOTHING_SENT, again_words, objective_results, place_address
from sscp_learning.learning.study import Study
from sscp_learning.learning.views.learner import (
    UNPROCESSABLE,
    View,
    answer,
    paper_page,
    sent,
    study_of,
    without_attempt,
)
from sscp_learning.people.access import person_of, signed_in
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import NotFound, RuleBroken
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("learning_quiz", __name__, template_folder="../templates")


@blueprint.get("/learning/<slug>/quiz/")
@access(signed_in)
def quiz(slug: str) -> View:
    """The door of the quiz: what it is like, and where to go on."""
    study = queries.find_study(get_session(), person_of(current_who()).id, slug)
    if study is None:
        return without_attempt(slug)
    there = place_address(slug, next_question(study.way, study.progress.closed))
    answered = sum(name in study.progress.closed for name in study.way.quiz)
    return render_template("learning/quiz.html", study=study, there=there, answered=answered)


@blueprint.get("/learning/<slug>/quiz/<int:number>/")
@access(signed_in)
def question(slug: str, number: int) -> View:
    """One question, open or answered; each step of a scenario has its own address."""
    study = queries.find_study(get_session(), person_of(current_who()).id, slug)
    if study is None:
        return without_attempt(slug)
    if "paper" in request.args:
        return paper_page(study, Place(Stop.QUESTION, number=number))
    wanted = request.args.get("step", "")
    step = step_to_show(study, _question_at(study, number), wanted)
    if step and step != wanted:
        return redirect(f"/learning/{slug}/quiz/{number}/?step={step}")
    return _show(study, number, step=step)


@blueprint.post("/learning/<slug>/quiz/<int:number>/")
@access(signed_in)
def question_step(slug: str, number: int) -> View:
    """Takes the answer to one question. What is confirmed afterwards is in the database."""
    who, asked = person_of(current_who()), request.form.get("question", "")
    try:
        return redirect(answer(who, slug, Place(Stop.QUESTION, number=number), asked))
    except RuleBroken as broken:
        return _show(study_of(who, slug), number, error=broken.message), UNPROCESSABLE


@blueprint.get("/learning/<slug>/result/")
@access(signed_in)
def result(slug: str) -> View:
    """How it went, by objective, and what to do next; while it is not complete, why not."""
    session, who = get_session(), person_of(current_who())
    study = queries.find_study(session, who.id, slug)
    if study is None:
        return without_attempt(slug)
    return render_template(
        "learning/result.html",
        study=study,
        held=queries.find_held(session, who.id, slug) if not study.has_passed else None,
        objectives=objective_results(study),
        certificate=queries.find_certificate_of(session, study.attempt_id) if study.has_passed else None,
        there=place_address(slug, study.first_unfinished),
        again=again_words(study),
    )


@blueprint.get("/learning/<slug>/evaluation/")
@access(signed_in)
def evaluation(slug: str) -> View:
    """Three short questions, asked once."""
    if _waiting(slug) is None:
        return redirect(f"/learning/{slug}/result/")
    return _evaluation_page(slug, EvaluationForm())


@blueprint.post("/learning/<slug>/evaluation/")
@access(signed_in)
def evaluate(slug: str) -> View:
    """Keeps what somebody thought, or that they would rather not say."""
    completion, form = _waiting(slug), EvaluationForm()
    if completion is None:
        return redirect(f"/learning/{slug}/result/")
    if "skip" in request.form:
        evaluations.skip_evaluation(get_session(), completion=completion)
        return redirect(f"/learning/{slug}/result/")
    try:
        if form.validate():
            evaluations.give_evaluation(get_session(), completion=completion, answers=form.answers(), now=now())
            notice("Thank you. Your answers are kept without your name.")
            return redirect(f"/learning/{slug}/result/")
    except RuleBroken as broken:
        form.show(broken)
    return _evaluation_page(slug, form), UNPROCESSABLE


def _waiting(slug: str) -> Completion | None:
    """The completion that nobody was asked about yet, or None. Raises NotFound when the reader never began."""
    study = study_of(person_of(current_who()), slug)
    completion = queries.find_completion_of(get_session(), study.attempt_id) if study.has_passed else None
    return completion if completion is not None and completion.evaluation == EvaluationTick.WAITING else None


def _evaluation_page(slug: str, form: EvaluationForm) -> str:
    study = study_of(person_of(current_who()), slug)
    return render_template("learning/evaluation.html", form=form, study=study)


def _question_at(study: Study, number: int) -> Question:
    found = study.question_at(number)
    if found is None:
        raise NotFound
    return found


def _show(study: Study, number: int, *, step: str = "", error: str = "") -> str:
    asked = _question_at(study, number)
    at = place_address(study.content.slug, Place(Stop.QUESTION, number=number))
    shown = show(study, asked, at=at, step=step, sent=sent() if error else NOTHING_SENT, error=error)
    intro = next(item.intro_html for item in study.content.quiz if item.question.id == asked.id)
    place = next_question(study.way, study.progress.closed, after=number)
    over = f"/learning/{study.content.slug}/evaluation/" if study.has_passed else ""
    return render_template(
        "learning/question.html",
        study=study,
        shown=shown,
        number=number,
        total=len(study.way.quiz),
        intro=trusted(intro),
        there=over or place_address(study.content.slug, place),
        is_last=study.quiz_is_answered,
        error=error,
    )
