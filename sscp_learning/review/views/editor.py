"""The editors' page of comments: read what young people said, answer each with a reason (REVIEW-RULES C6)."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from sscp_learning.people.access import desk, person_of
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session
from sscp_learning.review import queries, staff_queries
from sscp_learning.review.actions.answers import answer_comment
from sscp_learning.review.actions.safeguarding import protect
from sscp_learning.review.forms import AnswerForm
from sscp_learning.review.models import Comment
from sscp_learning.review.rules import AnswerKind, RaisedBy
from sscp_learning.review.views.moderator import PASSED_ON
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("review_editor", __name__, template_folder="../templates", url_prefix="/desk/comments")

Page = str | tuple[str, int] | Response
UNPROCESSABLE = 422


@blueprint.get("/")
@access(desk)
def waiting() -> str:
    """Approved comments that wait for an answer, round by round."""
    return render_template("review/answers.html", comments=staff_queries.list_unanswered(get_session()))


@blueprint.route("/<comment_id>/", methods=["GET", "POST"])
@access(desk)
def answer(comment_id: str) -> Page:
    """One comment and the form for its answer."""
    session = get_session()
    comment = staff_queries.get_approved(session, comment_id)
    form = AnswerForm()
    if not form.is_submitted():
        return _page(comment, form)
    try:
        if form.validate():
            who = person_of(current_who())
            kind = AnswerKind(form.kind.data)
            answer_comment(session, comment, kind=kind, reason=form.reason.data or "", by_id=who.id, now=now())
            notice("Answered. The young person sees your answer on their page.")
            return redirect("/desk/comments/")
    except RuleBroken as broken:
        form.show(broken)
    return _page(comment, form), UNPROCESSABLE


@blueprint.post("/<comment_id>/worried/")
@access(desk)
def worried(comment_id: str) -> Response:
    """“I’m worried”: anyone who reads a comment can pass it to the safeguarding lead (REVIEW-RULES D5)."""
    session = get_session()
    comment = staff_queries.get_approved(session, comment_id)
    protect(session, comment, raised_by=RaisedBy.STAFF, by_id=person_of(current_who()).id, now=now())
    notice(PASSED_ON)
    return redirect("/desk/comments/")


def _page(comment: Comment, form: AnswerForm) -> str:
    told = queries.answers_to(get_session(), [comment]).get(comment.id)
    return render_template("review/answer.html", comment=comment, form=form, told=told)
