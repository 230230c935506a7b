"""When somebody is reminded that guidance is due for review (F8). Pure."""

from datetime import date

DAYS_BEFORE = (0, 14, 60)
"""On the day itself, and so many days before it: each a letter."""


def stage_of(next_review: date, today: date) -> int | None:
    """Which letter it is time for: the last of them that is due. None while the first is still to come.

    So a worker that stood still sends one letter afterwards and not three, and what is published shortly before its
    review is told of at once.
    """
    left = (next_review - today).days
    return next((days for days in DAYS_BEFORE if left <= days), None)


def when_words(next_review: date, today: date) -> str:
    """How near a review is, in a sentence: “is due in 60 days”."""
    left = (next_review - today).days
    if left == 0:
        return "is due today"
    if left == 1:
        return "is due tomorrow"
    return f"is due in {left} days" if left > 0 else "is overdue"
