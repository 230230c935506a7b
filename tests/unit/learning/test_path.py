"""What comes next."""

from sscp_learning.learning.completion import Progress
from sscp_learning.learning.path import RESULT, Place, Stop, Way, after_page, first_unfinished, next_question

WAY = Way(("one", "two"), {"one": (), "two": ("p",)}, ("a", "b", "c"))


def progress(seen: set[str], closed: set[str]) -> Progress:
    return Progress(frozenset(seen), frozenset(closed), frozenset(), {}, {})


def page(slug: str) -> Place:
    return Place(Stop.PAGE, slug=slug)


def question(number: int) -> Place:
    return Place(Stop.QUESTION, number=number)


def test_the_first_unfinished_step_is_a_page_then_a_question_then_the_result() -> None:
    assert first_unfinished(WAY, progress(set(), set())) == page("one")
    assert first_unfinished(WAY, progress({"one"}, set())) == page("two")
    assert first_unfinished(WAY, progress({"one", "two"}, set())) == page("two")
    assert first_unfinished(WAY, progress({"one", "two"}, {"p"})) == question(1)
    assert first_unfinished(WAY, progress({"one", "two"}, {"p", "a", "c"})) == question(2)
    assert first_unfinished(WAY, progress({"one", "two"}, {"p", "a", "b", "c"})) == RESULT


def test_the_next_question_is_the_one_behind_else_one_that_was_skipped() -> None:
    assert next_question(WAY, {"a"}, after=1) == question(2)
    assert next_question(WAY, {"b"}, after=2) == question(3)
    assert next_question(WAY, {"b", "c"}, after=3) == question(1)
    assert next_question(WAY, {"a", "b", "c"}, after=1) == RESULT


def test_behind_the_last_page_is_the_quiz() -> None:
    assert after_page(WAY, "one", progress(set(), set())) == page("two")
    assert after_page(WAY, "two", progress(set(), {"a"})) == question(2)
    assert after_page(WAY, "two", progress(set(), {"a", "b", "c"})) == RESULT
