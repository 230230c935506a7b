"""The learner's pages around the quiz: catalogue, overview of a module, its pages."""

import random

from flask import Blueprint, current_app, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from sscp_learning.documents.question import Response as Sent
from sscp_learning.documents.sanitise import trusted
from sscp_learning.learning import queries
from sscp_learning.learning.actions import attempts
from sscp_learning.learning.frozen import Page, Part
from sscp_learning.learning.path import Place, Stop, after_page
from sscp_learning.learning.rules import ANSWER, CONFIDENCE, Issuer
from sscp_learning.learning.scenes import Scene, printed_steps, scene_address, show
from sscp_learning.learning.showing import NOTHING_SENT, Shown, may_renew, offer, place_address, task_states
from sscp_learning.learning.study import Study
from sscp_learning.people.access import person_of, signed_in
from sscp_learning.people.identity import PersonWho
from sscp_learning.platform.access import access, anyone
from sscp_learning.platform.clock import now, today
from sscp_learning.platform.errors import NotFound, RuleBroken
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session, get_settings
from sscp_learning.topics.cards import fill_contacts
from sscp_learning.topics.queries import contacts_by_key
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("learning_learner", __name__, template_folder="../templates")

UNPROCESSABLE = 422
ANSWERED_BEFORE = "You have answered this question before. Your first answer counts; it is shown below."
ELSEWHERE = "You are at another step of this scenario. It is shown below."
CONTACTS_MARK = "data-contacts="
View = str | Response | tuple[str, int]


@blueprint.get("/learning/")
@access(anyone)
def catalogue() -> str:
    """Every module on offer, with how far the reader has come."""
    session, who = get_session(), current_who()
    modules = queries.list_published(session)
    held, begun = {}, []
    if isinstance(who, PersonWho):
        held = {one.slug: one for one in queries.list_held(session, who.id)}
        begun = queries.list_open_slugs(session, who.id)
    return render_template("learning/catalogue.html", modules=modules, held=held, begun=begun, today=today())


@blueprint.get("/learning/<slug>/")
@access(anyone)
def overview(slug: str) -> str:
    """What a module is about, what it takes, and where the reader is in it."""
    session, who = get_session(), current_who()
    published = queries.find_published(session, slug)
    study = queries.find_study(session, who.id, slug) if isinstance(who, PersonWho) else None
    # Whoever is in the middle of a version stays with it, even when it is no longer on offer.
    content = published.content if published else None
    if study is not None and study.is_open:
        content = study.content
    if content is None:
        raise NotFound
    if not isinstance(who, PersonWho):
        return render_template("learning/overview.html", published=published, content=content, study=None)
    held = queries.find_held(session, who.id, slug)
    return render_template(
        "learning/overview.html",
        published=published,
        content=content,
        study=study,
        held=held,
        offer=offer(study, held, slug, today()),
        renewable=may_renew(held, today()),
        states=task_states(study, content.needs.pages),
    )


@blueprint.post("/learning/<slug>/")
@access(signed_in)
def begin(slug: str) -> Response:
    """Begins a module, or the quiz again: all of it, or what was wrong."""
    session, who = get_session(), person_of(current_who())
    how, rng = request.form.get("begin", ""), random.SystemRandom()
    if how == "start":
        attempts.begin_attempt(session, person_id=who.id, slug=slug, now=now(), rng=rng)
    elif how in {"wrong", "all"}:
        attempts.retry(session, person_id=who.id, slug=slug, only_wrong=how == "wrong", now=now(), rng=rng)
    else:
        raise NotFound
    return redirect(place_address(slug, study_of(who, slug).first_unfinished))


@blueprint.get("/learning/<slug>/<page>/")
@access(signed_in)
def page(slug: str, page: str) -> View:
    """One page: its words, its questions, and the button that carries on."""
    who = person_of(current_who())
    study = queries.find_study(get_session(), who.id, slug)
    if study is None:
        return without_attempt(slug)
    if "paper" in request.args:
        return paper_page(study, Place(Stop.PAGE, slug=page))
    return _show_page(study, _page(study, page))


@blueprint.post("/learning/<slug>/<page>/")
@access(signed_in)
def page_step(slug: str, page: str) -> View:
    """Takes an answer to a question on the page, or notes that the page was read."""
    who, question = person_of(current_who()), request.form.get("question")
    if question is None:
        return _mark_seen(who, slug, page)
    place = Place(Stop.PAGE, slug=page)
    try:
        return redirect(answer(who, slug, place, question))
    except RuleBroken as broken:
        study = study_of(who, slug)
        return _show_page(study, _page(study, page), error=broken.message, asked=question), UNPROCESSABLE


