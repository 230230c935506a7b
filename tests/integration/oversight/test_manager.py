"""The manager's pages: their own people and nobody else's, what a figure counts, reminders and files."""

import csv
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.oversight import actions
from sscp_learning.oversight.models import Assignment, OutsideEvidence
from sscp_learning.oversight.rules import WaiverReason
from sscp_learning.people.models import Membership, Person, Team
from sscp_learning.people.rules import Role
from sscp_learning.platform.clock import clock_at
from sscp_learning.platform.outbox import OutboxLetter
from tests.builders.learning import a_published_module, has_completed
from tests.builders.oversight import SLUG, a_manager, a_requirement
from tests.builders.people import a_person, a_role, a_team
from tests.pages import Reader

ReaderFor = Callable[[Person], Reader]


@pytest.fixture
def team(session: Session) -> Team:
    """A team with a requirement that was due a while ago."""
    a_published_module(session)
    return a_team(session, name="Hub West")


@pytest.fixture
def ada(session: Session, team: Team) -> Person:
    """Somebody of the team who has done nothing."""
    return a_person(session, name="Ada Łukasz", team=team)


@pytest.fixture
def required(session: Session, team: Team, ada: Person, now: datetime) -> None:  # noqa: ARG001  Ada comes first.
    """The small module, due on 2 November."""
    a_requirement(session, team=team, days=20, now=now - timedelta(days=40))


def letters(session: Session) -> list[OutboxLetter]:
    found = session.scalars(select(OutboxLetter).where(OutboxLetter.key.startswith("reminder:")))
    return list(found)


def assignment_of(session: Session, person: Person) -> Assignment:
    return session.scalars(select(Assignment).where(Assignment.person_id == person.id)).one()


def csv_of(reader: Reader) -> list[list[str]]:
    return list(csv.reader(StringIO(reader.get("/team/export.csv").removeprefix("\ufeff"), newline="")))


@pytest.mark.usefixtures("required")
def test_the_page_says_who_is_not_up_to_date_and_what_its_figures_count(
    session: Session, reader_for: ReaderFor, team: Team, now: datetime
) -> None:
    done = a_person(session, name="Bo Done", team=team)
    has_completed(session, done, now=now)
    actions.assign_newcomers(session, now)
    page = reader_for(a_manager(session, team)).get("/team/")
    assert page.index("Ada Łukasz") < page.index("Bo Done")
    assert "Was due on 2 November 2026" in page
    assert "As at 22 November 2026, 10:30" in page
    assert "1 of 2" in page
    assert "2 people, 2 lines" in page


@pytest.mark.usefixtures("required")
def test_filters_show_what_was_asked_for(session: Session, reader_for: ReaderFor, team: Team, now: datetime) -> None:
    done = a_person(session, name="Bo Done", team=team)
    has_completed(session, done, now=now)
    actions.assign_newcomers(session, now)
    reader = reader_for(a_manager(session, team))
    behind = reader.get("/team/?standing=behind")
    assert "Ada Łukasz" in behind
    assert "Bo Done" not in behind
    fine = reader.get("/team/?standing=up-to-date")
    assert "Bo Done" in fine
    assert "Ada Łukasz" not in fine
    assert "Nobody fits" in reader.get("/team/?standing=soon")
    assert "Nobody fits" in reader.get("/team/?standing=waived&module=small-module&team=Hub+West")
    for odd in ("?standing=%27--&module=nothing", "?page=-4", "?page=99999", "?page=x"):
        reader.get(f"/team/{odd}")


def test_an_empty_team_and_a_team_without_requirements_are_told_kindly(
    session: Session, reader_for: ReaderFor, team: Team
) -> None:
    reader = reader_for(a_manager(session, team))
    assert "You have no people yet" in reader.get("/team/")
    a_person(session, team=team)
    assert "You look after 1 person" in reader.get("/team/")
    assert csv_of(reader) == [["name", "email", "module", "standing", "completed", "expires"]]


