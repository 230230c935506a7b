"""The way through a module: its pages in order, then its quiz. Says what comes next, never who is asking."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from sscp_learning.learning.completion import Progress


class Stop(StrEnum):
    """A place on the way."""

    PAGE = "page"
    QUESTION = "question"
    RESULT = "result"


@dataclass(frozen=True)
class Place:
    """Where to go: a page by its slug, a question of the quiz by its number in this attempt, or the result."""

    stop: Stop
    slug: str = ""
    number: int = 0


@dataclass(frozen=True)
class Way:
    """What an attempt asks, in its order: all pages, and the quiz questions that were drawn for it."""

    pages: tuple[str, ...]
    page_questions: Mapping[str, tuple[str, ...]]
    quiz: tuple[str, ...]


RESULT = Place(Stop.RESULT)


def page_is_open(way: Way, page: str, closed: AbstractSet[str]) -> bool:
    """Return whether a question of this page waits for an answer."""
    return any(question not in closed for question in way.page_questions.get(page, ()))


def first_unfinished(way: Way, progress: Progress) -> Place:
    """Return the first step that is not done yet, or the result when everything is."""
    for page in way.pages:
        if page not in progress.seen or page_is_open(way, page, progress.closed):
            return Place(Stop.PAGE, slug=page)
    return next_question(way, progress.closed)


def next_question(way: Way, closed: AbstractSet[str], after: int = 0) -> Place:
    """Return the first open question after this number, else the first open one at all, else the result."""
    numbers = [number for number, name in enumerate(way.quiz, start=1) if name not in closed]
    later = [number for number in numbers if number > after]
    for number in (later or numbers)[:1]:
        return Place(Stop.QUESTION, number=number)
    return RESULT


def after_page(way: Way, page: str, progress: Progress) -> Place:
    """Return where a reader goes from a page: the page behind it, then the quiz."""
    behind = way.pages[way.pages.index(page) + 1 :]
    if behind:
        return Place(Stop.PAGE, slug=behind[0])
    return next_question(way, progress.closed)
