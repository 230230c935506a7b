"""What is frozen when somebody completes a module, and what no later change can alter (rules C2 and C3)."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.learning.models import Certificate, Completion
from sscp_learning.people.models import Membership
from sscp_learning.people.rules import MembershipState
from tests.builders.learning import a_module_file, a_published_module, has_completed
from tests.builders.people import a_person, a_team
from tests.pages import Reader


def test_a_certificate_carries_the_hash_of_what_it_says(session: Session) -> None:
    a_published_module(session)
    has_completed(session, a_person(session))
    certificate = session.scalars(select(Certificate)).one()
    said = json.dumps(certificate.snapshot, sort_keys=True).encode()
    assert certificate.hash == hashlib.sha256(said).hexdigest()


def test_the_day_of_completion_is_that_of_london(session: Session) -> None:
    a_published_module(session, a_module_file(valid_months=12))
    has_completed(session, a_person(session), now=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    completion = session.scalars(select(Completion)).one()
    assert (completion.completed_on, completion.expires_on) == (date(2026, 7, 1), date(2027, 7, 1))


def test_a_paper_says_what_was_true_on_its_day_whatever_changes_later(nobody: Reader, session: Session) -> None:
    a_published_module(session)
    person = a_person(session, name="Ada Łukasz")
    has_completed(session, person)
    code = session.scalars(select(Certificate.code)).one()
    person.name = "Ada Married"
    a_published_module(session, a_module_file(title="Another title"))
    page = nobody.get(f"/certificates/{code}/")
    assert "Ada Łukasz" in page
    assert "A small module" in page
    assert "Ada Married" not in page
    assert "Another title" not in page


def test_a_completion_keeps_where_somebody_was_when_they_have_moved(session: Session, now: datetime) -> None:
    a_published_module(session)
    team = a_team(session, name="Family Hub West")
    person = a_person(session, team=team, job_role="Social worker")
    has_completed(session, person)
    place = session.scalars(select(Membership).where(Membership.person_id == person.id)).one()
    place.state, place.ended_on = MembershipState.ENDED, now.date()
    session.flush()
    new = a_team(session, name="Elsewhere")
    session.add(
        Membership(
            person_id=person.id, agency_id=new.agency_id, team_id=new.id, job_role="Manager", began_on=now.date()
        )
    )
    session.flush()
    has_completed(session, person, now=now + timedelta(days=1))
    first, second = session.scalars(select(Completion).order_by(Completion.id)).all()
    assert (first.team_name, first.job_role) == ("Family Hub West", "Social worker")
    assert (second.team_name, second.job_role) == ("Elsewhere", "Manager")
