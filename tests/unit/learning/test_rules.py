"""Renewal, certificates, states, weeks."""

from datetime import date

import pytest

from sscp_learning.learning import rules
from sscp_learning.learning.rules import (
    ATTEMPT_MOVES,
    CERTIFICATE_MOVES,
    VERSION_MOVES,
    AttemptState,
    CertificateStanding,
    CertificateState,
    VersionState,
)

MONTHS = [
    ("31 January and a month is the last day of February", date(2026, 1, 31), 1, date(2026, 2, 28)),
    ("… the 29th in a leap year", date(2028, 1, 31), 1, date(2028, 2, 29)),
    ("29 February and a year is the 28th", date(2028, 2, 29), 12, date(2029, 2, 28)),
    ("over the end of a year", date(2026, 11, 30), 3, date(2027, 2, 28)),
    ("three years", date(2026, 11, 22), 36, date(2029, 11, 22)),
    ("backwards", date(2027, 1, 15), -3, date(2026, 10, 15)),
    ("backwards to a shorter month", date(2026, 5, 31), -3, date(2026, 2, 28)),
    ("nothing", date(2026, 5, 31), 0, date(2026, 5, 31)),
]


@pytest.mark.parametrize(("_case", "day", "months", "expected"), MONTHS, ids=[case[0] for case in MONTHS])
def test_months_are_added(_case: str, day: date, months: int, expected: date) -> None:
    assert rules.add_months(day, months) == expected


RENEWALS = [
    ("the first time", date(2026, 11, 22), 12, None, date(2027, 11, 22)),
    ("never expires", date(2026, 11, 22), None, None, None),
    ("inside the window: added to the old expiry", date(2027, 10, 1), 12, date(2027, 11, 22), date(2028, 11, 22)),
    ("on the first day of the window", date(2027, 8, 22), 12, date(2027, 11, 22), date(2028, 11, 22)),
    ("a day before the window: from today", date(2027, 8, 21), 12, date(2027, 11, 22), date(2028, 8, 21)),
    ("on the day it expires", date(2027, 11, 22), 12, date(2027, 11, 22), date(2028, 11, 22)),
    ("after it expired: from today", date(2027, 11, 23), 12, date(2027, 11, 22), date(2028, 11, 23)),
    ("early, and now valid for less: no day is lost", date(2026, 12, 1), 6, date(2029, 11, 22), date(2029, 11, 22)),
    ("the module no longer expires", date(2027, 10, 1), None, date(2027, 11, 22), None),
]


@pytest.mark.parametrize(("_case", "done", "months", "old", "expected"), RENEWALS, ids=[case[0] for case in RENEWALS])
def test_expiry(_case: str, done: date, months: int | None, old: date | None, expected: date | None) -> None:
    assert rules.expiry(done, months, old) == expected


STANDINGS = [
    (CertificateState.ISSUED, date(2026, 11, 22), CertificateStanding.CURRENT),
    (CertificateState.ISSUED, date(2026, 11, 21), CertificateStanding.EXPIRED),
    (CertificateState.ISSUED, None, CertificateStanding.CURRENT),
    (CertificateState.SUPERSEDED, date(2026, 1, 1), CertificateStanding.SUPERSEDED),
    (CertificateState.WITHDRAWN, date(2030, 1, 1), CertificateStanding.WITHDRAWN),
]


@pytest.mark.parametrize(("state", "expires_on", "expected"), STANDINGS)
def test_a_certificate_counts_up_to_the_day_it_expires_on(
    state: CertificateState, expires_on: date | None, expected: CertificateStanding
) -> None:
    assert rules.certificate_standing(state, expires_on, date(2026, 11, 22)) is expected


def test_every_state_has_its_moves_and_none_goes_back() -> None:
    assert set(VERSION_MOVES) == set(VersionState)
    assert set(ATTEMPT_MOVES) == set(AttemptState)
    assert set(CERTIFICATE_MOVES) == set(CertificateState)
    assert not rules.may_move(VERSION_MOVES, VersionState.WITHDRAWN, VersionState.PUBLISHED)
    assert not rules.may_move(ATTEMPT_MOVES, AttemptState.NOT_PASSED, AttemptState.OPEN)
    assert not rules.may_move(CERTIFICATE_MOVES, CertificateState.WITHDRAWN, CertificateState.ISSUED)
    assert rules.may_move(VERSION_MOVES, VersionState.DRAFT, VersionState.PUBLISHED)


@pytest.mark.parametrize(
    ("day", "week", "quarter"),
    [
        (date(2026, 11, 22), "2026-W47", "2026-Q4"),
        (date(2027, 1, 1), "2026-W53", "2026-Q4"),
        (date(2027, 1, 4), "2027-W01", "2027-Q1"),
        (date(2026, 7, 1), "2026-W27", "2026-Q3"),
    ],
)
def test_weeks_and_quarters(day: date, week: str, quarter: str) -> None:
    assert rules.iso_week(day) == week
    assert rules.quarter_of_week(week) == quarter


@pytest.mark.parametrize("name", ["", "a\0b", "a b", "x" * 201, "../up", "naïve", "a/b"])
def test_what_cannot_be_an_address_never_reaches_the_database(name: str) -> None:
    assert not rules.is_address(name)
