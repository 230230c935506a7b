"""The papers of published revisions: what is printed on each today, and those that a new contact makes out of date.

Everything here is slow and only reads: call it before anything is written (DECISIONS 11).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.documents.checks import limits_pages
from sscp_learning.documents.kinds.contacts import contact_names
from sscp_learning.documents.typeset import TypesetError, count_pages
from sscp_learning.guidance.models import Revision, RevisionPdf
from sscp_learning.guidance.paper import (
    NOT_YET_CHECKED,
    Paper,
    Printing,
    lag_words,
    make_paper,
    printed_contact,
    read_pictures,
)
from sscp_learning.guidance.queries import pages
from sscp_learning.guidance.queries.staleness import find_lag, stays_behind
from sscp_learning.guidance.rules import FORMATS, RevisionState
from sscp_learning.guidance.shapes import PageKey, RevisionText
from sscp_learning.guidance.shelf import Shelf
from sscp_learning.topics.actions import Row
from sscp_learning.topics.models import Contact
from sscp_learning.topics.queries import CONTACTS, contacts_by_key, get_generation

MOST_REMADE = 8
MOST_COUNTED = 64

_remade: Shelf[bytes] = Shelf(MOST_REMADE)
_counted: Shelf[int] = Shelf(MOST_COUNTED)


@dataclass(frozen=True)
class Reprint:
    """The papers that new contacts make out of date, made anew, and what was there when they were made.

    `published` are all revisions that readers could have then: those that are not among `papers` print nothing that
    has changed.
    """

    generation: int
    published: frozenset[int]
    papers: Mapping[int, bytes]


def printing_today(session: Session, *, partnership: str, public_url: str, content: Path) -> Printing:
    """What all papers share as things stand now."""
    return Printing(
        partnership, public_url, read_pictures(content), contacts_by_key(session), get_generation(session, CONTACTS)
    )


def get_pdf(
    session: Session, key: PageKey, *, partnership: str, public_url: str, content: Path, now: datetime
) -> bytes:
    """The PDF of a published revision. One with contacts that have changed since is never given: it is made anew.

    That happens only where contacts were changed past `reprint`. Nothing is written, because somebody only reads; what
    was made anew is kept in memory for the next reader.
    """
    kept = pages.get_stored_pdf(session, key.revision_id, contacts_generation=key.contacts)
    if kept is not None:
        return kept

    def make() -> bytes:
        printing = printing_today(session, partnership=partnership, public_url=public_url, content=content)
        return paper_of(session, key.revision_id, printing, now=now).contents

    return _remade.get((key.public_id, key.contacts, key.guidance), make)


def paper_of(
    session: Session, revision_id: int, printing: Printing, *, now: datetime, starting_text: bool | None = None
) -> Paper:
    """A revision as paper, with what readers of the page are told as well (F5, ER20).

    One that is not published yet is set as it will be once it is; so is one that is about to be, or not to be,
    starting text. Raises `documents.typeset.TypesetError`.
    """
    text = pages.get_revision_text(session, revision_id)
    told = text if starting_text is None else replace(text, starting_text=starting_text)
    return _set(session, told, printing, [*_lag_words(session, text), *_young_words(session, text)], now)


def count_printed_pages(session: Session, revision_id: int, printing: Printing, *, now: datetime) -> int | None:
    """How many pages a frozen text has on paper (ER19); None for a format that may have any number.

    None too where it cannot be set at all: publishing says so when it comes to that.
    """
    text = pages.get_revision_text(session, revision_id)
    if not limits_pages(text.kind):
        return None
    try:
        return _counted.get(
            (text.public_id, printing.contacts_generation),
            lambda: count_pages(_set(session, text, printing, (), now).contents),
        )
    except TypesetError:
        return None


def paper_with_lag(session: Session, revision_id: int, behind_id: int, printing: Printing, *, now: datetime) -> Paper:
    """A published revision as paper, when its format is about to say that it lags behind another revision (F5)."""
    text, behind = pages.get_revision_text(session, revision_id), pages.get_revision_text(session, behind_id)
    told = _lag_words(session, text) or [lag_words(FORMATS[behind.kind].in_a_sentence, behind.published_at or now)]
    return _set(session, text, printing, [*told, *_young_words(session, text)], now)


def paper_without_lag(session: Session, revision_id: int, printing: Printing, *, now: datetime) -> Paper:
    """A published revision as paper, when its format is about to stop saying that it lags behind."""
    text = pages.get_revision_text(session, revision_id)
    return _set(session, text, printing, _young_words(session, text), now)


def _set(session: Session, text: RevisionText, printing: Printing, notices: Iterable[str], now: datetime) -> Paper:
    document = pages.get_document(session, text.revision_id)
    return make_paper(text, document, printing, made_at=text.published_at or now, notices=notices)


def _lag_words(session: Session, text: RevisionText) -> list[str]:
    lag = find_lag(session, text.format_id)
    is_live = text.state is RevisionState.PUBLISHED
    if lag is None or not (is_live or stays_behind(session, session.get_one(Revision, text.revision_id))):
        return []
    return [lag_words(FORMATS[lag.behind].in_a_sentence, lag.since)]


def _young_words(session: Session, text: RevisionText) -> list[str]:
    unread = text.for_young_people and not pages.count_young_readers(session, text.revision_id)
    return [NOT_YET_CHECKED] if unread else []


# When contacts change


def reprint(session: Session, rows: Iterable[Row], printing: Printing, *, now: datetime) -> Reprint:
    """Sets anew every published paper on which one of these contacts reads otherwise than today (DECISIONS 3).

    `rows` are the contacts as `topics.actions.save_contacts` takes them, `printing` what all papers share today.
    """
    kept, wanted = printing.contacts, {str(row["key"]): Contact(**row) for row in rows}
    changed = {key for key in {*kept, *wanted} if printed_contact(kept.get(key)) != printed_contact(wanted.get(key))}
    generation = printing.contacts_generation
    published = session.execute(
        select(Revision.id, RevisionPdf.contacts_generation)
        .outerjoin(RevisionPdf, RevisionPdf.revision_id == Revision.id)
        .where(Revision.state == RevisionState.PUBLISHED)
    ).all()
    old = [row.id for row in published if row.contacts_generation != generation or _shows_any(session, row.id, changed)]
    new = replace(printing, contacts=wanted)
    papers = {revision_id: paper_of(session, revision_id, new, now=now).contents for revision_id in old}
    return Reprint(generation, frozenset(row.id for row in published), papers)


def _shows_any(session: Session, revision_id: int, names: set[str]) -> bool:
    """True when a text shows one of these contacts."""
    blocks = pages.get_document(session, revision_id).walk() if names else ()
    return any(names.intersection(contact_names(block)) for block in blocks)
