"""What somebody asks for: words, phrases, and other words that mean the same. Nothing typed is ever a command. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

from sscp_learning.topics.synonyms import Synonyms

LONGEST_QUESTION: Final = 200
MOST_TERMS: Final = 12
LONGEST_WORD: Final = 40
MOST_WAYS: Final = 60
WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
QUOTED: Final = re.compile(r'"([^"]*)"')
CURLY: Final = str.maketrans("’‘“”„", '\'\'"""')

Phrase: TypeAlias = tuple[str, ...]


def words_of(text: str) -> list[str]:
    """The words of a text in one form: small letters, no accents, no apostrophes; “child's” is “child”."""
    plain = text.lower()
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.translate(CURLY)).casefold()
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [word.removesuffix("'s").replace("'", "")[:LONGEST_WORD] for word in WORD.findall(plain)]


# Words that say nothing about what is looked for. They count only where there is nothing else, and inside phrases.
COMMON: Final = frozenset(
    words_of(
        "a about all am an and any anybody anyone are arent as ask at be been being but by can cant could d definition "
        "did didnt do does doesnt doing dont else explain find for from get getting give going got had has hasnt have "
        "having he her hers him his how i id if ill im in into is isnt it its ive just know like ll look make me mean "
        "meaning means might must my need now of on or our ours please really s see shall she should "
        "shouldnt so some somebody someone something t than that thats the their them then there these they this "
        "those thing things think to too up us use ve very want was wasnt we well were werent what whats when where "
        "which while who whos whose why will with wont would wouldnt you your yours"
    )
)
# What may stand before and after a term in a question about its meaning.
BEFORE_A_TERM: Final = frozenset(words_of("what whats is are does do the a an define meaning definition of explain"))
AFTER_A_TERM: Final = frozenset(words_of("mean means meaning stand stands for definition"))


@dataclass(frozen=True)
class Term:
    """One of the things looked for: what was typed, and the other phrases that mean the same.

    `concept` is the word by which the index knows all of them. `exact` is a phrase in quotation marks, which is looked
    for as it stands.
    """

    typed: Phrase
    others: tuple[Phrase, ...] = ()
    concept: str = ""
    exact: bool = False


@dataclass(frozen=True)
class Asked:
    """A question as it was understood: its terms, whom to call about it, and the term it asks the meaning of."""

    terms: tuple[Term, ...]
    contacts: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Dictionary:
    """The synonyms by phrase: what else each means, the word of the index for that, and whom to call about it.

    `spoken` has each phrase as its author wrote it.
    """

    others: Mapping[Phrase, tuple[Phrase, ...]] = field(default_factory=dict)
    concepts: Mapping[Phrase, str] = field(default_factory=dict)
    contacts: Mapping[Phrase, tuple[str, ...]] = field(default_factory=dict)
    spoken: Mapping[Phrase, str] = field(default_factory=dict)

    @cached_property
    def longest(self) -> int:
        """How many words the longest known phrase has."""
        return max(map(len, self.others), default=1)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that stands in a synonym, so that each is known to be spelt right."""
        spelt = [*self.others, *(phrase for phrases in self.others.values() for phrase in phrases), *self.contacts]
        return frozenset(word for phrase in spelt for word in phrase)

    @cached_property
    def meanings(self) -> Mapping[Phrase, frozenset[str]]:
        """The concepts that a text has which has this phrase."""
        found: dict[Phrase, set[str]] = {}
        for phrase, others in self.others.items():
            for way in (phrase, *others):
                found.setdefault(way, set()).add(self.concepts[phrase])
        return {phrase: frozenset(concepts) for phrase, concepts in found.items()}


def dictionary_of(synonyms: Synonyms) -> Dictionary:
    """The synonyms by phrase. A phrase that stands in several groups means what any of them says."""
    others: dict[Phrase, dict[Phrase, None]] = {}
    contacts: dict[Phrase, dict[str, None]] = {}
    groups = [(group, group) for group in synonyms.same] + [(row.words, row.also) for row in synonyms.wider]
    for words, also in groups:
        for phrase in map(_phrase, words):
            others.setdefault(phrase, {}).update({other: None for other in map(_phrase, also) if other != phrase})
    for row in synonyms.call:
        for phrase in map(_phrase, row.words):
            contacts.setdefault(phrase, {}).update(dict.fromkeys(row.contacts))
    ways = {phrase: tuple(found)[:MOST_WAYS] for phrase, found in others.items() if phrase}
    numbers: dict[frozenset[Phrase], int] = {}
    concepts = {
        phrase: f"xq{numbers.setdefault(frozenset((phrase, *found)), len(numbers))}xq" for phrase, found in ways.items()
    }
    spoken = {_phrase(words): words for group in groups for side in group for words in side}
    return Dictionary(ways, concepts, {phrase: tuple(found) for phrase, found in contacts.items() if phrase}, spoken)


def _phrase(words: str) -> Phrase:
    return tuple(words_of(words))


def ask(question: str, dictionary: Dictionary) -> Asked:
    """What this question looks for: phrases in quotation marks, known phrases, then words that say something."""
    plain = question[:LONGEST_QUESTION].translate(CURLY)
    quoted = [tuple(words_of(phrase)) for phrase in QUOTED.findall(plain)]
    spoken = words_of(QUOTED.sub(" ", plain))
    everything = words_of(plain)
    terms = [Term(phrase, exact=True) for phrase in quoted if phrase] + list(_terms(spoken, dictionary))
    if not terms:
        terms = [Term((word,)) for word in spoken]
    return Asked(
        terms=tuple({term.typed: term for term in terms}.values())[:MOST_TERMS],
        contacts=_contacts(everything, dictionary),
        name=" ".join(_name(everything)),
    )


def _terms(words: Sequence[str], dictionary: Dictionary) -> Iterator[Term]:
    """The longest known phrase at each place, or else the word there if it says anything."""
    place, longest = 0, dictionary.longest
    while place < len(words):
        known = _known_phrase(words[place : place + longest], dictionary)
        if known is not None:
            taken, phrase = known
            yield Term(tuple(words[place : place + taken]), dictionary.others[phrase], dictionary.concepts[phrase])
        else:
            taken = 1
            if words[place] not in COMMON:
                yield Term((words[place],))
        place += taken


def _known_phrase(words: Sequence[str], dictionary: Dictionary) -> tuple[int, Phrase] | None:
    """How many of these words, from the first on, are a known phrase, and the phrase as the dictionary has it."""
    for count in range(len(words), 0, -1):
        for phrase in forms_of(tuple(words[:count])):
            if phrase in dictionary.others:
                return count, phrase
    return None


def forms_of(phrase: Phrase) -> Iterator[Phrase]:
    """A phrase, and the same with its last word as one thing instead of several."""
    *before, last = phrase
    yield phrase
    for many, one in (("ies", "y"), ("es", ""), ("s", "")):
        if last.endswith(many) and len(last) > len(many) + 1:
            yield (*before, last.removesuffix(many) + one)


def _contacts(words: Sequence[str], dictionary: Dictionary) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for phrase, keys in dictionary.contacts.items():
        places = range(len(words) - len(phrase) + 1)
        if any(tuple(words[place : place + len(phrase)]) == phrase for place in places):
            found.update(dict.fromkeys(keys))
    return tuple(found)


def _name(words: Sequence[str]) -> Sequence[str]:
    """The words without “what is …” before them and “… mean” behind."""
    start, end = 0, len(words)
    while start < end and words[start] in BEFORE_A_TERM:
        start += 1
    while start < end and words[end - 1] in AFTER_A_TERM:
        end -= 1
    return words[start:end]
