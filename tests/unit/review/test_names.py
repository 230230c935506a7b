"""D1: names that tell nothing about anybody."""

from itertools import cycle

from sscp_learning.review.names import (
    FIRST_WORDS,
    PHRASE_WORDS,
    SECOND_WORDS,
    is_pseudonym,
    make_passphrase,
    make_username,
    suggest_pseudonyms,
    tidy_passphrase,
    tidy_username,
)


def test_a_pseudonym_is_never_the_username() -> None:
    drawn = "blue kite calm otter kind robin witty wren wise owl misty moon"
    turns = cycle(drawn.split())
    found = suggest_pseudonyms("blue-kite", {"Calm Otter"}, lambda _words: next(turns))
    assert found == ["Kind Robin", "Witty Wren", "Wise Owl", "Misty Moon"]
    assert not is_pseudonym("Blue Kite", "blue-kite")
    assert not is_pseudonym("Blue Kite", "blue-kite-27")


def test_only_our_own_words_make_a_pseudonym() -> None:
    assert is_pseudonym("Calm Otter", "blue-kite")
    for typed in ("Nia Jones", "Calm", "Otter Calm", "calm otter 14", ""):
        assert not is_pseudonym(typed, "blue-kite")


def test_a_username_is_never_given_twice() -> None:
    turns = cycle(["blue", "kite", "2", "3"])
    assert make_username({"blue-kite"}, lambda _words: next(turns)) == "blue-kite-23"


def test_a_phrase_is_four_words_and_may_be_typed_carelessly() -> None:
    assert len(make_passphrase().split()) == 4
    assert tidy_passphrase(" River-Candle  orange, TREE ") == "river candle orange tree"
    assert tidy_username(" Blue  Kite") == "blue-kite"


def test_there_are_enough_words_to_make_guessing_hopeless() -> None:
    assert len(set(PHRASE_WORDS)) == len(PHRASE_WORDS)
    assert len(PHRASE_WORDS) ** 4 > 1_000_000_000
    assert len(set(FIRST_WORDS)) * len(set(SECOND_WORDS)) > 2_000
    assert {"river", "candle", "orange", "tree"} <= set(PHRASE_WORDS)
