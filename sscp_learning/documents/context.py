"""What a page knows that a document does not: where links lead, where pictures lie, which number a note has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class NotePlace:
    """A note's number on the page, and the uid of the block that refers to it first ("" when none does)."""

    number: int
    uid: str


def no_link(_target: str) -> str | None:
    """Resolve nothing: the words of the link stay, as plain text."""
    return None


def plain_picture_address(name: str) -> str:
    """Return where a picture lies when nobody says otherwise: beside the page."""
    return f"pictures/{name}.svg"


@dataclass(frozen=True)
class RenderContext:
    """How to turn names in a document into addresses.

    `resolve_link` is asked for every link that is not `https:`, `http:`, `mailto:` or `#…` and gives the address, or
    None when it leads nowhere. `picture_address` gives the address of `content/pictures/<name>.svg`. `notes` is filled
    by `render_document`; a block rendered alone shows the labels its author wrote.
    """

    resolve_link: Callable[[str], str | None] = no_link
    picture_address: Callable[[str], str] = plain_picture_address
    notes: Mapping[str, NotePlace] = field(default_factory=dict)


PLAIN = RenderContext()
