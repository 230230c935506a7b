"""A coordinator's groups and passes. Pseudonyms and comments are never shown here (DECISIONS 32)."""

from typing import cast

from flask import Blueprint, current_app, redirect, render_template
from werkzeug.wrappers import Response

from sscp_learning.people.access import coordinator, person_of
from sscp_learning.people.passwords import Passwords
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session, get_settings, reading
from sscp_learning.review import queries
from sscp_learning.review.actions import groups
from sscp_learning.review.actions.groups import NewPass
from sscp_learning.review.forms import GroupForm, PassForm
from sscp_learning.review.names import make_passphrase
from sscp_learning.review.rules import AgeBand
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("review_coordinator", __name__, template_folder="../templates", url_prefix="/review/groups")

Page = str | tuple[str, int] | Response
UNPROCESSABLE = 422


@blueprint.route("/", methods=["GET", "POST"])
@access(coordinator)
def groups_page() -> Page:
    """Their groups, and a form for a new one."""
    who = person_of(current_who())
    form = GroupForm()
    status = 200
    if form.is_submitted():
        status = UNPROCESSABLE
        try:
            if form.validate():
                group = groups.make_group(get_session(), title=form.title.data, coordinator_id=who.id, now=now())
                notice(f"The group {group.title} is made. Now make a pass for each young person.")
                return redirect(f"/review/groups/{group.public_id}/")
        except RuleBroken as broken:
            form.show(broken)
    mine = queries.list_groups(get_session(), who.id)
    return render_template("review/groups.html", form=form, groups=mine), status


@blueprint.route("/<group_id>/", methods=["GET", "POST"])
@access(coordinator)
def group_page(group_id: str) -> Page:
    """One group: its passes, and a form for a new one. The new passphrase is shown once, on the page that answers."""
    who = person_of(current_who())
    form = PassForm()
    with reading() as session:
        queries.get_group(session, group_id, who.id)
    if form.validate_on_submit():
        phrase = make_passphrase()
        new = NewPass(AgeBand(form.age_band.data), _hash(phrase))
        session = get_session()
        group = queries.get_group(session, group_id, who.id)
        made = groups.make_pass(session, group=group, new=new, by_id=who.id, now=now())
        return render_template("review/pass_made.html", group=group, held=made, phrase=phrase, site=_site())
    session = get_session()
    group = queries.get_group(session, group_id, who.id)
    page = render_template("review/group.html", group=group, form=form, passes=queries.list_passes(session, group.id))
    return page, UNPROCESSABLE if form.is_submitted() else 200


@blueprint.post("/<group_id>/passes/<pass_id>/renew/")
@access(coordinator)
def renew(group_id: str, pass_id: str) -> Page:
    """A new passphrase for somebody who lost theirs, shown once."""
    phrase = make_passphrase()
    passphrase_hash = _hash(phrase)
    session = get_session()
    who = person_of(current_who())
    group = queries.get_group(session, group_id, who.id)
    held = queries.get_pass_of_group(session, pass_id, group.id)
    groups.renew_pass(session, held, passphrase_hash=passphrase_hash, by_id=who.id, now=now())
    return render_template("review/pass_made.html", group=group, held=held, phrase=phrase, site=_site())


def _site() -> str:
    return get_settings().public_url


def _hash(phrase: str) -> str:
    """Slow on purpose: called before the writing transaction opens (DECISIONS 11)."""
    return cast("Passwords", current_app.extensions["passwords"]).make(phrase)
