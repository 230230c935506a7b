"""Checks of a format before it is published (review rules A and B). They point at words; people decide.

Each check is a function of the whole document and its format. Layout rules (ER05, ER06) are tested once in the styles.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from markdown_it.token import Token

from sscp_learning.documents.kinds.registry import kind_named
from sscp_learning.documents.markdown import tokens_of
from sscp_learning.documents.model import Block, Document
from sscp_learning.documents.prose import passages_of
from sscp_learning.documents.sentences import split_sentences
from sscp_learning.documents.words import count_words, tidy


class Severity(StrEnum):
    """What a finding asks for: F must be mended before publishing, W mended or ticked, I is for information."""

    FAULT = "F"
    WARNING = "W"
    INFORMATION = "I"


@dataclass(frozen=True)
class Finding:
    """One thing a check found: the rule, where ("" for the whole document), the words in question, what to do."""

    rule: str
    severity: Severity
    uid: str
    words: str
    message: str


@dataclass(frozen=True)
class Format:
    """What one format allows. A limit of None is not checked."""

    sentence_warning: int
    sentence_fault: int | None = None
    words_warning: int | None = None
    words_fault: int | None = None
    easy_read: bool = False
    for_young_people: bool = False


FORMATS = {
    "full": Format(25),
    "easy-read": Format(12, 15, easy_read=True, for_young_people=True),
    "leaflet": Format(20, for_young_people=True),
    "one-minute": Format(25, words_warning=250, words_fault=300),
    "briefing": Format(25),
}
ROW_WARNING, ROW_FAULT = 2, 3
_TWO_IDEAS = re.compile(r"[;:()–—]|, (?:and|but|which|because)\b|\b(?:unless|although)\b", re.IGNORECASE)
_COLOUR = re.compile(
    r"\b(?:the|in) (?:red|green|blue|yellow|orange|purple|pink) (?:box|text|button|link|words?|part)\b", re.IGNORECASE
)
_PHONE = re.compile(r"(?<![\w/.-])(?:(?:\+44|\(?0)[\s()-]*\d(?:[\s()-]{0,2}\d){5,10}|116[\s-]?\d{3})(?![\w/-])")
_SHORT_PHONE = re.compile(
    r"\b(?:call|ring|phone|dial|text)(?:ing)?\s+(?:us\s+)?(?:on\s+)?(?:999|101|111|112|119)\b", re.IGNORECASE
)
_EMPTY_LINKS = frozenset({"click here", "here", "this", "this link", "link", "read more", "more", "this page"})
Check = Callable[[Document, Format], Iterator[Finding]]


def check_format(document: Document, format_name: str, *, for_young_people: bool | None = None) -> tuple[Finding, ...]:
    """Return everything the checks find in a format, in the order of the rules.

    `for_young_people` is said in publication.toml; unsaid, easy-read and leaflet are for them (decision 5). KeyError
    for a format that does not exist.
    """
    allowed = FORMATS[format_name]
    young = allowed.for_young_people if for_young_people is None else for_young_people
    found = [finding for check in CHECKS for finding in check(document, allowed)]
    return (*found, *(_reassurance(document) if young else ()))


def _sentence_length(document: Document, allowed: Format) -> Iterator[Finding]:
    for block, sentence in _sentences(document):
        length = count_words(sentence)
        if length <= allowed.sentence_warning:
            continue
        fault = allowed.sentence_fault is not None and length > allowed.sentence_fault
        severity = Severity.FAULT if fault else Severity.WARNING
        message = f"This sentence has {length} words; {allowed.sentence_warning} is enough here. Make two of it."
        yield Finding("ER01", severity, block.uid, sentence, message)


def _one_idea(document: Document, allowed: Format) -> Iterator[Finding]:
    for block, sentence in _sentences(document) if allowed.easy_read else ():
        sign = _TWO_IDEAS.search(sentence)
        if sign:
            message = f"“{sign[0].strip(', ')}” often joins two ideas. Say one thing in a sentence, or make a list."
            yield Finding("ER02", Severity.WARNING, block.uid, sentence, message)


def _row_length(document: Document, _allowed: Format) -> Iterator[Finding]:
    for block in document.walk():
        if not kind_named(block.kind).is_row:
            continue
        count = sum(len(split_sentences(passage)) for child in block.walk() for passage in _passages(child))
        if count > ROW_WARNING:
            severity = Severity.FAULT if count > ROW_FAULT else Severity.WARNING
            message = f"There are {count} sentences beside one picture; {ROW_WARNING} are enough. Begin a new row."
            yield Finding("ER03", severity, block.uid, block.words, message)


def _pictures(document: Document, allowed: Format) -> Iterator[Finding]:
    for block in document.blocks if allowed.easy_read else ():
        kind = kind_named(block.kind)
        if kind.wants_picture or (kind.is_row and not block.text("picture")):
            message = "There is no picture beside these words. Put them in a ::: picture-row."
            yield Finding("ER04", Severity.WARNING, block.uid, block.words, message)
        if kind.is_row and block.flag("alt") == block.flag("decorative"):
            message = "Say what the picture shows (alt), or that the words already say it (decorative)."
            yield Finding("ER04", Severity.FAULT, block.uid, block.words, message)


def _headings(document: Document, _allowed: Format) -> Iterator[Finding]:
    before = 1
    for block in document.blocks:
        if not block.level:
            continue
        if block.level > before + 1:
            message = f"This heading skips a level. Use {'#' * (before + 1)} here."
            yield Finding("ER17", Severity.FAULT, block.uid, block.words, message)
        if not block.words:
            yield Finding("ER17", Severity.FAULT, block.uid, "", "This heading is empty. Write words or take it out.")
        before = block.level


def _easy_to_follow(document: Document, allowed: Format) -> Iterator[Finding]:
    for block in document.walk():
        if allowed.easy_read and kind_named(block.kind).is_table:
            message = "Tables are hard to read. Say it in rows with pictures, or in a list."
            yield Finding("ER17", Severity.FAULT, block.uid, block.words, message)
        for passage in _passages(block):
            for colour in _COLOUR.finditer(passage):
                message = "Not everyone sees colours. Say what it is called or where it stands, too."
                yield Finding("ER17", Severity.FAULT, block.uid, colour[0], message)
    for block in document.blocks:
        for words in _link_words(block):
            if words.casefold().strip(" .") in _EMPTY_LINKS:
                message = "Say in the link itself where it leads: many people hear links without the words around them."
                yield Finding("ER17", Severity.FAULT, block.uid, words, message)


def _reassurance(document: Document) -> Iterator[Finding]:
    if not any(kind_named(block.kind).reassures(block) for block in document.walk()):
        message = (
            "A text for young people needs a reassurance box: am I in trouble, what happens if I tell, who may need to "
            "know, where to get help now."
        )
        yield Finding("ER18", Severity.FAULT, "", "", message)


def _length(document: Document, allowed: Format) -> Iterator[Finding]:
    count = count_words(document.words)
    if allowed.words_fault is not None and count > allowed.words_fault:
        message = f"This has {count} words; at most {allowed.words_fault} can be read in the time. Take some out."
        yield Finding("F1", Severity.FAULT, "", "", message)
    elif allowed.words_warning is not None and count > allowed.words_warning:
        message = f"This has {count} words; {allowed.words_warning} is better."
        yield Finding("F1", Severity.WARNING, "", "", message)


def _phone_numbers(document: Document, _allowed: Format) -> Iterator[Finding]:
    for block in document.walk():
        for passage in _passages(block):
            for number in _PHONE.finditer(passage):
                message = "Phone numbers come from content/partnership.toml, where they are checked. Use ::: contacts."
                yield Finding("F11", Severity.FAULT, block.uid, tidy(number[0]), message)
            for number in _SHORT_PHONE.finditer(passage):
                message = "This number can stand in ::: contacts, where it is checked and can be pressed to call."
                yield Finding("F11", Severity.WARNING, block.uid, tidy(number[0]), message)


CHECKS: tuple[Check, ...] = (
    _sentence_length, _one_idea, _row_length, _pictures, _headings, _easy_to_follow, _length, _phone_numbers,
)  # fmt: skip


def _passages(block: Block) -> list[str]:
    """Return the block's own words, those of its children left out."""
    return kind_named(block.kind).passages(block)


def _sentences(document: Document) -> Iterator[tuple[Block, str]]:
    for block in document.walk():
        for passage in _passages(block):
            for sentence in split_sentences(passage):
                yield block, sentence


def _link_words(block: Block) -> Iterator[str]:
    """Yield the words of every link in the block and inside it."""
    for token in tokens_of(block.source):
        inside: list[Token] | None = None
        for child in token.children or ():
            if child.type == "link_open":
                inside = []
            elif child.type == "link_close" and inside is not None:
                line = Token("inline", "", 0, children=inside)
                yield " ".join(passages_of([line]))
                inside = None
            elif inside is not None:
                inside.append(child)
