"""People, agencies and teams for tests."""

from datetime import UTC, date, datetime
from itertools import count

from sqlalchemy.orm import Session

from sscp_learning.people.models import Agency, Membership, Person, RoleGrant, Team
from sscp_learning.people.rules import MembershipState, Role

THEN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
_numbers = count(1)


def an_agency(session: Session, name: str | None = None) -> Agency:
    """An agency of the partnership."""
    agency = Agency(name=name or f"Agency {next(_numbers)}")
    session.add(agency)
    session.flush()
    return agency


def a_team(session: Session, agency: Agency | None = None, name: str | None = None) -> Team:
    """A team, in an agency of its own unless one is given."""
    team = Team(agency_id=(agency or an_agency(session)).id, name=name or f"Team {next(_numbers)}")
    session.add(team)
    session.flush()
    return team


def a_person(
    session: Session, *, name: str = "Sam Okafor", team: Team | None = None, job_role: str = "Practitioner"
) -> Person:
    """Somebody with a confirmed address and an active place in a team."""
    team = team or a_team(session)
    person = Person(name=name, email=f"person{next(_numbers)}@example.org", email_confirmed_at=THEN, created_at=THEN)
    session.add(person)
    session.flush()
    session.add(
        Membership(
            person_id=person.id,
            agency_id=team.agency_id,
            team_id=team.id,
            job_role=job_role,
            state=MembershipState.ACTIVE,
            began_on=date(2026, 1, 5),
        )
    )
    session.flush()
    return person


def a_role(
    session: Session, person: Person, role: Role, *, team: Team | None = None, agency: Agency | None = None
) -> None:
    """Grants a role; a manager's for a team or a whole agency."""
    agency_id = team.agency_id if team else agency.id if agency else None
    session.add(RoleGrant(person_id=person.id, role=role, agency_id=agency_id, team_id=team.id if team else None))
    session.flush()
