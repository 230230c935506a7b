"""Pages for whoever checks that formats still say what the full guidance says (F4, F5), and that contacts are right."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from sscp_learning.guidance import printing
from sscp_learning.guidance.actions.staleness import decide_no_change, lift_lag
from sscp_learning.guidance.checker_forms import NoChangeForm
from sscp_learning.guidance.paper import Paper
from sscp_learning.guidance.queries.flags import FlagShown, FormatShown, get_flags_page, get_format_shown
from sscp_learning.guidance.queries.staleness import list_flags
from sscp_learning.guidance.rules import FORMATS
from sscp_learning.guidance.views.reader import partnership
from sscp_learning.people.access import desk, person_of
from sscp_learning.people.audit import person_ref
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now, today
from sscp_learning.platform.errors import Conflict, NotFound, RuleBroken
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session, get_settings, reading
from sscp_learning.topics.queries import list_contacts
from sscp_learning.topics.rules import contact_check_due
from sscp_learning.ui.chrome import notice

blueprint = Blueprint("guidance_checker", __name__, url_prefix="/desk/guidance", template_folder="../templates")
Page = str | tuple[str, int] | Response
UNPROCESSABLE = 422
SETTLED = "Nothing needs checking in this section any more. Somebody may have decided or published meanwhile."


@blueprint.get("/flags/")
@access(desk)
def waiting() -> str:
    """Every format of every publication with sections that need checking, the oldest first."""
    return render_template("guidance/desk_flagged.html", flagged=list_flags(get_session()), formats=FORMATS)


@blueprint.get("/<slug>/flags/")
@access(desk)
def flags(slug: str) -> str:
    """The sections of one publication that need checking, each beside what changed."""
    return render_template("guidance/desk_flags.html", page=get_flags_page(get_session(), slug), formats=FORMATS)


@blueprint.route("/<slug>/flags/<kind>/<section_id>/", methods=["GET", "POST"])
@access(desk)
def decide(slug: str, kind: str, section_id: str) -> Page:
    """“No change needed” for one section, with the reason."""
    with reading() as session:
        shown = get_format_shown(session, slug, kind)
        flag = _find(shown, section_id)
        paper = _paper_if_last(shown)
    form = NoChangeForm()
    if not form.validate_on_submit():
        return _decide_page(slug, shown, flag, form)
    try:
        decide_no_change(
            get_session(),
            format_id=shown.format_id,
            section=section_id,
            seen=form.seen.data or "",
            reason=form.reason.data or "",
            who_id=person_of(current_who()).id,
            now=now(),
            paper=paper,
        )
    except RuleBroken as broken:
        form.show(broken)
        return _decide_page(slug, shown, flag, form)
    notice(f"“{flag.title}” stays as it is. The next change of what it follows flags it again.")
    return redirect(f"/desk/guidance/{slug}/flags/#{kind}")


@blueprint.post("/<slug>/flags/<kind>/")
@access(desk)
def caught_up(slug: str, kind: str) -> Response:
    """Takes the banner of a format away in which no section needs checking."""
    with reading() as session:
        shown = get_format_shown(session, slug, kind)
        if shown.flags or shown.lag is None:
            raise Conflict
        paper = _paper_without_lag(shown)
    who = person_ref(person_of(current_who()).id)
    lift_lag(get_session(), format_id=shown.format_id, who=who, now=now(), paper=paper)
    notice("Readers are no longer told that this version is behind.")
    return redirect(f"/desk/guidance/{slug}/flags/#{kind}")


@blueprint.get("/contacts/")
@access(desk)
def contacts() -> str:
    """Every contact with the date of its last check, and how to change one."""
    rows = sorted(list_contacts(get_session()), key=lambda contact: contact.checked)
    due = [(contact, contact_check_due(contact.checked)) for contact in rows]
    return render_template("guidance/desk_contacts.html", contacts=due, today=today())


def _find(shown: FormatShown, section_id: str) -> FlagShown:
    found = next((flag for flag in shown.flags if flag.section == section_id), None)
    if found is None:
        raise NotFound(SETTLED)
    return found


def _decide_page(slug: str, shown: FormatShown, flag: FlagShown, form: NoChangeForm) -> Page:
    """The form beside the words as they are now; what was typed stays, and what it is about is said anew."""
    form.seen.data = flag.seen
    status = UNPROCESSABLE if form.is_submitted() else 200
    page = render_template(
        "guidance/desk_flag.html", slug=slug, shown=shown, flag=flag, form=form, words=FORMATS[shown.kind]
    )
    return page, status


def _paper_if_last(shown: FormatShown) -> Paper | None:
    """The paper without its line about being behind, where this decision is the last that it waits for."""
    return _paper_without_lag(shown) if shown.lag and len(shown.flags) == 1 else None


def _paper_without_lag(shown: FormatShown) -> Paper:
    settings = get_settings()
    with reading() as session:
        today_printed = printing.printing_today(
            session, partnership=partnership().name, public_url=settings.public_url, content=settings.content
        )
        return printing.paper_without_lag(session, shown.revision_id, today_printed, now=now())
