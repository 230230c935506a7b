"""Boxes that stand out: `::: box warning {title="If a child is in danger now"}`."""

from collections.abc import Iterator

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.base import FencedKind, empty_body
from sscp_learning.documents.markup import element, text
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.typst_text import PaperContext, call, literal, title_code

LABELS = {
    "info": "Information",
    "warning": "Warning",
    "key": "Key message",
    "reassurance": "Good to know",
    "help": "Get help",
}
"""Each kind of box and the words above it: never told apart by colour alone."""


class Box(FencedKind):
    """A box with a label in words, and a title if there is one."""

    name = "box"
    fence = "box"
    argument = "tone"
    is_box = True

    def problems(self, block: Block) -> Iterator[Problem]:
        """Yield a problem when the box is of no known kind, or empty."""
        tone = block.text("tone")
        if tone not in LABELS:
            said = f"There is no box “{tone}”" if tone else "This box does not say which kind it is"
            yield Problem(0, f"{said}; expected ::: box followed by one of: {', '.join(LABELS)}.")
        yield from empty_body(block, "the words of the box")

    def reassures(self, block: Block) -> bool:
        """Return whether this is a reassurance box."""
        return block.text("tone") == "reassurance"

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return the box; one of an unknown kind looks like information."""
        tone = block.text("tone") if block.text("tone") in LABELS else "info"
        label = element("p", LABELS[tone], class_="doc-box__label")
        title = element("p", text(block.text("title")), class_="doc-box__title") if block.text("title") else ""
        return element("section", label + title + inside, class_=f"doc-box doc-box--{tone}")

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return the box for paper, its label in words too."""
        tone = block.text("tone") if block.text("tone") in LABELS else "info"
        return call("doc-box", literal(tone), literal(LABELS[tone]), title_code(block.text("title")), inside)
