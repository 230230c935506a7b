"""What every kind of block can do. A new kind is one file with one class like these, and one line in `registry.py`."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from markdown_it.token import Token

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.markdown import ATTRIBUTE_LINE, tokens_of
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.prose import html_of, passages_of
from sscp_learning.documents.typst_text import PaperContext, blocks_code

ANYWHERE = frozenset({"id", "lang"})


def body_of(block: Block) -> str:
    """Return what stands between the opening and the closing fence of `block`."""
    lines = block.source.split("\n")
    closed = len(lines) > 1 and lines[-1].strip() and not lines[-1].strip().strip(":")
    return "\n".join(lines[1 : -1 if closed else None])


def body_tokens(block: Block) -> list[Token]:
    """Return the tokens between the fences of `block`; their line 0 is the line after the opening fence."""
    return tokens_of(body_of(block))


class Kind(ABC):
    """A kind of block.

    - `name` is what `Block.kind` holds; `fence` are the words after `:::` ("" for kinds that are plain Markdown).
    - `tokens` are the markdown-it tokens that open this kind, where it is plain Markdown.
    - `argument` is the attribute under which one more word on the fence is kept (`::: box warning`), "" for none.
    - `attributes` and `flags` are what may stand in braces, beside `#id` and `lang`.
    - `holds` says that the body is made of blocks of its own, which become the children.
    - `is_row`, `is_table`, `is_list`, `is_box`, `wants_picture`, `reassures`, `defines` and `count_steps` are what the
      checks ask, instead of names.
    """

    name: ClassVar[str]
    fence: ClassVar[str] = ""
    tokens: ClassVar[frozenset[str]] = frozenset()
    argument: ClassVar[str] = ""
    attributes: ClassVar[frozenset[str]] = frozenset()
    flags: ClassVar[frozenset[str]] = frozenset()
    holds: ClassVar[bool] = False
    is_row: ClassVar[bool] = False
    is_table: ClassVar[bool] = False
    is_list: ClassVar[bool] = False
    is_box: ClassVar[bool] = False
    wants_picture: ClassVar[bool] = False

    def reassures(self, block: Block) -> bool:
        """Return whether `block` tells a young person that it is all right to ask for help (rule F9)."""
        return False

    def defines(self, block: Block) -> str:
        """Return the term that `block` says the meaning of, "" if it does no such thing (rule ER07)."""
        return ""

    def count_steps(self, block: Block) -> int:
        """Return how many steps `block` sets out, 0 if it does no such thing (rule F1)."""
        return 0

    def problems(self, block: Block) -> Iterator[Problem]:
        """Yield what the author must mend in `block`, beyond what holds for every kind. Never raises."""
        yield from ()

    @abstractmethod
    def passages(self, block: Block) -> list[str]:
        """Return the block's own words, one entry for each thing that ends a sentence; those of children left out."""

    @abstractmethod
    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return the block as HTML that works without script and on paper; `inside` is the HTML of its children."""

    @abstractmethod
    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return the block as typst code for the PDF, everything opened; `inside` is the code of its children."""


class MarkdownKind(Kind):
    """A kind that is plain Markdown, with no fence."""

    def passages(self, block: Block) -> list[str]:
        """Return the words of each paragraph, item or cell."""
        return passages_of(own_tokens(block))

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return what Markdown makes of it."""
        return html_of(own_tokens(block), context, block.uid)

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return what Markdown makes of it, on paper."""
        return blocks_code(own_tokens(block), paper)


class FencedKind(Kind):
    """A kind between fences whose body is made of other blocks; its title is its only word of its own."""

    attributes = frozenset({"title"})
    holds = True

    def passages(self, block: Block) -> list[str]:
        """Return the title, if there is one."""
        return [block.text("title")] if block.text("title") else []


def own_tokens(block: Block) -> list[Token]:
    """Return the tokens of a plain Markdown block, without the line of attributes above it."""
    return [token for token in tokens_of(block.source) if token.type != ATTRIBUTE_LINE]


def empty_body(block: Block, expected: str) -> Iterator[Problem]:
    """Yield a problem when nothing stands between the fences; `expected` says what should."""
    if not body_of(block).strip():
        yield Problem(0, f"Nothing stands in this ::: {block.kind}; expected {expected}.")
