"""Administration: agencies, teams, people, what they may do, and the audit log."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from sscp_learning.home import actions, queries
from sscp_learning.home.forms import ROLE_WORDS, AgencyForm, MoveForm, RoleForm, TeamForm, choices
from sscp_learning.oversight.queries import find_place, list_places
from sscp_learning.people import actions as people_actions
from sscp_learning.people import queries as people
from sscp_learning.people.access import administrator, person_of
from sscp_learning.people.identity import PersonWho
from sscp_learning.people.models import Membership, Person, RoleGrant
from sscp_learning.people.rules import MembershipState, Role
from sscp_learning.people.views.visitor import site
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import NotFound, RuleBroken
from sscp_learning.platform.forms import clean_words
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("home_administrator", __name__, template_folder="../templates", url_prefix="/admin")

Page = str | tuple[str, int] | Response

UNPROCESSABLE = 422
LONGEST_SEARCH = 100


def _me() -> PersonWho:
    return person_of(current_who())


def _page_number() -> int:
    return min(max(1, request.args.get("page", 1, type=int)), 100_000)


@blueprint.get("/")
@access(administrator)
def index() -> str:
    """The ways into administration, with what waits."""
    waiting = len(people.list_waiting_memberships(get_session()))
    return render_template("home/admin.html", waiting=waiting)


@blueprint.get("/agencies/")
@access(administrator)
def agencies() -> str:
    """Every agency with its domains, teams and people."""
    return render_template("home/agencies.html", lines=queries.list_agencies(get_session()))


@blueprint.route("/agencies/new/", methods=["GET", "POST"])
@access(administrator)
def new_agency() -> Page:
    """Adds an agency."""
    form = AgencyForm()
    if not form.is_submitted():
        return render_template("home/new_agency.html", form=form)
    try:
        if form.validate():
            added = people_actions.add_agency(
                get_session(), name=form.name.data or "", domains=form.chosen_domains, by=_me().ref, now=now()
            )
            notice(f"{added.name} is added.")
            return redirect(f"/admin/agencies/{added.public_id}/")
    except RuleBroken as broken:
        form.show(broken)
    return render_template("home/new_agency.html", form=form), UNPROCESSABLE


@blueprint.route("/agencies/<public_id>/", methods=["GET", "POST"])
@access(administrator)
def agency(public_id: str) -> Page:
    """One agency; the form adds a team."""
    session = get_session()
    line = queries.get_agency_line(session, public_id)
    form = TeamForm()
    try:
        if form.is_submitted() and form.validate():
            team = people_actions.add_team(
                session, agency_id=line.agency.id, name=form.name.data or "", by=_me().ref, now=now()
            )
            notice(f"The team {team.name} is added.")
            return redirect(f"/admin/agencies/{public_id}/")
    except RuleBroken as broken:
        form.show(broken)
    return render_template("home/agency.html", form=form, line=line), UNPROCESSABLE if form.is_submitted() else 200


@blueprint.get("/people/")
@access(administrator)
def list_people() -> str:
    """People by name, found by name or address, and above them those who wait to be let in."""
    session = get_session()
    words = clean_words(request.args.get("q", ""))[:LONGEST_SEARCH]
    found = queries.count_people(session, words)
    pages = max(1, -(-found // queries.PAGE))
    page = min(_page_number(), pages)
    return render_template(
        "home/people.html",
        words=words,
        people=queries.list_people(session, words, page),
        found=found,
        page=page,
        pages=pages,
        waiting=people.list_waiting_memberships(session),
    )


@blueprint.post("/people/<public_id>/decide/")
@access(administrator)
def decide(public_id: str) -> Response:
    """Lets somebody who waits into an agency, or does not. The person is told by letter."""
    session = get_session()
    person = queries.get_person_by_public_id(session, public_id)
    places = people.list_memberships(session, person.id)
    place = next((place for place in places if place.agency.public_id == request.form.get("agency")), None)
    if place is None:
        raise NotFound
    welcome = request.form.get("decision") == "agree"
    actions.let_in(session, membership_id=place.id, welcome=welcome, by=_me().id, site=site(), now=now())
    outcome = "now registered with" if welcome else "not registered with"
    notice(f"{person.name} is {outcome} {place.agency.name}. They are told by e-mail.")
    return redirect("/admin/people/")


@blueprint.get("/people/<public_id>/")
@access(administrator)
def person(public_id: str) -> str:
    """One person: where they work and what they may do."""
    return _person_page(queries.get_person_by_public_id(get_session(), public_id), _role_form())


def _role_form() -> RoleForm:
    form = RoleForm()
    form.place.choices = choices({place.value: place.words for place in list_places(get_session())[1:]})
    return form


def _person_page(shown: Person, form: RoleForm) -> str:
    session = get_session()
    return render_template(
        "home/person.html",
        person=shown,
        places=people.list_memberships(session, shown.id),
        grants=queries.list_grants(session, shown.id),
        role_words=ROLE_WORDS,
        form=form,
    )


@blueprint.post("/people/<public_id>/roles/")
@access(administrator)
def grant(public_id: str) -> Page:
    """Lets somebody do more."""
    shown = queries.get_person_by_public_id(get_session(), public_id)
    form = _role_form()
    try:
        if form.validate():
            _grant(shown, form)
            notice(f"{shown.name} has the role now. It works from their next page on.")
            return redirect(f"/admin/people/{public_id}/")
    except RuleBroken as broken:
        form.show(broken)
    return _person_page(shown, form), UNPROCESSABLE


def _grant(shown: Person, form: RoleForm) -> None:
    """Raises RuleBroken for a manager of nothing."""
    role = Role(form.role.data)
    place = find_place(get_session(), form.place.data or "") if role is Role.MANAGER else None
    if role is Role.MANAGER and (place is None or place.agency_id is None):
        raise RuleBroken("place", "Choose the team or agency they manage")
    scope = (place.agency_id, place.team_id) if place else (None, None)
    if any((held.role, held.agency_id, held.team_id) == (role, *scope) for held in _grants(shown)):
        raise RuleBroken("role", "They have this role already")
    people_actions.grant_role(
        get_session(),
        person_id=shown.id,
        role=role,
        by=_me().ref,
        now=now(),
        agency_id=scope[0],
        team_id=scope[1],
    )


def _grants(shown: Person) -> list[RoleGrant]:
    return [grant for grant, _agency, _team in queries.list_grants(get_session(), shown.id)]


@blueprint.route("/people/<public_id>/team/<agency_id>/", methods=["GET", "POST"])
@access(administrator)
def move(public_id: str, agency_id: str) -> Page:
    """Puts somebody into a team of their agency."""
    session = get_session()
    shown = queries.get_person_by_public_id(session, public_id)
    place = queries.find_membership(session, shown.id, agency_id)
    if place is None or place.state != MembershipState.ACTIVE:
        raise NotFound
    form = MoveForm(job_role=place.job_role)
    teams = {team.public_id: team for team in people.list_teams(session, place.agency_id)}
    form.team.choices = choices({"": "Choose a team", **{key: team.name for key, team in teams.items()}})
    try:
        if form.is_submitted() and form.validate():
            _move(place, form)
            notice(f"{shown.name} has moved. What the new team requires is assigned.")
            return redirect(f"/admin/people/{public_id}/")
    except RuleBroken as broken:
        form.show(broken)
    page = render_template("home/move.html", form=form, person=shown, place=place)
    return page, UNPROCESSABLE if form.is_submitted() else 200


def _move(place: Membership, form: MoveForm) -> None:
    session = get_session()
    teams = {team.public_id: team for team in people.list_teams(session, place.agency_id)}
    team = teams.get(form.team.data or "")
    if team is None:
        raise RuleBroken("team", "Choose a team")
    actions.move_to_team(session, place=place, team=team, job_role=form.job_role.data or "", by=_me().id, now=now())


@blueprint.get("/audit/")
@access(administrator)
def audit_log() -> str:
    """Who did what, newest first."""
    session = get_session()
    pages = max(1, -(-queries.count_audit(session) // queries.PAGE))
    page = min(_page_number(), pages)
    return render_template("home/audit.html", lines=queries.list_audit(session, page), page=page, pages=pages)
