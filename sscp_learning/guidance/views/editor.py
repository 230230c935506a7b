"""Publications at the writing desk: begin one, give it formats, say what a format is, look at it, and send it."""

import json
from typing import Any

from flask import Blueprint, redirect, render_template, request

from sscp_learning.guidance.actions import publications
from sscp_learning.guidance.actions import writing as actions
from sscp_learning.guidance.actions.publishing import submit_for_approval
from sscp_learning.guidance.bodies import body_of
from sscp_learning.guidance.gates import was_published
from sscp_learning.guidance.inspecting import Findings
from sscp_learning.guidance.queries.desk import list_holds
from sscp_learning.guidance.queries.overview import PublicationState, get_publication, list_publications
from sscp_learning.guidance.queries.writing import list_full_sections
from sscp_learning.guidance.rules import FORMATS, Change, FormatKind, RevisionState
from sscp_learning.guidance.sending import as_draft_text, obstacles, prepare_writing
from sscp_learning.guidance.views.writing_frame import (
    UNPROCESSABLE,
    Page,
    back_to,
    find_in,
    find_writing,
    hand_of,
    kind_in,
    read_writing,
    render,
    status_of,
)
from sscp_learning.guidance.working import About, Writing
from sscp_learning.guidance.writing_forms import (
    AboutForm,
    PublicationForm,
    SendForm,
    VersionForm,
    rows_of,
    seen_in,
    suggested_slug,
    years_on,
)
from sscp_learning.people.access import desk, editor, person_of
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now, today
from sscp_learning.platform.errors import Conflict, NotFound, RuleBroken
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session, get_settings, reading
from sscp_learning.topics.queries import list_topics
from sscp_learning.ui import links
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("guidance_editor", __name__, url_prefix="/desk/guidance", template_folder="../templates")
LOOK_AGAIN = "Somebody saved this text since you opened this page. Look at it again, then send it."


@blueprint.get("/")
@access(desk)
def index() -> str:
    """Every publication, published or not, with how far each format is."""
    session = get_session()
    topics = {topic.key: topic.title for topic in list_topics(session)}
    return render_template("guidance/desk_publications.html", publications=list_publications(session), topics=topics)


@blueprint.route("/new/", methods=["GET", "POST"])
@access(editor)
def new() -> Page:
    """Begins a publication with its first format."""
    form = PublicationForm()
    with reading() as session:
        form.offer((topic.key, topic.title) for topic in list_topics(session))
    if not form.validate_on_submit():
        if not form.is_submitted():
            form.law_as_at.data = form.reviewed.data = today()
            form.next_review.data = years_on(today(), 1)
        return _new_page(form)
    slug, kind, who = form.address(), FormatKind(form.kind.data), person_of(current_who())
    try:
        publications.begin_publication(
            get_session(), slug=slug, about=About(**form.shared()), kind=kind, who_id=who.id, now=now()
        )
    except RuleBroken as broken:
        form.show(broken)
        return _new_page(form)
    notice(f"{FORMATS[kind].title} is begun. Readers see it once it is published.")
    return redirect(f"/desk/guidance/{slug}/{kind}/")


@blueprint.get("/<slug>/")
@access(desk)
def publication(slug: str) -> Page:
    """One publication: each format, how far it is, and what comes next."""
    return _publication_page(_find(slug))


@blueprint.post("/<slug>/formats/")
@access(editor)
def add_format(slug: str) -> Page:
    """Begins another format of a publication."""
    kind, who = kind_in(request.form.get("kind", "")), person_of(current_who())
    with reading() as session:
        full = list_full_sections(session, _find(slug).slug)
    publications.add_format(get_session(), slug=slug, kind=kind, full=full, who_id=who.id, now=now())
    notice(f"{FORMATS[kind].title} is begun. Readers see it once it is published.")
    return redirect(f"/desk/guidance/{slug}/{kind}/")


@blueprint.get("/<slug>/<kind>/about/")
@access(editor)
def about(slug: str, kind: str) -> Page:
    """What a format says about itself."""
    writing = find_writing(get_session(), slug, kind)
    told = {**vars(writing.about), "sources": rows_of(writing.about.sources)}
    form = AboutForm(formdata=None, data=told)
    form.seen.data, form.was.data = str(writing.version), json.dumps(writing.about.to_json())
    return _about_page(writing, form)


@blueprint.post("/<slug>/<kind>/about/")
@access(editor)
def save_about(slug: str, kind: str) -> Page:
    """Saves it, or offers room for one more source."""
    writing, form = read_writing(slug, kind), AboutForm()
    _offer_topics(form, writing)
    if "add" in request.form:
        form.add_source()
        return render("desk_about.html", writing, form=form)
    if not form.validate():
        return _about_page(writing, form)
    try:
        actions.save_about(
            get_session(), **hand_of(writing, form), now=now(), about=form.about(), was=_was(form.was.data)
        )
    except Conflict as conflict:
        form.show(RuleBroken("", conflict.message))
        return _about_page(writing, form)
    return back_to(writing, "", "Saved what the format says about itself.")


