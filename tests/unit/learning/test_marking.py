"""What tries earn: the rule of Moodle's interactive tries (LEARNING-RULES B4)."""

import pytest

from sscp_learning.learning.marking import ObjectiveMark, QuestionRule, Try, by_objective, is_closed, mark, percent

RIGHT, HALF, WRONG = Try(1, right=True), Try(0.5, right=False), Try(0, right=False)

MARKS = [
    ("nothing answered", [], 1 / 3, 0),
    ("right at once", [RIGHT], 1 / 3, 1),
    ("half right", [HALF], 1 / 3, 0.5),
    ("right on the second try", [WRONG, RIGHT], 1 / 3, 2 / 3),
    ("right on the third try", [WRONG, WRONG, RIGHT], 1 / 3, 1 / 3),
    ("half right on the third try is not below nothing", [WRONG, WRONG, HALF], 1 / 3, 0),
    ("no penalty", [WRONG, RIGHT], 0, 1),
    ("the whole mark as penalty", [WRONG, RIGHT], 1, 0),
    ("the last try counts, not the best", [HALF, WRONG], 0, 0),
]


@pytest.mark.parametrize(("_case", "tries", "penalty", "expected"), MARKS, ids=[case[0] for case in MARKS])
def test_mark(_case: str, tries: list[Try], penalty: float, expected: float) -> None:
    assert mark(tries, penalty) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("tries", "allowed", "closed"),
    [
        ([], 1, False),
        ([WRONG], 1, True),
        ([RIGHT], 1, True),
        ([WRONG], 2, False),
        ([RIGHT], 3, True),
        ([WRONG, HALF], 2, True),
        ([WRONG], 0, True),
    ],
)
def test_a_question_closes_when_it_is_right_or_the_tries_are_used(
    tries: list[Try],
    allowed: int,
    closed: bool,  # noqa: FBT001  The three columns of the table.
) -> None:
    assert is_closed(tries, allowed) is closed


def test_the_score_is_in_percent_to_one_decimal_and_counts_what_was_not_answered() -> None:
    assert percent({"a": 1, "b": 0.5}, ["a", "b", "c"]) == 50.0
    assert percent({"a": 1}, ["a", "b", "c"]) == 33.3
    assert percent({}, []) == 0.0


def test_objectives_are_counted_in_the_order_of_the_questions() -> None:
    asked = (("a", "see"), ("b", "act"), ("c", "see"))
    rules = [QuestionRule(name, objective, must_pass=False, penalty=0, tries=1) for name, objective in asked]
    assert by_objective(rules, {"a", "b"}) == (ObjectiveMark("see", 2, 1), ObjectiveMark("act", 1, 1))
