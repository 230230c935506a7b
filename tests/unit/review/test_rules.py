"""What may follow what, and when a round may open."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from sscp_learning.review.rules import (
    CommentState,
    CommentVerb,
    Device,
    Priority,
    QuickAnswer,
    RoundPlan,
    can_open,
    is_paused,
    lifetime,
    next_state,
    priority_of,
    surroundings,
    waiting_words,
)

DRAFT, PENDING, APPROVED, RETURNED, SAFEGUARDING = CommentState
SEND, EDIT, APPROVE, RETURN, PROTECT, ANSWER = (
    CommentVerb.SEND,
    CommentVerb.EDIT,
    CommentVerb.APPROVE,
    CommentVerb.RETURN,
    CommentVerb.PROTECT,
    CommentVerb.ANSWER,
)
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)

ALLOWED = [
    ("a draft is changed and stays with its author", DRAFT, EDIT, DRAFT),
    ("a draft is sent and waits for a moderator", DRAFT, SEND, PENDING),
    ("a tick at “talk to me” takes a draft to the lead at once", DRAFT, PROTECT, SAFEGUARDING),
    ("a moderator passes a comment on", PENDING, APPROVE, APPROVED),
    ("a moderator gives a comment back", PENDING, RETURN, RETURNED),
    ("a moderator is worried", PENDING, PROTECT, SAFEGUARDING),
    ("a waiting comment is changed and goes on waiting", PENDING, EDIT, PENDING),
    ("an approved comment is changed and waits again", APPROVED, EDIT, PENDING),
    ("an approved comment is answered", APPROVED, ANSWER, APPROVED),
    ("an editor is worried", APPROVED, PROTECT, SAFEGUARDING),
    ("a comment that came back is changed and waits again", RETURNED, EDIT, PENDING),
    ("somebody is worried about a comment that was given back", RETURNED, PROTECT, SAFEGUARDING),
]


@pytest.mark.parametrize(("sentence", "before", "verb", "after"), ALLOWED, ids=[row[0] for row in ALLOWED])
def test_a_comment_moves(sentence: str, before: CommentState, verb: CommentVerb, after: CommentState) -> None:
    assert next_state(before, verb) is after, sentence


def test_nothing_else_is_allowed() -> None:
    allowed = {(before, verb) for _, before, verb, _ in ALLOWED}
    for state in CommentState:
        for verb in CommentVerb:
            if (state, verb) not in allowed:
                assert next_state(state, verb) is None, f"{verb} from {state}"


def test_a_comment_reaches_the_writers_only_through_a_moderator() -> None:
    ways = {(before, verb) for _, before, verb, after in ALLOWED if after is APPROVED and before is not APPROVED}
    assert ways == {(PENDING, APPROVE)}


PLAN = RoundPlan(
    questions=2,
    moderator_id=1,
    lead_id=2,
    deputy_id=3,
    hours="Monday to Friday",
    deletes_on=date(2027, 1, 31),
    formats=(("Easy read", True),),
)


def test_a_round_with_everything_may_open() -> None:
    assert can_open(PLAN, today=NOW.date()) == []


@pytest.mark.parametrize(
    ("sentence", "plan", "says"),
    [
        ("no question", replace(PLAN, questions=0), "one to 5 questions"),
        ("six questions", replace(PLAN, questions=6), "one to 5 questions"),
        ("no moderator", replace(PLAN, moderator_id=None), "moderator"),
        ("no lead", replace(PLAN, lead_id=None), "safeguarding lead"),
        ("no deputy", replace(PLAN, deputy_id=None), "deputy"),
        ("one person as lead and deputy", replace(PLAN, deputy_id=2), "must not be the lead"),
        ("no hours", replace(PLAN, hours=" "), "when comments are read"),
        ("no day of deletion", replace(PLAN, deletes_on=None), "deleted"),
        ("deletion today", replace(PLAN, deletes_on=date(2026, 11, 22)), "deleted"),
        ("no draft", replace(PLAN, formats=()), "at least one draft"),
        ("a draft not marked safe", replace(PLAN, formats=(("Leaflet", False),)), "“Leaflet” is not marked safe"),
    ],
)
def test_a_round_does_not_open_with(sentence: str, plan: RoundPlan, says: str) -> None:
    missing = can_open(plan, today=NOW.date())
    assert len(missing) == 1, sentence
    assert says in missing[0]


def test_worry_and_flagged_words_go_first_and_nothing_else_does() -> None:
    assert priority_of(quick=QuickAnswer.WORRIES, flagged=False) is Priority.FIRST
    assert priority_of(quick="", flagged=True) is Priority.FIRST
    assert priority_of(quick=QuickAnswer.NOT_SURE, flagged=False) is Priority.NORMAL


def test_words_keep_what_stands_around_them_only_when_they_are_found_once() -> None:
    assert surroundings("You can tell a teacher.", "tell") == ("You can ", " a teacher.")
    assert surroundings("Tell and tell and tell.", "tell") == ("", "")
    assert surroundings("Tell a teacher.", "shout") == ("", "")


def test_a_shared_device_is_signed_out_after_half_an_hour_and_is_what_we_take_it_for() -> None:
    assert lifetime(Device.OWN) == timedelta(hours=20)
    assert lifetime(Device.SHARED) == timedelta(minutes=30)
    assert lifetime("anything") == timedelta(minutes=30)


def test_comments_pause_when_the_worker_is_silent_for_more_than_a_quarter_of_an_hour() -> None:
    assert not is_paused(None)
    assert not is_paused(15 * 60)
    assert is_paused(15 * 60 + 1)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=3), "3 hours"),
        (timedelta(days=1, hours=4), "1 day"),
        (timedelta(days=9), "9 days"),
    ],
)
def test_waiting_is_told_in_words(ago: timedelta, words: str) -> None:
    assert waiting_words(NOW - ago, NOW) == words
