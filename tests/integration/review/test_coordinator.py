"""D1 and DECISIONS 32: a coordinator makes passes, and sees neither pseudonyms nor comments."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.people.models import Person
from sscp_learning.people.rules import Role
from sscp_learning.review.models import Pass, Round
from tests.builders.people import a_person, a_role
from tests.builders.review import Team, a_sent_comment
from tests.pages import Reader


@pytest.fixture
def coordinator(reader_for: Callable[[Person], Reader], team: Team) -> Reader:
    """A coordinator, signed in."""
    return reader_for(team.coordinator)


def phrase_on(page: str) -> str:
    found = re.search(r"Passphrase</dt>\s*<dd[^>]*>([a-z ]+)</dd>", page)
    assert found
    return found[1]


def test_a_group_and_a_pass_are_made_and_the_pass_works(coordinator: Reader, nobody: Reader, session: Session) -> None:
    coordinator.post("/review/groups/", {"title": "Tuesday group"})
    address = coordinator.location
    coordinator.get(address)
    coordinator.post(address, {}, status=422)
    page = coordinator.post(address, {"age_band": "13-15"}, status=200)
    made = session.scalars(select(Pass)).one()
    assert "This is shown once" in page
    assert made.username in page
    phrase = phrase_on(page)
    assert phrase not in coordinator.get(address)
    assert made.passphrase_hash is not None
    assert made.passphrase_hash.startswith("$argon2id$")
    nobody.post("/review/sign-in", {"username": made.username, "passphrase": phrase})
    assert "There is nothing new to read" in nobody.get("/review/")


def test_a_new_phrase_ends_the_old_one_and_every_sign_in(
    coordinator: Reader, reviewer: Reader, review: Round, young: Pass
) -> None:
    reviewer.get("/review/")
    page = coordinator.post(f"/review/groups/{review.group.public_id}/passes/{young.public_id}/renew/", status=200)
    assert phrase_on(page)
    reviewer.get("/review/", status=302)


def test_pseudonyms_and_comments_are_never_shown(
    coordinator: Reader, session: Session, review: Round, young: Pass
) -> None:
    young.pseudonym = "Calm Otter"
    a_sent_comment(session, review, young, "Their words")
    page = coordinator.get(f"/review/groups/{review.group.public_id}/")
    assert young.username in page
    assert "Calm Otter" not in page
    assert "Their words" not in page


def test_somebody_elses_group_is_not_there(
    reader_for: Callable[[Person], Reader], session: Session, review: Round, young: Pass
) -> None:
    other = a_person(session)
    a_role(session, other, Role.COORDINATOR)
    reader = reader_for(other)
    address = f"/review/groups/{review.group.public_id}/"
    reader.get(address, status=404)
    reader.post(address, {"age_band": "13-15"}, status=404)
    reader.post(f"{address}passes/{young.public_id}/renew/", status=404)


def test_a_group_of_this_name_is_refused_and_the_name_stays(coordinator: Reader, review: Round) -> None:
    page = coordinator.post("/review/groups/", {"title": review.group.title}, status=422)
    assert "There is a group of this name already" in page
    assert f'value="{review.group.title}"' in page
