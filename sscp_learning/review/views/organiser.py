"""Opening and closing rounds of review, for editors and publishers (REVIEW-RULES C1, C2)."""

from flask import Blueprint, redirect, render_template
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from sscp_learning.people.access import desk, person_of
from sscp_learning.people.rules import Role
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session
from sscp_learning.review import queries
from sscp_learning.review.actions.rounds import close_round, open_round
from sscp_learning.review.drafts import list_safe_drafts
from sscp_learning.review.forms import RoundForm
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("review_organiser", __name__, template_folder="../templates", url_prefix="/desk/rounds")

Page = str | tuple[str, int] | Response
UNPROCESSABLE = 422
NOBODY = SelectChoice("", "Choose somebody")


@blueprint.route("/", methods=["GET", "POST"])
@access(desk)
def rounds() -> Page:
    """Every round, and a form to open one."""
    session = get_session()
    form = _form(session)
    if form.is_submitted():
        try:
            if form.validate():
                _open(session, form)
                return redirect("/desk/rounds/")
        except RuleBroken as broken:
            form.show(broken)
    page = render_template("review/rounds.html", form=form, rounds=queries.list_all_rounds(session))
    return page, UNPROCESSABLE if form.is_submitted() else 200


@blueprint.post("/<public_id>/close/")
@access(desk)
def close(public_id: str) -> Response:
    """Ends the reading of a round."""
    session = get_session()
    review = queries.get_any_round(session, public_id)
    close_round(session, review, by_id=person_of(current_who()).id, now=now())
    notice("The round is closed. Comments that were sent still get their answers.")
    return redirect("/desk/rounds/")


def _open(session: Session, form: RoundForm) -> None:
    group = next(one for one in queries.list_all_groups(session) if one.public_id == form.group.data)
    plan = form.plan(alerts_leave=queries.do_alerts_leave(session, now()))
    review = open_round(session, group=group, new=plan, by_id=person_of(current_who()).id, now=now())
    notice(f"The round on {review.title} is open. Tell the coordinator of {group.title}.")


def _form(session: Session) -> RoundForm:
    """The form with today's drafts, groups and people to choose from."""
    form = RoundForm()
    form.drafts.choices = [
        SelectChoice(str(name.revision_id), f"{name.title}: {name.format_title}") for name in list_safe_drafts(session)
    ]
    groups = [SelectChoice(group.public_id, group.title) for group in queries.list_all_groups(session)]
    form.group.choices = [SelectChoice("", "Choose a group"), *groups]
    for field, role in (
        (form.moderator, Role.MODERATOR),
        (form.lead, Role.SAFEGUARDING),
        (form.deputy, Role.SAFEGUARDING),
    ):
        people = queries.list_people_with(session, role)
        field.choices = [NOBODY, *(SelectChoice(str(person.id), person.name) for person in people)]
    return form
