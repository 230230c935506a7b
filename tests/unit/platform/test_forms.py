"""Words come in clean, whatever was pasted, and nothing that somebody meant is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscp_learning.platform.forms import clean_words, one_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  space around  ", "space around"),
        ("nul\x00 bell\x07 escape\x1b delete\x7f", "nul bell escape delete"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("a tab\tstays", "a tab\tstays"),
        ("Ŵyn, Łukasz, محمد, 😀", "Ŵyn, Łukasz, محمد, 😀"),
        ("e\u0301", "é"),
        ("half a pair \ud83d", "half a pair ?"),
        (None, None),
        (7, 7),
    ],
)
def test_words_are_cleaned(typed: object, kept: object) -> None:
    assert clean_words(typed) == kept


def test_a_name_has_no_line_of_its_own_to_put_into_a_letter() -> None:
    assert one_line("Ada\nBcc: everybody@example.org") == "Ada Bcc: everybody@example.org"


@given(st.text())
def test_whatever_is_typed_can_be_stored_and_cleaning_twice_changes_nothing(typed: str) -> None:
    kept = clean_words(typed)
    assert "\x00" not in kept
    assert clean_words(kept) == kept
    assert kept.encode("utf-8").decode("utf-8") == kept
