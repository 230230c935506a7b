"""Which known word was meant by one that nobody knows. Pure.

Two words that differ by a letter or two share a form with one letter left out, so that the index can look candidates up
instead of comparing the word with all it has.
"""

from collections.abc import Iterable
from typing import Final

SHORTEST: Final = 4
LONGEST: Final = 24
LONG: Final = 6  # From here on two letters may be wrong; in a shorter word that would be another word.


def can_be_meant(word: str) -> bool:
    """Whether a word is of a length and kind at which a slip can be told from another word."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def keys_of(word: str) -> set[str]:
    """The word itself, and the word with each of its letters left out once."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def nearest(word: str, candidates: Iterable[tuple[str, int]]) -> str | None:
    """The candidate that differs least, of those the one that is used most; None where all differ too much.

    Candidates come with how often each is used.
    """
    most = 2 if len(word) >= LONG else 1
    # People seldom get the first letter wrong, so a candidate that begins with it comes before one that does not.
    near = sorted((distance(word, known), known[0] != word[0], -times, known) for known, times in candidates)
    return near[0][3] if near and near[0][0] <= most else None


def distance(one: str, other: str) -> int:
    """How many letters were left out, added, changed, or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        earlier, before = before, row
        row = [place]
        for column, other_letter in enumerate(other, start=1):
            cost = letter != other_letter
            least = min(before[column] + 1, row[column - 1] + 1, before[column - 1] + cost)
            swapped = place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == other_letter
            row.append(min(least, earlier[column - 2] + 1) if swapped else least)
    return row[-1]
