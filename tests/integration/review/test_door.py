"""D4 and D7 at the door: coming in, staying, exiting, leaving."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.people.models import Person
from sscp_learning.platform.clock import clock_at
from sscp_learning.review.models import Comment, Pass, Round
from sscp_learning.review.rules import PassState
from tests.builders.review import PHRASE, Team, a_comment, a_pass, a_sent_comment
from tests.conftest import NOW
from tests.pages import Reader


@pytest.fixture
def kite(session: Session, review: Round) -> Pass:
    """A pass that somebody can sign in with."""
    return a_pass(session, review.group, "blue-kite", hashed=True)


def come_in(reader: Reader, **more: str) -> None:
    reader.post("/review/sign-in", {"username": "blue-kite", "passphrase": PHRASE, **more})


def test_signed_out_the_way_leads_to_the_door_of_reviewers(nobody: Reader) -> None:
    nobody.get("/review/", status=302)
    assert nobody.location == "/review/sign-in?next=/review/"


@pytest.mark.usefixtures("kite")
def test_a_wrong_name_and_a_wrong_phrase_get_the_same_answer(nobody: Reader) -> None:
    wrong_phrase = nobody.post("/review/sign-in", {"username": "blue-kite", "passphrase": "not it"}, status=422)
    wrong_name = nobody.post("/review/sign-in", {"username": "red-kite", "passphrase": PHRASE}, status=422)
    sentence = "The username or the passphrase is not right."
    assert sentence in wrong_phrase
    assert sentence in wrong_name
    nobody.get("/review/", status=302)


@pytest.mark.usefixtures("kite")
def test_after_ten_wrong_tries_even_the_right_phrase_waits(nobody: Reader) -> None:
    for _ in range(10):
        nobody.post("/review/sign-in", {"username": "blue-kite", "passphrase": "guess"}, status=422)
    page = nobody.post("/review/sign-in", {"username": "blue-kite", "passphrase": PHRASE}, status=422)
    assert "That was a lot of tries" in page


@pytest.mark.usefixtures("kite")
def test_a_reviewer_who_comes_in_ends_the_sign_in_of_a_person(
    reader_for: Callable[[Person], Reader], team: Team
) -> None:
    reader = reader_for(team.editor)
    reader.get("/desk/comments/")
    come_in(reader)
    reader.get("/review/")
    reader.get("/desk/comments/", status=403)


@pytest.mark.usefixtures("kite")
def test_d4_a_shared_device_is_signed_out_after_half_an_hour_without_doing_anything(nobody: Reader) -> None:
    come_in(nobody, device="shared")
    with clock_at(NOW + timedelta(minutes=29)):
        page = nobody.get("/review/")
        assert "you are signed out at <strong>11:29</strong>" in page
        assert "I need more time" in page
        nobody.post("/review/more-time", {"next": "/review/"})
    with clock_at(NOW + timedelta(minutes=58)):
        nobody.get("/review/")
    with clock_at(NOW + timedelta(minutes=89)):
        nobody.get("/review/", status=302)


@pytest.mark.usefixtures("kite")
def test_d4_an_own_device_stays_signed_in_for_twenty_hours(nobody: Reader) -> None:
    come_in(nobody, device="own")
    assert "I need more time" not in nobody.get("/review/")
    with clock_at(NOW + timedelta(hours=19)):
        nobody.get("/review/")
    with clock_at(NOW + timedelta(hours=39, minutes=1)):
        nobody.get("/review/", status=302)


def test_d4_help_and_exit_are_on_every_page_of_theirs(
    reviewer: Reader, session: Session, review: Round, young: Pass
) -> None:
    comment = a_comment(session, review, young)
    base = f"/review/{review.public_id}/"
    pages = (
        "/review/", "/review/leave/", base, f"{base}notice/", f"{base}easy-read/", f"{base}easy-read/comment/",
        f"{base}send/", f"{base}comments/{comment.public_id}/", f"{base}comments/{comment.public_id}/edit/",
    )  # fmt: skip
    for path in pages:
        page = reviewer.get(path)
        assert 'href="#get-help"' in page, path
        assert 'id="get-help"' in page, path
        assert 'action="/exit"' in page, path
        assert "0800 000" in page, path


def test_d4_exit_ends_every_sign_in_on_the_server_and_leads_elsewhere(
    reviewer: Reader, young: Pass, as_reviewer: Callable[[Pass], Reader]
) -> None:
    other_tab = as_reviewer(young)
    other_tab.get("/review/")
    page = reviewer.post("/exit", status=200)
    assert reviewer.last is not None
    assert reviewer.last.headers["Refresh"].startswith("0; url=https://")
    assert "cookies" in reviewer.last.headers["Clear-Site-Data"]
    assert "afeguarding" not in page
    reviewer.get("/review/", status=302)
    other_tab.get("/review/", status=302)


def test_d4_exit_works_even_when_the_form_has_expired(reviewer: Reader) -> None:
    assert reviewer.client.post("/exit").status_code == 200
    reviewer.get("/review/", status=302)


def test_signed_out_exit_is_a_link_that_changes_nothing(nobody: Reader) -> None:
    nobody.get("/exit")
    assert nobody.last is not None
    assert "Refresh" in nobody.last.headers
    assert "Clear-Site-Data" not in nobody.last.headers


def test_d7_leaving_is_one_step_and_erases_the_name_and_what_was_not_sent(
    reviewer: Reader, session: Session, review: Round, young: Pass
) -> None:
    young.pseudonym = "Calm Otter"
    a_sent_comment(session, review, young, "Sent words")
    a_comment(session, review, young, "Words of a draft")
    reviewer.get("/review/leave/")
    assert "You have left" in reviewer.post("/review/leave/", status=200)
    session.refresh(young)
    assert young.state == PassState.LEFT
    assert young.pseudonym is None
    assert young.passphrase_hash is None
    assert session.scalars(select(Comment.words)).all() == ["Sent words"]
    reviewer.get("/review/", status=302)


def test_d7_after_leaving_the_moderator_reads_a_reviewer(
    reviewer: Reader, session: Session, review: Round, young: Pass, team: Team, reader_for: Callable[[Person], Reader]
) -> None:
    young.pseudonym = "Calm Otter"
    comment = a_sent_comment(session, review, young)
    reviewer.post("/review/leave/", status=200)
    page = reader_for(team.moderator).get(f"/moderation/{comment.public_id}/")
    assert "Calm Otter" not in page
    assert "A reviewer" in page
