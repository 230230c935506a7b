"""Who must hold which module by when, who need not, and what was learnt elsewhere (DECISIONS 23).

An assignment that has ended stays, so that every figure can be told for a day in the past. Whether somebody is up to
date is never stored: `rules.standing` says so for a day.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sscp_learning.oversight.rules import DueKind, DueRule, EvidenceState, RequirementState, WaiverReason
from sscp_learning.people.models import Agency, Person, Team
from sscp_learning.platform.base import Base, new_public_id, one_of, only_one


class Requirement(Base):
    """Who (everyone, an agency, a team of it; of one job role or of all) must hold which module by when."""

    __tablename__ = "requirement"
    __table_args__ = (
        one_of("state", RequirementState),
        one_of("due_kind", DueKind),
        CheckConstraint("(due_kind = 'fixed') = (due_date IS NOT NULL)", name="due_date"),
        CheckConstraint("(due_kind = 'fixed') = (due_days IS NULL)", name="due_days"),
        CheckConstraint("due_days IS NULL OR due_days > 0", name="due_days_positive"),
        CheckConstraint("team_id IS NULL OR agency_id IS NOT NULL", name="team_in_agency"),
        CheckConstraint("valid_months IS NULL OR valid_months > 0", name="valid_months"),
        CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name="ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    module_slug: Mapped[str] = mapped_column(ForeignKey("module.slug"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    job_role: Mapped[str] = mapped_column(default="")
    due_kind: Mapped[str]
    due_date: Mapped[date | None]
    due_days: Mapped[int | None]
    valid_months: Mapped[int | None]
    state: Mapped[str] = mapped_column(default=RequirementState.ACTIVE)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    made_on: Mapped[date]
    ended_at: Mapped[datetime | None]
    agency: Mapped[Agency | None] = relationship()
    team: Mapped[Team | None] = relationship()

    @property
    def due(self) -> DueRule:
        """By when, as the rules know it."""
        return DueRule(DueKind(self.due_kind), self.due_date, self.due_days)


class Assignment(Base):
    """One person must hold one module by a date, because of one requirement; the reason stands in words."""

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR ended_on >= began_on", name="order"),
        only_one("uq_assignment_open", "requirement_id", "person_id", where="ended_on IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    module_slug: Mapped[str] = mapped_column(ForeignKey("module.slug"))
    due_on: Mapped[date]
    reason: Mapped[str]
    began_on: Mapped[date]
    ended_on: Mapped[date | None]
    requirement: Mapped[Requirement] = relationship()
    person: Mapped[Person] = relationship()


class Waiver(Base):
    """Somebody need not take a module for a time, for one of four reasons."""

    __tablename__ = "waiver"
    __table_args__ = (
        one_of("reason", WaiverReason),
        CheckConstraint("ends_on IS NULL OR ends_on >= from_on", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    module_slug: Mapped[str] = mapped_column(ForeignKey("module.slug"))
    reason: Mapped[str]
    from_on: Mapped[date]
    ends_on: Mapped[date | None]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(foreign_keys=person_id)


class OutsideEvidence(Base):
    """Training from elsewhere that somebody tells of. It counts for a requirement only through a waiver."""

    __tablename__ = "outside_evidence"
    __table_args__ = (
        one_of("state", EvidenceState),
        CheckConstraint("(state = 'checked') = (checked_by IS NOT NULL)", name="checked_by"),
        CheckConstraint("(checked_by IS NULL) = (checked_at IS NULL)", name="checked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    title: Mapped[str]
    provider: Mapped[str]
    completed_on: Mapped[date]
    state: Mapped[str] = mapped_column(default=EvidenceState.DECLARED)
    declared_at: Mapped[datetime]
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    checked_at: Mapped[datetime | None]


class Reminder(Base):
    """A letter that a manager had sent about one assignment; at most one a day (rule D4)."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("assignment_id", "sent_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    sent_on: Mapped[date]
    sent_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime]
