"""People from a list: an outcome for each row, and the same list twice changes nothing (LEARNING-RULES D5)."""

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.people import actions, audit, queries
from sscp_learning.people.models import Agency, Membership, Person, Team
from sscp_learning.people.rules import MembershipState, normal_email

Row = Mapping[str, str | None]
COLUMNS = ("name", "email", "agency", "team", "job_role")


class Outcome(StrEnum):
    """What became of a row."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    ERROR = "error"


@dataclass(frozen=True)
class RowOutcome:
    """The line of the file, what became of it, and for an error how to mend it."""

    line: int
    outcome: Outcome
    message: str = ""


class ListError(Exception):
    """The file as a whole cannot be read; the message says what it should look like."""


def import_people(session: Session, lines: Iterable[str], *, now: datetime) -> list[RowOutcome]:
    """Takes a CSV list with the columns name, email, agency, team, job_role.

    Agencies must exist; teams are made. Rows with an error are left out, the others are taken. Raises ListError when a
    column is missing.
    """
    reader = csv.DictReader(lines)
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or [])]
    if missing:
        raise ListError(f"the first line must name the columns {', '.join(COLUMNS)}; missing: {', '.join(missing)}")
    return list(_outcomes(session, ((reader.line_num, row) for row in reader), now))


def _outcomes(session: Session, rows: Iterable[tuple[int, Row]], now: datetime) -> Iterator[RowOutcome]:
    for line, row in rows:
        told = {column: (row.get(column) or "").strip() for column in COLUMNS}
        fault = _fault(session, told)
        outcome = Outcome.ERROR if fault else _take(session, told, now)
        yield RowOutcome(line, outcome, fault)


def _fault(session: Session, told: dict[str, str]) -> str:
    if not told["name"]:
        return "the name is empty; enter it"
    if any(unicodedata.category(sign) == "Cc" for value in told.values() for sign in value):
        return "there is a character that cannot be stored, often one pasted from elsewhere; type the row anew"
    try:
        validate_email(told["email"], check_deliverability=False)
    except EmailNotValidError:
        return f"“{told['email']}” is not an e-mail address; mend it"
    if _agency(session, told["agency"]) is None:
        return f"there is no agency called “{told['agency']}”; add it first, or mend the name"
    return ""


def _agency(session: Session, name: str) -> Agency | None:
    return session.scalar(select(Agency).where(Agency.name == name))


def _take(session: Session, told: dict[str, str], now: datetime) -> Outcome:
    agency = _agency(session, told["agency"])
    if agency is None:
        return Outcome.ERROR
    team = _team(session, agency, told["team"], now)
    person = queries.find_person_by_email(session, normal_email(told["email"]))
    if person is None:
        person = actions.add_person(session, name=told["name"], email=told["email"], now=now)
        actions.join_agency(
            session,
            person,
            agency_id=agency.id,
            team_id=team.id if team else None,
            job_role=told["job_role"],
            on=now.date(),
        )
        audit.record(session, who=audit.SYSTEM, verb="person.imported", thing=audit.person_ref(person.id), now=now)
        return Outcome.NEW
    return _bring_up_to_date(session, person, agency, team, told["job_role"], now)


def _team(session: Session, agency: Agency, name: str, now: datetime) -> Team | None:
    if not name:
        return None
    known = session.scalar(select(Team).where(Team.agency_id == agency.id, Team.name == name))
    return known or actions.add_team(session, agency_id=agency.id, name=name, by=audit.SYSTEM, now=now)


def _bring_up_to_date(
    session: Session, person: Person, agency: Agency, team: Team | None, job_role: str, now: datetime
) -> Outcome:
    """Gives a known person the place the list says. Their name is theirs: a list does not change it."""
    place = session.scalar(
        select(Membership).where(
            Membership.person_id == person.id,
            Membership.agency_id == agency.id,
            Membership.state != MembershipState.ENDED,
        )
    )
    team_id = team.id if team else None
    if place is None:
        actions.join_agency(session, person, agency_id=agency.id, team_id=team_id, job_role=job_role, on=now.date())
        return Outcome.CHANGED
    if (place.team_id, place.job_role, place.state) == (team_id, job_role, MembershipState.ACTIVE):
        return Outcome.SAME
    place.team_id, place.job_role, place.state = team_id, job_role, MembershipState.ACTIVE
    session.flush()
    return Outcome.CHANGED
