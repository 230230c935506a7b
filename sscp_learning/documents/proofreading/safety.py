"""What keeps young people safe, and numbers right: reassurance, who has read it, phone numbers (ER18, ER20, F11)."""

import re
from collections.abc import Iterator, Mapping

from sscp_learning.documents.kinds.registry import kind_named
from sscp_learning.documents.proofreading.findings import Finding, Severity
from sscp_learning.documents.proofreading.reading import Reading
from sscp_learning.documents.words import tidy

_PHONE = re.compile(r"(?<![\w/.-])(?:(?:\+44|\(?0)[\s()-]*\d(?:[\s()-]{0,2}\d){5,10}|116[\s-]?\d{3})(?![\w/-])")
_SHORT_PHONE = re.compile(
    r"\b(?:call|ring|phone|dial|text)(?:ing)?\s+(?:us\s+)?(?:on\s+)?(?:999|101|111|112|119)\b", re.IGNORECASE
)
_TEXT_NUMBER = re.compile(r"\btext(?:ing)?\s+(?:\w+\s+)?(?:to|on)\s+\d{5,6}\b", re.IGNORECASE)
_TOLD: Mapping[str, re.Pattern[str]] = {
    "whether they are in trouble": re.compile(r"\btrouble\b|\bblame", re.IGNORECASE),
    "what happens if they tell": re.compile(r"\bhappens?\b|\bif (?:you|i) tell\b", re.IGNORECASE),
    "who may need to know": re.compile(
        r"\bneeds? to know\b|\bsecret\b|\btell (?:someone|somebody|a |the )", re.IGNORECASE
    ),
    "where to get help now": re.compile(
        r"\bhelp\b[^.?!]*\bnow\b|\bget help\b|\b(?:call|ring|phone|text)\b", re.IGNORECASE
    ),
}
"""The four things a reassurance box tells (F9), and the words by which each is found."""


def reassurance(reading: Reading) -> Iterator[Finding]:
    """Yield that a text for young people has no reassurance box, or that its boxes leave something out (ER18, F9)."""
    if not reading.young:
        return
    boxes = [block for block in reading.blocks if kind_named(block.kind).reassures(block)]
    if not boxes:
        message = (
            "A text for young people needs a reassurance box: am I in trouble, what happens if I tell, who may need to "
            "know, where to get help now."
        )
        yield Finding("ER18", Severity.FAULT, "", "", message)
        return
    words = " ".join(block.words for block in boxes)
    for told in (what for what, said in _TOLD.items() if not said.search(words)):
        message = f"The reassurance box does not seem to say {told}. Young people need to know before they tell."
        yield Finding("ER18", Severity.WARNING, boxes[0].uid, boxes[0].words, message, told)


def young_readers(reading: Reading) -> Iterator[Finding]:
    """Yield that no young person has read these very words (ER20), where the caller knows."""
    if reading.young and reading.young_readers == 0:
        message = (
            "No young person has read this yet, and readers are told so. Ask a group to read it before you publish."
        )
        yield Finding("ER20", Severity.WARNING, "", "", message)


def phone_numbers(reading: Reading) -> Iterator[Finding]:
    """Yield phone numbers that are typed into the text (F11)."""
    for sentence in reading.sentences:
        for number in (*_PHONE.finditer(sentence.words), *_TEXT_NUMBER.finditer(sentence.words)):
            message = "Phone numbers come from content/partnership.toml, where they are checked. Use ::: contacts."
            yield sentence.finding("F11", Severity.FAULT, message, tidy(number[0]))
        for number in _SHORT_PHONE.finditer(sentence.words):
            message = "This number can stand in ::: contacts, where it is checked and can be pressed to call."
            yield sentence.warn("F11", message, tidy(number[0]))
