"""Counting words, telling texts with the same words, and how long reading takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscp_learning.documents.words import count_words, fingerprint, reading_minutes


@pytest.mark.parametrize(("text", "count"), [
    ("", 0),
    ("Don't wait.", 2),
    ("A well-being plan – today!", 4),
    ("It’s 5 p.m. now", 5),
    ("...", 0),
])  # fmt: skip
def test_words_are_counted_as_a_reader_would(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(("one", "other", "same"), [
    ("Tell your lead.", "tell  YOUR lead", True),
    ("Café", "Cafe\u0301", True),
    ("ﬁrst", "first", True),
    ("Tell your lead", "Tell your leads", False),
    ("---", "***", False),
    ("", " ", True),
])  # fmt: skip
def test_only_changed_words_change_a_fingerprint(one: str, other: str, *, same: bool) -> None:
    assert (fingerprint(one) == fingerprint(other)) is same


@given(st.text())
def test_any_text_has_a_fingerprint_of_32_digits(text: str) -> None:
    assert len(fingerprint(text)) == 32


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (238, 1), (239, 2), (4650, 20)])
def test_reading_time_is_rounded_up_so_that_nobody_runs_late(words: int, minutes: int) -> None:
    assert reading_minutes("word " * words) == minutes
