"""What readers told us, by publication: wishes for other formats, and whether a text was useful."""

from itertools import groupby

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from sscp_learning.guidance.actions.notes import mark_answered
from sscp_learning.guidance.forms import OTHER_FORMATS, USEFUL
from sscp_learning.guidance.queries.notes import list_notes
from sscp_learning.guidance.rules import FORMATS, NOTES_KEPT_FOR
from sscp_learning.people.access import desk, person_of
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("guidance_notes", __name__, url_prefix="/desk/guidance/notes", template_folder="../templates")


@blueprint.get("/")
@access(desk)
def notes() -> str:
    """Every note that is still kept, by publication, the newest first."""
    lines = list_notes(get_session())
    shelves = [(slug, list(run)) for slug, run in groupby(lines, key=lambda line: line.slug)]
    answers = dict(OTHER_FORMATS) | dict(USEFUL)
    return render_template(
        "guidance/desk_notes.html", shelves=shelves, formats=FORMATS, answers=answers, kept_for=NOTES_KEPT_FOR.days
    )


@blueprint.post("/<public_id>/answered/")
@access(desk)
def answered(public_id: str) -> Response:
    """Somebody has answered a note, or done what it asks for."""
    mark_answered(get_session(), public_id=public_id, who_id=person_of(current_who()).id, now=now())
    notice("Marked as answered.")
    return redirect("/desk/guidance/notes/")
