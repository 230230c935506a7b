"""Finding listed words and phrases in a sentence: whole words in the forms that are listed, whatever their capitals."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

Entry = TypeVar("Entry")
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


class Word(NamedTuple):
    """One word of a sentence: as it is looked up, and where it stands."""

    key: str
    start: int
    end: int


class Found(NamedTuple, Generic[Entry]):
    """A listed phrase in a sentence: what the list says of it, and where it stands."""

    entry: Entry
    start: int
    end: int


def words_in(text: str) -> list[Word]:
    """Return the words of `text`: "don’t" and "multi-agency" are one word each, "child’s" is found as "child"."""
    return [Word(_key(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


def _key(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s")


def phrase_key(phrase: str) -> tuple[str, ...]:
    """Return the words by which a phrase is found."""
    return tuple(word.key for word in words_in(phrase))


class Phrases(Generic[Entry]):
    """A list that is looked up by the first word of each phrase, so that a long list costs no more than a short one."""

    def __init__(self, listed: Iterable[tuple[str, Entry]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for phrase, entry in listed:
            key = phrase_key(phrase)
            if key:
                self._by_first.setdefault(key[0], []).append((key, entry))
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def find(self, words: Sequence[Word]) -> Iterator[Found[Entry]]:
        """Yield what stands in the list, in order: the longest of phrases at one word, and none inside another."""
        taken = 0
        for index, word in enumerate(words):
            for key, entry in self._by_first.get(word.key, ()) if index >= taken else ():
                end = index + len(key)
                if end <= len(words) and all(words[index + at].key == wanted for at, wanted in enumerate(key)):
                    taken = end
                    yield Found(entry, word.start, words[end - 1].end)
                    break
