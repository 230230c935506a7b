"""Words somebody looks for: nothing typed is ever a command of the index."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscp_learning.home.rules import (
    END,
    FOUND,
    MOST_WORDS,
    Stretch,
    asked_words,
    contact_check_due,
    match_expression,
    nearest_word,
    stretches,
)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Neglect", ["neglect"]),
        ("what is neglect?", ["neglect"]),
        ("what is", ["what", "is"]),
        ('"neglect" OR title:* NEAR(a b)', ["neglect", "title", "near", "b"]),
        ("was-not-brought", ["not", "brought"]),
        ("naïve Łódź", ["naïve", "łódź"]),
        ("neglect neglect", ["neglect"]),
        ("", []),
        ("'; DROP TABLE entry; --", ["drop", "table", "entry"]),
        ("\x00\x02\x03", []),
        ("😀", []),
    ],
)
def test_a_question_is_only_words(question: str, words: list[str]) -> None:
    assert asked_words(question) == words


@given(st.text())
def test_whatever_is_typed_becomes_a_few_plain_words(question: str) -> None:
    words = asked_words(question)
    assert len(words) <= MOST_WORDS
    assert all(word.replace('"', "") == word and word.strip() == word for word in words)


def test_all_words_or_any_of_them() -> None:
    assert match_expression(["a", "b"], every=True) == '("a" OR "a"*) AND ("b" OR "b"*)'
    assert match_expression(["a", "b"], every=False) == '("a" OR "a"*) OR ("b" OR "b"*)'


def test_marks_become_stretches() -> None:
    marked = f"before {FOUND}neglect{END} after {FOUND}again{END}"
    assert stretches(marked) == [
        Stretch("before ", found=False),
        Stretch("neglect", found=True),
        Stretch(" after ", found=False),
        Stretch("again", found=True),
    ]


@pytest.mark.parametrize("odd", ["", FOUND, END, f"{END}a{FOUND}", f"{FOUND}a", "<b>plain</b>"])
def test_odd_marks_lose_no_words(odd: str) -> None:
    assert "".join(part.words for part in stretches(odd)) == odd.replace(FOUND, "").replace(END, "")


@pytest.mark.parametrize(
    ("typed", "meant"), [("neglet", "neglect"), ("childern", "children"), ("xylophone", None), ("saftey", "safety")]
)
def test_the_nearest_known_word(typed: str, meant: str | None) -> None:
    assert nearest_word(typed, ["neglect", "children", "safety", "home"]) == meant


def test_a_contact_is_checked_every_three_months() -> None:
    assert contact_check_due(date(2026, 8, 24)) == date(2026, 11, 22)
