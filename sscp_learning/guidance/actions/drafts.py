"""A draft from a file: written beside what is published, never over it (DECISIONS 1)."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.actions.saves import end_working_text
from sscp_learning.guidance.actions.steps import move, ref
from sscp_learning.guidance.models import Format, Publication, Revision, WorkingText
from sscp_learning.guidance.prepare import PreparedFormat, PreparedPublication
from sscp_learning.guidance.queries.desk import get_known_text
from sscp_learning.guidance.queries.newer import find_newer_words
from sscp_learning.guidance.rules import FORMATS, OPEN_STATES, FormatKind, RevisionState
from sscp_learning.people import audit
from sscp_learning.platform.errors import Conflict


def save_draft_from_file(
    session: Session, *, prepared: PreparedPublication, made_by: int | None, now: datetime
) -> list[Revision]:
    """Writes what `prepare` made as drafts; formats without a new text are left as they are. Import never publishes.

    A format's open draft is set aside for the new one. A format with newer words from the browser is left alone: see
    `find_newer_words`. Raises Conflict when somebody saved a draft since `prepare` looked.
    """
    publication = _get_or_add_publication(session, prepared, now)
    return [
        _save_draft(session, publication, draft, made_by=made_by, now=now)
        for draft in prepared.formats
        if find_newer_words(session, prepared.slug, draft.file.kind) is None
    ]


def _get_or_add_publication(session: Session, prepared: PreparedPublication, now: datetime) -> Publication:
    found = session.scalar(select(Publication).where(Publication.slug == prepared.slug))
    if found is not None:
        return found
    facts = prepared.facts
    made = Publication(
        slug=prepared.slug,
        title=facts.title,
        summary=facts.summary,
        topic=facts.topic,
        audience=facts.audience,
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _get_or_add_format(session: Session, publication: Publication, kind: FormatKind) -> Format:
    found = session.scalar(select(Format).where(Format.publication_id == publication.id, Format.kind == kind))
    if found is None:
        found = Format(publication_id=publication.id, kind=kind)
        session.add(found)
        session.flush()
    return found


def _save_draft(
    session: Session, publication: Publication, draft: PreparedFormat, *, made_by: int | None, now: datetime
) -> Revision:
    home = _get_or_add_format(session, publication, draft.file.kind)
    if get_known_text(session, home.id).number != draft.after:
        raise Conflict(f"Somebody saved {FORMATS[draft.file.kind].title.lower()} meanwhile. Import it again.")
    begun = session.scalar(select(WorkingText).where(WorkingText.format_id == home.id))
    if begun is not None:
        end_working_text(session, begun)  # Nobody changed a word of it, so it goes on from the new text.
    who = audit.SYSTEM if made_by is None else audit.person_ref(made_by)
    return add_revision(session, new_revision(home.id, draft, made_by=made_by, from_file=True, now=now), who=who)


def add_revision(session: Session, revision: Revision, *, who: str) -> Revision:
    """Keeps a new frozen text as its format's open draft, in the place of the one there was."""
    _set_open_aside(session, revision.format_id, who=who, now=revision.made_at)
    session.add(revision)
    session.flush()
    audit.record(session, who=who, verb="revision.draft", thing=ref(revision), now=revision.made_at)
    return revision


def new_revision(
    format_id: int, draft: PreparedFormat, *, made_by: int | None, from_file: bool, now: datetime
) -> Revision:
    """A frozen text, not yet stored."""
    file, change = draft.file, draft.file.change
    return Revision(
        format_id=format_id,
        number=draft.after + 1,
        hash=draft.hash,
        from_file=from_file,
        made_at=now,
        made_by_id=made_by,
        title=file.heading(draft.facts["title"]),
        audience=file.audience,
        summary=file.summary,
        for_young_people=file.for_young_people,
        safe_for_young_people=file.safe_for_young_people,
        not_young_because=file.not_young_because,
        next_review=date.fromisoformat(draft.facts["next_review"]),
        words=draft.words,
        minutes=draft.minutes,
        facts=draft.facts,
        source=file.source,
        blocks=draft.blocks,
        parts=draft.parts,
        sections=draft.sections,
        change_kind=change.kind if change else None,
        change_note=change.note if change else "",
        who_it_affects=change.who_it_affects if change else "",
        retraining=change.retraining if change else "",
    )


def _set_open_aside(session: Session, format_id: int, *, who: str, now: datetime) -> None:
    """A newer draft takes the place of the open one, whose approval, if it had one, is worth nothing from then on.

    One that is being published at this moment is waited for, and is then no longer open.
    """
    for old in session.scalars(
        select(Revision).where(Revision.format_id == format_id, Revision.state.in_(OPEN_STATES)).with_for_update()
    ).all():
        old.ended_at = now
        move(session, old, RevisionState.SET_ASIDE, who=who, now=now)
