"""Administration: agencies, teams, people, roles and the audit log, for administrators and nobody else."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.oversight.models import Assignment
from sscp_learning.people.models import Agency, AgencyDomain, AuditEntry, Membership, Person, RoleGrant, Team
from sscp_learning.people.rules import MembershipState, Role
from sscp_learning.platform.outbox import OutboxLetter
from tests.builders.learning import a_published_module
from tests.builders.oversight import a_requirement
from tests.builders.people import a_person, a_role, a_team, an_agency
from tests.pages import Reader

ReaderFor = Callable[[Person], Reader]


@pytest.fixture
def admin(session: Session, reader_for: ReaderFor) -> Reader:
    """An administrator."""
    person = a_person(session, name="Addie Min")
    a_role(session, person, Role.ADMINISTRATOR)
    return reader_for(person)


@pytest.fixture
def team(session: Session) -> Team:
    """A team of City Council."""
    return a_team(session, an_agency(session, "City Council"), "Hub West")


@pytest.fixture
def waiting(session: Session, team: Team) -> Person:
    """Somebody who asked to join City Council."""
    person = a_person(session, name="Wanda Waiting", team=team)
    place = membership(session, person)
    place.state, place.team_id = MembershipState.WAITING, None
    session.flush()
    return person


def membership(session: Session, person: Person) -> Membership:
    return session.scalars(
        select(Membership).where(Membership.person_id == person.id, Membership.state != MembershipState.ENDED)
    ).one()


def open_assignments(session: Session, person: Person) -> list[Assignment]:
    return list(
        session.scalars(select(Assignment).where(Assignment.person_id == person.id, Assignment.ended_on.is_(None)))
    )


def test_an_agency_is_added_with_its_domains_and_a_team(admin: Reader, session: Session) -> None:
    given = {"name": "Tower School", "domains": "@Tower.School.example\n tower.example tower.example"}
    page = admin.post("/admin/agencies/new/", given, follow=True)
    assert "Tower School is added" in page
    agency = session.scalars(select(Agency).where(Agency.name == "Tower School")).one()
    found = session.scalars(select(AgencyDomain.domain).where(AgencyDomain.agency_id == agency.id))
    assert sorted(found) == ["tower.example", "tower.school.example"]
    path = f"/admin/agencies/{agency.public_id}/"
    assert "The team Reception is added" in admin.post(path, {"name": "Reception"}, follow=True)
    assert "already has a team called Reception" in admin.post(path, {"name": "Reception"}, status=422)
    assert "Tower School" in admin.get("/admin/agencies/")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "", "domains": ""}, "Enter the agency’s name"),
        ({"name": "City Council", "domains": ""}, "already an agency called City Council"),
        ({"name": "New", "domains": "not a domain"}, "“not” is not a domain"),
        ({"name": "x" * 251, "domains": ""}, "Use 250 characters or fewer"),
    ],
)
@pytest.mark.usefixtures("team")
def test_a_wrong_agency_says_what_to_mend(admin: Reader, given: dict[str, str], words: str) -> None:
    assert words in admin.post("/admin/agencies/new/", given, status=422)


def test_people_are_found_by_name_or_address_whatever_is_typed(admin: Reader, session: Session, team: Team) -> None:
    person = a_person(session, name="Zoë Percent%", team=team)
    assert "Zoë Percent%" in admin.get("/admin/people/?q=percent%25")
    assert "Zoë Percent%" in admin.get(f"/admin/people/?q={person.email[:8].upper()}")
    assert "Zoë Percent%" not in admin.get("/admin/people/?q=percent_")
    for odd in ("%00", "'", "%25", "_", "x" * 5000, "%F0%9F%90%9F"):
        admin.get(f"/admin/people/?q={odd}&page=-1")


def test_somebody_who_waits_is_let_in_told_and_given_what_is_required(
    admin: Reader, session: Session, team: Team, waiting: Person, now: datetime
) -> None:
    a_published_module(session)
    a_requirement(session, agency=team.agency, now=now)
    assert "1 person waits" in admin.get("/admin/")
    assert "Wanda Waiting" in admin.get("/admin/people/")
    path = f"/admin/people/{waiting.public_id}/decide/"
    page = admin.post(path, {"agency": team.agency.public_id, "decision": "agree"}, follow=True)
    assert "now registered with City Council" in page
    assert membership(session, waiting).state == MembershipState.ACTIVE
    assert len(open_assignments(session, waiting)) == 1
    letter = session.scalars(select(OutboxLetter).where(OutboxLetter.to_address == waiting.email)).one()
    assert "City Council" in letter.subject
    admin.post(path, {"agency": team.agency.public_id, "decision": "agree"}, status=422)


def test_somebody_may_be_declined(admin: Reader, session: Session, team: Team, waiting: Person) -> None:
    path = f"/admin/people/{waiting.public_id}/decide/"
    assert "not registered with" in admin.post(path, {"agency": team.agency.public_id}, follow=True)
    assert session.scalars(select(Membership.state).where(Membership.person_id == waiting.id)).all() == ["ended"]
    admin.post(path, {"agency": "none"}, status=404)
    admin.post("/admin/people/none/decide/", status=404)


def test_a_role_is_given_once_and_a_managers_needs_a_place(admin: Reader, session: Session, team: Team) -> None:
    person = a_person(session, team=team)
    path = f"/admin/people/{person.public_id}/"
    assert "Read, learn and see their own record" in admin.get(path)
    assert "Choose the team or agency" in admin.post(f"{path}roles/", {"role": "manager", "place": ""}, status=422)
    assert "Choose the team or agency" in admin.post(
        f"{path}roles/", {"role": "manager", "place": "everyone"}, status=422
    )
    given = {"role": "manager", "place": f"team:{team.public_id}"}
    assert "of Hub West, City Council" in admin.post(f"{path}roles/", given, follow=True)
    assert "They have this role already" in admin.post(f"{path}roles/", given, status=422)
    admin.post(f"{path}roles/", {"role": "editor", "place": f"team:{team.public_id}"})
    granted = session.scalars(select(RoleGrant).where(RoleGrant.role == "editor")).one()
    assert (granted.agency_id, granted.team_id) == (None, None)
    admin.post(f"{path}roles/", {"role": "king", "place": ""}, status=422)


def test_moving_to_a_team_ends_one_place_begins_another_and_changes_what_is_required(
    admin: Reader, session: Session, team: Team, now: datetime
) -> None:
    a_published_module(session)
    person = a_person(session, team=team, job_role="Nurse")
    other = a_team(session, team.agency, "Hub East")
    a_requirement(session, team=team, now=now)
    needed = a_requirement(session, team=other, now=now)
    path = f"/admin/people/{person.public_id}/team/{team.agency.public_id}/"
    assert "Hub East" in admin.get(path)
    admin.post(path, {"team": other.public_id, "job_role": "Senior nurse"})
    place = membership(session, person)
    assert (place.team_id, place.job_role, place.began_on) == (other.id, "Senior nurse", date(2026, 11, 22))
    assert [each.requirement_id for each in open_assignments(session, person)] == [needed.id]
    assert "in this team with this job role already" in admin.post(
        path, {"team": other.public_id, "job_role": "Senior nurse"}, status=422
    )


def test_nobody_is_moved_to_a_team_of_another_agency(admin: Reader, session: Session, team: Team) -> None:
    person = a_person(session, team=team)
    elsewhere = a_team(session)
    path = f"/admin/people/{person.public_id}/team/{team.agency.public_id}/"
    assert "Choose a team" in admin.post(path, {"team": elsewhere.public_id, "job_role": "Nurse"}, status=422)
    admin.get(f"/admin/people/{person.public_id}/team/{elsewhere.agency.public_id}/", status=404)


def test_the_audit_log_is_shown_newest_first_and_page_by_page(admin: Reader, session: Session, now: datetime) -> None:
    assert "Nothing has been changed yet" in admin.get("/admin/audit/")
    session.add_all(
        AuditEntry(at=now, who="system", verb=f"thing.done_{number:03}", thing="thing:1", details={"count": number})
        for number in range(60)
    )
    session.flush()
    page = admin.get("/admin/audit/")
    assert page.index("done 059") < page.index("done 058")
    assert "done 009" not in page
    assert "done 009" in admin.get("/admin/audit/?page=2")
    for odd in ("?page=0", "?page=99999999999", "?page=x"):
        admin.get(f"/admin/audit/{odd}")


def test_the_audit_log_names_people_as_they_are_today(admin: Reader) -> None:
    admin.post("/admin/agencies/new/", {"name": "Tower School", "domains": ""})
    page = admin.get("/admin/audit/")
    assert "Addie Min" in page
    assert "agency: added" in page


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.ADMINISTRATOR)])
def test_nobody_else_comes_in(session: Session, reader_for: ReaderFor, team: Team, role: Role | None) -> None:
    person = a_person(session, team=team)
    if role is not None:
        a_role(session, person, role, team=team)
    reader = reader_for(person)
    own = f"/admin/people/{person.public_id}/"
    for path in (
        "/admin/",
        "/admin/agencies/",
        "/admin/agencies/new/",
        f"/admin/agencies/{team.agency.public_id}/",
        "/admin/people/",
        own,
        f"{own}team/{team.agency.public_id}/",
        "/admin/audit/",
    ):
        reader.get(path, status=403)
    reader.post(f"{own}roles/", {"role": "administrator", "place": ""}, status=403)
    reader.post(f"{own}decide/", {"decision": "agree"}, status=403)


def test_signed_out_administration_leads_to_the_door(nobody: Reader) -> None:
    for path in ("/admin/", "/admin/people/", "/admin/audit/", "/desk/"):
        nobody.get(path, status=302)
        assert nobody.location.startswith("/sign-in")
