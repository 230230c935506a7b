"""Checks of a format before it is published (review rules A and B). They point at words; people decide.

This is the door: each check is a function in `documents/proofreading/`. Layout rules (ER05, and ER06 but for capitals)
are tested once in the styles.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from sscp_learning.documents.model import Document
from sscp_learning.documents.proofreading import length, plainness, readability, safety, shape, wording
from sscp_learning.documents.proofreading.findings import RULES, Finding, RuleWords, Severity
from sscp_learning.documents.proofreading.formats import FORMATS, Format, limits_pages
from sscp_learning.documents.proofreading.house_words import HouseWords
from sscp_learning.documents.proofreading.reading import Reading

__all__ = [
    "CHECKS", "FORMATS", "RULES", "Finding", "Format", "HouseWords", "RuleWords", "Severity", "check_format",
    "limits_pages",
]  # fmt: skip

Check = Callable[[Reading], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    length.long_sentences, plainness.two_ideas, length.long_rows, shape.pictures, plainness.runs_of_capitals,
    wording.hard_words, wording.banned_words, shape.terms_in_headings, wording.initials, plainness.passives,
    plainness.hard_numbers, wording.plainer_words, shape.speaks_to_reader, plainness.long_words,
    wording.figures_of_speech, plainness.double_no, shape.headings, shape.tables, shape.colours, shape.links,
    safety.reassurance, length.many_pages, safety.young_readers, length.many_words, length.long_paragraphs,
    shape.fixed_headings, shape.illustrated_parts, shape.number_of_steps, safety.phone_numbers, readability.reading_age,
)  # fmt: skip
NO_WORDS = HouseWords()


def check_format(
    document: Document,
    format_name: str,
    *,
    for_young_people: bool | None = None,
    house: HouseWords = NO_WORDS,
    young_readers: int | None = None,
    printed_pages: int | None = None,
) -> tuple[Finding, ...]:
    """Return everything the checks find in a format, in the order of the rules.

    `for_young_people` is said in publication.toml; unsaid, easy-read and leaflet are for them (decision 5). `house` are
    the house's word lists and key terms. `young_readers` have read this very text (ER20) and `printed_pages` is the
    length of its PDF (ER19); None where the caller does not know. KeyError for a format that does not exist.

    The last texts are kept in memory with what was found in them, because an editor's page asks on every view.
    """
    allowed = FORMATS[format_name]
    young = allowed.for_young_people if for_young_people is None else for_young_people
    text = _Text(_key(document), document)
    return _check(text, allowed, house, young=young, young_readers=young_readers, printed_pages=printed_pages)


@dataclass(frozen=True)
class _Text:
    """A document that equals another when every block has the same uid and source."""

    key: Hashable
    document: Document = field(compare=False)


@lru_cache(maxsize=32)
def _check(
    text: _Text,
    allowed: Format,
    house: HouseWords,
    *,
    young: bool,
    young_readers: int | None,
    printed_pages: int | None,
) -> tuple[Finding, ...]:
    reading = Reading(text.document, allowed, house, young, young_readers, printed_pages)
    return tuple(finding for check in CHECKS for finding in check(reading))


def _key(document: Document) -> Hashable:
    blocks = tuple((block.uid, block.kind, tuple(block.attrs.items())) for block in document.walk())
    return blocks, tuple(block.source for block in document.blocks)
