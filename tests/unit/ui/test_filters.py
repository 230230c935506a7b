"""Dates, numbers and lengths of time in plain words."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from sscp_learning.ui import filters

SUMMER_EVENING = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("says", "function", "value"),
    [
        ("22 November 2026", filters.date_words, date(2026, 11, 22)),
        ("1 July 2026", filters.date_words, SUMMER_EVENING),  # After midnight in London.
        ("", filters.date_words, None),
        ("November 2026", filters.month_words, date(2026, 11, 22)),
        ("", filters.month_words, None),
        ("00:30", filters.time_words, SUMMER_EVENING),
        ("09:05", filters.time_words, time(9, 5)),
        ("", filters.time_words, None),
        ("1 July 2026 at 00:30", filters.moment_words, SUMMER_EVENING),
        ("", filters.moment_words, None),
        ("2026-07-01", filters.date_machine, SUMMER_EVENING),
        ("2026-02-03", filters.date_machine, date(2026, 2, 3)),
        ("", filters.date_machine, None),
        ("12,400", filters.number_words, 12_400),
        ("less than a minute", filters.minutes_words, 0.5),
        ("1 minute", filters.minutes_words, 1),
        ("8 minutes", filters.minutes_words, 7.1),
        ("1 hour", filters.minutes_words, 60),
        ("1 hour 20 minutes", filters.minutes_words, 80),
        ("2 hours 1 minute", filters.minutes_words, 120.2),
        ("", filters.list_words, []),
        ("home", filters.list_words, ["home"]),
        ("home and school", filters.list_words, ["home", "school"]),
        ("home, school and work", filters.list_words, ["home", "school", "work"]),
        ("neglect toolkit", filters.lower_first, "Neglect toolkit"),
        ("NHS staff", filters.lower_first, "NHS staff"),
        ("", filters.lower_first, ""),
    ],
)
def test_a_value_reads_as_a_person_would_write_it(says: str, function: Callable[..., str], value: object) -> None:
    assert function(value) == says


@pytest.mark.parametrize(
    ("says", "count", "nouns"),
    [
        ("1 module", 1, ("module",)),
        ("0 modules", 0, ("module",)),
        ("3 modules", 3, ("module",)),
        ("1,000 people", 1000, ("person", "people")),
        ("1 person", 1, ("person", "people")),
    ],
)
def test_a_count_agrees_with_its_noun(says: str, count: int, nouns: tuple[str, ...]) -> None:
    assert filters.plural(count, *nouns) == says


def test_alternatives_are_joined_by_or() -> None:
    assert filters.list_words(["yes", "no"], "or") == "yes or no"


def test_every_filter_has_the_name_of_its_function() -> None:
    assert all(function.__name__ == name for name, function in filters.ALL.items())
