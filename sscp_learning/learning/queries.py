"""What learning can be asked. What is somebody's own is asked for by that person's id."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session, undefer

from sscp_learning.learning.draw import Draw
from sscp_learning.learning.frozen import Content, WrittenModule, thaw, written_in
from sscp_learning.learning.models import (
    Attempt,
    AttemptStep,
    Certificate,
    Completion,
    CurrentRecord,
    Module,
    ModuleVersion,
)
from sscp_learning.learning.rules import AttemptState, CertificateState, ChangeKind, StepKind, VersionState, is_address
from sscp_learning.learning.study import Step, Study

MOST_KEPT = 64

_kept: dict[tuple[int, str], Content] = {}
_lock = Lock()


@dataclass(frozen=True)
class Published:
    """The version of a module that is offered now."""

    module_id: int
    version_id: int
    number: int
    change_kind: ChangeKind | None
    change_note: str
    content: Content

    def has_changed_since(self, number: int) -> bool:
        """Return whether this version says something new to whoever completed an earlier one (rule A1)."""
        return number < self.number and self.change_kind is ChangeKind.MATERIAL


@dataclass(frozen=True)
class Held:
    """What a person holds on a module: their current record, and the certificate for it."""

    slug: str
    module_title: str
    version_number: int
    score: float
    completed_on: date
    expires_on: date | None
    code: str


@dataclass(frozen=True)
class RecordRow:
    """One line for whoever answers for people: who holds which module since when, until when."""

    person_id: int
    slug: str
    module_title: str
    version_number: int
    score: float
    completed_on: date
    expires_on: date | None


@dataclass(frozen=True)
class CertificateFacts:
    """A certificate as anyone with its code may see it: plain values, so that they outlive the reading."""

    id: int
    state: CertificateState
    expires_on: date | None
    snapshot: Mapping[str, Any]


@dataclass(frozen=True)
class WaitingVersion:
    """A draft of a module, for the desk."""

    title: str
    number: int


@dataclass(frozen=True)
class Searchable:
    """A page of a published module, or its overview (`page` is empty), for search."""

    slug: str
    page: str
    title: str
    summary: str
    words: str


def content_of(session: Session, version_id: int, frozen_hash: str) -> Content:
    """Return what a version says: read once, then kept in this process, because it never changes."""
    kept = _kept.get((version_id, frozen_hash))
    if kept is not None:
        return kept
    content = thaw(session.scalars(select(ModuleVersion.data).where(ModuleVersion.id == version_id)).one())
    with _lock:
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[version_id, frozen_hash] = content
    return content


def find_published(session: Session, slug: str) -> Published | None:
    """Return the version of a module that is offered now, or None."""
    if not is_address(slug):
        return None
    row = session.execute(_published().where(Module.slug == slug)).one_or_none()
    return None if row is None else _as_published(session, row)


def list_published(session: Session) -> list[Published]:
    """Return every module on offer, by title."""
    rows = session.execute(_published().order_by(ModuleVersion.title)).all()
    return [_as_published(session, row) for row in rows]


def list_published_titles(session: Session) -> dict[str, str]:
    """Return the titles of the modules on offer by slug, in the order of titles: for choosing one in a form."""
    rows = session.execute(_published().order_by(ModuleVersion.title)).all()
    return {row.slug: row.title for row in rows}


def find_written(session: Session, slug: str) -> WrittenModule | None:
    """Return the files of a module's newest version that is a draft or published, or None where there is none."""
    newest = session.scalar(
        select(ModuleVersion)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(Module.slug == slug, ModuleVersion.state != VersionState.WITHDRAWN)
        .options(undefer(ModuleVersion.data))
        .order_by(ModuleVersion.number.desc())
        .limit(1)
    )
    return written_in(newest.data) if newest else None


def list_slugs(session: Session) -> list[str]:
    """Return the addresses of every module, published or not, in alphabetical order."""
    return list(session.scalars(select(Module.slug).order_by(Module.slug)))


def find_version(session: Session, slug: str, number: int) -> ModuleVersion | None:
    """Return a version of a module by its number, or None."""
    return session.scalar(select(ModuleVersion).join(Module).where(Module.slug == slug, ModuleVersion.number == number))


def find_newest_draft(session: Session, slug: str) -> ModuleVersion | None:
    """Return the draft of a module that was imported last, or None."""
    drafts = select(ModuleVersion).join(Module).where(Module.slug == slug, ModuleVersion.state == VersionState.DRAFT)
    return session.scalars(drafts.order_by(ModuleVersion.number.desc()).limit(1)).one_or_none()