@pytest.mark.usefixtures("required")
def test_one_person_shows_what_is_required_and_everything_they_did(
    session: Session, reader_for: ReaderFor, team: Team, ada: Person, now: datetime
) -> None:
    has_completed(session, ada, now=now)
    other = a_person(session)
    actions.add_waiver(
        session, person_id=ada.id, module_slug=SLUG, reason=WaiverReason.TESTED_OUT, by=other.id, now=now
    )
    page = reader_for(a_manager(session, team)).get(f"/team/people/{ada.public_id}/")
    assert "22 November 2029" in page
    assert "Waived" in page
    assert "Everyone in Hub West" in page


@pytest.mark.usefixtures("required")
def test_a_reminder_is_shown_before_it_is_sent_and_leaves_once_a_day(
    session: Session, reader_for: ReaderFor, team: Team, ada: Person, now: datetime
) -> None:
    reader = reader_for(a_manager(session, team))
    preview = reader.get(f"/team/remind/?person={ada.public_id}")
    assert "was due on 2 November 2026" in preview
    assert letters(session) == []
    chosen = {"assignment": assignment_of(session, ada).public_id}
    for _ in range(2):
        reader.post("/team/remind/", chosen)
    letter = letters(session)
    assert len(letter) == 1
    assert (letter[0].to_address, letter[0].subject) == (ada.email, "A reminder: A small module")
    assert "Everyone in Hub West" in letter[0].body
    assert "Morgan Manager" in letter[0].body
    assert "Nobody needs a reminder now" in reader.get("/team/remind/")
    assert "Reminded on 22 November 2026" in reader.get(f"/team/people/{ada.public_id}/")
    with clock_at(now + timedelta(days=1)):
        reader.post("/team/remind/", chosen)
    assert len(letters(session)) == 2


@pytest.mark.usefixtures("required")
def test_reminding_nobody_is_refused_in_words(session: Session, reader_for: ReaderFor, team: Team) -> None:
    reader = reader_for(a_manager(session, team))
    assert "Choose at least one person" in reader.post("/team/remind/", status=422)


@pytest.mark.usefixtures("required")
def test_somebody_who_is_up_to_date_gets_no_reminder(
    session: Session, reader_for: ReaderFor, team: Team, ada: Person, now: datetime
) -> None:
    has_completed(session, ada, now=now)
    reader = reader_for(a_manager(session, team))
    reader.post("/team/remind/", {"assignment": assignment_of(session, ada).public_id})
    assert letters(session) == []


@pytest.mark.usefixtures("required")
def test_the_csv_has_a_row_for_each_person_and_module_and_changes_with_a_completion(
    session: Session, reader_for: ReaderFor, team: Team, ada: Person, now: datetime
) -> None:
    reader = reader_for(a_manager(session, team))
    header = ["name", "email", "module", "standing", "completed", "expires"]
    assert csv_of(reader) == [header, ["Ada Łukasz", ada.email, "A small module", "overdue", "", ""]]
    has_completed(session, ada, now=now)
    expected = ["Ada Łukasz", ada.email, "A small module", "current", "2026-11-22", "2029-11-22"]
    assert csv_of(reader) == [header, expected]
    assert reader.last is not None
    assert reader.last.data.startswith(b"\xef\xbb\xbf")


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("name", ["=1+1", "+44", "-x", "@SUM(A1)"])
def test_a_name_is_never_run_as_a_formula(
    session: Session, reader_for: ReaderFor, team: Team, ada: Person, name: str
) -> None:
    ada.name = name
    reader = reader_for(a_manager(session, team))
    assert csv_of(reader)[1][0] == f"'{name}"
    reader.get("/team/")


@pytest.mark.usefixtures("required")
def test_the_workbook_has_the_same_rows(app: Flask, session: Session, reader_for: ReaderFor, team: Team) -> None:
    reader = reader_for(a_manager(session, team))
    session.flush()
    answer = reader.client.get("/team/export.xlsx")
    rows = list(load_workbook(BytesIO(answer.data)).active.values)
    answer.close()
    assert rows[1][:4] == ("Ada Łukasz", rows[1][1], "A small module", "overdue")
    assert app.name == "sscp_learning"


def paths(ada: Person) -> list[str]:
    return [
        "/team/",
        "/team/?standing=behind",
        "/team/remind/",
        f"/team/remind/?person={ada.public_id}",
        "/team/export.csv",
    ]


