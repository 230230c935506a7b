"""What the editor's script asks for while somebody types: saving one part, and how it would look. Both by POST.

A page without the script needs neither: its buttons save and show the same words.
"""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from sscp_learning.guidance.actions import writing as actions
from sscp_learning.guidance.models import WorkingText
from sscp_learning.guidance.showing import preview
from sscp_learning.guidance.views.writing_frame import (
    CONFLICT,
    UNPROCESSABLE,
    hand_of,
    home_of,
    read_writing,
    saved_uid,
)
from sscp_learning.guidance.working import Writing, blocks_from_json, cut, faults_in
from sscp_learning.guidance.writing_forms import BlockForm
from sscp_learning.people.access import editor
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import Conflict, RuleBroken
from sscp_learning.platform.web import get_session, reading
from sscp_learning.topics.queries import contacts_by_key
from sscp_learning.ui.filters import time_words

blueprint = Blueprint(
    "guidance_autosave",
    __name__,
    url_prefix="/desk/guidance/<slug>/<kind>/blocks/<uid>",
    template_folder="../templates",
)
Answer = tuple[dict[str, str], int]
SEVERAL = "Not saved by itself: these words are {count} parts. Press “Save” when they are ready."


@blueprint.post("/autosave/")
@access(editor)
def autosave(slug: str, kind: str, uid: str) -> Answer:
    """Saves one part while it is written. A text of several parts waits for the button, which makes parts of it."""
    writing, form = read_writing(slug, kind), BlockForm()
    source = form.source.data or ""
    if not form.validate():
        return {"words": str(form.source.errors[0])}, UNPROCESSABLE
    if (count := len(cut(source))) > 1:
        return {"words": SEVERAL.format(count=count)}, UNPROCESSABLE
    try:
        text = actions.save_block(
            get_session(), **hand_of(writing, form), now=now(), uid=uid, source=source, was=form.was.data or ""
        )
    except actions.Meanwhile as meanwhile:
        return {"words": meanwhile.message, "theirs": meanwhile.theirs, "mine": source}, CONFLICT
    except (Conflict, RuleBroken) as refused:
        return {"words": refused.message}, refused.status
    return _saved(writing, text, uid), 200


@blueprint.post("/preview/")
@access(editor)
def show(slug: str, kind: str, uid: str) -> str | Response:  # noqa: ARG001  A new part has no uid yet, and needs none.
    """What is typed, as readers would see it: a small page of which the script takes the middle. Writes nothing."""
    read_writing(slug, kind)
    source = BlockForm().source.data or ""
    with reading() as session:
        html = preview(source, contacts_by_key(session))
    return render_template("guidance/desk_preview_part.html", html=html, faults=faults_in(source))


def _saved(writing: Writing, text: WorkingText, uid: str) -> dict[str, str]:
    """What the form goes on from: the part as it is kept, which may have another id if one was written into it."""
    blocks = {block.uid: block for block in blocks_from_json(text.blocks)}
    own = blocks[uid if uid in blocks else saved_uid(text)]
    return {
        "words": f"Saved at {time_words(now())}",
        "seen": str(text.version),
        "was": own.source,
        "at": f"{home_of(writing)}blocks/{own.uid}/",
    }
