"""A whole text comes in: pasted, typed or from a file, laid beside the text there was, and taken once it is clear.

Nothing is kept between the pages. The text travels in the form; what was decided is decided again when it is taken,
from the text and the answers alone.
"""

from flask import Blueprint, redirect, request
from werkzeug.datastructures import FileStorage

from sscp_learning.guidance.actions.writing import replace_text
from sscp_learning.guidance.incoming import MOST_FILE, read_file
from sscp_learning.guidance.queries.whole_text import compare_since, list_resting
from sscp_learning.guidance.views.writing_frame import (
    CONFLICT,
    UNPROCESSABLE,
    Page,
    find_writing,
    hand_of,
    home_of,
    read_writing,
    render,
)
from sscp_learning.guidance.whole_text import Fate, Plan, plan
from sscp_learning.guidance.whole_text_forms import FROM_WORD, WholeTextForm, answers_in, match_form
from sscp_learning.guidance.working import Writing, read_working, write_working
from sscp_learning.guidance.writing_forms import seen_in
from sscp_learning.people.access import editor
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import Conflict, RuleBroken
from sscp_learning.platform.web import get_session, reading
from sscp_learning.ui.chrome import notice

blueprint = Blueprint(
    "guidance_whole_text", __name__, url_prefix="/desk/guidance/<slug>/<kind>/text", template_folder="../templates"
)
ROOM_BESIDE = 2 * 1024**2  # For the text itself, which is sent along with a file.
NO_WORDS = RuleBroken("text", "Paste or type the text, or choose a file.")
BOTH = RuleBroken(
    "file",
    "You chose a file and also changed the text in the box. To take the text, go on without a file. To take the file, "
    "empty the box and choose the file again.",
)


@blueprint.url_value_preprocessor
def allow_a_file(endpoint: str | None, _values: dict[str, str] | None) -> None:
    """A Word file may be larger than anything else that is sent. This runs before the form is read."""
    if endpoint == "guidance_whole_text.bring":
        request.max_content_length = MOST_FILE + ROOM_BESIDE


@blueprint.get("/")
@access(editor)
def text(slug: str, kind: str) -> Page:
    """The whole text in one box."""
    return _opened(slug, kind)


@blueprint.post("/")
@access(editor)
def bring(slug: str, kind: str) -> Page:
    """Takes a text in: shows what stands in a file, what must be mended, or what would become of each part."""
    writing, form = read_writing(slug, kind), WholeTextForm()
    upload = form.file.data
    if not form.validate() or "back" in request.form:
        return _text_page(writing, form, status=200 if not form.errors else UNPROCESSABLE)
    if isinstance(upload, FileStorage) and upload.filename:
        return _file_page(writing, form, upload)
    if seen_in(form) != writing.version:
        return _meanwhile_page(writing, form)
    made = _plan(writing, form)
    if made.is_empty:
        form.show(NO_WORDS)
    if form.errors or (made.faults and "anyway" not in request.form):
        return _text_page(writing, form, status=UNPROCESSABLE, faults=made.faults)
    return _match_page(writing, form, made)


@blueprint.get("/match/")
@access(editor)
def match_page(slug: str, kind: str) -> Page:
    """There is nothing to match without a text: whoever opens this address again begins with the text."""
    return _opened(slug, kind)


@blueprint.post("/match/")
@access(editor)
def match(slug: str, kind: str) -> Page:
    """Takes the text, each part with the uid that it keeps."""
    writing, form = read_writing(slug, kind), WholeTextForm()
    if seen_in(form) != writing.version:
        return _meanwhile_page(writing, form)
    made = _plan(writing, form)
    form = match_form(made.questions)()
    if not form.validate() or made.is_empty:
        return _text_page(writing, form, status=UNPROCESSABLE)
    try:
        settled = _plan(writing, form, answers_in(form, made.questions))
        replace_text(get_session(), **hand_of(writing, form), now=now(), blocks=settled.blocks)
    except Conflict:
        return _meanwhile_page(read_writing(slug, kind), form)
    except RuleBroken as broken:
        form.show(broken)
        return _match_page(writing, form, made)
    notice("The whole text is taken. “Undo” puts the one before it back.")
    return redirect(home_of(writing))


def _opened(slug: str, kind: str) -> Page:
    writing = find_writing(get_session(), slug, kind)
    return _text_page(writing, WholeTextForm(formdata=None, text=write_working(writing.blocks)))


def _plan(writing: Writing, form: WholeTextForm, answers: dict[str, str] | None = None) -> Plan:
    old = read_working(writing.blocks, writing.base_blocks).document.blocks
    return plan(old, form.text.data or "", from_word=form.is_from_word, answers=answers)


def _text_page(writing: Writing, form: WholeTextForm, *, status: int = 200, **more: object) -> Page:
    if not form.is_submitted():
        form.seen.data = str(writing.version)
    lines = (form.text.data or "").split("\n")
    return render("desk_text.html", writing, status=status, form=form, lines=lines, **more)


def _file_page(writing: Writing, form: WholeTextForm, upload: FileStorage) -> Page:
    """The words of a file, in the box, with what was decided about them: nothing is taken before somebody looked."""
    typed = (form.text.data or "").strip()
    try:
        if typed and typed != write_working(writing.blocks).strip():
            raise BOTH
        incoming = read_file(upload.stream.read(MOST_FILE + 1))
    except RuleBroken as broken:
        form.show(broken)
        return _text_page(writing, form, status=UNPROCESSABLE)
    form.text.data = incoming.text.rstrip()
    form.origin.data = FROM_WORD if incoming.from_word else ""
    return _text_page(
        writing,
        form,
        status=200 if form.validate() else UNPROCESSABLE,
        file=upload.filename,
        notes=incoming.notes,
        faults=_plan(writing, form).faults,
    )


def _meanwhile_page(writing: Writing, form: WholeTextForm) -> Page:
    """Somebody saved since the text was opened: what they changed is shown, and nothing is overwritten."""
    with reading() as session:
        since = compare_since(session, writing, seen_in(form))
    form.seen.data = str(writing.version)
    changed = [part for part in since.parts if not part.is_unchanged] if since is not None else []
    return _text_page(writing, form, status=CONFLICT, theirs=write_working(writing.blocks), changed=changed)


def _match_page(writing: Writing, form: WholeTextForm, made: Plan) -> Page:
    if not form.errors:
        told = form
        form = match_form(made.questions)(
            formdata=None, **{name: told[name].data for name in ("seen", "origin", "text")}
        )
    with reading() as session:
        resting = list_resting(session, writing, made.going)
    return render(
        "desk_text_match.html",
        writing,
        status=UNPROCESSABLE if form.errors or form.form_errors else 200,
        form=form,
        made=made,
        counts={str(fate): made.count(fate) for fate in Fate},
        resting=resting,
    )
