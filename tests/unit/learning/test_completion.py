"""One function decides completion; nothing without a pass ever becomes one (LEARNING-RULES C1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscp_learning.learning.completion import Carried, Needs, Recorded, evaluate, progress_of
from sscp_learning.learning.marking import QuestionRule
from sscp_learning.learning.rules import AttemptState, StepKind

OPEN, PASSED, NOT_PASSED = AttemptState.OPEN, AttemptState.PASSED, AttemptState.NOT_PASSED


def rule(name: str, *, must_pass: bool = False, tries: int = 1) -> QuestionRule:
    return QuestionRule(name, "see", must_pass, 1 / 3, tries)


NEEDS = Needs(
    pages=("one", "two"),
    page_questions=(rule("p"),),
    quiz=(rule("a"), rule("b"), rule("c", must_pass=True), rule("d", tries=2)),
    pass_mark=75,
)


def page(slug: str) -> Recorded:
    return Recorded(StepKind.PAGE, slug)


def right(name: str) -> Recorded:
    return Recorded(StepKind.ANSWER, name, 1.0, right=True)


def wrong(name: str) -> Recorded:
    return Recorded(StepKind.ANSWER, name, 0.0, right=False)


READ = [page("one"), page("two"), wrong("p")]
CASES = [
    ("nothing", [], OPEN),
    ("everything right", [*READ, right("a"), right("b"), right("c"), right("d")], PASSED),
    ("three of four right is enough", [*READ, wrong("a"), right("b"), right("c"), right("d")], PASSED),
    ("two of four is not", [*READ, wrong("a"), wrong("b"), right("c"), right("d")], NOT_PASSED),
    ("a must-pass question wrong", [*READ, right("a"), right("b"), wrong("c"), right("d")], NOT_PASSED),
    ("a quiz passed before a page is read", [*READ[1:], right("a"), right("b"), right("c"), right("d")], OPEN),
    ("a page read last completes it", [*READ[1:], right("a"), right("b"), right("c"), right("d"), page("one")], PASSED),
    ("a page question open", [*READ[:2], right("a"), right("b"), right("c"), right("d")], OPEN),
    ("a quiz lost is over even with pages left", [wrong("a"), wrong("b"), right("c"), right("d")], NOT_PASSED),
    ("a try left", [*READ, right("a"), right("b"), right("c"), wrong("d")], OPEN),
    ("right on the second try", [*READ, right("a"), right("b"), right("c"), wrong("d"), right("d")], PASSED),
    ("an answer to a question that is not asked", [*READ, right("x"), right("a"), right("b"), right("c")], OPEN),
    ("a finish step alone", [Recorded(StepKind.FINISH, "passed")], OPEN),
]


@pytest.mark.parametrize(("_case", "steps", "state"), CASES, ids=[case[0] for case in CASES])
def test_what_the_steps_amount_to(_case: str, steps: list[Recorded], state: AttemptState) -> None:
    assert evaluate(NEEDS, steps).state is state


def test_each_reason_says_what_is_missing_in_words() -> None:
    verdict = evaluate(NEEDS, [page("one"), right("a")])
    assert [(reason.name, reason.done, reason.missing) for reason in verdict.reasons] == [
        ("pages", False, ("two",)),
        ("page questions", False, ("p",)),
        ("quiz", False, ("b", "c", "d")),
        ("score", False, ()),
        ("must pass", False, ("c",)),
    ]
    assert [reason.words for reason in verdict.reasons][:3] == [
        "1 of 2 pages read",
        "0 of 1 questions in the pages answered",
        "1 of 4 quiz questions answered",
    ]


def test_a_module_without_a_quiz_is_complete_when_it_is_read() -> None:
    needs = Needs(("one",), (), (), 80)
    assert evaluate(needs, []).state is OPEN
    assert evaluate(needs, [page("one")]).state is PASSED


def test_what_was_carried_over_counts_and_is_not_asked_again() -> None:
    carried = Carried(frozenset({"one", "two"}), {"p": 0.0, "a": 1.0, "b": 1.0, "d": 2 / 3}, frozenset({"a", "b", "d"}))
    assert evaluate(NEEDS, [right("c")], carried).state is PASSED
    assert evaluate(NEEDS, [wrong("c")], carried).state is NOT_PASSED
    assert progress_of(NEEDS, [wrong("a")], carried).marks["a"] == 1.0


names = st.sampled_from(["a", "b", "c", "d", "p", "one", "two", "x", ""])
some_steps = st.lists(
    st.one_of(
        st.builds(Recorded, st.just(StepKind.PAGE), names),
        st.builds(Recorded, st.just(StepKind.FINISH), st.sampled_from(["passed", "open"])),
        st.builds(right, names),
        st.builds(lambda name, part: Recorded(StepKind.ANSWER, name, part, right=False), names, st.floats(0, 0.99)),
    ),
    max_size=20,
)


@given(some_steps)
def test_no_steps_without_a_pass_make_a_completion(steps: list[Recorded]) -> None:
    verdict = evaluate(NEEDS, steps)
    if verdict.is_complete:
        firsts = {step.key: step for step in reversed(steps) if step.kind is StepKind.ANSWER}
        assert {"one", "two"} <= {step.key for step in steps if step.kind is StepKind.PAGE}
        assert {"a", "b", "c", "d", "p"} <= firsts.keys()
        assert any(step.right for step in steps if step.key == "c")
        assert verdict.score >= NEEDS.pass_mark
    assert verdict.is_complete == all(reason.done for reason in verdict.reasons)
    assert 0 <= verdict.score <= 100


@given(some_steps)
def test_a_lost_must_pass_question_never_completes(steps: list[Recorded]) -> None:
    kept = [step for step in steps if not (step.key == "c" and step.right)]
    assert not evaluate(NEEDS, kept).is_complete


@given(some_steps)
def test_deciding_twice_decides_the_same(steps: list[Recorded]) -> None:
    assert evaluate(NEEDS, steps) == evaluate(NEEDS, tuple(steps))
