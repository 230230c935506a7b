"""Where people work: what was, stays; what the new place asks is asked at once."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.home.actions import move_to_team
from sscp_learning.people.models import Membership
from sscp_learning.people.rules import MembershipState
from sscp_learning.platform.errors import RuleBroken
from tests.builders.people import a_person, a_team


def place(session: Session) -> Membership:
    person = a_person(session, job_role="Teacher")
    return session.scalars(select(Membership).where(Membership.person_id == person.id)).one()


def test_nobody_is_moved_into_another_agencys_team(session: Session, now: datetime) -> None:
    held = place(session)
    with pytest.raises(RuleBroken, match="a team of this agency"):
        move_to_team(session, place=held, team=a_team(session), job_role="Teacher", by=held.person_id, now=now)
    assert held.state == MembershipState.ACTIVE


def test_a_move_that_changes_nothing_is_refused(session: Session, now: datetime) -> None:
    held = place(session)
    assert held.team is not None
    with pytest.raises(RuleBroken, match="already"):
        move_to_team(session, place=held, team=held.team, job_role="Teacher", by=held.person_id, now=now)


def test_the_old_place_stays_with_its_end(session: Session, now: datetime) -> None:
    held = place(session)
    team = a_team(session, held.agency)
    new = move_to_team(session, place=held, team=team, job_role="Head", by=held.person_id, now=now)
    assert (held.state, held.ended_on, held.job_role) == (MembershipState.ENDED, now.date(), "Teacher")
    assert (new.team_id, new.began_on, new.job_role) == (team.id, now.date(), "Head")
