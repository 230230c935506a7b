"""Contacts: `::: contacts {names="emergency childline"}`. Numbers come from content/partnership.toml (rule F11)."""

import re
from collections.abc import Iterator

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.base import Kind, body_of
from sscp_learning.documents.markup import element
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.typst_text import PaperContext, array, call, contact_code

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def contact_names(block: Block) -> tuple[str, ...]:
    """Return the keys of the contacts this block asks for."""
    return tuple(name for name in block.text("names").split() if KEY.fullmatch(name))


class Contacts(Kind):
    """A place that `topics` fills with contacts at each request, so that a changed number is changed everywhere."""

    name = "contacts"
    fence = "contacts"
    attributes = frozenset({"names"})

    def problems(self, block: Block) -> Iterator[Problem]:
        """Yield a problem when no contact is named, or something is written inside."""
        if not contact_names(block) or len(contact_names(block)) != len(block.text("names").split()):
            expected = 'expected {names="…"} with keys from content/partnership.toml, spaces between them'
            yield Problem(0, f"These contacts are not named; {expected}.")
        if body_of(block).strip():
            yield Problem(1, "Nothing may stand inside ::: contacts; the page fills it from content/partnership.toml.")

    def passages(self, block: Block) -> list[str]:
        """Return nothing: the words come at each request."""
        return []

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return the marker where the contacts will stand."""
        return element("div", data_contacts=" ".join(contact_names(block)))

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return a card for each contact that is known; the content check finds a name that is not."""
        known = [paper.contacts[name] for name in contact_names(block) if name in paper.contacts]
        return call("contact-list", array(contact_code(contact) for contact in known))
