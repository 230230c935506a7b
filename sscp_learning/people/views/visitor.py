"""Pages for somebody who has not signed in: sign in, register, confirm an address, choose a new password."""

from datetime import timedelta
from typing import cast

from flask import Blueprint, current_app, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from sscp_learning.people import actions, queries
from sscp_learning.people.actions import Site
from sscp_learning.people.forms import (
    ButtonForm,
    CodeAndPasswordForm,
    CodeForm,
    EmailForm,
    NewPasswordForm,
    RegisterForm,
    SignInForm,
)
from sscp_learning.people.identity import PersonWho, load_person
from sscp_learning.people.passwords import Passwords
from sscp_learning.people.rules import LinkPurpose, normal_email
from sscp_learning.platform import identity
from sscp_learning.platform.access import access, anyone, safe_way_back
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.platform.throttle import Limit, count_try, is_over
from sscp_learning.platform.web import get_database, get_session, get_settings, reading
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("people_visitor", __name__, template_folder="../templates")

Page = str | tuple[str, int] | Response

WRONG = "The e-mail address or the password is not right. Check both and try again."
TOO_MANY = "There have been too many tries. Wait 15 minutes and try again, even after you choose a new password."
NOT_CONFIRMED = "You have not confirmed your e-mail address yet. Open the e-mail we sent you, or ask for a new one."
FOR_ONE_ACCOUNT = Limit("sign-in to one account", 10, timedelta(minutes=15))
FROM_ONE_PLACE = Limit("sign-in from one place", 100, timedelta(minutes=15))
CODES_FOR_ONE_ADDRESS = Limit("codes for one address", 10, timedelta(minutes=15))
CODES_FROM_ONE_PLACE = Limit("codes from one place", 100, timedelta(minutes=15))
LETTERS_TO_ONE_ADDRESS = Limit("letters to one address", 5, timedelta(hours=1))
LETTERS_FROM_ONE_PLACE = Limit("letters from one place", 100, timedelta(hours=1))
UNPROCESSABLE = 422


def site() -> Site:
    """How letters name this site, and where it is."""
    return Site(
        name=str(current_app.extensions["site_name"]), url=get_settings().public_url, secret=get_settings().secret_key
    )


def passwords() -> Passwords:
    """The maker and checker of password hashes."""
    return cast("Passwords", current_app.extensions["passwords"])


@blueprint.route("/sign-in", methods=["GET", "POST"])
@access(anyone)
def sign_in() -> Page:
    """Signs somebody in; says in the same words for a wrong address and a wrong password that it did not work."""
    form = SignInForm()
    way_back = safe_way_back(request.values.get("next"))
    status = 200
    if form.is_submitted():
        status = UNPROCESSABLE
        try:
            if form.validate():
                identity.sign_in(_check(form.email.data or "", form.password.data or ""))
                return redirect(way_back or "/")
        except RuleBroken as broken:
            form.show(broken)
    return render_template("people/sign_in.html", form=form, way_back=way_back), status


def _check(email: str, password: str) -> PersonWho:
    """The person with this address and password. Slow, so it only reads. Raises RuleBroken."""
    with reading() as session:
        if _tried_too_often(session, email):
            raise RuleBroken("password", TOO_MANY)
        facts = queries.find_sign_in_facts(session, email)
    good = passwords().check(facts.password_hash if facts else None, password)
    with reading() as session:
        who = load_person(session, facts.person_id, facts.token) if facts and good else None
    if facts is None or who is None:
        _count(FOR_ONE_ACCOUNT, email)
        _count(FROM_ONE_PLACE, request.remote_addr or "")
        raise RuleBroken("password", WRONG)
    if not facts.is_confirmed:
        raise RuleBroken("email", NOT_CONFIRMED)
    return who


def _tried_too_often(session: Session, email: str) -> bool:
    return _is_over(session, FOR_ONE_ACCOUNT, email) or _is_over(session, FROM_ONE_PLACE, request.remote_addr or "")


