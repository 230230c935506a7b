"""The words of a result as plain stretches, those that were looked for marked, so that a page needs no HTML. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sscp_learning.home.search.words import Phrase

LENGTH: Final = 230
BEFORE: Final = 70
NEAR_A_SENTENCE: Final = 40
SPACE: Final = re.compile(r"\s")


@dataclass(frozen=True)
class Stretch:
    """Some words of a result; `found` are those that were looked for."""

    words: str
    found: bool


@dataclass(frozen=True)
class Sought:
    """What is marked in a text: for each thing looked for, a pattern that begins with plain small letters.

    The text is made small first: that is eight times as fast as patterns that look for the beginning of a word and for
    both sizes of letter.
    """

    patterns: tuple[re.Pattern[str], ...] = ()

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where whole words stand that were looked for, from the first to the last."""
        small = text.lower()
        if len(small) != len(text):  # A few letters change their length; then nothing is marked.
            return []
        every = sorted(
            match.span()
            for pattern in self.patterns
            for match in pattern.finditer(small)
            if match.start() == 0 or not small[match.start() - 1].isalnum()
        )
        apart: list[tuple[int, int]] = []
        for start, end in every:
            if not apart or start >= apart[-1][1]:
                apart.append((start, end))
        return apart

    def are_all_in(self, text: str) -> bool:
        """Whether each thing looked for stands in the text."""
        return all(Sought((pattern,)).spans(text) for pattern in self.patterns)


def sought(terms: Iterable[tuple[Phrase, ...]]) -> Sought:
    """What finds these things in a text, each by any of its phrases."""
    return Sought(tuple(_pattern(phrases) for phrases in terms if phrases))


@lru_cache(maxsize=512)
def _pattern(phrases: tuple[Phrase, ...]) -> re.Pattern[str]:
    ways = sorted({r"[\W_]+".join(map(re.escape, phrase)) for phrase in phrases}, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(ways)})\b")


def marked(text: str, words: Sought) -> tuple[Stretch, ...]:
    """A whole text, such as a heading, with what was looked for marked."""
    stretches, done = [], 0
    for start, end in words.spans(text):
        stretches += [Stretch(text[done:start], found=False), Stretch(text[start:end], found=True)]
        done = end
    stretches.append(Stretch(text[done:], found=False))
    return tuple(stretch for stretch in stretches if stretch.words)


def excerpt(text: str, words: Sought) -> tuple[Stretch, ...]:
    """The stretch of a text that has most of what was looked for, cut between words; its beginning where nothing is."""
    if len(text) <= LENGTH:
        return marked(text, words)
    places = [(start, text[start:end].lower()) for start, end in words.spans(text)]
    start = _beginning(text, _best(places))
    end = _between_words(text, start + LENGTH)
    cut = ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")
    return marked(cut, words)


def _best(places: Sequence[tuple[int, str]]) -> int:
    """Where the window begins that holds most different finds."""
    best, most = 0, 0
    for start, _ in places:
        different = len({words for place, words in places if start <= place < start + LENGTH - BEFORE})
        if different > most:
            best, most = start, different
    return best


def _beginning(text: str, find: int) -> int:
    """A little before the find: at the beginning of its sentence if that is near, or else between two words."""
    earliest = max(find - BEFORE, 0)
    if earliest == 0:
        return 0
    sentence = max(text.rfind(mark, earliest - NEAR_A_SENTENCE, find) for mark in (". ", "? ", "! "))
    return sentence + 2 if sentence >= 0 else _between_words(text, earliest)


def _between_words(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = SPACE.search(text, place)
    return space.end() if space else len(text)
