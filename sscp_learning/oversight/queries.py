"""Who stands how with what they must hold. Nobody is found but through the scope of whoever asks (rule D1)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from sscp_learning.learning import queries as learning
from sscp_learning.oversight.models import Assignment, OutsideEvidence, Reminder, Requirement, Waiver
from sscp_learning.oversight.rules import (
    UP_TO_DATE,
    URGENCY,
    Duty,
    Record,
    RequirementState,
    Scope,
    Standing,
    WaiverSpan,
    counts_until,
    scope_words,
    standing,
)
from sscp_learning.people import queries as people
from sscp_learning.people.models import Agency, Membership, Person, Team
from sscp_learning.people.rules import MembershipState
from sscp_learning.platform.errors import NotFound

PEOPLE_AT_ONCE = 500


@dataclass(frozen=True)
class StandingRow:
    """One person and one module they must hold, as they stand on a day."""

    assignment_id: int
    assignment: str
    person_id: int
    person: str
    name: str
    email: str
    team: str
    module_slug: str
    module: str
    standing: Standing
    reason: str
    due_on: date
    completed_on: date | None
    expires_on: date | None


@dataclass(frozen=True)
class HistoryLine:
    """Something that a person completed once. `is_current` says whether it is what they hold today."""

    module: str
    version: int
    score: float
    completed_on: date
    expires_on: date | None
    code: str
    is_current: bool


@dataclass(frozen=True)
class Begun:
    """A module that a person has begun and not finished."""

    slug: str
    title: str


@dataclass(frozen=True)
class Figures:
    """How many assignments stand how. `total` is what every figure is a part of (rule D2)."""

    people: int
    total: int
    up_to_date: int
    of: Mapping[Standing, int]


@dataclass(frozen=True)
class Place:
    """Whom something can be for: everyone, an agency, or a team. `value` is what a form sends."""

    value: str
    words: str
    agency_id: int | None = None
    team_id: int | None = None


@dataclass(frozen=True)
class RequirementLine:
    """A requirement in a list, with how many people it is for now."""

    requirement: Requirement
    module: str
    who: str
    people: int


def list_standing(session: Session, scope: Scope, today: date) -> list[StandingRow]:
    """One row for each of the manager's people and each module they must hold: the most pressing first."""
    return sorted(iterate_standing(session, scope, today), key=_pressing)


def iterate_standing(session: Session, scope: Scope, today: date) -> Iterator[StandingRow]:
    """The same rows by name, some hundred people at a time, for files of any length."""
    by_person: dict[int, list[Membership]] = defaultdict(list)
    for place in people.list_members_managed(session, team_ids=scope.team_ids, agency_ids=scope.agency_ids):
        by_person[place.person_id].append(place)
    ids = list(by_person)
    for start in range(0, len(ids), PEOPLE_AT_ONCE):
        some = {person_id: by_person[person_id] for person_id in ids[start : start + PEOPLE_AT_ONCE]}
        yield from _standing_of(session, some, today)


def list_own_standing(session: Session, person_id: int, today: date) -> list[StandingRow]:
    """What one person must hold, whoever asks it of them: for that person's own page."""
    places = [place for place in people.list_memberships(session, person_id) if place.state == MembershipState.ACTIVE]
    return sorted(_standing_of(session, {person_id: places}, today), key=_pressing)


def list_begun(session: Session, person_id: int) -> list[Begun]:
    """What a person has begun and can go on with, as long as it is on offer."""
    titles = learning.list_published_titles(session)
    return [Begun(slug, titles[slug]) for slug in learning.list_open_slugs(session, person_id) if slug in titles]


def list_history(session: Session, person_id: int) -> list[HistoryLine]:
    """Everything a person has ever completed, newest first, with the code of its certificate where there is one."""
    codes = {paper.completion_id: paper.code for paper in learning.list_certificates(session, person_id)}
    current = {held.code for held in learning.list_held(session, person_id)}
    return [
        HistoryLine(
            module=done.module_title,
            version=done.version_number,
            score=done.score,
            completed_on=done.completed_on,
            expires_on=done.expires_on,
            code=codes.get(done.id, ""),
            is_current=codes.get(done.id) in current,
        )
        for done in learning.list_completions(session, person_id)
    ]


def get_managed_places(session: Session, scope: Scope, public_id: str) -> list[Membership]:
    """The places of one person that this manager looks after. Raises NotFound when there is none."""
    managed = people.list_members_managed(session, team_ids=scope.team_ids, agency_ids=scope.agency_ids)
    places = [place for place in managed if place.person.public_id == public_id]
    if not places:
        raise NotFound
    return places


