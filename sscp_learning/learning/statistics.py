"""Item statistics: how the questions of a quiz worked, for authors (rule B6). Pure; percentages are out of 100.

The formulas are those of Moodle's code, whose pages describe them in several ways that disagree: moments of a sample
(one less than the attempts), each item held against the rest of the test. Only first attempts tell anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TypeAlias

PERCENT = 100
FEWEST = 2
Marks: TypeAlias = Sequence[Sequence[float]]
"""A row for each first attempt, a column for each question, a mark from 0 to 1 in each place."""


@dataclass(frozen=True)
class ItemFigures:
    """How one question worked. None stands for a figure that these attempts cannot give.

    `facility` is the mean mark, from 0 to 1; `spread` its standard deviation. `discrimination` says how far those who
    did well in the rest did well here (−100 to 100), `efficiency` the same as a share of what was possible. `weight` is
    the share of the differences in the total that this question makes.
    """

    facility: float
    spread: float
    discrimination: float | None
    efficiency: float | None
    weight: float | None


@dataclass(frozen=True)
class TestFigures:
    """How a whole quiz worked: attempts, mean and spread of the total, and how far its items measure one thing."""

    __test__ = False  # pytest looks for classes of this name.

    attempts: int
    mean: float
    spread: float | None
    consistency: float | None
    items: tuple[ItemFigures, ...]


def figures(marks: Marks) -> TestFigures:
    """Return the figures of a quiz. With no attempts there are no items, with one there is no spread."""
    if not marks:
        return TestFigures(0, 0.0, None, None, ())
    totals = [sum(row) for row in marks]
    columns = [list(column) for column in zip(*marks, strict=True)]
    total_variance = _covariance(totals, totals)
    return TestFigures(
        attempts=len(marks),
        mean=_mean(totals),
        spread=None if total_variance is None else sqrt(total_variance),
        consistency=_consistency(columns, total_variance),
        items=_items(columns, totals),
    )


def _items(columns: Sequence[Sequence[float]], totals: Sequence[float]) -> tuple[ItemFigures, ...]:
    weights = [_root(_covariance(column, totals)) for column in columns]
    whole = sum(weight for weight in weights if weight is not None)
    return tuple(
        _item(column, totals, None if weight is None or not whole else PERCENT * weight / whole)
        for column, weight in zip(columns, weights, strict=True)
    )


def _item(column: Sequence[float], totals: Sequence[float], weight: float | None) -> ItemFigures:
    rest = [total - mark for total, mark in zip(totals, column, strict=True)]
    together = _covariance(column, rest)
    both = _root(_product(_covariance(column, column), _covariance(rest, rest)))
    most = _covariance(sorted(column), sorted(rest))
    return ItemFigures(
        facility=_mean(column),
        spread=_root(_covariance(column, column)) or 0.0,
        discrimination=_share(together, both),
        efficiency=_share(together, most),
        weight=weight,
    )


def _consistency(columns: Sequence[Sequence[float]], total_variance: float | None) -> float | None:
    """Return the coefficient of internal consistency, which needs two questions and totals that differ."""
    count = len(columns)
    if count < FEWEST or not total_variance:
        return None
    own = sum(_covariance(column, column) or 0.0 for column in columns)
    return PERCENT * count / (count - 1) * (1 - own / total_variance)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _covariance(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return the covariance of a sample; None for fewer than two attempts."""
    if len(one) < FEWEST:
        return None
    middle, others_middle = _mean(one), _mean(other)
    products = ((a - middle) * (b - others_middle) for a, b in zip(one, other, strict=True))
    return sum(products) / (len(one) - 1)


def _product(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one * other


def _root(value: float | None) -> float | None:
    """Return the square root; None where there is none, because the figure is then not shown."""
    return None if value is None or value < 0 else sqrt(value)


def _share(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else PERCENT * part / whole
