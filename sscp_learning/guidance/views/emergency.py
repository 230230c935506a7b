"""Publishing alone in an emergency, and the second person who confirms it afterwards (F6)."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from sscp_learning.guidance.actions import emergencies
from sscp_learning.guidance.deciding import Deciding
from sscp_learning.guidance.gates import was_published
from sscp_learning.guidance.publishing_forms import ApproveForm, EmergencyForm
from sscp_learning.guidance.ready import Behind
from sscp_learning.guidance.rules import FORMATS, Change, ChangeKind, RevisionState, check_step
from sscp_learning.guidance.views.publishing_frame import (
    UNPROCESSABLE,
    Answer,
    behind_of,
    my_id,
    read_revision,
    ready_of,
    revision_page,
)
from sscp_learning.people.access import publisher
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.platform.web import get_session, get_settings, reading
from sscp_learning.ui.chrome import notice

blueprint = Blueprint(
    "guidance_emergency", __name__, url_prefix="/desk/guidance/revisions", template_folder="../templates"
)
Page = Answer | Response
TOLD = ("kind", "note", "who_it_affects", "retraining")


@blueprint.get("/<public_id>/emergency/")
@access(publisher)
def ask(public_id: str) -> Page:
    """The form for publishing alone, with what the author said of the change."""
    page = _read(public_id)
    form = _form(page)
    change = page.revision.change
    if change is not None and "kind" in form:
        for name in TOLD:
            form[name].data = str(getattr(change, name))
    return _page(page, form)


@blueprint.post("/<public_id>/emergency/")
@access(publisher)
def publish_alone(public_id: str) -> Page:
    """Readers get the text on one person's word, and every other publisher is told."""
    page = _read(public_id)
    form = _form(page)
    if not form.validate():
        return _page(page, form)
    try:
        ready, behind = ready_of(page.revision.revision_id), _behind(page, form.told())
        emergencies.publish_in_emergency(
            get_session(),
            ready,
            publisher_id=my_id(),
            because=form.because.data or "",
            change=form.told(),
            behind=behind,
            now=now(),
            site=get_settings().public_url,
        )
    except RuleBroken as broken:
        form.show(broken)
        return _page(page, form)
    notice("Published. The other publishers have been told, and one of them must confirm it.")
    return redirect(page.revision.address)


@blueprint.post("/<public_id>/confirm/")
@access(publisher)
def confirm(public_id: str) -> Page:
    """A second person says that what was published alone may stay."""
    page = read_revision(public_id)
    try:
        emergencies.confirm_emergency(get_session(), revision_id=page.revision.revision_id, who_id=my_id(), now=now())
    except RuleBroken as broken:
        form = ApproveForm()
        form.show(broken)
        return revision_page(page, form)
    notice("Confirmed. Two people have read this now.")
    return redirect(page.revision.address)


def _read(public_id: str) -> Deciding:
    """The revision, while one person can publish it alone. Raises NotFound, or Conflict when it has moved on."""
    page = read_revision(public_id)
    check_step(page.revision.state, RevisionState.PUBLISHED, alone=True)
    return page


def _form(page: Deciding) -> EmergencyForm:
    """The form; the first text of a format is no change, so nothing is asked about one."""
    form = EmergencyForm()
    with reading() as session:
        is_first = not was_published(session, page.revision.format_id)
    for name in TOLD if is_first else ():
        del form[name]
    return form


def _behind(page: Deciding, change: Change | None) -> list[Behind]:
    """In an emergency nobody waits for other formats: after a major change they all say that they are behind (F5)."""
    if change is None or change.kind is not ChangeKind.MAJOR:
        return []
    live = [(other.live.format_id, other.live.revision_id) for other in page.others]
    return behind_of(live, page.revision.revision_id)


def _page(page: Deciding, form: EmergencyForm) -> Answer:
    html = render_template(
        "guidance/desk_emergency.html", page=page, revision=page.revision, form=form, words=FORMATS[page.revision.kind]
    )
    return html, UNPROCESSABLE if form.is_submitted() else 200
