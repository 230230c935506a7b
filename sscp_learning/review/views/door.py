"""How a young person comes in, stays longer, and goes: sign in, more time, exit, leave."""

from datetime import timedelta
from typing import cast

from flask import Blueprint, current_app, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from sscp_learning.people.passwords import Passwords
from sscp_learning.platform import identity
from sscp_learning.platform.access import access, anyone, safe_way_back
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.throttle import Limit, count_try, is_over
from sscp_learning.platform.web import get_database, get_session, get_settings, reading
from sscp_learning.review import queries
from sscp_learning.review.access import reviewer, reviewer_of
from sscp_learning.review.actions import comments
from sscp_learning.review.forms import SignInForm
from sscp_learning.review.identity import ReviewerWho, load_reviewer
from sscp_learning.review.names import tidy_passphrase, tidy_username
from sscp_learning.review.views.frame import frame, sign_in
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("review_door", __name__, template_folder="../templates")
frame(blueprint)

Page = str | tuple[str, int] | Response

HOME = "/review/"
# A page that nobody would wonder about (DECISIONS 36).
OUTSIDE = "https://www.bbc.co.uk/weather"
WRONG = "The username or the passphrase is not right. Check both on your pass and try again."
TOO_MANY = "That was a lot of tries. Wait 15 minutes, or ask the person who runs your group for new words."
ONE_PASS = Limit("tries at one pass", 10, timedelta(minutes=15))
ONE_PLACE = Limit("tries at passes from one place", 60, timedelta(minutes=15))
UNPROCESSABLE = 422


@blueprint.route("/review/sign-in", methods=["GET", "POST"])
@access(anyone)
def enter() -> Page:
    """The way in with a pass. A wrong name and a wrong phrase get the same answer."""
    form = SignInForm()
    way_back = safe_way_back(request.values.get("next"))
    status = 200
    if form.is_submitted():
        status = UNPROCESSABLE
        try:
            if form.validate():
                sign_in(_check(form.username.data or "", form.passphrase.data or ""), str(form.device.data))
                return redirect(way_back or HOME)
        except RuleBroken as broken:
            form.show(broken)
    return render_template("review/sign_in.html", form=form, way_back=way_back), status


@blueprint.post("/review/more-time")
@access(reviewer)
def more_time() -> Response:
    """“I need more time”: being here has moved the end already (WCAG 2.2.1)."""
    notice("You have more time now.", kind="info")
    return redirect(safe_way_back(request.form.get("next")) or HOME)


@blueprint.route("/review/leave/", methods=["GET", "POST"])
@access(reviewer)
def leave() -> Page:
    """Stops being a reviewer, with one button."""
    if request.method == "GET":
        return render_template("review/leave.html")
    session = get_session()
    comments.leave(session, queries.get_pass(session, reviewer_of(current_who()).id), now=now())
    identity.sign_out()
    return make_response(render_template("review/left.html"))


@blueprint.route("/exit", methods=["GET", "POST"])
@access(anyone)
def exit_page() -> Response:
    """Leaves this site at once. By POST the sign-in ends first, on the server and in the browser (DECISIONS 36)."""
    answer = make_response(render_template("review/exit.html", outside=OUTSIDE))
    answer.headers["Refresh"] = f"0; url={OUTSIDE}"
    answer.headers["Cache-Control"] = "no-store"
    if request.method == "POST":
        _end_sign_in()
        answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer


def _end_sign_in() -> None:
    who = current_who()
    if isinstance(who, ReviewerWho):
        session = get_session()
        comments.end_sign_ins(session, queries.get_pass(session, who.id))
    identity.sign_out()


# Somebody who must leave fast is never stopped by a form that has expired. The worst that a forged one can do is sign
# somebody out.
@blueprint.record_once
def _exit_needs_no_token(state: object) -> None:
    state.app.extensions["csrf"].exempt(exit_page)  # type: ignore[attr-defined]


def _check(username: str, passphrase: str) -> ReviewerWho:
    """The reviewer with this pass. Slow, so it only reads. Raises RuleBroken."""
    name = tidy_username(username)
    with reading() as session:
        for limit, key in _limits(name):
            if is_over(session, limit, key, secret=get_settings().secret_key, now=now()):
                raise RuleBroken("passphrase", TOO_MANY)
        facts = queries.find_pass_facts(session, name)
    passwords = cast("Passwords", current_app.extensions["passwords"])
    good = passwords.check(facts.passphrase_hash if facts else None, tidy_passphrase(passphrase))
    with reading() as session:
        who = load_reviewer(session, facts.pass_id, facts.token) if facts and good else None
    if who is None:
        for limit, key in _limits(name):
            count_try(get_database(), limit, key, secret=get_settings().secret_key, now=now())
        raise RuleBroken("passphrase", WRONG)
    return who


def _limits(name: str) -> tuple[tuple[Limit, str], ...]:
    return (ONE_PASS, name), (ONE_PLACE, request.remote_addr or "")
