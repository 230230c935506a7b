"""Faults that no single block can see: repeated ids, the order of headings, notes, links, stray fences."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from markdown_it.token import Token

from sscp_learning.documents.markdown import tokens_of
from sscp_learning.documents.model import SECTION_LEVEL, Block, Problem
from sscp_learning.documents.prose import links_of

INNER_SCHEMES = ("guidance:", "learning:", "glossary:")
_LINK = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@|#[a-z0-9]|(?:guidance|learning|glossary):[a-z0-9])")
_COLONS = re.compile(r"\s*:{3,}\s*")
_LINK_AT_FOOT = re.compile(r"\[[^\]^][^\]]*\]:\s*\S")


def problems_of(blocks: Sequence[Block]) -> Iterator[Problem]:
    """Yield what is wrong with the blocks of one text taken together; lines count from 1."""
    yield from _repeated_ids(blocks)
    yield from _headings(blocks)
    yield from _headings_inside(blocks)
    tokens = [(block.line, token) for block in blocks for token in _flat(tokens_of(block.source))]
    yield from _notes(blocks, tokens)
    for start, token in tokens:
        line = start + (token.map[0] if token.map else 0)
        yield from _links(token, line)
        yield from _stray(token, line)


def _repeated_ids(blocks: Sequence[Block]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for block in chain.from_iterable(block.walk() for block in blocks):
        own = block.text("id")
        if own in seen:
            yield Problem(
                block.line, f"The id “{own}” is already used on line {seen[own]}; every id stands once in a text."
            )
        elif own:
            seen[own] = block.line


def _headings(blocks: Sequence[Block]) -> Iterator[Problem]:
    before, titles = 1, 0
    for block in blocks:
        if not block.level:
            continue
        if block.level > before + 1:
            yield Problem(block.line, f"This heading skips a level; expected {'#' * (before + 1)} here, or fewer #.")
        titles += block.level == 1
        if block.level == 1 and titles > 1:
            yield Problem(block.line, "There is a second # title; a page has one, and ## for its sections.")
        if "{" in block.words:
            yield Problem(
                block.line, "The braces of this heading cannot be read; expected {#an-id} with small letters."
            )
        before = block.level


def _headings_inside(blocks: Sequence[Block]) -> Iterator[Problem]:
    for block in chain.from_iterable(block.walk() for top in blocks for block in top.children):
        if 0 < block.level <= SECTION_LEVEL:
            yield Problem(block.line, "A section cannot begin inside a ::: block; give the block a title, or use ###.")


def _notes(blocks: Sequence[Block], tokens: Sequence[tuple[int, Token]]) -> Iterator[Problem]:
    asked = {str(token.meta["label"]): line for line, token in reversed(tokens) if token.type == "footnote_ref"}
    given = Counter(label for top in blocks for block in top.walk() for label in block.text("notes").split())
    for label, line in asked.items():
        if label not in given:
            yield Problem(line, f"There is no note “{label}”; expected a line [^{label}]: with its words.")
    for top in blocks:
        for block in top.walk():
            for label in block.text("notes").split():
                if given[label] > 1:
                    yield Problem(block.line, f"There is more than one note “{label}”; each note has its own name.")
                if label not in asked:
                    yield Problem(block.line, f"Nothing refers to the note “{label}”; expected [^{label}] in the text.")


def _links(token: Token, line: int) -> Iterator[Problem]:
    if token.type == "image":
        yield Problem(line, "Pictures are not written as ![…](…); expected ::: picture with the name of a picture.")
    for target in links_of([token]) if token.type == "link_open" else ():
        if not _LINK.match(target):
            expected = f"https://, {', '.join(INNER_SCHEMES)} or # and an id"
            yield Problem(line, f"The link to “{target}” leads nowhere we know; expected it to begin with {expected}.")


def _stray(token: Token, line: int) -> Iterator[Problem]:
    """Yield a problem for each line of colons that closes nothing, and for links gathered at the foot."""
    if token.type != "inline":
        return
    for offset, words in enumerate(token.content.split("\n")):
        if _COLONS.fullmatch(words):
            yield Problem(
                line + offset, "These colons close nothing: a ::: block outside another needs more colons than it."
            )
        if _LINK_AT_FOOT.match(words):
            yield Problem(
                line + offset, "Links are written where they stand: [words](address), not in a list at the foot."
            )


def _flat(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield every token, those inside lines of text too; those take the line of the text they stand in."""
    for token in tokens:
        yield token
        for child in token.children or ():
            child.map = token.map
            yield child
