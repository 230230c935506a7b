"""The page of a frozen text: read it, see what changed, approve it, send it back, publish it (F5, F6)."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from sscp_learning.guidance.actions import endings, publishing, signing_off
from sscp_learning.guidance.bodies import body_of
from sscp_learning.guidance.deciding import Deciding
from sscp_learning.guidance.publishing_forms import ApproveForm, PublishForm, SendBackForm
from sscp_learning.guidance.queries.pages import get_revision_text
from sscp_learning.guidance.queries.publishing import get_desk_revision
from sscp_learning.guidance.rules import FORMATS, LagChoice
from sscp_learning.guidance.views.publishing_frame import (
    Answer,
    behind_of,
    my_id,
    read_revision,
    ready_of,
    revision_page,
)
from sscp_learning.people.access import desk, publisher
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.platform.forms import Form
from sscp_learning.platform.web import get_session, get_settings, reading
from sscp_learning.ui.chrome import notice

blueprint = Blueprint(
    "guidance_publisher", __name__, url_prefix="/desk/guidance/revisions", template_folder="../templates"
)
Page = Answer | Response


@blueprint.get("/<public_id>/")
@access(desk)
def revision(public_id: str) -> Page:
    """One frozen text, what changed in it, and what can be done with it."""
    return revision_page(read_revision(public_id))


@blueprint.get("/<public_id>/read/")
@access(desk)
def read(public_id: str) -> str:
    """The text as readers would see it."""
    session = get_session()
    found = get_desk_revision(session, public_id)
    body = body_of(session, get_revision_text(session, found.revision_id))
    return render_template("guidance/desk_read.html", page=body, revision=found)


@blueprint.post("/<public_id>/approve/")
@access(publisher)
def approve(public_id: str) -> Page:
    """The second person's yes."""
    page, form = read_revision(public_id), ApproveForm()
    try:
        publishing.approve(
            get_session(),
            revision_id=page.revision.revision_id,
            approver_id=my_id(),
            findings=page.findings,
            kind_confirmed=bool(form.kind_confirmed.data),
            now=now(),
        )
    except RuleBroken as broken:
        return _again(page, form, broken)
    return _done(page, "Approved. Readers do not have it yet: publish it below.")


@blueprint.post("/<public_id>/return/")
@access(publisher)
def send_back(public_id: str) -> Page:
    """The second person's no, with a reason."""
    page, form = read_revision(public_id), SendBackForm()
    if not form.validate():
        return revision_page(page, form)
    publishing.send_back(
        get_session(),
        revision_id=page.revision.revision_id,
        who_id=my_id(),
        because=form.because.data or "",
        now=now(),
        site=get_settings().public_url,
    )
    return _done(page, "Sent back. The author gets your reason by e-mail.")


@blueprint.post("/<public_id>/publish/")
@access(publisher)
def publish(public_id: str) -> Page:
    """Readers get the text, together with the other formats that were chosen, or nothing changes."""
    page, form = read_revision(public_id), PublishForm()
    form.ask_about(page.others if page.asks_about_others else ())
    if not form.validate():
        return revision_page(page, form)
    try:
        together = _together(page, form)
        done = publishing.publish_together(
            get_session(), together, publisher_id=my_id(), now=now(), site=get_settings().public_url
        )
    except RuleBroken as broken:
        return _again(page, form, broken)
    return _done(page, f"Published. Readers have it now: {', '.join(one.title for one in done)}.")


@blueprint.post("/<public_id>/checked/")
@access(desk)
def checked(public_id: str) -> Page:
    """Somebody says that they have checked starting text against its sources."""
    page = read_revision(public_id)
    signing_off.say_checked(get_session(), revision_id=page.revision.revision_id, who_id=my_id(), now=now())
    return _done(page, "Thank you. A publisher can sign it off now.")


@blueprint.post("/<public_id>/sign-off/")
@access(publisher)
def sign_off(public_id: str) -> Page:
    """A second person says that starting text may stay."""
    page = read_revision(public_id)
    try:
        paper = ready_of(page.revision.revision_id, starting_text=False).paper
        signing_off.sign_off(
            get_session(), revision_id=page.revision.revision_id, paper=paper, who_id=my_id(), now=now()
        )
    except RuleBroken as broken:
        return _again(page, ApproveForm(), broken)
    return _done(page, "Signed off. Readers are not told any more that it waits.")


@blueprint.post("/<public_id>/again/")
@access(desk)
def use_again(public_id: str) -> Page:
    """A new draft with the words that readers had before."""
    with reading() as session:
        old = get_desk_revision(session, public_id)
    copy = endings.use_again(get_session(), revision_id=old.revision_id, who_id=my_id(), now=now())
    notice(f"Revision {copy.number} is a draft with the words of revision {old.number}. Send it for approval.")
    return redirect(f"/desk/guidance/revisions/{copy.public_id}/")


def _together(page: Deciding, form: PublishForm) -> publishing.Together:
    """Everything that is published in one go, made ready before anything is written."""
    revision_id = page.revision.revision_id
    if not page.asks_about_others:
        return publishing.Together(ready_of(revision_id))
    chosen = [(other, form.choice(other.live.kind)) for other in page.others]
    joining = [other.next_id for other, choice in chosen if choice is LagChoice.TOGETHER]
    behind = [(other.live.format_id, other.live.revision_id) for other, choice in chosen if choice is LagChoice.BANNER]
    return publishing.Together(
        first=ready_of(revision_id),
        others=[ready_of(next_id) for next_id in joining if next_id is not None],
        behind=behind_of(behind, revision_id),
        withdrawn=[other.live.revision_id for other, choice in chosen if choice is LagChoice.WITHDRAW],
    )


def _again(page: Deciding, form: Form, broken: RuleBroken) -> Answer:
    form.show(broken)
    return revision_page(page, form)


def _done(page: Deciding, words: str) -> Response:
    notice(f"{FORMATS[page.revision.kind].title}: {words[:1].lower()}{words[1:]}")
    return redirect(page.revision.address)
