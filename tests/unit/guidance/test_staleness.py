"""Exactly the followers of changed words need checking (F4): a table of cases, and any text with any edits."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscp_learning.documents.parse import parse
from sscp_learning.guidance.rules import FlagReason
from sscp_learning.guidance.staleness import (
    Held,
    compare,
    fingerprints,
    held_at_first,
    held_by_publishing,
    moved_by_typo,
)
from sscp_learning.guidance.stored import SectionMark, marks_of

FULL = """\
## Signs {#signs}

Look for a pattern.

### Babies {#babies}

They do not gain weight.

### Teenagers {#teenagers}

They are hungry.

## Who to call {#who}

Call the team.
"""
EASY = """\
## Signs {#easy-signs follows="signs"}

Look out.

## Babies {#easy-babies follows="babies"}

They are small.

## Older {#easy-older follows="teenagers who"}

They are hungry.

## You are not in trouble {#not-in-trouble}

Nobody is cross with you.
"""


def marks(text: str) -> list[SectionMark]:
    parsed = parse(text)
    assert not parsed.faults
    return marks_of(parsed.document)


def first_held(full: str = FULL, easy: str = EASY) -> dict[tuple[str, str], str]:
    return held_at_first(marks(easy), fingerprints(marks(full)))


def flagged(full: str, held: Held, easy: str = EASY) -> list[str]:
    return [flag.section for flag in compare(marks(easy), held, marks(full))]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Call the team.", "Call the front door.", ["easy-older"]),
        ("They are hungry.", "They are often hungry.", ["easy-signs", "easy-older"]),
        ("They do not gain weight.", "They lose weight.", ["easy-signs", "easy-babies"]),
        ("Look for a pattern.", "Look for what repeats.", ["easy-signs"]),
        ("## Who to call", "## Whom to call", ["easy-older"]),
        ("Look for a pattern.", "look for  a PATTERN", []),
        ("Look for a pattern.", "**Look** for a pattern!", []),
    ],
)
def test_a_change_of_words_flags_the_followers_of_that_section_and_of_the_one_around_it(
    old: str, new: str, expected: list[str]
) -> None:
    assert flagged(FULL.replace(old, new), first_held()) == expected


def test_a_section_that_is_taken_away_says_so() -> None:
    gone = FULL.replace(" {#who}", " {#contacts}")
    (flag,) = compare(marks(EASY), first_held(), marks(gone))
    assert [(cause.source, cause.reason) for cause in flag.causes] == [("who", FlagReason.GONE)]


def test_one_flag_stands_for_every_cause() -> None:
    changed = FULL.replace("They are hungry.", "They eat alone.").replace("Call the team.", "Call us.")
    flag = compare(marks(EASY), first_held(), marks(changed))[-1]
    assert [cause.source for cause in flag.causes] == ["teenagers", "who"]


def test_a_section_that_the_full_text_never_had_is_named_until_somebody_decides() -> None:
    easy = EASY.replace('follows="babies"', 'follows="infants"')
    held = first_held(easy=easy)
    (flag,) = compare(marks(easy), held, marks(FULL))
    assert (flag.section, flag.causes[0].reason) == ("easy-babies", FlagReason.UNKNOWN)
    decided = {**held, ("easy-babies", "infants"): ""}
    assert flagged(FULL, decided, easy) == []
    (again,) = compare(marks(easy), decided, marks(FULL.replace("#babies", "#infants")))
    assert again.causes[0].reason is FlagReason.ADDED


def published(after: str, before: str = EASY, *, is_typo: bool = False) -> set[tuple[str, str]]:
    return set(held_by_publishing(marks(after), marks(before), fingerprints(marks(FULL)), is_typo=is_typo))


def test_publishing_holds_only_what_was_written_anew() -> None:
    assert published(EASY) == set()
    assert published(EASY.replace("They are small.", "They are tiny.")) == {("easy-babies", "babies")}
    assert published(EASY.replace('"babies"', '"babies who"')) == {("easy-babies", "babies"), ("easy-babies", "who")}
    assert published(EASY, before="") == {
        ("easy-signs", "signs"),
        ("easy-babies", "babies"),
        ("easy-older", "teenagers"),
        ("easy-older", "who"),
    }


def test_mending_a_typing_mistake_in_a_copy_is_no_look_at_the_source() -> None:
    assert published(EASY.replace("They are small.", "They are smal."), is_typo=True) == set()
    assert published(EASY.replace('"babies"', '"babies who"'), is_typo=True) == {("easy-babies", "who")}


def test_a_typing_mistake_in_the_source_moves_only_what_was_up_to_date() -> None:
    before = FULL.replace("They do not gain weight.", "They lose weight.").replace("Call the team.", "Call teh team.")
    held = {**first_held(before), ("easy-babies", "babies"): fingerprints(marks(FULL))["babies"]}
    after = before.replace("teh", "the").replace("lose weight", "loose weight")
    moved = moved_by_typo(marks(EASY), held, fingerprints(marks(before)), fingerprints(marks(after)))
    assert set(moved) == {("easy-older", "who"), ("easy-signs", "signs")}
    assert flagged(after, {**held, **moved}) == ["easy-babies"]


# Any text, any edits

WORDS = ("pattern", "hungry", "weight", "team", "listen", "school", "home", "tired", "cold", "alone")


@dataclass(frozen=True)
class Source:
    """A section of a made-up full text: its own words, and those of its sub-sections."""

    id: str
    words: tuple[str, ...]
    inside: tuple["Source", ...] = ()

    def all_words(self) -> list[str]:
        """What a reader reads under this heading, the heading's own words first."""
        return [self.id.replace("-", ""), *self.words, *(word for part in self.inside for word in part.all_words())]

    def text(self, level: int, dice: random.Random) -> str:
        """The section as Markdown, with case, space and signs as they fall."""
        spoken = " ".join(dice.choice((word, word.upper(), f"**{word}**", f"{word},")) for word in self.words)
        gap = dice.choice(("\n\n", "\n\n\n"))
        below = "".join(part.text(level + 1, dice) for part in self.inside)
        return f"{'#' * level} {self.id.replace('-', '')} {{#{self.id}}}{gap}{spoken}.\n\n{below}"


