"""Which word was meant: few letters may be wrong, and a word that is used more comes first."""

import pytest

from sscp_learning.home.search.spelling import can_be_meant, distance, keys_of, nearest

KNOWN = {"neglect": 60, "neglected": 9, "children": 40, "safety": 5, "home": 30, "abuse": 9, "bruise": 1, "referral": 8}


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [
        ("safety", "safety", 0),
        ("saftey", "safety", 1),
        ("neglct", "neglect", 1),
        ("refferal", "referral", 2),
        ("bruise", "abuse", 3),
        ("", "abc", 3),
    ],
)
def test_letters_left_out_added_changed_or_swapped_are_counted(one: str, other: str, letters: int) -> None:
    assert distance(one, other) == distance(other, one) == letters


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("neglct", "neglect"),
        ("childern", "children"),
        ("saftey", "safety"),
        ("refferal", "referral"),
        ("brusie", "bruise"),
        ("hoem", "home"),
        ("xylophone", None),
        ("zzzz", None),
    ],
)
def test_the_nearest_known_word(typed: str, meant: str | None) -> None:
    keys = keys_of(typed)
    assert nearest(typed, [(word, times) for word, times in KNOWN.items() if keys & keys_of(word)]) == meant


def test_of_words_equally_near_the_one_used_most_is_meant() -> None:
    assert nearest("cart", [("care", 50), ("card", 2)]) == "care"
    assert nearest("cart", [("part", 50), ("card", 2)]) == "card"


def test_a_short_word_or_a_number_is_never_put_right() -> None:
    assert [can_be_meant(word) for word in ("nrm", "s47a", "neglct", "a" * 40)] == [False, False, True, False]
