"""What may be passive voice, and the feelings and states that only look like it (ER11)."""

import pytest

from tests.unit.documents.proofreading.asking import parts, row, severities


@pytest.mark.parametrize(("sentence", "found"), [
    ("You are helped by a nurse.", ["are helped"]),
    ("It was written down.", ["was written"]),
    ("You will be told first.", ["be told"]),
    ("You have been moved.", ["been moved"]),
    ("You are not always told.", ["are not always told"]),
    ("You were quickly taken home.", ["were quickly taken"]),
    ("You're given food.", ["You're given"]),
    ("You get bullied at school.", ["get bullied"]),
    ("It is being kept.", ["is being kept"]),
    ("Are you fed?", ["Are you fed"]),
    ("Food isn't made for you.", ["isn't made"]),
    ("You are watched and you are followed.", ["are watched", "are followed"]),
])  # fmt: skip
def test_er11_points_at_what_may_be_passive(sentence: str, found: list[str]) -> None:
    assert parts(row(sentence), "ER11") == found
    assert severities(row(sentence), "ER11") == ["W"] * len(found), "never a fault"
    assert parts(row(sentence), "ER11", "full") == []


@pytest.mark.parametrize("sentence", [
    "You are worried.",
    "Are you worried about telling?",
    "You are really scared.",
    "You get hurt.",
    "You are very tired today.",
    "You may be disabled.",
    "It is called neglect.",
    "He's told me.",
    "You have told us.",
    "There are hundred ways.",
    "You are in need.",
    "This is red.",
    "You are always, helped or not, welcome.",
    "Write was not brought here.",
    "We helped you.",
])  # fmt: skip
def test_er11_a_feeling_a_state_or_a_key_term_is_none(sentence: str) -> None:
    assert parts(row(sentence), "ER11") == []
