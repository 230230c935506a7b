"""Checks of formats: each threshold from both sides."""

import pytest
from hypothesis import HealthCheck, given, settings

from sscp_learning.documents.checks import FORMATS, Finding, check_format
from sscp_learning.documents.parse import parse
from tests.unit.documents.texts import hostile

REASSURANCE = "\n\n::: box reassurance\nYou are not in trouble.\n:::\n"


def found(text: str, rule: str, name: str = "easy-read") -> list[str]:
    """Return how severe each finding of one rule is."""
    return [str(finding.severity) for finding in all_found(text, name) if finding.rule == rule]


def all_found(text: str, name: str = "easy-read") -> tuple[Finding, ...]:
    """Return every finding."""
    return check_format(parse(text).document, name)


def words(count: int) -> str:
    """Return a sentence of `count` words."""
    return " ".join(["word"] * count) + "."


def row(text: str, about: str = "talk {decorative}") -> str:
    """Return a picture row."""
    return f"::: picture-row {about}\n{text}\n:::\n"


@pytest.mark.parametrize(("name", "count", "severity"), [
    ("easy-read", 12, []), ("easy-read", 13, ["W"]), ("easy-read", 15, ["W"]), ("easy-read", 16, ["F"]),
    ("leaflet", 20, []), ("leaflet", 21, ["W"]), ("leaflet", 90, ["W"]),
    ("full", 25, []), ("full", 26, ["W"]), ("one-minute", 26, ["W"]), ("briefing", 26, ["W"]),
])  # fmt: skip
def test_er01_long_sentences(name: str, count: int, severity: list[str]) -> None:
    assert found(row(words(count)), "ER01", name) == severity


def test_er01_items_cells_and_headings_end_a_sentence() -> None:
    text = "## One two three four five six seven {#a}\n\n" + "- one two three four five six seven\n" * 2
    assert found(text, "ER01") == []


def test_er01_abbreviations_do_not_end_one() -> None:
    assert found(row("You can tell an adult, e.g. Dr. Khan or the nurse at 5 p.m. or even later."), "ER01") == ["F"]


@pytest.mark.parametrize(("sentence", "severity"), [
    ("You can talk to us.", []),
    ("Bread, milk and eggs.", []),
    ("Tell us, and we will listen.", ["W"]),
    ("Tell us; we listen.", ["W"]),
    ("Tell us (if you want).", ["W"]),
    ("We wait unless you call.", ["W"]),
])  # fmt: skip
def test_er02_more_than_one_idea(sentence: str, severity: list[str]) -> None:
    assert found(row(sentence), "ER02") == severity
    assert found(row(sentence), "ER02", "full") == []


@pytest.mark.parametrize(("count", "severity"), [(1, []), (2, []), (3, ["W"]), (4, ["F"])])
def test_er03_sentences_beside_one_picture(count: int, severity: list[str]) -> None:
    assert found(row("You matter. " * count), "ER03") == severity


@pytest.mark.parametrize(("text", "severity"), [
    (row("You matter."), []),
    (row("You matter.", 'talk {alt="Two people talk"}'), []),
    (row("You matter.", "talk"), ["F"]),
    (row("You matter.", "{decorative}"), ["W"]),
    ("You matter.", ["W"]),
    ("- You\n- We", ["W"]),
])  # fmt: skip
def test_er04_a_picture_and_its_description(text: str, severity: list[str]) -> None:
    assert found(text, "ER04") == severity
    assert found(text, "ER04", "full") == []


@pytest.mark.parametrize(("text", "count"), [
    ("## A {#a}\n\n### B {#b}\n\n## C {#c}", 0),
    ("## A {#a}\n\n#### B {#b}", 1),
    ("##", 1),
    ("Please [click here](https://example.org).", 1),
    ("Please [read the law](https://example.org).", 0),
    ("Click here.", 0),
    ("Look at the red box.", 1),
    ("Look at the red flower.", 0),
    ("| a |\n|---|\n| b |", 1),
])  # fmt: skip
def test_er17_easy_to_follow(text: str, count: int) -> None:
    assert found(text, "ER17") == ["F"] * count


def test_er17_tables_are_fine_outside_easy_read() -> None:
    assert found("| a |\n|---|\n| b |", "ER17", "full") == []


@pytest.mark.parametrize(("name", "young", "severity"), [
    ("easy-read", None, ["F"]), ("leaflet", None, ["F"]), ("full", None, []), ("one-minute", None, []),
    ("leaflet", False, []), ("one-minute", True, ["F"]),
])  # fmt: skip
def test_er18_reassurance_in_texts_for_young_people(name: str, *, young: bool | None, severity: list[str]) -> None:
    without, document = parse("Words.").document, parse("Words." + REASSURANCE).document
    severities = [
        str(one.severity) for one in check_format(without, name, for_young_people=young) if one.rule == "ER18"
    ]
    assert severities == severity
    assert not [one for one in check_format(document, name, for_young_people=young) if one.rule == "ER18"]


@pytest.mark.parametrize(("count", "severity"), [(250, []), (251, ["W"]), (300, ["W"]), (301, ["F"])])
def test_one_minute_is_at_most_300_words(count: int, severity: list[str]) -> None:
    assert found("Go now. " * (count // 2) + "Go." * (count % 2), "F1", "one-minute") == severity


@pytest.mark.parametrize(("sentence", "severity"), [
    ("Ring 0000 000 0000.", ["F"]),
    ("Ring 023 8000 0000 today.", ["F"]),
    ("Ring (023) 8000 0000.", ["F"]),
    ("Ring +44 23 8000 0000.", ["F"]),
    ("Ring 0000 0000.", ["F"]),
    ("Ring 116 000.", ["F"]),
    ("In danger, call 999.", ["W"]),
    ("From 2015 to 2026, 1,200 children.", []),
    ("On 01/02/2026 at 09:00.", []),
    ("Sections 17 and 47 of the Act of 1989.", []),
])  # fmt: skip
def test_f11_phone_numbers_come_from_one_place(sentence: str, severity: list[str]) -> None:
    assert found(sentence, "F11", "full") == severity


def test_a_finding_says_where_and_what_to_do() -> None:
    (finding,) = all_found(
        "## A {#a}\n\n::: picture-row talk {decorative #my-row}\nOne. Two. Three.\n:::" + REASSURANCE
    )
    assert (finding.rule, finding.uid) == ("ER03", "my-row")
    assert finding.words == "One. Two. Three."
    assert finding.message == "There are 3 sentences beside one picture; 2 are enough. Begin a new row."


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile())
def test_any_document_can_be_checked(text: str) -> None:
    document = parse(text).document
    uids = {block.uid for block in document.walk()} | {""}
    for name in FORMATS:
        assert all(finding.uid in uids for finding in check_format(document, name))
