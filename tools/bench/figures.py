"""What was measured and whether it is enough: arithmetic without clocks or servers, and the lines at the end."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

HUNDRED = 100
MILLI = 1000


@dataclass(frozen=True)
class Bar:
    """How much is enough: at least so much, or at most."""

    sign: str
    limit: float

    def holds(self, value: float) -> bool:
        """Return whether a value is good enough. The value itself is compared, not what is left of it when printed."""
        return value >= self.limit if self.sign == "≥" else value <= self.limit

    def __str__(self) -> str:
        """The bar as it is printed."""
        return f"{self.sign} {self.limit:g}"


def at_least(limit: float) -> Bar:
    """The bar of something that should be much."""
    return Bar("≥", limit)


def at_most(limit: float) -> Bar:
    """The bar of something that should be little."""
    return Bar("≤", limit)


@dataclass(frozen=True)
class Figure:
    """A number with its bar. Where it could not be measured there is no number, but why."""

    name: str
    unit: str
    bar: Bar
    value: float | None = None
    why: str = ""

    @property
    def verdict(self) -> str:
        """`ok`, or `short` where it is not enough or was not measured."""
        return "ok" if self.value is not None and self.bar.holds(self.value) else "short"

    def line(self) -> str:
        """Name, value, unit, bar and verdict, separated by tabs (DESIGN 7)."""
        value = f"not measured: {self.why}" if self.value is None else number(self.value)
        return "\t".join(" ".join(part.split()) for part in (self.name, value, self.unit, str(self.bar), self.verdict))


@dataclass(frozen=True)
class Gauge:
    """A figure that is still to be measured."""

    name: str
    unit: str
    bar: Bar

    def shows(self, value: float) -> Figure:
        """The figure with its value."""
        return Figure(self.name, self.unit, self.bar, value)

    def fails(self, why: str) -> Figure:
        """The figure that could not be measured."""
        return Figure(self.name, self.unit, self.bar, why=why)


@dataclass(frozen=True)
class Run:
    """One side under load once: how long it took in all, and how long each answer took, in seconds."""

    seconds: float
    waits: tuple[float, ...]

    @property
    def rate(self) -> float:
        """How many were done in a second."""
        return len(self.waits) / self.seconds

    @property
    def p99(self) -> float:
        """The time within which 99 of 100 were done."""
        return percentile(self.waits, 99)


@dataclass(frozen=True)
class Round:
    """Both sides under the same load, one right after the other."""

    ours: Run
    bare: Run


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that so many per cent of all values do not exceed (nearest rank). There must be values."""
    rank = math.ceil(percent / HUNDRED * len(values))
    return sorted(values)[max(rank, 1) - 1]


def rate_percent(rounds: Sequence[Round]) -> float:
    """How fast we are in per cent of the bare application: the middle one of the rounds."""
    return median(HUNDRED * each.ours.rate / each.bare.rate for each in rounds)


def p99_times(rounds: Sequence[Round]) -> float:
    """How many times as long as the bare application's our slowest one in a hundred takes: the middle one again."""
    return median(each.ours.p99 / each.bare.p99 for each in rounds)


def table(what: str, rounds: Sequence[Round]) -> list[str]:
    """A line for each round and one for the middle of them: what the ratios are made of."""
    lines = [f"{what}: a second, ours / bare = per cent; p99 in ms, ours / bare = times"]
    lines += [f"  round {place:>2}: {_ratios([each])}" for place, each in enumerate(rounds, start=1)]
    return [*lines, f"  middle:   {_ratios(rounds)}"]


def bare_rate(rounds: Sequence[Round]) -> float:
    """How many a second the bare application did: by this a machine is known to be busy."""
    return median(each.bare.rate for each in rounds)


def number(value: float) -> str:
    """A number for people: one decimal, and none where it says nothing."""
    return f"{value:.1f}".removesuffix(".0")


def _ratios(rounds: Sequence[Round]) -> str:
    ours, bare = median(each.ours.rate for each in rounds), bare_rate(rounds)
    slow = MILLI * median(each.ours.p99 for each in rounds)
    slow_bare = MILLI * median(each.bare.p99 for each in rounds)
    speed = f"{ours:7.1f} / {bare:7.1f} = {rate_percent(rounds):5.1f}"
    return f"{speed};  {slow:6.1f} / {slow_bare:6.1f} = {p99_times(rounds):.2f}"
