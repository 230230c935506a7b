"""What administrators do about where people work. Nothing here commits."""

from datetime import datetime

from sqlalchemy.orm import Session

from sscp_learning.oversight.actions import assign_newcomers
from sscp_learning.people import audit
from sscp_learning.people.actions import Site, decide_membership, join_agency
from sscp_learning.people.models import Membership, Team
from sscp_learning.people.rules import MembershipState
from sscp_learning.platform.clock import london
from sscp_learning.platform.errors import RuleBroken


def let_in(session: Session, *, membership_id: int, welcome: bool, by: int, site: Site, now: datetime) -> None:
    """Decides about somebody who waits for a place in an agency; whoever is let in gets what is required there.

    Raises RuleBroken when it was decided before.
    """
    decide_membership(session, membership_id=membership_id, welcome=welcome, by=by, site=site, now=now)
    assign_newcomers(session, now)


def move_to_team(
    session: Session, *, place: Membership, team: Team, job_role: str, by: int, now: datetime
) -> Membership:
    """Ends somebody's place in an agency and begins a new one in a team of it: what was, stays.

    What is required of the new team is assigned at once, and what only the old one required ends. Raises RuleBroken
    when the team is another agency's, or when nothing would change.
    """
    if team.agency_id != place.agency_id:
        raise RuleBroken("team", "Choose a team of this agency")
    if place.team_id == team.id and place.job_role == job_role:
        raise RuleBroken("team", "They are in this team with this job role already")
    today = london(now).date()
    place.state, place.ended_on = MembershipState.ENDED, max(today, place.began_on)
    session.flush()
    moved = join_agency(session, place.person, agency_id=place.agency_id, team_id=team.id, job_role=job_role, on=today)
    audit.record(
        session,
        who=audit.person_ref(by),
        verb="membership.moved",
        thing=f"membership:{moved.id}",
        now=now,
        details={"person": place.person_id, "from_team": place.team_id, "to_team": team.id},
    )
    assign_newcomers(session, now)
    return moved
