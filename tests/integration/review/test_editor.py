"""C6: every comment gets an answer, with a reason, before its format can be published."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import YoungReading
from sscp_learning.guidance.queries.desk import list_holds
from sscp_learning.people.models import Person
from sscp_learning.review.actions.moderation import approve
from sscp_learning.review.drafts import get_names
from sscp_learning.review.models import Answer, Comment, Pass, Round
from tests.builders.review import THEN, Team, a_sent_comment, place_of
from tests.pages import Reader


@pytest.fixture
def editor(reader_for: Callable[[Person], Reader], team: Team) -> Reader:
    """An editor, signed in."""
    return reader_for(team.editor)


@pytest.fixture
def approved(session: Session, review: Round, young: Pass, team: Team) -> list[Comment]:
    """Two comments that wait for an answer."""
    comments = [a_sent_comment(session, review, young, words) for words in ("One", "Two")]
    for comment in comments:
        approve(session, comment, by_id=team.moderator.id, now=THEN)
    return comments


def test_answering_the_last_comment_frees_the_format(
    editor: Reader, session: Session, review: Round, approved: list[Comment]
) -> None:
    name = get_names(session, [place_of(session, review).revision_id]).popitem()[1]
    for comment, holds in zip(approved, (1, 0), strict=True):
        editor.post(f"/desk/comments/{comment.public_id}/", {"kind": "done", "reason": "Changed."})
        assert len(list_holds(session, name.format_id)) == holds


def test_not_this_time_needs_a_reason_and_the_words_stay(editor: Reader, approved: list[Comment]) -> None:
    address = f"/desk/comments/{approved[0].public_id}/"
    assert "Say why not" in editor.post(address, {"kind": "not-this-time", "reason": ""}, status=422)
    assert "My reason" in editor.post(address, {"reason": "My reason"}, status=422)
    editor.post(address, {"kind": "not-this-time", "reason": "Others liked it."})


def test_the_young_person_reads_why_not(editor: Reader, reviewer: Reader, approved: list[Comment]) -> None:
    editor.post(f"/desk/comments/{approved[0].public_id}/", {"kind": "not-this-time", "reason": "Others liked it."})
    page = reviewer.get("/review/")
    for words in ("You said", "Not this time", "Why not", "Others liked it."):
        assert words in page


def test_a_comment_is_answered_once(editor: Reader, session: Session, approved: list[Comment]) -> None:
    address = f"/desk/comments/{approved[0].public_id}/"
    editor.post(address, {"kind": "done", "reason": "First"})
    editor.post(address, {"kind": "doing", "reason": "Second"}, status=409)
    assert session.scalars(select(Answer.reason)).all() == ["First"]
    assert "It was answered" in editor.get(address)


def test_comments_that_no_moderator_has_read_are_not_there(
    editor: Reader, session: Session, review: Round, young: Pass
) -> None:
    comment = a_sent_comment(session, review, young, "Unread")
    assert "Unread" not in editor.get("/desk/comments/")
    editor.get(f"/desk/comments/{comment.public_id}/", status=404)


def test_editors_never_see_a_pseudonym(editor: Reader, session: Session, young: Pass, approved: list[Comment]) -> None:
    young.pseudonym = "Calm Otter"
    session.flush()
    for path in ("/desk/comments/", f"/desk/comments/{approved[0].public_id}/"):
        page = editor.get(path)
        assert "Calm Otter" not in page
        assert young.username not in page


@pytest.mark.usefixtures("approved")
def test_guidance_learns_that_young_people_have_read_the_revision(session: Session, review: Round) -> None:
    read = session.scalars(select(YoungReading)).one()
    assert (read.revision_id, read.readers) == (place_of(session, review).revision_id, 1)


def test_the_list_is_for_editors_and_publishers_only(
    reader_for: Callable[[Person], Reader], reviewer: Reader, team: Team
) -> None:
    for person in (team.moderator, team.lead, team.coordinator):
        reader_for(person).get("/desk/comments/", status=403)
    reviewer.get("/desk/comments/", status=403)
