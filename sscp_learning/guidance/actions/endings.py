"""The three endings of a published format: withdrawn, replaced by another page, published in error (F7).

Each has a reason that readers see. The other formats of the publication stay (F1), and history keeps every text.
"""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from sscp_learning.guidance.actions.steps import get_revision, lock_revision, move, ref, tell_of_change
from sscp_learning.guidance.gates import check_nothing_rests_on
from sscp_learning.guidance.models import Format, Revision
from sscp_learning.guidance.queries.pages import find_page
from sscp_learning.guidance.rules import (
    ENDED_FOR_READERS,
    OPEN_STATES,
    FormatKind,
    RevisionState,
    check_step,
    place_of,
)
from sscp_learning.people import audit
from sscp_learning.platform.errors import Conflict, RuleBroken

# What a text says of itself; the rest of a revision is what became of it.
SAME_TEXT = (
    "format_id", "hash", "title", "audience", "summary", "for_young_people", "safe_for_young_people",
    "not_young_because", "next_review", "words", "minutes", "facts", "sections", "source", "blocks", "parts",
)  # fmt: skip


def end_format(
    session: Session,
    *,
    revision_id: int,
    ending: RevisionState,
    because: str,
    who_id: int,
    now: datetime,
    moved_to: str = "",
) -> Revision:
    """Takes a published format away from readers. `moved_to` is where they are led when another took its place.

    Raises RuleBroken without a reason, for a place that readers cannot open, or while something else rests on a section
    of it; Conflict when it has ended already.
    """
    revision = lock_revision(session, revision_id)
    if ending not in {*ENDED_FOR_READERS, RevisionState.REPLACED}:
        raise RuleBroken("ending", "Choose what happened: withdrawn, replaced, or published in error.")
    if not because.strip():
        raise RuleBroken("because", "Say why, in a sentence that readers may see.")
    check_step(RevisionState(revision.state), ending)
    if ending is RevisionState.REPLACED:
        _check_place(session, revision, moved_to)
        revision.moved_to = moved_to
    check_nothing_rests_on(session, revision, frozenset())
    revision.ended_at, revision.ended_because = now, because.strip()
    move(session, revision, ending, who=audit.person_ref(who_id), now=now)
    tell_of_change(session)
    return revision


def _check_place(session: Session, revision: Revision, moved_to: str) -> None:
    """Readers are only ever led to a page that they can open, so that nobody is led round in a ring."""
    place = place_of(moved_to)
    if place is None:
        raise RuleBroken("moved_to", "Choose the page that readers are led to instead.")
    if place == (revision.format.publication.slug, FormatKind(revision.format.kind)):
        raise RuleBroken("moved_to", "Readers cannot be led from a page to the same page. Choose another.")
    if find_page(session, *place) is None:
        raise RuleBroken("moved_to", "Readers cannot open that page any more. Choose another.")


def use_again(session: Session, *, revision_id: int, who_id: int, now: datetime) -> Revision:
    """Makes a new draft with the words of an earlier published text, for two people to publish in the usual way.

    Raises RuleBroken for a text that readers never had or have now, Conflict while a draft of that format is on its
    way.
    """
    old = session.scalars(
        select(Revision)
        .options(undefer(Revision.source), undefer(Revision.blocks), undefer(Revision.parts))
        .where(Revision.id == get_revision(session, revision_id).id)
    ).one()
    if old.published_at is None or old.state == RevisionState.PUBLISHED:
        raise RuleBroken("", "Only a text that readers had before can be used again.")
    session.get_one(Format, old.format_id, with_for_update=True)
    numbers = select(func.max(Revision.number)).where(Revision.format_id == old.format_id)
    on_its_way = select(Revision.id).where(Revision.format_id == old.format_id, Revision.state.in_(OPEN_STATES))
    if session.scalar(on_its_way) is not None:
        raise Conflict("A draft of this format is on its way already. Publish it first, or change it to what you need.")
    copy = Revision(
        **{name: getattr(old, name) for name in SAME_TEXT},
        number=(session.scalar(numbers) or 0) + 1,
        from_file=False,
        made_at=now,
        made_by_id=who_id,
    )
    session.add(copy)
    session.flush()
    audit.record(session, who=audit.person_ref(who_id), verb="revision.draft", thing=ref(copy), now=now)
    return copy