def list_waiting(session: Session) -> list[WaitingVersion]:
    """Return every draft of a module that nobody has published yet, oldest first."""
    drafts = select(ModuleVersion.title, ModuleVersion.number).where(ModuleVersion.state == VersionState.DRAFT)
    return [
        WaitingVersion(*row) for row in session.execute(drafts.order_by(ModuleVersion.created_at, ModuleVersion.id))
    ]


def list_versions(session: Session, slug: str) -> Sequence[ModuleVersion]:
    """Return every version of a module, newest first."""
    return session.scalars(
        select(ModuleVersion).join(Module).where(Module.slug == slug).order_by(ModuleVersion.number.desc())
    ).all()


# Asked on every page of a module and at every answer, so they are built once.
NEWEST_ATTEMPT = (
    select(Attempt, ModuleVersion.hash)
    .join(ModuleVersion, ModuleVersion.id == Attempt.version_id)
    .join(Module, Module.id == Attempt.module_id)
    .where(Module.slug == bindparam("slug"), Attempt.person_id == bindparam("person"))
    .order_by(Attempt.number.desc())
    .limit(1)
)
NEWEST_ATTEMPT_TO_WRITE = NEWEST_ATTEMPT.with_for_update(of=Attempt)
STEPS_OF = (
    select(
        AttemptStep.kind,
        AttemptStep.key,
        AttemptStep.fraction,
        AttemptStep.right,
        AttemptStep.response,
        AttemptStep.at,
    )
    .where(AttemptStep.attempt_id == bindparam("attempt"))
    .order_by(AttemptStep.seq)
)


def find_study(session: Session, person_id: int, slug: str, *, for_update: bool = False) -> Study | None:
    """Return somebody's newest attempt at a module with everything recorded in it, or None when there is none.

    With `for_update` nobody else can add to it until this transaction ends: two tabs answer one after the other.
    """
    if not is_address(slug):
        return None
    asked = NEWEST_ATTEMPT_TO_WRITE if for_update else NEWEST_ATTEMPT
    row = session.execute(asked, {"slug": slug, "person": person_id}).one_or_none()
    if row is None:
        return None
    return study_of(session, row.Attempt, content_of(session, row.Attempt.version_id, row.hash))


def study_of(session: Session, attempt: Attempt, content: Content) -> Study:
    """Return an attempt with everything recorded in it."""
    rows = session.execute(STEPS_OF, {"attempt": attempt.id})
    return Study(
        attempt_id=attempt.id,
        person_id=attempt.person_id,
        module_id=attempt.module_id,
        version_id=attempt.version_id,
        number=attempt.number,
        state=AttemptState(attempt.state),
        content=content,
        draw=Draw.from_json(attempt.draw),
        pass_mark=attempt.pass_mark,
        steps=tuple(
            Step(StepKind(kind), key, fraction or 0.0, right, response, at)
            for kind, key, fraction, right, response, at in rows
        ),
    )


def find_completion_of(session: Session, attempt_id: int) -> Completion | None:
    """Return the completion an attempt made, or None."""
    return session.scalar(select(Completion).where(Completion.attempt_id == attempt_id))


def list_held(session: Session, person_id: int) -> list[Held]:
    """Return what a person holds on every module, by title. One query."""
    rows = session.execute(
        select(CurrentRecord, Completion, Certificate.code, Module.slug)
        .join(Completion, Completion.id == CurrentRecord.completion_id)
        .join(Certificate, Certificate.completion_id == Completion.id)
        .join(Module, Module.id == CurrentRecord.module_id)
        .where(CurrentRecord.person_id == person_id)
        .order_by(Completion.module_title)
    )
    return [
        Held(
            slug=row.slug,
            module_title=row.Completion.module_title,
            version_number=row.Completion.version_number,
            score=row.Completion.score,
            completed_on=row.CurrentRecord.completed_on,
            expires_on=row.CurrentRecord.expires_on,
            code=row.code,
        )
        for row in rows
    ]


def find_held(session: Session, person_id: int, slug: str) -> Held | None:
    """Return what a person holds on one module, or None."""
    return next((held for held in list_held(session, person_id) if held.slug == slug), None)