def count_managed(session: Session, scope: Scope) -> int:
    """How many people a manager looks after, whether or not anything is required of them."""
    managed = people.list_members_managed(session, team_ids=scope.team_ids, agency_ids=scope.agency_ids)
    return len({place.person_id for place in managed})


def count_assigned(session: Session, requirement_id: int) -> int:
    """How many people have a requirement to fulfil now."""
    query = select(func.count()).where(Assignment.requirement_id == requirement_id, Assignment.ended_on.is_(None))
    return session.scalar(query) or 0


def count_figures(rows: Collection[StandingRow]) -> Figures:
    """The figures of these rows."""
    counted = Counter(row.standing for row in rows)
    return Figures(
        people=len({row.person_id for row in rows}),
        total=len(rows),
        up_to_date=sum(counted[standing] for standing in UP_TO_DATE),
        of={standing: counted[standing] for standing in URGENCY},
    )


def list_reminded_on(session: Session, assignment_ids: Collection[int]) -> dict[int, date]:
    """When somebody was last reminded of each of these assignments."""
    newest = (
        select(Reminder.assignment_id, func.max(Reminder.sent_on))
        .where(Reminder.assignment_id.in_(assignment_ids))
        .group_by(Reminder.assignment_id)
    )
    return dict(session.execute(newest).all())


def list_waivers(session: Session, *, person_id: int | None = None) -> Sequence[Waiver]:
    """The waivers that were not lifted, newest first; of one person, or of everybody."""
    query = (
        select(Waiver)
        .options(joinedload(Waiver.person))
        .where(Waiver.lifted_at.is_(None))
        .order_by(Waiver.made_at.desc(), Waiver.id.desc())
    )
    return session.scalars(query if person_id is None else query.where(Waiver.person_id == person_id)).all()


def find_waiver(session: Session, public_id: str) -> Waiver | None:
    """The waiver with this public id, or None."""
    return session.scalar(select(Waiver).where(Waiver.public_id == public_id))


def list_evidence(session: Session, person_id: int) -> Sequence[OutsideEvidence]:
    """What a person has told of training from elsewhere, newest first."""
    return session.scalars(
        select(OutsideEvidence)
        .where(OutsideEvidence.person_id == person_id)
        .order_by(OutsideEvidence.completed_on.desc(), OutsideEvidence.id)
    ).all()


def list_places(session: Session) -> list[Place]:
    """Everyone, each agency and each of its teams, in the order in which a form offers them."""
    places = [Place("everyone", "Everyone, in every agency")]
    teams: dict[int, list[Team]] = defaultdict(list)
    for team in session.scalars(select(Team).order_by(Team.name)):
        teams[team.agency_id].append(team)
    for agency in people.list_agencies(session):
        places.append(Place(f"agency:{agency.public_id}", f"All of {agency.name}", agency.id))
        places += [
            Place(f"team:{team.public_id}", f"{team.name}, a team of {agency.name}", agency.id, team.id)
            for team in teams[agency.id]
        ]
    return places


def find_place(session: Session, value: str) -> Place | None:
    """The place that a form sent, or None."""
    return next((place for place in list_places(session) if place.value == value), None)


def list_requirements(session: Session) -> list[RequirementLine]:
    """Every requirement: those that hold first, then those that have ended, newest first."""
    counted = dict(
        session.execute(
            select(Assignment.requirement_id, func.count())
            .where(Assignment.ended_on.is_(None))
            .group_by(Assignment.requirement_id)
        ).all()
    )
    titles = learning.list_published_titles(session)
    found = session.scalars(
        select(Requirement)
        .options(joinedload(Requirement.agency), joinedload(Requirement.team))
        .order_by(Requirement.state, Requirement.id.desc())
    )
    return [
        RequirementLine(
            found,
            titles.get(found.module_slug, found.module_slug),
            scope_of(found),
            counted.get(found.id, 0),
        )
        for found in found
    ]


def find_requirement(session: Session, public_id: str) -> Requirement | None:
    """The requirement with this public id, or None."""
    return session.scalar(select(Requirement).where(Requirement.public_id == public_id))


def list_active_requirements(session: Session) -> Sequence[Requirement]:
    """The requirements that hold."""
    return session.scalars(
        select(Requirement).where(Requirement.state == RequirementState.ACTIVE).order_by(Requirement.id)
    ).all()


