"""What is measured and how: one function a measurement, which gives the value of each of its gauges."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import repeat

from sscp_learning.demo import PASSWORD as DEMO_PASSWORD
from tools.bench import bare, figures
from tools.bench.figures import Gauge, Round, Run, at_least, at_most
from tools.bench.learners import Learner, count_answered
from tools.bench.load import (
    FOUND,
    HOST,
    OK,
    Route,
    UnexpectedError,
    Visitor,
    asking,
    hidden_fields,
    race,
    take_quiz,
)
from tools.bench.site import PRODUCT, Home, running
from tools.bench.stage import DOOR, GUIDANCE, PASSWORD, RESULT, Bench, question_addresses
from tools.bench.wire import first_visit

PAGE_RATE = Gauge("guidance page, signed in", "% of the bare page's requests a second", at_least(70))
PAGE_P99 = Gauge("guidance page, signed in, p99", "times the bare page's", at_most(2.5))
OPEN_PAGE_RATE = Gauge("guidance page, signed out", "% of the bare page's requests a second", at_least(60))
EDITOR_TIMES = Gauge("editor's page of 140 parts", "times the bare page's time", at_most(5))
SAVE_RATE = Gauge("saving a quiz answer", "% of the bare commits a second", at_least(40))
ATTEMPT_RATE = Gauge("whole attempt, 4 learners at once", "% of the bare attempts a second", at_least(35))
WIRE_SIZE = Gauge("quiz page, first visit, size", "KB over the wire", at_most(100))
WIRE_REQUESTS = Gauge("quiz page, first visit, requests", "requests", at_most(8))
MEMORY = Gauge("largest web worker after the load", "MB", at_most(150))
SECOND_START = Gauge("second start", "seconds to the first page", at_most(5))

# Many short rounds rather than few long ones: what else a machine does then meets both sides, and the middle holds.
PAGE_ROUNDS = 15
EDITOR = "editor@demo.example"
PAGE_SECONDS = 0.4
WARM_UP = 100
QUIET = 500  # A bare page comes 530 to 890 times a second on two quiet cores (DECISIONS 41).
SAVE_ROUNDS = 10
SAVERS = 8  # learners a round who answer all of the quiz but its last question, which would end the attempt
ATTEMPT_ROUNDS = 6
TAKERS = 8  # learners a round who take a whole attempt
TO_ANSWER = 10

# What is left to the learners of all rounds: first come those who save, then those who take a whole attempt.
LEFT: list[int | None] = [None] * (SAVE_ROUNDS * SAVERS) + [TO_ANSWER] * (ATTEMPT_ROUNDS * TAKERS)


def measure_page(bench: Bench) -> tuple[float, float]:
    """A page of guidance through the whole stack, for somebody who has signed in."""
    ours = asking(bench.product.port, bench.reader.request(GUIDANCE), (OK,))
    other = asking(bench.bare.port, bench.visitor.request("/guidance"), (OK,))
    for ask in (ours, other):
        race(repeat(ask, WARM_UP))
    rounds = in_turns(
        PAGE_ROUNDS,
        lambda _: race(repeat(ours), seconds=PAGE_SECONDS),
        lambda _: race(repeat(other), seconds=PAGE_SECONDS),
    )
    print_table("guidance page", rounds)
    if (rate := figures.bare_rate(rounds)) < QUIET:
        print(f"This machine is busy: the bare page came {rate:.0f} times a second, where a quiet one gives {QUIET}.")
    return figures.rate_percent(rounds), figures.p99_times(rounds)


def measure_open_page(bench: Bench) -> tuple[float]:
    """A page of guidance for somebody who has not signed in."""
    return (page_percent(bench, bench.product.visitor(), GUIDANCE, "guidance page, signed out"),)


def measure_editor(bench: Bench) -> tuple[float]:
    """The page on which an editor changes a long text, part by part."""
    editor = bench.product.visitor()
    editor.sign_in(EDITOR, DEMO_PASSWORD)
    return (100 / page_percent(bench, editor, f"/desk{GUIDANCE}", "editor's page"),)


def page_percent(bench: Bench, visitor: Visitor, address: str, name: str) -> float:
    """The rate of a page beside the bare page's, in percent."""
    ours = asking(bench.product.port, visitor.request(address), (OK,))
    other = asking(bench.bare.port, bench.visitor.request("/guidance"), (OK,))
    for ask in (ours, other):
        race(repeat(ask, WARM_UP))
    rounds = in_turns(
        PAGE_ROUNDS,
        lambda _: race(repeat(ours), seconds=PAGE_SECONDS),
        lambda _: race(repeat(other), seconds=PAGE_SECONDS),
    )
    print_table(name, rounds)
    return figures.rate_percent(rounds)