def list_current_records(
    session: Session, person_ids: Collection[int], module_slugs: Collection[str] | None = None
) -> list[RecordRow]:
    """Return the current records of these people on these modules, or on all; the caller checks whom it may ask for."""
    wanted = (
        select(
            CurrentRecord.person_id, Module.slug, Completion.module_title, Completion.version_number, Completion.score,
            CurrentRecord.completed_on, CurrentRecord.expires_on,
        )
        .join(Completion, Completion.id == CurrentRecord.completion_id)
        .join(Module, Module.id == CurrentRecord.module_id)
        .where(CurrentRecord.person_id.in_(person_ids))
        .order_by(CurrentRecord.person_id, Module.slug)
    )  # fmt: skip
    if module_slugs is not None:
        wanted = wanted.where(Module.slug.in_(module_slugs))
    return [RecordRow(*row) for row in session.execute(wanted)]


def list_completions(session: Session, person_id: int) -> Sequence[Completion]:
    """Return everything a person has ever completed, newest first."""
    return session.scalars(
        select(Completion).where(Completion.person_id == person_id).order_by(Completion.completed_at.desc())
    ).all()


def list_certificates(session: Session, person_id: int) -> Sequence[Certificate]:
    """Return a person's certificates, newest first; those taken back included."""
    return session.scalars(
        select(Certificate).where(Certificate.person_id == person_id).order_by(Certificate.issued_at.desc())
    ).all()


def find_certificate(session: Session, code: str) -> CertificateFacts | None:
    """Return what the certificate with this code says, or None. Open to whoever has the code (DECISIONS 30)."""
    if not is_address(code):
        return None
    facts = (Certificate.id, Certificate.state, Certificate.expires_on, Certificate.snapshot)
    row = session.execute(select(*facts).where(Certificate.code == code)).one_or_none()
    return None if row is None else CertificateFacts(row.id, CertificateState(row.state), row.expires_on, row.snapshot)


def find_certificate_of(session: Session, attempt_id: int) -> Certificate | None:
    """Return the certificate for what an attempt completed, or None."""
    return session.scalar(
        select(Certificate)
        .join(Completion, Completion.id == Certificate.completion_id)
        .where(Completion.attempt_id == attempt_id)
    )


def list_open_slugs(session: Session, person_id: int) -> list[str]:
    """Return the modules a person has begun and not finished."""
    return list(
        session.scalars(
            select(Module.slug)
            .join(Attempt, Attempt.module_id == Module.id)
            .where(Attempt.person_id == person_id, Attempt.state == AttemptState.OPEN)
            .order_by(Module.slug)
        )
    )


def answer_key(session: Session, slug: str) -> dict[str, dict[str, str | list[str]]] | None:
    """Return every question's fields and values that earn full marks, or None when there is no such module.

    The key of the published version and of every version somebody is in the middle of (DECISIONS 25). Where two
    versions ask the same question, the published one's key is given.
    """
    if session.scalar(select(Module.id).where(Module.slug == slug)) is None:
        return None
    in_use = select(Attempt.version_id).where(Attempt.state == AttemptState.OPEN)
    versions = session.scalars(
        select(ModuleVersion)
        .join(Module)
        .where(Module.slug == slug, (ModuleVersion.state == VersionState.PUBLISHED) | ModuleVersion.id.in_(in_use))
        .order_by(ModuleVersion.state == VersionState.PUBLISHED, ModuleVersion.number)
        .options(undefer(ModuleVersion.data))
    )
    return {name: dict(fields) for version in versions for name, fields in thaw(version.data).key.items()}


def list_searchable(session: Session) -> list[Searchable]:
    """Return the words of every published module, for the search index. Questions are left out."""
    found = []
    for published in list_published(session):
        content = published.content
        found.append(Searchable(content.slug, "", content.title, content.summary, _overview_words(content)))
        found += [
            Searchable(content.slug, page.slug, page.title, content.title, content.words.get(page.slug, ""))
            for page in content.pages
        ]
    return found


def _overview_words(content: Content) -> str:
    return " ".join((content.audience, *(objective.title for objective in content.objectives)))


def _published() -> Select[int, str, int, int, str, str | None, str, str]:
    return (
        select(
            Module.id.label("module_id"), Module.slug, ModuleVersion.id, ModuleVersion.number, ModuleVersion.hash,
            ModuleVersion.change_kind, ModuleVersion.change_note, ModuleVersion.title,
        )
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .where(ModuleVersion.state == VersionState.PUBLISHED)
    )  # fmt: skip


def _as_published(session: Session, row: Row[int, str, int, int, str, str | None, str, str]) -> Published:
    return Published(
        module_id=row.module_id,
        version_id=row.id,
        number=row.number,
        change_kind=ChangeKind(row.change_kind) if row.change_kind else None,
        change_note=row.change_note,
        content=content_of(session, row.id, row.hash),
    )