some_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(tuple)


@st.composite
def full_texts(draw: st.DrawFn) -> list[Source]:
    """Up to five sections with up to three sub-sections each."""
    return [
        Source(
            f"s{one}",
            draw(some_words),
            tuple(Source(f"s{one}-{two}", draw(some_words)) for two in range(draw(st.integers(0, 3)))),
        )
        for one in range(draw(st.integers(1, 5)))
    ]


def everything(text: Sequence[Source]) -> Mapping[str, Source]:
    return {part.id: part for section in text for part in (section, *section.inside)}


@st.composite
def edited(draw: st.DrawFn, text: Sequence[Source]) -> list[Source]:
    """The same text with some words changed, and some sub-sections and sections taken away."""

    def edit(part: Source) -> Source:
        words = draw(st.one_of(st.just(part.words), some_words))
        return Source(part.id, words, tuple(edit(inner) for inner in part.inside if draw(st.integers(0, 5))))

    return [edit(section) for section in text if draw(st.integers(0, 7))]


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Source], list[Source], list[tuple[str, ...]], random.Random]:
    """A full text, what became of it, and what each section of a derived format follows."""
    before = draw(full_texts())
    ids = sorted(everything(before))
    follows = draw(st.lists(st.lists(st.sampled_from(ids), max_size=3).map(tuple), min_size=1, max_size=6))
    return before, draw(edited(before)), follows, draw(st.randoms(use_true_random=False))


def as_text(text: Sequence[Source], dice: random.Random) -> str:
    return "".join(section.text(2, dice) for section in text)


def words_of(text: Sequence[Source]) -> dict[str, str]:
    return {key: "".join(part.all_words()) for key, part in everything(text).items()}


@given(stories())
def test_for_any_text_and_any_edits_exactly_the_followers_of_changed_words_are_flagged(
    story: tuple[list[Source], list[Source], list[tuple[str, ...]], random.Random],
) -> None:
    before, after, follows, dice = story
    derived = "".join(
        f'## Part {number} {{#d{number} follows="{" ".join(sources)}"}}\n\nWords.\n\n' if sources
        else f"## Part {number} {{#d{number}}}\n\nWords.\n\n"
        for number, sources in enumerate(follows)
    )  # fmt: skip
    held = held_at_first(marks(derived), fingerprints(marks(as_text(before, dice))))
    old, new = words_of(before), words_of(after)
    expected = [
        f"d{number}" for number, sources in enumerate(follows) if any(old[key] != new.get(key) for key in sources)
    ]
    assert flagged(as_text(after, dice), held, derived) == expected
