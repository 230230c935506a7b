"""Requirements, assignments, waivers and evidence, on both databases."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Connection, event, select
from sqlalchemy.orm import Session

from sscp_learning.oversight import actions, queries
from sscp_learning.oversight.models import Assignment
from sscp_learning.oversight.rules import DueKind, DueRule, Scope, Standing, WaiverReason
from sscp_learning.people.models import AuditEntry, Membership, Person
from sscp_learning.people.rules import MembershipState
from sscp_learning.platform.errors import Conflict, RuleBroken
from tests.builders.learning import a_published_module, has_completed
from tests.builders.oversight import MADE, SLUG, a_requirement
from tests.builders.people import a_person, a_team

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _module(session: Session) -> None:
    a_published_module(session)


def assigned(session: Session) -> list[Assignment]:
    return list(session.scalars(select(Assignment).order_by(Assignment.id)))


def open_ones(session: Session) -> set[int]:
    return {each.person_id for each in assigned(session) if each.ended_on is None}


def membership(session: Session, person: Person) -> Membership:
    return session.scalars(select(Membership).where(Membership.person_id == person.id)).one()


def own_standing(session: Session, person: Person) -> list[Standing]:
    return [row.standing for row in queries.list_own_standing(session, person.id, TODAY)]


def test_a_requirement_is_assigned_to_everybody_in_its_scope_with_its_reason(session: Session) -> None:
    team = a_team(session, name="Hub West")
    inside, outside = a_person(session, team=team), a_person(session)
    requirement = a_requirement(session, team=team)
    found = assigned(session)
    assert [each.person_id for each in found] == [inside.id]
    assert outside.id not in open_ones(session)
    assert found[0].due_on == date(2026, 12, 1)
    assert found[0].reason == f"Everyone in Hub West ({team.agency.name}), within 30 days of 1 November 2026"
    entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "requirement.made")).one()
    assert (entry.thing, entry.details) == (f"requirement:{requirement.id}", {"people": 1})


def test_a_job_role_is_matched_whatever_its_capitals(session: Session) -> None:
    team = a_team(session)
    nurse = a_person(session, team=team, job_role="School Nurse")
    a_person(session, team=team, job_role="Teacher")
    a_requirement(session, agency=team.agency, job_role=" school nurse ")
    assert open_ones(session) == {nurse.id}


def test_without_a_place_it_is_for_everybody(session: Session) -> None:
    one, two = a_person(session), a_person(session)
    a_requirement(session)
    assert {one.id, two.id} <= open_ones(session)


def test_newcomers_get_it_and_leavers_lose_it(session: Session, now: datetime) -> None:
    team = a_team(session)
    leaver = a_person(session, team=team)
    a_requirement(session, team=team)
    newcomer = a_person(session, team=team)
    membership(session, newcomer).began_on = TODAY
    place = membership(session, leaver)
    place.state, place.ended_on = MembershipState.ENDED, TODAY
    session.flush()
    actions.assign_newcomers(session, now)
    assert open_ones(session) == {newcomer.id}
    assert [each.due_on for each in assigned(session) if each.person_id == newcomer.id] == [date(2026, 12, 22)]


def test_matching_twice_changes_nothing(session: Session, now: datetime) -> None:
    team = a_team(session)
    a_person(session, team=team)
    a_requirement(session, team=team)
    actions.assign_newcomers(session, now)
    actions.assign_newcomers(session, now + timedelta(days=1))
    assert len(assigned(session)) == 1


def test_whoever_comes_back_gets_a_new_assignment_and_the_old_one_stays(session: Session, now: datetime) -> None:
    team = a_team(session)
    person = a_person(session, team=team)
    a_requirement(session, team=team)
    membership(session, person).state = MembershipState.WAITING
    session.flush()
    actions.assign_newcomers(session, now)
    membership(session, person).state = MembershipState.ACTIVE
    session.flush()
    actions.assign_newcomers(session, now)
    assert [each.ended_on for each in assigned(session)] == [TODAY, None]


def test_ending_a_requirement_ends_its_assignments_once(session: Session, now: datetime) -> None:
    team = a_team(session)
    person = a_person(session, team=team)
    requirement = a_requirement(session, team=team)
    actions.end_requirement(session, requirement=requirement, by=person.id, now=now)
    actions.assign_newcomers(session, now)
    assert open_ones(session) == set()
    with pytest.raises(Conflict):
        actions.end_requirement(session, requirement=requirement, by=person.id, now=now)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"module_slug": "no-such-module"}, "module"),
        ({"valid_months": 48}, "valid_months"),
        ({"due": DueRule(DueKind.FIXED, on=date(2026, 10, 1))}, "due_on"),
    ],
)
def test_a_requirement_that_breaks_a_rule_is_refused_on_its_field(
    session: Session, changes: dict[str, object], field: str
) -> None:
    wanted = {"module_slug": SLUG, "due": DueRule(DueKind.AFTER_MADE, days=30), "by": None, "now": MADE, **changes}
    with pytest.raises(RuleBroken) as broken:
        actions.make_requirement(session, **wanted)  # type: ignore[arg-type]
    assert broken.value.field == field


def test_completing_the_module_makes_a_person_current(session: Session, now: datetime) -> None:
    person = a_person(session)
    a_requirement(session)
    assert own_standing(session, person) == [Standing.DUE]
    has_completed(session, person, now=now)
    assert own_standing(session, person) == [Standing.CURRENT]


def test_a_shorter_validity_counts_and_of_two_requirements_the_stricter_shows(session: Session, now: datetime) -> None:
    team = a_team(session)
    person = a_person(session, team=team)
    has_completed(session, person, now=now - timedelta(days=250))
    a_requirement(session, team=team, days=10)
    assert own_standing(session, person) == [Standing.CURRENT]
    a_requirement(session, agency=team.agency, days=10, valid_months=6)
    assert own_standing(session, person) == [Standing.EXPIRED]


def test_a_waiver_holds_until_it_is_lifted(session: Session, now: datetime) -> None:
    person, admin = a_person(session), a_person(session)
    a_requirement(session)
    waiver = actions.add_waiver(
        session, person_id=person.id, module_slug=SLUG, reason=WaiverReason.TESTED_OUT, by=admin.id, now=now
    )
    assert own_standing(session, person) == [Standing.WAIVED]
    actions.lift_waiver(session, waiver=waiver, by=admin.id, now=now)
    assert own_standing(session, person) == [Standing.DUE]
    with pytest.raises(Conflict):
        actions.lift_waiver(session, waiver=waiver, by=admin.id, now=now)


def test_nobody_waives_their_own_learning(session: Session, now: datetime) -> None:
    person = a_person(session)
    with pytest.raises(RuleBroken):
        actions.add_waiver(
            session, person_id=person.id, module_slug=SLUG, reason=WaiverReason.ADMINISTRATIVE, by=person.id, now=now
        )


def test_the_questions_asked_do_not_grow_with_the_people(session: Session, now: datetime) -> None:
    team = a_team(session)
    for _ in range(3):
        has_completed(session, a_person(session, team=team), now=now)
    a_requirement(session, team=team)
    few = _count_questions(session, team.id)
    for _ in range(5):
        a_person(session, team=team)
    actions.assign_newcomers(session, now)
    assert _count_questions(session, team.id) == few <= 6


def _count_questions(session: Session, team_id: int) -> int:
    asked: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    session.expire_all()
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    queries.list_standing(session, Scope(team_ids=frozenset({team_id})), TODAY)
    event.remove(connection, "before_cursor_execute", note)
    return sum(statement.startswith("SELECT") for statement in asked)
