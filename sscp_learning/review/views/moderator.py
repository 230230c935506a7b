"""The moderator's pages: what waits, and one comment at a time (REVIEW-RULES D2, C8)."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from sscp_learning.people.access import moderation, person_of
from sscp_learning.people.rules import Role
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session
from sscp_learning.review import staff_queries
from sscp_learning.review.actions import moderation as actions
from sscp_learning.review.actions.safeguarding import protect
from sscp_learning.review.flags import personal_hints, worry_flags
from sscp_learning.review.forms import ReturnForm
from sscp_learning.review.models import Comment
from sscp_learning.review.rules import RETURN_WORDS, RaisedBy, ReturnKind, waiting_words
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("review_moderator", __name__, template_folder="../templates", url_prefix="/moderation")

Page = str | tuple[str, int] | Response
UNPROCESSABLE = 422
PASSED_ON = "Passed to the safeguarding lead, who has been told. Only they and the deputy can open it now."


@blueprint.get("/")
@access(moderation)
def queue() -> str:
    """What waits: first what should be read first, then the oldest."""
    session = get_session()
    sees_records = person_of(current_who()).has(Role.SAFEGUARDING)
    return render_template(
        "review/queue.html",
        waiting=[(comment, _waited(comment)) for comment in staff_queries.list_pending(session)],
        sees_records=sees_records,
        open_records=staff_queries.count_open_records(session, now())[0] if sees_records else 0,
    )


@blueprint.get("/<comment_id>/")
@access(moderation)
def read(comment_id: str) -> str:
    """One comment with its part, what stands out in it, and what can be done."""
    return _page(staff_queries.get_for_moderator(get_session(), comment_id), ReturnForm(formdata=None))


@blueprint.post("/<comment_id>/approve/")
@access(moderation)
def approve(comment_id: str) -> Response:
    """Passes a comment to the writers."""
    session = get_session()
    comment = staff_queries.get_for_moderator(session, comment_id)
    actions.approve(session, comment, by_id=person_of(current_who()).id, now=now())
    notice("Passed to the writers.")
    return redirect("/moderation/")


@blueprint.post("/<comment_id>/return/")
@access(moderation)
def give_back(comment_id: str) -> Page:
    """Gives a comment back to its author, with a reason in kind, plain words."""
    session = get_session()
    comment = staff_queries.get_for_moderator(session, comment_id)
    form = ReturnForm()
    try:
        if form.validate():
            kind = ReturnKind(form.kind.data)
            words = form.words.data or RETURN_WORDS[kind][1]
            who = person_of(current_who())
            actions.give_back(session, comment, kind=kind, words=words, by_id=who.id, now=now())
            notice("Given back to its author, with your reason.")
            return redirect("/moderation/")
    except RuleBroken as broken:
        form.show(broken)
    return _page(comment, form), UNPROCESSABLE


@blueprint.post("/<comment_id>/worried/")
@access(moderation)
def worried(comment_id: str) -> Response:
    """“I’m worried”: the comment goes to the safeguarding lead at once."""
    session = get_session()
    comment = staff_queries.get_for_moderator(session, comment_id)
    protect(session, comment, raised_by=RaisedBy.STAFF, by_id=person_of(current_who()).id, now=now())
    notice(PASSED_ON)
    return redirect("/moderation/")


def _page(comment: Comment, form: ReturnForm) -> str:
    session = get_session()
    everything = f"{comment.words} {comment.which_words}"
    return render_template(
        "review/moderate.html",
        comment=comment,
        waited=_waited(comment),
        flags=worry_flags(comment.words),
        hints=personal_hints(everything),
        versions=staff_queries.list_versions(session, comment.id),
        log=staff_queries.list_log(session, comment.public_id),
        form=form,
        usual_words=RETURN_WORDS,
    )


def _waited(comment: Comment) -> str:
    return waiting_words(comment.sent_at or comment.created_at, now())
