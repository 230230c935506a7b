"""The house's own word lists, and how their files are read (rules ER07, ER08, ER10, ER11, ER13, ER16).

The files lie in `content/words/`, one list each, one entry a line: `utilise, utilises, utilised = use`. Before the sign
stand all forms of the word, after it the easier words, where a list has some. What follows a # is for people.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sscp_learning.documents.model import Fault
from sscp_learning.documents.proofreading.phrases import Phrases, phrase_key
from sscp_learning.documents.words import tidy

HARD, SWAPS, IDIOMS, INITIALS, FEELINGS = (
    "hard-words.txt", "plain-words.txt", "figures-of-speech.txt", "initials.txt", "feelings.txt",
)  # fmt: skip
_FULL_AND_SHORT = re.compile(r"(?P<full>.+?) \((?P<short>.+)\)")
FILES = (HARD, SWAPS, IDIOMS, INITIALS, FEELINGS)


@dataclass(frozen=True)
class Listed:
    """One line of a list: the forms of a word, and what to write instead ("" where the list does not say)."""

    forms: tuple[str, ...]
    plain: str = ""


@dataclass(frozen=True)
class Term:
    """A key term of the glossary: its meaning, and the other words for it that are not used (rule F10)."""

    term: str
    meaning: str = ""
    banned: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return what it is called: “Graded Care Profile 2 (GCP2)” goes by its full words and by its initials."""
        found = _FULL_AND_SHORT.fullmatch(self.term)
        return (found["full"], found["short"]) if found else (self.term,)


@dataclass(frozen=True)
class HouseWords:
    """Every list the checks look words up in. Without lists, the checks that need one find nothing."""

    hard: tuple[Listed, ...] = ()
    swaps: tuple[Listed, ...] = ()
    idioms: tuple[Listed, ...] = ()
    initials: tuple[Listed, ...] = ()
    feelings: tuple[Listed, ...] = ()
    terms: tuple[Term, ...] = ()

    @cached_property
    def hard_words(self) -> Phrases[Listed]:
        """Return the hard words, to be looked up."""
        return _phrases(self.hard)

    @cached_property
    def plain_words(self) -> Phrases[Listed]:
        """Return the words that have a plainer one."""
        return _phrases(self.swaps)

    @cached_property
    def figures_of_speech(self) -> Phrases[Listed]:
        """Return the idioms and metaphors."""
        return _phrases(self.idioms)

    @cached_property
    def banned_words(self) -> Phrases[Term]:
        """Return the other words for key terms."""
        return Phrases((banned, term) for term in self.terms for banned in term.banned)

    @cached_property
    def key_terms(self) -> Phrases[Term]:
        """Return the key terms themselves."""
        return Phrases((name, term) for term in self.terms for name in term.names)

    @cached_property
    def allowed_initials(self) -> frozenset[str]:
        """Return the initials that everybody knows, and those that stand in a term of the glossary."""
        known = {form for listed in self.initials for form in listed.forms}
        return frozenset(known | {word for term in self.terms for name in term.names for word in name.split()})

    @cached_property
    def states(self) -> frozenset[str]:
        """Return the words that look like something done to a person and say how the person is."""
        return frozenset(form.casefold() for listed in self.feelings for form in listed.forms)


def read_house_words(files: Mapping[str, str]) -> tuple[HouseWords, tuple[Fault, ...]]:
    """Return the lists in these files (name → text) without key terms, and what is to be mended. Never raises."""
    strangers = sorted(set(files) - set(FILES))
    faults = [Fault(name, 1, f"This is not one of our lists; expected {', '.join(FILES)}.") for name in strangers]
    read = {name: tuple(_entries(name, files.get(name, ""), faults)) for name in FILES}
    words = HouseWords(read[HARD], read[SWAPS], read[IDIOMS], read[INITIALS], read[FEELINGS])
    return words, tuple(faults)


def terms_of(glossary: Mapping[str, Any]) -> tuple[Term, ...]:
    """Return the key terms in a glossary as its file holds it (key → term, meaning, banned); oddities are left out."""
    rows = [row for row in glossary.values() if isinstance(row, Mapping) and isinstance(row.get("term"), str)]
    return tuple(Term(row["term"], str(row.get("meaning", "")), banned_in(row)) for row in rows)


def banned_in(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the other words for one term of the glossary's file that are not used."""
    listed = row.get("banned")
    return tuple(words for words in listed if isinstance(words, str)) if isinstance(listed, list) else ()


def _phrases(entries: Iterable[Listed]) -> Phrases[Listed]:
    return Phrases((form, entry) for entry in entries for form in entry.forms)


def _entries(name: str, text: str, faults: list[Fault]) -> Iterator[Listed]:
    """Yield the entries of one list; what cannot be read is told and left out."""
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        forms, sign, plain = (tidy(part) for part in line.partition("#")[0].partition("="))
        if not forms and not sign:
            continue
        entry = Listed(tuple(tidy(form) for form in forms.split(",") if tidy(form)), plain)
        problem = _problem(name, entry, seen)
        if problem:
            faults.append(Fault(name, number, problem))
            continue
        seen |= {phrase_key(form): number for form in entry.forms}
        yield entry


def _problem(name: str, entry: Listed, seen: Mapping[tuple[str, ...], int]) -> str:
    """Return what is wrong with a line, "" if nothing is."""
    if not entry.forms or not all(phrase_key(form) for form in entry.forms):
        return "There is no word before the = sign, or one without a letter; expected: word, other form = easier word"
    if name == SWAPS and not entry.plain:
        return f"“{entry.forms[0]}” has no plainer word; expected an = sign and the word to use after it."
    twice = next((form for form in entry.forms if phrase_key(form) in seen), "")
    return f"“{twice}” is in line {seen[phrase_key(twice)]} already; leave it in one place." if twice else ""