def answer(who: PersonWho, slug: str, place: Place, question: str) -> str:
    """Keeps the answer that was sent; gives the address that shows it, or the one that was sent before."""
    after = attempts.submit_answer(
        get_session(),
        person_id=who.id,
        slug=slug,
        place=place,
        question_id=question,
        response=sent(),
        issuer=issuer(),
        now=now(),
    )
    if not after.recorded:
        notice(ELSEWHERE if after.elsewhere else ANSWERED_BEFORE, kind="info")
    at = place_address(slug, place)
    asked = after.study.asked(place, question)
    return scene_address(at, asked.question.id, after.step) if asked and after.step else f"{at}#{question}"


def study_of(who: PersonWho, slug: str) -> Study:
    """The reader's newest attempt. Raises NotFound when there is none."""
    study = queries.find_study(get_session(), who.id, slug)
    if study is None:
        raise NotFound
    return study


def paper_page(study: Study, place: Place) -> str:
    """A scenario of this place with all its steps, to print. Raises NotFound where it is not asked here."""
    name = request.args.get("paper", "")
    question = next((each for each in study.questions_at(place) if each.id == name and each.scenario), None)
    if question is None or question.scenario is None:
        raise NotFound
    return render_template(
        "learning/scenario_paper.html",
        study=study,
        question=question,
        story=trusted(question.stem_html),
        steps=printed_steps(question.scenario),
        back=place_address(study.content.slug, place),
    )


def without_attempt(slug: str) -> Response:
    """Sends a reader who has not begun to the overview, where the button is. Raises NotFound for an unknown module."""
    if queries.find_published(get_session(), slug) is None:
        raise NotFound
    return redirect(f"/learning/{slug}/")


def sent() -> Sent:
    """The answer fields of the form."""
    return {
        name: values
        for name, values in request.form.lists()
        if name in {ANSWER, CONFIDENCE} or name.startswith(f"{ANSWER}-")
    }


def issuer() -> Issuer:
    """Who issues the certificates of this site."""
    known = current_app.extensions
    return Issuer(known["partnership"].name, known["site_name"], get_settings().public_url)


def _mark_seen(who: PersonWho, slug: str, page: str) -> Response:
    """Notes that the page was read, and carries on to the next one, the quiz or the evaluation."""
    try:
        after = attempts.mark_page_seen(
            get_session(), person_id=who.id, slug=slug, page=page, issuer=issuer(), now=now()
        )
    except RuleBroken as broken:
        notice(broken.message, kind="warning")
        return redirect(f"/learning/{slug}/{page}/")
    if after.study.has_passed and after.recorded:
        return redirect(f"/learning/{slug}/evaluation/")
    return redirect(way_on(after.study, page))


def way_on(study: Study, page: str) -> str:
    """Where the button of a page leads: the page behind it, then the quiz."""
    behind = study.way.pages[study.way.pages.index(page) + 1 :]
    if not behind and study.is_open and not study.quiz_is_answered:
        return f"/learning/{study.content.slug}/quiz/"
    return place_address(study.content.slug, after_page(study.way, page, study.progress))


def _page(study: Study, slug: str) -> Page:
    found = study.content.page(slug)
    if found is None:
        raise NotFound
    return found


def _show_page(study: Study, page: Page, *, error: str = "", asked: str = "") -> str:
    number = study.way.pages.index(page.slug) + 1
    has_contacts = any(CONTACTS_MARK in part.html for part in page.parts)
    contacts = contacts_by_key(get_session()) if has_contacts else {}
    place, step = Place(Stop.PAGE, slug=page.slug), request.args.get("step", "")
    at, wrong = place_address(study.content.slug, place), study.asked(place, asked)

    def show_part(part: Part) -> Shown | Scene | Markup:
        if part.question is None:
            return trusted(fill_contacts(part.html, contacts))
        is_wrong = wrong is not None and wrong.question.id == part.question.id
        kept, message = (sent(), error) if is_wrong else (NOTHING_SENT, "")
        return show(study, part.question, at=at, step=step, sent=kept, error=message)

    return render_template(
        "learning/page.html",
        study=study,
        page=page,
        number=number,
        parts=[show_part(part) for part in page.parts],
        before=study.content.pages[number - 2] if number > 1 else None,
        way_on=way_on(study, page.slug),
        error=error,
        asked=asked,
    )
