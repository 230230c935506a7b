"""Which characters the fonts beside this file can show, so that no paper has an empty box in somebody's name.

The table is written by ``tools/build_fonts.py``: reading it takes a millisecond, reading the fonts would take hundreds.
"""

import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
_SHAPELESS = frozenset({"Cf", "Zs", "Zl", "Zp"})
"""Formatting marks and spaces need no glyph: setting a line takes care of them."""


def printable(words: str) -> str:
    """Return `words` in composed form, with line breaks as spaces and without control characters.

    A name typed as W and a loose circumflex is one letter in the fonts; a control character has no shape at all.
    """
    composed = unicodedata.normalize("NFC", words)
    spaced = "".join(" " if character in "\n\r\t\v\f\u2028\u2029" else character for character in composed)
    return "".join(character for character in spaced if unicodedata.category(character) not in {"Cc", "Cs"})


def missing_glyphs(words: str) -> str:
    """Return the characters of `words` that no font here can show, each once, in order; "" when all can be shown."""
    shown = _shown()
    unknown = (character for character in printable(words) if character not in shown)
    return "".join(dict.fromkeys(each for each in unknown if unicodedata.category(each) not in _SHAPELESS))


@cache
def _shown() -> frozenset[str]:
    """Return every character in the table, whose lines are the first and the last number of a run, in hexadecimal."""
    lines = (FONTS / "coverage.txt").read_text(encoding="ascii").splitlines()
    runs = (line.split() for line in lines)
    return frozenset(chr(point) for first, last in runs for point in range(int(first, 16), int(last, 16) + 1))
