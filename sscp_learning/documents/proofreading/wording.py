"""Which words are used: hard ones, other words for key terms, initials, plainer ones (ER07, ER08, ER10, ER13, ER16)."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from sscp_learning.documents.kinds.registry import kind_named
from sscp_learning.documents.proofreading.findings import Finding, Severity
from sscp_learning.documents.proofreading.house_words import Listed
from sscp_learning.documents.proofreading.phrases import Found, phrase_key
from sscp_learning.documents.proofreading.plainness import capitals_in
from sscp_learning.documents.proofreading.reading import Reading, Sentence

_MEANS = (
    r"(?:means?|(?:is|are) (?:when|where|if|what|someone|somebody|something|anyone|anything|people|things|called)"
    r"|(?:is|are) (?:an?|the) (?:\w+ ){0,2}?(?:adult|feeling|group|job|kind|law|list|meeting|page|paper|person|people"
    r"|place|plan|rule|service|talk|team|thing|time|way|word|worker)s?)\b"
)
_SAYS_WHAT_IT_MEANS = re.compile(rf"\W*(?:[\w’'-]+\W+){{0,4}}?{_MEANS}", re.IGNORECASE)
_SAYS_WHAT_THAT_MEANS = re.compile(
    rf"\W*(?:this|that|it|they|these|he or she)\W+(?:\w+\W+){{0,2}}?{_MEANS}", re.IGNORECASE
)
_CALLED = re.compile(r"\b(?:called|call (?:this|that|it))\W+(?:an?\W+|the\W+)?$", re.IGNORECASE)
_QUOTES = "\"“”‘’'"
_INITIALS = re.compile(r"(?<![\w@#/&.])([A-Z]{2,}[0-9]*|[A-Z]&[A-Z])(?:s|['’]s)?\b(?!\.\w|[-/&]\w)")
_ROMAN = re.compile(r"(?=[XVI])X{0,3}(?:IX|IV|V?I{0,3})")
MANY_LETTERS = 4
_SMALL = r"(?:(?:of|and|the|for|to|in|on|at|by|with|from|a)\b[\W_]{1,3})*"


def hard_words(reading: Reading) -> Iterator[Finding]:
    """Yield the hard words of texts for everybody that are explained nowhere (ER07), each once, at its first use.

    A word is explained by the glossary, a ::: definition, or “X means …” in the same sentence or the next.
    """
    if not (reading.allowed.easy_read or reading.young):
        return
    severity = Severity.FAULT if reading.allowed.easy_read else Severity.WARNING
    explained = _explained_words(reading)
    for sentence, following, found in _first_uses(reading):
        entry = found.entry
        if any(phrase_key(form) in explained for form in entry.forms):
            continue
        if _is_explained(reading, sentence, following, entry):
            continue
        part = sentence.plain[found.start : found.end]
        easier = f" Easier words: “{entry.plain}”." if entry.plain else ""
        means = f"{part[:1].upper()}{part[1:]} means …"
        message = (
            f"Not everybody knows “{part}”.{easier} If it has to stay, put “{means}” in the next sentence, or ask for "
            "it to be put into the glossary."
        )
        yield sentence.finding("ER07", severity, message, part)


def _explained_words(reading: Reading) -> set[tuple[str, ...]]:
    names = [name for term in reading.house.terms for name in term.names]
    names += [kind_named(block.kind).defines(block) for block in reading.blocks]
    return {phrase_key(name) for name in names}


def _first_uses(reading: Reading) -> Iterator[tuple[Sentence, Sentence | None, Found[Listed]]]:
    """Yield where each hard word comes first, and the sentence after it. Headings count for words they alone use."""
    running = zip_longest(reading.running, reading.running[1:])
    headings = ((sentence, None) for sentence in reading.sentences if sentence.is_heading)
    seen: set[Listed] = set()
    for sentence, following in (*running, *headings):
        for found in reading.house.hard_words.find(sentence.listed):
            if found.entry not in seen:
                seen.add(found.entry)
                yield sentence, following, found


def _is_explained(reading: Reading, sentence: Sentence, following: Sentence | None, entry: Listed) -> bool:
    if following and _SAYS_WHAT_THAT_MEANS.match(following.plain):
        return True
    return any(
        found.entry == entry
        and (_SAYS_WHAT_IT_MEANS.match(near.plain, found.end) or _CALLED.search(near.plain, 0, found.start))
        for near in (sentence, following)
        if near
        for found in reading.house.hard_words.find(near.listed)
    )


def banned_words(reading: Reading) -> Iterator[Finding]:
    """Yield other words for key terms (ER08, F10); words in quotation marks are somebody else's."""
    for sentence in reading.sentences:
        for found in reading.house.banned_words.find(sentence.listed):
            if _is_quoted(sentence.plain, found.start, found.end):
                continue
            part = sentence.plain[found.start : found.end]
            message = f"“{part}” is another word for a key term. Write “{found.entry.term}” here and everywhere."
            yield sentence.warn("ER08", message, part)


def _is_quoted(text: str, start: int, end: int) -> bool:
    before, after = text[:start][-1:], text[end : end + 1]
    return before != "" and before in _QUOTES and after != "" and after in _QUOTES


def initials(reading: Reading) -> Iterator[Finding]:
    """Yield initials that come without their full words first (ER10), each once."""
    seen = set(reading.house.allowed_initials)
    said = ""
    for sentence in (*reading.running, *(one for one in reading.sentences if one.is_heading)):
        said = f"{said} {sentence.plain}"
        shouted = " ".join(capitals_in(sentence, reading))
        for found in _INITIALS.finditer(sentence.plain):
            short = found[1]
            if short in seen or _ROMAN.fullmatch(short) or short in shouted:
                continue
            seen.add(short)
            if not (_has_full_words(short, said) or _is_introduced(short, sentence.plain)):
                message = (
                    f"Write the full words first and “{short}” in brackets after them. Or use only the full words."
                )
                yield sentence.warn("ER10", message, short)


def _has_full_words(short: str, text: str) -> bool:
    """Return whether words that begin with these letters stand in `text`, small words between them left out.

    Of few letters only words with capitals count, because “such a thing” would be SAT.
    """
    letters = [letter for letter in short if letter.isalpha()]
    flags = re.IGNORECASE if len(letters) >= MANY_LETTERS else re.NOFLAG
    return bool(re.search(r"\b" + rf"[\w’']+[\W_]{{1,3}}{_SMALL}".join(letters), text, flags))


def _is_introduced(short: str, text: str) -> bool:
    """Return whether the initials stand in brackets behind other words, or other words in brackets behind them."""
    return f" ({short})" in text or bool(re.search(rf"\b{re.escape(short)} \([^)]*\s[^)]*\)", text))


def plainer_words(reading: Reading) -> Iterator[Finding]:
    """Yield words that have a plainer one (ER13)."""
    for sentence in reading.sentences:
        for found in reading.house.plain_words.find(sentence.listed):
            part = sentence.plain[found.start : found.end]
            yield sentence.warn("ER13", f"“{part}” has a plainer word: “{found.entry.plain}”.", part)


def figures_of_speech(reading: Reading) -> Iterator[Finding]:
    """Yield idioms and metaphors in texts for everybody (ER16)."""
    for sentence in reading.sentences if reading.is_plain else ():
        for found in reading.house.figures_of_speech.find(sentence.listed):
            part = sentence.plain[found.start : found.end]
            easier = f" Write “{found.entry.plain}”." if found.entry.plain else " Say what you mean in plain words."
            yield sentence.warn("ER16", f"Some people take “{part}” as it is said.{easier}", part)
