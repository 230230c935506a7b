"""A person's own learning: what is due and why, what they have begun, their certificates and everything before."""

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from sscp_learning.documents.typeset import GlyphMissing, certificates_pdf
from sscp_learning.learning.papers import paper_of
from sscp_learning.learning.queries import list_certificates
from sscp_learning.learning.rules import CertificateState
from sscp_learning.oversight import actions, queries
from sscp_learning.oversight.forms import EvidenceForm
from sscp_learning.oversight.rules import STANDINGS, Standing
from sscp_learning.people.access import person_of, signed_in
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now, today
from sscp_learning.platform.errors import NotFound, RuleBroken
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session, get_settings
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("oversight_person", __name__, template_folder="../templates", url_prefix="/my-learning")

UNPROCESSABLE = 422
DONE = frozenset({Standing.CURRENT, Standing.WAIVED})


@blueprint.get("/")
@access(signed_in)
def my_learning() -> str:
    """Everything that is theirs, on one page."""
    session = get_session()
    who = person_of(current_who())
    rows = queries.list_own_standing(session, who.id, today())
    history = queries.list_history(session, who.id)
    return render_template(
        "oversight/my_learning.html",
        to_do=[row for row in rows if row.standing not in DONE],
        done=[row for row in rows if row.standing in DONE],
        begun=queries.list_begun(session, who.id),
        current=[line for line in history if line.is_current],
        earlier=[line for line in history if not line.is_current],
        evidence=queries.list_evidence(session, who.id),
        standings=STANDINGS,
        one_by_one="one-by-one" in request.args,
    )


@blueprint.get("/certificates.pdf")
@access(signed_in)
def certificates() -> Response:
    """Every certificate that was not taken back, newest first, as one file to print or to send."""
    found = list_certificates(get_session(), person_of(current_who()).id)
    standing = [paper.snapshot for paper in found if paper.state != CertificateState.WITHDRAWN]
    if not standing:
        raise NotFound("You have no certificate yet. You get one for each module you complete.")
    try:
        contents = certificates_pdf([paper_of(snapshot, get_settings().public_url) for snapshot in standing])
    except GlyphMissing:
        return redirect("/my-learning/?one-by-one#certificates")
    answer = make_response(contents)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = 'inline; filename="my-certificates.pdf"'
    return answer


@blueprint.route("/elsewhere/", methods=["GET", "POST"])
@access(signed_in)
def elsewhere() -> str | tuple[str, int] | Response:
    """Tells of training that was taken elsewhere."""
    form = EvidenceForm()
    if not form.is_submitted():
        return render_template("oversight/elsewhere.html", form=form)
    try:
        if form.validate():
            _declare(form)
            notice("Saved. Your manager can see it and mark that they have seen the proof.")
            return redirect("/my-learning/")
    except RuleBroken as broken:
        form.show(broken)
    return render_template("oversight/elsewhere.html", form=form), UNPROCESSABLE


def _declare(form: EvidenceForm) -> None:
    actions.declare_evidence(
        get_session(),
        person_id=person_of(current_who()).id,
        title=form.title.data or "",
        provider=form.provider.data or "",
        completed_on=form.completed_on.data,
        now=now(),
    )
