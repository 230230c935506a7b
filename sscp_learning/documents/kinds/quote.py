"""Quotes: someone else's words, with `>` before each line."""

from sscp_learning.documents.kinds.base import MarkdownKind


class Quote(MarkdownKind):
    """A quotation."""

    name = "quote"
    tokens = frozenset({"blockquote_open"})
