"""How a text is built: pictures, headings, links, colours, and the parts of each format."""

import pytest

from tests.unit.documents.proofreading.asking import REASSURANCE, of_rule, parts, row, severities

LEAFLET = """## One {#one}

::: picture house {decorative}
:::

::: box key
You can tell us.
:::

- one
- two

## Two {#two}

::: picture-row talk {decorative}
You can talk.
:::
"""


@pytest.mark.parametrize(("text", "severity"), [
    (row("You matter."), []),
    (row("You matter.", 'talk {alt="Two people talk"}'), []),
    (row("You matter.", "talk"), ["F"]),
    (row("You matter.", "{decorative}"), ["W"]),
    ("You matter.", ["W"]),
    ("- You\n- We", ["W"]),
    (":::: box info\n::: picture-row talk\nYou matter.\n:::\n::::", ["F"]),
])  # fmt: skip
def test_er04_a_picture_and_its_description(text: str, severity: list[str]) -> None:
    assert severities(text, "ER04") == severity
    assert severities(text, "ER04", "full") == []


@pytest.mark.parametrize(("text", "share"), [
    ("## Neglect {#a}\n\n## More {#b}", []),
    ("## What is neglect? {#a}\n\n## More {#b}\n\n## Yet more {#c}", ["1 of 3"]),
    ("You matter.", []),
])  # fmt: skip
def test_er09_key_terms_in_headings_are_information(text: str, share: list[str]) -> None:
    findings = of_rule(text, "ER09")
    assert [finding.message.partition(" headings")[0] for finding in findings] == share
    assert {finding.severity for finding in findings} <= {"I"}


@pytest.mark.parametrize(("text", "found"), [
    ("## One {#a}\n\nYou can.\n\n## Two {#b}\n\nAdults help.", ["Two"]),
    ("## One {#a}\n\nAdults help.\n\n### Inside {#b}\n\nWe help.", []),
    ("## One {#a}\n\nOur door is open.\n\n## Two {#b}\n\nYou’re safe.", []),
    ('## Get help {#a}\n\n::: contacts {names="childline"}\n:::', []),
    ("Adults help.", []),
])  # fmt: skip
def test_er14_a_section_speaks_to_the_reader(text: str, found: list[str]) -> None:
    assert [finding.words for finding in of_rule(text, "ER14")] == found
    assert [finding.words for finding in of_rule(text, "ER14", "leaflet")] == found
    assert of_rule(text, "ER14", "full") == []


@pytest.mark.parametrize(("text", "count"), [
    ("## A {#a}\n\n### B {#b}\n\n## C {#c}", 0),
    ("## A {#a}\n\n#### B {#b}", 1),
    ("##", 1),
    ("Please [click here](https://example.org).", 1),
    ("Please [**here**](https://example.org).", 1),
    ("Please [](https://example.org).", 1),
    ("Please [read the law](https://example.org).", 0),
    ("- one\n- [Read more](https://example.org)", 1),
    ("::: box info\nPlease [this](https://example.org).\n:::", 1),
    ("Click here.", 0),
    ("Look at the red box.", 1),
    ("It is marked in green.", 1),
    ("Look at the red flower.", 0),
    ("Go when the light is green.", 0),
    ("| a |\n|---|\n| b |", 1),
])  # fmt: skip
def test_er17_easy_to_follow(text: str, count: int) -> None:
    assert severities(text, "ER17") == ["F"] * count


def test_er17_tables_are_fine_outside_easy_read() -> None:
    assert severities("| a |\n|---|\n| b |", "ER17", "full") == []


@pytest.mark.parametrize(("titles", "severity"), [
    (("What is it?", "Who?", "What do I do?", "Who do I call?"), []),
    (("Who?", "What is it?", "What do I do?", "Who do I call?"), ["W"]),
    (("What is it?", "Who?", "What do I do?"), ["W"]),
    ((), ["W"]),
])  # fmt: skip
def test_f1_a_one_minute_guide_has_fixed_headings(titles: tuple[str, ...], severity: list[str]) -> None:
    text = "\n\n".join(f"## {title} {{#s-{number}}}\n\nYou can." for number, title in enumerate(titles)) or "You can."
    assert severities(text, "F1-headings", "one-minute") == severity
    assert severities(text, "F1-headings", "full") == []


@pytest.mark.parametrize(("old", "new", "found"), [
    ("", "", []),
    ("::: box key\nYou can tell us.\n:::", "You can tell us.", ["box"]),
    ("- one\n- two", "one", ["list"]),
    ("::: picture house {decorative}\n:::", "You can.", [""]),
    (row("You can talk."), "You can talk.\n", [""]),
])  # fmt: skip
def test_f1_a_leaflet_has_boxes_bullets_and_a_picture_in_each_section(old: str, new: str, found: list[str]) -> None:
    assert old in LEAFLET
    text = LEAFLET.replace(old, new) if old else LEAFLET
    assert parts(text, "F1-parts", "leaflet") == found
    assert parts(text, "F1-parts", "full") == []


@pytest.mark.parametrize(("text", "said"), [
    ("::: steps\n" + "1. Do it.\n" * 6 + ":::", []),
    ("::: steps\n" + "1. Do it.\n" * 7 + ":::", []),
    ("::: steps\n" + "1. Do it.\n   1. Inside.\n" * 5 + ":::", ["5 steps"]),
    ("::: steps\n1. Do it.\n:::", ["1 step;"]),
    ("".join(f"## Step {number} {{#s{number}}}\n\n" for number in range(6)), []),
    ("## One {#one}\n\nYou can.", ["1 step;"]),
])  # fmt: skip
def test_f1_the_steps_of_a_briefing_are_counted_for_information(text: str, said: list[str]) -> None:
    findings = of_rule(text, "F1-steps", "briefing")
    assert [one for finding, one in zip(findings, said, strict=True) if one in finding.message] == said
    assert {finding.severity for finding in findings} <= {"I"}
    assert of_rule(text, "F1-steps", "full") == []


def test_the_reassurance_used_in_these_tests_is_well_built() -> None:
    assert severities(REASSURANCE, "ER17") == []
