"""What administrators require of whom, and who is let off."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from sscp_learning.learning.queries import list_published_titles
from sscp_learning.oversight import actions, queries
from sscp_learning.oversight.forms import ButtonForm, RequirementForm, WaiverForm
from sscp_learning.oversight.models import Requirement
from sscp_learning.oversight.rules import WAIVER_WORDS, due_words
from sscp_learning.people.access import administrator, person_of
from sscp_learning.people.queries import find_person_by_email
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import NotFound, RuleBroken
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session
from sscp_learning.ui.chrome import notice
from sscp_learning.ui.filters import plural

blueprint = Blueprint("oversight_administrator", __name__, template_folder="../templates", url_prefix="/admin")

Page = str | tuple[str, int] | Response

UNPROCESSABLE = 422


def _me() -> int:
    return person_of(current_who()).id


@blueprint.get("/requirements/")
@access(administrator)
def requirements() -> str:
    """Every requirement, with whom it is for and by when."""
    lines = queries.list_requirements(get_session())
    return render_template("oversight/requirements.html", lines=lines, due_words=due_words, form=ButtonForm())


@blueprint.route("/requirements/new/", methods=["GET", "POST"])
@access(administrator)
def new_requirement() -> Page:
    """Requires a module of people."""
    form = RequirementForm()
    session = get_session()
    form.offer(list_published_titles(session), queries.list_places(session))
    if not form.is_submitted():
        return render_template("oversight/requirement.html", form=form)
    try:
        if form.validate():
            _make(form)
            return redirect("/admin/requirements/")
    except RuleBroken as broken:
        form.show(broken)
    return render_template("oversight/requirement.html", form=form), UNPROCESSABLE


def _make(form: RequirementForm) -> None:
    session = get_session()
    place = queries.find_place(session, form.place.data or "")
    if place is None:
        raise RuleBroken("place", "Choose who must hold it")
    made = actions.make_requirement(
        session,
        module_slug=form.module.data or "",
        due=form.due,
        agency_id=place.agency_id,
        team_id=place.team_id,
        job_role=form.job_role.data or "",
        valid_months=form.valid_months.data,
        by=_me(),
        now=now(),
    )
    people = queries.count_assigned(session, made.id)
    notice(f"Saved. {plural(people, 'person has', 'people have')} this to do now; newcomers get it by themselves.")


@blueprint.route("/requirements/<public_id>/end/", methods=["GET", "POST"])
@access(administrator)
def end_requirement(public_id: str) -> Page:
    """Ends a requirement, after a page that says what that means."""
    session = get_session()
    requirement = _find(public_id)
    form = ButtonForm()
    if form.validate_on_submit():
        actions.end_requirement(session, requirement=requirement, by=_me(), now=now())
        notice("The requirement has ended. What people completed is kept.")
        return redirect("/admin/requirements/")
    return render_template(
        "oversight/end_requirement.html",
        form=form,
        requirement=requirement,
        who=queries.scope_of(requirement),
        module=list_published_titles(session).get(requirement.module_slug, requirement.module_slug),
        people=queries.count_assigned(session, requirement.id),
    )


def _find(public_id: str) -> Requirement:
    requirement = queries.find_requirement(get_session(), public_id)
    if requirement is None:
        raise NotFound
    return requirement


@blueprint.route("/waivers/", methods=["GET", "POST"])
@access(administrator)
def waivers() -> Page:
    """Who need not take which module, and a form to add somebody."""
    form = WaiverForm()
    session = get_session()
    modules = list_published_titles(session)
    form.offer(modules)
    try:
        if form.is_submitted() and form.validate():
            _waive(form)
            notice("The waiver is saved.")
            return redirect("/admin/waivers/")
    except RuleBroken as broken:
        form.show(broken)
    lines = queries.list_waivers(session)
    page = render_template("oversight/waivers.html", form=form, lines=lines, modules=modules, words=WAIVER_WORDS)
    return page, UNPROCESSABLE if form.is_submitted() else 200


def _waive(form: WaiverForm) -> None:
    session = get_session()
    person = find_person_by_email(session, form.email.data or "")
    if person is None:
        raise RuleBroken("email", "Nobody has an account with this address. Check how it is spelt.")
    if form.module.data not in list_published_titles(session):
        raise RuleBroken("module", "Choose a module that is on offer")
    if form.chosen_reason is None:
        raise RuleBroken("reason", "Choose why")
    actions.add_waiver(
        session,
        person_id=person.id,
        module_slug=form.module.data,
        reason=form.chosen_reason,
        ends_on=form.ends_on.data,
        by=_me(),
        now=now(),
    )


@blueprint.post("/waivers/<public_id>/lift/")
@access(administrator)
def lift_waiver(public_id: str) -> Response:
    """Ends a waiver now."""
    waiver = queries.find_waiver(get_session(), public_id)
    if waiver is None:
        raise NotFound
    actions.lift_waiver(get_session(), waiver=waiver, by=_me(), now=now())
    notice("The waiver is lifted.")
    return redirect("/admin/waivers/")
