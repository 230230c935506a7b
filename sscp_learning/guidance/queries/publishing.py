"""What publishers and editors look at before a text goes to readers, and what waits for which of them (F5, F6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Approval, Emergency, Format, Publication, Revision, SignOff, WorkingText
from sscp_learning.guidance.queries.desk import list_holds
from sscp_learning.guidance.queries.pages import ORDER, AnyRow, live
from sscp_learning.guidance.rules import OPEN_STATES, Change, ChangeKind, FormatKind, RevisionState
from sscp_learning.people.models import Person
from sscp_learning.platform.errors import NotFound


@dataclass(frozen=True)
class Deed:
    """Who did something, and when."""

    who_id: int
    who: str
    at: datetime


NOBODY = (None, None)


@dataclass(frozen=True)
class Deeds:
    """Who did what with a revision. `alone` is who published it in an emergency, and `alone_because` why.

    `edited` says who has written on in the browser since this text was frozen.
    """

    author: Deed | None = None
    approved: Deed | None = None
    alone: Deed | None = None
    alone_because: str = ""
    confirmed: Deed | None = None
    checked: Deed | None = None
    signed_off: Deed | None = None
    edited: Deed | None = None


@dataclass(frozen=True)
class DeskRevision:
    """A frozen revision with everything that has been decided about it so far."""

    revision_id: int
    public_id: str
    format_id: int
    publication_id: int
    slug: str
    kind: FormatKind
    number: int
    state: RevisionState
    title: str
    for_young_people: bool
    starting_text: bool
    change: Change | None
    returned_because: str
    ended_because: str
    ended_at: datetime | None
    published_at: datetime | None
    made_at: datetime
    deeds: Deeds
    holds: tuple[str, ...]

    @property
    def address(self) -> str:
        """Its page on the desk."""
        return f"/desk/guidance/revisions/{self.public_id}/"

    @property
    def is_open(self) -> bool:
        """True while it is on its way to readers."""
        return self.state in OPEN_STATES


@dataclass(frozen=True)
class LiveFormat:
    """A format that readers can open now."""

    format_id: int
    revision_id: int
    public_id: str
    kind: FormatKind
    title: str
    number: int


@dataclass(frozen=True)
class OtherFormat:
    """Another live format of the publication, and the revision of it that is on its way, if any (F5)."""

    live: LiveFormat
    next_id: int | None
    next_public_id: str
    next_number: int
    next_state: RevisionState | None

    @property
    def can_go_together(self) -> bool:
        """True when an approved text of it waits to be published."""
        return self.next_state is RevisionState.APPROVED


@dataclass(frozen=True)
class RevisionChoice:
    """A revision in a list to choose from."""

    public_id: str
    revision_id: int
    kind: FormatKind
    number: int
    state: RevisionState
    made_at: datetime
    published_at: datetime | None


def get_desk_revision(session: Session, public_id: str) -> DeskRevision:
    """One revision by its public id. Raises NotFound."""
    row = session.execute(
        select(Revision, Publication, Format)
        .join(Format, Format.id == Revision.format_id)
        .join(Publication, Publication.id == Format.publication_id)
        .where(Revision.public_id == public_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    revision, publication, home = row
    deeds = _deeds(session, revision)
    return DeskRevision(
        revision_id=revision.id,
        public_id=revision.public_id,
        format_id=home.id,
        publication_id=publication.id,
        slug=publication.slug,
        kind=FormatKind(home.kind),
        number=revision.number,
        state=RevisionState(revision.state),
        title=revision.title,
        for_young_people=revision.for_young_people,
        starting_text=revision.starting_text,
        change=_change(revision),
        returned_because=revision.returned_because,
        ended_because=revision.ended_because,
        ended_at=revision.ended_at,
        published_at=revision.published_at,
        made_at=revision.made_at,
        deeds=deeds,
        holds=tuple(hold.reason for hold in list_holds(session, home.id)),
    )


def _deeds(session: Session, revision: Revision) -> Deeds:
    """Who did what with a revision, in two questions: the rows, then everybody's names."""
    approval, emergency, sign, working = session.execute(
        select(Approval, Emergency, SignOff, WorkingText)
        .select_from(Revision)
        .outerjoin(Approval, Approval.revision_id == Revision.id)
        .outerjoin(Emergency, Emergency.revision_id == Revision.id)
        .outerjoin(SignOff, SignOff.revision_id == Revision.id)
        .outerjoin(
            WorkingText,
            (WorkingText.format_id == Revision.format_id) & (WorkingText.saved_at > Revision.made_at),
        )
        .where(Revision.id == revision.id)
    ).one()
    told: dict[str, tuple[int | None, datetime | None]] = {
        "author": (revision.author_id, revision.submitted_at or revision.made_at),
        "approved": (approval.approver_id, approval.given_at) if approval else NOBODY,
        "alone": (emergency.published_by_id, emergency.published_at) if emergency else NOBODY,
        "confirmed": (emergency.confirmed_by_id, emergency.confirmed_at) if emergency else NOBODY,
        "checked": (sign.checked_by_id, sign.checked_at) if sign else NOBODY,
        "signed_off": (sign.signed_by_id, sign.signed_at) if sign else NOBODY,
        "edited": (working.saved_by_id, working.saved_at) if working else NOBODY,
    }
    ids = {who_id for who_id, _ in told.values() if who_id is not None}
    names = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))).all())
    found = {
        what: Deed(who_id, names[who_id], at)
        for what, (who_id, at) in told.items()
        if who_id is not None and at is not None
    }
    return Deeds(**found, alone_because=emergency.because if emergency else "")


