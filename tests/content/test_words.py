"""The house's word lists, held against sentences: what the checks must find, and good ones they must leave alone."""

from dataclasses import replace
from functools import cache

import pytest

from sscp_learning.content_files.reading import read_content
from sscp_learning.content_files.word_lists import house_words, word_faults
from sscp_learning.documents.checks import HouseWords, Severity, check_format
from sscp_learning.documents.parse import parse
from sscp_learning.documents.proofreading.house_words import FILES
from sscp_learning.documents.proofreading.phrases import Phrases, phrase_key, words_in
from sscp_learning.settings import PROJECT

FOLDER = PROJECT / "content"
ABOUT_THE_WHOLE = {"ER09", "ER18", "ER20", "reading-age"}


@cache
def house() -> HouseWords:
    """The lists and key terms of content/."""
    return house_words(read_content(FOLDER))


def found(text: str, words: HouseWords | None = None) -> list[str]:
    """The rules that a few sentences of easy read break, each in its own picture row."""
    rows = "\n".join(f"::: picture-row talk {{decorative}}\n{line}\n:::\n" for line in text.split(" / "))
    findings = check_format(parse(rows).document, "easy-read", house=words or house())
    return [finding.rule for finding in findings if finding.rule not in ABOUT_THE_WHOLE]


@pytest.mark.parametrize(("sentence", "rules"), [
    ("You can utilise the phone.", ["ER13"]),
    ("A safe adult can help you.", ["ER08"]),
    ("Ask the MASH for help.", ["ER10"]),
    ("You will be told what happens.", ["ER11"]),
    ("Your words are written down.", ["ER11"]),
    ("You get taken to a new home.", ["ER11"]),
    ("About 20% of children feel this.", ["ER12"]),
    ("There are 12,000 children here.", ["ER12"]),
    ("Do not turn a blind eye to it.", ["ER16"]),
    ("It is not unusual to feel sad.", ["ER16"]),
    ("Tell someone, and they will help you.", ["ER02"]),
    ("Tell someone unless it is not safe.", ["ER02"]),
    ("You may feel sad or worried or scared or angry about it all now.", ["ER01"]),
    ("They have a meeting. / It is in a school.", []),
    ("We liaise with the NHS and commence work.", ["ER13", "ER13"]),
])  # fmt: skip
def test_a_sentence_that_needs_work_is_found(sentence: str, rules: list[str]) -> None:
    assert found(sentence) == rules


@pytest.mark.parametrize("sentence", [
    "We make a disclosure for you.", "Some people are vulnerable.", "A multi-agency team meets. / You can tell us.",
    "Exploitation can happen to anyone.", "We talk about consent. / You can say no.", "A referral helps.",
])  # fmt: skip
def test_a_hard_word_is_found_where_the_glossary_does_not_explain_it(sentence: str) -> None:
    assert found(sentence, replace(house(), terms=())) == ["ER07"]


@pytest.mark.parametrize("sentence", [
    # Feelings and states.
    "You are worried.", "Are you scared?", "You may feel sad or worried.", "You get hurt.", "You were upset.",
    "You are often tired and stressed.", "You are not alone.", "You are loved.", "You may be disabled.",
    "It is called neglect.", "You are allowed to say no.", "You are in need of help.", "The door is locked.",
    "You’re not in trouble.", "We’re here for you.", "He’s told me.", "You are really frightened.",
    # Numbers that everybody knows.
    "You can do this at 16 and 17.", "The law is from 1989.", "We open at 9.30 today.", "Call us 24/7.",
    "This was on 22 November 2026.", "We wrote this in 2025/26.", "You can come at half past two.",
    # Initials and abbreviations.
    "The NHS helps you.", "Your GP can help.", "You can go to A&E.", "We open at 9 a.m. each day.",
    "Dr. Khan can help you.", "You can say no. We will stop.", "I am OK.", "Watch TV with us.",
    # One idea, though there is a comma or a sign.
    "You can tell a teacher, a nurse or a friend.", "Is it safe, warm and clean?", "Which adult do you trust?",
    "Mum and dad can help.", "You can say “I need to talk.”", "This is for ages 13–17.", "Your mum’s friend can come.",
    "Look at https://www.example.org/a-page_(one) today.", "Write to us at help@example.org today.",
    "You can ask:", "Yes, you can.", "Hello, I am Sam.",
    # Explained where they stand.
    "Consent means that you say yes.", "We ask for your consent. / Consent means you say yes.",
    "Someone makes you carry drugs. This is called exploitation.", "A perpetrator is a person who hurts someone.",
    "An advocate helps you to say what you want.", "You have rights.", "You may meet a social worker.",
    # Two words of no that are one no.
    "You do not have to say no.", "You do not understand.", "No one knows where you are at night.",
    "No, you are not in trouble.", "You do not have clean clothes.", "Do not wait until tomorrow.",
    # Words that look like listed ones.
    "Look at the traffic light.", "You have a minor part in the play.", "Your house has a red door.",
    "We keep your eye test card.", "You can use the page on the left.", "At the end of the day we go home.",
])  # fmt: skip
def test_a_good_sentence_is_left_alone(sentence: str) -> None:
    assert found(sentence) == []


def test_every_list_is_there_and_can_be_read() -> None:
    assert {path.name for path in (FOLDER / "words").iterdir()} == set(FILES)
    assert [str(fault) for fault in word_faults(read_content(FOLDER))] == []
    assert all((house().hard, house().swaps, house().idioms, house().initials, house().feelings, house().terms))


@pytest.mark.parametrize("name", FILES)
def test_every_list_says_how_it_is_edited(name: str) -> None:
    opening = (FOLDER / "words" / name).read_text("utf-8").partition("\n\n")[0]
    assert opening.startswith("# ")
    text = (FOLDER / "words" / name).read_text("utf-8")
    assert "# How to edit: " in text


def test_no_list_advises_a_word_that_another_list_finds() -> None:
    offered = [entry.plain for entries in (house().hard, house().swaps, house().idioms) for entry in entries]
    lists: tuple[Phrases[object], ...] = (house().hard_words, house().plain_words, house().figures_of_speech)
    assert [words for words in offered for each in lists if any(each.find(words_in(words)))] == []


def test_no_key_term_is_a_word_we_tell_people_to_avoid() -> None:
    for term in house().terms:
        assert not any(house().plain_words.find(words_in(term.term))), term.term
        assert phrase_key(term.term) not in {phrase_key(banned) for other in house().terms for banned in other.banned}


@pytest.mark.parametrize("kind", ["easy-read", "leaflet", "one-minute", "drafts/easy-read"])
def test_the_words_of_the_neglect_toolkit_raise_no_false_alarm(kind: str) -> None:
    text = (FOLDER / "guidance" / "neglect-toolkit" / f"{kind}.md").read_text("utf-8")
    findings = check_format(parse(text).document, kind.rpartition("/")[2], house=house())
    assert [(one.rule, one.words) for one in findings if one.severity is not Severity.INFORMATION] == []
