"""`python -m tools.bench` ends with one line a figure (DESIGN 7), and with exit status 0 when it ran, even if short."""

import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from playwright.sync_api import Error as BrowserError

from tools.bench import measures, publishing, searching
from tools.bench.figures import Figure, Gauge
from tools.bench.load import UnexpectedError
from tools.bench.site import CannotRunError, new_home
from tools.bench.stage import Bench, both_sites

WHILE_BOTH_RUN: tuple[tuple[tuple[Gauge, ...], Callable[[Bench], Sequence[float]]], ...] = (
    ((measures.PAGE_RATE, measures.PAGE_P99), measures.measure_page),
    ((measures.OPEN_PAGE_RATE,), measures.measure_open_page),
    ((measures.EDITOR_TIMES,), measures.measure_editor),
    ((measures.SAVE_RATE,), measures.measure_saving),
    ((measures.ATTEMPT_RATE,), measures.measure_attempts),
    ((measures.WIRE_SIZE, measures.WIRE_REQUESTS), measures.measure_first_visit),
    ((measures.MEMORY,), measures.measure_memory),
)


def main() -> int:
    """Measures everything and prints it; returns the exit status."""
    try:
        with tempfile.TemporaryDirectory(prefix="sscp-bench-") as folder:
            measured = measure_everything(Path(folder))
    except (CannotRunError, UnexpectedError, OSError) as error:
        print(f"The bench could not run: {error}", file=sys.stderr)
        return 1
    print()
    for figure in measured:
        print(figure.line())
    return 0


def measure_everything(folder: Path) -> list[Figure]:
    """Every figure, in the order in which they are printed. Raises CannotRunError where a site does not start."""
    home = new_home(folder, "product")
    say("Making a site and its learners …")
    with both_sites(folder, home, measures.LEFT) as bench:
        measured = [figure for gauges, measure in WHILE_BOTH_RUN for figure in taken(gauges, partial(measure, bench))]
    return [
        *measured,
        *taken((measures.SECOND_START,), partial(measures.measure_second_start, home)),
        *taken((publishing.PUBLISHING,), partial(publishing.measure_publishing, home)),
        *taken((searching.SEARCH,), partial(searching.measure_search, home)),
    ]


def taken(gauges: Sequence[Gauge], measure: Callable[[], Sequence[float]]) -> list[Figure]:
    """What a measurement gives, or for each of its figures why it could not be measured."""
    say(f"Measuring: {gauges[0].name} …")
    try:
        return [gauge.shows(value) for gauge, value in zip(gauges, measure(), strict=True)]
    except (CannotRunError, UnexpectedError, OSError, BrowserError) as error:
        why = next(iter(str(error).splitlines()), type(error).__name__)
        return [gauge.fails(why) for gauge in gauges]


def say(words: str) -> None:
    """What is going on, for whoever waits."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
