"""The safeguarding lead's pages. Each look at a record is logged before its words are shown (REVIEW-RULES D5)."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from sscp_learning.people.access import person_of, safeguarding
from sscp_learning.platform.access import access
from sscp_learning.platform.append import AccessLogRow, append_now
from sscp_learning.platform.clock import now
from sscp_learning.platform.errors import NotFound, RuleBroken
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_database, get_session, reading
from sscp_learning.review import staff_queries
from sscp_learning.review.actions import safeguarding as actions
from sscp_learning.review.forms import LeadForm, ReleaseForm
from sscp_learning.review.rules import LeadChoice
from sscp_learning.ui.chrome import notice

blueprint = Blueprint(
    "review_safeguarding", __name__, template_folder="../templates", url_prefix="/moderation/safeguarding"
)

Page = str | tuple[str, int] | Response
UNPROCESSABLE = 422
WATCHED = "safeguarding record"


@blueprint.get("/")
@access(safeguarding)
def records() -> str:
    """Every record, without a word of it: the one due soonest on top."""
    return render_template("review/records.html", records=staff_queries.list_records(get_session()), now=now())


@blueprint.get("/<record_id>/")
@access(safeguarding)
def read(record_id: str) -> str:
    """One record with its exact words, what was decided, and what can be done."""
    _log_view(record_id)
    return _page(record_id, LeadForm(formdata=None), ReleaseForm(formdata=None))


@blueprint.post("/<record_id>/decide/")
@access(safeguarding)
def decide(record_id: str) -> Page:
    """Records a decision and its reason."""
    _log_view(record_id)
    session = get_session()
    record = staff_queries.get_record(session, record_id)
    form = LeadForm()
    if not form.validate():
        return _page(record_id, form, ReleaseForm(formdata=None)), UNPROCESSABLE
    who = person_of(current_who())
    choice = LeadChoice(form.choice.data)
    actions.decide(session, record, choice=choice, reason=form.reason.data, by_id=who.id, now=now())
    notice("Your decision is recorded.")
    return redirect(f"/moderation/safeguarding/{record_id}/")


@blueprint.post("/<record_id>/release/")
@access(safeguarding)
def release(record_id: str) -> Page:
    """Gives the writers a copy that can show nobody."""
    _log_view(record_id)
    session = get_session()
    record = staff_queries.get_record(session, record_id)
    form = ReleaseForm()
    try:
        if form.validate():
            who = person_of(current_who())
            actions.release(session, record, words=form.words.data, by_id=who.id, now=now())
            notice("The writers have the copy. The record itself stays here.")
            return redirect(f"/moderation/safeguarding/{record_id}/")
    except RuleBroken as broken:
        form.show(broken)
    return _page(record_id, LeadForm(formdata=None), form), UNPROCESSABLE


def _log_view(record_id: str) -> None:
    """Logs who looks, in a transaction of its own, before anything of the record is read. Raises NotFound."""
    with reading() as session:
        if not staff_queries.exists_record(session, record_id):
            raise NotFound
        session.rollback()  # Nothing that was read before the log was written is used after it.
    who = person_of(current_who())
    append_now(get_database(), AccessLogRow(at=now(), who=who.ref, thing=WATCHED, thing_id=record_id))


def _page(record_id: str, form: LeadForm, release_form: ReleaseForm) -> str:
    session = get_session()
    record = staff_queries.get_record(session, record_id)
    return render_template(
        "review/record.html",
        record=record,
        decisions=staff_queries.list_decisions(session, record.id),
        form=form,
        release_form=release_form,
        now=now(),
    )
