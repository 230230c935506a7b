"""C2 at the desk: a round opens with everything that makes it safe, or not at all."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.people.models import Person
from sscp_learning.platform.jobs import JobRun
from sscp_learning.review.models import Round
from sscp_learning.review.rules import RoundState
from tests.builders.review import Team, a_draft, a_group, a_team_of_staff
from tests.conftest import NOW
from tests.pages import Reader


@pytest.fixture
def staff(session: Session) -> Team:
    """The grown-ups, before any round."""
    return a_team_of_staff(session)


@pytest.fixture
def editor(reader_for: Callable[[Person], Reader], staff: Team) -> Reader:
    """An editor, signed in."""
    return reader_for(staff.editor)


@pytest.fixture
def plan(session: Session, staff: Team) -> dict[str, str]:
    """A form in which everything is entered, while the worker is there."""
    session.add(JobRun(name="worker", last_at=NOW))
    return {
        "drafts": str(a_draft(session).id),
        "group": a_group(session, staff.coordinator).public_id,
        "questions": "Is it clear?\n\nWhat is missing?",
        "hours": "Weekdays",
        "moderator": str(staff.moderator.id),
        "lead": str(staff.lead.id),
        "deputy": str(staff.deputy.id),
        "deletes_on": "2027-01-31",
    }


def test_a_round_is_opened_and_closed(editor: Reader, session: Session, plan: dict[str, str]) -> None:
    editor.get("/desk/rounds/")
    editor.post("/desk/rounds/", plan)
    review = session.scalars(select(Round)).one()
    assert review.state == RoundState.OPEN
    assert "31 January 2027" in editor.get("/desk/rounds/")
    editor.post(f"/desk/rounds/{review.public_id}/close/")
    session.refresh(review)
    assert review.state == RoundState.CLOSED
    editor.post(f"/desk/rounds/{review.public_id}/close/", status=409)


@pytest.mark.parametrize(
    "field", ["drafts", "group", "questions", "hours", "moderator", "lead", "deputy", "deletes_on"]
)
def test_a_round_with_something_missing_does_not_open_and_the_rest_stays(
    editor: Reader, session: Session, plan: dict[str, str], field: str
) -> None:
    kept = {name: value for name, value in plan.items() if name != field}
    page = editor.post("/desk/rounds/", kept, status=422)
    assert "There is a problem" in page
    assert "Weekdays" in page or field == "hours"
    assert not session.scalars(select(Round)).all()


def test_d5_no_round_opens_while_nobody_would_be_told(editor: Reader, session: Session, plan: dict[str, str]) -> None:
    session.delete(session.get_one(JobRun, "worker"))
    page = editor.post("/desk/rounds/", plan, status=422)
    assert "the safeguarding lead would not be told" in page


def test_d8_drafts_that_are_not_marked_safe_cannot_be_chosen(
    editor: Reader, session: Session, plan: dict[str, str]
) -> None:
    unsafe = a_draft(session, safe_for_young_people=False)
    assert f'value="{unsafe.id}"' not in editor.get("/desk/rounds/").split("Which group?")[0]
    editor.post("/desk/rounds/", {**plan, "drafts": str(unsafe.id)}, status=422)
    assert not session.scalars(select(Round)).all()


def test_opening_is_for_the_desk_only(reader_for: Callable[[Person], Reader], staff: Team) -> None:
    for person in (staff.moderator, staff.lead, staff.coordinator):
        reader_for(person).get("/desk/rounds/", status=403)
