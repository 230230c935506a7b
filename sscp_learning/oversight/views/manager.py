"""What a manager sees: their own people and nobody else, the most pressing first (rule D3)."""

from collections.abc import Iterator
from tempfile import TemporaryFile

from flask import Blueprint, Response, redirect, render_template, request, send_file
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from sscp_learning.learning.queries import list_published_titles
from sscp_learning.oversight import actions, queries
from sscp_learning.oversight.export import csv_lines, write_workbook
from sscp_learning.oversight.forms import ButtonForm, FilterForm, RemindForm
from sscp_learning.oversight.mail import reminder_sentence
from sscp_learning.oversight.queries import StandingRow
from sscp_learning.oversight.rules import STANDINGS, WAIVER_WORDS, WORTH_REMINDING, Scope
from sscp_learning.people.access import manager, person_of
from sscp_learning.people.views.visitor import site
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now, today
from sscp_learning.platform.errors import NotFound
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_database, get_session, get_settings, reading
from sscp_learning.ui.chrome import notice
from sscp_learning.ui.filters import plural

blueprint = Blueprint("oversight_manager", __name__, template_folder="../templates", url_prefix="/team")

Page = str | tuple[str, int] | AnyResponse

ROWS_ON_A_PAGE = 100
UNPROCESSABLE = 422
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _scope() -> Scope:
    """What whoever is signed in manages."""
    who = person_of(current_who())
    return Scope(who.team_ids, who.agency_ids)


@blueprint.get("/")
@access(manager)
def team() -> str:
    """Everybody's standing, with its figures and what they mean."""
    rows = queries.list_standing(get_session(), _scope(), today())
    form = FilterForm(request.args)
    form.offer(rows)
    chosen = form.chosen(rows)
    pages = max(1, -(-len(chosen) // ROWS_ON_A_PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    return render_template(
        "oversight/team.html",
        form=form,
        figures=queries.count_figures(rows),
        members=queries.count_managed(get_session(), _scope()),
        rows=chosen[(page - 1) * ROWS_ON_A_PAGE : page * ROWS_ON_A_PAGE],
        found=len(chosen),
        page=page,
        pages=pages,
        standings=STANDINGS,
        as_at=now(),
    )


@blueprint.get("/people/<public_id>/")
@access(manager)
def person(public_id: str) -> str:
    """One person: what they must hold and why, and everything they have completed."""
    session = get_session()
    places = queries.get_managed_places(session, _scope(), public_id)
    rows = _rows_of(public_id)
    return render_template(
        "oversight/person.html",
        form=ButtonForm(),
        person=places[0].person,
        places=places,
        rows=rows,
        reminded=queries.list_reminded_on(session, [row.assignment_id for row in rows]),
        history=queries.list_history(session, places[0].person_id),
        waivers=queries.list_waivers(session, person_id=places[0].person_id),
        modules=list_published_titles(session),
        evidence=queries.list_evidence(session, places[0].person_id),
        standings=STANDINGS,
        waiver_words=WAIVER_WORDS,
        can_remind=any(row.standing in WORTH_REMINDING for row in rows),
        as_at=now(),
    )


def _rows_of(public_id: str) -> list[StandingRow]:
    rows = queries.list_standing(get_session(), _scope(), today())
    return [row for row in rows if row.person == public_id]


@blueprint.post("/people/<public_id>/evidence/<evidence_id>/")
@access(manager)
def check_evidence(public_id: str, evidence_id: str) -> AnyResponse:
    """The manager has seen the proof of training from elsewhere."""
    session = get_session()
    places = queries.get_managed_places(session, _scope(), public_id)
    evidence = next(
        (e for e in queries.list_evidence(session, places[0].person_id) if e.public_id == evidence_id), None
    )
    if evidence is None:
        raise NotFound
    actions.check_evidence(session, evidence=evidence, by=person_of(current_who()).id, now=now())
    notice("Saved: you have seen the proof.")
    return redirect(f"/team/people/{public_id}/")


@blueprint.route("/remind/", methods=["GET", "POST"])
@access(manager)
def remind() -> Page:
    """Who would get a reminder and why; the button sends what is ticked."""
    with reading() as session:
        rows, form = _to_remind(session)
    if form.is_submitted() and form.validate():
        return _send(form)
    if request.method == "GET":
        form.assignment.data = [row.assignment for row in rows]
    page = render_template(
        "oversight/remind.html", form=form, rows=rows, hints={row.assignment: _hint(row) for row in rows}
    )
    return page, UNPROCESSABLE if form.errors else 200


def _to_remind(session: Session) -> tuple[list[StandingRow], RemindForm]:
    """Whom a reminder would help and who had none today, as far as the address asks for them."""
    rows = queries.list_standing(session, _scope(), today())
    asked = FilterForm(request.args).chosen(rows)
    wanted = request.args.get("person") or None
    helped = [row for row in asked if row.standing in WORTH_REMINDING and wanted in {None, row.person}]
    reminded = queries.list_reminded_on(session, [row.assignment_id for row in helped])
    rows = [row for row in helped if reminded.get(row.assignment_id) != today()]
    form = RemindForm()
    form.offer(rows)
    return rows, form


def _hint(row: StandingRow) -> str:
    return f"{STANDINGS[row.standing].label}. {reminder_sentence(row)}"


def _send(form: RemindForm) -> AnyResponse:
    who = person_of(current_who())
    sent = actions.send_reminders(
        get_session(),
        scope=_scope(),
        assignments=form.assignment.data or [],
        by=who.id,
        manager=who.name,
        site=site(),
        now=now(),
    )
    notice(f"{plural(sent, 'reminder')} will leave in the next minute." if sent else "Nobody needed a reminder.")
    return redirect("/team/")


@blueprint.get("/export.csv")
@access(manager)
def export_csv() -> Response:
    """Every row, for a spreadsheet; written while it is sent, so that its length does not matter."""
    answer = Response(_csv(_scope()), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_file_name("csv")}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _csv(scope: Scope) -> Iterator[str]:
    """A look at the database of its own: the request's is over before the last line is sent."""
    database, day = get_database(), today()

    def lines() -> Iterator[str]:
        with database.reading() as session:
            yield from csv_lines(queries.iterate_standing(session, scope, day))

    return lines()


@blueprint.get("/export.xlsx")
@access(manager)
def export_xlsx() -> AnyResponse:
    """Every row as an Excel workbook."""
    folder = get_settings().instance
    file = TemporaryFile(dir=folder)  # noqa: SIM115  Closed by the server when it has been sent.
    write_workbook(queries.iterate_standing(get_session(), _scope(), today()), file, folder)
    file.seek(0)
    answer = send_file(file, mimetype=WORKBOOK, as_attachment=True, download_name=_file_name("xlsx"))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _file_name(ending: str) -> str:
    return f"required-learning-{today().isoformat()}.{ending}"
