"""Words that open when asked for: `::: reveal {title="Why history matters"}`."""

from collections.abc import Iterator

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.base import FencedKind, empty_body
from sscp_learning.documents.markup import element, text
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.typst_text import PaperContext, call, literal


class Reveal(FencedKind):
    """A title that opens and closes what stands under it, by the browser's own means."""

    name = "reveal"
    fence = "reveal"

    def problems(self, block: Block) -> Iterator[Problem]:
        """Yield a problem when there is no title to press, or nothing to open."""
        if not block.text("title"):
            yield Problem(0, 'This ::: reveal has no title to press; expected {title="…"} after the word reveal.')
        yield from empty_body(block, "the words to open")

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return the part that opens."""
        title = element("span", text(block.text("title") or "More"), class_="govuk-details__summary-text")
        summary = element("summary", title, class_="govuk-details__summary")
        words = element("div", inside, class_="govuk-details__text")
        return element("details", summary + words, class_="govuk-details doc-reveal")

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return the part opened: paper has nothing to press."""
        return call("reveal", literal(block.text("title") or "More"), inside)
