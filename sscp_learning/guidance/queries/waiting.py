"""The lines that publishing puts on the desk: what waits, for whom, where it is done and since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Emergency, Format, Publication, Revision, SignOff
from sscp_learning.guidance.queries.pages import AnyRow
from sscp_learning.guidance.rules import RevisionState
from sscp_learning.people.rules import Role

Question: TypeAlias = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class WaitingLine:
    """Something that waits: its words, how far it is, where it is done, since when."""

    words: str
    state: str
    href: str
    since: datetime


def list_publishing_waiting(session: Session, *, person_id: int, roles: frozenset[str]) -> list[WaitingLine]:
    """What publishers can go on with, oldest first: sent by others, approved, or published by somebody alone."""
    if Role.PUBLISHER not in roles:
        return []
    lines = [*_sent(session, person_id), *_emergencies(session, person_id)]
    return sorted(lines, key=lambda line: line.since)


def list_starting_text(session: Session, *, person_id: int, roles: frozenset[str]) -> list[WaitingLine]:
    """Starting text that editors have to check, and that a publisher who did not check it can sign off."""
    lines: list[WaitingLine] = []
    if Role.EDITOR in roles:
        lines += _to_check(session)
    if Role.PUBLISHER in roles:
        lines += _to_sign_off(session, person_id)
    return lines


def _sent(session: Session, person_id: int) -> Iterator[WaitingLine]:
    """What others sent for approval, and everything that is approved and not published."""
    waits = (Revision.state == RevisionState.WAITING) & (Revision.author_id != person_id)
    rows = session.execute(
        _revisions(Revision.state, Revision.submitted_at).where(waits | (Revision.state == RevisionState.APPROVED))
    ).all()
    for row in rows:
        state = "Waiting for approval" if row.state == RevisionState.WAITING else "Approved, not published"
        yield WaitingLine(_words(row), state, _page(row), row.submitted_at or row.made_at)


def _emergencies(session: Session, person_id: int) -> Iterator[WaitingLine]:
    """What one person published alone and readers have still: on every publisher's list until it is confirmed."""
    rows = session.execute(
        _revisions(Emergency.published_at, Emergency.published_by_id)
        .join(Emergency, Emergency.revision_id == Revision.id)
        .where(Emergency.confirmed_at.is_(None), Revision.state == RevisionState.PUBLISHED)
    ).all()
    for row in rows:
        mine = row.published_by_id == person_id
        state = "Published alone by you, waits for somebody else" if mine else "Emergency, waits for a second person"
        yield WaitingLine(_words(row), state, _page(row), row[3])


def _to_check(session: Session) -> Iterator[WaitingLine]:
    """Starting text that nobody has said to have checked."""
    rows = session.execute(_starting_text(Revision.published_at).where(SignOff.id.is_(None))).all()
    return (WaitingLine(_words(row), "Starting text to check", _page(row), row[3] or row.made_at) for row in rows)


def _to_sign_off(session: Session, person_id: int) -> Iterator[WaitingLine]:
    """Starting text that somebody else has checked."""
    rows = session.execute(_starting_text(SignOff.checked_at).where(SignOff.checked_by_id != person_id)).all()
    return (WaitingLine(_words(row), "Starting text to sign off", _page(row), row[3]) for row in rows)


def _starting_text(*more: Any) -> Question:  # noqa: ANN401  Columns of any type.
    return (
        _revisions(*more)
        .outerjoin(SignOff, SignOff.revision_id == Revision.id)
        .where(Revision.starting_text, Revision.state == RevisionState.PUBLISHED)
    )


def _revisions(*more: Any) -> Question:  # noqa: ANN401  Columns of any type.
    told = (Revision.title, Revision.public_id, Revision.number, *more, Revision.made_at)
    question: Question = select(*told)
    return (
        question.select_from(Revision)
        .join(Format, Format.id == Revision.format_id)
        .join(Publication, Publication.id == Format.publication_id)
        .order_by(Revision.id)
    )


def _words(row: AnyRow) -> str:
    return f"“{row.title}”, revision {row.number}"


def _page(row: AnyRow) -> str:
    return f"/desk/guidance/revisions/{row.public_id}/"
