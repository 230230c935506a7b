"""Writing: comment on a part, see it saved, change it, delete it, ask for someone, send everything."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import NotFound, RuleBroken
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session
from sscp_learning.review import queries
from sscp_learning.review.access import reviewer, reviewer_of, reviewer_or_ended
from sscp_learning.review.actions import comments
from sscp_learning.review.actions.comments import Place
from sscp_learning.review.drafts import Part, get_draft
from sscp_learning.review.forms import CommentForm
from sscp_learning.review.models import Comment, Round, RoundQuestion, RoundRevision
from sscp_learning.review.rules import CommentState, Priority
from sscp_learning.review.views import held
from sscp_learning.review.views.frame import frame
from sscp_learning.review.views.said import told
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("review_commenter", __name__, template_folder="../templates", url_prefix="/review")
frame(blueprint)

Page = str | tuple[str, int] | Response
UNPROCESSABLE = 422


@blueprint.route("/<public_id>/<format_kind>/comment/", methods=["GET", "POST"])
@access(reviewer_or_ended)
def write(public_id: str, format_kind: str) -> Page:
    """Says something about a part (`?block=`), a set question (`?question=`) or the whole draft."""
    form = CommentForm()
    if (to_the_door := held.hold_if_ended(form)) is not None:
        return to_the_door
    if form.is_submitted():
        return _save(form, public_id, format_kind)
    who = reviewer_of(current_who())
    session = get_session()
    subject = _subject(session, public_id, format_kind)
    if queries.get_notice(session, who.id, subject.review.id) is None:
        return redirect(url_for("review_reviewer.show_notice", public_id=public_id, next=request.full_path))
    held.put_back(form, session, who.id)
    return _form_page(form, subject)


def _save(form: CommentForm, public_id: str, format_kind: str) -> Page:
    session = get_session()
    who = reviewer_of(current_who())
    subject = _subject(session, public_id, format_kind)
    try:
        if form.validate() and not form.more_time.data:
            comment = comments.save_comment(
                session,
                author=queries.get_pass(session, who.id),
                at=subject.place,
                place=subject.about,
                said=form.said(),
                form_key=form.form_key.data or "",
                now=now(),
            )
            held.let_go(session, who.id)
            return _after_saving(comment)
    except RuleBroken as broken:
        form.show(broken)
    return _form_page(form, subject), 200 if form.more_time.data else UNPROCESSABLE


@blueprint.get("/<public_id>/comments/<comment_id>/")
@access(reviewer)
def saved(public_id: str, comment_id: str) -> str:
    """One comment, with help and “Would you like someone to talk to you?” where it shows worry (DECISIONS 33)."""
    session = get_session()
    comment = _own(session, public_id, comment_id)
    return render_template(
        "review/saved.html",
        review=comment.place.round,
        told=told(session, [comment])[0],
        worried=comment.priority == Priority.FIRST,
        paused=queries.are_comments_paused(session, now()),
    )


@blueprint.route("/<public_id>/comments/<comment_id>/edit/", methods=["GET", "POST"])
@access(reviewer_or_ended)
def edit(public_id: str, comment_id: str) -> Page:
    """Changes what a comment says; one that was sent is read again by a moderator."""
    form = CommentForm()
    if (to_the_door := held.hold_if_ended(form)) is not None:
        return to_the_door
    session = get_session()
    comment = _own(session, public_id, comment_id)
    status = 200
    if form.is_submitted():
        status = 200 if form.more_time.data else UNPROCESSABLE
        try:
            if form.validate() and not form.more_time.data:
                comments.change_comment(session, comment, said=form.said(), now=now())
                held.let_go(session, comment.pass_id)
                return _after_saving(comment)
        except RuleBroken as broken:
            form.show(broken)
    else:
        form.fill(comment.words, comment.which_words, comment.quick)
        held.put_back(form, session, comment.pass_id)
    subject = _subject_of(session, comment)
    return _form_page(form, subject, editing=comment), status


@blueprint.post("/<public_id>/comments/<comment_id>/delete/")
@access(reviewer)
def delete(public_id: str, comment_id: str) -> Response:
    """Takes back a comment that was not sent."""
    session = get_session()
    comments.delete_draft(session, _own(session, public_id, comment_id), now=now())
    notice("Your comment is deleted.")
    return redirect(f"/review/{public_id}/")


@blueprint.post("/<public_id>/comments/<comment_id>/talk/")
@access(reviewer)
def talk(public_id: str, comment_id: str) -> Response:
    """Takes the answer “Yes, I’d like someone to talk to me”."""
    session = get_session()
    comment = _own(session, public_id, comment_id)
    comments.ask_for_someone(session, comment, now=now())
    return redirect(_address(comment))


@blueprint.route("/<public_id>/send/", methods=["GET", "POST"])
@access(reviewer)
def send(public_id: str) -> Page:
    """Looks through everything, and sends it once (REVIEW-RULES C4)."""
    session = get_session()
    who = reviewer_of(current_who())
    review = queries.get_round(session, public_id, who.group_id)
    paused = queries.are_comments_paused(session, now())
    if request.method == "GET" or paused:
        drafts = queries.list_drafts(session, who.id, review.id)
        page = render_template("review/send.html", review=review, drafts=told(session, drafts), paused=paused)
        return page, 200 if request.method == "GET" else UNPROCESSABLE
    if queries.get_notice(session, who.id, review.id) is None:
        return redirect(url_for("review_reviewer.show_notice", public_id=public_id, next=request.path))
    comments.send_comments(session, queries.get_pass(session, who.id), review, now=now())
    notice("Thank you. We have everything you wanted to send.")
    return redirect(f"/review/{public_id}/")


@dataclass(frozen=True)
class Subject:
    """What somebody writes about: a round, a draft in it, and the part or question."""

    review: Round
    place: RoundRevision
    about: Place
    part: Part | None
    question: RoundQuestion | None


def _subject(session: Session, public_id: str, format_kind: str) -> Subject:
    """What the address says. Raises NotFound for a round of another group and a part that is not there."""
    review = queries.get_round(session, public_id, reviewer_of(current_who()).group_id)
    place = queries.get_place(session, review.id, format_kind)
    uid = request.args.get("block", "")
    if uid:
        part = get_draft(session, place.revision_id).part(uid)
        return Subject(review, place, Place(part.uid, part.words), part, None)
    if number := request.args.get("question", ""):
        question = queries.get_question(session, review.id, number)
        return Subject(review, place, Place(question_id=question.id), None, question)
    return Subject(review, place, Place(), None, None)


def _subject_of(session: Session, comment: Comment) -> Subject:
    place = comment.place
    part = get_draft(session, place.revision_id).part(comment.block_uid) if comment.block_uid else None
    return Subject(place.round, place, Place(), part, comment.question)


def _own(session: Session, public_id: str, comment_id: str) -> Comment:
    """One of the reader's own comments in this round. Raises NotFound for every other."""
    comment = queries.get_own(session, comment_id, reviewer_of(current_who()).id)
    if comment.place.round.public_id != public_id:
        raise NotFound
    return comment


def _form_page(form: CommentForm, subject: Subject, editing: Comment | None = None) -> str:
    return render_template(
        "review/comment.html",
        form=form,
        review=subject.review,
        format=subject.place.format,
        part=subject.part,
        question=subject.question,
        editing=editing,
        here_in_full=request.full_path.rstrip("?"),
    )


def _after_saving(comment: Comment) -> Response:
    """Help at once where a comment shows worry or asks for somebody; else back to the place in the draft."""
    if comment.state == CommentState.SAFEGUARDING or comment.priority == Priority.FIRST:
        return redirect(_address(comment))
    if comment.state == CommentState.DRAFT:
        notice("Saved. Only you can see it until you send it.")
    else:
        notice("Saved. A person will read it again.")
    anchor = f"#part-{comment.block_uid}" if comment.block_uid else "#questions"
    return redirect(f"/review/{comment.place.round.public_id}/{comment.place.format}/{anchor}")


def _address(comment: Comment) -> str:
    return f"/review/{comment.place.round.public_id}/comments/{comment.public_id}/"
