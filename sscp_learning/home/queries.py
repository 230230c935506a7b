"""What home gathers from the features: search entries, what waits, people and the audit log for administrators."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from sscp_learning.guidance.queries import desk, library, pages
from sscp_learning.guidance.rules import FORMATS, RevisionState
from sscp_learning.home.rules import DAYS_BEFORE_A_REVIEW, contact_check_due
from sscp_learning.home.search import Entry, Found, Hit
from sscp_learning.learning import queries as learning
from sscp_learning.people.identity import PersonWho
from sscp_learning.people.models import Agency, AgencyDomain, AuditEntry, Membership, Person, RoleGrant, Team
from sscp_learning.people.rules import MembershipState
from sscp_learning.platform.errors import NotFound
from sscp_learning.topics import queries as topics
from sscp_learning.ui.links import address

PAGE = 50
WAITING_WORDS = {
    RevisionState.DRAFT: "Draft",
    RevisionState.WAITING: "Waiting for approval",
    RevisionState.APPROVED: "Approved, not published",
}


@dataclass(frozen=True)
class Line:
    """Something that waits for somebody: what it is, where it is done, how many, and since when.

    Without `href` there is no page for it yet; `state` says in a few words how far it is.
    """

    words: str
    href: str = ""
    count: int = 1
    since: date | None = None
    state: str = ""


@dataclass(frozen=True)
class ThingFound:
    """The results that belong together: one publication by its formats, one module, the glossary."""

    kind: str
    title: str
    href: str
    parts: tuple[tuple[str, tuple[Hit, ...]], ...]


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


# Search


def gather_entries(session: Session) -> Iterator[Entry]:
    """Everything public that can be found."""
    for section in pages.list_searchable_sections(session):
        thing, part = f"guidance:{section.slug}", FORMATS[section.kind].title
        href = address(section.target) or f"/guidance/{section.slug}/{section.kind}/"
        words = _without_title(section.words, section.title)
        yield Entry("guidance", thing, section.publication, part, section.title, words, href)
    titles = learning.list_published_titles(session)
    for page in learning.list_searchable(session):
        thing, href = f"learning:{page.slug}", f"/learning/{page.slug}/"
        words = _without_title(page.words, page.title) if page.page else f"{page.summary} {page.words}"
        part = "E-learning" if page.page else "About this module"
        yield Entry("learning", thing, titles[page.slug], part, page.title, words, href)
    for term in topics.list_glossary(session):
        href = f"/guidance/glossary/#{term.key}"
        yield Entry("glossary", "glossary", "What our words mean", "Meaning", term.term, term.meaning, href)


def _without_title(words: str, title: str) -> str:
    """The words below a heading: the heading itself stands in the result already."""
    return words.removeprefix(title).lstrip()


def still_public(session: Session, found: Found) -> Found:
    """The results without what was withdrawn since the index was made."""
    formats = {(f"guidance:{e.slug}", FORMATS[f.kind].title) for e in library.list_library(session) for f in e.formats}
    modules = {f"learning:{slug}" for slug in learning.list_published_titles(session)}
    hits = tuple(
        hit for hit in found.hits if hit.kind == "glossary" or hit.thing in modules or (hit.thing, hit.part) in formats
    )
    return replace(found, hits=hits)


def group_hits(hits: Iterable[Hit]) -> list[ThingFound]:
    """Results by what they belong to and by part of it; the best of each decides the order."""
    by_thing: dict[str, dict[str, list[Hit]]] = {}
    for hit in hits:
        by_thing.setdefault(hit.thing, {}).setdefault(hit.part, []).append(hit)
    return [_thing(parts) for parts in by_thing.values()]


def _thing(parts: dict[str, list[Hit]]) -> ThingFound:
    first = next(iter(parts.values()))[0]
    href = "/guidance/glossary/" if first.kind == "glossary" else address(first.thing) or "/"
    return ThingFound(first.kind, first.thing_title, href, tuple((part, tuple(hits)) for part, hits in parts.items()))


# The desk


def list_texts_on_their_way(session: Session, who: PersonWho) -> list[Line]:
    """Guidance and modules that readers do not get yet because somebody has to write on, approve or publish."""
    texts = [
        Line(f"“{row.title}”, revision {row.number}", state=WAITING_WORDS[row.state])
        for row in desk.list_waiting(session, person_id=who.id, roles=who.roles)
    ]
    modules = [
        Line(f"Module “{row.title}”, version {row.number}", state="Draft") for row in learning.list_waiting(session)
    ]
    return texts + modules


def list_reviews_due(session: Session, today: date) -> list[Line]:
    """The published texts whose review is near or over, and contacts whose number nobody has checked for long."""
    by = today + timedelta(days=DAYS_BEFORE_A_REVIEW)
    lines = [
        Line(
            f"Review “{row.title}”",
            f"/guidance/{row.format.publication.slug}/{row.format.kind}/",
            since=row.next_review,
        )
        for row in desk.list_due_for_review(session, by)
    ]
    lines += [
        Line(
            f"Check the contact “{contact.name}”",
            f"/help/#contact-{contact.key}",
            since=contact_check_due(contact.checked),
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
