"""The time, asked for in one place, so that a test can say what time it is (DECISIONS 14)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_set_to: ContextVar[datetime | None] = ContextVar("clock_set_to", default=None)


def now() -> datetime:
    """The instant now, in UTC."""
    return _set_to.get() or datetime.now(UTC)


def today() -> date:
    """The date now in London: what “due today” means to the people who use the product."""
    return london(now()).date()


def london(instant: datetime) -> datetime:
    """The instant as a clock on a wall in London shows it."""
    return instant.astimezone(LONDON)


@contextmanager
def clock_at(instant: datetime) -> Iterator[None]:
    """Makes `now` answer with this instant while the block runs. For tests and for the date simulator."""
    token = _set_to.set(instant)
    try:
        yield
    finally:
        _set_to.reset(token)
