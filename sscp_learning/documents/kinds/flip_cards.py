"""Cards to turn over: `::: flip-cards {title="What might lie behind it?"}` round a list, each item with a quote.

The item is the front, the quote under it the back. A card opens by the browser's own means; paper shows both sides.
"""

from collections.abc import Iterator

from markdown_it.token import Token

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.base import FencedKind, body_tokens
from sscp_learning.documents.markdown import first_line, inside, runs
from sscp_learning.documents.markup import element, text
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.prose import html_of, html_of_words, passages_of
from sscp_learning.documents.typst_text import PaperContext, array, blocks_code, call, join, title_code

BACK = "blockquote_open"


class FlipCards(FencedKind):
    """Cards with something to think about on the front and an answer on the back."""

    name = "flip-cards"
    fence = "flip-cards"
    holds = False

    def problems(self, block: Block) -> Iterator[Problem]:
        """Yield a problem where there are no cards, and for each card without a front or a back."""
        tokens = body_tokens(block)
        cards = _cards(tokens)
        if not cards:
            yield Problem(0, "There are no cards here; expected lines that begin with - and, under each, a line with >")
        for card in cards:
            front, back = _sides(card)
            if front is None:
                yield Problem(1 + first_line(card), "This card has no front; expected words after the -")
            if not back:
                yield Problem(1 + first_line(card), "This card has no back; expected a line with > under its words.")

    def passages(self, block: Block) -> list[str]:
        """Return the title, then front and back of each card and what stands around them."""
        return [*super().passages(block), *passages_of(body_tokens(block))]

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return a list of cards that open; what stands round the list stays where it is."""
        title = element("p", text(block.text("title")), class_="doc-cards__title") if block.text("title") else ""
        parts = []
        for run in runs(body_tokens(block)):
            cards = "".join(_card_html(card, context) for card in _cards(run))
            parts.append(element("ul", cards, class_="doc-cards__list") if cards else html_of(run, context, block.uid))
        return element("div", title + "".join(parts), class_="doc-cards")

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return the cards with both sides showing."""
        parts = []
        for run in runs(body_tokens(block)):
            cards = [_card_code(card, paper) for card in _cards(run)]
            parts.append(call("cards", array(cards)) if cards else blocks_code(run, paper))
        return call("card-set", title_code(block.text("title")), join(parts))


def _cards(tokens: list[Token]) -> list[list[Token]]:
    """Return the items of every plain list that stands by itself in `tokens`."""
    return [item for run in runs(tokens) if run[0].type == "bullet_list_open" for item in inside(run)]


def _sides(card: list[Token]) -> tuple[Token | None, list[list[Token]]]:
    """Return the words on the front, and the parts on the back."""
    parts = inside(card)
    front = next((token for token in parts[0] if token.type == "inline"), None) if parts else None
    if front is not None and parts[0][0].type == BACK:
        front = None
    return front, [part for part in parts if part[0].type == BACK]


def _card_html(card: list[Token], context: RenderContext) -> str:
    front, back = _sides(card)
    words = element("span", html_of_words(front, context) if front is not None else "Card", class_="doc-card__words")
    turned = "".join(html_of(part, context) for quote in back for part in inside(quote))
    summary = element("summary", words, class_="doc-card__front")
    return element(
        "li", element("details", summary + element("div", turned, class_="doc-card__back"), class_="doc-card")
    )


def _card_code(card: list[Token], paper: PaperContext) -> str:
    front, back = _sides(card)
    shown = blocks_code(inside(card)[0], paper) if front is not None else "[]"
    turned = join([blocks_code(part, paper) for quote in back for part in inside(quote)])
    return call("card", shown, turned)
