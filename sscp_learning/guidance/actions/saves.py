"""One save of a working text: taking it in hand, and keeping it with how it stood before. What all verbs share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Format, WorkingStep, WorkingText
from sscp_learning.guidance.queries.writing import BEGUN, StepLine, find_base, first_version, list_steps
from sscp_learning.guidance.working import (
    About,
    WorkingBlock,
    blocks_from_json,
    blocks_to_json,
    check_size,
    working_of,
)
from sscp_learning.people import audit
from sscp_learning.platform.errors import Conflict

STEPS_KEPT = 50
ONE_SITTING = timedelta(minutes=10)
EDIT = "Edit a part"
SENT_MEANWHILE = (
    "The text you had open was sent for approval, or replaced, since you opened it. Open the page again to go on."
)


@dataclass(frozen=True)
class Hand:
    """A working text taken in hand for one save: as it stands, by whom and when."""

    text: WorkingText
    blocks: tuple[WorkingBlock, ...]
    about: About
    who_id: int
    now: datetime


def take(session: Session, format_id: int, seen: int, who_id: int, now: datetime) -> Hand:
    """The working text, begun now where there is none. Raises Conflict for a form made from an earlier text."""
    session.execute(select(Format.id).where(Format.id == format_id).with_for_update())
    text = session.scalar(select(WorkingText).where(WorkingText.format_id == format_id))
    if text is None:
        text = begin(session, format_id=format_id, who_id=who_id, now=now)
    if not first_version(session, format_id) <= seen <= text.version:
        raise Conflict(SENT_MEANWHILE)
    return Hand(text, blocks_from_json(text.blocks), About.from_json(text.about), who_id, now)


def begin(
    session: Session,
    *,
    format_id: int,
    who_id: int,
    now: datetime,
    blocks: Sequence[WorkingBlock] = (),
    about: About | None = None,
) -> WorkingText:
    """Begins the working text of a format: from its open draft or its live text, or else from what is given."""
    base = find_base(session, format_id)
    if base is not None:
        blocks, about = working_of(base.blocks), base.about
    text = WorkingText(
        format_id=format_id,
        based_on_id=base.revision_id if base else None,
        version=first_version(session, format_id),
        blocks=blocks_to_json(blocks),
        about=(about or About()).to_json(),
        started_at=now,
        saved_at=now,
        saved_by_id=who_id,
    )
    session.add(text)
    session.flush()
    _add_step(session, text, text.version, BEGUN, "", who_id, now)
    audit.record(session, who=audit.person_ref(who_id), verb="writing.begun", thing=f"format:{format_id}", now=now)
    return text


def end_working_text(session: Session, text: WorkingText) -> None:
    """Takes a working text away with its steps: its words are frozen, or were never changed."""
    session.execute(delete(WorkingStep).where(WorkingStep.working_text_id == text.id))
    session.delete(text)
    session.flush()


def keep(
    session: Session,
    hand: Hand,
    blocks: Sequence[WorkingBlock],
    *,
    what: str,
    uid: str = "",
    about: About | None = None,
) -> WorkingText:
    """One save: the text as it will be, and a step with how it was. Raises RuleBroken when it is too long."""
    check_size(blocks)
    text = hand.text
    steps = list_steps(session, text.id)
    if what == EDIT and _is_one_sitting(steps[0], uid, hand):
        session.get_one(WorkingStep, steps[0].step_id).version = text.version + 1
    else:
        _add_step(session, text, text.version + 1, what, uid, hand.who_id, hand.now)
        _forget_old(session, steps)
        details: dict[str, int | str | None] = {"version": text.version + 1}
        who, thing = audit.person_ref(hand.who_id), f"format:{text.format_id}"
        audit.record(session, who=who, verb="writing.saved", thing=thing, now=hand.now, details=details)
    text.version += 1
    text.blocks = blocks_to_json(blocks)
    text.about = (about or hand.about).to_json()
    text.saved_at, text.saved_by_id = hand.now, hand.who_id
    session.flush()
    return text


def _add_step(
    session: Session, text: WorkingText, version: int, what: str, uid: str, who_id: int, now: datetime
) -> None:
    """Keeps how the text stands now, before the save that makes it `version`."""
    step = WorkingStep(working_text_id=text.id, version=version, what=what, uid=uid, made_at=now, made_by_id=who_id)
    step.blocks, step.about = text.blocks, text.about
    session.add(step)
    session.flush()


def _is_one_sitting(newest: StepLine, uid: str, hand: Hand) -> bool:
    """True when this save goes on with the same person's last one of the same block, a few minutes ago."""
    return (
        newest.what == EDIT
        and newest.uid == uid
        and newest.made_by_id == hand.who_id
        and hand.now - newest.made_at <= ONE_SITTING
    )


def _forget_old(session: Session, before: Sequence[StepLine]) -> None:
    """Keeps the newest steps, and always the one with the text as it was begun."""
    old = [step.step_id for step in before[STEPS_KEPT - 1 : -1]]
    if old:
        session.execute(delete(WorkingStep).where(WorkingStep.id.in_(old)))


def check_newest(hand: Hand, seen: int) -> None:
    """Raises Conflict when somebody saved anything since."""
    if seen != hand.text.version:
        raise Conflict


def check_unchanged(session: Session, hand: Hand, uid: str, seen: int) -> None:
    """Raises Conflict when the block is not as it was in the version that somebody saw."""
    later = [step for step in list_steps(session, hand.text.id) if step.version > seen]
    if not later:
        return
    then = blocks_from_json(session.get_one(WorkingStep, later[-1].step_id).blocks)
    now = {block.uid: block.source for block in hand.blocks}
    if len(later) >= STEPS_KEPT - 1 or now.get(uid) != {block.uid: block.source for block in then}.get(uid):
        raise Conflict