@pytest.mark.usefixtures("required")
def test_the_manager_of_another_team_or_agency_sees_nobody_of_this_one(
    session: Session, reader_for: ReaderFor, team: Team, ada: Person, now: datetime
) -> None:
    sister = a_team(session, team.agency)
    a_person(session, team=sister, name="Sister Member")
    a_requirement(session, agency=team.agency, now=now)
    managers = [
        a_manager(session, sister),
        a_manager(session, a_team(session)),
        a_manager(session, agency=a_team(session).agency),
    ]
    secret = assignment_of_team(session, ada, team)
    for manager in managers:
        reader = reader_for(manager)
        for path in paths(ada):
            answer = reader.get(path)
            assert "Ada" not in answer, path
            assert ada.email not in answer, path
        workbook = reader.client.get("/team/export.xlsx")
        assert ada.name not in str(list(load_workbook(BytesIO(workbook.data)).active.values))
        workbook.close()
        reader.get(f"/team/people/{ada.public_id}/", status=404)
        reader.post("/team/remind/", {"assignment": secret})
        reader.post(f"/team/people/{ada.public_id}/evidence/{'x' * 22}/", status=404)
    assert letters(session) == []


def assignment_of_team(session: Session, person: Person, team: Team) -> str:
    found = session.scalars(select(Assignment).where(Assignment.person_id == person.id)).all()
    return next(each.public_id for each in found if each.requirement.team_id == team.id)


def test_what_another_agency_requires_of_a_shared_person_is_not_shown(
    session: Session, reader_for: ReaderFor, team: Team, ada: Person, now: datetime
) -> None:
    elsewhere = a_team(session, name="Elsewhere")
    session.add(
        Membership(person_id=ada.id, agency_id=elsewhere.agency_id, team_id=elsewhere.id, began_on=date(2026, 1, 5))
    )
    session.flush()
    a_requirement(session, team=elsewhere, now=now)
    assert "Elsewhere" not in (page := reader_for(a_manager(session, team)).get(f"/team/people/{ada.public_id}/"))
    assert "Nothing is required of them here" in page
    assert "A small module" in reader_for(a_manager(session, elsewhere)).get("/team/")


def test_the_manager_of_a_whole_agency_sees_each_of_its_people_once(
    session: Session, reader_for: ReaderFor, team: Team, ada: Person, now: datetime
) -> None:
    a_requirement(session, agency=team.agency, now=now)
    boss = a_manager(session, agency=team.agency)
    a_role(session, boss, Role.MANAGER, team=team)
    assert [row[1] for row in csv_of(reader_for(boss))[1:]] == [ada.email]


def test_a_manager_marks_that_they_have_seen_the_proof_once(
    session: Session, reader_for: ReaderFor, team: Team, ada: Person, now: datetime
) -> None:
    evidence = actions.declare_evidence(
        session, person_id=ada.id, title="First aid", provider="A college", completed_on=date(2026, 5, 1), now=now
    )
    manager = a_manager(session, team)
    reader = reader_for(manager)
    path = f"/team/people/{ada.public_id}/"
    assert "Nobody has seen proof yet" in reader.get(path)
    reader.post(f"{path}evidence/{evidence.public_id}/")
    assert "Proof seen on 22 November 2026" in reader.get(path)
    assert session.get_one(OutsideEvidence, evidence.id).checked_by == manager.id
    reader.post(f"{path}evidence/{evidence.public_id}/", status=409)


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.MANAGER)])
def test_only_managers_come_in(session: Session, reader_for: ReaderFor, ada: Person, role: Role | None) -> None:
    if role is not None:
        a_role(session, ada, role)
    reader = reader_for(ada)
    for path in [*paths(ada), "/team/export.xlsx", f"/team/people/{ada.public_id}/"]:
        reader.get(path, status=403)


def test_signed_out_the_pages_lead_to_the_door(nobody: Reader) -> None:
    for path in (
        "/team/",
        "/team/export.csv",
        "/team/export.xlsx",
        "/team/remind/",
        "/my-learning/",
        "/admin/waivers/",
    ):
        nobody.get(path, status=302)
        assert nobody.location.startswith("/sign-in")