@blueprint.get("/<slug>/<kind>/preview/")
@access(desk)
def preview(slug: str, kind: str) -> Page:
    """The format as readers would see it."""
    writing = find_writing(get_session(), slug, kind)
    return render("desk_preview.html", writing, page=body_of(get_session(), as_draft_text(writing)))


@blueprint.get("/<slug>/<kind>/send/")
@access(editor)
def send_page(slug: str, kind: str) -> Page:
    """What stands in the way of sending a text, or the form that sends it."""
    writing = find_writing(get_session(), slug, kind)
    form = SendForm(formdata=None, seen=str(writing.version))
    return _send_page(writing, form, find_in(get_session(), writing))


@blueprint.post("/<slug>/<kind>/send/")
@access(editor)
def send(slug: str, kind: str) -> Page:
    """Freezes the text and asks a second person to approve it."""
    form = SendForm()
    with reading() as session:
        writing = find_writing(session, slug, kind)
        findings = find_in(session, writing)
        is_first = not was_published(session, writing.format_id)
    if obstacles(writing, findings) or not (is_first or form.validate()):
        return _send_page(writing, form, findings)
    try:
        _send(writing, form, None if is_first else form.change())
    except (Conflict, RuleBroken) as refused:
        form.show(RuleBroken("", refused.message))
        return _send_page(writing, form, findings)
    notice(f"{FORMATS[writing.kind].title} is sent. Somebody else reads it now, and approves it or sends it back.")
    return redirect(f"/desk/guidance/{slug}/")


@blueprint.route("/<slug>/<kind>/start-again/", methods=["GET", "POST"])
@access(editor)
def start_again(slug: str, kind: str) -> Page:
    """Sets aside what was written since the text was begun, once somebody has said that they mean it."""
    writing = read_writing(slug, kind)
    form = VersionForm()
    if not writing.is_begun:
        raise NotFound
    if not form.is_submitted():
        form.seen.data = str(writing.version)
        return render("desk_start_again.html", writing, form=form)
    actions.start_again(get_session(), **hand_of(writing, form), now=now())
    return back_to(writing, "", "The text is as it was when it was begun. “Undo” brings back what you set aside.")


def _find(slug: str) -> PublicationState:
    if not links.is_slug(slug):
        raise NotFound
    with reading() as session:
        return get_publication(session, slug)


def _new_page(form: PublicationForm) -> Page:
    suggestion = suggested_slug(form.title.data or "")
    page = render_template("guidance/desk_new.html", form=form, suggestion=suggestion, formats=FORMATS)
    return page, status_of(form)


def _publication_page(found: PublicationState) -> Page:
    return render_template("guidance/desk_publication.html", publication=found, formats=FORMATS)


def _offer_topics(form: AboutForm, writing: Writing) -> None:
    """The topics, and the one that the text has, should it be gone."""
    with reading() as session:
        topics = [(topic.key, topic.title) for topic in list_topics(session)]
    own = writing.about.topic
    known = {key for key, _ in topics}
    form.offer([*topics, *([(own, own)] if own and own not in known else [])])


def _about_page(writing: Writing, form: AboutForm) -> Page:
    _offer_topics(form, writing)
    return render("desk_about.html", writing, status=status_of(form), form=form)


def _was(kept: str | None) -> About:
    """What the form was made from; nothing like it where somebody sent what no form of ours holds."""
    try:
        told: Any = json.loads(kept or "")
        return About.from_json(told)
    except (TypeError, ValueError, AttributeError, RecursionError):
        return About()


def _send_page(writing: Writing, form: SendForm, findings: Findings) -> Page:
    with reading() as session:
        is_first = not was_published(session, writing.format_id)
        holds = [hold.reason for hold in list_holds(session, writing.format_id)]
    blocked = obstacles(writing, findings)
    return render(
        "desk_send.html",
        writing,
        status=UNPROCESSABLE if form.is_submitted() else 200,
        form=form,
        obstacles=blocked,
        warnings=len(findings.warnings),
        holds=holds,
        is_first=is_first,
        can_send=writing.is_begun or writing.open_state is RevisionState.DRAFT,
    )


def _send(writing: Writing, form: SendForm, change: Change | None) -> None:
    """A working text is frozen and sent; a draft that nobody changed is sent as it is. Raises as those do."""
    if seen_in(form) != writing.version:
        raise Conflict(LOOK_AGAIN)
    who_id, site = person_of(current_who()).id, get_settings().public_url
    if writing.is_begun:
        with reading() as session:
            prepared = prepare_writing(session, writing)
        actions.freeze_and_submit(get_session(), prepared=prepared, change=change, who_id=who_id, now=now(), site=site)
        return
    if writing.open_state is not RevisionState.DRAFT or writing.based_on is None:
        raise RuleBroken("", "There is nothing to send: nobody has changed the text.")
    submit_for_approval(
        get_session(), revision_id=writing.based_on, author_id=who_id, now=now(), change=change, site=site
    )
