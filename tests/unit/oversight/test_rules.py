"""Standing, due dates and their words: tables of cases, each a sentence."""

from datetime import date

import pytest

from sscp_learning.oversight.rules import (
    STANDINGS,
    DueKind,
    DueRule,
    Duty,
    Record,
    Standing,
    WaiverSpan,
    check_due_rule,
    check_validity,
    due_on,
    due_words,
    scope_words,
    standing,
)
from sscp_learning.platform.errors import RuleBroken

TODAY = date(2026, 11, 22)
SOON = date(2026, 12, 22)
LATER = date(2026, 12, 23)
OVER = date(2026, 11, 21)
HELD = Record(date(2026, 1, 5), date(2029, 1, 5))
FOR_EVER = Record(date(2020, 1, 5), None)
RAN_OUT = Record(date(2023, 11, 21), date(2026, 11, 21))
LAST_DAY = Record(date(2023, 11, 22), TODAY)
RENEWABLE = Record(date(2024, 2, 22), date(2027, 2, 22))
NOT_YET_RENEWABLE = Record(date(2024, 2, 23), date(2027, 2, 23))

STANDING_CASES = {
    "nothing done, more than 30 days left: not due": (Duty(LATER), None, [], Standing.NOT_DUE),
    "nothing done, exactly 30 days left: due": (Duty(SOON), None, [], Standing.DUE),
    "nothing done, on the last day: due": (Duty(TODAY), None, [], Standing.DUE),
    "nothing done, the day after: overdue": (Duty(OVER), None, [], Standing.OVERDUE),
    "completed and valid: current, whatever the due date": (Duty(OVER), HELD, [], Standing.CURRENT),
    "completed for ever: current": (Duty(OVER), FOR_EVER, [], Standing.CURRENT),
    "three months left: expiring": (Duty(OVER), RENEWABLE, [], Standing.EXPIRING),
    "three months and a day left: current": (Duty(OVER), NOT_YET_RENEWABLE, [], Standing.CURRENT),
    "it counts on its last day": (Duty(OVER), LAST_DAY, [], Standing.EXPIRING),
    "it ran out yesterday: expired": (Duty(OVER), RAN_OUT, [], Standing.EXPIRED),
    "it ran out, but there is time until the due date: due": (Duty(SOON), RAN_OUT, [], Standing.DUE),
    "a requirement shortens validity: expired": (Duty(OVER, 6), HELD, [], Standing.EXPIRED),
    "a requirement shortens what would count for ever": (Duty(OVER, 12), FOR_EVER, [], Standing.EXPIRED),
    "a requirement never lengthens validity": (Duty(OVER, 120), RAN_OUT, [], Standing.EXPIRED),
    "a waiver without an end": (Duty(OVER), None, [WaiverSpan(OVER, None)], Standing.WAIVED),
    "a waiver on its last day": (Duty(OVER), None, [WaiverSpan(OVER, TODAY)], Standing.WAIVED),
    "a waiver that is over": (Duty(OVER), None, [WaiverSpan(date(2026, 1, 1), OVER)], Standing.OVERDUE),
    "a waiver that has not begun": (Duty(OVER), None, [WaiverSpan(SOON, None)], Standing.OVERDUE),
    "one of two waivers holds": (
        Duty(OVER),
        HELD,
        [WaiverSpan(date(2026, 1, 1), OVER), WaiverSpan(TODAY, None)],
        Standing.WAIVED,
    ),
}


@pytest.mark.parametrize(("duty", "record", "waivers", "expected"), STANDING_CASES.values(), ids=STANDING_CASES.keys())
def test_standing(duty: Duty, record: Record | None, waivers: list[WaiverSpan], expected: Standing) -> None:
    assert standing(duty, record, waivers, TODAY) is expected


def test_every_standing_has_words() -> None:
    assert set(STANDINGS) == set(Standing)


MADE = date(2026, 11, 1)
DUE_CASES = {
    "a date for all": (DueRule(DueKind.FIXED, on=date(2027, 1, 31)), date(2020, 5, 1), date(2027, 1, 31)),
    "who joins after it was made keeps the date while it leaves 30 days": (
        DueRule(DueKind.FIXED, on=date(2027, 1, 31)), date(2026, 11, 10), date(2027, 1, 31),
    ),
    "who joins after the date has 30 days": (
        DueRule(DueKind.FIXED, on=date(2027, 1, 31)), date(2027, 2, 1), date(2027, 3, 3),
    ),
    "days after joining": (DueRule(DueKind.AFTER_JOINING, days=30), date(2026, 11, 20), date(2026, 12, 20)),
    "days after joining count from the start for those who were there": (
        DueRule(DueKind.AFTER_JOINING, days=30), date(2019, 1, 1), date(2026, 12, 1),
    ),
    "days after it was made": (DueRule(DueKind.AFTER_MADE, days=60), date(2019, 1, 1), date(2026, 12, 31)),
    "who joins late has 30 days here too": (
        DueRule(DueKind.AFTER_MADE, days=10), date(2026, 12, 1), date(2026, 12, 31),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "joined", "expected"), DUE_CASES.values(), ids=DUE_CASES.keys())
def test_due_date(rule: DueRule, joined: date, expected: date) -> None:
    assert due_on(rule, made_on=MADE, joined_on=joined) == expected


def test_due_rules_in_words() -> None:
    assert due_words(DueRule(DueKind.FIXED, on=date(2027, 1, 31)), made_on=MADE) == "by 31 January 2027"
    assert due_words(DueRule(DueKind.AFTER_JOINING, days=1), made_on=MADE) == "within 1 day of joining"
    assert due_words(DueRule(DueKind.AFTER_MADE, days=60), made_on=MADE) == "within 60 days of 1 November 2026"


def test_scopes_in_words() -> None:
    assert scope_words(None, None, "") == "Everyone in every agency"
    assert scope_words("City Council", None, "") == "Everyone in City Council"
    assert scope_words("City Council", "Hub", "Nurse") == "Everyone in Hub (City Council) whose job role is Nurse"


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (DueRule(DueKind.FIXED), "due_on"),
        (DueRule(DueKind.FIXED, on=OVER), "due_on"),
        (DueRule(DueKind.AFTER_MADE), "days"),
        (DueRule(DueKind.AFTER_JOINING, days=0), "days"),
        (DueRule(DueKind.AFTER_JOINING, days=731), "days"),
    ],
)
def test_a_due_date_that_cannot_be_worked_out_is_refused_on_its_field(rule: DueRule, field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        check_due_rule(rule, today=TODAY)
    assert broken.value.field == field


@pytest.mark.parametrize(("months", "module"), [(37, 36), (0, None), (-1, 36), (121, None)])
def test_a_requirement_that_would_lengthen_validity_is_refused(months: int, module: int | None) -> None:
    with pytest.raises(RuleBroken):
        check_validity(months, module)


@pytest.mark.parametrize(("months", "module"), [(None, 36), (36, 36), (12, 36), (12, None)])
def test_a_requirement_may_shorten_validity_or_leave_it(months: int | None, module: int | None) -> None:
    check_validity(months, module)
