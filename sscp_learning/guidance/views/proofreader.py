"""What the checks found in a text, sentence by sentence, and ticking what may stand (REVIEW-RULES B)."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from sscp_learning.documents.checks import RULES
from sscp_learning.guidance.actions import ticks
from sscp_learning.guidance.inspecting import Findings, Found
from sscp_learning.guidance.publishing_forms import TakeBackForm, TickForm
from sscp_learning.guidance.queries.publishing import get_desk_revision
from sscp_learning.guidance.rules import FORMATS
from sscp_learning.guidance.views.publishing_frame import UNPROCESSABLE, Answer, look_through, my_id
from sscp_learning.guidance.views.writing_frame import find_in, find_writing
from sscp_learning.guidance.working import Writing
from sscp_learning.people.access import desk
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import NotFound, RuleBroken
from sscp_learning.platform.web import get_session, reading
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("guidance_proofreader", __name__, url_prefix="/desk/guidance", template_folder="../templates")
Page = Answer | Response


@dataclass(frozen=True)
class Proof:
    """A text with what was found in it. `revision` is the public id of a frozen one, "" for the text as it stands."""

    writing: Writing
    findings: Findings
    revision: str

    @property
    def address(self) -> str:
        """Where this page is."""
        which = f"?revision={self.revision}" if self.revision else ""
        return f"/desk/guidance/{self.writing.slug}/{self.writing.kind}/checks/{which}"


@blueprint.get("/<slug>/<kind>/checks/")
@access(desk)
def findings(slug: str, kind: str) -> Page:
    """Every finding by rule: what to mend, what to tick, what is ticked and why."""
    return _page(_read(slug, kind), {})


@blueprint.post("/<slug>/<kind>/checks/<rule>/")
@access(desk)
def tick(slug: str, kind: str, rule: str) -> Page:
    """Ticks some findings of one rule, or all of them, with one reason."""
    proof = _read(slug, kind)
    open_ones = [one for one in proof.findings.warnings if one.finding.rule == rule]
    if not open_ones:
        raise NotFound("Nothing of this rule waits for a tick any more. Somebody may have ticked or mended it.")
    form = _form(rule, open_ones)
    chosen = open_ones if "all" in request.form else [one for one in open_ones if one.mark in (form.marks.data or ())]
    try:
        if not form.validate():
            return _page(proof, {rule: form})
        done = ticks.tick(
            get_session(),
            format_id=proof.writing.format_id,
            found=chosen,
            reason=form.reason.data or "",
            who_id=my_id(),
            now=now(),
        )
    except RuleBroken as broken:
        form.show(broken)
        return _page(proof, {rule: form})
    notice(f"{RULES[rule].title}: {len(done)} ticked.")
    return redirect(proof.address)


@blueprint.post("/<slug>/<kind>/checks/take-back/")
@access(desk)
def take_back(slug: str, kind: str) -> Page:
    """Takes a tick back, so that what it was about is open again."""
    proof, form = _read(slug, kind), TakeBackForm()
    ticks.take_back(
        get_session(), format_id=proof.writing.format_id, mark=form.mark.data or "", who_id=my_id(), now=now()
    )
    notice("The tick is taken back.")
    return redirect(proof.address)


def _read(slug: str, kind: str) -> Proof:
    """The text at this address, or the frozen one that is named. Raises NotFound."""
    asked = request.args.get("revision", "")
    with reading() as session:
        writing = find_writing(session, slug, kind)
        if not asked:
            return Proof(writing, find_in(session, writing), "")
        revision = get_desk_revision(session, asked)
        if revision.format_id != writing.format_id:
            raise NotFound
        return Proof(writing, look_through(session, revision.revision_id), asked)


def _form(rule: str, found: list[Found], *, sent: bool = True) -> TickForm:
    """The form of one rule; its controls are named after it, since a page has many."""
    form = TickForm(prefix=f"{rule}-") if sent else TickForm(formdata=None, prefix=f"{rule}-")
    form.marks.choices = [(one.mark, one.finding.words) for one in found]
    return form


def _page(proof: Proof, refused: dict[str, TickForm]) -> Answer:
    groups = [
        (rule, found, refused.get(rule) or _form(rule, found, sent=False))
        for rule, found in proof.findings.by_rule(proof.findings.warnings)
    ]
    html = render_template(
        "guidance/desk_checks.html",
        proof=proof,
        writing=proof.writing,
        groups=groups,
        form=next(iter(refused.values()), None),
        rules=RULES,
        names=FORMATS[proof.writing.kind],
    )
    return html, UNPROCESSABLE if refused else 200
