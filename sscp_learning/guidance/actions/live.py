"""The moment at which readers get a text: what every way of publishing shares, by two people or alone."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sscp_learning.guidance import stored
from sscp_learning.guidance.actions.papers import store_paper
from sscp_learning.guidance.actions.staleness import follow_published
from sscp_learning.guidance.actions.steps import move, tell_of_change
from sscp_learning.guidance.gates import check_nothing_rests_on, check_young
from sscp_learning.guidance.models import Publication, Revision
from sscp_learning.guidance.paper import Paper
from sscp_learning.guidance.rules import RevisionState
from sscp_learning.people import audit


def make_live(
    session: Session, revision: Revision, *, publisher_id: int, paper: Paper, now: datetime, alone: bool = False
) -> None:
    """Gives readers this revision; the one before it becomes “replaced”. The caller has looked at everything else.

    Raises RuleBroken when a text for young people lacks what theirs need, or when a section goes that something else
    rests on.
    """
    check_young(revision)
    _replace_live(session, revision, publisher_id=publisher_id, now=now)
    revision.published_at = now
    move(session, revision, RevisionState.PUBLISHED, who=audit.person_ref(publisher_id), now=now, alone=alone)
    follow_published(session, revision, now=now)
    store_paper(session, revision.id, paper, now=now)
    _show_as_published(session, revision)
    tell_of_change(session)


def _replace_live(session: Session, revision: Revision, *, publisher_id: int, now: datetime) -> None:
    live = session.scalar(
        select(Revision)
        .where(Revision.format_id == revision.format_id, Revision.state == RevisionState.PUBLISHED)
        .with_for_update()
    )
    if live is None:
        return
    staying = frozenset(mark.id for mark in stored.marks_from_json(revision.sections))
    check_nothing_rests_on(session, live, staying)
    live.ended_at = now
    move(session, live, RevisionState.REPLACED, who=audit.person_ref(publisher_id), now=now)


def _show_as_published(session: Session, revision: Revision) -> None:
    """The library shows what the text published last says about the publication."""
    facts = stored.facts_from_json(revision.facts)
    session.execute(
        update(Publication)
        .where(Publication.id == revision.format.publication_id)
        .values(title=facts.title, summary=facts.summary, topic=facts.topic, audience=facts.audience)
    )
