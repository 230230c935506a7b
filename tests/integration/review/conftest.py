"""Readers of a round: a young person with a pass, and the staff."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from sscp_learning.review.identity import load_reviewer
from sscp_learning.review.models import Pass, Round
from tests.builders.review import Team, a_pass, a_round, a_team_of_staff
from tests.pages import Reader


@pytest.fixture
def team(session: Session) -> Team:
    """The grown-ups."""
    return a_team_of_staff(session)


@pytest.fixture
def review(session: Session, team: Team) -> Round:
    """An open round."""
    return a_round(session, team=team)


@pytest.fixture
def young(session: Session, review: Round) -> Pass:
    """A young person of the round's group."""
    return a_pass(session, review.group)


@pytest.fixture
def as_reviewer(app: Flask, session: Session) -> Callable[[Pass], Reader]:
    """Gives a reader who is signed in with a pass."""

    def signed_in_as(held: Pass) -> Reader:
        session.flush()
        return Reader(app, session, signed_in=load_reviewer(session, held.id, held.token))

    return signed_in_as


@pytest.fixture
def reviewer(as_reviewer: Callable[[Pass], Reader], young: Pass) -> Reader:
    """The young person, signed in."""
    return as_reviewer(young)
