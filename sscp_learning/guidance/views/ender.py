"""Ending a published format: withdrawn, replaced by another page, published in error (F7)."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from sscp_learning.guidance.actions import endings
from sscp_learning.guidance.gates import resting_on
from sscp_learning.guidance.models import Revision
from sscp_learning.guidance.publishing_forms import EndForm
from sscp_learning.guidance.queries.pages import find_page
from sscp_learning.guidance.queries.publishing import list_links_to, list_places
from sscp_learning.guidance.rules import FORMATS, FormatKind, RevisionState
from sscp_learning.guidance.views.publishing_frame import UNPROCESSABLE, Answer, my_id
from sscp_learning.guidance.views.reader import checked
from sscp_learning.people.access import publisher
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import NotFound, RuleBroken
from sscp_learning.platform.web import get_session, reading
from sscp_learning.ui.chrome import notice
from sscp_learning.ui.links import address

blueprint = Blueprint("guidance_ender", __name__, url_prefix="/desk/guidance", template_folder="../templates")
Page = Answer | Response
NOT_LIVE = "Readers cannot open this format, so there is nothing to end."


@dataclass(frozen=True)
class Resting:
    """Something that leads readers to a section of the format: its name and where it is."""

    words: str
    href: str
    section: str


@dataclass(frozen=True)
class Ending:
    """A published format that is about to end, and what leads readers to it."""

    slug: str
    kind: FormatKind
    revision_id: int
    public_id: str
    publication: str
    title: str
    resting: tuple[Resting, ...]
    links: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]


@blueprint.get("/<slug>/<kind>/end/")
@access(publisher)
def ask(slug: str, kind: str) -> Page:
    """What ending this format means, and the form for it."""
    return _page(_read(slug, kind), EndForm(formdata=None))


@blueprint.post("/<slug>/<kind>/end/")
@access(publisher)
def end(slug: str, kind: str) -> Page:
    """Takes the format away from readers."""
    page, form = _read(slug, kind), EndForm()
    form.offer(page.places)
    if not form.validate():
        return _page(page, form)
    try:
        endings.end_format(
            get_session(),
            revision_id=page.revision_id,
            ending=RevisionState(form.ending.data),
            because=form.because.data or "",
            moved_to=form.moved_to.data or "",
            who_id=my_id(),
            now=now(),
        )
    except RuleBroken as broken:
        form.show(broken)
        return _page(page, form)
    notice(f"{FORMATS[page.kind].title}: readers cannot open it any more. The reason stands in the history.")
    return redirect(f"/desk/guidance/revisions/{page.public_id}/")


def _read(slug: str, kind: str) -> Ending:
    """The published format at this address. Raises NotFound."""
    if kind not in list(FormatKind):
        raise NotFound
    with reading() as session:
        key = find_page(session, checked(slug), FormatKind(kind))
        if key is None:
            raise NotFound(NOT_LIVE)
        revision = session.get_one(Revision, key.revision_id)
        return Ending(
            slug=slug,
            kind=FormatKind(kind),
            revision_id=key.revision_id,
            public_id=key.public_id,
            publication=revision.format.publication.title,
            title=revision.title,
            resting=tuple(_resting(link.source, link.target) for link in resting_on(session, revision, frozenset())),
            links=tuple(list_links_to(session, slug, FormatKind(kind))),
            places=tuple(place for place in list_places(session) if place[0] != f"guidance:{slug}/{kind}"),
        )


def _resting(source: str, target: str) -> Resting:
    """“learning:neglect-toolkit/nt-07” is a question of a module."""
    module, _, part = source.partition("/")
    words = f"Question {part} of the module “{module.removeprefix('learning:')}”"
    return Resting(words, address(module) or "", target.partition("#")[2])


def _page(page: Ending, form: EndForm) -> Answer:
    form.offer(page.places)
    html = render_template("guidance/desk_end.html", page=page, form=form, words=FORMATS[page.kind])
    return html, UNPROCESSABLE if form.is_submitted() else 200
