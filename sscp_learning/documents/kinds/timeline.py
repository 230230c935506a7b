"""What happened when: `::: timeline {title="Ella’s first year"}` round a numbered list, each item opening with when."""

from collections.abc import Iterator

from markdown_it.token import Token

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.base import FencedKind, body_tokens
from sscp_learning.documents.markdown import first_line, inside, runs
from sscp_learning.documents.markup import element, text
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.typst_text import PaperContext, call, title_code


class Timeline(FencedKind):
    """Events in order down a line, each with its time in bold."""

    name = "timeline"
    fence = "timeline"

    def problems(self, block: Block) -> Iterator[Problem]:
        """Yield a problem without a numbered list, and for each event that does not open with when it was."""
        lists = [run for run in runs(body_tokens(block)) if run[0].type == "ordered_list_open"]
        if not lists:
            yield Problem(0, "This timeline has no numbered list; expected lines that begin with 1. 2. 3.")
        for event in (item for run in lists for item in inside(run)):
            if not _opens_in_bold(event):
                yield Problem(1 + first_line(event), "This event does not say when; expected **when** first, in bold.")

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return the events under their title."""
        title = element("p", text(block.text("title")), class_="doc-timeline__title") if block.text("title") else ""
        return element("div", title + inside, class_="doc-timeline")

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return the events under their title."""
        return call("timeline", title_code(block.text("title")), inside)


def _opens_in_bold(event: list[Token]) -> bool:
    words = next((token.children or [] for token in event if token.type == "inline"), [])
    telling = [child.type for child in words if child.type != "text" or child.content]
    return telling[:1] == ["strong_open"]
