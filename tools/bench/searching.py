"""How long a search of a large library takes, beside the signed-out page in the same run (issue 3)."""

import random
from collections.abc import Callable, Iterator
from itertools import islice, repeat
from urllib.parse import urlencode

from tools.bench.figures import HUNDRED, Gauge, at_most, rate_percent
from tools.bench.library import PUBLICATIONS, fill_library
from tools.bench.load import OK, Visitor, asking, race
from tools.bench.measures import WARM_UP, in_turns, print_table
from tools.bench.site import PRODUCT, Home, running
from tools.bench.stage import GUIDANCE

SEARCH = Gauge(f"search over {PUBLICATIONS} publications", "times the signed-out page’s time", at_most(3))
ROUNDS = 9
A_ROUND = 120
EACH_NEW = 4  # Every fourth question is one that nobody asked since the last publication.
# What people type: one word and many, misspelt, initials, phrases, questions; some are answered by no section at all.
QUESTIONS = (
    "neglect", "what do i do if a child is hungry at school", "parent won't let me in", "bruise on baby", "what is nrm",
    "neglct", "saftey plan", "who do i call at night", "was not brought", "childline", "signs in teenagers",
    '"was not brought"', "dentist appointment missed", "sharing information without consent", "escalation", "poverty",
    "refferal", "disabled child", "zebra crossing", "chronology",
)  # fmt: skip
WORDS = (
    "school", "teeth", "coat", "food", "night", "worker", "plan", "record", "baby", "teenager", "poverty", "curiosity",
    "listen", "visit", "danger", "family", "referral", "notes", "doctor", "sleep", "hungry", "alone", "money", "help",
    "rights", "adviser", "birthday", "consent", "capacity", "police",
)  # fmt: skip


def measure_search(home: Home) -> tuple[float]:
    """Searches signed out, as people ask: three of four were asked before, so that their pages are kept.

    What a search takes that nobody asked before stands in the table above the figures.
    """
    fill_library(home.settings)
    with running(home, PRODUCT, first_page="/health") as site:
        visitor = site.visitor()
        page = asking(visitor.port, visitor.request(GUIDANCE), (OK,))
        fresh = _new_searches(visitor)
        race(repeat(page, WARM_UP))
        race([_search(visitor, question) for question in QUESTIONS * 2])
        _times(page, "search, never asked before", lambda _: [*islice(fresh, A_ROUND)])
        return (_times(page, "search", lambda _: [*_mixed(visitor, fresh)]),)


def _times(page: Callable[[], None], what: str, searches: Callable[[int], list[Callable[[], None]]]) -> float:
    rounds = in_turns(ROUNDS, lambda place: race(searches(place)), lambda _: race(repeat(page, A_ROUND)))
    print_table(f"{what} (beside the signed-out page)", rounds)
    return HUNDRED / rate_percent(rounds)


def _mixed(visitor: Visitor, fresh: Iterator[Callable[[], None]]) -> Iterator[Callable[[], None]]:
    for place in range(A_ROUND):
        yield next(fresh) if place % EACH_NEW == 0 else _search(visitor, QUESTIONS[place % len(QUESTIONS)])


def _new_searches(visitor: Visitor) -> Iterator[Callable[[], None]]:
    """Searches for two or three words, no two the same."""
    rng = random.Random(3)  # noqa: S311  The same searches each time.
    asked: set[str] = set()
    while True:
        question = " ".join(rng.sample(WORDS, rng.choice((2, 3, 3, 3))))
        if question not in asked:
            asked.add(question)
            yield _search(visitor, question)


def _search(visitor: Visitor, question: str) -> Callable[[], None]:
    return asking(visitor.port, visitor.request("/search?" + urlencode({"q": question})), (OK,))
