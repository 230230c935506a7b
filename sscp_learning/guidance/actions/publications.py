"""Beginning a publication at the desk, and giving it another format."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.actions.saves import begin
from sscp_learning.guidance.models import Format, Publication, WorkingText
from sscp_learning.guidance.queries.writing import find_shared
from sscp_learning.guidance.rules import FORMATS, FormatKind, check_slug
from sscp_learning.guidance.starting import FollowedSection, starting_blocks
from sscp_learning.guidance.working import About
from sscp_learning.people import audit
from sscp_learning.platform.errors import NotFound, RuleBroken
from sscp_learning.ui import links

WHO_FOR = {FormatKind.EASY_READ: "young people", FormatKind.LEAFLET: "young people"}
PRACTITIONERS = "practitioners"


def begin_publication(
    session: Session, *, slug: str, about: About, kind: FormatKind, who_id: int, now: datetime
) -> Publication:
    """A new publication with its first format, which readers see once that is published.

    Raises RuleBroken for an address that is taken, belongs to another page, or is not one.
    """
    check_slug(slug)
    if not links.is_slug(slug):
        raise RuleBroken("slug", "Use small letters, digits and hyphens for the address, such as child-exploitation.")
    if session.scalar(select(Publication.id).where(Publication.slug == slug)) is not None:
        raise RuleBroken("slug", f"There is guidance at “{slug}” already. Choose another address, or change that one.")
    publication = Publication(
        slug=slug,
        title=about.title,
        summary=about.summary,
        topic=about.topic,
        audience=about.audience,
        created_at=now,
    )
    session.add(publication)
    session.flush()
    thing = f"publication:{publication.id}"
    audit.record(session, who=audit.person_ref(who_id), verb="publication.begun", thing=thing, now=now)
    _add(session, publication, kind, about, who_id=who_id, now=now)
    return publication


def add_format(
    session: Session, *, slug: str, kind: FormatKind, full: Sequence[FollowedSection], who_id: int, now: datetime
) -> WorkingText:
    """Begins another format of a publication; `full` are the sections of its full format.

    What the other formats say of the publication is taken over. Raises NotFound for an unknown publication, RuleBroken
    when it has this format.
    """
    publication = session.scalar(select(Publication).where(Publication.slug == slug).with_for_update())
    if publication is None:
        raise NotFound
    had = session.scalar(select(Format.id).where(Format.publication_id == publication.id, Format.kind == kind))
    if had is not None:
        raise RuleBroken("kind", f"{FORMATS[kind].title} is there already. Go on writing it below.")
    return _add(session, publication, kind, find_shared(session, publication), full, who_id=who_id, now=now)


def _add(
    session: Session,
    publication: Publication,
    kind: FormatKind,
    shared: About,
    full: Sequence[FollowedSection] = (),
    *,
    who_id: int,
    now: datetime,
) -> WorkingText:
    home = Format(publication_id=publication.id, kind=kind)
    session.add(home)
    session.flush()
    about = replace(
        shared,
        format_audience=WHO_FOR.get(kind, PRACTITIONERS),
        format_summary="",
        safe_for_young_people=False,
        not_young_because="",
    )
    return begin(session, format_id=home.id, who_id=who_id, now=now, blocks=starting_blocks(kind, full), about=about)
