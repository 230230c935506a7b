"""Item statistics (rule B6): the checked fixture, and what too few or too equal attempts give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscp_learning.learning.statistics import figures

# Eight attempts at four questions of one mark, worked out by hand and by Moodle's formulas.
FIXTURE = [[int(mark) for mark in row] for row in ["1110", "1100", "1111", "0101", "1000", "0001", "1110", "0001"]]


def test_the_fixture_gives_the_figures_that_were_checked() -> None:
    found = figures(FIXTURE)
    assert [item.facility for item in found.items] == [0.625, 0.625, 0.375, 0.5]
    assert [item.discrimination for item in found.items] == pytest.approx(
        [14.9071, 54.7723, 68.3130, -51.2989], abs=1e-4
    )
    assert [item.efficiency for item in found.items] == pytest.approx([20, 100, 100, -55.5556], abs=1e-4)
    assert [item.weight for item in found.items[:3]] == pytest.approx([29.1756, 34.7796, 36.0448], abs=1e-4)
    assert found.items[3].weight is None
    assert found.consistency == pytest.approx(18.7793, abs=1e-4)
    assert found.spread == pytest.approx(1.1260, abs=1e-4)
    assert found.attempts == len(FIXTURE)


def test_without_attempts_there_is_nothing_to_say() -> None:
    assert figures([]).items == ()


def test_one_attempt_has_a_mean_and_nothing_that_needs_two() -> None:
    (item, _) = figures([[1, 0]]).items
    assert (item.facility, item.discrimination, item.efficiency, item.weight) == (1.0, None, None, None)


def test_a_question_that_everybody_gets_right_tells_nobody_apart() -> None:
    first, second = figures([[1, 0], [1, 1], [1, 1]]).items
    assert (first.facility, first.discrimination) == (1.0, None)
    assert second.discrimination is None


mark = st.integers(0, 4).map(lambda quarter: quarter / 4)


@given(st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(mark, min_size=width, max_size=width), max_size=12)))
def test_figures_stay_within_their_bounds(marks: list[list[float]]) -> None:
    for item in figures(marks).items:
        assert 0 <= item.facility <= 1
        assert item.discrimination is None or abs(item.discrimination) <= 100 + 1e-6
        assert item.weight is None or 0 <= item.weight <= 100 + 1e-6
