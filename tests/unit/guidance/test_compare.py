"""Two texts block by block, as a table of cases."""

from collections.abc import Sequence

import pytest

from sscp_learning.documents.align import align
from sscp_learning.documents.model import Block
from sscp_learning.documents.parse import parse
from sscp_learning.guidance.compare import Became, Comparison, Mark, compare, words_out_and_in

ONE = "## One {#one}\n\nA pattern of care.\n"
TWO = "## Two {#two}\n\n- first\n- second\n"
SAME_ONE = ("same: One", "same: A pattern of care.")
THREE = "## Three {#three}\n\nThe end.\n"


def compared(before: str, after: str) -> Comparison:
    old = parse(before).document.blocks
    return compare(old, align(old, parse(after).document.blocks).blocks)


def told(comparison: Comparison) -> list[str]:
    """Each part in a few words: what became of it, whether it moved, and its words now (or before)."""
    return [
        f"{part.became}{' moved' if part.moved else ''}: {said(part.after or part.before)}" for part in comparison.parts
    ]


def said(lines: Sequence[Sequence[object]]) -> str:
    return " / ".join("".join(piece.words for piece in line) for line in lines)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (ONE, ONE, ["same: One", "same: A pattern of care."]),
        ("", ONE, ["new: One", "new: A pattern of care."]),
        (ONE, "", ["gone: One", "gone: A pattern of care."]),
        (ONE, ONE.replace("care.", "care,"), ["same: One", "changed: A pattern of care,"]),
        (ONE, ONE.replace("care", "*care*"), ["same: One", "set-out: A pattern of *care*."]),
        (
            f"{ONE}\n{THREE}",
            f"{ONE}\n{TWO}\n{THREE}",
            [*SAME_ONE, "new: Two", "new: first / second", "same: Three", "same: The end."],
        ),
        (
            f"{ONE}\n{TWO}\n{THREE}",
            f"{ONE}\n{THREE}",
            [*SAME_ONE, "gone: Two", "gone: first / second", "same: Three", "same: The end."],
        ),
        (
            f"{ONE}\n{TWO}",
            f"{TWO}\n{ONE}",
            ["same moved: Two", "same moved: first / second", "same: One", "same: A pattern of care."],
        ),
    ],
)
def test_every_part_is_told_in_the_order_of_the_newer_text(before: str, after: str, expected: list[str]) -> None:
    assert told(compared(before, after)) == expected


def test_words_that_differ_are_marked_sign_by_sign() -> None:
    changed = compared("A patern of care, that is missing.\n", "A pattern of care that is missing.\n")
    (part,) = changed.parts
    assert list(words_out_and_in(changed)) == [("patern", "pattern"), (",", "")]
    assert said(part.before) == "A patern of care, that is missing."
    assert said(part.after) == "A pattern of care that is missing."
    assert [piece.mark for piece in part.together[0]][:3] == [Mark.BOTH, Mark.OUT, Mark.IN]


def test_words_that_have_nothing_in_common_are_told_whole() -> None:
    old = parse("One thing about a child.\n").document.blocks
    new = [Block(old[0].uid, "text", "Quite another sentence here.", "Quite another sentence here.", "x")]
    (part,) = compare(old, new).parts
    assert [piece.mark for line in part.together for piece in line] == [Mark.OUT, Mark.IN]


def test_unchanged_parts_stand_in_runs_that_can_be_folded() -> None:
    groups = compared(f"{THREE}\n{ONE}", f"{THREE}\n{ONE.replace('care.', 'care,')}").groups
    assert [(same, len(run)) for same, run in groups] == [(True, 3), (False, 1)]


def test_as_few_parts_as_can_be_count_as_moved() -> None:
    lines = [f"Sentence number {number} of these." for number in range(6)]
    moved = compared("\n\n".join(lines), "\n\n".join([*lines[1:], lines[0]]))
    assert (moved.moved, moved.changed, moved.count(Became.SAME)) == (1, 1, 6)


def test_a_very_long_text_is_compared_in_a_moment() -> None:
    words = " ".join(f"word{number % 97}" for number in range(9_000))
    (part,) = compared(f"{words}\n", f"{words} more\n").parts
    assert part.became is Became.CHANGED
