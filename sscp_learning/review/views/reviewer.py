"""A young person's own pages: what is open, what they said, what we did; a round, its notice, a draft to read."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from sscp_learning.platform.access import access, safe_way_back
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session
from sscp_learning.review import queries
from sscp_learning.review.access import reviewer, reviewer_of
from sscp_learning.review.actions import comments
from sscp_learning.review.drafts import get_draft, get_names
from sscp_learning.review.names import suggest_pseudonyms
from sscp_learning.review.rules import SAFEGUARDING_KEPT_YEARS, RoundState
from sscp_learning.review.views.frame import frame
from sscp_learning.review.views.said import told_comments
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("review_reviewer", __name__, template_folder="../templates", url_prefix="/review")
frame(blueprint)

Page = str | tuple[str, int] | Response


@blueprint.get("/")
@access(reviewer)
def home() -> str:
    """Everything that is theirs, on one page."""
    who = reviewer_of(current_who())
    session = get_session()
    rounds = queries.list_rounds(session, who.group_id)
    taken = set() if who.pseudonym else queries.list_pseudonyms(session, who.group_id)
    return render_template(
        "review/home.html",
        open_rounds=[review for review in rounds if review.state == RoundState.OPEN],
        said=[(review, told_comments(session, who.id, review)) for review in rounds],
        suggestions=[] if who.pseudonym else suggest_pseudonyms(who.username, taken),
    )


@blueprint.post("/name")
@access(reviewer)
def choose_name() -> Response:
    """Takes one of the suggested names."""
    session = get_session()
    held = queries.get_pass(session, reviewer_of(current_who()).id)
    try:
        comments.choose_pseudonym(session, held, pseudonym=request.form.get("pseudonym", ""), now=now())
        notice(f"Your name here is {held.pseudonym}.")
    except RuleBroken as broken:
        notice(broken.message, kind="error")
    return redirect("/review/")


@blueprint.get("/<public_id>/")
@access(reviewer)
def show_round(public_id: str) -> str:
    """What a round is about, its questions, its drafts, and how far they have come."""
    who = reviewer_of(current_who())
    session = get_session()
    review = queries.get_round(session, public_id, who.group_id)
    places = queries.list_places(session, review.id)
    return render_template(
        "review/round.html",
        review=review,
        names=get_names(session, [place.revision_id for place in places]).values(),
        questions=queries.list_questions(session, review.id),
        said=told_comments(session, who.id, review),
        seen=queries.get_notice(session, who.id, review.id),
        drafts=queries.list_drafts(session, who.id, review.id),
    )


@blueprint.route("/<public_id>/notice/", methods=["GET", "POST"])
@access(reviewer)
def show_notice(public_id: str) -> Page:
    """The one short page before the first comment (REVIEW-RULES D3)."""
    who = reviewer_of(current_who())
    session = get_session()
    review = queries.get_round(session, public_id, who.group_id)
    way_on = safe_way_back(request.values.get("next")) or f"/review/{public_id}/"
    if request.method == "GET":
        return render_template("review/notice.html", review=review, way_on=way_on, kept_years=SAFEGUARDING_KEPT_YEARS)
    comments.note_notice(session, queries.get_pass(session, who.id), review, now=now())
    return redirect(way_on)


@blueprint.get("/<public_id>/<format_kind>/")
@access(reviewer)
def read(public_id: str, format_kind: str) -> str:
    """A draft, with “Comment on this part” under every part."""
    who = reviewer_of(current_who())
    session = get_session()
    review = queries.get_round(session, public_id, who.group_id)
    place = queries.get_place(session, review.id, format_kind)
    own = [comment for comment in queries.list_own(session, who.id, review.id) if comment.place.id == place.id]
    names = get_names(session, [each.revision_id for each in queries.list_places(session, review.id)])
    return render_template(
        "review/draft.html",
        review=review,
        draft=get_draft(session, place.revision_id),
        others=[name for name in names.values() if name.format != format_kind],
        questions=queries.list_questions(session, review.id),
        commented={comment.block_uid for comment in own if comment.block_uid},
        answered={comment.question_id for comment in own},
        is_open=review.state == RoundState.OPEN,
    )
