"""Which sections of a format need checking, because the words of `full` that they follow have changed (F4). Pure.

A section may follow a `##` section of the full text or a sub-section. The words of a section are all that stands under
its heading, sub-sections included: so when a sub-section changes, those that follow it need checking, and those that
follow the section it stands in, and nobody else.

What a section was last held against is kept as a fingerprint of normalised words for each pair of a section and one
that it follows. No dates are compared: touching a copy does not clear its flag, and a comma in the source sets none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sscp_learning.guidance.rules import FlagReason
from sscp_learning.guidance.stored import SectionMark

Pair: TypeAlias = tuple[str, str]
"""The id of a section that follows, and the id of the section of `full`."""
Held: TypeAlias = Mapping[Pair, str]
"""The fingerprint of the words that each pair was held against last."""
Fingerprints: TypeAlias = Mapping[str, str]
"""The fingerprint of each section of a text, by its id."""
NO_WORDS = ""
"""Stands for the words of a section that is not there: somebody decided that nothing has to change for it."""


@dataclass(frozen=True)
class Cause:
    """One section of the full text on account of which a section needs checking; `held` is None if it never was."""

    source: str
    reason: FlagReason
    held: str | None
    now: str


@dataclass(frozen=True)
class Flag:
    """A section that needs checking, with every cause."""

    section: str
    title: str
    causes: tuple[Cause, ...]


def fingerprints(marks: Iterable[SectionMark]) -> dict[str, str]:
    """The fingerprint of each section and sub-section of a text."""
    return {mark.id: mark.fingerprint for mark in marks}


def compare(followers: Sequence[SectionMark], held: Held, full: Sequence[SectionMark]) -> tuple[Flag, ...]:
    """The sections that need checking, in the order of their text: one flag each, however many causes it has."""
    now = fingerprints(full)
    flags = ((mark, tuple(_causes(mark, held, now))) for mark in followers)
    return tuple(Flag(mark.id, mark.title, causes) for mark, causes in flags if causes)


def _causes(mark: SectionMark, held: Held, now: Fingerprints) -> Iterable[Cause]:
    for source in dict.fromkeys(mark.follows):
        words = now.get(source, NO_WORDS)
        last = held.get((mark.id, source))
        if last != words:
            yield Cause(source, _reason(last, words), last, words)


def _reason(before: str | None, words: str) -> FlagReason:
    if before:
        return FlagReason.CHANGED if words else FlagReason.GONE
    return FlagReason.ADDED if words else FlagReason.UNKNOWN


def held_at_first(followers: Sequence[SectionMark], full: Fingerprints) -> dict[Pair, str]:
    """What counts as held when the full text is published for the first time: nothing has changed yet."""
    return {pair: full[pair[1]] for pair in _pairs(followers) if pair[1] in full}


def held_by_publishing(
    after: Sequence[SectionMark], before: Sequence[SectionMark], full: Fingerprints, *, is_typo: bool
) -> dict[Pair, str]:
    """What a format is held against when it is published: its sections that were written anew, and no others.

    A section counts as written anew when its own words or what it follows have changed since the text before. Mending
    a typing mistake in it is no look at the source, so then only what it follows for the first time counts.
    """
    earlier = {mark.id: mark for mark in before}
    anew = {mark.id: _sources_held_anew(mark, earlier.get(mark.id), is_typo=is_typo) for mark in after}
    return {
        (section, source): full[source] for section, sources in anew.items() for source in sources if source in full
    }


def _sources_held_anew(mark: SectionMark, earlier: SectionMark | None, *, is_typo: bool) -> frozenset[str]:
    sources = frozenset(mark.follows)
    if earlier is None:
        return sources
    same_words = earlier.fingerprint == mark.fingerprint and set(earlier.follows) == sources
    return sources - set(earlier.follows) if is_typo or same_words else sources


def moved_by_typo(
    followers: Sequence[SectionMark], held: Held, before: Fingerprints, after: Fingerprints
) -> dict[Pair, str]:
    """What moves on with the source when its change was a typing mistake: pairs that were up to date (DECISIONS 4)."""
    found = {}
    for pair in _pairs(followers):
        last, old, new = held.get(pair), before.get(pair[1]), after.get(pair[1])
        if new and old and last == old != new:
            found[pair] = new
    return found


def _pairs(followers: Sequence[SectionMark]) -> Iterable[Pair]:
    return ((mark.id, source) for mark in followers for source in dict.fromkeys(mark.follows))


def seen_mark(flag: Flag) -> str:
    """The words somebody has before them when they decide, in short: another change makes another mark."""
    return " ".join(f"{cause.source}:{cause.now}" for cause in flag.causes)
