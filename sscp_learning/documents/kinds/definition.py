"""What a word means: `::: definition {term="Neglect" #term-neglect}`."""

from collections.abc import Iterator

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.base import FencedKind, empty_body
from sscp_learning.documents.markup import element, text
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.typst_text import PaperContext, call, literal


class Definition(FencedKind):
    """A term and its meaning (rule F10)."""

    name = "definition"
    fence = "definition"
    attributes = frozenset({"term"})

    def defines(self, block: Block) -> str:
        """Return the term."""
        return block.text("term")

    def problems(self, block: Block) -> Iterator[Problem]:
        """Yield a problem when the term or its meaning is missing."""
        if not block.text("term"):
            yield Problem(0, 'This ::: definition does not say what it defines; expected {term="…"}.')
        yield from empty_body(block, "what the term means")

    def passages(self, block: Block) -> list[str]:
        """Return the term."""
        return [block.text("term")] if block.text("term") else []

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return the term and its meaning as a pair."""
        term = element("dt", element("dfn", text(block.text("term"))), class_="doc-definition__term")
        return element("dl", term + element("dd", inside, class_="doc-definition__meaning"), class_="doc-definition")

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return the term above its meaning."""
        return call("definition", literal(block.text("term")), inside)
