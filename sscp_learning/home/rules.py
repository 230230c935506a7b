"""Searching in words: what counts as a word, which are asked for, what was meant. And what is due for a check."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Final

LONGEST_QUESTION = 200
MOST_WORDS = 12
LONGEST_WORD = 40
SHORTEST_SUGGESTION = 3
LIKENESS = 0.8  # “neglct” is 0.92 like “neglect”; “bruise” is 0.73 like “abuse” and does not mean it.
# The marks that the index puts round a word that was found; neither can stand in a text.
FOUND, END = "\x02", "\x03"
WORD: Final = re.compile(r"[^\W_]+")
DAYS_BETWEEN_CONTACT_CHECKS = 90
DAYS_BEFORE_A_REVIEW = 30


@dataclass(frozen=True)
class Stretch:
    """Some words of a result; `found` are those that were looked for."""

    words: str
    found: bool


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, one form each. Signs are no words, so that nothing typed is ever a command."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return [word[:LONGEST_WORD] for word in WORD.findall(plain)]


# Words that say nothing about what is looked for. They count only where there is nothing else.
COMMON: Final = frozenset(
    words_of(
        "a about an and are as at be by can do does for from get have how i if in is it me my of on or our should so "
        "that the their there they this to was we what when where which who why will with you your"
    )
)


def asked_words(question: str) -> list[str]:
    """The words that somebody looks for: at most so many, without those that say nothing, each once."""
    words = list(dict.fromkeys(words_of(question[:LONGEST_QUESTION])))
    telling = [word for word in words if word not in COMMON]
    return (telling or words)[:MOST_WORDS]


def match_expression(words: Sequence[str], *, every: bool) -> str:
    """The question in the language of the index: each word, or a longer one that begins with it."""
    terms = [f'("{word}" OR "{word}"*)' for word in words]
    return (" AND " if every else " OR ").join(terms)


def stretches(marked: str) -> list[Stretch]:
    """A marked text as plain stretches, so that a page needs no HTML to show what was found."""
    found: list[Stretch] = []
    for number, part in enumerate(marked.split(FOUND)):
        hit, end, rest = part.partition(END)
        if number and end:
            found += [Stretch(hit, found=True), Stretch(rest, found=False)]
        else:
            found.append(Stretch(part.replace(END, ""), found=False))
    return [stretch for stretch in found if stretch.words]


def nearest_word(word: str, vocabulary: Collection[str]) -> str | None:
    """The known word that is most like this one, or None where none is like it."""
    near = [known for known in vocabulary if known[0] == word[0] or abs(len(known) - len(word)) <= 1]
    return next(iter(get_close_matches(word, near, n=1, cutoff=LIKENESS)), None)


def contact_check_due(checked: date) -> date:
    """By when somebody should check again that a number is right (REVIEW-RULES F11)."""
    return checked + timedelta(days=DAYS_BETWEEN_CONTACT_CHECKS)
