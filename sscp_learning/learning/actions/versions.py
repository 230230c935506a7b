"""Versions of modules: imported as drafts, published by two people, withdrawn. Nothing here commits."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sscp_learning.learning.frozen import FrozenModule
from sscp_learning.learning.models import Module, ModuleVersion
from sscp_learning.learning.rules import VERSION_MOVES, ChangeKind, VersionState, may_move
from sscp_learning.people import audit
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.topics.actions import bump, save_section_links
from sscp_learning.topics.queries import SEARCH


def save_version_from_file(session: Session, *, file: FrozenModule, who: str, now: datetime) -> ModuleVersion:
    """Keep a module file as a draft; a text that is there already stays as it is. Never publishes (DECISIONS 1).

    `file` comes from `frozen.freeze`, which is slow and belongs before the writing. A draft that nobody published gives
    way to the new one.
    """
    module = session.scalar(select(Module).where(Module.slug == file.slug)) or _add_module(session, file.slug, now)
    known = session.scalar(
        select(ModuleVersion).where(
            ModuleVersion.module_id == module.id,
            ModuleVersion.hash == file.hash,
            ModuleVersion.state != VersionState.WITHDRAWN,
        )
    )
    if known is not None:
        return known
    for older in _list_in_state(session, module.id, VersionState.DRAFT):
        _move(older, VersionState.WITHDRAWN, now)
    version = _add_version(session, module, file, now)
    save_section_links(session, f"learning:{file.slug}", file.rests_on)
    audit.record(session, who=who, verb="module.imported", thing=f"module_version:{version.id}", now=now)
    return version


def publish_version(
    session: Session,
    *,
    version: ModuleVersion,
    author_id: int,
    approver_id: int,
    now: datetime,
    change_kind: ChangeKind | None = None,
    change_note: str = "",
) -> ModuleVersion:
    """Offer a draft to everyone who begins from now on. Whoever has begun goes on with the version they have (rule A1).

    Raises RuleBroken when it is no draft, when one person would do it alone, or when nobody said what changed.
    """
    _check_move(version, VersionState.PUBLISHED)
    if author_id == approver_id:
        raise RuleBroken("approver", "Publishing takes two people: somebody else must approve this version")
    kind = change_kind or (ChangeKind(version.change_kind) if version.change_kind else None)
    if kind is None:
        raise RuleBroken("change_kind", "Say whether the change is a typo, a clarification or material")
    for older in _list_in_state(session, version.module_id, VersionState.PUBLISHED):
        _move(older, VersionState.WITHDRAWN, now)
    session.flush()  # The index that allows one published version sees the old one leave first.
    _move(version, VersionState.PUBLISHED, now)
    version.author_id, version.approver_id = author_id, approver_id
    version.change_kind, version.change_note = kind, change_note or version.change_note
    bump(session, SEARCH)
    audit.record(
        session,
        who=audit.person_ref(approver_id),
        verb="module.published",
        thing=f"module_version:{version.id}",
        now=now,
        details={"author": author_id, "number": version.number, "change": kind.value},
    )
    return version


def withdraw_version(session: Session, *, version: ModuleVersion, who: str, now: datetime) -> None:
    """Stop offering a version. What was completed with it stands.

    Raises RuleBroken when it is withdrawn already.
    """
    _check_move(version, VersionState.WITHDRAWN)
    _move(version, VersionState.WITHDRAWN, now)
    bump(session, SEARCH)
    audit.record(session, who=who, verb="module.withdrawn", thing=f"module_version:{version.id}", now=now)


def _add_module(session: Session, slug: str, now: datetime) -> Module:
    module = Module(slug=slug, created_at=now)
    session.add(module)
    session.flush()
    return module


def _add_version(session: Session, module: Module, file: FrozenModule, now: datetime) -> ModuleVersion:
    last = session.scalar(select(func.max(ModuleVersion.number)).where(ModuleVersion.module_id == module.id))
    version = ModuleVersion(
        module_id=module.id,
        number=(last or 0) + 1,
        hash=file.hash,
        change_kind=file.change_kind,
        change_note=file.change_note,
        title=file.title,
        summary=file.summary,
        pass_mark=file.pass_mark,
        valid_months=file.valid_months,
        data=file.data,
        created_at=now,
    )
    session.add(version)
    session.flush()
    return version


def _list_in_state(session: Session, module_id: int, state: VersionState) -> list[ModuleVersion]:
    return list(
        session.scalars(select(ModuleVersion).where(ModuleVersion.module_id == module_id, ModuleVersion.state == state))
    )


def _check_move(version: ModuleVersion, end: VersionState) -> None:
    if not may_move(VERSION_MOVES, VersionState(version.state), end):
        raise RuleBroken("", f"This version is {version.state}, so it cannot become {end.value}")


def _move(version: ModuleVersion, end: VersionState, now: datetime) -> None:
    version.state = end
    if end is VersionState.PUBLISHED:
        version.published_at = now
    else:
        version.withdrawn_at = now
