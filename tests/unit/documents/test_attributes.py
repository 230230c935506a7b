"""Attributes in braces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscp_learning.documents.attributes import is_braces, read, split_trailing


@pytest.mark.parametrize(("braces", "values"), [
    ("{}", {}),
    ("{#a-1}", {"id": "a-1"}),
    ('{#a title="Two words" flag key=value}', {"id": "a", "title": "Two words", "flag": True, "key": "value"}),
    ('{title="a } in it"}', {"title": "a } in it"}),
    ('{see="guidance:neglect-toolkit/full#signs"}', {"see": "guidance:neglect-toolkit/full#signs"}),
    ("{penalty=0.33 must-pass}", {"penalty": "0.33", "must-pass": True}),
])  # fmt: skip
def test_braces_are_read(braces: str, values: dict[str, str | bool]) -> None:
    assert is_braces(braces)
    found = read(braces)
    assert (found.values, found.problems) == (values, ())


@pytest.mark.parametrize(("braces", "words"), [
    ("{#A}", "may have only small letters"),
    ("{#a #b}", "“id” is given twice"),
    ("{title=}", "“title” has no value"),
    ('{title=""}', "“title” has no value"),
    ("{title=“a”}", "Use straight quotes"),
    ("{Title=a}", "“Title=a” cannot be read here"),
    ("{.class}", "“.class” cannot be read here"),
    ('{a="b"c}', "cannot be read here"),
])  # fmt: skip
def test_what_cannot_be_read_is_said(braces: str, words: str) -> None:
    (problem,) = read(braces).problems
    assert words in problem


@pytest.mark.parametrize(("text", "before", "braces"), [
    ("What neglect is {#what}", "What neglect is", "{#what}"),
    ("Item {#abc} => Target {#xyz}", "Item {#abc} => Target", "{#xyz}"),
    ("Nothing here", "Nothing here", ""),
    ("Words {in braces, see}", "Words {in braces, see}", ""),
    ("Glued{#abc}", "Glued{#abc}", ""),
    ("{#abc}", "", "{#abc}"),
])  # fmt: skip
def test_only_braces_at_the_end_that_can_be_read_are_taken_off(text: str, before: str, braces: str) -> None:
    assert split_trailing(text) == (before, braces)


@given(st.text(alphabet='{}#="ab -\n', max_size=60))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    read(text)
    before, braces = split_trailing(text)
    assert text.startswith(before)
    assert braces in text
