"""Multiple: (right ticked less wrong ticked) out of all that are right, never below nothing."""

import pytest

from sscp_learning.documents.kinds.registry import read_questions
from sscp_learning.documents.parse import parse
from tests.unit.documents.kinds.asking import complete, example, explain, fraction, kind_of
from tests.unit.documents.reading import faults

QUESTION = example("multiple/feedback-for-what-was-missed")
RIGHT, ALSO_RIGHT, WRONG, ALSO_WRONG = "r4t", "h2w", "c9p", "u7d"


@pytest.mark.parametrize(("ticked", "share"), [
    ([RIGHT, ALSO_RIGHT], 1.0),
    ([RIGHT], 0.5),
    ([RIGHT, ALSO_RIGHT, WRONG], 0.5),
    ([RIGHT, WRONG], 0.0),
    ([RIGHT, ALSO_RIGHT, WRONG, ALSO_WRONG], 0.0),
    ([WRONG, ALSO_WRONG], 0.0),
    ([RIGHT, RIGHT, RIGHT], 0.5),
])  # fmt: skip
def test_a_wrong_tick_takes_away_what_a_right_one_gives(ticked: list[str], share: float) -> None:
    marked = kind_of(QUESTION).mark(QUESTION, {"answer": ticked})
    assert marked.fraction == share
    assert marked.right is (share == 1.0)


def test_parts_are_right_when_ticked_or_left_as_they_should_be() -> None:
    marked = kind_of(QUESTION).mark(QUESTION, {"answer": [RIGHT, WRONG]})
    assert [(part.id, part.right) for part in marked.parts] == [
        (RIGHT, True),
        (ALSO_RIGHT, False),
        (WRONG, False),
        (ALSO_WRONG, True),
    ]


def test_too_few_ticks_are_an_answer_none_or_an_unknown_one_is_not() -> None:
    assert complete(QUESTION, {"answer": RIGHT})
    assert not complete(QUESTION, {})
    assert not complete(QUESTION, {"answer": [""]})
    assert not complete(QUESTION, {"answer": [RIGHT, ALSO_RIGHT, "zzz"]})
    assert fraction(QUESTION, {"answer": [RIGHT, ALSO_RIGHT, "zzz"]}) == 0


def test_the_key_is_every_right_option() -> None:
    key = kind_of(QUESTION).key(QUESTION)
    assert key == {"answer": [RIGHT, ALSO_RIGHT]}
    assert fraction(QUESTION, key) == 1


def test_what_was_missed_gets_words_of_its_own() -> None:
    explained = explain(QUESTION, {"answer": [WRONG]})
    words = {part.id: part.feedback_html for part in explained.parts}
    assert "what you saw comes first" in words[RIGHT]
    assert "Yes." not in words[RIGHT]
    assert words[ALSO_RIGHT] == ""
    assert "A guess can mislead" in words[WRONG]


def test_what_was_chosen_rightly_is_not_called_missed() -> None:
    (first, *_) = explain(QUESTION, {"answer": [RIGHT]}).parts
    assert "Yes." in first.feedback_html
    assert "comes first" not in first.feedback_html


def test_before_the_last_try_only_what_was_ticked_is_explained() -> None:
    assert [part.id for part in explain(QUESTION, {"answer": [WRONG]}, final=False).parts] == [WRONG]


def test_the_form_is_made_of_checkboxes() -> None:
    assert kind_of(QUESTION).fields(QUESTION, []).widget == "checkboxes"


def test_words_for_a_missed_option_under_a_wrong_one_are_a_fault_and_never_shown() -> None:
    text = "::: question multiple {#q}\nWhich?\n\n- [x] A {#abc}\n- [ ] B {#xyz}\n  > **If missed:** no.\n:::"
    assert [(line, "stands under a wrong option" in message) for line, message in faults(text)] == [(5, True)]
    (question,) = read_questions(parse(text).document)
    assert {part.feedback_html for part in explain(question, {"answer": "abc"}).parts} == {""}


@pytest.mark.parametrize(
    ("marks", "words"), [("  ", "no right answer"), ("xx", "Every option of this question is right")]
)
def test_there_must_be_something_to_tell_apart(marks: str, words: str) -> None:
    text = f"::: question multiple {{#q}}\nWhich?\n\n- [{marks[0]}] A {{#abc}}\n- [{marks[1]}] B {{#xyz}}\n:::"
    assert [words in message for _, message in faults(text)] == [True]
