"""Steps in order: `::: steps {title="When you are worried"}` round a numbered list."""

from collections.abc import Iterator

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.base import FencedKind, body_tokens
from sscp_learning.documents.markup import element, text
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.typst_text import PaperContext, call, title_code


class Steps(FencedKind):
    """A numbered list set out as big steps."""

    name = "steps"
    fence = "steps"

    def count_steps(self, block: Block) -> int:
        """Return how many items the numbered list has; items inside items are not counted."""
        return sum(token.type == "list_item_open" and token.level == 1 for token in body_tokens(block))

    def problems(self, block: Block) -> Iterator[Problem]:
        """Yield a problem when there is no numbered list."""
        if not any(token.type == "ordered_list_open" for token in body_tokens(block)):
            yield Problem(0, "These steps have no numbered list; expected lines that begin with 1. 2. 3.")

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return the steps under their title."""
        title = element("p", text(block.text("title")), class_="doc-steps__title") if block.text("title") else ""
        return element("div", title + inside, class_="doc-steps")

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return the steps under their title."""
        return call("steps", title_code(block.text("title")), inside)
