"""Requirements for tests."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from sscp_learning.oversight.actions import make_requirement
from sscp_learning.oversight.models import Requirement
from sscp_learning.oversight.rules import DueKind, DueRule
from sscp_learning.people.models import Agency, Person, Team
from sscp_learning.people.rules import Role
from tests.builders.people import a_person, a_role

MADE = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
SLUG = "small-module"


def a_requirement(
    session: Session,
    *,
    agency: Agency | None = None,
    team: Team | None = None,
    job_role: str = "",
    days: int = 30,
    valid_months: int | None = None,
    now: datetime = MADE,
) -> Requirement:
    """The small module within some days, of everyone, an agency or a team. The module must be on offer."""
    return make_requirement(
        session,
        module_slug=SLUG,
        due=DueRule(DueKind.AFTER_MADE, days=days),
        agency_id=team.agency_id if team else agency.id if agency else None,
        team_id=team.id if team else None,
        job_role=job_role,
        valid_months=valid_months,
        by=None,
        now=now,
    )


def a_manager(session: Session, team: Team | None = None, *, agency: Agency | None = None) -> Person:
    """The manager of a team, or of a whole agency; they work somewhere else themselves."""
    person = a_person(session, name="Morgan Manager")
    a_role(session, person, Role.MANAGER, team=team, agency=agency)
    return person
