"""Text: a paragraph, a line across the page, or words set out exactly as typed."""

from sscp_learning.documents.kinds.base import MarkdownKind


class Text(MarkdownKind):
    """A paragraph, or whatever no other kind takes."""

    name = "text"
    wants_picture = True
    tokens = frozenset({"paragraph_open", "hr", "fence"})
