"""Guidance as anyone reads it, signed in or not (DESIGN 7)."""

import re
from typing import cast

from flask import Blueprint, Response, current_app, render_template, request
from sqlalchemy.orm import Session

from sscp_learning.guidance import printing
from sscp_learning.guidance.answers import file_for, page_around, page_for
from sscp_learning.guidance.bodies import get_body
from sscp_learning.guidance.choosing import choose, count_entries, list_filters, read_choice
from sscp_learning.guidance.history import find_ending, list_history
from sscp_learning.guidance.moved import LED_FROM, lead_on, led_from
from sscp_learning.guidance.queries import pages
from sscp_learning.guidance.queries.library import get_entry, list_shelves
from sscp_learning.guidance.rules import CHANGE_WORDS, FORMATS, FormatKind, RevisionState
from sscp_learning.guidance.shapes import LibraryEntry, PageKey
from sscp_learning.platform import clock
from sscp_learning.platform.access import access, anyone
from sscp_learning.platform.errors import NotFound
from sscp_learning.platform.web import get_session, get_settings
from sscp_learning.topics.queries import list_glossary
from sscp_learning.topics.rules import Partnership
from sscp_learning.ui import links
from sscp_learning.ui.filters import date_words

blueprint = Blueprint("guidance_reader", __name__, url_prefix="/guidance", template_folder="../templates")
SLUG = re.compile(links.SLUG)
GONE = {
    RevisionState.WITHDRAWN: "This page was withdrawn on {day}. {because}",
    RevisionState.IN_ERROR: "This page was published in error and was taken down on {day}. {because}",
}


@blueprint.get("/")
@access(anyone)
def library() -> Response:
    """Everything that is published, by topic; what the address chooses of it."""
    everything = list_shelves(get_session())
    choice = read_choice(request.args, everything)
    shelves = choose(everything, choice)
    shown = {
        "shelves": shelves,
        "filters": list_filters(everything, choice),
        "count": count_entries(shelves),
        "total": count_entries(everything),
        "formats": FORMATS,
    }
    return page_for(lambda: render_template("guidance/library.html", **shown))


@blueprint.get("/<slug>/")
@access(anyone)
def landing(slug: str) -> Response:
    """One publication, and which format the reader would like."""
    entry = _entry(get_session(), checked(slug))
    return page_for(lambda: render_template("guidance/landing.html", entry=entry, formats=FORMATS))


@blueprint.get("/<slug>/<kind>/")
@access(anyone)
def page(slug: str, kind: str) -> Response:
    """One format, as a page."""
    key = find(get_session(), slug, kind)
    body = get_body(get_session(), key)
    template = "guidance/young.html" if body.young else "guidance/page.html"
    moved = led_from(get_session(), request.args.get(LED_FROM), f"guidance:{slug}/{kind}")
    return page_around(body, lambda shown: render_template(template, page=shown, moved=moved), (key, moved))


@blueprint.get("/<slug>/<kind>.pdf")
@access(anyone)
def paper(slug: str, kind: str) -> Response:
    """One format, as a PDF."""
    key, settings = find(get_session(), slug, kind), get_settings()
    contents = printing.get_pdf(
        get_session(),
        key,
        partnership=partnership().name,
        public_url=settings.public_url,
        content=settings.content,
        now=clock.now(),
    )
    return file_for(contents, mimetype="application/pdf", name=f"{key.slug}-{key.kind}.pdf")


@blueprint.get("/<slug>/history/")
@access(anyone)
def history(slug: str) -> Response:
    """What changed in a publication, when and why."""
    lines = list_history(get_session(), checked(slug))
    return page_for(
        lambda: render_template("guidance/history.html", lines=lines, formats=FORMATS, change_words=CHANGE_WORDS)
    )


@blueprint.get("/glossary/")
@access(anyone)
def glossary() -> Response:
    """Key terms with their plain meanings."""
    terms = list_glossary(get_session())
    return page_for(lambda: render_template("guidance/glossary.html", terms=terms))


def checked(slug: str) -> str:
    """The slug, if it has the shape of one: nothing else is ever asked of the database. Raises NotFound."""
    if not SLUG.fullmatch(slug):
        raise NotFound
    return slug


def find(session: Session, slug: str, kind: str) -> PageKey:
    """The published page at this address. Raises NotFound, which says so where it was there once."""
    if kind not in list(FormatKind):
        raise NotFound
    key = pages.find_page(session, checked(slug), FormatKind(kind))
    if key is None:
        lead_on(session, slug, FormatKind(kind))
        raise NotFound(_what_became_of_it(session, slug, FormatKind(kind)))
    return key


def partnership() -> Partnership:
    """Who runs this site."""
    return cast("Partnership", current_app.extensions["partnership"])


def _entry(session: Session, slug: str) -> LibraryEntry:
    """The publication. Where nothing of it is left, readers are led to what took its place. Raises NotFound."""
    try:
        return get_entry(session, slug)
    except NotFound:
        lead_on(session, slug)
        raise


def _what_became_of_it(session: Session, slug: str, kind: FormatKind) -> str:
    line = find_ending(session, slug, kind)
    if line is None:
        return ""
    return GONE[line.state].format(day=date_words(line.ended_at), because=line.ended_because)
