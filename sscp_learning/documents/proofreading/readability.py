"""A rough reading age by the formula of Flesch and Kincaid: information only, never a pass mark.

The same list scored six grades apart with and without full stops, and “tell us” and “do not tell us” score alike. The
counter of syllables needs no dictionary.
"""

import re
from collections.abc import Iterator

from sscp_learning.documents.proofreading.findings import Finding, Severity
from sscp_learning.documents.proofreading.reading import Reading

FEWEST_WORDS = 100
AGE_IN_FIRST_GRADE = 5
YOUNGEST, OLDEST = 6, 22
_ENDED = re.compile(r"[.?!…][\"'”’)]*$")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]e|[^td]ed|[^aeiouysxzhcg]es)$")


def reading_age(reading: Reading) -> Iterator[Finding]:
    """Yield about how old somebody is who reads this easily, for texts of a hundred words and more.

    Headings and items without a full stop are left out: they would make any text look easy.
    """
    sentences = [sentence for sentence in reading.running if _ENDED.search(sentence.words)]
    keys = [word.key for sentence in sentences for word in sentence.listed]
    if len(keys) < FEWEST_WORDS:
        return
    syllables = sum(count_syllables(key) for key in keys)
    grade = 0.39 * len(keys) / len(sentences) + 11.8 * syllables / len(keys) - 15.59
    age = min(max(round(grade) + AGE_IN_FIRST_GRADE, YOUNGEST), OLDEST)
    message = (
        f"About {age} years, by a formula that only counts words and syllables. It is a hint, never a pass mark: ask "
        "people whether it is easy to read."
    )
    yield Finding("reading-age", Severity.INFORMATION, "", "", message)


def count_syllables(word: str) -> int:
    """Return about how many syllables a word has, at least one."""
    silent = 1 if _SILENT_END.search(word) else 0
    return max(1, len(_VOWELS.findall(word)) - silent)
