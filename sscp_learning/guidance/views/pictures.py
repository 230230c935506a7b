"""The picture chooser: finding one by a word, then where it goes and what it tells. Links and one form, no script."""

from flask import Blueprint, request

from sscp_learning.documents.model import Block
from sscp_learning.guidance import pictures
from sscp_learning.guidance.actions import writing as actions
from sscp_learning.guidance.picture_forms import DECORATIVE, PictureForm
from sscp_learning.guidance.pictures import Picture, Where
from sscp_learning.guidance.showing import name_of
from sscp_learning.guidance.views.writing_frame import (
    UNPROCESSABLE,
    Page,
    back_to,
    block_in,
    find_writing,
    hand_of,
    read_writing,
    render,
    saved_uid,
)
from sscp_learning.guidance.working import Writing, read_working
from sscp_learning.people.access import editor
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import Conflict, RuleBroken
from sscp_learning.platform.web import get_session, get_settings

blueprint = Blueprint(
    "guidance_pictures", __name__, url_prefix="/desk/guidance/<slug>/<kind>/pictures", template_folder="../templates"
)


MEANWHILE = RuleBroken(
    "",
    "Somebody saved this part meanwhile, so the picture was not put in. Go back to the text and choose again.",
)


@blueprint.get("/")
@access(editor)
def choose(slug: str, kind: str) -> Page:
    """The pictures that fit a word, or the words of the part; then the one that was chosen."""
    writing, uid = find_writing(get_session(), slug, kind), request.args.get("uid", "")
    block = _block(writing, uid)
    name, words = request.args.get("name", ""), request.args.get("q", "").strip()
    library = _library()
    if name and any(picture.name == name for picture in library):
        return _form_page(writing, uid, block, _filled(writing, block, pictures.check_known(library, name)))
    found = pictures.find_pictures(library, words or (block.words if block is not None else ""))
    return render(
        "desk_pictures.html",
        writing,
        uid=uid,
        part=name_of(block.source) if block is not None else "",
        q=words,
        found=found,
        others=[] if words else [picture for picture in library if picture not in found],
    )


@blueprint.post("/")
@access(editor)
def put(slug: str, kind: str) -> Page:
    """Puts the chosen picture into the text."""
    writing, uid = read_writing(slug, kind), request.args.get("uid", "")
    block = _find_block(writing, uid)
    form = PictureForm()
    form.offer(pictures.ways(block))
    if not form.validate():
        return _form_page(writing, uid, block, form)
    try:
        return _save(writing, uid, block, form)
    except Conflict:
        form.show(MEANWHILE)
    except RuleBroken as broken:
        form.show(broken)
    return _form_page(writing, uid, block, form)


def _save(writing: Writing, uid: str, block: Block | None, form: PictureForm) -> Page:
    picture = pictures.check_known(_library(), form.name.data or "")
    source, where = _source(block, picture.name, form), Where(form.where.data)
    hand, was = hand_of(writing, form), form.was.data or ""
    if where in {Where.HERE, Where.BESIDE}:
        text = actions.save_block(get_session(), **hand, now=now(), uid=uid, source=source, was=was)
    else:
        text = actions.add_block(get_session(), **hand, now=now(), after_uid=uid, source=source)
    return back_to(writing, saved_uid(text), "Saved.")


def _source(block: Block | None, name: str, form: PictureForm) -> str:
    """The Markdown with the picture in it."""
    where = form.where.data
    if block is not None and where == Where.HERE:
        return pictures.with_picture(block, name, form.said)
    if block is not None and where == Where.BESIDE:
        return pictures.new_row(name, form.said, block.source)
    if where == Where.ROW_AFTER:
        return pictures.new_row(name, form.said, form.words.data or "")
    return pictures.new_picture(name, form.said)


def _form_page(writing: Writing, uid: str, block: Block | None, form: PictureForm) -> Page:
    picture = next((one for one in _library() if one.name == form.name.data), None)
    return render(
        "desk_picture.html",
        writing,
        status=UNPROCESSABLE if form.is_submitted() else 200,
        uid=uid,
        part=name_of(block.source) if block is not None else "",
        q=request.args.get("q", ""),
        form=form,
        picture=picture,
        needs_words=Where.ROW_AFTER in pictures.ways(block),
    )


def _filled(writing: Writing, block: Block | None, picture: Picture) -> PictureForm:
    """The form as it begins: the likeliest place, and the words that the library has for the picture."""
    form = PictureForm(formdata=None, name=picture.name, seen=str(writing.version), alt=picture.alt)
    form.was.data = block.source if block is not None else ""
    ways = pictures.ways(block)
    form.offer(ways)
    form.where.data = ways[0].value
    if block is not None and block.flag("decorative"):
        form.tells.data = DECORATIVE
    return form


def _block(writing: Writing, uid: str) -> Block | None:
    """The part that the picture is for, None for the beginning of the text. Raises NotFound when it is gone."""
    if uid:
        block_in(writing, uid)
    return _find_block(writing, uid)


def _find_block(writing: Writing, uid: str) -> Block | None:
    return next((block for block in read_working(writing.blocks).document.blocks if block.uid == uid), None)


def _library() -> tuple[Picture, ...]:
    return pictures.read_library(get_settings().content / "pictures")
