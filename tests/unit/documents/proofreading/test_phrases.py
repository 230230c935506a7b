"""Finding listed words: whole, in the forms that are listed, the longest of several."""

import pytest

from sscp_learning.documents.proofreading.phrases import Phrases, words_in

LISTED: Phrases[str] = Phrases(
    (phrase, phrase) for phrase in ("child", "child protection", "child protection plan", "plan", "don't", "s.47", "…")
)


@pytest.mark.parametrize(("text", "found"), [
    ("A child.", ["child"]),
    ("A CHILD’s plan.", ["child", "plan"]),
    ("The child protection plan.", ["child protection plan"]),
    ("The child protection team and the plan.", ["child protection", "plan"]),
    ("Child\nprotection", ["child protection"]),
    ("Children plan childcare.", ["plan"]),
    ("A child-like plan-b.", []),
    ("We don’t.", ["don't"]),
    ("Under s.47 we act.", ["s.47"]),
    ("", []),
])  # fmt: skip
def test_listed_phrases_are_found_as_whole_words(text: str, found: list[str]) -> None:
    assert [one.entry for one in LISTED.find(words_in(text))] == found


def test_what_is_found_says_where_it_stands() -> None:
    text = "The child’s plan"
    assert [text[one.start : one.end] for one in LISTED.find(words_in(text))] == ["child’s", "plan"]