def _is_over(session: Session, limit: Limit, key: str) -> bool:
    """Whether the tries are used up; an address is the same however it is typed."""
    return is_over(session, limit, normal_email(key), secret=get_settings().secret_key, now=now())


def _count(limit: Limit, key: str) -> None:
    count_try(get_database(), limit, normal_email(key), secret=get_settings().secret_key, now=now())


@blueprint.route("/sign-out", methods=["GET", "POST"])
@access(anyone)
def sign_out() -> Page:
    """A button that signs out: a link alone must not, since anybody could put one in a page."""
    if request.method == "GET":
        return render_template("people/sign_out.html", form=ButtonForm())
    identity.sign_out()
    notice("You have signed out.")
    return redirect("/")


@blueprint.route("/register", methods=["GET", "POST"])
@access(anyone)
def register() -> Page:
    """Registration: the same answer whether or not the address is known."""
    form = RegisterForm()
    with reading() as session:
        form.agency.choices = [("", "Choose your agency")]
        form.agency.choices += [(agency.public_id, agency.name) for agency in queries.list_agencies(session)]
    if not form.is_submitted():
        return render_template("people/register.html", form=form)
    try:
        if form.validate():
            _register(form)
            return render_template("people/check_your_mail.html", email=form.email.data, purpose="confirm")
    except RuleBroken as broken:
        form.show(broken)
    return render_template("people/register.html", form=form), UNPROCESSABLE


def _register(form: RegisterForm) -> None:
    email = form.email.data or ""
    actions.check_new_password(form.password.data or "", email=email)
    _one_more_letter(email)
    password_hash = passwords().make(form.password.data or "")
    actions.register(
        get_session(),
        name=form.name.data or "",
        email=email,
        job_role=form.job_role.data or "",
        agency=form.agency.data or "",
        password_hash=password_hash,
        site=site(),
        now=now(),
    )


def _one_more_letter(email: str) -> None:
    """Counts a letter that somebody asks us to send. Raises RuleBroken when there were too many."""
    with reading() as session:
        if _is_over(session, LETTERS_TO_ONE_ADDRESS, email):
            raise RuleBroken("email", "We have sent several e-mails to this address. Wait an hour, then try again.")
        if _is_over(session, LETTERS_FROM_ONE_PLACE, request.remote_addr or ""):
            raise RuleBroken(
                "email", "Too many e-mails were asked for from your network. Wait an hour, then try again."
            )
    _count(LETTERS_TO_ONE_ADDRESS, email)
    _count(LETTERS_FROM_ONE_PLACE, request.remote_addr or "")


@blueprint.route("/confirm", methods=["GET", "POST"])
@access(anyone)
def confirm_again() -> Page:
    """A new confirmation letter for somebody who lost the first."""
    return _ask_for_letter("people/confirm_again.html", "confirm")


@blueprint.route("/forgotten-password", methods=["GET", "POST"])
@access(anyone)
def forgotten_password() -> Page:
    """A letter with the way to a new password; the same answer whether or not the address is known."""
    return _ask_for_letter("people/forgotten_password.html", "reset")


LETTERS = {"confirm": actions.send_confirm_link_again, "reset": actions.ask_for_reset}


def _ask_for_letter(template: str, purpose: str) -> Page:
    form = EmailForm()
    if not form.is_submitted():
        return render_template(template, form=form)
    try:
        if form.validate():
            _one_more_letter(form.email.data or "")
            LETTERS[purpose](get_session(), email=form.email.data or "", site=site(), now=now())
            return render_template("people/check_your_mail.html", email=form.email.data, purpose=purpose)
    except RuleBroken as broken:
        form.show(broken)
    return render_template(template, form=form), UNPROCESSABLE


