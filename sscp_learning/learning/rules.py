"""The words and rules of learning: states and what may follow what, renewal dates, what a page may be called.

The rule numbers are those of LEARNING-RULES; dates are dates in London (DECISIONS 14).
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

RENEWAL_WINDOW_MONTHS = 3
MOST_OPEN_QUESTIONS = 3
RESERVED_SLUGS = frozenset({"quiz", "result", "evaluation", "versions"})
EVALUATIONS_TO_SHOW = 5
MONTHS_IN_A_YEAR = 12
# The fields in which a form sends an answer, and how sure somebody is of it (DECISIONS 25).
ANSWER = "answer"
CONFIDENCE = "confidence"
ADDRESS = re.compile(r"[A-Za-z0-9_-]{1,200}")


class VersionState(StrEnum):
    """A version of a module: being prepared, offered, or no longer offered to anyone who begins."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ChangeKind(StrEnum):
    """How much a version differs from the one before; only a material change asks anyone to relearn (rule A1)."""

    TYPO = "typo"
    CLARIFICATION = "clarification"
    MATERIAL = "material"


class AttemptState(StrEnum):
    """One go at a module. There is no word “failed” in the product (rule A4)."""

    OPEN = "open"
    PASSED = "passed"
    NOT_PASSED = "not_passed"


class StepKind(StrEnum):
    """What is recorded in an attempt: a page was seen, a question was answered, the attempt ended."""

    PAGE = "page"
    ANSWER = "answer"
    FINISH = "finish"


class Sureness(StrEnum):
    """How sure somebody is of an answer (rule B1). Never marked: it tells reader and author what is only hoped."""

    UNSURE = "unsure"
    FAIRLY = "fairly"
    SURE = "sure"


SURENESS: Mapping[Sureness, str] = {
    Sureness.UNSURE: "Not sure",
    Sureness.FAIRLY: "Fairly sure",
    Sureness.SURE: "Sure",
}
# What is said afterwards, where how sure somebody was and whether it was right tell them something together.
SURENESS_TOLD: Mapping[tuple[Sureness, bool], str] = {
    (Sureness.SURE, False): "You were sure of this. It is worth reading why the answer is another one.",
    (Sureness.FAIRLY, False): "You were fairly sure of this. Read why the answer is another one.",
    (Sureness.UNSURE, False): "You were not sure, and that was a good sense of where to read more.",
    (Sureness.UNSURE, True): "You were not sure, and you were right. Trust this one next time.",
}


class CertificateState(StrEnum):
    """What is kept about a certificate; whether it has expired depends on the day and is never stored."""

    ISSUED = "issued"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class CertificateStanding(StrEnum):
    """What the public check says (rule C3)."""

    CURRENT = "current"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class EvaluationTick(StrEnum):
    """Whether somebody was asked what they thought of a module; never what they said (DECISIONS 27)."""

    WAITING = "waiting"
    SKIPPED = "skipped"
    GIVEN = "given"


@dataclass(frozen=True)
class Issuer:
    """Who issues a certificate: the partnership by name, and its site with its address."""

    partnership: str
    site_name: str
    url: str


State = TypeVar("State", VersionState, AttemptState, CertificateState)

VERSION_MOVES: Mapping[VersionState, frozenset[VersionState]] = {
    VersionState.DRAFT: frozenset({VersionState.PUBLISHED, VersionState.WITHDRAWN}),
    VersionState.PUBLISHED: frozenset({VersionState.WITHDRAWN}),
    VersionState.WITHDRAWN: frozenset(),
}
ATTEMPT_MOVES: Mapping[AttemptState, frozenset[AttemptState]] = {
    AttemptState.OPEN: frozenset({AttemptState.PASSED, AttemptState.NOT_PASSED}),
    AttemptState.PASSED: frozenset(),
    AttemptState.NOT_PASSED: frozenset(),
}
CERTIFICATE_MOVES: Mapping[CertificateState, frozenset[CertificateState]] = {
    CertificateState.ISSUED: frozenset({CertificateState.SUPERSEDED, CertificateState.WITHDRAWN}),
    CertificateState.SUPERSEDED: frozenset({CertificateState.WITHDRAWN}),
    CertificateState.WITHDRAWN: frozenset(),
}


def is_address(name: str) -> bool:
    """Return whether this can be a slug or a code at all; anything else, NUL included, never reaches the database."""
    return ADDRESS.fullmatch(name) is not None


def may_move(moves: Mapping[State, frozenset[State]], start: State, end: State) -> bool:
    """Return whether a state machine allows this step."""
    return end in moves[start]


def add_months(day: date, months: int) -> date:
    """Return the same day some months later; 31 January and one month is the last day of February (DECISIONS 14)."""
    years, month = divmod(day.month - 1 + months, MONTHS_IN_A_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def renewal_opens_on(expires_on: date) -> date:
    """Return the first day on which doing the module again counts from the old expiry."""
    return add_months(expires_on, -RENEWAL_WINDOW_MONTHS)


def expiry(completed_on: date, valid_months: int | None, old_expiry: date | None = None) -> date | None:
    """Return the last day on which a completion counts, or None when it counts for ever (rule C4).

    Whoever renews within the window keeps the days that were left: the new time is added to the old expiry. Nobody
    loses days by renewing earlier than that.
    """
    if not valid_months:
        return None
    from_today = add_months(completed_on, valid_months)
    if old_expiry is None or completed_on > old_expiry:
        return from_today
    if completed_on >= renewal_opens_on(old_expiry):
        return add_months(old_expiry, valid_months)
    return max(from_today, old_expiry)


def certificate_standing(state: CertificateState, expires_on: date | None, today: date) -> CertificateStanding:
    """Return what a certificate is worth on a day; it counts up to and including the day it expires on."""
    if state is not CertificateState.ISSUED:
        return CertificateStanding(state.value)
    if expires_on is not None and today > expires_on:
        return CertificateStanding.EXPIRED
    return CertificateStanding.CURRENT


def iso_week(day: date) -> str:
    """Return the week of a day, such as “2026-W47”: all that an evaluation keeps of when it was given."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def quarter_of_week(week: str) -> str:
    """Return the quarter of a week written as `iso_week` does, such as “2026-Q4”. The week's Thursday decides."""
    year, number = week.split("-W")
    thursday = date.fromisocalendar(int(year), int(number), 4)
    return f"{thursday.year}-Q{(thursday.month + 2) // 3}"
