"""Requirements and waivers: made by administrators, and by nobody else."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.oversight.models import Assignment, Requirement, Waiver
from sscp_learning.people.models import Person, Team
from sscp_learning.people.rules import Role
from tests.builders.learning import a_published_module
from tests.builders.oversight import a_requirement
from tests.builders.people import a_person, a_role, a_team
from tests.pages import Reader

ReaderFor = Callable[[Person], Reader]


@pytest.fixture
def admin(session: Session, reader_for: ReaderFor) -> Reader:
    """An administrator, with a module on offer."""
    a_published_module(session)
    person = a_person(session)
    a_role(session, person, Role.ADMINISTRATOR)
    return reader_for(person)


@pytest.fixture
def team(session: Session) -> Team:
    """A team with one person."""
    team = a_team(session, name="Hub West")
    a_person(session, team=team)
    return team


def form(team: Team, **changes: str) -> dict[str, str]:
    return {
        "module": "small-module",
        "place": f"team:{team.public_id}",
        "job_role": "",
        "due_kind": "fixed",
        "due_on": "2027-01-31",
        "days": "",
        "valid_months": "",
        **changes,
    }


def test_a_requirement_is_made_and_listed(admin: Reader, session: Session, team: Team) -> None:
    assert "Nothing is required of anybody yet" in admin.get("/admin/requirements/")
    admin.get("/admin/requirements/new/")
    page = admin.post("/admin/requirements/new/", form(team), follow=True)
    assert "1 person has this to do now" in page
    assert f"Everyone in Hub West ({team.agency.name}), by 31 January 2027" in page
    assert session.scalars(select(Assignment.reason)).one().endswith("by 31 January 2027")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"module": ""}, "Choose a module"),
        ({"module": "no-such"}, "Choose a module that is on offer"),
        ({"place": "team:none"}, "Choose who must hold it"),
        ({"due_on": ""}, "Enter the date by which it must be done"),
        ({"due_on": "31/01/2027"}, "Enter a date with day, month and year"),
        ({"due_on": "2020-01-01"}, "Choose a date that has not passed"),
        ({"due_kind": "after-joining", "days": "many"}, "Enter a whole number"),
        ({"due_kind": "after-joining", "days": "99999999999999999999"}, "Enter a number of days"),
        ({"valid_months": "99"}, "can shorten that, not lengthen it"),
        ({"job_role": "x" * 251}, "Use 250 characters or fewer"),
    ],
)
def test_a_wrong_form_says_what_to_mend_and_makes_nothing(
    admin: Reader, session: Session, team: Team, changes: dict[str, str], words: str
) -> None:
    assert words in admin.post("/admin/requirements/new/", form(team, **changes), status=422)
    assert session.scalars(select(Requirement)).all() == []


def test_ending_asks_first(admin: Reader, session: Session, team: Team, now: datetime) -> None:
    requirement = a_requirement(session, team=team, now=now)
    path = f"/admin/requirements/{requirement.public_id}/end/"
    assert "1 person" in admin.get(path)
    assert session.get_one(Requirement, requirement.id).state == "active"
    assert "The requirement has ended" in admin.post(path, follow=True)
    admin.post(path, status=409)
    admin.get("/admin/requirements/none/end/", status=404)


def test_a_waiver_is_added_listed_and_lifted(admin: Reader, session: Session, team: Team) -> None:
    person = a_person(session, name="Wren Waived", team=team)
    given = {"email": person.email.upper(), "module": "small-module", "reason": "tested-out", "ends_on": "2027-01-31"}
    page = admin.post("/admin/waivers/", given, follow=True)
    assert "Wren Waived" in page
    assert "until 31 January 2027" in page
    waiver = session.scalars(select(Waiver)).one()
    assert "There is none" in admin.post(f"/admin/waivers/{waiver.public_id}/lift/", follow=True)
    admin.post("/admin/waivers/none/lift/", status=404)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "nobody@example.org"}, "Nobody has an account with this address"),
        ({"module": "none"}, "Choose a module that is on offer"),
        ({"reason": "because"}, "Choose why"),
        ({"ends_on": "2020-01-01"}, "Choose a last day that has not passed"),
    ],
)
def test_a_wrong_waiver_says_what_to_mend(
    admin: Reader, session: Session, team: Team, changes: dict[str, str], words: str
) -> None:
    person = a_person(session, team=team)
    given = {"email": person.email, "module": "small-module", "reason": "tested-out", "ends_on": "", **changes}
    assert words in admin.post("/admin/waivers/", given, status=422)
    assert session.scalars(select(Waiver)).all() == []


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.ADMINISTRATOR)])
def test_nobody_else_comes_in(session: Session, reader_for: ReaderFor, team: Team, role: Role | None) -> None:
    person = a_person(session, team=team)
    if role is not None:
        a_role(session, person, role, team=team)
    reader = reader_for(person)
    for path in ("/admin/requirements/", "/admin/requirements/new/", "/admin/waivers/"):
        reader.get(path, status=403)
    reader.post("/admin/requirements/new/", form(team), status=403)
