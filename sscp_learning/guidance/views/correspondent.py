"""Pages for a reader who has something to say to us: a wish for another format, or whether a text was useful."""

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from sscp_learning.guidance.actions import notes
from sscp_learning.guidance.bodies import Body, get_body
from sscp_learning.guidance.forms import OTHER_FORMATS, AskForm, FeedbackForm, YoungAskForm, YoungFeedbackForm
from sscp_learning.guidance.rules import ANSWER_WITHIN
from sscp_learning.guidance.shapes import AskedPage
from sscp_learning.guidance.views.reader import find, partnership
from sscp_learning.platform.access import access, anyone
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.platform.forms import Form
from sscp_learning.platform.throttle import Limit, count_try, is_over
from sscp_learning.platform.web import get_database, get_session, get_settings, reading
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("guidance_correspondent", __name__, url_prefix="/guidance", template_folder="../templates")
Page = str | tuple[str, int] | Response
UNPROCESSABLE = 422
FROM_ONE_PLACE = Limit("notes from one place", 30, timedelta(hours=1))
TOO_MANY = (
    "Too many forms have come from this place in the last hour. Please try again later. Your words are kept below."
)


@blueprint.route("/<slug>/<kind>/ask/", methods=["GET", "POST"])
@access(anyone)
def ask(slug: str, kind: str) -> Page:
    """A wish for this text in another format."""
    page = _page(slug, kind)
    form = YoungAskForm() if page.young else AskForm()
    if not _is_good(form):
        return _form_page("guidance/ask.html", page, form)
    wanted = form.answer.data
    notes.ask_for_format(
        get_session(),
        page=_asked(page),
        wanted=(wanted, dict(OTHER_FORMATS)[wanted]),
        words=_words(form),
        email=form.email.data or "",
        to=partnership().email,
        now=now(),
    )
    notice(f"Thank you. We have passed this on, and will answer by e-mail within {ANSWER_WITHIN.days} days.")
    return redirect(page.address)


@blueprint.route("/<slug>/<kind>/feedback/", methods=["GET", "POST"])
@access(anyone)
def feedback(slug: str, kind: str) -> Page:
    """Whether this text was useful."""
    page = _page(slug, kind)
    form = YoungFeedbackForm() if page.young else FeedbackForm()
    if not _is_good(form):
        return _form_page("guidance/feedback.html", page, form)
    notes.give_feedback(get_session(), page=_asked(page), answer=form.answer.data, words=_words(form), now=now())
    notice("Thank you for telling us.")
    return redirect(page.address)


def _page(slug: str, kind: str) -> Body:
    with reading() as session:
        return get_body(session, find(session, slug, kind))


def _asked(page: Body) -> AskedPage:
    return AskedPage(page.slug, page.kind, f"{get_settings().public_url}{page.address}")


def _form_page(template: str, page: Body, form: Form) -> tuple[str, int]:
    return render_template(template, page=page, form=form), UNPROCESSABLE if form.is_submitted() else 200


def _words(form: Form) -> str:
    return str(form.words.data or "") if "words" in form else ""


def _is_good(form: Form) -> bool:
    """True for a form that was sent, is complete, and is not one too many from the same place."""
    if not form.validate_on_submit():
        return False
    secret, place = get_settings().secret_key, request.remote_addr or ""
    with reading() as session:
        over = is_over(session, FROM_ONE_PLACE, place, secret=secret, now=now())
    if over:
        form.show(RuleBroken("", TOO_MANY))
        return False
    count_try(get_database(), FROM_ONE_PLACE, place, secret=secret, now=now())
    return True
