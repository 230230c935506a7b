"""What home gathers from the features: what waits, people and the audit log for administrators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from sscp_learning.guidance.queries import desk
from sscp_learning.guidance.queries.overview import list_drafts_waiting
from sscp_learning.guidance.queries.staleness import list_flags_waiting
from sscp_learning.guidance.queries.waiting import list_publishing_waiting, list_starting_text
from sscp_learning.home.rules import DAYS_BEFORE_A_REVIEW
from sscp_learning.learning import queries as learning
from sscp_learning.people.identity import PersonWho
from sscp_learning.people.models import Agency, AgencyDomain, AuditEntry, Membership, Person, RoleGrant, Team
from sscp_learning.people.rules import MembershipState
from sscp_learning.platform.clock import london
from sscp_learning.platform.errors import NotFound
from sscp_learning.topics import queries as topics
from sscp_learning.topics.rules import contact_check_due

PAGE = 50


@dataclass(frozen=True)
class Line:
    """Something that waits for somebody: what it is, where it is done, how many, and since when.

    Without `href` there is no page for it yet; `state` says in a few words how far it is. With `is_due`, `since` is
    the day by which it has to be done.
    """

    words: str
    href: str = ""
    count: int = 1
    since: date | None = None
    state: str = ""
    is_due: bool = False


@dataclass(frozen=True)
class AgencyLine:
    """An agency in the administrators' list."""

    agency: Agency
    domains: tuple[str, ...]
    teams: tuple[Team, ...]
    people: int


@dataclass(frozen=True)
class AuditLine:
    """One line of the audit log, with the name of whoever it was, as it is today."""

    entry: AuditEntry
    who: str


# The desk


def list_texts_on_their_way(session: Session, who: PersonWho) -> list[Line]:
    """Guidance and modules that readers do not get yet because somebody has to write on, approve or publish."""
    drafts = [
        Line(each.words, each.href, since=each.since, state=each.state)
        for each in list_drafts_waiting(session, roles=who.roles)
    ]
    sent = [
        Line(each.words, each.href, since=london(each.since).date(), state=each.state)
        for each in list_publishing_waiting(session, person_id=who.id, roles=who.roles)
    ]
    modules = [
        Line(f"Module “{row.title}”, version {row.number}", state="Draft") for row in learning.list_waiting(session)
    ]
    return [*drafts, *sent, *modules]


def list_texts_to_sign_off(session: Session, who: PersonWho) -> list[Line]:
    """Texts that were published as starting text and that nobody has checked and signed off yet."""
    return [
        Line(each.words, each.href, state=each.state)
        for each in list_starting_text(session, person_id=who.id, roles=who.roles)
    ]


def list_flags(session: Session, _who: PersonWho) -> list[Line]:
    """The publications with sections that may have fallen behind the full text (F4)."""
    return [
        Line(each.words, each.href, since=each.since, state=f"{each.count} to check")
        for each in list_flags_waiting(session)
    ]


def list_reviews_due(session: Session, today: date) -> list[Line]:
    """The published texts whose review is near or over, and contacts whose number nobody has checked for long."""
    by = today + timedelta(days=DAYS_BEFORE_A_REVIEW)
    lines = [
        Line(
            f"Review “{row.title}”",
            f"/guidance/{row.format.publication.slug}/{row.format.kind}/",
            since=row.next_review,
            is_due=True,
        )
        for row in desk.list_due_for_review(session, by)
    ]
    lines += [
        Line(
            f"Check the contact “{contact.name}”",
            f"/desk/guidance/contacts/#contact-{contact.key}",
            since=contact_check_due(contact.checked),
            is_due=True,
        )
        for contact in topics.list_contacts(session)
        if contact_check_due(contact.checked) < today
    ]
    return lines


# Administration


def list_agencies(session: Session) -> list[AgencyLine]:
    """Every agency with its domains, teams and how many people work there, by name."""
    counted = _by_agency(session)
    domains = session.execute(select(AgencyDomain.agency_id, AgencyDomain.domain).order_by(AgencyDomain.domain)).all()
    teams = session.scalars(select(Team).order_by(Team.name)).all()
    return [
        AgencyLine(
            agency,
            tuple(domain for agency_id, domain in domains if agency_id == agency.id),
            tuple(team for team in teams if team.agency_id == agency.id),
            counted.get(agency.id, 0),
        )
        for agency in session.scalars(select(Agency).order_by(Agency.name))
    ]


def _by_agency(session: Session) -> dict[int, int]:
    return dict(
        session.execute(
            select(Membership.agency_id, func.count())
            .where(Membership.state == MembershipState.ACTIVE)
            .group_by(Membership.agency_id)
        ).all()
    )


def get_agency_line(session: Session, public_id: str) -> AgencyLine:
    """One agency. Raises NotFound."""
    found = next((line for line in list_agencies(session) if line.agency.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


def list_people(session: Session, words: str, page: int) -> Sequence[Person]:
    """People by name, or those whose name or address contains the words; one more than fits shows there are more."""
    return session.scalars(
        _people(words).order_by(func.lower(Person.name), Person.id).offset((page - 1) * PAGE).limit(PAGE)
    ).all()


def count_people(session: Session, words: str) -> int:
    """How many people these words find."""
    return session.scalar(select(func.count()).select_from(_people(words).subquery())) or 0


def _people(words: str) -> Select[Person]:
    query = select(Person).where(Person.merged_into_id.is_(None))
    if not words:
        return query
    return query.where(
        or_(
            func.lower(Person.name).contains(words.lower(), autoescape=True),
            Person.email.contains(words.lower(), autoescape=True),
        )
    )


def get_person_by_public_id(session: Session, public_id: str) -> Person:
    """One person. Raises NotFound."""
    person = session.scalar(select(Person).where(Person.public_id == public_id, Person.merged_into_id.is_(None)))
    if person is None:
        raise NotFound
    return person


def list_grants(session: Session, person_id: int) -> Sequence[tuple[RoleGrant, str | None, str | None]]:
    """The roles of a person, each with the agency and the team it is for."""
    rows = session.execute(
        select(RoleGrant, Agency.name, Team.name)
        .outerjoin(Agency, Agency.id == RoleGrant.agency_id)
        .outerjoin(Team, Team.id == RoleGrant.team_id)
        .where(RoleGrant.person_id == person_id)
        .order_by(RoleGrant.role, RoleGrant.id)
    ).all()
    return [(row[0], row[1], row[2]) for row in rows]


def find_membership(session: Session, person_id: int, agency_public_id: str) -> Membership | None:
    """A person's active place in an agency, or None."""
    return session.scalar(
        select(Membership)
        .join(Agency, Agency.id == Membership.agency_id)
        .options(joinedload(Membership.agency), joinedload(Membership.team))
        .where(
            Membership.person_id == person_id,
            Membership.state == MembershipState.ACTIVE,
            Agency.public_id == agency_public_id,
        )
    )


def list_audit(session: Session, page: int) -> list[AuditLine]:
    """One page of the audit log, newest first."""
    entries = session.scalars(
        select(AuditEntry).order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).offset((page - 1) * PAGE).limit(PAGE)
    ).all()
    ids = {int(entry.who.removeprefix("person:")) for entry in entries if entry.who.startswith("person:")}
    names = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))).all())
    refs = {f"person:{person_id}": name for person_id, name in names.items()}
    return [AuditLine(entry, refs.get(entry.who, entry.who)) for entry in entries]


def count_audit(session: Session) -> int:
    """How many lines the audit log has."""
    return session.scalar(select(func.count()).select_from(AuditEntry)) or 0
