"""The desk: what waits for editors and publishers, from every feature, in one list."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from sscp_learning.people.models import Person
from sscp_learning.people.rules import Role
from sscp_learning.platform.clock import clock_at
from sscp_learning.review.actions import moderation
from tests.builders.guidance import a_published_guide
from tests.builders.people import a_person, a_role, a_team
from tests.builders.review import a_pass, a_round, a_sent_comment
from tests.pages import Reader

ReaderFor = Callable[[Person], Reader]


@pytest.fixture
def editor(session: Session) -> Person:
    """An editor and nothing else."""
    person = a_person(session)
    a_role(session, person, Role.EDITOR)
    return person


def test_an_empty_desk_says_so(reader_for: ReaderFor, editor: Person) -> None:
    assert "Nothing waits for you" in reader_for(editor).get("/desk/")


def test_reviews_and_checks_that_are_due_are_listed_oldest_first(
    session: Session, reader_for: ReaderFor, editor: Person, now: datetime
) -> None:
    a_published_guide(session)
    reader = reader_for(editor)
    assert "Nothing waits for you" in reader.get("/desk/")
    with clock_at(now + timedelta(days=170)):
        page = reader.get("/desk/")
    assert page.index("Check the contact") < page.index("Review “Neglect toolkit: full guidance”")
    assert "Due on 22 May 2027" in page
    assert 'href="/guidance/neglect-toolkit/full/"' in page
    assert 'href="/help/#contact-childline"' in page


def test_comments_that_wait_for_an_answer_come_first(session: Session, reader_for: ReaderFor, now: datetime) -> None:
    review = a_round(session)
    author = a_pass(session, review.group)
    comment = a_sent_comment(session, review, author, now=now)
    person = a_person(session)
    a_role(session, person, Role.EDITOR)
    moderation.approve(session, comment, by_id=person.id, now=now)
    assert 'href="/desk/comments/"' in reader_for(person).get("/desk/")


@pytest.mark.parametrize("role", [None, *(role for role in Role if role not in {Role.EDITOR, Role.PUBLISHER})])
def test_nobody_else_comes_in(session: Session, reader_for: ReaderFor, role: Role | None) -> None:
    person = a_person(session)
    if role is not None:
        a_role(session, person, role, team=a_team(session))
    reader_for(person).get("/desk/", status=403)
