"""Pages for a reader who wants to know what is new: changes by month, and a feed of them."""

from flask import Blueprint, Response, render_template, request

from sscp_learning.guidance.answers import file_for, page_for
from sscp_learning.guidance.happenings import list_in_month, list_latest, list_months
from sscp_learning.guidance.rules import CHANGE_WORDS, FORMATS
from sscp_learning.platform.access import access, anyone
from sscp_learning.platform.errors import NotFound
from sscp_learning.platform.web import get_session, get_settings

blueprint = Blueprint("guidance_follower", __name__, url_prefix="/guidance", template_folder="../templates")


@blueprint.get("/changes/")
@access(anyone)
def changes() -> Response:
    """What happened in one month: the one that is asked for, or else the newest in which anything happened."""
    months = list_months(get_session())
    asked = request.args.get("month")
    month = next((month for month in months if asked in {None, month.key}), None)
    if asked is not None and month is None:
        raise NotFound("Nothing changed in that month. All months with changes are on the page “What changed”.")
    happened = list_in_month(get_session(), month) if month else []
    shown = {"months": months, "month": month, "happened": happened, "formats": FORMATS, "change_words": CHANGE_WORDS}
    return page_for(lambda: render_template("guidance/changes.html", **shown))


@blueprint.get("/feed.atom")
@access(anyone)
def feed() -> Response:
    """The latest changes, for a feed reader."""
    happened = list_latest(get_session())
    words = render_template(
        "guidance/feed.xml",
        happened=happened,
        formats=FORMATS,
        change_words=CHANGE_WORDS,
        public_url=get_settings().public_url,
    )
    return file_for(words.encode(), mimetype="application/atom+xml", name="changes.atom")
