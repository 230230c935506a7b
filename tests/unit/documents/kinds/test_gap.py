"""Gaps: each sentence counts by itself; a sentence has one gap."""

import pytest

from tests.unit.documents.kinds.asking import example, explain, fraction, kind_of
from tests.unit.documents.reading import faults

QUESTION = example("gap/two-gaps")
KEY = {"answer-k3v": "p8d", "answer-r4t": "w2x"}


def test_each_gap_counts_by_itself() -> None:
    assert kind_of(QUESTION).key(QUESTION) == KEY
    assert fraction(QUESTION, KEY) == 1
    assert fraction(QUESTION, KEY | {"answer-k3v": "z9c"}) == 1 / 2


def test_every_gap_offers_all_words_those_that_fit_none_too() -> None:
    controls = kind_of(QUESTION).fields(QUESTION, ()).controls
    assert [{choice.words for choice in control.choices} for control in controls] == [{"saw", "what", "guessed"}] * 2
    assert all("____" in control.label for control in controls)


def test_a_wrong_gap_is_explained() -> None:
    parts = {part.id: part for part in explain(QUESTION, KEY | {"answer-k3v": "z9c"}).parts}
    assert (parts["k3v"].right, parts["k3v"].answer_html) == (False, "saw")
    assert "Facts last longer" in parts["k3v"].feedback_html


@pytest.mark.parametrize("sentence", ["No gap at all", "Two ____ gaps ____ here"])
def test_a_sentence_has_exactly_one_gap(sentence: str) -> None:
    text = (
        f"::: question gap {{#q}}\nWhich?\n\n- {sentence} {{#abc}} => X {{#xyz}}\n- A ____ {{#def}} => Y {{#uvw}}\n:::"
    )
    assert faults(text) == [(4, "This sentence needs one gap; expected ____ once, where words are missing.")]
