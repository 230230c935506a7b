"""The paper of a published revision, for a reader who asks for it."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from sscp_learning.guidance.paper import Printing, make_paper, read_pictures
from sscp_learning.guidance.queries import pages
from sscp_learning.guidance.shapes import PageKey
from sscp_learning.guidance.shelf import Shelf
from sscp_learning.topics.queries import contacts_by_key

MOST_REMADE = 8

_remade: Shelf[bytes] = Shelf(MOST_REMADE)


def get_pdf(
    session: Session, key: PageKey, *, partnership: str, public_url: str, content: Path, now: datetime
) -> bytes:
    """The PDF of a published revision. One with contacts that have changed since is never given: it is made anew.

    Nothing is written, because somebody only reads; what was made anew is kept in memory for the next reader.
    """
    stored = pages.get_stored_pdf(session, key.revision_id, contacts_generation=key.contacts)
    if stored is not None:
        return stored

    def make() -> bytes:
        contacts = contacts_by_key(session)
        printing = Printing(partnership, public_url, read_pictures(content), contacts, key.contacts)
        text = pages.get_revision_text(session, key.revision_id)
        document = pages.get_document(session, key.revision_id)
        return make_paper(text, document, printing, made_at=text.published_at or now).contents

    return _remade.get((key.public_id, key.contacts), make)
