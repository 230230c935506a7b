"""Lists: with bullets, with numbers, or of terms and their meanings."""

from sscp_learning.documents.kinds.base import MarkdownKind


class List(MarkdownKind):
    """A list in plain Markdown."""

    name = "list"
    wants_picture = True
    is_list = True
    tokens = frozenset({"bullet_list_open", "ordered_list_open", "dl_open"})
