"""Plain words of a text: the same words give the same fingerprint, however they are set out (design, section 4)."""

import hashlib
import math
import re
import unicodedata

WORDS_A_MINUTE = 238
"""Average silent reading speed of adults for non-fiction in English (Brysbaert, 2019)."""

_WORD = re.compile(r"\w+(?:[’'`-]\w+)*")
_SPACE = re.compile(r"\s+")


def tidy(text: str) -> str:
    """Return `text` on one line, with single spaces and none at its ends."""
    return _SPACE.sub(" ", text).strip()


def list_words(text: str) -> list[str]:
    """Return the words of `text` in order; "don't" and "well-being" are one word each."""
    return _WORD.findall(text)


def count_words(text: str) -> int:
    """Return how many words `text` has."""
    return len(list_words(text))


def normalise(text: str) -> str:
    """Return `text` without case, space and punctuation, so that only a changed word changes it."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def fingerprint(text: str) -> str:
    """Return 32 hexadecimal digits that are the same for texts with the same words.

    A text without a single letter or digit (a line, a row of signs) is hashed as it stands: otherwise all of those
    would look alike.
    """
    normal = normalise(text) or tidy(text)
    return hashlib.blake2b(normal.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def reading_minutes(text: str) -> int:
    """Return the whole minutes an adult takes to read `text`: at least 1, rounded up so that nobody runs late."""
    return max(1, math.ceil(count_words(text) / WORDS_A_MINUTE))
