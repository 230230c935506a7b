"""Pages about a person's own account."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from sscp_learning.people import actions, queries
from sscp_learning.people.access import person_of, signed_in
from sscp_learning.people.forms import ChangePasswordForm
from sscp_learning.people.identity import load_person
from sscp_learning.people.views.visitor import UNPROCESSABLE, passwords, site
from sscp_learning.platform import identity
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session, reading
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("people_person", __name__, template_folder="../templates")


@blueprint.get("/account/")
@access(signed_in)
def account() -> str:
    """What the site knows about the person who is signed in."""
    who = person_of(current_who())
    places = queries.list_memberships(get_session(), who.id)
    return render_template("people/account.html", person=who, places=places)


@blueprint.route("/account/password", methods=["GET", "POST"])
@access(signed_in)
def change_password() -> str | tuple[str, int] | Response:
    """A new password; every other device is signed out, this one stays."""
    form = ChangePasswordForm()
    if not form.is_submitted():
        return render_template("people/change_password.html", form=form)
    try:
        if form.validate():
            _change_password(form)
            notice("Your password is changed. Every other device has been signed out.")
            return redirect("/account/")
    except RuleBroken as broken:
        form.show(broken)
    return render_template("people/change_password.html", form=form), UNPROCESSABLE


def _change_password(form: ChangePasswordForm) -> None:
    """Checks the old password and sets the new one; the slow work comes before the writing. Raises RuleBroken."""
    who = person_of(current_who())
    with reading() as session:
        kept = queries.get_person(session, who.id).password_hash
    if not passwords().check(kept, form.old_password.data or ""):
        raise RuleBroken("old_password", "This is not the password you use now")
    actions.check_new_password(form.password.data or "", email=who.email)
    password_hash = passwords().make(form.password.data or "")
    session = get_session()
    person = actions.change_password(session, person_id=who.id, password_hash=password_hash, site=site(), now=now())
    fresh = load_person(session, person.id, person.token)
    if fresh is not None:
        identity.sign_in(fresh)
