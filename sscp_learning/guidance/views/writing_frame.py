"""What the pages of the writing desk share: finding the text, the hand that saves it, and the way back to a block."""

from typing import TypedDict
from urllib.parse import quote

from flask import current_app, redirect, render_template
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from sscp_learning.guidance.house_words import house_words
from sscp_learning.guidance.inspecting import Findings
from sscp_learning.guidance.models import WorkingText
from sscp_learning.guidance.queries.ticks import list_ticks
from sscp_learning.guidance.queries.writing import get_writing, list_steps
from sscp_learning.guidance.rules import FORMATS, FormatKind
from sscp_learning.guidance.shelf import Shelf
from sscp_learning.guidance.showing import ReadWith, Shown, find, show
from sscp_learning.guidance.working import WorkingBlock, Writing
from sscp_learning.guidance.writing_forms import seen_in
from sscp_learning.people.access import person_of
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import NotFound
from sscp_learning.platform.forms import Form
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session, get_settings, reading
from sscp_learning.topics.queries import CONTACTS, contacts_by_key, get_generation
from sscp_learning.ui import links
from sscp_learning.ui.chrome import notice

Page = str | tuple[str, int] | Response
UNPROCESSABLE = 422
CONFLICT = 409
AT = "part-"
"""How the kind of a notice begins that is shown beside a block; its uid follows."""


MOST_PAGES = 32

_parts: Shelf[tuple[Shown, tuple[tuple[str, Markup, Markup], ...]]] = Shelf(MOST_PAGES)


class Hand(TypedDict):
    """What every save is made with."""

    format_id: int
    seen: int
    who_id: int


def kind_in(kind: str) -> FormatKind:
    """The kind of format that an address names. Raises NotFound."""
    if kind not in list(FormatKind):
        raise NotFound
    return FormatKind(kind)


def find_writing(session: Session, slug: str, kind: str) -> Writing:
    """The text at this address. Raises NotFound."""
    if not links.is_slug(slug):
        raise NotFound
    return get_writing(session, slug, kind_in(kind))


def read_writing(slug: str, kind: str) -> Writing:
    """The same, read before anything is written. Raises NotFound."""
    with reading() as session:
        return find_writing(session, slug, kind)


def block_in(writing: Writing, uid: str) -> WorkingBlock:
    """The block of this uid. Raises NotFound."""
    found = next((block for block in writing.blocks if block.uid == uid), None)
    if found is None:
        raise NotFound("This part is not in the text any more. Go back to the text to see it as it is now.")
    return found


def hand_of(writing: Writing, form: Form) -> Hand:
    """Who saves which text, made from which version."""
    return {"format_id": writing.format_id, "seen": seen_in(form), "who_id": person_of(current_who()).id}


def home_of(writing: Writing) -> str:
    """The address of the writing page."""
    return f"/desk/guidance/{writing.slug}/{writing.kind}/"


def back_to(writing: Writing, uid: str, words: str) -> Response:
    """Back to the text, at a block, with what was done said beside it."""
    notice(words, kind=f"{AT}{uid}" if uid else "success")
    place = f"#{AT}{quote(uid)}" if uid else ""
    return redirect(f"{home_of(writing)}{place}")


def saved_uid(text: WorkingText) -> str:
    """The block that the newest save was about, as it is called now."""
    return list_steps(get_session(), text.id)[0].uid


def find_in(session: Session, writing: Writing) -> Findings:
    """What the checks find in the text, with what somebody has ticked."""
    return find(writing, _read_with(session, writing))


def show_writing(session: Session, writing: Writing) -> Shown:
    """The text as its page shows it, with what was found in it."""
    return show(writing, _read_with(session, writing))


def _read_with(session: Session, writing: Writing) -> ReadWith:
    return ReadWith(
        house_words(session, get_settings().content),
        tuple(list_ticks(session, writing.format_id)),
        lambda: contacts_by_key(session),
        get_generation(session, CONTACTS),
    )


def parts_of(writing: Writing, shown: Shown, *, may_write: bool) -> tuple[tuple[str, Markup, Markup], ...]:
    """Each part as it stands on the page: its uid, the tag that opens it, and the rest. Written once for each text."""
    key = (id(current_app.jinja_env), home_of(writing), may_write, id(shown))
    _, parts = _parts.get(key, lambda: (shown, _write_parts(writing, shown, may_write=may_write)))
    return parts


def _write_parts(writing: Writing, shown: Shown, *, may_write: bool) -> tuple[tuple[str, Markup, Markup], ...]:
    macros = current_app.jinja_env.get_template("guidance/desk_part.html").module
    here, lines = home_of(writing), shown.lines
    uids = ["", *(line.uid for line in lines)]
    return tuple(
        (
            line.uid,
            macros.opening(line),  # type: ignore[attr-defined]
            macros.inside(line, here, uids[place], place + 1 == len(lines), may_write),  # type: ignore[attr-defined]
        )
        for place, line in enumerate(lines)
    )


def render(template: str, writing: Writing, *, status: int = 200, **more: object) -> tuple[str, int]:
    """A page about one text."""
    page = render_template(
        f"guidance/{template}",
        writing=writing,
        here=home_of(writing),
        names=FORMATS[writing.kind],
        now=now(),
        **more,
    )
    return page, status


def status_of(form: Form) -> int:
    """The status of a page that shows a form: 422 for one that was sent and is shown again."""
    return UNPROCESSABLE if form.is_submitted() else 200
