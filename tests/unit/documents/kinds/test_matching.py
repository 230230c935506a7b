"""Matching: the share of items that got the target they belong to."""

import pytest

from tests.unit.documents.kinds.asking import complete, drawn, example, explain, fraction, kind_of
from tests.unit.documents.reading import faults

QUESTION = example("matching/shared-and-spare-targets")
KEY = {"answer-g6f": "b2n", "answer-x5j": "b2n", "answer-d8r": "q4v"}
HEAD = "::: question matching {#q}\nWhich?\n\n"


def test_the_key_gives_each_item_its_target() -> None:
    assert kind_of(QUESTION).key(QUESTION) == KEY
    assert fraction(QUESTION, KEY) == 1


@pytest.mark.parametrize(("change", "is_complete", "share"), [
    ({"answer-d8r": "b2n"}, True, 2 / 3),
    ({"answer-d8r": "y7s", "answer-x5j": "q4v"}, True, 1 / 3),
    ({"answer-g6f": "y7s", "answer-x5j": "y7s", "answer-d8r": "y7s"}, True, 0.0),
    ({"answer-d8r": ""}, False, 0.0),
    ({"answer-d8r": "zzz"}, False, 0.0),
    ({"answer-d8r": "g6f"}, False, 0.0),
    ({"answer-d8r": ["q4v", "b2n"]}, False, 0.0),
    ({"answer-zzz": "q4v"}, False, 0.0),
    ({"answer": "q4v"}, False, 0.0),
    ({"confidence": "sure"}, True, 1.0),
])  # fmt: skip
def test_each_item_counts_by_itself(change: dict[str, str | list[str]], *, is_complete: bool, share: float) -> None:
    assert complete(QUESTION, KEY | change) is is_complete
    assert fraction(QUESTION, KEY | change) == share


def test_every_item_offers_every_target_once_spare_ones_too() -> None:
    fields = kind_of(QUESTION).fields(QUESTION, ["d8r", "g6f", "x5j", "y7s", "b2n", "q4v"])
    assert (fields.widget, [control.name for control in fields.controls]) == (
        "selects",
        ["answer-d8r", "answer-g6f", "answer-x5j"],
    )
    assert fields.controls[0].label == "Social worker"
    assert {tuple(choice.words for choice in control.choices) for control in fields.controls} == {
        ("Decides in court", "Notices", "Assesses"),
    }


def test_a_draw_shuffles_items_and_targets_apart() -> None:
    order = drawn(QUESTION, 1)
    assert (set(order[:3]), set(order[3:])) == ({"g6f", "x5j", "d8r"}, {"b2n", "q4v", "y7s"})
    assert len({tuple(drawn(QUESTION, seed)) for seed in range(30)}) > 10


def test_each_item_is_explained_with_what_it_was_given_and_what_belongs_there() -> None:
    explained = {part.id: part for part in explain(QUESTION, KEY | {"answer-g6f": "q4v"}).parts}
    assert (explained["g6f"].right, explained["g6f"].chosen_html, explained["g6f"].answer_html) == (
        False,
        "Assesses",
        "Notices",
    )
    assert "every day" in explained["g6f"].feedback_html
    assert explained["d8r"].right


def test_before_the_last_try_the_right_targets_stay_hidden() -> None:
    parts = explain(QUESTION, KEY | {"answer-g6f": "q4v"}, final=False).parts
    assert [(part.answer_html, part.feedback_html) for part in parts] == [("", "")] * 3
    assert [part.right for part in parts if part.id == "g6f"] == [False]


@pytest.mark.parametrize(("lines", "line", "words"), [
    ("- A {#abc} => B {#xyz}\n- C {#def}", 5, "not a pair; expected - Item {#abc} => Target {#xyz}"),
    ("- A {#abc} => B {#xyz}\n- C => D {#uvw}", 5, "no id before =>"),
    ("- A {#abc} => B {#xyz}\n- C {#def} => D", 5, "This answer has no id"),
    ("- A {#abc} => B {#xyz}\n- C {#abc} => D {#uvw}", 4, "The id “abc” is used twice"),
    ("- A {#abc} => B {#xyz}\n- C {#xyz} => D {#uvw}", 5, "The id “xyz” is used twice"),
    ("- A {#abc} => B {#xyz}\n- C {#def} => D {#xyz}", 5, "two different targets"),
    ("- A {#abc} => B {#xyz}\n- => D {#uvw}", 1, "two or more items"),
])  # fmt: skip
def test_what_is_wrong_is_said_on_its_line(lines: str, line: int, words: str) -> None:
    found = faults(f"{HEAD}{lines}\n:::")
    assert any(at == line and words in message for at, message in found), found
