"""Keeping one's place between formats."""

import pytest

from sscp_learning.guidance.stored import SectionMark
from sscp_learning.guidance.switching import twin_of


def mark(section_id: str, follows: str = "", inside: str = "") -> SectionMark:
    return SectionMark(section_id, section_id, 2, tuple(follows.split()), "", tuple(inside.split()))


FULL = (mark("what"), mark("signs", inside="babies teenagers"), mark("call"))
EASY = (mark("what-is-it", "what"), mark("teens", "teenagers"), mark("help", "call what"), mark("your-rights"))


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        (FULL[0], EASY, "what-is-it"),
        (FULL[1], EASY, "teens"),
        (EASY[0], FULL, "what"),
        (EASY[1], FULL, "signs"),
        (EASY[2], FULL, "what"),
        (EASY[3], FULL, None),
        (FULL[2], (), None),
    ],
)
def test_the_twin_of_a_section_is_the_one_that_follows_the_same(
    here: SectionMark, there: tuple[SectionMark, ...], expected: str | None
) -> None:
    twin = twin_of(here, there)
    assert (twin.id if twin else None) == expected


def test_a_section_that_follows_a_sub_section_leads_right_to_it() -> None:
    there = (mark("signs", inside="babies teenagers"), mark("babies"), mark("teenagers"))
    assert twin_of(mark("teens", "teenagers"), there) == there[2]
    assert twin_of(mark("both", "babies teenagers"), there) == there[0]


def test_the_same_id_wins_when_both_follow_the_same() -> None:
    here = mark("help", "call")
    assert twin_of(here, (mark("first", "call"), mark("help", "call"))) == mark("help", "call")


def test_the_same_id_is_no_twin_when_the_two_speak_of_different_things() -> None:
    here = mark("what-happens-next", "recording")
    assert twin_of(here, (mark("what-happens-next", "escalation"),)) is None
    assert twin_of(here, (mark("what-happens-next"),)) is None


def test_two_derived_formats_meet_in_the_section_that_shares_most() -> None:
    here = mark("next", "recording referral escalation")
    there = (mark("one", "recording"), mark("two", "recording referral"), mark("three", "referral escalation"))
    assert twin_of(here, there) == there[1]
