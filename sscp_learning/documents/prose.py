"""Running text: tokens to HTML with the design system's classes, and tokens to the words a reader reads."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.markdown import inline_tokens_of, tokens_of
from sscp_learning.documents.markup import element, text
from sscp_learning.documents.words import tidy

CLASSES = {
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
    "table": "govuk-table",
    "thead": "govuk-table__head",
    "tbody": "govuk-table__body",
    "tr": "govuk-table__row",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
    "blockquote": "doc-quote",
    "dl": "doc-terms",
    "hr": "govuk-section-break govuk-section-break--l govuk-section-break--visible",
    "pre": "doc-code",
    "h1": "govuk-heading-xl",
    "h2": "govuk-heading-l",
    "h3": "govuk-heading-m",
    "h4": "govuk-heading-s",
    "h5": "govuk-heading-s",
    "h6": "govuk-heading-s",
}
_OPTIONS = OptionsDict({"maxNesting": 20, "html": False, "linkify": False, "typographer": False, "quotes": "“”‘’",
                        "xhtmlOut": False, "breaks": False, "langPrefix": "language-", "highlight": None})  # fmt: skip
_OUTSIDE = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)


def address_of(target: str, context: RenderContext) -> str | None:
    """Return the address a link leads to, or None when it leads nowhere: then only its words are shown."""
    return target if _OUTSIDE.match(target) else context.resolve_link(target)


class _Prose(RendererHTML):
    """markdown-it's renderer with our classes, our links and our notes; `env` holds the context and the block's uid.

    Every public method is a rule that markdown-it calls for the token of that name, with the signature it demands.
    """

    def renderToken(  # noqa: N802  markdown-it names it so.
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Write a tag with its class; a table's alignment is left out, because no style attribute may be on a page."""
        token = tokens[idx]
        if token.nesting >= 0 and token.tag in CLASSES:
            kept = {name: value for name, value in token.attrs.items() if name in {"start", "lang"}}
            scope = {"scope": token.meta.get("scope", "col")} if token.tag == "th" else {}
            token.attrs = {"class": CLASSES[token.tag], **kept, **scope}
        return super().renderToken(tokens, idx, options, env)

    def link_open(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        """Open a link that leads somewhere; one that does not leaves no trace but its words."""
        address = address_of(str(tokens[idx].attrGet("href") or ""), env["context"])
        env["open_links"].append(address is not None)
        if address is None:
            return ""
        return element("a", class_=CLASSES["a"], href=address).removesuffix("</a>")

    def link_close(self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, env: EnvType) -> str:
        """Close the link, if one was opened."""
        return "</a>" if env["open_links"].pop() else ""

    def image(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Show only what the picture would have said: pictures come from `::: picture`, never from an address."""
        return text(tokens[idx].content)

    def footnote_ref(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType) -> str:
        """Write the number of a note as a link to it."""
        label = str(tokens[idx].meta["label"])
        place = env["context"].notes.get(label)
        if place is None:
            return element("sup", text(label), class_="doc-note-ref")
        number = str(place.number)
        first = bool(env["uid"]) and place.uid == env["uid"] and label not in env["noted"]
        env["noted"].add(label)
        here = {"id": f"note-{number}-from"} if first else {}
        link = element("a", number, class_="govuk-link", href=f"#note-{number}", aria_label=f"Note {number}", **here)
        return element("sup", link, class_="doc-note-ref")

    def footnote_reference_open(self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Write nothing: only the kind `notes` sets out notes."""
        return ""

    footnote_reference_close = footnote_reference_open
    container_fence_open = footnote_reference_open
    container_fence_close = footnote_reference_open
    attribute_line = footnote_reference_open

    def fence(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Write words that must keep their line breaks."""
        return element("pre", text(tokens[idx].content), class_=CLASSES["pre"]) + "\n"


_PROSE = _Prose()


def html_of(tokens: Sequence[Token], context: RenderContext, uid: str = "") -> str:
    """Return the HTML of `tokens`. With a `uid`, the block's first reference to a note can be jumped back to."""
    env: dict[str, Any] = {"context": context, "uid": uid, "noted": set(), "open_links": []}
    return _PROSE.render(list(tokens), _OPTIONS, env).strip()


def html_of_source(source: str, context: RenderContext, uid: str = "") -> str:
    """Return the HTML of some Markdown."""
    return html_of(tokens_of(source), context, uid)


def html_of_line(words: str, context: RenderContext) -> str:
    """Return the HTML of one line of Markdown, without a paragraph round it."""
    return html_of(inline_tokens_of(words), context)


def html_of_words(token: Token, context: RenderContext) -> str:
    """Return the HTML of one inline token: the words of a paragraph without the paragraph."""
    return html_of_line(token.content, context)


def passages_of(tokens: Iterable[Token]) -> list[str]:
    """Return the words of `tokens`, one entry for each paragraph, heading, item or cell."""
    passages = (tidy("".join(_spoken(token.children or ()))) for token in tokens if token.type == "inline")
    code = (tidy(token.content) for token in tokens if token.type == "fence")
    return [passage for passage in (*passages, *code) if passage]


def words_of_line(words: str) -> str:
    """Return what a reader reads of one line of Markdown."""
    return " ".join(passages_of(inline_tokens_of(words)))


def links_of(tokens: Iterable[Token]) -> Iterator[str]:
    """Yield every link's target, as written (percent signs aside)."""
    for token in tokens:
        if token.type == "link_open":
            yield cast("str", token.attrGet("href") or "")
        yield from links_of(token.children or ())


def _spoken(children: Iterable[Token]) -> Iterator[str]:
    for child in children:
        if child.type in {"softbreak", "hardbreak"}:
            yield " "
        elif child.type in {"text", "code_inline", "image"}:
            yield child.content
