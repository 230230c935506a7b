"""Standing, due dates and the words for them. Rule numbers are those of LEARNING-RULES; dates are dates in London."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sscp_learning.learning.rules import add_months, renewal_opens_on
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.ui.filters import date_words, plural

DUE_SOON_DAYS = 30
# Whoever joins after a date that was set for all still gets this long.
NEWCOMER_DAYS = 30
MOST_DAYS = 730
MOST_MONTHS = 120


class Standing(StrEnum):
    """How a person stands with a module that they must hold (rule D2)."""

    NOT_DUE = "not due"
    DUE = "due"
    OVERDUE = "overdue"
    CURRENT = "current"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    WAIVED = "waived"


@dataclass(frozen=True)
class StandingWords:
    """How a standing is shown: its label, what it means, and the colour that helps."""

    label: str
    meaning: str
    colour: str


# In the order in which a manager needs them: what is most pressing comes first.
STANDINGS: Mapping[Standing, StandingWords] = {
    Standing.OVERDUE: StandingWords("Overdue", "the date has passed and the module was never completed", "red"),
    Standing.EXPIRED: StandingWords("Expired", "it was completed once, but no longer counts", "red"),
    Standing.DUE: StandingWords("Due", f"to be completed within {DUE_SOON_DAYS} days", "yellow"),
    Standing.EXPIRING: StandingWords(
        "Expiring", "it still counts, and can be renewed now without losing days", "yellow"
    ),
    Standing.NOT_DUE: StandingWords(
        "Not due yet", f"to be completed, with more than {DUE_SOON_DAYS} days left", "grey"
    ),
    Standing.CURRENT: StandingWords("Current", "completed, and it counts", "green"),
    Standing.WAIVED: StandingWords("Waived", "they need not take it; the reason is recorded", "purple"),
}
URGENCY = {standing: place for place, standing in enumerate(STANDINGS)}
UP_TO_DATE = frozenset({Standing.CURRENT, Standing.EXPIRING, Standing.WAIVED})
NOT_UP_TO_DATE = frozenset({Standing.OVERDUE, Standing.EXPIRED})
# Whom a reminder helps. Somebody with plenty of time left gets none.
WORTH_REMINDING = frozenset({Standing.OVERDUE, Standing.EXPIRED, Standing.DUE, Standing.EXPIRING})


class RequirementState(StrEnum):
    """A requirement holds until somebody ends it."""

    ACTIVE = "active"
    ENDED = "ended"


class DueKind(StrEnum):
    """What the due date of a requirement counts from."""

    FIXED = "fixed"
    AFTER_JOINING = "after-joining"
    AFTER_MADE = "after-made"


class WaiverReason(StrEnum):
    """The four reasons for which somebody need not take a module (rule C5)."""

    TESTED_OUT = "tested-out"
    EQUIVALENT_HERE = "equivalent-here"
    EQUIVALENT_ELSEWHERE = "equivalent-elsewhere"
    ADMINISTRATIVE = "administrative"


WAIVER_WORDS: Mapping[WaiverReason, str] = {
    WaiverReason.TESTED_OUT: "They have shown in a test that they know it",
    WaiverReason.EQUIVALENT_HERE: "They have taken an equivalent course here",
    WaiverReason.EQUIVALENT_ELSEWHERE: "They have taken an equivalent course elsewhere",
    WaiverReason.ADMINISTRATIVE: "Administrative: for example long leave, or no work with families",
}


class EvidenceState(StrEnum):
    """Training from elsewhere: what somebody says, or what a manager has seen the proof of (rule C5)."""

    DECLARED = "declared"
    CHECKED = "checked"


@dataclass(frozen=True)
class Scope:
    """What a manager manages: single teams, and whole agencies. Empty means nobody."""

    team_ids: frozenset[int] = frozenset()
    agency_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class DueRule:
    """By when: a date, or a number of days after joining, or after the requirement was made."""

    kind: DueKind
    on: date | None = None
    days: int | None = None


@dataclass(frozen=True)
class Duty:
    """As much of an assignment as its standing depends on."""

    due_on: date
    valid_months: int | None = None


@dataclass(frozen=True)
class Record:
    """What a person holds on the module."""

    completed_on: date
    expires_on: date | None


@dataclass(frozen=True)
class WaiverSpan:
    """From when until when somebody need not take the module; without an end it holds until it is lifted."""

    from_on: date
    ends_on: date | None


def standing(duty: Duty, record: Record | None, waivers: Collection[WaiverSpan], today: date) -> Standing:
    """How a person stands today with a module they must hold. The one place where this is decided.

    A completion that ran out before the due date has come leaves the person due, not expired: they still have time.
    """
    if any(_holds_on(waiver, today) for waiver in waivers):
        return Standing.WAIVED
    until = None if record is None else counts_until(record, duty.valid_months)
    if record is not None and (until is None or today <= until):
        is_near_its_end = until is not None and today >= renewal_opens_on(until)
        return Standing.EXPIRING if is_near_its_end else Standing.CURRENT
    if today > duty.due_on:
        return Standing.OVERDUE if record is None else Standing.EXPIRED
    return Standing.DUE if duty.due_on <= today + timedelta(days=DUE_SOON_DAYS) else Standing.NOT_DUE


def counts_until(record: Record, valid_months: int | None) -> date | None:
    """The last day on which a completion counts for a requirement, or None when it counts for ever.

    A requirement may shorten what the module says and never lengthens it (DECISIONS 23).
    """
    ends = [record.expires_on] if record.expires_on else []
    if valid_months is not None:
        ends.append(add_months(record.completed_on, valid_months))
    return min(ends, default=None)


def _holds_on(waiver: WaiverSpan, today: date) -> bool:
    return waiver.from_on <= today and (waiver.ends_on is None or today <= waiver.ends_on)


def due_on(rule: DueRule, *, made_on: date, joined_on: date) -> date:
    """By when one person must hold the module.

    Days after joining count from the day the requirement was made for those who were there before, so that nobody is
    overdue on its first day. Whoever joins later than a date set for all has `NEWCOMER_DAYS` from joining.
    """
    if rule.kind is DueKind.AFTER_JOINING:
        return max(made_on, joined_on) + timedelta(days=rule.days or 0)
    set_for_all = rule.on if rule.on is not None else made_on + timedelta(days=rule.days or 0)
    if joined_on <= made_on:
        return set_for_all
    return max(set_for_all, joined_on + timedelta(days=NEWCOMER_DAYS))


def due_words(rule: DueRule, *, made_on: date) -> str:
    """The rule in words, for a list of requirements and for the reason of an assignment."""
    if rule.kind is DueKind.FIXED:
        return f"by {date_words(rule.on)}"
    if rule.kind is DueKind.AFTER_JOINING:
        return f"within {plural(rule.days or 0, 'day')} of joining"
    return f"within {plural(rule.days or 0, 'day')} of {date_words(made_on)}"


def scope_words(agency: str | None, team: str | None, job_role: str) -> str:
    """Whom a requirement is for, in words: “Everyone in Family Hub West (City Council) who works as social worker”."""
    where = "in every agency"
    if agency:
        where = f"in {team} ({agency})" if team else f"in {agency}"
    return f"Everyone {where} whose job role is {job_role}" if job_role else f"Everyone {where}"


def check_due_rule(rule: DueRule, *, today: date) -> None:
    """Raises RuleBroken, on the field to mend, when a due date cannot be worked out or has passed already."""
    if rule.kind is DueKind.FIXED:
        if rule.on is None:
            raise RuleBroken("due_on", "Enter the date by which it must be done")
        if rule.on < today:
            raise RuleBroken("due_on", "Choose a date that has not passed")
    elif rule.days is None or not 0 < rule.days <= MOST_DAYS:
        raise RuleBroken("days", f"Enter a number of days from 1 to {MOST_DAYS}")


def check_validity(valid_months: int | None, module_months: int | None) -> None:
    """Raises RuleBroken when a requirement would make a completion count longer than its module says (DECISIONS 23)."""
    if valid_months is None:
        return
    if not 0 < valid_months <= MOST_MONTHS:
        raise RuleBroken("valid_months", f"Enter a number of months from 1 to {MOST_MONTHS}")
    if module_months is not None and valid_months > module_months:
        raise RuleBroken(
            "valid_months",
            f"A completion of this module counts for {plural(module_months, 'month')}. "
            "A requirement can shorten that, not lengthen it.",
        )
