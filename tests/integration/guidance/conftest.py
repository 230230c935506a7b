"""Who works at the desk."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from sscp_learning.people.models import Person
from sscp_learning.people.rules import Role
from sscp_learning.topics import actions as topics
from tests.builders.guidance import a_published_guide
from tests.builders.people import a_person, a_role
from tests.pages import Reader


@pytest.fixture
def ellen(session: Session) -> Person:
    """An editor."""
    person = a_person(session, name="Ellen Price")
    a_role(session, person, Role.EDITOR)
    return person


@pytest.fixture
def editor(session: Session, ellen: Person, reader_for: Callable[[Person], Reader]) -> Reader:
    """An editor with the neglect toolkit published, and its topic."""
    topics.save_topics(session, [{"key": "neglect", "title": "Neglect", "summary": "Needs not met."}])
    a_published_guide(session)
    return reader_for(ellen)


@pytest.fixture
def publisher(session: Session, reader_for: Callable[[Person], Reader]) -> Reader:
    """A publisher, who reads the same pages."""
    a_published_guide(session)
    person = a_person(session, name="Marcus Webb")
    a_role(session, person, Role.PUBLISHER)
    return reader_for(person)
