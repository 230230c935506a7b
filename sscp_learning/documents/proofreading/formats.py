"""What each of the five formats allows (review rules A F1 and B)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """What one format allows. A limit of None is not checked.

    `plain` holds for what is written in everyday words for everybody; `illustrated` for what has boxes, bullets and a
    picture in each section; `headings` are the only ones it has, where they are fixed; `steps` are the usual numbers.
    """

    sentence_warning: int
    sentence_fault: int | None = None
    paragraph_warning: int | None = None
    words_warning: int | None = None
    words_fault: int | None = None
    pages_warning: int | None = None
    pages_fault: int | None = None
    headings: tuple[str, ...] = ()
    steps: tuple[int, ...] = ()
    easy_read: bool = False
    plain: bool = False
    illustrated: bool = False
    for_young_people: bool = False


ONE_MINUTE_HEADINGS = ("What is it?", "Who?", "What do I do?", "Who do I call?")

FORMATS: Mapping[str, Format] = {
    "full": Format(25, paragraph_warning=3),
    "easy-read": Format(12, 15, pages_warning=20, pages_fault=24, easy_read=True, plain=True, for_young_people=True),
    "leaflet": Format(20, pages_fault=2, plain=True, illustrated=True, for_young_people=True),
    "one-minute": Format(25, words_warning=250, words_fault=300, pages_fault=1, headings=ONE_MINUTE_HEADINGS),
    "briefing": Format(25, steps=(6, 7)),
}


def limits_pages(format_name: str) -> bool:
    """Return whether a format may only have so many pages on paper (ER19)."""
    allowed = FORMATS[format_name]
    return allowed.pages_warning is not None or allowed.pages_fault is not None
