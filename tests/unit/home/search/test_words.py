"""What somebody asks for: nothing typed is ever a command, and other words that mean the same come with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscp_learning.home.search.words import MOST_TERMS, Asked, Dictionary, ask, dictionary_of, words_of
from sscp_learning.topics.synonyms import Call, Synonyms, Wider

SYNONYMS = dictionary_of(
    Synonyms(
        same=(
            ("NRM", "National Referral Mechanism"),
            ("bruise", "injury", "injuries"),
            ("won't let me in", "hostile"),
            ("DNA", "did not attend", "was not brought"),
        ),
        wider=(Wider(("dad", "mum"), ("parent",)),),
        call=(Call(("who do I call", "at night"), ("emergency", "out-of-hours")), Call(("night",), ("emergency",))),
    )
)


def typed(asked: Asked) -> list[str]:
    return [" ".join(term.typed) for term in asked.terms]


def others(asked: Asked) -> list[set[str]]:
    return [{" ".join(phrase) for phrase in term.others} for term in asked.terms]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Neglect", ["neglect"]),
        ("the child’s, the children's", ["the", "child", "the", "children"]),
        ("won't WON’T", ["wont", "wont"]),
        ("O'Brien", ["obrien"]),
        ("naïve Łódź", ["naive", "łodz"]),
        ("was-not-brought", ["was", "not", "brought"]),
        ("GCP2", ["gcp2"]),
        ("\x00\x02 ; -- *", []),
    ],
)
def test_a_word_has_one_form(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("what is neglect?", ["neglect"]),
        ("what do i do if a child is hungry at school", ["child", "hungry", "school"]),
        ("what is", ["what", "is"]),
        ("parent won't let me in", ["parent", "wont let me in"]),
        ("he did not attend the clinic", ["did not attend", "clinic"]),
        ("neglect neglect", ["neglect"]),
        ('neglect OR title:* NEAR(a b) "', ["neglect", "title", "near", "b"]),
        ('"was not brought" twice', ["was not brought", "twice"]),
        ("“start again” families", ["start again", "families"]),
        ("'; DROP TABLE entry; --", ["drop", "table", "entry"]),
        ("", []),
        ("😀 ?!", []),
    ],
)
def test_a_question_is_only_words_and_phrases(question: str, terms: list[str]) -> None:
    assert typed(ask(question, SYNONYMS)) == terms


@pytest.mark.parametrize(
    ("question", "also"),
    [
        ("nrm", {"national referral mechanism"}),
        ("national referral mechanism", {"nrm"}),
        ("bruises", {"injury", "injuries"}),
        ("dads", {"parent"}),
        ("parent", set()),
        ("hostile", {"wont let me in"}),
        ('"nrm"', set()),
    ],
)
def test_other_words_come_with_it_both_ways_or_one(question: str, also: set[str]) -> None:
    assert others(ask(question, SYNONYMS)) == [also]


@pytest.mark.parametrize(
    ("question", "contacts"),
    [
        ("who do I call at night", ("emergency", "out-of-hours")),
        ("a night at home", ("emergency",)),
        ("nightmare", ()),
    ],
)
def test_some_questions_name_whom_to_call(question: str, contacts: tuple[str, ...]) -> None:
    assert ask(question, SYNONYMS).contacts == contacts


@pytest.mark.parametrize(
    ("question", "name"),
    [("What is NRM?", "nrm"), ("what does a child in need mean", "child in need"), ("neglect", "neglect")],
)
def test_a_question_may_ask_what_something_means(question: str, name: str) -> None:
    assert ask(question, SYNONYMS).name == name


def test_a_phrase_of_two_groups_means_what_either_says() -> None:
    dictionary = dictionary_of(Synonyms(same=(("dad", "father"),), wider=(Wider(("dad",), ("parent",)),)))
    assert others(ask("dad", dictionary)) == [{"father", "parent"}]
    assert others(ask("father", dictionary)) == [{"dad"}]
    assert dictionary.concepts[("dad",)] != dictionary.concepts[("father",)]


@given(st.text())
def test_whatever_is_typed_becomes_a_few_plain_words(question: str) -> None:
    for dictionary in (Dictionary(), SYNONYMS):
        terms = ask(question, dictionary).terms
        assert len(terms) <= MOST_TERMS
        assert all(word.isalnum() for term in terms for word in term.typed)
