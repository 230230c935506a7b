"""Markdown to a document, and back (design, section 4).

Reading never raises: what cannot be understood becomes plain text, and a fault that says where and what was expected.
"""

import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sscp_learning.documents.build import Builder
from sscp_learning.documents.lint import problems_of
from sscp_learning.documents.model import Block, Document, Fault, Parsed, Problem

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
LONGEST_SLUG = 60


def random_uid() -> str:
    """Return a new uid: a letter and eleven more letters or digits, none that looks like another."""
    return secrets.choice(LETTERS[:24]) + "".join(secrets.choice(LETTERS) for _ in range(11))


def parse(text: str, *, file: str = "", new_uid: Callable[[], str] = random_uid) -> Parsed:
    """Return the document written in `text`, and every fault in it in the order of lines.

    A block with `{#id}` has that as its uid; a heading without one gets it from its words; every other block gets
    `new_uid()`, which `align` then replaces by the uid the block had before. Never raises, whatever the text.
    """
    piece = parse_piece(text, new_uid=new_uid)
    problems = [*piece.problems, *problems_of(piece.blocks)]
    faults = sorted({Fault(file, problem.line, problem.message) for problem in problems}, key=_in_order)
    return Parsed(Document(piece.blocks), tuple(faults))


@dataclass(frozen=True)
class Piece:
    """A part of a text read by itself: its blocks, and what is wrong inside them (lines count from 1)."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]


def parse_piece(text: str, *, new_uid: Callable[[], str] = random_uid) -> Piece:
    """Return the blocks of a part of a text.

    What only the whole text shows (repeated ids, the order of headings, notes) is left to `lint.problems_of`.
    """
    builder = Builder(text)
    blocks = _name_blocks(builder.build(), new_uid)
    return Piece(blocks, tuple(builder.problems))


def write(document: Document) -> str:
    """Return the document as Markdown: `parse` makes the same document from it."""
    return "".join(f"{block.source}\n\n" for block in document.blocks).rstrip("\n") + "\n"


def _in_order(fault: Fault) -> tuple[int, str]:
    return fault.line, fault.message


def _name_blocks(blocks: Iterable[Block], new_uid: Callable[[], str]) -> tuple[Block, ...]:
    """Give a uid to every block that has none, and a new one to those that repeat another's."""
    blocks = tuple(blocks)
    own = {block.uid for top in blocks for block in top.walk() if block.uid}
    return _named(blocks, own, set(), new_uid)


def _named(blocks: Iterable[Block], own: set[str], used: set[str], new_uid: Callable[[], str]) -> tuple[Block, ...]:
    named = []
    for block in blocks:
        uid = block.uid
        if not uid or uid in used:
            uid = _slug(block, own | used) if block.level and not uid else new_uid()
        used.add(uid)
        named.append(replace(block, uid=uid, children=_named(block.children, own, used, new_uid)))
    return tuple(named)


def _slug(heading: Block, taken: set[str]) -> str:
    """Return an id made from the heading's words that nothing else here has."""
    plain = unicodedata.normalize("NFKD", heading.words).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_SLUG].strip("-") or "part"
    number, name = 1, slug
    while name in taken:
        number += 1
        name = f"{slug}-{number}"
    return name
