"""Reading the house's lists: what an editor may write in them, and what is told when it cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscp_learning.documents.proofreading.house_words import (
    FEELINGS,
    FILES,
    HARD,
    INITIALS,
    SWAPS,
    HouseWords,
    Listed,
    Term,
    read_house_words,
    terms_of,
)


def test_a_line_holds_the_forms_of_a_word_and_the_easier_words() -> None:
    words, faults = read_house_words({HARD: "# A list\n\nconsent,  consents = saying yes  # why\nreferral\n"})
    assert words.hard == (Listed(("consent", "consents"), "saying yes"), Listed(("referral",)))
    assert faults == ()


def test_every_list_has_its_place() -> None:
    words, _ = read_house_words({name: f"one{number} = two" for number, name in enumerate(FILES)})
    assert [words.hard, words.swaps, words.idioms, words.initials, words.feelings] == [
        (Listed((f"one{number}",), "two"),) for number in range(5)
    ]


def test_windows_line_ends_and_a_byte_order_mark_are_read_over() -> None:
    words, faults = read_house_words({INITIALS: "\ufeffNHS\r\nUK\r\n"})
    assert words.allowed_initials == {"NHS", "UK"}
    assert faults == ()


def test_states_are_found_whatever_their_capitals() -> None:
    words, _ = read_house_words({FEELINGS: "Worried, scared"})
    assert words.states == {"worried", "scared"}


@pytest.mark.parametrize(("name", "text", "said"), [
    (SWAPS, "utilise", "plain-words.txt:1: “utilise” has no plainer word"),
    (HARD, "a\n= b", "hard-words.txt:2: There is no word before the = sign"),
    (HARD, "a, …", "hard-words.txt:1: There is no word before the = sign, or one without a letter"),
    (HARD, "consent\nreferral, Consent", "hard-words.txt:2: “Consent” is in line 1 already"),
    ("hardwords.txt", "a", "hardwords.txt:1: This is not one of our lists; expected hard-words.txt,"),
])  # fmt: skip
def test_what_cannot_be_read_is_told_by_file_and_line(name: str, text: str, said: str) -> None:
    _, faults = read_house_words({name: text})
    assert [str(fault)[: len(said)] for fault in faults] == [said]


@given(st.dictionaries(st.sampled_from([*FILES, "x.txt"]), st.text(alphabet='ab,=#\n\r\t …"', max_size=40)))
def test_reading_never_raises_and_each_form_stands_once(files: dict[str, str]) -> None:
    words, _ = read_house_words(files)
    for entries in (words.hard, words.swaps, words.idioms, words.initials, words.feelings):
        forms = [form for entry in entries for form in entry.forms]
        assert len(forms) >= len(entries)


def test_key_terms_come_from_the_glossary_and_oddities_are_left_out() -> None:
    glossary = {"n": {"term": "Neglect", "meaning": "…", "banned": ["x", 3]}, "odd": "words", "none": {"meaning": "…"}}
    assert terms_of(glossary) == (Term("Neglect", "…", ("x",)),)


def test_a_term_goes_by_its_full_words_and_its_initials() -> None:
    words = HouseWords(terms=(Term("National Referral Mechanism (NRM)"),))
    assert words.terms[0].names == ("National Referral Mechanism", "NRM")
    assert "NRM" in words.allowed_initials
