"""Short answers: the words count, not how they are written."""

import pytest

from tests.unit.documents.kinds.asking import complete, example, explain, fraction, kind_of
from tests.unit.documents.reading import faults

QUESTION = example("short/one-word")


@pytest.mark.parametrize(("said", "share", "why"), [
    ("neglect", 1, "the very word"),
    ("  NEGLECT! ", 1, "capitals, spaces and signs do not count"),
    ("the neglect", 1, "“the” does not count"),
    ("child neglect", 1, "another right answer"),
    ("neglct", 1, "a letter left out of a long word"),
    ("negelct", 1, "two letters the wrong way round"),
    ("neglekt", 1, "one wrong letter"),
    ("negleckt", 1, "one letter too many"),
    ("nglct", 0, "two letters left out"),
    ("chil neglect", 0, "a letter left out of a short word"),
    ("poverty", 0, "a wrong answer the author foresaw"),
    ("child neglect and poverty", 0, "more words than the answer has"),
])  # fmt: skip
def test_the_words_count_and_not_how_they_are_written(said: str, share: float, why: str) -> None:
    assert fraction(QUESTION, {"answer": said}) == share, why


@pytest.mark.parametrize("said", ["", "   ", "!?", "x" * 101, "ne\x00glect", "one\ntwo"])
def test_nothing_and_too_much_are_no_answer(said: str) -> None:
    assert complete(QUESTION, {"answer": said}) is False


def test_the_form_holds_no_answer_and_the_key_is_one() -> None:
    (control,) = kind_of(QUESTION).fields(QUESTION, ()).controls
    assert (control.name, control.choices) == ("answer", ())
    assert fraction(QUESTION, kind_of(QUESTION).key(QUESTION)) == 1


def test_a_foreseen_wrong_answer_gets_its_feedback_and_the_right_one_only_at_the_end() -> None:
    (now,) = explain(QUESTION, {"answer": "Poverty"}, final=False).parts
    (then,) = explain(QUESTION, {"answer": "Poverty"}).parts
    assert "Being poor is not neglect" in now.feedback_html
    assert (now.answer_html, then.answer_html) == ("", "Neglect")


def test_what_was_typed_is_shown_as_words() -> None:
    (part,) = explain(QUESTION, {"answer": "<b>poverty</b>"}).parts
    assert part.html == "&lt;b&gt;poverty&lt;/b&gt;"


@pytest.mark.parametrize(("answers", "message"), [
    ("- Neglect {#abc}", "This answer has no box"),
    ("- [ ] Poverty {#abc}", "This question has no right answer"),
    ("- [x] Neglect {#abc}\n- [x] the neglect {#def}", "This answer stands here twice"),
    ("- [x] Neglect {#abc}\n- [x] Other {#abc}", "The id “abc” stands on more than one answer"),
])  # fmt: skip
def test_answers_that_cannot_be_marked_are_faults(answers: str, message: str) -> None:
    found = [message for _line, message in faults(f"::: question short {{#q}}\nWhat?\n\n{answers}\n:::")]
    assert any(one.startswith(message) for one in found)
