"""Checklists: `::: checklist {title="Before the visit" #before-the-visit}` round a list of `- [ ]` items.

Ticks stay on the reader's device: the boxes have no name, so that no browser can send them (decision 29).
"""

from collections.abc import Iterator

from markdown_it.token import Token

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.base import FencedKind, body_tokens
from sscp_learning.documents.markdown import first_line, runs
from sscp_learning.documents.markdown import inside as parts_inside
from sscp_learning.documents.markup import element, text
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.prose import html_of, html_of_words, passages_of
from sscp_learning.documents.typst_text import PaperContext, array, blocks_code, call, join, title_code
from sscp_learning.documents.words import fingerprint

PROMISE = "Only you can see your ticks. Nothing is sent, and they are gone when you close this tab."


class Checklist(FencedKind):
    """Things to tick, and to print."""

    name = "checklist"
    fence = "checklist"
    holds = False

    def problems(self, block: Block) -> Iterator[Problem]:
        """Yield a problem for a list without items, and for each item without a box to tick."""
        items = _items(body_tokens(block))
        if not items:
            yield Problem(0, "This checklist has no items; expected lines that begin with - [ ]")
        for item in items:
            if "task" not in item[0].meta:
                yield Problem(1 + first_line(item), "This item has no box to tick; expected it to begin with - [ ]")

    def passages(self, block: Block) -> list[str]:
        """Return the title, then the words of each item and of what stands around them."""
        return [*super().passages(block), *passages_of(body_tokens(block))]

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return real checkboxes with labels; what stands round the list stays where it is."""
        title = element("p", text(block.text("title")), class_="doc-checklist__title") if block.text("title") else ""
        used: set[str] = set()
        parts = []
        for run in runs(body_tokens(block)):
            items = _items(run)
            rows = "".join(_row(item, f"tick-{block.uid}", used, context) for item in items)
            boxes = element("div", rows, class_="govuk-checkboxes govuk-checkboxes--small")
            parts.append(boxes if items else html_of(run, context, block.uid))
        promise = element("p", PROMISE, class_="govuk-hint")
        return element("div", title + "".join(parts) + promise, class_="doc-checklist", data_checklist=True)

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return the list with empty boxes to tick with a pen."""
        parts = []
        for run in runs(body_tokens(block)):
            items = [blocks_code(item[1:-1], paper) for item in _items(run)]
            parts.append(call("tick-list", array(items)) if items else blocks_code(run, paper))
        return call("checklist", title_code(block.text("title")), join(parts))


def _items(tokens: list[Token]) -> list[list[Token]]:
    """Return the items of every list that stands by itself in `tokens`."""
    lists = [run for run in runs(tokens) if run[0].type in {"bullet_list_open", "ordered_list_open"}]
    return [item for run in lists for item in parts_inside(run)]


def _row(item: list[Token], prefix: str, used: set[str], context: RenderContext) -> str:
    """Return one item. Its id comes from its words, so that a tick stays with them when the list is put in order."""
    words = next((token for token in item if token.type == "inline"), None)
    spoken = " ".join(passages_of([words])) if words is not None else ""
    item_id = name = f"{prefix}-{fingerprint(spoken)[:8]}"
    while item_id in used:
        item_id = f"{name}-{len(used)}"
    used.add(item_id)
    box = element("input", type="checkbox", id=item_id, class_="govuk-checkboxes__input")
    label_words = html_of_words(words, context) if words is not None else ""
    label = element("label", label_words, for_=item_id, class_="govuk-label govuk-checkboxes__label")
    rest = "".join(html_of(part, context) for part in parts_inside(item)[1:])
    more = element("div", rest, class_="doc-checklist__more") if rest else ""
    return element("div", box + label + more, class_="govuk-checkboxes__item")
