"""A document as a page: each top-level block in an element with its uid, so that a button can stand beside each part.

All HTML passes `sanitise` here, once, and is then stored: rendering is done when a revision is made, not per reader.
"""

from dataclasses import dataclass, replace

from sscp_learning.documents.context import NotePlace, RenderContext
from sscp_learning.documents.kinds.registry import kind_named
from sscp_learning.documents.markdown import tokens_of
from sscp_learning.documents.markup import element
from sscp_learning.documents.model import Block, Document
from sscp_learning.documents.sanitise import sanitise

__all__ = ["RenderContext", "RenderedBlock", "render_block", "render_document"]


@dataclass(frozen=True)
class RenderedBlock:
    """One block ready to be stored: clean HTML, and for a heading its words as title."""

    uid: str
    kind: str
    level: int
    html: str
    title: str


def render_block(block: Block, context: RenderContext) -> str:
    """Return one block as clean HTML in its element."""
    return sanitise(_wrapped(block, context))


def render_document(document: Document, context: RenderContext) -> list[RenderedBlock]:
    """Return every top-level block as clean HTML, notes numbered in the order the reader meets them."""
    numbered = replace(context, notes=number_notes(document))
    return [
        RenderedBlock(
            block.uid, block.kind, block.level, render_block(block, numbered), block.words if block.level else ""
        )
        for block in document.blocks
    ]


def number_notes(document: Document) -> dict[str, NotePlace]:
    """Return each note's number and the block that refers to it first; notes nobody refers to come last."""
    places: dict[str, NotePlace] = {}
    for block in document.walk():
        for label in _labels(block):
            places.setdefault(label, NotePlace(len(places) + 1, block.uid))
    given = [label for block in document.walk() for label in block.text("notes").split()]
    for label in given:
        places.setdefault(label, NotePlace(len(places) + 1, ""))
    return {label: place for label, place in places.items() if label in given}


def _labels(block: Block) -> list[str]:
    """Return the notes that the block itself refers to, in order; those of its children are theirs."""
    if block.children:
        return []
    source = block.source
    inline = [child for token in tokens_of(source) for child in token.children or ()]
    return [str(token.meta["label"]) for token in inline if token.type == "footnote_ref"]


def _wrapped(block: Block, context: RenderContext) -> str:
    attributes = {"id": block.uid} if block.text("id") and not block.level else {}
    return element(
        "div", _inner(block, context), class_="doc-block", data_block=block.uid, data_kind=block.kind, **attributes
    )


def _inner(block: Block, context: RenderContext) -> str:
    inside = "".join(_inner(child, context) for child in block.children)
    return kind_named(block.kind).html(block, inside, context)
