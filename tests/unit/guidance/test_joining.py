"""Two blocks made one, and one made two."""

import pytest

from sscp_learning.documents.parse import parse_piece
from sscp_learning.guidance.joining import halves, joined, places
from sscp_learning.platform.errors import RuleBroken

ROW = "::: picture-row talk {decorative}\nTalk to someone. They will listen.\n:::"
BOX = '::: box info {title="T" #the-box}\nOne.\n\nTwo.\n:::'


@pytest.mark.parametrize(
    ("above", "below", "one"),
    [
        ("One.", "Two.", "One.\nTwo."),
        ("- a", "- b", "- a\n- b"),
        ("1. a", "2. b", "1. a\n2. b"),
        ("::: box info\nOne.\n:::", "Two.", "::: box info\nOne.\n\nTwo.\n:::"),
        ("One.", "::: box info\nTwo.\n:::", "::: box info\nOne.\n\nTwo.\n:::"),
        ("::: box info\nA.\n:::", "::: steps\n1. b\n:::", ":::: box info\nA.\n\n::: steps\n1. b\n:::\n::::"),
        ("[^1]: A.", "[^2]: B.", "[^1]: A.\n[^2]: B."),
    ],
)
def test_two_parts_become_one(above: str, below: str, one: str) -> None:
    assert joined(above, below) == one


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("## A", "Words."),
        ("Words.", "- a"),
        ("| a |\n|---|\n| b |", "Words."),
        ("::: box info\nopen", "Words."),
        ("Words.", "## A"),
    ],
)
def test_parts_that_cannot_be_one_say_what_to_do(above: str, below: str) -> None:
    with pytest.raises(RuleBroken, match="Copy the words into one of them"):
        joined(above, below)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("One. Two! Three", ["Two! Three", "Three"]),
        ("- a\n- b\n  - inside\n- c", ["- b", "- c"]),
        ("[^1]: A.\n[^2]: B.", ["[^2]: B."]),
        (ROW, ["They will listen."]),
        (BOX, ["Two."]),
        ("Only one sentence", []),
        ("## Heading words. More", []),
        ('::: contacts {names="emergency"}\n:::', []),
        ("::: box warning\nleft. Open", []),
    ],
)
def test_where_a_part_can_be_split(source: str, words: list[str]) -> None:
    assert [place.words.split("\n")[0] for place in places(source)] == words


@pytest.mark.parametrize("source", ["One. Two! Three", "- a\n- b", ROW, BOX, "[^1]: A.\n[^2]: B."])
def test_both_halves_are_of_the_same_kind(source: str) -> None:
    kind = parse_piece(source).blocks[0].kind
    for place in places(source):
        for half in halves(source, place.at):
            piece = parse_piece(half)
            assert [block.kind for block in piece.blocks] == [kind]
            assert piece.problems == ()


def test_the_second_half_has_no_id_of_the_first() -> None:
    first, second = halves(BOX, places(BOX)[0].at)
    assert first == '::: box info {title="T" #the-box}\nOne.\n:::'
    assert second == '::: box info {title="T"}\nTwo.\n:::'


@pytest.mark.parametrize("at", [0, 3, 9_999, -1])
def test_a_part_is_not_split_inside_a_word(at: int) -> None:
    with pytest.raises(RuleBroken, match="Choose the words"):
        halves("One. Two.", at)
