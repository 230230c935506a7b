"""The writing page of a format, and everything that is done to one of its blocks (issue: writing in the browser)."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from sscp_learning.guidance import cribs
from sscp_learning.guidance.actions import writing as actions
from sscp_learning.guidance.compare import diff_lines
from sscp_learning.guidance.heads import attribute_of, follows_of, with_follows, with_tone
from sscp_learning.guidance.joining import places
from sscp_learning.guidance.queries.writing import list_full_sections, list_steps, step_to_undo
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.guidance.showing import name_of, preview
from sscp_learning.guidance.views.writing_frame import (
    CONFLICT,
    UNPROCESSABLE,
    Page,
    back_to,
    block_in,
    find_writing,
    hand_of,
    home_of,
    parts_of,
    read_writing,
    render,
    saved_uid,
    show_writing,
    status_of,
)
from sscp_learning.guidance.working import (
    HEADING,
    BlockFault,
    WorkingBlock,
    Writing,
    faults_in,
    kind_of,
    read_working,
)
from sscp_learning.guidance.writing_forms import BlockForm, BoxForm, HeadingForm, SplitForm, VersionForm, choices
from sscp_learning.people.access import desk, editor
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import Conflict, RuleBroken
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session, reading
from sscp_learning.topics.queries import contacts_by_key
from sscp_learning.ui.chrome import notice

blueprint = Blueprint(
    "guidance_editor_blocks", __name__, url_prefix="/desk/guidance/<slug>/<kind>", template_folder="../templates"
)
BOX = "box"
REMOVED = "Somebody removed this part while you were writing. Your words are below: put them back, or leave it removed."


@blueprint.get("/")
@access(desk)
def text(slug: str, kind: str) -> Page:
    """The whole text, block by block."""
    session = get_session()
    writing = find_writing(session, slug, kind)
    undo_step = step_to_undo(list_steps(session, writing.working_id)) if writing.working_id else None
    shown = show_writing(session, writing)
    parts = parts_of(writing, shown, may_write=editor.allows(current_who()))
    return render("desk_writing.html", writing, shown=shown, parts=parts, undo_step=undo_step)


@blueprint.get("/blocks/<uid>/")
@access(editor)
def block(slug: str, kind: str, uid: str) -> Page:
    """One block and the form for its words."""
    writing = find_writing(get_session(), slug, kind)
    own = block_in(writing, uid)
    return _block_page(writing, own, _filled(writing, own))


@blueprint.post("/blocks/<uid>/")
@access(editor)
def save(slug: str, kind: str, uid: str) -> Page:
    """Saves a block, or shows what is typed as readers would see it."""
    writing = read_writing(slug, kind)
    own = next((each for each in writing.blocks if each.uid == uid), WorkingBlock(uid, ""))
    form = _form(writing, own.source)
    source = _written(form)
    if "preview" in request.form or not form.validate():
        return _block_page(writing, own, form)
    try:
        text = actions.save_block(
            get_session(), **hand_of(writing, form), now=now(), uid=uid, source=source, was=form.was.data or ""
        )
    except actions.Meanwhile as meanwhile:
        return _meanwhile_page(writing, own, source, meanwhile.theirs)
    except (Conflict, RuleBroken) as refused:
        _tell(form, refused)
        return _block_page(writing, own, form)
    return _saved(writing, saved_uid(text) or uid, source)


@blueprint.get("/blocks/new/")
@access(editor)
def new_block(slug: str, kind: str) -> Page:
    """A new block: first its kind, then its words."""
    writing = find_writing(get_session(), slug, kind)
    crib = cribs.BY_KEY.get(request.args.get("kind", ""))
    form = BlockForm(formdata=None, source=crib.skeleton if crib else "", seen=str(writing.version))
    return _new_page(writing, form, crib)


@blueprint.post("/blocks/new/")
@access(editor)
def add(slug: str, kind: str) -> Page:
    """Adds a block, or shows what is typed as readers would see it."""
    writing, form = read_writing(slug, kind), BlockForm()
    crib = cribs.BY_KEY.get(request.args.get("kind", "")) or cribs.BY_KEY["text"]
    source, after = form.source.data or "", request.args.get("after", "")
    if "preview" in request.form or not form.validate():
        return _new_page(writing, form, crib)
    try:
        text = actions.add_block(get_session(), **hand_of(writing, form), now=now(), after_uid=after, source=source)
    except (Conflict, RuleBroken) as refused:
        _tell(form, refused)
        return _new_page(writing, form, crib)
    return _saved(writing, saved_uid(text), source)


@blueprint.post("/blocks/<uid>/move/")
@access(editor)
def move(slug: str, kind: str, uid: str) -> Page:
    """Moves a block one place up or down."""
    writing, up = read_writing(slug, kind), request.form.get("up") == "1"
    actions.move_block(get_session(), **hand_of(writing, VersionForm()), now=now(), uid=uid, up=up)
    return back_to(writing, uid, "Moved up." if up else "Moved down.")


@blueprint.get("/blocks/<uid>/split/")
@access(editor)
def split_page(slug: str, kind: str, uid: str) -> Page:
    """Where the block is to be split."""
    writing = find_writing(get_session(), slug, kind)
    return _split_page(writing, block_in(writing, uid))


@blueprint.post("/blocks/<uid>/split/")
@access(editor)
def split(slug: str, kind: str, uid: str) -> Page:
    """Makes two blocks of one."""
    writing = read_writing(slug, kind)
    own = block_in(writing, uid)
    form = _split_form(own)
    if not form.validate():
        return _split_page(writing, own, form)
    text = actions.split_block(get_session(), **hand_of(writing, form), now=now(), uid=uid, at=int(form.at.data))
    return back_to(writing, saved_uid(text), "Split. The second part is below this one.")


@blueprint.post("/blocks/<uid>/merge/")
@access(editor)
def merge(slug: str, kind: str, uid: str) -> Page:
    """Makes one block of this and the one above."""
    writing = read_writing(slug, kind)
    try:
        text = actions.merge_block(get_session(), **hand_of(writing, VersionForm()), now=now(), uid=uid)
    except RuleBroken as broken:
        return _refused(writing, uid, broken)
    return back_to(writing, saved_uid(text), "Merged.")


@blueprint.get("/blocks/<uid>/remove/")
@access(editor)
def remove_page(slug: str, kind: str, uid: str) -> Page:
    """Asks before a block is removed."""
    writing = find_writing(get_session(), slug, kind)
    form = VersionForm(formdata=None, seen=str(writing.version))
    return _one(writing, block_in(writing, uid), "desk_remove.html", form)


@blueprint.post("/blocks/<uid>/remove/")
@access(editor)
def remove(slug: str, kind: str, uid: str) -> Page:
    """Removes a block."""
    writing = read_writing(slug, kind)
    uids = [each.uid for each in writing.blocks]
    actions.remove_block(get_session(), **hand_of(writing, VersionForm()), now=now(), uid=uid)
    place = uids.index(uid)
    notice("The part is removed. “Undo” puts it back.")
    return redirect(f"{home_of(writing)}{f'#part-{uids[place - 1]}' if place else ''}")


@blueprint.post("/undo/")
@access(editor)
def undo(slug: str, kind: str) -> Response:
    """Undoes the newest save that is not undone yet."""
    writing = read_writing(slug, kind)
    text = actions.undo(get_session(), **hand_of(writing, VersionForm()), now=now())
    uid = saved_uid(text)
    there = any(each["uid"] == uid for each in text.blocks)
    return back_to(writing, uid if there else "", "Undone.")


def _form(writing: Writing, source: str) -> BlockForm:
    """The form for this kind of block, as it was sent."""
    kind = kind_of(source) if source else ""
    if kind == BOX:
        return BoxForm()
    if kind != HEADING or writing.kind is FormatKind.FULL:
        return BlockForm()
    form = HeadingForm()
    with reading() as session:
        form.follows.choices = choices((each.id, each.title) for each in list_full_sections(session, writing.slug))
    return form


def _filled(writing: Writing, own: WorkingBlock) -> BlockForm:
    """The form for a block as it stands."""
    form = _form(writing, own.source)
    form.source.data, form.was.data, form.seen.data = own.source, own.source, str(writing.version)
    if isinstance(form, BoxForm):
        form.tone.data = attribute_of(own.source, "tone")
    if isinstance(form, HeadingForm):
        form.follows.data = list(follows_of(own.source))
    return form


def _written(form: BlockForm) -> str:
    """What was typed, with what was chosen by name; what the text itself says wins where only that was changed."""
    source, was = form.source.data or "", form.was.data or ""
    if isinstance(form, BoxForm) and form.tone.data and form.tone.data != attribute_of(was, "tone"):
        return with_tone(source, form.tone.data)
    if isinstance(form, HeadingForm) and form.follows.choices:
        known = {choice.value for choice in form.follows.choices}
        ticked, before = form.follows.data or [], follows_of(was)
        if set(ticked) != set(before) & known:
            return with_follows(source, [*ticked, *(each for each in before if each not in known)])
    return source


def _tell(form: BlockForm, refused: Conflict | RuleBroken) -> None:
    """Says on the form why it was not saved; what was typed stays in it."""
    form.show(refused if isinstance(refused, RuleBroken) else RuleBroken("", refused.message))


def _block_page(writing: Writing, own: WorkingBlock, form: BlockForm) -> Page:
    with reading() as session:
        html = preview(form.source.data or "", contacts_by_key(session))
    return render(
        "desk_block.html",
        writing,
        status=200 if "preview" in request.form and not form.errors else status_of(form),
        own=own,
        form=form,
        html=html,
        faults=_faults(writing, own, form),
        crib=cribs.crib_of(kind_of(own.source), attribute_of(own.source, "tone")),
        inline=cribs.INLINE,
        name=name_of(own.source),
    )


def _faults(writing: Writing, own: WorkingBlock, form: BlockForm) -> list[BlockFault]:
    """What must be mended in what is typed; for the block as it stands, what only the whole text shows as well."""
    if form.is_submitted():
        return list(faults_in(form.source.data or ""))
    return [fault for fault in read_working(writing.blocks).faults if fault.uid == own.uid]


def _new_page(writing: Writing, form: BlockForm, crib: cribs.Crib | None) -> Page:
    after = next((each for each in writing.blocks if each.uid == request.args.get("after", "")), None)
    with reading() as session:
        html = preview(form.source.data or "", contacts_by_key(session))
    return render(
        "desk_new_block.html",
        writing,
        status=200 if "preview" in request.form and not form.errors else status_of(form),
        form=form,
        html=html,
        faults=faults_in(form.source.data or "") if form.is_submitted() else (),
        crib=crib,
        cribs=cribs.CRIBS,
        inline=cribs.INLINE,
        after=request.args.get("after", ""),
        after_name=name_of(after.source) if after is not None else "",
    )


def _meanwhile_page(writing: Writing, own: WorkingBlock, mine: str, theirs: str) -> Page:
    before, after, _ = diff_lines(theirs.split("\n"), mine.split("\n"))
    return render(
        "desk_meanwhile.html", writing, status=CONFLICT, own=own, mine=mine, theirs=theirs, before=before, after=after
    )


def _split_form(own: WorkingBlock) -> SplitForm:
    form = SplitForm()
    form.at.choices = choices((str(place.at), place.words) for place in places(own.source))
    return form


def _split_page(writing: Writing, own: WorkingBlock, form: SplitForm | None = None) -> Page:
    if form is None:
        form = _split_form(own)
        form.seen.data = str(writing.version)
    return _one(writing, own, "desk_split.html", form)


def _one(writing: Writing, own: WorkingBlock, template: str, form: VersionForm) -> Page:
    with reading() as session:
        html = preview(own.source, contacts_by_key(session))
    return render(template, writing, status=status_of(form), own=own, form=form, html=html, name=name_of(own.source))


def _refused(writing: Writing, uid: str, broken: RuleBroken) -> Page:
    own = block_in(writing, uid)
    with reading() as session:
        html = preview(own.source, contacts_by_key(session))
    return render(
        "desk_refused.html",
        writing,
        status=UNPROCESSABLE,
        own=own,
        html=html,
        why=broken.message,
        name=name_of(own.source),
    )


def _saved(writing: Writing, uid: str, source: str) -> Response:
    """Back to the text; a part with a fault is saved, and what must be mended is said there."""
    words = "Saved. Something must be mended before the text can be sent." if faults_in(source) else "Saved."
    return back_to(writing, uid, words)