def _change(revision: Revision) -> Change | None:
    if revision.change_kind is None:
        return None
    return Change(ChangeKind(revision.change_kind), revision.change_note, revision.who_it_affects, revision.retraining)


def list_live(session: Session, publication_id: int) -> list[LiveFormat]:
    """The formats of a publication that readers can open, in the order in which they are offered."""
    rows = session.execute(
        live(select(Format.id, Revision.id, Revision.public_id, Format.kind, Revision.title, Revision.number)).where(
            Format.publication_id == publication_id
        )
    ).all()
    found = [LiveFormat(row[0], row[1], row[2], FormatKind(row[3]), row[4], row[5]) for row in rows]
    return sorted(found, key=lambda one: ORDER[one.kind])


def list_other_formats(session: Session, revision: DeskRevision) -> list[OtherFormat]:
    """The other formats that readers can open, each with the text of it that is on its way."""
    others = [one for one in list_live(session, revision.publication_id) if one.format_id != revision.format_id]
    rows = session.execute(
        select(Revision.format_id, Revision.id, Revision.public_id, Revision.number, Revision.state).where(
            Revision.format_id.in_([one.format_id for one in others]), Revision.state.in_(OPEN_STATES)
        )
    ).all()
    coming = {row.format_id: row for row in rows}
    return [
        OtherFormat(one, row.id, row.public_id, row.number, RevisionState(row.state))
        if (row := coming.get(one.format_id))
        else OtherFormat(one, None, "", 0, None)
        for one in others
    ]


def find_live_of_format(session: Session, format_id: int) -> tuple[int, str] | None:
    """Id and public id of what readers get of a format, or None."""
    row = session.execute(
        select(Revision.id, Revision.public_id).where(
            Revision.format_id == format_id, Revision.state == RevisionState.PUBLISHED
        )
    ).one_or_none()
    return (row.id, row.public_id) if row else None


def find_before(session: Session, revision: DeskRevision) -> RevisionChoice | None:
    """What readers had of the format before this one: what they have now, or had until this was published."""
    earlier = Revision.published_at.is_not(None) & (Revision.number < revision.number)
    rows = session.execute(
        _choices().where(Revision.format_id == revision.format_id, earlier).order_by(Revision.number.desc()).limit(1)
    ).all()
    return _listed(rows)[0] if rows else None


def list_revisions(session: Session, slug: str, *, published: bool = False) -> list[RevisionChoice]:
    """The revisions of a publication, by format and newest first; only those that readers had, where that is asked.

    Raises NotFound for a publication that has none.
    """
    question = _choices().where(Publication.slug == slug).order_by(Revision.number.desc())
    if published:
        open_to_readers = (RevisionState.PUBLISHED, RevisionState.REPLACED)
        question = question.where(Revision.published_at.is_not(None), Revision.state.in_(open_to_readers))
    found = _listed(session.execute(question).all())
    if not found:
        raise NotFound
    return sorted(found, key=lambda one: ORDER[one.kind])


def get_title(session: Session, slug: str) -> str:
    """The title of a publication. Raises NotFound."""
    title = session.scalar(select(Publication.title).where(Publication.slug == slug))
    if title is None:
        raise NotFound
    return title


def list_places(session: Session) -> list[tuple[str, str]]:
    """Every page of guidance that readers can open: “guidance:slug/format”, and its title."""
    rows = session.execute(
        live(select(Publication.slug, Format.kind, Revision.title)).order_by(Revision.title, Revision.id)
    ).all()
    return [(f"guidance:{row.slug}/{row.kind}", row.title) for row in rows]


def list_links_to(session: Session, slug: str, kind: FormatKind) -> list[tuple[str, str]]:
    """The other published guidance whose words link to this format: title and address of each page."""
    rows = session.execute(
        live(select(Publication.slug, Format.kind, Revision.title, Revision.source))
        .where(Revision.source.contains(f"guidance:{slug}", autoescape=True))
        .where(or_(Publication.slug != slug, Format.kind != kind))
        .order_by(Revision.title)
    ).all()
    wanted = (f"guidance:{slug}/{kind}#", f"guidance:{slug}/{kind})")
    return [
        (row.title, f"/guidance/{row.slug}/{row.kind}/") for row in rows if any(link in row.source for link in wanted)
    ]


def _choices() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Revision.public_id,
            Revision.id,
            Format.kind,
            Revision.number,
            Revision.state,
            Revision.made_at,
            Revision.published_at,
        )
        .join(Format, Format.id == Revision.format_id)
        .join(Publication, Publication.id == Format.publication_id)
    )


def _listed(rows: Sequence[AnyRow]) -> list[RevisionChoice]:
    return [
        RevisionChoice(row[0], row[1], FormatKind(row[2]), row[3], RevisionState(row[4]), row[5], row[6])
        for row in rows
    ]
