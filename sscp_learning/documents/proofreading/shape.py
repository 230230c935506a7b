"""How a text is built: pictures, headings, links, colours, the parts of a format (ER04, ER09, ER14, ER17, F1)."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from sscp_learning.documents.kinds.registry import kind_named
from sscp_learning.documents.markdown import tokens_of
from sscp_learning.documents.model import Block
from sscp_learning.documents.proofreading.findings import Finding, Severity
from sscp_learning.documents.proofreading.phrases import words_in
from sscp_learning.documents.proofreading.reading import Reading
from sscp_learning.documents.prose import passages_of
from sscp_learning.documents.words import tidy

HALF = 0.5
_TO_THE_READER = re.compile(r"\b(?:you|your|yours|yourself|we|us|our|ours)\b", re.IGNORECASE)
_COLOURS = r"(?:red|green|blue|yellow|orange|purple|pink)"
_COLOUR = re.compile(
    rf"\b(?:the|in) {_COLOURS} (?:box(?:es)?|texts?|buttons?|links?|words?|parts?|rows?|headings?|sections?|pages?)\b"
    rf"|\b(?:marked|shown|written|printed|highlighted) in {_COLOURS}\b",
    re.IGNORECASE,
)
_EMPTY_LINKS = frozenset({"", "click", "click here", "here", "tap here", "see here", "this", "this link",
                          "click this link", "link", "read more", "more", "this page"})  # fmt: skip


def pictures(reading: Reading) -> Iterator[Finding]:
    """Yield words of easy read without a picture, and pictures nobody has decided about (ER04)."""
    for block in reading.document.blocks if reading.allowed.easy_read else ():
        kind = kind_named(block.kind)
        if kind.wants_picture or (kind.is_row and not block.text("picture")):
            message = "There is no picture beside these words. Put them in a ::: picture-row."
            yield Finding("ER04", Severity.WARNING, block.uid, block.words, message)
    for block in reading.blocks if reading.allowed.easy_read else ():
        if kind_named(block.kind).is_row and block.flag("alt") == block.flag("decorative"):
            message = "Say what the picture shows (alt), or that the words already say it (decorative)."
            yield Finding("ER04", Severity.FAULT, block.uid, block.words, message)


def headings(reading: Reading) -> Iterator[Finding]:
    """Yield headings that skip a level or are empty (ER17)."""
    before = 1
    for block in reading.document.blocks:
        if not block.level:
            continue
        if block.level > before + 1:
            message = f"This heading skips a level. Use {'#' * (before + 1)} here."
            yield Finding("ER17", Severity.FAULT, block.uid, block.words, message)
        if not block.words:
            yield Finding("ER17", Severity.FAULT, block.uid, "", "This heading is empty. Write words or take it out.")
        before = block.level


def tables(reading: Reading) -> Iterator[Finding]:
    """Yield the tables of easy read (ER17)."""
    for block in reading.blocks if reading.allowed.easy_read else ():
        if kind_named(block.kind).is_table:
            message = "Tables are hard to read. Say it in rows with pictures, or in a list."
            yield Finding("ER17", Severity.FAULT, block.uid, block.words, message)


def colours(reading: Reading) -> Iterator[Finding]:
    """Yield what is told by colour alone (ER17)."""
    for sentence in reading.sentences:
        for colour in _COLOUR.finditer(sentence.plain):
            message = "Not everyone sees colours. Say what it is called or where it stands, too."
            yield sentence.finding("ER17", Severity.FAULT, message, colour[0])


def links(reading: Reading) -> Iterator[Finding]:
    """Yield links whose words say nothing by themselves (ER17)."""
    for block in reading.document.blocks:
        for words in _link_words(block) if "](" in block.source else ():
            if words.casefold().strip(" .!:>»→") in _EMPTY_LINKS:
                message = "Say in the link itself where it leads: many people hear links without the words around them."
                yield Finding("ER17", Severity.FAULT, block.uid, words, message)


def _link_words(block: Block) -> Iterator[str]:
    """Yield the words of every link in the block and inside it."""
    for token in tokens_of(block.source):
        inside: list[Token] | None = None
        for child in token.children or ():
            if child.type == "link_open":
                inside = []
            elif child.type == "link_close" and inside is not None:
                yield tidy(" ".join(passages_of([Token("inline", "", 0, children=inside)])))
                inside = None
            elif inside is not None:
                inside.append(child)


def speaks_to_reader(reading: Reading) -> Iterator[Finding]:
    """Yield the sections of texts for everybody that never say “you” or “we” (ER14)."""
    for section, sentences in reading.sections() if reading.is_plain else ():
        if sentences and not any(_TO_THE_READER.search(sentence.plain) for sentence in sentences):
            message = f"“{section.title}” never says “you” or “we”. Speak to the reader: “you can”, “we help”."
            yield Finding("ER14", Severity.WARNING, section.id, section.title, message)


def terms_in_headings(reading: Reading) -> Iterator[Finding]:
    """Yield, for information, that few headings of easy read hold a key term (ER09)."""
    sections = reading.document.sections if reading.allowed.easy_read and reading.house.terms else ()
    holding = sum(any(reading.house.key_terms.find(words_in(section.title))) for section in sections)
    if sections and holding / len(sections) < HALF:
        message = (
            f"{holding} of {len(sections)} headings hold a key term. Repeating one there helps people find their place."
        )
        yield Finding("ER09", Severity.INFORMATION, "", "", message)


def fixed_headings(reading: Reading) -> Iterator[Finding]:
    """Yield that a format with fixed headings has others, or in another order (F1)."""
    wanted, found = reading.allowed.headings, tuple(section.title for section in reading.document.sections)
    if wanted and found != wanted:
        message = f"Every guide of this kind has these headings, in this order: {' '.join(wanted)}"
        yield Finding("F1-headings", Severity.WARNING, "", " ".join(found), message)


def illustrated_parts(reading: Reading) -> Iterator[Finding]:
    """Yield what a leaflet lacks: a box, a list with bullets, a picture in a section (F1)."""
    if not reading.allowed.illustrated:
        return
    kinds = [kind_named(block.kind) for block in reading.blocks]
    if not any(kind.is_box for kind in kinds):
        message = "There is no box. Put what matters most in a ::: box."
        yield Finding("F1-parts", Severity.WARNING, "", "", message, "box")
    if not any(kind.is_list for kind in kinds):
        message = "There is no list. Put things that belong together in a list with bullets."
        yield Finding("F1-parts", Severity.WARNING, "", "", message, "list")
    for section in reading.document.sections:
        if not any(inner.text("picture") for block in section.blocks for inner in block.walk()):
            message = f"“{section.title}” has no picture. Add a ::: picture."
            yield Finding("F1-parts", Severity.WARNING, section.id, section.title, message)


def number_of_steps(reading: Reading) -> Iterator[Finding]:
    """Yield, for information, that a briefing has an unusual number of steps (F1)."""
    usual = reading.allowed.steps
    counted = sum(kind_named(block.kind).count_steps(block) for block in reading.blocks)
    count = counted or len(reading.document.sections)
    if usual and count not in usual:
        message = f"This has {count} {'step' if count == 1 else 'steps'}; briefings usually have {_either(usual)}."
        yield Finding("F1-steps", Severity.INFORMATION, "", "", message)


def _either(numbers: tuple[int, ...]) -> str:
    return " or ".join(str(number) for number in numbers)
