"""Finding: a question's terms as the index knows them, misspelt words put right, meanings asked for, whom to call."""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sscp_learning.home.search.excerpts import Sought, sought
from sscp_learning.home.search.matching import Looked, Match, Only, match_all, quoted
from sscp_learning.home.search.spelling import can_be_meant, keys_of, nearest
from sscp_learning.home.search.words import Asked, Dictionary, Term, ask, forms_of, words_of

MOST_CONTACTS: Final = 4
RARE: Final = 3  # A word that fewer parts have may be the beginning of a longer one.
SHORTEST_BEGINNING: Final = 3
MOST_FORMS: Final = 60


@dataclass(frozen=True)
class Found:
    """What a search gave: all matches, and those of them that are wanted.

    `every` is False where no part has all of the words. `instead` is the question with misspelt words put right, when
    that is what was looked for. `also` are the other words that were looked for. `answer` is the piece that says what
    was asked the meaning of, `contacts` are keys of whom to call, and `cut` says that there is more than is ranked.
    """

    matches: Sequence[Match] = ()
    wanted: Sequence[Match] = ()
    every: bool = True
    instead: str = ""
    also: tuple[str, ...] = ()
    answer: int | None = None
    contacts: tuple[str, ...] = ()
    sought: Sought = field(default_factory=Sought)
    cut: bool = False


def find(index: sqlite3.Connection, question: str, dictionary: Dictionary, only: Only) -> Found:
    """What there is about this. Whatever is typed is only words."""
    asked, looked = _look_up(index, question, dictionary)
    instead = _put_right(index, question, looked)
    if instead:
        asked, looked = _look_up(index, instead, dictionary)
    if not looked:
        return Found()
    words, words_sought = frozenset(words_of(instead or question)), sought(each.phrases for each in looked)
    matched = match_all(index, looked, words)
    # Where not all matches are ranked, those that are wanted may be among the others.
    wanted = match_all(index, looked, words, only.expression) if matched.cut and only.expression else matched
    return Found(
        matches=matched.matches,
        wanted=only.keep(wanted.matches),
        every=matched.every,
        instead=instead,
        also=_also(looked, dictionary),
        answer=_answer(index, asked),
        contacts=_contacts(index, asked, words_sought),
        sought=words_sought,
        cut=matched.cut,
    )


def _look_up(index: sqlite3.Connection, question: str, dictionary: Dictionary) -> tuple[Asked, list[Looked]]:
    asked = ask(question, dictionary)
    return asked, [_look(index, term) for term in asked.terms]


def _look(index: sqlite3.Connection, term: Term) -> Looked:
    """A term with the forms of its words that the library has."""
    others = _forms(index, [quoted(phrase) for phrase in term.others if len(phrase) == 1])
    phrases = (term.typed, *term.others, *((word,) for word in others))
    concept = [f'"{term.concept}"'] * bool(term.concept)
    if term.exact or len(term.typed) > 1:
        ways = concept or [quoted(term.typed)]
        return Looked(term, _any_of(ways), phrases, _pieces(index, term))
    (word,) = term.typed
    own = _forms(index, [quoted(term.typed)])
    begins = sum(own.values()) < RARE and len(word) >= SHORTEST_BEGINNING
    longer = _forms(index, [f'"{word}"*']) if begins else {}
    # What was typed is looked for beside its concept, so that it counts for more than what means the same.
    ways = [quoted(term.typed), *[f'"{word}"*'] * bool(longer), *concept]
    return Looked(
        term,
        _any_of(ways),
        (*phrases, *((form,) for form in (*own, *longer))),
        max(sum(own.values()) + sum(longer.values()), _pieces(index, term)),
        known=any((*own.values(), *longer.values(), term.others)),
    )


def _any_of(ways: Iterable[str]) -> str:
    return f"({' OR '.join(ways)})"


def _forms(index: sqlite3.Connection, ways: Sequence[str]) -> dict[str, int]:
    """The words that are forms of these, and in how many parts each stands."""
    if not ways:
        return {}
    rows = index.execute("SELECT word, pieces FROM form WHERE form MATCH ? LIMIT ?", (" OR ".join(ways), MOST_FORMS))
    return dict(rows.fetchall())


def _pieces(index: sqlite3.Connection, term: Term) -> int:
    """In how many parts the concept of a term stands."""
    row = index.execute("SELECT pieces FROM concept WHERE name = ?", (term.concept,)).fetchone()
    return int(row[0]) if row else 0


def _put_right(index: sqlite3.Connection, question: str, looked: Sequence[Looked]) -> str:
    """The question with each word that nothing has made into the one that was meant; nothing where there is none."""
    meant = question
    for each in looked:
        if not each.known:
            (word,) = each.term.typed
            if near := _nearest(index, word):
                meant = re.sub(rf"\b{re.escape(word)}\b", near, meant, flags=re.IGNORECASE)
    return meant if words_of(meant) != words_of(question) else ""


def _nearest(index: sqlite3.Connection, word: str) -> str | None:
    if not can_be_meant(word):
        return None
    keys = sorted(keys_of(word))
    places = ", ".join("?" * len(keys))
    rows = index.execute(f"SELECT DISTINCT word, times FROM spelling WHERE key IN ({places})", keys)  # noqa: S608
    return nearest(word, rows.fetchall())


def _also(looked: Sequence[Looked], dictionary: Dictionary) -> tuple[str, ...]:
    """The other words that were looked for, as their author wrote them, and none that only has another ending."""
    said = {form for each in looked for form in forms_of(each.term.typed)}
    also = []
    for phrase in (phrase for each in looked for phrase in each.term.others):
        forms = set(forms_of(phrase))
        if not forms & said:
            also.append(dictionary.spoken[phrase])
        said |= forms
    return tuple(also)


def _answer(index: sqlite3.Connection, asked: Asked) -> int | None:
    """The piece that says what this means, if the whole question is a name for it."""
    names = [asked.name]
    if len(asked.terms) == 1:
        names += [" ".join(phrase) for phrase in (asked.terms[0].typed, *asked.terms[0].others)]
    for name in names:
        row = index.execute("SELECT piece FROM answer WHERE name = ?", (name,)).fetchone()
        if row:
            return int(row[0])
    return None


def _contacts(index: sqlite3.Connection, asked: Asked, words: Sought) -> tuple[str, ...]:
    """Whom to call: those named for such a question, then those who have all that is looked for in their name."""
    names = index.execute("SELECT part, title FROM piece WHERE id IN (SELECT piece FROM callable)")
    return tuple(dict.fromkeys((*asked.contacts, *(key for key, name in names if words.are_all_in(name)))))[
        :MOST_CONTACTS
    ]
