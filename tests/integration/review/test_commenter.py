"""Writing a comment: what is kept, what is refused, what never gets lost."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.queries.desk import list_holds
from sscp_learning.platform.clock import clock_at
from sscp_learning.platform.jobs import JobRun
from sscp_learning.review.actions.comments import note_notice
from sscp_learning.review.actions.rounds import close_round
from sscp_learning.review.drafts import get_names
from sscp_learning.review.models import Comment, CommentVersion, HeldWords, Pass, Round
from sscp_learning.review.rules import CommentState
from tests.builders.review import PHRASE, THEN, Team, a_comment, a_pass, a_round, a_sent_comment, first_part, place_of
from tests.conftest import NOW
from tests.pages import Reader


@pytest.fixture
def address(session: Session, review: Round, young: Pass) -> str:
    """Where the first part is commented on; the notice was read."""
    note_notice(session, young, review, now=THEN)
    return f"/review/{review.public_id}/easy-read/comment/?block={first_part(session, review).block_uid}"


def only_comment(session: Session) -> Comment:
    return session.scalars(select(Comment)).one()


def test_every_part_of_a_draft_can_be_commented_on_without_script(reviewer: Reader, review: Round) -> None:
    page = reviewer.get(f"/review/{review.public_id}/easy-read/")
    parts = re.findall(r'id="part-([^"]+)"', page)
    assert parts
    assert re.findall(r"/comment/\?block=([^\"]+)\"", page) == parts


def test_d3_the_notice_comes_before_the_first_comment_and_only_then(
    reviewer: Reader, session: Session, review: Round
) -> None:
    address = f"/review/{review.public_id}/easy-read/comment/?block={first_part(session, review).block_uid}"
    reviewer.get(address, status=302)
    page = reviewer.get(reviewer.location)
    for sentence in (
        "Monday to Friday, 9am to 5pm",
        "This is not for emergencies",
        "You don’t need to tell us about your own life",
        "We can’t promise to keep it secret",
    ):
        assert sentence in page
    refused = reviewer.post(address, {"comment": "Before reading it"}, status=422)
    assert "Before reading it" in refused
    reviewer.post(f"/review/{review.public_id}/notice/", {"next": address})
    reviewer.get(address)


def test_a_comment_keeps_its_place_and_the_words_around_it(reviewer: Reader, session: Session, address: str) -> None:
    place = first_part(session, session.scalars(select(Round)).one())
    word = place.snapshot.split()[1]
    reviewer.post(address, {"comment": "Why?", "which_words": word, "quick": "not-sure"})
    comment = only_comment(session)
    assert (comment.block_uid, comment.snapshot, comment.which_words) == (place.block_uid, place.snapshot, word)
    assert comment.prefix == place.snapshot[: place.snapshot.index(word)][-32:]
    assert comment.state == CommentState.DRAFT


@pytest.mark.parametrize(
    "words",
    [
        "🏠👨‍👩‍👧 it is ok 🙂",
        "مرحبا \u202eabc",
        "<script>alert(1)</script> {{ 7*7 }} {% raw %}",
        "'; DROP TABLE review_comment; --",
        "line one\nline two",
    ],
)
def test_whatever_is_typed_is_kept_and_shown_harmless(
    reviewer: Reader, session: Session, review: Round, address: str, words: str
) -> None:
    reviewer.post(address, {"comment": words})
    assert only_comment(session).words == words
    page = reviewer.get(f"/review/{review.public_id}/send/")
    assert "<script>alert" not in page
    assert 'dir="auto"' in page


def test_control_characters_are_taken_out(reviewer: Reader, session: Session, address: str) -> None:
    reviewer.post(address, {"comment": "a\x00b\x07c\x1b[31m"})
    assert only_comment(session).words == "abc[31m"


def test_200_000_characters_are_refused_and_kept_in_the_form(reviewer: Reader, session: Session, address: str) -> None:
    words = "long " * 40_000
    page = reviewer.post(address, {"comment": words}, status=422)
    assert "Use 4,000 characters or fewer. There are 199,999 now." in page
    assert words.strip() in page
    assert not session.scalars(select(Comment)).all()


def test_an_empty_comment_is_refused_with_words_that_help(reviewer: Reader, address: str) -> None:
    page = reviewer.post(address, {"comment": " "}, status=422)
    assert "Write something, or choose one of the quick answers." in page


def test_a_form_sent_twice_is_one_comment(reviewer: Reader, session: Session, address: str) -> None:
    key = re.search(r'name="form_key" value="([^"]+)"', reviewer.get(address))
    assert key
    for _ in range(2):
        reviewer.post(address, {"comment": "Once", "form_key": key[1]})
    assert only_comment(session).words == "Once"


def test_a_forged_form_changes_nothing_and_shows_the_words_again(
    reviewer: Reader, session: Session, address: str
) -> None:
    answer = reviewer.client.post(address, data={"comment": "My own words", "csrf_token": "forged"})
    assert answer.status_code == 400
    assert "My own words" in answer.text
    assert not session.scalars(select(Comment)).all()


def test_c4_words_that_arrive_after_the_time_is_up_are_there_again_after_signing_in(
    nobody: Reader, session: Session, review: Round
) -> None:
    held = a_pass(session, review.group, "blue-kite", hashed=True)
    note_notice(session, held, review, now=THEN)
    address = f"/review/{review.public_id}/easy-read/comment/?block={first_part(session, review).block_uid}"
    nobody.post("/review/sign-in", {"username": "blue-kite", "passphrase": PHRASE})
    nobody.get(address)
    with clock_at(NOW + timedelta(minutes=31)):
        nobody.post(address, {"comment": "Do not lose me"})
        assert "/review/sign-in" in nobody.location
        door = nobody.get(nobody.location)
        assert "Your words are safe" in door
        way_back = re.search(r'name="next" value="([^"]+)"', door)
        assert way_back
        nobody.post("/review/sign-in", {"username": "blue-kite", "passphrase": PHRASE, "next": way_back[1]})
        assert "Do not lose me" in nobody.get(nobody.location)
        assert not session.scalars(select(Comment)).all()
        nobody.post(address, {"comment": "Do not lose me"})
    assert only_comment(session).words == "Do not lose me"
    assert not session.scalars(select(HeldWords)).all()


def test_c4_held_words_are_for_their_owner_only(nobody: Reader, session: Session, review: Round, young: Pass) -> None:
    owner = a_pass(session, review.group, "blue-kite", hashed=True)
    note_notice(session, owner, review, now=THEN)
    note_notice(session, young, review, now=THEN)
    address = f"/review/{review.public_id}/easy-read/comment/"
    session.add(HeldWords(pass_id=young.id, address=address, words="Not yours", which_words="", quick="", held_at=NOW))
    nobody.post("/review/sign-in", {"username": "blue-kite", "passphrase": PHRASE})
    assert "Not yours" not in nobody.get(address)


def test_i_need_more_time_keeps_the_words_in_the_form(reviewer: Reader, session: Session, address: str) -> None:
    page = reviewer.post(address, {"comment": "Half a sent", "more_time": "yes"}, status=200)
    assert "Half a sent" in page
    assert not session.scalars(select(Comment)).all()


def test_everything_is_looked_through_and_sent_once(
    reviewer: Reader, session: Session, review: Round, young: Pass
) -> None:
    for words in ("First", "Second"):
        a_comment(session, review, young, words)
    page = reviewer.get(f"/review/{review.public_id}/send/")
    assert "Send 2 comments" in page
    for _ in range(2):
        reviewer.post(f"/review/{review.public_id}/send/")
    comments = session.scalars(select(Comment)).all()
    assert {comment.state for comment in comments} == {CommentState.PENDING}


def test_sending_holds_the_format(reviewer: Reader, session: Session, review: Round, young: Pass) -> None:
    a_comment(session, review, young)
    format_id = get_names(session, [place_of(session, review).revision_id]).popitem()[1].format_id
    assert not list_holds(session, format_id)
    reviewer.post(f"/review/{review.public_id}/send/")
    assert [hold.key for hold in list_holds(session, format_id)] == [f"round:{review.public_id}"]


def test_somebody_with_nothing_to_say_can_say_so(
    reviewer: Reader, session: Session, review: Round, young: Pass
) -> None:
    note_notice(session, young, review, now=THEN)
    assert "I have read it. I have nothing to say" in reviewer.get(f"/review/{review.public_id}/send/")
    reviewer.post(f"/review/{review.public_id}/send/")
    assert "You sent everything on 22 November 2026" in reviewer.get(f"/review/{review.public_id}/")


def test_comments_wait_when_nobody_would_be_told_of_them(
    reviewer: Reader, session: Session, review: Round, young: Pass
) -> None:
    a_comment(session, review, young)
    session.add(JobRun(name="worker", last_at=NOW - timedelta(minutes=16)))
    session.flush()
    assert "You can’t send just now" in reviewer.get(f"/review/{review.public_id}/send/")
    reviewer.post(f"/review/{review.public_id}/send/", status=422)
    assert only_comment(session).state == CommentState.DRAFT


def test_d2_a_change_after_sending_goes_back_to_the_moderator_and_keeps_what_was_said(
    reviewer: Reader, session: Session, review: Round, young: Pass
) -> None:
    comment = a_sent_comment(session, review, young, "Before")
    comment.state = CommentState.APPROVED
    reviewer.post(f"/review/{review.public_id}/comments/{comment.public_id}/edit/", {"comment": "After"})
    session.refresh(comment)
    assert (comment.words, comment.state) == ("After", CommentState.PENDING)
    assert session.scalars(select(CommentVersion.words)).all() == ["Before"]


def test_saving_without_a_change_takes_nothing_away_from_the_writers(
    reviewer: Reader, session: Session, review: Round, young: Pass
) -> None:
    comment = a_sent_comment(session, review, young, "Same")
    comment.state = CommentState.APPROVED
    reviewer.post(f"/review/{review.public_id}/comments/{comment.public_id}/edit/", {"comment": "Same"})
    session.refresh(comment)
    assert comment.state == CommentState.APPROVED


def test_a_draft_can_be_deleted_and_a_sent_comment_cannot(
    reviewer: Reader, session: Session, review: Round, young: Pass
) -> None:
    draft = a_comment(session, review, young, "Gone")
    base = f"/review/{review.public_id}/comments"
    reviewer.post(f"{base}/{draft.public_id}/delete/")
    assert not session.scalars(select(Comment)).all()
    sent = a_sent_comment(session, review, young)
    reviewer.post(f"{base}/{sent.public_id}/delete/", status=409)


def test_somebody_elses_comment_or_round_is_not_there(
    reviewer: Reader, session: Session, review: Round, team: Team
) -> None:
    other = a_comment(session, review, a_pass(session, review.group), "Mine")
    base = f"/review/{review.public_id}/comments/{other.public_id}"
    for path in (f"{base}/", f"{base}/edit/"):
        reviewer.get(path, status=404)
    for path in (f"{base}/edit/", f"{base}/delete/", f"{base}/talk/"):
        reviewer.post(path, {"comment": "Taken over"}, status=404)
    elsewhere = a_round(session, team=team)
    reviewer.get(f"/review/{elsewhere.public_id}/", status=404)
    reviewer.get(f"/review/{elsewhere.public_id}/easy-read/", status=404)
    reviewer.get(f"/review/{review.public_id}/easy-read/comment/?block=nothing", status=404)
    reviewer.get(f"/review/{review.public_id}/easy-read/comment/?question=9", status=404)
    reviewer.get(f"/review/{review.public_id}/full/", status=404)


def test_when_a_round_is_over_words_can_be_read_and_not_changed(
    reviewer: Reader, session: Session, review: Round, young: Pass, team: Team
) -> None:
    comment = a_sent_comment(session, review, young)
    close_round(session, review, by_id=team.editor.id, now=THEN)
    assert "This round is over" in reviewer.get(f"/review/{review.public_id}/")
    reviewer.post(f"/review/{review.public_id}/comments/{comment.public_id}/edit/", {"comment": "Late"}, status=409)


def test_no_page_of_theirs_shows_what_others_said(reviewer: Reader, session: Session, review: Round) -> None:
    a_sent_comment(session, review, a_pass(session, review.group), "Somebody else’s words")
    for path in ("/review/", f"/review/{review.public_id}/", f"/review/{review.public_id}/easy-read/"):
        assert "Somebody else’s words" not in reviewer.get(path)
