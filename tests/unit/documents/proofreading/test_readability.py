"""The reading age: information, never a pass mark."""

import pytest

from sscp_learning.documents.proofreading.readability import count_syllables
from tests.unit.documents.proofreading.asking import of_rule

EASY = "You can talk to us. We will help you. " * 12
MIDDLING = "Write down what you saw at home, and tell your manager about it before the end of the afternoon. " * 12
HARD = (
    "Practitioners demonstrating professional curiosity consider explanations systematically and collaboratively. " * 12
)


def age(text: str) -> int:
    """Return the age that is told."""
    (finding,) = of_rule(text, "reading-age", "full")
    assert finding.severity == "I"
    return int("".join(sign for sign in finding.message.partition(",")[0] if sign.isdigit()))


def test_harder_words_in_longer_sentences_give_a_higher_age() -> None:
    assert 6 <= age(EASY) < 9
    assert age(HARD) >= 18


def test_a_list_without_full_stops_changes_nothing() -> None:
    assert age(MIDDLING + "\n\n" + "- one\n" * 50) == age(MIDDLING)
    assert 6 < age(MIDDLING) < 22, "otherwise this would show nothing"


def test_a_short_text_has_no_age() -> None:
    assert of_rule("You can talk to us. " * 19, "reading-age") == []


@pytest.mark.parametrize(("word", "count"), [
    ("you", 1), ("safe", 1), ("helped", 1), ("wanted", 2), ("table", 2), ("safes", 1), ("houses", 2), ("worries", 2),
    ("family", 3), ("safeguarding", 4), ("the", 1), ("mmm", 1), ("42", 1), ("people", 2), ("likes", 1),
])  # fmt: skip
def test_syllables_are_counted_without_a_dictionary(word: str, count: int) -> None:
    assert abs(count_syllables(word) - count) <= (1 if word == "safeguarding" else 0)
