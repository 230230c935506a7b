"""True or false: a statement and two options."""

import pytest

from tests.unit.documents.kinds.asking import drawn, example, fraction, kind_of
from tests.unit.documents.reading import faults

QUESTION = example("true-false/statement")


@pytest.mark.parametrize(("option", "share"), [("w8z", 1.0), ("m3k", 0.0)])
def test_the_right_one_earns_everything(option: str, share: float) -> None:
    assert fraction(QUESTION, {"answer": option}) == share


def test_true_stands_before_false_in_every_draw() -> None:
    assert {tuple(drawn(QUESTION, seed)) for seed in range(10)} == {("m3k", "w8z")}


def test_the_key_names_one_option() -> None:
    assert kind_of(QUESTION).key(QUESTION) == {"answer": "w8z"}


@pytest.mark.parametrize("options", [
    "- [x] Yes {#abc}\n- [ ] No {#xyz}",
    "- [x] False {#abc}\n- [ ] True {#xyz}",
    "- [x] True {#abc}\n- [ ] False {#xyz}\n- [ ] Perhaps {#uvw}",
])  # fmt: skip
def test_other_options_are_a_fault(options: str) -> None:
    found = faults(f"::: question true-false {{#q}}\nIt is so.\n\n{options}\n:::")
    assert ["Expected exactly two options, True and then False" in message for _, message in found] == [True]
