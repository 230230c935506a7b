"""Words in their context: marked as plain stretches, cut between words, and nothing is lost or added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscp_learning.home.search.excerpts import LENGTH, Sought, Stretch, excerpt, marked, sought

NEGLECT = sought([(("neglect",), ("neglected",)), (("was", "not", "brought"), ("brought",))])
LONG = "Once upon a time. " * 30 + "Then a neglected child was not brought. " + "And so on it went. " * 30


def found(stretches: tuple[Stretch, ...]) -> list[str]:
    return [stretch.words for stretch in stretches if stretch.found]


def test_whole_words_are_marked_in_any_size_of_letter() -> None:
    assert marked("Neglect, NEGLECTED; self-neglect.", NEGLECT) == (
        Stretch("Neglect", found=True),
        Stretch(", ", found=False),
        Stretch("NEGLECTED", found=True),
        Stretch("; self-", found=False),
        Stretch("neglect", found=True),
        Stretch(".", found=False),
    )


@pytest.mark.parametrize("text", ["neglectful", "preneglect", "", "other words"])
def test_a_part_of_a_word_is_not_marked(text: str) -> None:
    assert found(marked(text, NEGLECT)) == []


def test_a_phrase_is_marked_across_its_signs() -> None:
    assert found(marked("He was not  brought; was-not-brought.", NEGLECT)) == ["was not  brought", "was-not-brought"]


def test_finds_that_overlap_are_marked_once() -> None:
    words = sought([(("was", "not", "brought"),), (("not",),), (("brought",), ("brought", "in"))])
    assert found(marked("He was not brought in, not then.", words)) == ["was not brought", "not"]


def test_an_excerpt_is_where_most_was_found_and_is_cut_between_words() -> None:
    stretches = excerpt(LONG, NEGLECT)
    words = "".join(stretch.words for stretch in stretches)
    assert found(stretches) == ["neglected", "was not brought"]
    assert words.startswith("… Then a ")
    assert words.endswith(" …")
    assert len(words) < LENGTH + 40


def test_a_short_text_is_shown_whole_and_a_long_one_without_finds_from_its_beginning() -> None:
    assert excerpt("Short.", Sought()) == (Stretch("Short.", found=False),)
    assert excerpt(LONG, sought([(("zebra",),)]))[0].words.startswith("Once upon a time.")


@given(st.text(), st.sampled_from([NEGLECT, Sought(), sought([(("a",), ("é",)), (("a", "b"),)])]))
def test_marking_loses_no_letter_whatever_the_text(text: str, words: Sought) -> None:
    assert "".join(stretch.words for stretch in marked(text, words)) == text
    excerpt(text, words)
