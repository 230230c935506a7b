"""Reassurance, young readers, and numbers that are typed into the text."""

import pytest

from sscp_learning.documents.checks import check_format
from sscp_learning.documents.parse import parse
from tests.unit.documents.proofreading.asking import REASSURANCE, parts, severities


@pytest.mark.parametrize(("name", "young", "severity"), [
    ("easy-read", None, ["F"]), ("leaflet", None, ["F"]), ("full", None, []), ("one-minute", None, []),
    ("leaflet", False, []), ("one-minute", True, ["F"]),
])  # fmt: skip
def test_er18_reassurance_in_texts_for_young_people(name: str, *, young: bool | None, severity: list[str]) -> None:
    assert severities("Words.", "ER18", name, for_young_people=young) == severity
    assert severities("Words." + REASSURANCE, "ER18", name, for_young_people=young) == []


@pytest.mark.parametrize(("left_out", "told"), [
    ("Am I in trouble? No.", "whether they are in trouble"),
    ("What happens if I tell? We listen to you.", "what happens if they tell"),
    ("Who may need to know? We tell a nurse.", "who may need to know"),
    ("You can get help now.", "where to get help now"),
])  # fmt: skip
def test_er18_a_reassurance_box_tells_four_things(left_out: str, told: str) -> None:
    text = REASSURANCE.replace(left_out, "You matter.")
    assert parts(text, "ER18") == [told]
    assert severities(text, "ER18") == ["W"]


def test_er18_two_boxes_may_share_them() -> None:
    first, second = (
        "Am I in trouble? No.\n\nWhat happens if I tell? We listen.",
        "We tell a nurse. You can get help now.",
    )
    assert severities(f"::: box reassurance\n{first}\n:::\n\n::: box reassurance\n{second}\n:::", "ER18") == []


@pytest.mark.parametrize(("name", "young", "readers", "severity"), [
    ("easy-read", None, 0, ["W"]), ("easy-read", None, 3, []), ("easy-read", None, None, []),
    ("leaflet", None, 0, ["W"]), ("full", None, 0, []), ("full", True, 0, ["W"]), ("easy-read", False, 0, []),
])  # fmt: skip
def test_er20_a_young_person_has_read_it(
    name: str, *, young: bool | None, readers: int | None, severity: list[str]
) -> None:
    assert severities("You matter.", "ER20", name, for_young_people=young, young_readers=readers) == severity


@pytest.mark.parametrize(("sentence", "severity"), [
    ("Ring 0000 000 0000.", ["F"]),
    ("Ring 023 8000 0000 today.", ["F"]),
    ("Ring (023) 8000 0000.", ["F"]),
    ("Ring +44 23 8000 0000.", ["F"]),
    ("Ring 0000 0000.", ["F"]),
    ("Ring 116 000.", ["F"]),
    ("Text HELP to 12345.", ["F"]),
    ("In danger, call 999.", ["W"]),
    ("From 2015 to 2026, 1,200 children.", []),
    ("On 01/02/2026 at 09:00.", []),
    ("Sections 17 and 47 of the Act of 1989.", []),
    ("Text a friend.", []),
])  # fmt: skip
def test_f11_phone_numbers_come_from_one_place(sentence: str, severity: list[str]) -> None:
    assert severities(sentence, "F11", "full") == severity


def test_f11_gives_the_sentence_and_points_at_the_number() -> None:
    (finding,) = check_format(parse("Ring 0000 0000 today. Go on.").document, "full")
    assert (finding.words, finding.part) == ("Ring 0000 0000 today.", "0000 0000")
