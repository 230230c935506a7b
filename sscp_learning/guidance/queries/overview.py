"""Every publication as the desk sees it: its formats, how far each is, and what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from sscp_learning.guidance.models import Format, Publication, Revision, WorkingText
from sscp_learning.guidance.queries.pages import ORDER
from sscp_learning.guidance.rules import (
    ENDED_FOR_READERS,
    FORMATS,
    OPEN_STATES,
    FormatKind,
    RevisionState,
)
from sscp_learning.people.models import Person
from sscp_learning.people.rules import Role
from sscp_learning.platform.clock import london
from sscp_learning.platform.errors import NotFound

SHOWN_STATES = (*OPEN_STATES, RevisionState.PUBLISHED, *ENDED_FOR_READERS)


@dataclass(frozen=True)
class RevisionLine:
    """A frozen text of a format, with who sent it."""

    public_id: str
    number: int
    state: RevisionState
    from_file: bool
    made_at: datetime
    submitted_at: datetime | None
    published_at: datetime | None
    ended_at: datetime | None
    next_review: date
    returned_because: str
    author: str

    @property
    def published_until_now(self) -> bool:
        """True for what readers get."""
        return self.state is RevisionState.PUBLISHED


@dataclass(frozen=True)
class Step:
    """The one next thing to do, and where."""

    words: str
    href: str


@dataclass
class FormatState:
    """How far one format is."""

    slug: str
    kind: FormatKind
    written_at: datetime | None = None
    written_by: str = ""
    live: RevisionLine | None = None
    open: RevisionLine | None = None
    ended: RevisionLine | None = None

    @property
    def title(self) -> str:
        """What the format is called."""
        return FORMATS[self.kind].title

    @property
    def href(self) -> str:
        """Where it is written."""
        return f"/desk/guidance/{self.slug}/{self.kind}/"

    @property
    def waits(self) -> bool:
        """True while somebody has to go on with it before readers get what was written."""
        return self.written_at is not None or self.open is not None

    @property
    def next_step(self) -> Step:
        """What comes next for this format, whoever does it."""
        if self.written_at is not None:
            return Step("Go on writing", self.href)
        if self.open is None:
            return Step("Change it" if self.live else "Write it", self.href)
        page = f"/desk/guidance/revisions/{self.open.public_id}/"
        if self.open.state is RevisionState.APPROVED:
            return Step("Publish it", page)
        if self.open.state is RevisionState.WAITING:
            return Step("Read and approve it", page)
        return Step("Mend what was asked" if self.open.returned_because else "Look it through and send it", self.href)


@dataclass
class PublicationState:
    """A publication with all its formats, in the order in which readers are offered them."""

    slug: str
    title: str
    summary: str
    topic: str
    formats: list[FormatState] = field(default_factory=list)

    @property
    def missing(self) -> list[FormatKind]:
        """The formats that it does not have."""
        return [kind for kind in FormatKind if kind not in {each.kind for each in self.formats}]

    @property
    def is_live(self) -> bool:
        """True when readers get at least one format."""
        return any(each.live for each in self.formats)


@dataclass(frozen=True)
class DraftWaiting:
    """A text that an editor can go on with: in words, where, since when, and how far it is."""

    words: str
    href: str
    since: date
    state: str


def list_publications(session: Session) -> list[PublicationState]:
    """Every publication, published or not, by title."""
    return sorted(_gather(session, None), key=lambda each: each.title.casefold())


def get_publication(session: Session, slug: str) -> PublicationState:
    """One publication. Raises NotFound."""
    found = next(iter(_gather(session, slug)), None)
    if found is None:
        raise NotFound
    return found


def list_drafts_waiting(session: Session, *, roles: frozenset[str]) -> list[DraftWaiting]:
    """The texts that editors have begun, or were sent back to them, oldest first. For the index of the desk."""
    if Role.EDITOR not in roles:
        return []
    lines = []
    for publication in _gather(session, None):
        for each in publication.formats:
            words = f"“{publication.title}”, {FORMATS[each.kind].title.lower()}"
            if each.written_at is not None:
                state = "Draft" if each.open is None else "Being changed again"
                lines.append(DraftWaiting(words, each.href, london(each.written_at).date(), state))
            elif each.open is not None and each.open.state is RevisionState.DRAFT:
                state = "Sent back" if each.open.returned_because else "Draft from a file"
                lines.append(DraftWaiting(words, each.href, london(each.open.made_at).date(), state))
    return sorted(lines, key=lambda line: line.since)


def _gather(session: Session, slug: str | None) -> Iterable[PublicationState]:
    asked = select(Publication)
    publications = session.scalars(asked if slug is None else asked.where(Publication.slug == slug)).all()
    by_id = {row.id: PublicationState(row.slug, row.title, row.summary, row.topic) for row in publications}
    formats = _formats(session, by_id)
    _tell_revisions(session, formats)
    for publication in by_id.values():
        publication.formats.sort(key=lambda each: ORDER[each.kind])
    return by_id.values()


def _formats(session: Session, publications: dict[int, PublicationState]) -> dict[int, FormatState]:
    rows = session.execute(
        select(Format.id, Format.publication_id, Format.kind, WorkingText.saved_at, Person.name)
        .outerjoin(WorkingText, WorkingText.format_id == Format.id)
        .outerjoin(Person, Person.id == WorkingText.saved_by_id)
        .where(Format.publication_id.in_(publications))
    ).all()
    found = {}
    for format_id, publication_id, kind, saved_at, name in rows:
        home = publications[publication_id]
        found[format_id] = FormatState(home.slug, FormatKind(kind), saved_at, name or "")
        home.formats.append(found[format_id])
    return found


def _tell_revisions(session: Session, formats: dict[int, FormatState]) -> None:
    author = aliased(Person)
    rows = session.execute(
        select(
            Revision.format_id,
            Revision.public_id,
            Revision.number,
            Revision.state,
            Revision.from_file,
            Revision.made_at,
            Revision.submitted_at,
            Revision.published_at,
            Revision.ended_at,
            Revision.next_review,
            Revision.returned_because,
            author.name,
        )
        .outerjoin(author, author.id == Revision.author_id)
        .where(Revision.format_id.in_(formats), Revision.state.in_(SHOWN_STATES))
        .order_by(Revision.number)
    ).all()
    for row in rows:
        line = RevisionLine(
            row.public_id,
            row.number,
            RevisionState(row.state),
            row.from_file,
            row.made_at,
            row.submitted_at,
            row.published_at,
            row.ended_at,
            row.next_review,
            row.returned_because,
            row.name or "",
        )
        place = "open" if line.state in OPEN_STATES else "live" if line.published_until_now else "ended"
        setattr(formats[row.format_id], place, line)
