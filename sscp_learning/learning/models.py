"""Modules and their frozen versions, attempts and what was recorded in them, completions, certificates, evaluations.

Steps and completions are appended and never overwritten (rules B3, C2). Whoever wants to know what somebody holds today
reads `CurrentRecord`, which is kept in the same transaction.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sscp_learning.learning.rules import (
    AttemptState,
    CertificateState,
    ChangeKind,
    EvaluationTick,
    StepKind,
    VersionState,
)
from sscp_learning.people.models import Person
from sscp_learning.platform.base import Base, new_public_id, one_of, only_one


class Module(Base):
    """A short e-learning module. Its words are in its versions."""

    __tablename__ = "module"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]


class ModuleVersion(Base):
    """A frozen text of a module, known by its hash. What it says never changes; only its state does (rule A1).

    An author may return to words of old: then two versions have the same hash.
    """

    __tablename__ = "module_version"
    __table_args__ = (
        UniqueConstraint("module_id", "number"),
        one_of("state", VersionState),
        one_of("change_kind", ChangeKind, or_null=True),
        CheckConstraint("pass_mark BETWEEN 0 AND 100", name="pass_mark"),
        CheckConstraint("valid_months IS NULL OR valid_months > 0", name="valid_months"),
        CheckConstraint("author_id <> approver_id", name="two_people"),
        CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="published_at"),
        only_one("uq_module_version_published", "module_id", where="state = 'published'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), index=True)
    number: Mapped[int]
    hash: Mapped[str]
    state: Mapped[str] = mapped_column(default=VersionState.DRAFT)
    change_kind: Mapped[str | None]
    change_note: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    summary: Mapped[str]
    pass_mark: Mapped[int]
    valid_months: Mapped[int | None]
    data: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    module: Mapped[Module] = relationship()


class Attempt(Base):
    """One go of one person at one version of a module. What was drawn and what is needed to pass are kept with it."""

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("person_id", "module_id", "number"),
        one_of("state", AttemptState),
        CheckConstraint("(state = 'open') = (finished_at IS NULL)", name="finished_at"),
        only_one("uq_attempt_open", "person_id", "module_id", where="state = 'open'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"), index=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(default=AttemptState.OPEN)
    draw: Mapped[dict[str, Any]] = mapped_column(JSON)
    pass_mark: Mapped[int]
    score: Mapped[float | None]
    began_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class AttemptStep(Base):
    """Something that happened in an attempt. Append-only; no two steps have the same place, or the same try."""

    __tablename__ = "attempt_step"
    __table_args__ = (
        UniqueConstraint("attempt_id", "seq"),
        UniqueConstraint("attempt_id", "kind", "key", "try_number"),
        one_of("kind", StepKind),
        CheckConstraint("fraction IS NULL OR fraction BETWEEN 0 AND 1", name="fraction"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    seq: Mapped[int]
    kind: Mapped[str]
    key: Mapped[str]  # A page's slug, a question's id, or the state an attempt ended in.
    try_number: Mapped[int] = mapped_column(default=1)
    response: Mapped[dict[str, list[str]] | None] = mapped_column(JSON)
    fraction: Mapped[float | None]
    right: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class Completion(Base):
    """Somebody completed a module: where they worked then, and what it was called then. Append-only (rule C2).

    Only `evaluation` is ever changed: it says whether they were asked what they thought, never what they said.
    """

    __tablename__ = "completion"
    __table_args__ = (
        one_of("evaluation", EvaluationTick),
        Index("ix_completion_person_module", "person_id", "module_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"))
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), unique=True)
    person_name: Mapped[str]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    agency_name: Mapped[str]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    team_name: Mapped[str]
    job_role: Mapped[str]
    module_title: Mapped[str]
    version_number: Mapped[int]
    score: Mapped[float]
    completed_at: Mapped[datetime]
    completed_on: Mapped[date]
    expires_on: Mapped[date | None]
    evaluation: Mapped[str] = mapped_column(default=EvaluationTick.WAITING)


class CurrentRecord(Base):
    """What a person holds on a module today: their newest completion that was not taken back."""

    __tablename__ = "current_record"
    __table_args__ = (Index("ix_current_record_module_expires", "module_id", "expires_on"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), primary_key=True)
    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id"))
    completed_on: Mapped[date]
    expires_on: Mapped[date | None]
    completion: Mapped[Completion] = relationship()


class Certificate(Base):
    """The paper for a completion: a frozen copy of what it says, and a code that nobody can guess (rule C3)."""

    __tablename__ = "certificate"
    __table_args__ = (one_of("state", CertificateState),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    state: Mapped[str] = mapped_column(default=CertificateState.ISSUED)
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)
    hash: Mapped[str]
    issued_at: Mapped[datetime]
    expires_on: Mapped[date | None]
    changed_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship()
    completion: Mapped[Completion] = relationship()


class EvaluationWaiting(Base):
    """What somebody thought of a module, until the worker moves it among others. No person, no time (DECISIONS 27)."""

    __tablename__ = "evaluation_waiting"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_public_id)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    week: Mapped[str]
    answers: Mapped[dict[str, str]] = mapped_column(JSON)


class Evaluation(Base):
    """What somebody thought of a module. The id is random, so that the order says nothing about who."""

    __tablename__ = "evaluation"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_public_id)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    week: Mapped[str]
    quarter: Mapped[str] = mapped_column(index=True)
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
