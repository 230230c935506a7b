"""The moderator's pages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.people.models import Person
from sscp_learning.platform.outbox import OutboxLetter
from sscp_learning.review.actions.moderation import tell_moderators
from sscp_learning.review.models import CommentDecision, Pass, Round
from sscp_learning.review.rules import CommentState
from tests.builders.people import a_person
from tests.builders.review import THEN, Team, a_comment, a_sent_comment
from tests.conftest import NOW
from tests.pages import Reader


@pytest.fixture
def moderator(reader_for: Callable[[Person], Reader], team: Team) -> Reader:
    """The moderator, signed in."""
    return reader_for(team.moderator)


def test_the_queue_has_what_matters_most_first_then_the_oldest_and_says_how_long_it_waits(
    moderator: Reader, session: Session, review: Round, young: Pass
) -> None:
    old = a_sent_comment(session, review, young, "Old", now=NOW - timedelta(days=2))
    new = a_sent_comment(session, review, young, "New", now=NOW - timedelta(hours=1))
    worry = a_sent_comment(session, review, young, "He hurts me", now=NOW - timedelta(minutes=5))
    page = moderator.get("/moderation/")
    order = [page.index(one.public_id) for one in (worry, old, new)]
    assert order == sorted(order)
    assert "2 days" in page
    assert "Read first" in page


def test_a_draft_is_nobodys_business(moderator: Reader, session: Session, review: Round, young: Pass) -> None:
    draft = a_comment(session, review, young)
    assert "Nothing is waiting" in moderator.get("/moderation/")
    moderator.get(f"/moderation/{draft.public_id}/", status=404)
    moderator.post(f"/moderation/{draft.public_id}/approve/", status=404)


def test_d6_flags_and_hints_are_shown_and_decide_nothing(
    moderator: Reader, session: Session, review: Round, young: Pass
) -> None:
    comment = a_sent_comment(session, review, young, "He hurts me at Redbridge Community School")
    page = moderator.get(f"/moderation/{comment.public_id}/")
    assert "hurts me" in page
    assert "Redbridge Community School" in page
    assert "You decide" in page
    assert comment.state == CommentState.PENDING
    moderator.post(f"/moderation/{comment.public_id}/approve/")
    session.refresh(comment)
    assert comment.state == CommentState.APPROVED


def test_c8_a_comment_goes_back_with_a_kind_reason_and_its_author_sees_both(
    moderator: Reader, reviewer: Reader, session: Session, review: Round, young: Pass
) -> None:
    comment = a_sent_comment(session, review, young, "My own words")
    moderator.post(f"/moderation/{comment.public_id}/return/", {"words": "x"}, status=422)
    moderator.post(f"/moderation/{comment.public_id}/return/", {"kind": "unclear", "words": ""})
    page = reviewer.get("/review/")
    assert "My own words" in page
    assert "we are not sure what you mean" in page
    assert "Change this" in page


def test_a_comment_is_dealt_with_once(moderator: Reader, session: Session, review: Round, young: Pass) -> None:
    comment = a_sent_comment(session, review, young)
    moderator.post(f"/moderation/{comment.public_id}/approve/")
    moderator.post(f"/moderation/{comment.public_id}/approve/", status=409)
    moderator.post(f"/moderation/{comment.public_id}/return/", {"kind": "unclear", "words": "x"}, status=409)


def test_d2_every_step_is_in_the_log(moderator: Reader, session: Session, review: Round, young: Pass) -> None:
    comment = a_sent_comment(session, review, young)
    moderator.post(f"/moderation/{comment.public_id}/approve/")
    steps = select(CommentDecision.verb).where(CommentDecision.comment_ref == comment.public_id)
    assert session.scalars(steps.order_by(CommentDecision.id)).all() == ["sent", "approved"]


def test_the_queue_is_for_its_people_only(
    nobody: Reader, reviewer: Reader, reader_for: Callable[[Person], Reader], session: Session, team: Team
) -> None:
    nobody.get("/moderation/", status=302)
    assert nobody.location.startswith("/sign-in")
    reviewer.get("/moderation/", status=403)
    for person in (a_person(session), team.editor, team.coordinator):
        reader_for(person).get("/moderation/", status=403)
    for person in (team.lead, team.deputy):
        reader_for(person).get("/moderation/")


def test_the_moderator_gets_one_letter_a_day_without_a_word_of_a_comment(
    session: Session, review: Round, young: Pass, team: Team
) -> None:
    for words in ("Secret one", "Secret two"):
        a_sent_comment(session, review, young, words)
    for minutes in (0, 15, 30):
        tell_moderators(session, THEN + timedelta(minutes=minutes))
    session.flush()
    letters = session.scalars(select(OutboxLetter)).all()
    assert [letter.to_address for letter in letters] == [team.moderator.email]
    assert "2 comments wait" in letters[0].body
    assert "Secret" not in letters[0].body
