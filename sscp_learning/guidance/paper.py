"""A revision as paper: made before it is published, and again when a contact that is printed in it has changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sscp_learning.documents.model import Document
from sscp_learning.documents.typeset import GuidanceMeta, PaperContact, guidance_pdf
from sscp_learning.guidance.rules import FORMATS, FormatKind, Source
from sscp_learning.guidance.shapes import RevisionText
from sscp_learning.topics.models import Contact
from sscp_learning.ui import links
from sscp_learning.ui.filters import date_words

STARTING_TEXT = "Starting text, waiting for sign-off."
CREDITS = "Pictures: OpenMoji and our own, CC BY-SA 4.0."
NOT_YET_CHECKED = "When this was printed, young people had not checked it yet."
COMPACT = frozenset({FormatKind.ONE_MINUTE, FormatKind.LEAFLET})
"""What is handed out on one sheet of paper (REVIEW-RULES B)."""


@dataclass(frozen=True)
class Paper:
    """A PDF, and the version of the contacts that are printed in it."""

    contents: bytes
    contacts_generation: int


@dataclass(frozen=True)
class Printing:
    """What all papers of a site share: whose they are, where the site is, the pictures and the contacts."""

    partnership: str
    public_url: str
    pictures: Mapping[str, bytes]
    contacts: Mapping[str, Contact]
    contacts_generation: int


def read_pictures(content: Path) -> dict[str, bytes]:
    """Every picture of a content folder, by its name."""
    return {path.stem: path.read_bytes() for path in sorted((content / "pictures").glob("*.svg"))}


def lag_words(behind: str, since: datetime) -> str:
    """What the paper of a format that stayed behind says; `behind` is “the full guidance”, say (F5)."""
    return f"{behind[:1].upper()}{behind[1:]} changed on {date_words(since)}. This version has not caught up yet."


def make_paper(
    text: RevisionText, document: Document, printing: Printing, *, made_at: datetime, notices: Iterable[str] = ()
) -> Paper:
    """Sets a revision. `notices` are sentences that readers are told before the text.

    Raises `documents.typeset.TypesetError` when it cannot be set.
    """
    facts = text.facts
    meta = GuidanceMeta(
        title=text.title,
        format_name=FORMATS[text.kind].title,
        partnership=printing.partnership,
        owner=facts.owner,
        made_at=made_at,
        law_as_at=facts.law_as_at,
        reviewed=facts.reviewed,
        next_review=facts.next_review,
        summary=text.summary,
        address=f"{printing.public_url}/guidance/{text.slug}/{text.kind}/",
        notice=" ".join([*([STARTING_TEXT] if text.starting_text else []), *notices]),
        sources=() if text.for_young_people else tuple(source_words(source) for source in facts.sources),
        credits=CREDITS,
        large=text.for_young_people,
        compact=text.kind in COMPACT,
    )
    contents = guidance_pdf(document, meta, printing.pictures, _printed(printing.contacts), _resolver(text, printing))
    return Paper(contents, printing.contacts_generation)


def source_words(source: Source) -> str:
    """A source in one line, such as “Children Act 1989, section 47. legislation.gov.uk, 1989”, with its full stop."""
    where = ", ".join(word for word in (source.publisher, source.year) if word)
    waits = " Waiting for sign-off." if source.waits else ""
    return f"{source.title}. {where}.{waits}" if where else f"{source.title}.{waits}"


def printed_contact(contact: Contact | None) -> PaperContact | None:
    """What is printed of a contact; nothing where there is none."""
    if contact is None:
        return None
    return PaperContact(
        name=contact.name,
        phone=contact.phone,
        text=contact.text,
        url=contact.url,
        hours=contact.hours,
        who_for=contact.who_for,
    )


def _printed(contacts: Mapping[str, Contact]) -> dict[str, PaperContact]:
    return {key: printed for key, contact in contacts.items() if (printed := printed_contact(contact))}


def _resolver(text: RevisionText, printing: Printing) -> Callable[[str], str | None]:
    """Links within this format lead to a place on the paper, all others to the site."""
    here = f"guidance:{text.slug}/{text.kind}#"

    def resolve(target: str) -> str | None:
        if target.startswith(here):
            return f"#{target.removeprefix(here)}"
        address = links.address(target)
        return f"{printing.public_url}{address}" if address else None

    return resolve
