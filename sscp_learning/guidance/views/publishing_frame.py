"""What the pages of approving and publishing share: looking at a revision, its papers, and showing a form again."""

from flask import render_template, request
from sqlalchemy.orm import Session

from sscp_learning.documents.checks import HouseWords
from sscp_learning.guidance.deciding import Deciding, look_at
from sscp_learning.guidance.house_words import house_words
from sscp_learning.guidance.inspecting import Findings, inspect_revision
from sscp_learning.guidance.paper import Printing
from sscp_learning.guidance.printing import count_printed_pages, printing_today
from sscp_learning.guidance.publishing_forms import ApproveForm, PublishForm, SendBackForm
from sscp_learning.guidance.ready import Behind, Ready, make_behind, make_ready
from sscp_learning.guidance.rules import CHANGE_WORDS, FORMATS, STATE_WORDS
from sscp_learning.guidance.views.reader import partnership
from sscp_learning.people.access import person_of
from sscp_learning.people.rules import Role
from sscp_learning.platform.clock import now
from sscp_learning.platform.forms import Form
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_settings, reading

Answer = tuple[str, int]
UNPROCESSABLE = 422
SIDE, INLINE = "side", "inline"


def read_revision(public_id: str) -> Deciding:
    """The revision at this address with all that goes with it, before anything is written. Raises NotFound."""
    with reading() as session:
        return look_at(session, public_id, look_through)


def look_through(session: Session, revision_id: int) -> Findings:
    """What the checks find in a frozen text, its length on paper counted too."""
    shared, house = _shared(session)
    return inspect_revision(session, revision_id, house, count_printed_pages(session, revision_id, shared, now=now()))


def ready_of(revision_id: int, *, starting_text: bool | None = None) -> Ready:
    """The paper and the findings of a revision. Raises RuleBroken when the paper cannot be made."""
    with reading() as session:
        shared, house = _shared(session)
        return make_ready(session, revision_id, shared=shared, house=house, now=now(), starting_text=starting_text)


def behind_of(live: list[tuple[int, int]], behind_id: int) -> list[Behind]:
    """The papers of formats (id of format and revision) that are to say that they stayed behind a revision."""
    with reading() as session:
        return make_behind(session, live, behind_id=behind_id, shared=_shared(session)[0], now=now())


def _shared(session: Session) -> tuple[Printing, HouseWords]:
    settings = get_settings()
    printing = printing_today(
        session, partnership=partnership().name, public_url=settings.public_url, content=settings.content
    )
    return printing, house_words(session, settings.content)


def my_id() -> int:
    """Who asks."""
    return person_of(current_who()).id


def way_of_comparing() -> str:
    """Side by side, unless somebody asked for one column."""
    return INLINE if request.args.get("as") == INLINE else SIDE


def revision_page(page: Deciding, refused: Form | None = None) -> Answer:
    """The page of a revision; with a form that was refused, in whose place it stands with what was typed."""
    who = person_of(current_who())
    forms: dict[type[Form], Form] = {kind: kind(formdata=None) for kind in (ApproveForm, SendBackForm, PublishForm)}
    if refused is not None:
        forms[type(refused)] = refused
    publish = forms[PublishForm]
    if isinstance(publish, PublishForm):
        publish.ask_about(page.others if page.asks_about_others else ())
    author = page.revision.deeds.author
    html = render_template(
        "guidance/desk_revision.html",
        page=page,
        revision=page.revision,
        deeds=page.revision.deeds,
        approve_form=forms[ApproveForm],
        return_form=forms[SendBackForm],
        publish_form=publish,
        form=refused,
        formats=FORMATS,
        change_words=CHANGE_WORDS,
        state_words=STATE_WORDS,
        way=way_of_comparing(),
        my_id=who.id,
        is_author=author is not None and author.who_id == who.id,
        is_publisher=who.has(Role.PUBLISHER),
        is_editor=who.has(Role.EDITOR),
    )
    return html, UNPROCESSABLE if refused is not None else 200
