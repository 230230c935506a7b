"""Leading readers on from a page whose place another has taken, with a note on the new page that says so (F7)."""

from sqlalchemy.orm import Session
from werkzeug.routing import RequestRedirect

from sscp_learning.guidance.history import Moved, find_moved, find_moved_from
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.ui.links import address

LED_FROM = "from"
FOUND = 302


class LedOn(RequestRedirect):
    """An answer that leads to another page. Not for good: the old page may come back."""

    code = FOUND


def lead_on(session: Session, slug: str, kind: FormatKind | None = None) -> None:
    """Raises LedOn where another page has taken the place of a format, or of a publication with nothing left."""
    moved = find_moved(session, slug, kind)
    place = address(moved.moved_to) if moved is not None else None
    if moved is not None and place is not None:
        raise LedOn(f"{place}?{LED_FROM}={moved.public_id}")


def led_from(session: Session, public_id: str | None, here: str) -> Moved | None:
    """The page that a reader was led on from to this one (`here`, as authors write it), or None."""
    moved = find_moved_from(session, public_id) if public_id else None
    return moved if moved is not None and moved.moved_to == here else None
