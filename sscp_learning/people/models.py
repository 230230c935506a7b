"""Agencies, teams, people and what they may do.

A person is not an e-mail address, and a place in an agency is a row with a beginning and an end: people move, and what
they did stays with where they were (LEARNING-RULES D1, D5).
"""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sscp_learning.people.rules import LinkPurpose, MembershipState, Role
from sscp_learning.platform.base import Base, new_public_id, one_of, only_one


class Agency(Base):
    """An organisation of the partnership: a school, an NHS trust, the police, a charity."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    name: Mapped[str] = mapped_column(unique=True)


class AgencyDomain(Base):
    """The part after the @ of an agency's addresses. Several agencies may share one (nhs.net; DECISIONS 39)."""

    __tablename__ = "agency_domain"
    __table_args__ = (UniqueConstraint("agency_id", "domain"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    domain: Mapped[str] = mapped_column(index=True)


class Team(Base):
    """A team of an agency, with the people whom one manager looks after."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("agency_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    name: Mapped[str]
    agency: Mapped[Agency] = relationship()


class Person(Base):
    """Somebody who works with families or for the partnership. Never a young reviewer (REVIEW-RULES D1)."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    email_confirmed_at: Mapped[datetime | None]
    password_hash: Mapped[str | None]  # None: they cannot sign in with a password (yet).
    token: Mapped[str] = mapped_column(default=new_public_id)  # A new one ends every sign-in.
    created_at: Mapped[datetime]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Membership(Base):
    """A person's place in an agency, and in a team of it, with the job they do there."""

    __tablename__ = "membership"
    __table_args__ = (
        one_of("state", MembershipState),
        CheckConstraint("ended_on IS NULL OR ended_on >= began_on", name="order"),
        only_one("uq_membership_open", "person_id", "agency_id", where="state <> 'ended'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    job_role: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=MembershipState.ACTIVE)
    began_on: Mapped[date]
    ended_on: Mapped[date | None]
    person: Mapped[Person] = relationship()
    agency: Mapped[Agency] = relationship()
    team: Mapped[Team | None] = relationship()


class RoleGrant(Base):
    """A role somebody holds; a manager holds it for a team, or for a whole agency."""

    __tablename__ = "role_grant"
    __table_args__ = (
        one_of("role", Role),
        CheckConstraint("role <> 'manager' OR agency_id IS NOT NULL", name="manager_scope"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))


class LetterLink(Base):
    """A link in a letter: what it is for, until when, and whether it was used. Only its hash is kept."""

    __tablename__ = "letter_link"
    __table_args__ = (one_of("purpose", LinkPurpose),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AuditEntry(Base):
    """Who did what to which thing, and when. Ids only, never names or words (DECISIONS 35). Append-only."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    who: Mapped[str]  # “person:12”, “reviewer:3”, “system”
    verb: Mapped[str]  # “module.completed”, “comment.approved”
    thing: Mapped[str]  # “attempt:81”
    details: Mapped[dict[str, int | str | None]] = mapped_column(JSON, default=dict)
