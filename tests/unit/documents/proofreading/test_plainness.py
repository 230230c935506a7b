"""One thing in a plain way: sentences in which each rule finds something, and good ones in which it must not."""

import pytest

from tests.unit.documents.proofreading.asking import parts, row, severities


@pytest.mark.parametrize(("sentence", "found"), [
    ("Tell us, and we will listen.", ["and"]),
    ("Tell us, but take your time.", ["but"]),
    ("Tell us, because we can help.", ["because"]),
    ("Tell us; we listen.", [";"]),
    ("Remember: we listen.", [":"]),
    ("Tell us (if you want).", ["(if you want)"]),
    ("Tell us – we listen.", ["–"]),
    ("Tell us — we listen.", ["—"]),
    ("Tell us - we listen.", ["-"]),
    ("We wait unless you call.", ["unless"]),
    ("Although you are young, we listen.", ["Although"]),
    # Good sentences.
    ("You can talk to us.", []),
    ("You can stop and take a break.", []),
    ("Bread, milk and eggs.", []),
    ("You can tell a teacher, a nurse, and a doctor.", []),
    ("Which adult do you trust?", []),
    ("You can tell:", []),
    ("We open at 9:30 today.", []),
    ("This is for ages 13–17.", []),
    ("A well-known nurse helps.", []),
    ("Ask about the National Referral Mechanism (NRM).", []),
    ("Look at https://www.example.org/a-(b) today.", []),
])  # fmt: skip
def test_er02_more_than_one_idea(sentence: str, found: list[str]) -> None:
    assert parts(row(sentence), "ER02") == found
    assert parts(row(sentence), "ER02", "full") == []


@pytest.mark.parametrize(("sentence", "found"), [
    ("You must DO THIS NOW.", ["DO THIS NOW"]),
    ("DON'T TELL anyone.", ["DON'T TELL"]),
    ("You must NOT go.", []),
    ("The NHS UK page helps.", []),
    ("I am OK.", []),
])  # fmt: skip
def test_er06_runs_of_capitals(sentence: str, found: list[str]) -> None:
    assert parts(row(sentence), "ER06") == found
    assert severities(row(sentence), "ER06") == ["F"] * len(found)
    assert parts(row(sentence), "ER06", "full") == []


@pytest.mark.parametrize(("sentence", "found"), [
    ("Half of them is 50%.", ["50%"]),
    ("It was 12.5 per cent.", ["per cent"]),
    ("There were 5000 of them.", ["5000"]),
    ("There were 1,200 children.", ["1,200"]),
    ("Read part IV first.", ["IV"]),
    ("About ½ of them.", ["½"]),
    ("About 3/4 of them.", ["3/4"]),
    ("Two thirds of them.", ["Two thirds"]),
    # Years, days, times, ages and phone numbers.
    ("That was in 2026.", []),
    ("From 2015 to 2026.", []),
    ("The year 2021-22 was long.", []),
    ("That was on 01/02/2026.", []),
    ("We are here 24/7.", []),
    ("Come at 9.30 today.", []),
    ("It is a quarter past nine.", []),
    ("You are 16.", []),
    ("There were 120 of us.", []),
    ("Call 0000 0000.", []),
    ("Call (000) 0000 0000 now.", []),
    ("Call 116 000.", []),
    ("Text SHOUT to 12345.", []),
    ("A third adult can come.", []),
    ("I am X years old.", []),
])  # fmt: skip
def test_er12_hard_numbers(sentence: str, found: list[str]) -> None:
    assert parts(row(sentence), "ER12") == found
    assert parts(row(sentence), "ER12", "leaflet") == []


@pytest.mark.parametrize(("sentence", "found"), [
    ("Professionals understand vulnerabilities.", ["Professionals, understand, vulnerabilities"]),
    ("Professionals help.", []),
    ("Was not brought is a Graded Care Profile 2 term.", []),
])  # fmt: skip
def test_er15_long_words_are_information(sentence: str, found: list[str]) -> None:
    assert parts(row(sentence), "ER15") == found
    assert severities(row(sentence), "ER15") == ["I"] * len(found)


@pytest.mark.parametrize(("sentence", "found"), [
    ("It is not unusual.", ["not unusual"]),
    ("It is not impossible.", ["not impossible"]),
    ("No one goes without food.", ["No one goes without"]),
    ("We never decide without you.", ["never decide without"]),
    ("You can't tell us nothing.", ["can't tell us nothing"]),
    ("We do not want no help.", ["not want no"]),
    # Good sentences.
    ("You do not have to say no.", []),
    ("You do not have to say no to them.", []),
    ("It is not under the bed.", []),
    ("You are not in trouble.", []),
    ("You do not understand.", []),
    ("Not until you say yes.", []),
    ("No, you will not be in trouble.", []),
    ("You do not have clean clothes.", []),
    ("No one knows where you are at night.", []),
    ("You can go without us.", []),
])  # fmt: skip
def test_er16_saying_no_twice(sentence: str, found: list[str]) -> None:
    assert parts(row(sentence), "ER16") == found
    assert parts(row(sentence), "ER16", "full") == []
    assert parts(row(sentence), "ER16", "full", for_young_people=True) == found
