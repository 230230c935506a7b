"""Single: one right option."""

import pytest

from sscp_learning.documents.question import ONE_THIRD, PartMark
from tests.unit.documents.kinds.asking import complete, drawn, example, explain, fraction, kind_of
from tests.unit.documents.reading import faults, only_question

QUESTION = example("single/feedback-for-each-option")
HEAD = "::: question single {#q}\nWhich?\n\n"


def test_a_question_carries_what_its_author_wrote() -> None:
    assert (QUESTION.id, QUESTION.kind, QUESTION.objective, QUESTION.must_pass) == (
        "kind-single",
        "single",
        "recognise",
        True,
    )
    assert (QUESTION.see, QUESTION.source) == ("guidance:neglect-toolkit/full#signs", "N07")
    assert QUESTION.stem_html == '<p class="govuk-body">Which of these is a sign of neglect?</p>'
    assert QUESTION.why_html == '<p class="govuk-body">neglect is a pattern.</p>'
    assert (QUESTION.penalty, QUESTION.tries) == (ONE_THIRD, 1)


@pytest.mark.parametrize(("answer", "is_complete", "share"), [
    ({"answer": "vbm"}, True, 1.0),
    ({"answer": "kqe"}, True, 0.0),
    ({}, False, 0.0),
    ({"answer": ""}, False, 0.0),
    ({"answer": "abc"}, False, 0.0),
    ({"answer": ["vbm", "kqe"]}, False, 0.0),
    ({"answer": ["vbm", "vbm"]}, False, 0.0),
    ({"answer": "vbm", "answer-vbm": "1"}, False, 0.0),
    ({"answer": "vbm", "csrf_token": "x", "confidence": "sure"}, True, 1.0),
])  # fmt: skip
def test_one_known_option_is_a_complete_answer(
    answer: dict[str, str | list[str]], *, is_complete: bool, share: float
) -> None:
    assert complete(QUESTION, answer) is is_complete
    assert fraction(QUESTION, answer) == share


def test_the_key_earns_full_marks() -> None:
    assert kind_of(QUESTION).key(QUESTION) == {"answer": "vbm"}


def test_each_part_is_marked() -> None:
    wrong = kind_of(QUESTION).mark(QUESTION, {"answer": ["kqe"]})
    assert (wrong.right, wrong.parts) == (False, (PartMark("kqe", right=False), PartMark("vbm", right=False)))


def test_the_form_shows_every_option_in_the_order_drawn_and_nothing_of_the_key() -> None:
    fields = kind_of(QUESTION).fields(QUESTION, ["vbm", "kqe"])
    (control,) = fields.controls
    assert (fields.widget, control.name) == ("radios", "answer")
    assert [choice.value for choice in control.choices] == ["vbm", "kqe"]
    assert "winter" in control.choices[0].html
    assert "Children fall" not in repr(fields)


def test_an_order_that_forgets_or_invents_options_still_shows_each_once() -> None:
    (control,) = kind_of(QUESTION).fields(QUESTION, ["zzz", "vbm"]).controls
    assert [choice.value for choice in control.choices] == ["vbm", "kqe"]


def test_feedback_is_that_of_the_option_chosen() -> None:
    explained = explain(QUESTION, {"answer": "kqe"})
    assert [(part.id, part.chosen, part.right) for part in explained.parts] == [
        ("kqe", True, False),
        ("vbm", False, True),
    ]
    assert "Children fall" in explained.parts[0].feedback_html
    assert explained.parts[1].feedback_html == ""
    assert explained.why_html
    assert explained.see == "guidance:neglect-toolkit/full#signs"


def test_before_the_last_try_nothing_tells_the_right_option() -> None:
    explained = explain(QUESTION, {"answer": "kqe"}, final=False)
    assert [part.id for part in explained.parts] == ["kqe"]
    assert explained.why_html == ""


def test_every_order_is_drawn_sooner_or_later_and_the_same_seed_draws_the_same() -> None:
    assert {tuple(drawn(QUESTION, seed)) for seed in range(20)} == {("kqe", "vbm"), ("vbm", "kqe")}
    assert drawn(QUESTION, 7) == drawn(QUESTION, 7)


def test_a_list_in_the_question_is_not_taken_for_the_options() -> None:
    question = only_question(
        "::: question single {#q}\nLook:\n\n- A\n- B\n\nWhich?\n\n1. [ ] One {#abc}\n2. [x] Two {#xyz}\n:::"
    )
    assert [part.words for part in question.parts] == ["One", "Two"]
    assert "<li>A</li>" in question.stem_html


@pytest.mark.parametrize(("text", "line", "words"), [
    (HEAD + "- [ ] A {#abc}\n- [ ] B {#xyz}\n:::", 1, "has no right answers; expected exactly one - [x]"),
    (HEAD + "- [x] A {#abc}\n- [x] B {#xyz}\n:::", 1, "has 2 right answers"),
    (HEAD + "- [x] A {#abc}\n:::", 1, "only one option"),
    (HEAD + "- [x] A {#abc}\n- [ ] B\n:::", 5, "no id; expected {#abc} at its end"),
    (HEAD + "- [x] A {#abc}\n- [ ] B {#a}\n:::", 5, "three or more small letters or digits"),
    (HEAD + "- [x] A {#abc}\n- [ ] B {#abc}\n:::", 5, "The id “abc” stands on more than one option"),
    (HEAD + "- [x] A {#abc}\n- B {#xyz}\n:::", 5, "no box; expected - [ ]"),
    (HEAD + "- [x] A {#abc}\n- [ ] {#xyz}\n:::", 5, "no words"),
    (HEAD + "- [x] A {#abc}\n  **Why:** x\n- [ ] B {#xyz}\n:::", 4, "Leave an empty line before **Why:**"),
    (HEAD + "- [x] A {#abc}\n\n  More.\n- [ ] B {#xyz}\n:::", 4, "only feedback may stand"),
    (HEAD + "- [x] A {#abc}\n* [ ] B {#xyz}\n- [ ] C {#uvw}\n:::", 1, "more than one list"),
    (HEAD + "- [x] A {#abc}\n- [ ] B {#xyz}\n\nMore words.\n:::", 7, "Only a paragraph beginning **Why:**"),
    ("::: question single {#q}\n- [x] A {#abc}\n- [ ] B {#xyz}\n:::", 1, "asks nothing"),
    ("::: question single {#q}\nWhich?\n:::", 1, "has no answers; expected a list"),
    ("::: question single\nWhich?\n\n- [x] A {#abc}\n- [ ] B {#xyz}\n:::", 1, "This question has no id"),
    ("::: question single {#q penalty=2}\nWhich?\n\n- [x] A {#abc}\n- [ ] B {#xyz}\n:::", 1, "from 0 to 1"),
    ("::: question single {#q tries=9}\nWhich?\n\n- [x] A {#abc}\n- [ ] B {#xyz}\n:::", 1, "from 1 to 3"),
])  # fmt: skip
def test_what_is_wrong_is_said_on_its_line(text: str, line: int, words: str) -> None:
    assert any(at == line and words in message for at, message in faults(text)), faults(text)
