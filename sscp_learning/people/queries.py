"""Reads about people, agencies and teams. Whoever asks says within which agencies or teams they may look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from sscp_learning.people.models import Agency, AgencyDomain, LetterLink, Membership, Person, RoleGrant, Team
from sscp_learning.people.rules import REMOVED, LinkPurpose, MembershipState, Role, email_domain, normal_email


@dataclass(frozen=True)
class SignInFacts:
    """What is needed to decide a sign-in: plain values, read before any slow work."""

    person_id: int
    token: str
    password_hash: str | None
    is_confirmed: bool


def find_sign_in_facts(session: Session, email: str) -> SignInFacts | None:
    """The facts of the person with this address, or None."""
    person = find_person_by_email(session, email)
    if person is None:
        return None
    return SignInFacts(person.id, person.token, person.password_hash, person.email_confirmed_at is not None)


def find_person_by_email(session: Session, email: str) -> Person | None:
    """The person with this address, however it is typed."""
    return session.scalar(select(Person).where(Person.email == normal_email(email), Person.merged_into_id.is_(None)))


def get_person(session: Session, person_id: int) -> Person:
    """The person with this key. Raises NoResultFound."""
    return session.get_one(Person, person_id)


def list_agencies(session: Session) -> Sequence[Agency]:
    """Every agency of the partnership, by name."""
    return session.scalars(select(Agency).order_by(Agency.name)).all()


def find_agency(session: Session, public_id: str) -> Agency | None:
    """The agency with this public id, or None."""
    return session.scalar(select(Agency).where(Agency.public_id == public_id))


def find_agency_by_domain(session: Session, email: str) -> Agency | None:
    """The one agency that lists the domain of this address; None where none or several do (DECISIONS 39)."""
    listed = session.scalars(
        select(Agency)
        .join(AgencyDomain, AgencyDomain.agency_id == Agency.id)
        .where(AgencyDomain.domain == email_domain(email))
        .limit(2)
    ).all()
    return listed[0] if len(listed) == 1 else None


def list_memberships(session: Session, person_id: int) -> Sequence[Membership]:
    """A person's places in agencies that are not over, with agency and team."""
    return session.scalars(
        select(Membership)
        .options(joinedload(Membership.agency), joinedload(Membership.team))
        .where(Membership.person_id == person_id, Membership.state != MembershipState.ENDED)
        .order_by(Membership.began_on, Membership.id)
    ).all()


def find_main_membership(session: Session, person_id: int) -> Membership | None:
    """Where a person works now: the active place they took up first."""
    return next(
        (place for place in list_memberships(session, person_id) if place.state == MembershipState.ACTIVE), None
    )


def list_waiting_memberships(session: Session) -> Sequence[Membership]:
    """People who have confirmed their address and wait for somebody to let them into an agency, oldest first."""
    return session.scalars(
        select(Membership)
        .join(Person, Person.id == Membership.person_id)
        .options(joinedload(Membership.person), joinedload(Membership.agency))
        .where(Membership.state == MembershipState.WAITING, Person.email_confirmed_at.is_not(None))
        .order_by(Membership.id)
    ).all()


def list_people_with_role(session: Session, role: Role) -> Sequence[Person]:
    """Everybody who holds a role anywhere, by name."""
    return session.scalars(
        select(Person)
        .where(Person.id.in_(select(RoleGrant.person_id).where(RoleGrant.role == role)))
        .order_by(Person.name, Person.id)
    ).all()


def list_members_managed(
    session: Session, *, team_ids: frozenset[int], agency_ids: frozenset[int]
) -> Sequence[Membership]:
    """The active memberships that a manager of these teams and agencies looks after, by name.

    The one scoping function for “my people” (LEARNING-RULES D1): with nothing managed it gives nobody.
    """
    if not team_ids and not agency_ids:
        return []
    return session.scalars(
        select(Membership)
        .join(Person, Person.id == Membership.person_id)
        .options(joinedload(Membership.person), joinedload(Membership.agency), joinedload(Membership.team))
        .where(
            Membership.state == MembershipState.ACTIVE,
            Membership.team_id.in_(team_ids) | Membership.agency_id.in_(agency_ids),
        )
        .order_by(Person.name, Membership.id)
    ).all()


def list_teams(session: Session, agency_id: int) -> Sequence[Team]:
    """The teams of one agency, by name."""
    return session.scalars(select(Team).where(Team.agency_id == agency_id).order_by(Team.name)).all()


def list_gone_before(
    session: Session, day: date, instant: datetime, *, except_for: Select[int], limit: int
) -> Sequence[Person]:
    """Those who have no place and no role any more, whose last place ended before `day`, in the order of their keys.

    Somebody who never had a place counts from the `instant` at which their account was made. Those whose name was
    removed already are left out, and those whose keys `except_for` gives.
    """
    still_here = select(Membership.person_id).where(
        (Membership.state != MembershipState.ENDED) | (Membership.ended_on >= day)
    )
    return session.scalars(
        select(Person)
        .where(
            Person.created_at < instant,
            Person.name != REMOVED,
            Person.id.not_in(still_here),
            Person.id.not_in(select(RoleGrant.person_id)),
            Person.id.not_in(except_for),
        )
        .order_by(Person.id)
        .limit(limit)
    ).all()


def count_people(session: Session) -> int:
    """How many people there are at all. Zero means an empty database."""
    return session.scalar(select(func.count()).select_from(Person)) or 0


def find_letter_link(session: Session, token_hash: str, purpose: LinkPurpose) -> LetterLink | None:
    """The link with this hash, used or not, over or not."""
    return session.scalar(select(LetterLink).where(LetterLink.hash == token_hash, LetterLink.purpose == purpose))


def list_good_links(session: Session, email: str, purpose: LinkPurpose, now: datetime) -> Sequence[LetterLink]:
    """The links in letters to this address that may still be spent, newest first."""
    return session.scalars(
        select(LetterLink)
        .join(Person, Person.id == LetterLink.person_id)
        .where(
            Person.email == normal_email(email),
            LetterLink.purpose == purpose,
            LetterLink.used_at.is_(None),
            LetterLink.ends_at > now,
        )
        .order_by(LetterLink.id.desc())
    ).all()


def is_link_good(link: LetterLink | None, now: datetime) -> bool:
    """True when a link may still be spent."""
    return link is not None and link.used_at is None and link.ends_at > now
