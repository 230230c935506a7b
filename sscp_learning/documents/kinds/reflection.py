"""Reflection: `::: reflection {title="Think of one child" #one-child}`. Never stored, never sent (decision 29)."""

from collections.abc import Iterator

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.base import FencedKind, empty_body
from sscp_learning.documents.markup import element, text
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.typst_text import PaperContext, call, literal, title_code

PROMISE = (
    "Only you can see what you write here. Nothing is stored or sent: it is gone when you close this page. "
    "Write no case details: no names, and nothing that could show who a child or family is."
)
PAPER_LABEL = "Think about it"
PAPER_PROMISE = "These lines are for you. Write no names, and nothing that could show who a child or family is."


class Reflection(FencedKind):
    """Questions to think about, with room to write for oneself."""

    name = "reflection"
    fence = "reflection"

    def problems(self, block: Block) -> Iterator[Problem]:
        """Yield a problem when there is nothing to think about."""
        yield from empty_body(block, "a question or a few to think about")

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return the prompts and a box without a name, so that no browser can send it."""
        field, hint = f"reflect-{block.uid}", f"reflect-{block.uid}-hint"
        title = block.text("title")
        heading = element("p", text(title), class_="doc-reflection__title") if title else ""
        label = element(
            "label", text(f"Your notes: {title}" if title else "Your notes"), for_=field, class_="govuk-label"
        )
        promise = element("p", PROMISE, id=hint, class_="govuk-hint")
        notes = element(
            "textarea", id=field, rows="5", class_="govuk-textarea", data_reflection=True, aria_describedby=hint
        )
        return element("div", heading + inside + label + promise + notes, class_="doc-reflection")

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return the prompts with ruled lines to write on."""
        return call("reflection", literal(PAPER_LABEL), literal(PAPER_PROMISE), title_code(block.text("title")), inside)
