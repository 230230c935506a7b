"""Sorting into groups: marked like matching, with the groups in the order their author gave them."""

from tests.unit.documents.kinds.asking import drawn, example, explain, fraction, kind_of
from tests.unit.documents.reading import faults

QUESTION = example("groups/three-groups")
KEY = {"answer-g6f": "b2n", "answer-x5j": "q4v", "answer-d8r": "y7s", "answer-m2k": "b2n"}
HEAD = "::: question groups {#q}\nWhich?\n\n"


def test_the_key_gives_each_item_its_group_and_one_item_wrong_costs_its_share() -> None:
    assert kind_of(QUESTION).key(QUESTION) == KEY
    assert fraction(QUESTION, KEY) == 1
    assert fraction(QUESTION, KEY | {"answer-x5j": "y7s"}) == 3 / 4


def test_groups_keep_their_order_while_items_are_shuffled() -> None:
    orders = [drawn(QUESTION, seed) for seed in range(20)]
    shown = [kind_of(QUESTION).fields(QUESTION, order).controls for order in orders]
    assert {tuple(choice.words for choice in controls[0].choices) for controls in shown} == {
        ("At once", "Today", "This week")
    }
    assert len({tuple(control.name for control in controls) for controls in shown}) > 5


def test_what_an_item_was_given_is_explained() -> None:
    parts = {part.id: part for part in explain(QUESTION, KEY | {"answer-g6f": "y7s"}).parts}
    assert (parts["g6f"].right, parts["g6f"].chosen_html, parts["g6f"].answer_html) == (False, "This week", "At once")


def test_one_group_is_nothing_to_sort_into_and_six_are_too_many() -> None:
    one = HEAD + "- A {#abc} => X {#xyz}\n- B {#def} => X {#xyz}\n:::"
    six = HEAD + "\n".join(f"- I{n} {{#ab{n}}} => G{n} {{#xy{n}}}" for n in range(6)) + "\n:::"
    assert [message for _line, message in faults(one)] == [
        "This question has 1 groups; expected 2 to 5 different ones."
    ]
    assert [message for _line, message in faults(six)] == [
        "This question has 6 groups; expected 2 to 5 different ones."
    ]
