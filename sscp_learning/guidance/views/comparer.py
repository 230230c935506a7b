"""Two revisions side by side, block by block: any two on the desk, and published ones for everybody (F7)."""

from flask import Blueprint, render_template, request
from sqlalchemy.orm import Session

from sscp_learning.guidance.deciding import compare_revisions
from sscp_learning.guidance.queries.publishing import RevisionChoice, get_title, list_revisions
from sscp_learning.guidance.rules import FORMATS, STATE_WORDS
from sscp_learning.guidance.views.publishing_frame import way_of_comparing
from sscp_learning.guidance.views.reader import checked
from sscp_learning.people.access import desk
from sscp_learning.platform.access import access, anyone
from sscp_learning.platform.errors import NotFound
from sscp_learning.platform.web import get_session

blueprint = Blueprint("guidance_comparer", __name__, template_folder="../templates")


@blueprint.get("/desk/guidance/<slug>/compare/")
@access(desk)
def on_the_desk(slug: str) -> str:
    """Any two revisions; without a choice, the newest and the one before it."""
    session = get_session()
    return _page(session, slug, list_revisions(session, checked(slug)), "guidance/desk_compare.html")


@blueprint.get("/guidance/<slug>/history/compare/")
@access(anyone)
def for_readers(slug: str) -> str:
    """Two texts that readers have had and that did not end in error or by being withdrawn."""
    session = get_session()
    choices = list_revisions(session, checked(slug), published=True)
    return _page(session, slug, choices, "guidance/history_compare.html")


def _page(session: Session, slug: str, choices: list[RevisionChoice], template: str) -> str:
    """The comparison of the two that the address names. Raises NotFound for one that is not among the choices."""
    again = [one for one in choices if one.number > 1] or choices
    new = _chosen(choices, "to", max(again, key=lambda one: one.made_at))
    older = [one for one in choices if one.kind is new.kind and one.number < new.number]
    old = _chosen(choices, "from", older[0] if older else new)
    return render_template(
        template,
        slug=slug,
        publication=get_title(session, slug),
        choices=choices,
        old=old,
        new=new,
        comparison=compare_revisions(session, old.revision_id, new.revision_id),
        formats=FORMATS,
        state_words=STATE_WORDS,
        way=way_of_comparing(),
    )


def _chosen(choices: list[RevisionChoice], name: str, otherwise: RevisionChoice) -> RevisionChoice:
    asked = request.args.get(name, "")
    if not asked:
        return otherwise
    found = next((one for one in choices if one.public_id == asked), None)
    if found is None:
        raise NotFound
    return found
