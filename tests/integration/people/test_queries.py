"""The one scoping function for “my people”, and who is found by what (LEARNING-RULES D1)."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.people.models import Membership, Person
from sscp_learning.people.queries import find_main_membership, list_members_managed
from sscp_learning.people.rules import MembershipState
from tests.builders.people import a_person, a_team

Change = Callable[[Membership], None]


def managed(session: Session, *, teams: set[int] = frozenset(), agencies: set[int] = frozenset()) -> list[int]:  # type: ignore[assignment]
    found = list_members_managed(session, team_ids=frozenset(teams), agency_ids=frozenset(agencies))
    return [place.person_id for place in found]


def place_of(session: Session, person: Person) -> Membership:
    return session.scalars(select(Membership).where(Membership.person_id == person.id)).one()


def test_whoever_manages_nothing_sees_nobody(session: Session) -> None:
    a_person(session)
    assert managed(session) == []


def test_a_team_is_its_own_people_and_an_agency_all_of_its_teams(session: Session) -> None:
    team = a_team(session)
    sister = a_team(session, team.agency)
    here, beside, elsewhere = a_person(session, team=team), a_person(session, team=sister), a_person(session)
    assert managed(session, teams={team.id}) == [here.id]
    assert managed(session, agencies={team.agency_id}) == [here.id, beside.id]
    assert elsewhere.id not in managed(session, teams={team.id}, agencies={team.agency_id})


@pytest.mark.parametrize("state", [MembershipState.ENDED, MembershipState.WAITING])
def test_whoever_left_or_still_waits_is_not_among_my_people(session: Session, state: MembershipState) -> None:
    team = a_team(session)
    place = place_of(session, a_person(session, team=team))
    place.state, place.ended_on = state, date(2026, 11, 1) if state is MembershipState.ENDED else None
    session.flush()
    assert managed(session, teams={team.id}, agencies={team.agency_id}) == []


def test_the_place_that_a_certificate_names_is_one_that_is_held(session: Session) -> None:
    person = a_person(session)
    place = place_of(session, person)
    assert find_main_membership(session, person.id) == place
    place.state, place.ended_on = MembershipState.ENDED, date(2026, 11, 1)
    session.flush()
    assert find_main_membership(session, person.id) is None
