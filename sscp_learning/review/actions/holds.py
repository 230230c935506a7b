"""What guidance has to know of a round: comments wait for answers, young people have read (DECISIONS 2)."""

from datetime import datetime

from sqlalchemy.orm import Session

from sscp_learning.guidance.actions.holds import lift_hold, place_hold, record_young_reading
from sscp_learning.people.audit import SYSTEM
from sscp_learning.review import queries, staff_queries
from sscp_learning.review.drafts import get_names
from sscp_learning.review.models import Round

REASON = "Young people’s comments wait for an answer."


def refresh_holds(session: Session, review: Round, *, now: datetime) -> None:
    """A format is held while a comment on it waits for a moderator or an answer, and free when the last is answered.

    Comments with the safeguarding lead do not count (DECISIONS 34).
    """
    waiting = staff_queries.count_unanswered_by_revision(session, review.id)
    places = queries.list_places(session, review.id)
    names = get_names(session, [place.revision_id for place in places])
    for place in places:
        format_id = names[place.revision_id].format_id
        if waiting.get(place.id):
            place_hold(session, format_id=format_id, key=_key(review), reason=REASON, who=SYSTEM, now=now)
        else:
            lift_hold(session, format_id=format_id, key=_key(review), who=SYSTEM, now=now)


def lift_all(session: Session, review: Round, *, now: datetime) -> None:
    """Frees every format of a round that is about to be deleted."""
    names = get_names(session, [place.revision_id for place in queries.list_places(session, review.id)])
    for name in names.values():
        lift_hold(session, format_id=name.format_id, key=_key(review), who=SYSTEM, now=now)


def tell_of_reading(session: Session, review: Round, *, now: datetime) -> None:
    """Notes on each revision of the round how many young people have read it and said so."""
    readers = queries.count_finished(session, review.id)
    if not readers:
        return
    for place in queries.list_places(session, review.id):
        record_young_reading(
            session, revision_id=place.revision_id, key=_key(review), readers=readers, who=SYSTEM, now=now
        )


def _key(review: Round) -> str:
    return f"round:{review.public_id}"
