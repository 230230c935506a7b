"""D6: word flags find people who write about themselves, and leave words about the draft alone."""

import pytest

from sscp_learning.review.flags import personal_hints, worry_flags


@pytest.mark.parametrize(
    "words",
    [
        "He hurts me",
        "my stepdad keeps hitting me",
        "my uncle hit my brother",
        "I'm scared",
        "I’m really frightened to say",
        "i dont feel safe",
        "I was raped",
        "This happened to me.",
        "please help me",
        "I want to die",
        "I keep cutting myself",
        "please don't tell anyone",
        "I am hungry",
        "they locked me in",
    ],
)
def test_first_person_words_are_flagged(words: str) -> None:
    assert worry_flags(words)


@pytest.mark.parametrize(
    "words",
    [
        "The part about children who are hit is hard to read.",
        "A skilled worker should be named.",
        "I like the picture of the house.",
        "What does neglect mean?",
        "You write “hurt” too often.",
        "Abuse is spelt wrong.",
        "I think the word frightened is good.",
        "",
    ],
)
def test_words_about_the_draft_are_not(words: str) -> None:
    assert not worry_flags(words)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("call me on 07700 900123", "a phone number"),
        ("+44 7700 900 123", "a phone number"),
        ("write to kid.a@example.com", "an e-mail address"),
        ("I am @kid_a on there", "a name on social media"),
        ("my snap: bob77", "a name on social media"),
        ("At Redbridge Community School they say it", "a school"),
        ("I live in SO14 3AB", "a postcode"),
        ("we are at 12 Shirley Road", "a street"),
        ("My name is Nia", "a name"),
        ("Mr Khan said so", "a name"),
        ("born 12/03/2011", "a birthday"),
        ("I'm 14 and I think", "an age"),
        ("see www.example.org", "a link"),
    ],
)
def test_what_may_show_who_somebody_is_is_pointed_out(words: str, what: str) -> None:
    assert what in {hint.what for hint in personal_hints(words)}


@pytest.mark.parametrize("words", ["Say what a school can do.", "Use 2 pictures, not 10.", "It is on page 12."])
def test_ordinary_words_are_not_pointed_out(words: str) -> None:
    assert personal_hints(words) == []
