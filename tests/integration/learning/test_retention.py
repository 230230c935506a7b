"""Names leave the records of those who went away long ago, and of nobody else (DECISIONS 35)."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.app import due_jobs
from sscp_learning.learning.actions.retention import remove_old_names
from sscp_learning.learning.models import Certificate, Completion
from sscp_learning.learning.queries import find_certificate
from sscp_learning.people.models import AuditEntry, Membership, Person
from sscp_learning.people.queries import find_sign_in_facts
from sscp_learning.people.rules import MembershipState, Role
from sscp_learning.settings import PROJECT, Mode, Settings
from tests.builders.learning import a_published_module, has_completed
from tests.builders.people import a_person, a_role, a_team
from tests.pages import Reader

YEARS = 7
LONG_AGO = datetime(2019, 3, 4, 9, 0, tzinfo=UTC)


def somebody(session: Session, *, left: datetime | None = LONG_AGO, name: str = "Olwen Pryce") -> Person:
    """Somebody who learnt something long ago and left then."""
    person = a_person(session, name=name)
    person.created_at, person.password_hash = LONG_AGO, "a hash"
    place = session.scalars(select(Membership).where(Membership.person_id == person.id)).one()
    place.began_on = LONG_AGO.date()
    if left is not None:
        place.state, place.ended_on = MembershipState.ENDED, left.date()
    session.flush()
    return person


def test_after_its_time_a_name_is_removed_everywhere_and_the_certificate_still_checks(
    session: Session, nobody: Reader, now: datetime
) -> None:
    a_published_module(session)
    person = somebody(session)
    email, token = person.email, person.token
    has_completed(session, person, now=LONG_AGO)
    certificate = session.scalars(select(Certificate)).one()
    code, kept = certificate.code, certificate.hash
    assert remove_old_names(session, years=YEARS, now=now) == 1
    session.expire_all()
    assert (person.name, person.password_hash) == ("removed", None)
    assert "@" not in person.email
    assert person.token != token
    assert find_sign_in_facts(session, email) is None
    assert session.scalars(select(Completion.person_name)).one() == "removed"
    facts = find_certificate(session, code)
    assert facts is not None
    assert facts.snapshot["name"] == "removed"
    assert session.scalars(select(Certificate.hash)).one() == kept
    page = nobody.get(f"/certificates/{code}/")
    assert "Olwen" not in page
    assert "removed" in page


def test_removing_is_in_the_audit_by_number_only_and_happens_once(session: Session, now: datetime) -> None:
    person = somebody(session)
    remove_old_names(session, years=YEARS, now=now)
    assert remove_old_names(session, years=YEARS, now=now) == 0
    entries = session.scalars(select(AuditEntry).where(AuditEntry.verb == "person.removed")).all()
    assert [(entry.who, entry.thing, entry.details) for entry in entries] == [("system", f"person:{person.id}", {})]


def test_two_who_left_can_both_be_removed(session: Session, now: datetime) -> None:
    people = [somebody(session), somebody(session, name="Huw Rees")]
    assert remove_old_names(session, years=YEARS, now=now) == 2
    assert len({person.email for person in people}) == 2


@pytest.mark.parametrize("days", [0, 1])
def test_the_years_count_from_the_day_somebody_left(session: Session, now: datetime, days: int) -> None:
    person = somebody(session, left=datetime(2019, 11, 22, tzinfo=UTC) - timedelta(days=days))
    remove_old_names(session, years=YEARS, now=now)
    assert (person.name == "removed") is (days == 1)


def test_whoever_is_still_here_keeps_their_name(session: Session, now: datetime) -> None:
    a_published_module(session)
    working = somebody(session, left=None)
    holding_a_role = somebody(session)
    a_role(session, holding_a_role, Role.MANAGER, team=a_team(session))
    learning = somebody(session)
    has_completed(session, learning, now=now - timedelta(days=30))
    new_without_a_place = somebody(session)
    new_without_a_place.created_at = now - timedelta(days=1)
    session.flush()
    assert remove_old_names(session, years=YEARS, now=now) == 0
    assert {p.name for p in (working, holding_a_role, learning, new_without_a_place)} == {"Olwen Pryce"}


def test_somebody_who_moved_and_stayed_keeps_their_name(session: Session, now: datetime) -> None:
    person = somebody(session)
    team = a_team(session)
    session.add(Membership(person_id=person.id, agency_id=team.agency_id, team_id=team.id, began_on=LONG_AGO.date()))
    session.flush()
    assert remove_old_names(session, years=YEARS, now=now) == 0


def test_the_worker_does_it_after_as_many_years_as_the_settings_say(session: Session, now: datetime) -> None:
    person = somebody(session)
    for years, name in ((8, "Olwen Pryce"), (7, "removed")):
        settings = Settings(
            Mode.TEST, "x", "", PROJECT, PROJECT / "content", "http://127.0.0.1", staff_record_years=years
        )
        job = next(job for job in due_jobs(settings) if job.name == "remove old names")
        job.run(session, now)
        assert person.name == name