@blueprint.route("/confirm/code", methods=["GET", "POST"])
@access(anyone)
def confirm_by_code() -> Page:
    """The same as the link in the letter, for somebody who reads the letter elsewhere: they type its code."""
    form = CodeForm()
    if not form.is_submitted():
        return render_template("people/confirm_by_code.html", form=form)
    try:
        if form.validate():
            email, code = _typed_code(form)
            actions.confirm_email_by_code(get_session(), email=email, code=code, site=site(), now=now())
            notice("Your e-mail address is confirmed. Sign in to begin.")
            return redirect("/sign-in")
    except RuleBroken as broken:
        form.show(broken)
    return render_template("people/confirm_by_code.html", form=form), UNPROCESSABLE


@blueprint.route("/forgotten-password/code", methods=["GET", "POST"])
@access(anyone)
def reset_by_code() -> Page:
    """A new password by the code of the letter. Every device that was signed in is signed out."""
    form = CodeAndPasswordForm()
    if not form.is_submitted():
        return render_template("people/reset_by_code.html", form=form)
    try:
        if form.validate():
            _reset_by_code(form)
            notice("Your new password is set. Sign in with it.")
            return redirect("/sign-in")
    except RuleBroken as broken:
        form.show(broken)
    return render_template("people/reset_by_code.html", form=form), UNPROCESSABLE


def _reset_by_code(form: CodeAndPasswordForm) -> None:
    password = form.password.data or ""
    actions.check_new_password(password, email=form.email.data or "")
    email, code = _typed_code(form)
    password_hash = passwords().make(password)
    actions.reset_password_by_code(
        get_session(), email=email, code=code, password_hash=password_hash, site=site(), now=now()
    )


def _typed_code(form: CodeForm) -> tuple[str, str]:
    """The address and the code. Each try is counted, a right one too. Raises RuleBroken when there were too many."""
    email = form.email.data or ""
    limits = ((CODES_FOR_ONE_ADDRESS, email), (CODES_FROM_ONE_PLACE, request.remote_addr or ""))
    with reading() as session:
        if any(_is_over(session, limit, key) for limit, key in limits):
            raise RuleBroken("code", "There have been too many tries. Wait 15 minutes, or ask for a new e-mail.")
    for limit, key in limits:
        _count(limit, key)
    return email, form.code.data or ""


@blueprint.route("/account/confirm/<token>", methods=["GET", "POST"])
@access(anyone)
def confirm(token: str) -> Page:
    """The page a confirmation letter leads to. Only the button spends the link: mail scanners open links first."""
    form = ButtonForm()
    if request.method == "POST":
        try:
            actions.confirm_email(get_session(), token=token, now=now())
        except RuleBroken as broken:
            return render_template("people/link_over.html", message=broken.message, again="/confirm"), UNPROCESSABLE
        notice("Your e-mail address is confirmed. Sign in to begin.")
        return redirect("/sign-in")
    return render_template("people/confirm.html", form=form, token=token, is_good=_is_good(token, LinkPurpose.CONFIRM))


@blueprint.route("/account/reset/<token>", methods=["GET", "POST"])
@access(anyone)
def reset(token: str) -> Page:
    """A new password for somebody who has the letter. Every device that was signed in is signed out."""
    form = NewPasswordForm()
    if not _is_good(token, LinkPurpose.RESET):
        page = render_template("people/link_over.html", message=actions.LINK_OVER, again="/forgotten-password")
        return page, 200 if request.method == "GET" else UNPROCESSABLE
    if not form.is_submitted():
        return render_template("people/reset.html", form=form, token=token)
    try:
        if form.validate():
            actions.check_new_password(form.password.data or "", email="")
            password_hash = passwords().make(form.password.data or "")
            actions.reset_password(get_session(), token=token, password_hash=password_hash, site=site(), now=now())
            notice("Your new password is set. Sign in with it.")
            return redirect("/sign-in")
    except RuleBroken as broken:
        form.show(broken)
    return render_template("people/reset.html", form=form, token=token), UNPROCESSABLE


def _is_good(token: str, purpose: LinkPurpose) -> bool:
    with reading() as session:
        link = queries.find_letter_link(session, actions.hash_of(token), purpose)
        return queries.is_link_good(link, now())
