"""Headings: `## What neglect is {#what-neglect-is}`; a derived format adds `follows="ids of sections of full"`."""

from collections.abc import Iterator

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.base import MarkdownKind, own_tokens
from sscp_learning.documents.markup import element
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.prose import CLASSES, html_of_words
from sscp_learning.documents.typst_text import NOTHING, PaperContext, call, literal, outline_code

SMALLEST = 6


class Heading(MarkdownKind):
    """A heading; its id is part of the text, because links lead to it."""

    name = "heading"
    tokens = frozenset({"heading_open"})
    attributes = frozenset({"follows"})

    def problems(self, block: Block) -> Iterator[Problem]:
        """Yield a problem when the heading has no words."""
        if not block.words:
            yield Problem(0, "This heading is empty; expected words after the # signs.")

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return the heading at the level its author gave it."""
        tag = f"h{min(max(block.level, 1), SMALLEST)}"
        words = "".join(html_of_words(token, context) for token in own_tokens(block) if token.type == "inline")
        return element(tag, words, id=block.uid, class_=CLASSES[tag])

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return the heading, which links lead to and the contents list names; one without words is left out."""
        if not block.words:
            return NOTHING
        level = paper.levels.get(block.uid, 1)
        return call("section", str(level), literal(block.uid), outline_code(own_tokens(block), paper))
