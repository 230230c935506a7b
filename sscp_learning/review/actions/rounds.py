"""Opening a round, closing it, deleting it on the day that was shown (REVIEW-RULES C1, C2, D7, D8)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sscp_learning.people import audit
from sscp_learning.people.audit import SYSTEM, person_ref
from sscp_learning.platform.clock import london
from sscp_learning.platform.errors import Conflict, RuleBroken
from sscp_learning.review import queries
from sscp_learning.review.actions.comments import erase_comments
from sscp_learning.review.actions.holds import lift_all
from sscp_learning.review.drafts import DraftName, get_names
from sscp_learning.review.models import (
    Comment,
    Group,
    HeldWords,
    NoticeShown,
    Pass,
    Round,
    RoundQuestion,
    RoundRevision,
)
from sscp_learning.review.rules import RoundPlan, RoundState, can_open


@dataclass(frozen=True)
class NewRound:
    """Everything that somebody says about a round before it opens."""

    revision_ids: tuple[int, ...]
    questions: tuple[str, ...]
    hours: str
    deletes_on: date | None
    moderator_id: int | None
    lead_id: int | None
    deputy_id: int | None
    alerts_leave: bool = True  # False while the worker is silent: nobody would be told of a worrying comment.


def open_round(session: Session, *, group: Group, new: NewRound, by_id: int, now: datetime) -> Round:
    """Opens a round on frozen revisions for one group.

    Raises RuleBroken that says everything that is missing: people, hours, questions, a day of deletion, or a draft that
    is not marked safe for young people.
    """
    names = get_names(session, list(new.revision_ids))
    missing = can_open(_plan(new, names), today=london(now).date())
    if len({name.format for name in names.values()}) < len(new.revision_ids):
        missing.append("Choose one draft of each format.")
    if missing or new.deletes_on is None or None in {new.moderator_id, new.lead_id, new.deputy_id}:
        raise RuleBroken("", " ".join(missing))
    review = _round(group, new, names, now)
    session.add(review)
    session.flush()
    for name in names.values():
        session.add(RoundRevision(round_id=review.id, revision_id=name.revision_id, format=name.format))
    for position, words in enumerate(new.questions, start=1):
        session.add(RoundQuestion(round_id=review.id, position=position, words=words))
    session.flush()
    _record(session, "round.opened", review, person_ref(by_id), now)
    return review


def close_round(session: Session, review: Round, *, by_id: int, now: datetime) -> None:
    """Ends the reading. Comments that were sent are still read and answered.

    Raises Conflict when the round is not open.
    """
    if review.state != RoundState.OPEN:
        raise Conflict("This round is closed already.")
    review.state = RoundState.CLOSED
    review.closed_at = now
    session.flush()
    _record(session, "round.closed", review, person_ref(by_id), now)


def delete_due(session: Session, now: datetime) -> None:
    """Deletes every round whose day has come. The log stays, without words. Run by the worker."""
    for review in session.scalars(select(Round).where(Round.deletes_on <= london(now).date())):
        lift_all(session, review, now=now)
        _record(session, "round.deleted", review, SYSTEM, now)
        _delete(session, review)


def forget_held_words(session: Session, now: datetime) -> None:
    """Removes words that were held after an ended sign-in and not asked for. Run by the worker."""
    session.execute(delete(HeldWords).where(HeldWords.held_at < queries.held_since(now)))


def _delete(session: Session, review: Round) -> None:
    places = select(RoundRevision.id).where(RoundRevision.round_id == review.id)
    comments = select(Comment.id).where(Comment.round_revision_id.in_(places))
    erase_comments(session, list(session.scalars(comments)))
    for table in (NoticeShown, RoundQuestion, RoundRevision):
        session.execute(delete(table).where(table.round_id == review.id))
    group_id = review.group_id
    session.execute(delete(Round).where(Round.id == review.id))
    session.expire_all()
    if session.scalar(select(Round.id).where(Round.group_id == group_id).limit(1)) is None:
        _delete_passes(session, group_id)


def _delete_passes(session: Session, group_id: int) -> None:
    """Passes go with the last round of their group: a pass is for nothing else (DECISIONS 32)."""
    passes = select(Pass.id).where(Pass.group_id == group_id)
    session.execute(delete(HeldWords).where(HeldWords.pass_id.in_(passes)))
    session.execute(delete(Pass).where(Pass.group_id == group_id))


def _plan(new: NewRound, names: dict[int, DraftName]) -> RoundPlan:
    return RoundPlan(
        questions=len(new.questions),
        moderator_id=new.moderator_id,
        lead_id=new.lead_id,
        deputy_id=new.deputy_id,
        hours=new.hours,
        deletes_on=new.deletes_on,
        formats=tuple((name.format_title, name.safe) for name in names.values()),
        alerts_leave=new.alerts_leave,
    )


def _round(group: Group, new: NewRound, names: dict[int, DraftName], now: datetime) -> Round:
    return Round(
        title=next(iter(names.values())).title,
        group_id=group.id,
        state=RoundState.OPEN,
        hours=new.hours,
        deletes_on=new.deletes_on,
        moderator_id=new.moderator_id,
        lead_id=new.lead_id,
        deputy_id=new.deputy_id,
        opened_at=now,
    )


def _record(session: Session, verb: str, review: Round, who: str, now: datetime) -> None:
    audit.record(session, who=who, verb=verb, thing=f"round:{review.public_id}", now=now)