def scope_of(requirement: Requirement) -> str:
    """Whom a requirement is for, in words."""
    agency: Agency | None = requirement.agency
    team: Team | None = requirement.team
    return scope_words(agency.name if agency else None, team.name if team else None, requirement.job_role)


def in_scope(requirement: Requirement) -> list[ColumnElement[bool]]:
    """What an active membership must be like to come under a requirement."""
    conditions: list[ColumnElement[bool]] = [
        Membership.state == MembershipState.ACTIVE,
        Membership.person_id.in_(select(Person.id).where(Person.merged_into_id.is_(None))),
    ]
    if requirement.agency_id is not None:
        conditions.append(Membership.agency_id == requirement.agency_id)
    if requirement.team_id is not None:
        conditions.append(Membership.team_id == requirement.team_id)
    if requirement.job_role:
        conditions.append(func.lower(Membership.job_role) == requirement.job_role.lower())
    return conditions


def _pressing(row: StandingRow) -> tuple[int, date, str, int]:
    return URGENCY[row.standing], row.due_on, row.name.casefold(), row.assignment_id


def _standing_of(session: Session, by_person: Mapping[int, Sequence[Membership]], today: date) -> Iterator[StandingRow]:
    """The rows of these people, in the order given: a few questions for all of them together."""
    assignments = _assignments(session, by_person)
    slugs = {assignment.module_slug for each in assignments.values() for assignment in each}
    records = {(row.person_id, row.slug): row for row in learning.list_current_records(session, list(by_person), slugs)}
    waivers = _waivers(session, list(by_person))
    titles = learning.list_published_titles(session)
    for person_id, places in by_person.items():
        best: dict[str, StandingRow] = {}
        for assignment in assignments[person_id]:
            held = (person_id, assignment.module_slug)
            row = _row(assignment, places, records.get(held), waivers[held], titles, today)
            known = best.get(row.module_slug)
            if known is None or _pressing(row) < _pressing(known):
                best[row.module_slug] = row
        yield from sorted(best.values(), key=lambda row: row.module)


def _assignments(session: Session, by_person: Mapping[int, Sequence[Membership]]) -> dict[int, list[Assignment]]:
    """The open assignments of these people that come from the places given: another agency's are left out."""
    found: dict[int, list[Assignment]] = defaultdict(list)
    query = (
        select(Assignment)
        .join(Assignment.requirement)
        .join(Assignment.person)
        .options(contains_eager(Assignment.requirement), contains_eager(Assignment.person))
        .where(Assignment.person_id.in_(by_person), Assignment.ended_on.is_(None))
        .order_by(Assignment.id)
    )
    for assignment in session.scalars(query):
        if any(_comes_from(assignment.requirement, place) for place in by_person[assignment.person_id]):
            found[assignment.person_id].append(assignment)
    return found


def _comes_from(requirement: Requirement, place: Membership) -> bool:
    return requirement.agency_id in {None, place.agency_id} and requirement.team_id in {None, place.team_id}


def _waivers(session: Session, person_ids: Collection[int]) -> dict[tuple[int, str], list[WaiverSpan]]:
    found: dict[tuple[int, str], list[WaiverSpan]] = defaultdict(list)
    query = select(Waiver).where(Waiver.person_id.in_(person_ids), Waiver.lifted_at.is_(None))
    for waiver in session.scalars(query):
        found[waiver.person_id, waiver.module_slug].append(WaiverSpan(waiver.from_on, waiver.ends_on))
    return found


def _row(
    assignment: Assignment,
    places: Sequence[Membership],
    held: learning.RecordRow | None,
    waivers: Collection[WaiverSpan],
    titles: Mapping[str, str],
    today: date,
) -> StandingRow:
    months = assignment.requirement.valid_months
    record = None if held is None else Record(held.completed_on, held.expires_on)
    return StandingRow(
        assignment_id=assignment.id,
        assignment=assignment.public_id,
        person_id=assignment.person_id,
        person=assignment.person.public_id,
        name=assignment.person.name,
        email=assignment.person.email,
        team=", ".join(dict.fromkeys(place.team.name if place.team else place.agency.name for place in places)),
        module_slug=assignment.module_slug,
        module=titles.get(assignment.module_slug) or (held.module_title if held else assignment.module_slug),
        standing=standing(Duty(assignment.due_on, months), record, waivers, today),
        reason=assignment.reason,
        due_on=assignment.due_on,
        completed_on=record.completed_on if record else None,
        expires_on=counts_until(record, months) if record else None,
    )
