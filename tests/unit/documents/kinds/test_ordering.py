"""Ordering: the share of items that got the right number."""

import pytest

from tests.unit.documents.kinds.asking import complete, drawn, example, explain, fraction, kind_of
from tests.unit.documents.reading import faults

QUESTION = example("ordering/in-order")
KEY = {"answer-t5e": "1", "answer-n9c": "2", "answer-a3h": "3"}


def test_the_key_numbers_the_items_as_written() -> None:
    assert kind_of(QUESTION).key(QUESTION) == KEY
    assert fraction(QUESTION, KEY) == 1
    assert (QUESTION.tries, QUESTION.penalty) == (2, 0.5)


@pytest.mark.parametrize(("change", "is_complete", "share"), [
    ({"answer-n9c": "3", "answer-a3h": "2"}, True, 1 / 3),
    ({"answer-n9c": "1", "answer-a3h": "1"}, True, 1 / 3),
    ({"answer-t5e": "3", "answer-n9c": "1", "answer-a3h": "2"}, True, 0.0),
    ({"answer-t5e": "0"}, False, 0.0),
    ({"answer-t5e": "4"}, False, 0.0),
    ({"answer-t5e": "1.0"}, False, 0.0),
    ({"answer-t5e": "١"}, False, 0.0),
    ({"answer-t5e": ""}, False, 0.0),
])  # fmt: skip
def test_repeated_numbers_are_marked_and_unknown_ones_are_no_answer(
    change: dict[str, str], *, is_complete: bool, share: float
) -> None:
    assert complete(QUESTION, KEY | change) is is_complete
    assert fraction(QUESTION, KEY | change) == share


def test_the_form_asks_a_number_for_each_item_in_the_order_drawn() -> None:
    fields = kind_of(QUESTION).fields(QUESTION, ["a3h", "t5e", "n9c"])
    assert [control.name for control in fields.controls] == ["answer-a3h", "answer-t5e", "answer-n9c"]
    assert [choice.value for choice in fields.controls[0].choices] == ["1", "2", "3"]


def test_without_a_drawn_order_items_stand_by_id_not_by_rightness() -> None:
    fields = kind_of(QUESTION).fields(QUESTION, [])
    assert [control.name for control in fields.controls] == ["answer-a3h", "answer-n9c", "answer-t5e"]


def test_every_order_is_drawn_sooner_or_later() -> None:
    assert len({tuple(drawn(QUESTION, seed)) for seed in range(60)}) == 6


def test_the_explanation_stands_in_the_right_order() -> None:
    parts = explain(QUESTION, KEY | {"answer-t5e": "3"}).parts
    assert [part.id for part in parts] == ["t5e", "n9c", "a3h"]
    assert (parts[0].chosen_html, parts[0].answer_html, parts[0].right) == ("3", "1", False)
    assert "before safety" in parts[0].feedback_html


def test_before_the_last_try_the_right_order_stays_hidden() -> None:
    parts = explain(QUESTION, KEY | {"answer-t5e": "3"}, final=False).parts
    assert [part.id for part in parts] == ["a3h", "n9c", "t5e"]
    assert {part.answer_html + part.feedback_html for part in parts} == {""}


@pytest.mark.parametrize(("lines", "line", "words"), [
    ("- A {#abc}\n- B {#xyz}", 4, "written as a numbered list"),
    ("1. A {#abc}\n2. B {#abc}", 5, "The id “abc” is used twice"),
    ("1. A {#abc}", 1, "two or more items"),
])  # fmt: skip
def test_what_is_wrong_is_said_on_its_line(lines: str, line: int, words: str) -> None:
    found = faults(f"::: question ordering {{#q}}\nWhich?\n\n{lines}\n:::")
    assert any(at == line and words in message for at, message in found), found
