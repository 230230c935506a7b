"""A large library for the search figure: 200 publications in five formats, made of the sections of the real ones."""

import random
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from sscp_learning.guidance.models import Format, Publication, Revision, RevisionPdf
from sscp_learning.guidance.rules import FormatKind, RevisionState
from sscp_learning.platform.base import new_public_id
from sscp_learning.platform.clock import now
from sscp_learning.platform.database import Database
from sscp_learning.settings import Settings
from sscp_learning.topics.actions import bump
from sscp_learning.topics.queries import CONTACTS, SEARCH, get_generation

PUBLICATIONS = 200
SECTIONS = {
    FormatKind.ONE_MINUTE: 4,
    FormatKind.FULL: 22,
    FormatKind.LEAFLET: 7,
    FormatKind.EASY_READ: 13,
    FormatKind.BRIEFING: 7,
}
Blocks = list[dict[str, Any]]


def fill_library(settings: Settings) -> None:
    """Publishes as many publications as it takes. Their words are real, and no two have the same."""
    database = Database(settings.database_url)
    rng = random.Random(200)  # noqa: S311  The same library each time; it is no secret.
    with database.transaction() as session:
        live = select(Revision).where(Revision.state == RevisionState.PUBLISHED)
        revisions = session.scalars(live.options(undefer(Revision.blocks))).all()
        sections = [section for revision in revisions for section in _sections(revision.blocks)]
        for number in range(1, PUBLICATIONS + 1):
            _publish(session, number, revisions[0], sections, rng)
        bump(session, SEARCH)
    database.close()


def _sections(blocks: Blocks) -> Iterator[Blocks]:
    """The blocks under each heading, the heading first."""
    section: Blocks = []
    for block in blocks:
        if block["level"] and section:
            yield section
            section = []
        if block["level"] or section:
            section.append(block)
    if section:
        yield section


def _publish(session: Session, number: int, like: Revision, sections: Sequence[Blocks], rng: random.Random) -> None:
    title = f"Guide {number}"
    publication = Publication(
        slug=f"guide-{number}",
        title=title,
        summary=title,
        topic=like.format.publication.topic,
        audience=like.audience,
        created_at=now(),
    )
    revisions = [
        _revision(like, Format(publication=publication, kind=kind), title, _some(sections, count, rng))
        for kind, count in SECTIONS.items()
    ]
    session.add_all(revisions)
    session.flush()
    generation = get_generation(session, CONTACTS)
    # Papers that nobody reads, so that the server does not make a thousand of them when it starts.
    session.add_all(
        RevisionPdf(revision_id=each.id, contents=b"%PDF-", contacts_generation=generation, made_at=now())
        for each in revisions
    )


def _some(sections: Sequence[Blocks], count: int, rng: random.Random) -> Blocks:
    return [block for section in rng.sample(sections, count) for block in section]


def _revision(like: Revision, made: Format, title: str, blocks: Blocks) -> Revision:
    """A published revision with these blocks, and everything else like another one."""
    own = {"id", "public_id", "format_id", "title", "blocks"}
    told = {name: getattr(like, name) for column in Revision.__table__.columns if (name := column.key) not in own}
    return Revision(**told, public_id=new_public_id(), format=made, title=title, blocks=blocks)