def measure_saving(bench: Bench) -> tuple[float]:
    """Saving one answer, from the form sent to the answer confirmed; the answers must be there afterwards."""
    savers = bench.people.learners[: SAVE_ROUNDS * SAVERS]
    ours = [saving(bench, each) for each in in_rounds(savers, SAVERS)]
    form = {**bare.ANSWER, **hidden_fields(bench.visitor.get("/question").body, b"data-question")}
    other = asking(bench.bare.port, bench.visitor.request("/question", form), FOUND)
    race(repeat(other, WARM_UP))
    rounds = in_turns(SAVE_ROUNDS, lambda place: race(ours[place]), lambda place: race(repeat(other, len(ours[place]))))
    must_be_there(bench, savers, sum(map(len, ours)))
    print_table("saving an answer", rounds)
    return (figures.rate_percent(rounds),)


def saving(bench: Bench, savers: Sequence[Learner]) -> list[Callable[[], None]]:
    """The forms these learners are about to send: everybody's first answer, then everybody's second, and so on."""
    ready = []
    for saver in savers:
        visitor = bench.product.visitor()
        visitor.sign_in(saver.email, PASSWORD)
        addresses = question_addresses(saver)[:-1]
        form = hidden_fields(visitor.get(addresses[0]).body, b"data-question")
        ready.append(
            [
                asking(
                    visitor.port, visitor.request(address, {**form, "question": name, **bench.people.key[name]}), FOUND
                )
                for address, name in zip(addresses, saver.quiz, strict=False)
            ]
        )
    return [ask for asks in zip(*ready, strict=True) for ask in asks]


def measure_attempts(bench: Bench) -> tuple[float]:
    """A whole attempt with its sign-in, and as many requests of the same kinds to the bare application."""
    takers = bench.people.learners[SAVE_ROUNDS * SAVERS : len(LEFT)]
    ours = [[taking(bench, taker) for taker in each] for each in in_rounds(takers, TAKERS)]
    route = Route("/quiz", ("/question",) * TO_ANSWER, "/result")
    other = partial(take_quiz, bench.bare.port, bench.model.email, PASSWORD, route, {bare.QUESTION: bare.ANSWER})
    rounds = in_turns(ATTEMPT_ROUNDS, lambda place: race(ours[place]), lambda _: race(repeat(other, TAKERS)))
    must_be_there(bench, takers, sum(len(taker.quiz) for taker in takers))
    print_table("whole attempt", rounds)
    return (figures.rate_percent(rounds),)


def taking(bench: Bench, taker: Learner) -> Callable[[], None]:
    """A whole attempt of one learner, ready to begin."""
    route = Route(DOOR, question_addresses(taker), RESULT)
    return partial(take_quiz, bench.product.port, taker.email, PASSWORD, route, bench.people.key)


def must_be_there(bench: Bench, learners: Sequence[Learner], expected: int) -> None:
    """Raises UnexpectedError unless the database holds as many answers as the product has confirmed."""
    if (found := count_answered(bench.home.settings, learners)) != expected:
        raise UnexpectedError(f"{expected} answers were confirmed, {found} are in the database")


def measure_first_visit(bench: Bench) -> tuple[float, float]:
    """A question of the quiz in a browser that was never here, but for the cookie of somebody who has signed in."""
    learner = bench.people.learners[0]
    visitor = bench.product.visitor()
    visitor.sign_in(learner.email, PASSWORD)
    visit = first_visit(f"http://{HOST}:{visitor.port}{question_addresses(learner)[-1]}", visitor.cookies)
    return visit.kilobytes, visit.requests


def measure_memory(bench: Bench) -> tuple[float]:
    """The memory of the largest web worker, after everything else."""
    return (bench.product.memory(),)


def measure_second_start(home: Home) -> tuple[float]:
    """How long a site that was there before takes to its first page."""
    with running(home, PRODUCT, first_page="/") as site:
        return (site.seconds_to_first_page,)


def in_turns(count: int, ours: Callable[[int], Run], other: Callable[[int], Run]) -> list[Round]:
    """Rounds of both, right after one another. Who begins changes, so that neither gains by it."""
    rounds = []
    for place in range(count):
        if place % 2:
            theirs = other(place)
            rounds.append(Round(ours(place), theirs))
        else:
            rounds.append(Round(ours(place), other(place)))
    return rounds


def in_rounds(learners: Sequence[Learner], size: int) -> list[Sequence[Learner]]:
    """The learners of each round."""
    return [learners[start : start + size] for start in range(0, len(learners), size)]


def print_table(what: str, rounds: Sequence[Round]) -> None:
    """What the ratios are made of, above the figures."""
    for line in figures.table(what, rounds):
        print(line)
