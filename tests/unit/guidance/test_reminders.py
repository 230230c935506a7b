"""When somebody is reminded that guidance is due for review (F8)."""

from datetime import date, timedelta

import pytest

from sscp_learning.guidance.reminders import stage_of, when_words

DUE = date(2027, 5, 22)


@pytest.mark.parametrize(
    ("days_before", "stage"),
    [(61, None), (60, 60), (59, 60), (15, 60), (14, 14), (1, 14), (0, 0), (-1, 0), (-400, 0)],
)
def test_a_letter_is_due_60_and_14_days_before_and_on_the_day(days_before: int, stage: int | None) -> None:
    assert stage_of(DUE, DUE - timedelta(days=days_before)) == stage


@pytest.mark.parametrize(
    ("days_before", "words"),
    [
        (60, "is due in 60 days"),
        (2, "is due in 2 days"),
        (1, "is due tomorrow"),
        (0, "is due today"),
        (-3, "is overdue"),
    ],
)
def test_the_letter_says_how_near_it_is(days_before: int, words: str) -> None:
    assert when_words(DUE, DUE - timedelta(days=days_before)) == words
