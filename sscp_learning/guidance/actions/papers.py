"""Papers that take the place of older ones: where contacts have changed, and where a format says that it lags behind.

The papers themselves are made before, by `guidance.printing`.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Revision, RevisionPdf
from sscp_learning.guidance.paper import Paper
from sscp_learning.guidance.printing import Reprint
from sscp_learning.guidance.rules import RevisionState
from sscp_learning.platform.errors import Conflict
from sscp_learning.topics.actions import Row, save_contacts
from sscp_learning.topics.queries import CONTACTS, get_generation

MEANWHILE = "Guidance or contacts changed while the papers were made. Nothing was changed. Do it again."


def change_contacts(session: Session, rows: Iterable[Row], *, reprint: Reprint, now: datetime) -> bool:
    """Makes the contacts these, and every published paper one with these contacts; True when a contact changed.

    Papers that print nothing new only get the new number of the contacts. Raises Conflict when something was published
    since `reprint` was made, so that no paper with old contacts can stay.
    """
    before = get_generation(session, CONTACTS)
    changed = save_contacts(session, rows)
    if not (changed or reprint.papers):
        return False
    published = frozenset(session.scalars(select(Revision.id).where(Revision.state == RevisionState.PUBLISHED)))
    if published != reprint.published or before != reprint.generation:
        raise Conflict(MEANWHILE)
    generation = get_generation(session, CONTACTS)
    for revision_id, contents in reprint.papers.items():
        store_paper(session, revision_id, Paper(contents, generation), now=now)
    session.execute(
        update(RevisionPdf).where(RevisionPdf.revision_id.in_(published)).values(contacts_generation=generation)
    )
    return changed


def store_paper(session: Session, revision_id: int, paper: Paper, *, now: datetime) -> None:
    """Puts a paper in the place of the one that a published revision has."""
    row = session.get(RevisionPdf, revision_id)
    if row is None:
        row = RevisionPdf(revision_id=revision_id)
        session.add(row)
    row.contents, row.contacts_generation, row.made_at = paper.contents, paper.contacts_generation, now
    session.flush()
