"""People from a list: an outcome for each row with how to mend it, and the same list twice changes nothing (D5)."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.people.imports import ListError, Outcome, RowOutcome, import_people
from sscp_learning.people.models import AuditEntry, Membership, Person, Team
from sscp_learning.people.queries import find_person_by_email
from sscp_learning.people.rules import MembershipState
from tests.builders.people import an_agency

HEADER = "name,email,agency,team,job_role"
ADA = "Ada Łukasz,ada@school.example.org,Harbour School,Year 6,Teacher"


def take(session: Session, now: datetime, *rows: str) -> list[RowOutcome]:
    return import_people(session, [f"{HEADER}\n", *(f"{row}\n" for row in rows)], now=now)


@pytest.fixture(autouse=True)
def school(session: Session) -> None:
    """The agency that the list names."""
    an_agency(session, "Harbour School")


def test_a_new_person_gets_an_account_without_a_password_and_their_place(session: Session, now: datetime) -> None:
    assert take(session, now, ADA) == [RowOutcome(2, Outcome.NEW)]
    person = session.scalars(select(Person)).one()
    place = session.scalars(select(Membership)).one()
    assert (person.name, person.email, person.password_hash) == ("Ada Łukasz", "ada@school.example.org", None)
    assert (place.job_role, place.state) == ("Teacher", MembershipState.ACTIVE)
    assert session.scalars(select(Team.name)).one() == "Year 6"
    details = [entry.details for entry in session.scalars(select(AuditEntry))]
    assert not any("Ada" in str(detail) or "ada@" in str(detail) for detail in details)


def test_a_space_pasted_from_a_spreadsheet_is_no_error(session: Session, now: datetime) -> None:
    row = "Ada\N{NO-BREAK SPACE}Łukasz,ada@school.example.org,Harbour School,,"
    assert [one.outcome for one in take(session, now, row)] == [Outcome.NEW]


def test_the_same_list_again_changes_nothing(session: Session, now: datetime) -> None:
    take(session, now, ADA)
    assert [row.outcome for row in take(session, now, ADA, ADA.replace("ada@", "ADA@"))] == [Outcome.SAME, Outcome.SAME]
    assert len(session.scalars(select(Person)).all()) == 1
    assert len(session.scalars(select(Membership)).all()) == 1


def test_a_known_person_gets_the_place_of_the_list_and_keeps_their_name(session: Session, now: datetime) -> None:
    take(session, now, ADA)
    moved = "A. Lukasz,ada@school.example.org,Harbour School,Year 5,Head of year"
    assert [row.outcome for row in take(session, now, moved)] == [Outcome.CHANGED]
    person = find_person_by_email(session, "ada@school.example.org")
    assert person is not None
    assert person.name == "Ada Łukasz"
    assert session.scalars(select(Membership.job_role)).one() == "Head of year"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",ada@school.example.org,Harbour School,,", "the name is empty"),
        ("Ada,not-an-address,Harbour School,,", "is not an e-mail address"),
        ("Ada,ada@school.example.org,Harbor School,,", "no agency called “Harbor School”"),
        ("A\x00da,ada@school.example.org,Harbour School,,", "a character that cannot be stored"),
    ],
)
def test_a_row_with_an_error_says_how_to_mend_it_and_the_others_are_taken(
    session: Session, now: datetime, row: str, said: str
) -> None:
    first, second = take(session, now, row, ADA)
    assert (first.line, first.outcome) == (2, Outcome.ERROR)
    assert said in first.message
    assert second.outcome is Outcome.NEW


def test_a_list_without_its_columns_is_refused(session: Session, now: datetime) -> None:
    with pytest.raises(ListError, match="missing: team, job_role"):
        import_people(session, ["name,email,agency\n"], now=now)
