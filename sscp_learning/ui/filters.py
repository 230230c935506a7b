"""Filters that put dates, numbers and lengths of time into plain words. All are pure; the app registers them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Final

from sscp_learning.platform.clock import london

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
HOUR: Final = 60


def date_words(value: date | datetime | None) -> str:
    """A date written out: “22 November 2026”. An instant is shown as the date in London; nothing is an empty text."""
    if value is None:
        return ""
    day = _in_london(value)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_words(value: date | datetime | None) -> str:
    """A month and year: “November 2026”."""
    if value is None:
        return ""
    day = _in_london(value)
    return f"{MONTHS[day.month - 1]} {day.year}"


def time_words(value: datetime | time | None) -> str:
    """A time of day as a clock in London shows it: “14:02”."""
    if value is None:
        return ""
    moment = london(value) if isinstance(value, datetime) and value.tzinfo is not None else value
    return f"{moment.hour:02}:{moment.minute:02}"


def moment_words(value: datetime | None) -> str:
    """A date with its time: “22 November 2026 at 14:02”."""
    if value is None:
        return ""
    return f"{date_words(value)} at {time_words(value)}"


def date_machine(value: date | datetime | None) -> str:
    """A date for the `datetime` attribute of a `<time>` element: “2026-11-22”."""
    if value is None:
        return ""
    day = _in_london(value)
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def number_words(value: int) -> str:
    """A whole number with a comma between thousands: “12,400”."""
    return f"{value:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: `3|plural("module")` is “3 modules”; an irregular noun gives both forms."""
    noun = one if count == 1 else many or f"{one}s"
    return f"{count:,} {noun}"


def minutes_words(minutes: float) -> str:
    """A length of time: “less than a minute”, “8 minutes”, “1 hour 20 minutes”. Parts of a minute round up."""
    whole = -int(-minutes // 1)
    if minutes < 1:
        return "less than a minute"
    hours, rest = divmod(whole, HOUR)
    parts = [plural(hours, "hour")] if hours else []
    parts += [plural(rest, "minute")] if rest else []
    return " ".join(parts)


def list_words(items: Sequence[str], joined_by: str = "and") -> str:
    """Several things in a sentence: “home, school and work”."""
    *before, last = items or [""]
    return f"{', '.join(before)} {joined_by} {last}" if before else last


def lower_first(words: str) -> str:
    """A title in the middle of a sentence. Words that start with two capitals, such as “NHS”, stay as they are."""
    starts_with_initials = len(words) > 1 and words[1].isupper()
    return words if starts_with_initials else words[:1].lower() + words[1:]


def _in_london(value: date | datetime) -> date | datetime:
    """The value as London sees it; a plain date, or a time without a zone, is already local."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return london(value)
    return value


ALL: Final[Mapping[str, Callable[..., str]]] = {
    "date_machine": date_machine,
    "date_words": date_words,
    "list_words": list_words,
    "lower_first": lower_first,
    "minutes_words": minutes_words,
    "moment_words": moment_words,
    "month_words": month_words,
    "number_words": number_words,
    "plural": plural,
    "time_words": time_words,
}
"""Name in templates → function."""
