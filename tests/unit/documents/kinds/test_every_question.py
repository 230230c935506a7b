"""What holds for every kind of question, whatever is sent."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sscp_learning.documents.kinds.registry import QUESTION_KINDS, is_question, read_questions
from sscp_learning.documents.parse import parse
from sscp_learning.documents.question import Question
from tests.unit.documents.kinds.asking import EXAMPLES, drawn, kind_of, sent
from tests.unit.documents.reading import only_block, only_question
from tests.unit.documents.texts import hostile

PATHS = sorted(path for kind in QUESTION_KINDS for path in (EXAMPLES / kind.name).glob("*.md"))
QUESTIONS = [only_question(path.read_text(encoding="utf-8")) for path in PATHS]
KNOWN = sorted({name for question in QUESTIONS for name in kind_of(question).key(question)})
VALUES = sorted(
    {value for question in QUESTIONS for found in sent(kind_of(question).key(question)).values() for value in found}
)
each = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
anything = st.dictionaries(
    st.sampled_from(KNOWN) | st.text(max_size=8), st.lists(st.sampled_from(VALUES) | st.text(max_size=4), max_size=5)
)


@each
def test_the_key_is_complete_and_earns_full_marks(question: Question) -> None:
    kind, answer = kind_of(question), sent(kind_of(question).key(question))
    assert kind.complete(question, answer)
    marked = kind.mark(question, answer)
    assert (marked.fraction, marked.right) == (1.0, True)
    assert all(part.right for part in marked.parts)


@each
def test_a_question_survives_json(question: Question) -> None:
    assert Question.from_json(json.loads(json.dumps(question.to_json()))) == question


@each
def test_ten_thousand_values_are_refused_quietly(question: Question) -> None:
    forged = {name: [f"{number}" for number in range(10_000)] for name in kind_of(question).key(question)}
    assert not kind_of(question).complete(question, forged)
    assert not kind_of(question).mark(question, forged).right
    assert kind_of(question).explain(question, forged).parts


@each
def test_the_form_holds_no_feedback_and_offers_every_value_of_the_key_unless_it_is_typed(question: Question) -> None:
    fields = kind_of(question).fields(question, drawn(question, 3))
    shown = repr(fields)
    assert not any(part.feedback_html and part.feedback_html in shown for part in question.parts)
    offered = {(control.name, choice.value) for control in fields.controls for choice in control.choices}
    wanted = {(name, value) for name, values in sent(kind_of(question).key(question)).items() for value in values}
    if fields.widget == "text":
        assert not any(value in shown for _name, value in wanted)
    else:
        assert wanted <= offered


@each
def test_the_drawn_order_decides_what_is_seen_and_nothing_else_does(question: Question) -> None:
    reversed_question = Question.from_json(question.to_json() | {"parts": list(reversed(question.to_json()["parts"]))})
    order = drawn(question, 5)
    assert kind_of(question).fields(question, order) == kind_of(question).fields(reversed_question, order)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(QUESTIONS), anything)
def test_no_answer_raises_and_none_but_a_complete_one_earns_anything(
    question: Question, answer: dict[str, list[str]]
) -> None:
    kind = kind_of(question)
    marked = kind.mark(question, answer)
    assert 0 <= marked.fraction <= 1
    assert marked.right == (marked.fraction == 1)
    assert kind.complete(question, answer) or marked.fraction == 0
    assert [part.id for part in marked.parts] == [part.id for part in question.parts]
    for final in (True, False):
        kind.explain(question, answer, order=drawn(question, 1), final=final)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([kind.fence for kind in QUESTION_KINDS]), hostile())
def test_a_question_with_faults_is_read_all_the_same(fence: str, body: str) -> None:
    for question in read_questions(parse(f":::::: {fence} {{#q}}\n{body}\n::::::").document):
        kind = kind_of(question)
        kind.mark(question, sent(kind.key(question)))
        kind.fields(question, drawn(question, 1))
        kind.explain(question, {})


def test_words_of_a_question_hold_neither_key_nor_feedback() -> None:
    block = only_block(PATHS[[path.parent.name for path in PATHS].index("single")].read_text(encoding="utf-8"))
    assert is_question(block)
    assert block.words == "Which of these is a sign of neglect? A scraped knee No coat all winter"


def test_links_in_a_question_are_resolved_and_those_to_nowhere_become_words() -> None:
    text = "::: question single {#q}\nSee [it](guidance:a).\n\n- [x] A {#abc}\n  > [B](learning:b)\n- [ ] C {#xyz}\n:::"
    question = only_question(text)
    assert question.stem_html == '<p class="govuk-body">See it.</p>'
    assert question.parts[0].feedback_html == '<p class="govuk-body">B</p>'
