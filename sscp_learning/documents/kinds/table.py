"""Tables, with a caption and row headings if the line above says so: `{title="Who does what" row-headings}`."""

from itertools import pairwise

from markdown_it.token import Token

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.base import MarkdownKind, own_tokens
from sscp_learning.documents.markup import element, text
from sscp_learning.documents.model import Block
from sscp_learning.documents.prose import html_of, passages_of
from sscp_learning.documents.typst_text import PaperContext, table_code


class Table(MarkdownKind):
    """A table whose column headings, and row headings if asked, are tied to their cells."""

    name = "table"
    tokens = frozenset({"table_open"})
    attributes = frozenset({"title"})
    flags = frozenset({"row-headings"})
    is_table = True

    def passages(self, block: Block) -> list[str]:
        """Return the caption, then the words of each cell."""
        title = [block.text("title")] if block.text("title") else []
        return [*title, *passages_of(own_tokens(block))]

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return the table in a frame that scrolls sideways by itself on a phone."""
        tokens = own_tokens(block)
        if block.flag("row-headings"):
            _head_rows(tokens)
        table = html_of(tokens, context, block.uid)
        title = block.text("title")
        if title:
            opening, rest = table.split(">", 1)
            caption = element("caption", text(title), class_="govuk-table__caption govuk-table__caption--m")
            table = f"{opening}>{caption}{rest}"
        return element("div", table, class_="doc-table")

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return the table; its column headings are repeated on each page it runs over."""
        return table_code(own_tokens(block), paper, block.text("title"), row_headings=block.flag("row-headings"))


def _head_rows(tokens: list[Token]) -> None:
    """Turn the first cell of each row into the heading of that row."""
    for before, opening in pairwise(tokens):
        if before.type == "tr_open" and opening.type == "td_open":
            opening.tag = "th"
            opening.meta["scope"] = "row"
            closing = next(token for token in tokens[tokens.index(opening) :] if token.type == "td_close")
            closing.tag = "th"
