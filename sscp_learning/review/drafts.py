"""A draft as a young person reads it: the parts of one frozen revision, with the words of each.

This is the only file of review that looks into guidance.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from sscp_learning.documents.sanitise import trusted
from sscp_learning.guidance.models import Format, Publication, Revision
from sscp_learning.guidance.queries.pages import get_document, get_revision_for_review
from sscp_learning.guidance.rules import FORMATS, OPEN_STATES, FormatKind
from sscp_learning.platform.errors import NotFound
from sscp_learning.topics.cards import fill_contacts
from sscp_learning.topics.queries import contacts_by_key

LONGEST_NAME = 60


@dataclass(frozen=True)
class DraftName:
    """What lists say about a draft, without its text."""

    revision_id: int
    public_id: str
    format_id: int
    format: str
    title: str
    safe: bool
    minutes: int

    @property
    def format_title(self) -> str:
        """The format in words: “Easy read”."""
        return FORMATS[FormatKind(self.format)].title


@dataclass(frozen=True)
class Part:
    """A block of the draft: what can be commented on."""

    uid: str
    kind: str
    words: str
    html: Markup

    @property
    def name(self) -> str:
        """The first words, by which a link to the part is known."""
        return shorten(self.words)


@dataclass(frozen=True)
class Draft:
    """One frozen revision, ready to read."""

    name: DraftName
    parts: tuple[Part, ...]

    def part(self, uid: str) -> Part:
        """The part with this uid.

        Raises NotFound when the draft has none.
        """
        found = next((part for part in self.parts if part.uid == uid), None)
        if found is None:
            raise NotFound
        return found


def shorten(words: str) -> str:
    """The first words of a text, cut between words."""
    return words if len(words) <= LONGEST_NAME else f"{words[:LONGEST_NAME].rsplit(' ', 1)[0]} …"


def get_names(session: Session, revision_ids: Iterable[int]) -> dict[int, DraftName]:
    """The names of these revisions by their ids, in the order of the formats' ids."""
    return {name.revision_id: name for name in _names(session, Revision.id.in_(list(revision_ids)))}


def list_safe_drafts(session: Session) -> list[DraftName]:
    """Every draft that a round may show: not published yet, and marked safe for young people (REVIEW-RULES D8)."""
    return _names(session, Revision.state.in_(OPEN_STATES), Revision.safe_for_young_people.is_(True))


def get_draft(session: Session, revision_id: int) -> Draft:
    """A revision with its parts.

    Raises NotFound when there is none, and also when it is not marked safe for young people.
    """
    text = get_revision_for_review(session, revision_id)
    contacts = contacts_by_key(session)
    words = {block.uid: block.words for block in get_document(session, revision_id).blocks}
    parts = (
        Part(part.uid, part.kind, words.get(part.uid, ""), trusted(fill_contacts(part.html, contacts)))
        for part in text.parts
    )
    return Draft(get_names(session, [revision_id])[revision_id], tuple(parts))


def _names(session: Session, *which: ColumnElement[bool]) -> list[DraftName]:
    columns = (
        Revision.id, Revision.public_id, Revision.format_id, Format.kind, Publication.title,
        Revision.safe_for_young_people, Revision.minutes,
    )  # fmt: skip
    found = select(*columns).join(Revision.format).join(Format.publication).where(*which)
    return [DraftName(*row) for row in session.execute(found.order_by(Revision.format_id, Revision.id))]
