"""Rows of easy read: the picture left, one or two sentences right. `::: picture-row talk {decorative}`."""

from collections.abc import Iterator

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.base import FencedKind, empty_body
from sscp_learning.documents.kinds.picture import picture_code, picture_html, picture_problems
from sscp_learning.documents.markup import element
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.typst_text import PaperContext, call


class PictureRow(FencedKind):
    """A picture and the few words it goes with (rules ER03 to ER05)."""

    name = "picture-row"
    fence = "picture-row"
    argument = "picture"
    is_row = True
    attributes = frozenset({"alt"})
    flags = frozenset({"decorative"})

    def problems(self, block: Block) -> Iterator[Problem]:
        """Yield what is wrong with the picture, or that the words are missing."""
        yield from picture_problems(block)
        yield from empty_body(block, "one or two short sentences")

    def passages(self, block: Block) -> list[str]:
        """Return nothing: the words of the row are those of its children, and its picture only repeats them."""
        return []

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return the row, the picture first: left on a wide screen, above the words on a phone."""
        picture = element(
            "div", picture_html(block, context, "doc-picture-row__image"), class_="doc-picture-row__picture"
        )
        words = element("div", inside, class_="doc-picture-row__words")
        return element("div", picture + words, class_="doc-picture-row")

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return the row, the picture left of the words."""
        return call("picture-row", picture_code(block, paper), inside)
