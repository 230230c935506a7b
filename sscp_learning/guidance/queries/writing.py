"""Texts that editors are writing: the words as they stand, what they are based on, and what can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sscp_learning.documents.model import Block
from sscp_learning.guidance import stored
from sscp_learning.guidance.models import Format, Publication, Revision, WorkingStep, WorkingText
from sscp_learning.guidance.rules import ENDED_FOR_READERS, OPEN_STATES, FormatKind, RevisionState
from sscp_learning.guidance.shelf import Shelf
from sscp_learning.guidance.starting import FollowedSection
from sscp_learning.guidance.working import About, Writing, blocks_from_json, read_working, working_of
from sscp_learning.people.models import Person
from sscp_learning.platform.errors import NotFound

UNDO = "Undo: "
BEGUN = ""
"""What the step says that keeps a working text as it was begun; it is never undone and never forgotten."""
VERSIONS_A_REVISION = 1000
MOST_BASES = 64

_bases: Shelf[tuple[Block, ...]] = Shelf(MOST_BASES)


@dataclass(frozen=True)
class Base:
    """The frozen text that writing goes on from: which, in what state, and what it says."""

    revision_id: int
    state: RevisionState
    blocks: tuple[Block, ...]
    about: About


@dataclass(frozen=True)
class StepLine:
    """A save that can be undone: what it was in words, on which block, who made it and when."""

    step_id: int
    version: int
    what: str
    uid: str
    made_at: datetime
    made_by_id: int
    made_by_name: str


def get_writing(session: Session, slug: str, kind: FormatKind) -> Writing:
    """What an editor of this format finds. Raises NotFound where there is no such format.

    Nobody has to have begun: then it is the open draft, else the live text, and reading it begins nothing.
    """
    row = session.execute(
        select(Format.id, Publication.title, WorkingText, Person.name, Revision.public_id)
        .join(Publication, Format.publication_id == Publication.id)
        .outerjoin(WorkingText, WorkingText.format_id == Format.id)
        .outerjoin(Person, Person.id == WorkingText.saved_by_id)
        .outerjoin(Revision, Revision.id == WorkingText.based_on_id)
        .where(Publication.slug == slug, Format.kind == kind)
    ).one_or_none()
    if row is None:
        raise NotFound
    format_id, title, text, name, base = row
    if text is None:
        return _not_begun(session, format_id, slug, kind, title)
    return Writing(
        format_id=format_id,
        slug=slug,
        kind=kind,
        publication_title=title,
        working_id=text.id,
        version=text.version,
        blocks=blocks_from_json(text.blocks),
        about=About.from_json(text.about),
        based_on=text.based_on_id,
        base_blocks=get_base_blocks(session, base),
        saved_at=text.saved_at,
        saved_by_name=name,
        open_state=_open_state(session, format_id),
    )


def _not_begun(session: Session, format_id: int, slug: str, kind: FormatKind, title: str) -> Writing:
    base = find_base(session, format_id)
    return Writing(
        format_id=format_id,
        slug=slug,
        kind=kind,
        publication_title=title,
        working_id=None,
        version=first_version(session, format_id),
        blocks=working_of(base.blocks) if base else (),
        about=base.about if base else About(),
        based_on=base.revision_id if base else None,
        base_blocks=base.blocks if base else (),
        saved_at=None,
        saved_by_name="",
        open_state=base.state if base and base.state in OPEN_STATES else None,
    )


def find_base(session: Session, format_id: int) -> Base | None:
    """The revision that writing goes on from: the open one, else what readers get, else what they had last."""
    rows = session.scalars(
        select(Revision)
        .where(
            Revision.format_id == format_id,
            Revision.state.in_((*OPEN_STATES, RevisionState.PUBLISHED, *ENDED_FOR_READERS)),
        )
        .order_by(Revision.number.desc())
    ).all()
    standing = [row for row in rows if row.state not in ENDED_FOR_READERS]
    found = next((row for row in rows if row.state in OPEN_STATES), None) or next(iter(standing or rows), None)
    if found is None:
        return None
    blocks = get_base_blocks(session, found.public_id)
    return Base(found.id, RevisionState(found.state), blocks, about_of_revision(found))


def get_base_blocks(session: Session, public_id: str | None) -> tuple[Block, ...]:
    """The blocks of a frozen text; kept in memory, since they never change."""
    if public_id is None:
        return ()
    return _bases.get(public_id, lambda: _read_blocks(session, public_id))


def _read_blocks(session: Session, public_id: str) -> tuple[Block, ...]:
    kept = session.scalar(select(Revision.blocks).where(Revision.public_id == public_id))
    return stored.blocks_from_json(kept or [])


def about_of_revision(revision: Revision) -> About:
    """What a frozen text says about itself, to go on from."""
    facts = stored.facts_from_json(revision.facts)
    shared = {name: getattr(facts, name) for name in facts.__dataclass_fields__}
    return About(
        **shared,
        format_audience=revision.audience,
        format_summary=revision.summary,
        safe_for_young_people=revision.safe_for_young_people,
        not_young_because=revision.not_young_because,
    )


def list_full_sections(session: Session, slug: str) -> list[FollowedSection]:
    """The `##` sections of the full format as it is written now; none where there is no full format."""
    try:
        full = get_writing(session, slug, FormatKind.FULL)
    except NotFound:
        return []
    return [FollowedSection(section.id, section.title) for section in read_working(full.blocks).document.sections]


def find_shared(session: Session, publication: Publication) -> About:
    """What the formats of a publication say alike, from the one that was written on last."""
    texts = session.scalars(
        select(WorkingText)
        .join(Format, WorkingText.format_id == Format.id)
        .where(Format.publication_id == publication.id)
        .order_by(WorkingText.saved_at.desc())
    ).all()
    if texts:
        return About.from_json(texts[0].about)
    revision = session.scalars(
        select(Revision)
        .join(Format, Revision.format_id == Format.id)
        .where(Format.publication_id == publication.id)
        .order_by(Revision.made_at.desc(), Revision.id.desc())
        .limit(1)
    ).first()
    if revision is not None:
        return about_of_revision(revision)
    return About(publication.title, publication.summary, publication.topic, publication.audience)


def first_version(session: Session, format_id: int) -> int:
    """The version that a working text begins with.

    It grows with every revision, so that a form made from a text that was sent since is never taken for one of today.
    """
    newest = session.scalar(select(func.max(Revision.number)).where(Revision.format_id == format_id)) or 0
    return newest * VERSIONS_A_REVISION + 1


def list_steps(session: Session, working_id: int) -> list[StepLine]:
    """The saves of a working text that are still kept, the newest first; the last one is how it was begun."""
    rows = session.execute(
        select(
            WorkingStep.id,
            WorkingStep.version,
            WorkingStep.what,
            WorkingStep.uid,
            WorkingStep.made_at,
            WorkingStep.made_by_id,
            Person.name,
        )
        .join(Person, Person.id == WorkingStep.made_by_id)
        .where(WorkingStep.working_text_id == working_id)
        .order_by(WorkingStep.version.desc())
    ).all()
    return [StepLine(*row) for row in rows]


def step_to_undo(steps: Sequence[StepLine]) -> StepLine | None:
    """The newest save that is not undone yet, or None: each undoing answers for one save before it."""
    undone = 0
    for step in steps:
        if step.what == BEGUN:
            return None
        if step.what.startswith(UNDO):
            undone += 1
        elif undone:
            undone -= 1
        else:
            return step
    return None


def _open_state(session: Session, format_id: int) -> RevisionState | None:
    state = session.scalar(
        select(Revision.state).where(Revision.format_id == format_id, Revision.state.in_(OPEN_STATES))
    )
    return RevisionState(state) if state is not None else None
