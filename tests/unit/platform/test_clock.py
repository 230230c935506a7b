"""Instants are in UTC, days are those of London (DECISIONS 14)."""

from datetime import UTC, date, datetime

import pytest

from sscp_learning.platform.clock import clock_at, london, now, today


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), date(2026, 7, 1)),  # Summer time: midnight in London.
        (datetime(2026, 11, 22, 23, 59, tzinfo=UTC), date(2026, 11, 22)),
    ],
)
def test_today_is_the_date_in_london(instant: datetime, day: date) -> None:
    with clock_at(instant):
        assert now() == instant
        assert today() == day


def test_the_hour_that_comes_twice_in_october_is_two_instants() -> None:
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert london(first).strftime("%H:%M") == london(second).strftime("%H:%M") == "01:30"
    assert first != second
