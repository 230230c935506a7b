"""Writing in the browser: every save of a working text, undoing one, and sending the text for approval.

Each begins a working text where there is none, adds one to its version and keeps how it stood before, so that nothing
typed is lost: neither by the next person's save, nor by a slip of one's own.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.actions.drafts import add_revision, new_revision
from sscp_learning.guidance.actions.publishing import submit_for_approval
from sscp_learning.guidance.actions.saves import EDIT, Hand, check_newest, check_unchanged, end_working_text, keep, take
from sscp_learning.guidance.joining import halves, joined
from sscp_learning.guidance.models import Format, Revision, WorkingStep, WorkingText
from sscp_learning.guidance.queries.writing import UNDO, list_steps, step_to_undo
from sscp_learning.guidance.rules import Change
from sscp_learning.guidance.sending import PreparedWriting
from sscp_learning.guidance.working import (
    About,
    WorkingBlock,
    blocks_from_json,
    check_size,
    cut,
    settle,
)
from sscp_learning.people import audit
from sscp_learning.platform.errors import Conflict, RuleBroken

ADD = "Add a part"
MOVE_UP, MOVE_DOWN = "Move a part up", "Move a part down"
SPLIT = "Split a part"
MERGE = "Merge two parts"
REMOVE = "Remove a part"
TELL_ABOUT = "Change what the format says about itself"
REPLACE = "Take in a whole text"
START_AGAIN = "Go back to the text as it was"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
NOTHING_WRITTEN = "Write something, or remove this part."


class Meanwhile(Conflict):
    """Somebody saved the same block since. `theirs` is what stands there now; "" when they removed it."""

    def __init__(self, theirs: str) -> None:
        self.theirs = theirs
        super().__init__("Somebody saved this part since you opened it. Both texts are shown; neither is lost.")


def save_block(
    session: Session, *, format_id: int, seen: int, who_id: int, now: datetime, uid: str, source: str, was: str
) -> WorkingText:
    """Saves one block; a text of several parts becomes several blocks, the first of which keeps the uid.

    `was` is the source that the form was made from. Raises Meanwhile when somebody saved this very block since, and
    RuleBroken when nothing is written or it is too long.
    """
    hand = take(session, format_id, seen, who_id, now)
    index = _find(hand.blocks, uid)
    pieces = _pieces(source)
    if index is None:
        raise Meanwhile("")
    old = hand.blocks[index]
    if _same(old.source, "\n\n".join(piece.source for piece in pieces)):
        return hand.text
    if not _same(old.source, was):
        raise Meanwhile(old.source)
    new = settle(pieces, _uids(hand.blocks, but=uid), old)
    return keep(session, hand, (*hand.blocks[:index], *new, *hand.blocks[index + 1 :]), what=EDIT, uid=new[0].uid)


def add_block(
    session: Session, *, format_id: int, seen: int, who_id: int, now: datetime, after_uid: str, source: str
) -> WorkingText:
    """Adds what is written after a block, or at the beginning for "".

    Where that block is gone, it goes to where that block stood. Raises RuleBroken when nothing is written.
    """
    hand = take(session, format_id, seen, who_id, now)
    new = settle(_pieces(source), _uids(hand.blocks))
    at = _place_after(session, hand, after_uid)
    return keep(session, hand, (*hand.blocks[:at], *new, *hand.blocks[at:]), what=ADD, uid=new[0].uid)


def move_block(
    session: Session, *, format_id: int, seen: int, who_id: int, now: datetime, uid: str, up: bool
) -> WorkingText:
    """Moves a block one place; nothing happens at either end. Raises Conflict when it is gone."""
    hand = take(session, format_id, seen, who_id, now)
    index = _get(hand.blocks, uid)
    other = index - 1 if up else index + 1
    if not 0 <= other < len(hand.blocks):
        return hand.text
    blocks = list(hand.blocks)
    blocks[index], blocks[other] = blocks[other], blocks[index]
    return keep(session, hand, blocks, what=MOVE_UP if up else MOVE_DOWN, uid=uid)


def split_block(
    session: Session, *, format_id: int, seen: int, who_id: int, now: datetime, uid: str, at: int
) -> WorkingText:
    """Splits a block at a position in its source (see `joining.places`); the second part gets a new uid.

    Raises Conflict when somebody saved the block since, RuleBroken when it cannot be split there.
    """
    hand = take(session, format_id, seen, who_id, now)
    index = _get(hand.blocks, uid)
    check_unchanged(session, hand, uid, seen)
    old = hand.blocks[index]
    first, second = halves(old.source, at)
    new = settle([*_pieces(first), *_pieces(second)], _uids(hand.blocks, but=uid), old)
    return keep(session, hand, (*hand.blocks[:index], *new, *hand.blocks[index + 1 :]), what=SPLIT, uid=new[0].uid)


def merge_block(session: Session, *, format_id: int, seen: int, who_id: int, now: datetime, uid: str) -> WorkingText:
    """Puts a block together with the one before it, whose uid stays.

    Raises Conflict when the block before it is another since, RuleBroken when there is none.
    """
    hand = take(session, format_id, seen, who_id, now)
    index = _get(hand.blocks, uid)
    if index == 0:
        raise RuleBroken("uid", "There is no part above this one to merge it with.")
    above, below = hand.blocks[index - 1], hand.blocks[index]
    for block in (above, below):
        check_unchanged(session, hand, block.uid, seen)
    merged = WorkingBlock(above.uid, joined(above.source, below.source))
    return keep(
        session, hand, (*hand.blocks[: index - 1], merged, *hand.blocks[index + 1 :]), what=MERGE, uid=above.uid
    )


def remove_block(session: Session, *, format_id: int, seen: int, who_id: int, now: datetime, uid: str) -> WorkingText:
    """Takes a block out; undoing puts it back. Raises Conflict when somebody saved it since it was shown."""
    hand = take(session, format_id, seen, who_id, now)
    index = _get(hand.blocks, uid)
    check_unchanged(session, hand, uid, seen)
    return keep(session, hand, (*hand.blocks[:index], *hand.blocks[index + 1 :]), what=REMOVE, uid=uid)


def undo(session: Session, *, format_id: int, seen: int, who_id: int, now: datetime) -> WorkingText:
    """Puts the text back to how it stood before the newest save that is not undone yet.

    Raises Conflict when somebody saved since the page was opened: what would be undone is not what was shown.
    """
    hand = take(session, format_id, seen, who_id, now)
    check_newest(hand, seen)
    step = step_to_undo(list_steps(session, hand.text.id))
    if step is None:
        raise RuleBroken("", "There is nothing left to undo.")
    kept = session.get_one(WorkingStep, step.step_id)
    return keep(
        session,
        hand,
        blocks_from_json(kept.blocks),
        about=About.from_json(kept.about),
        what=f"{UNDO}{step.what}",
        uid=step.uid,
    )


def start_again(session: Session, *, format_id: int, seen: int, who_id: int, now: datetime) -> WorkingText:
    """Sets aside what was written since the text was begun. It is a save like any other, so it can be undone."""
    hand = take(session, format_id, seen, who_id, now)
    check_newest(hand, seen)
    begun = session.get_one(WorkingStep, list_steps(session, hand.text.id)[-1].step_id)
    blocks, about = blocks_from_json(begun.blocks), About.from_json(begun.about)
    return keep(session, hand, blocks, about=about, what=START_AGAIN)


def save_about(
    session: Session, *, format_id: int, seen: int, who_id: int, now: datetime, about: About, was: About
) -> WorkingText:
    """Saves what the format says about itself. `was` is what the form was made from.

    Raises Conflict when somebody changed it since.
    """
    hand = take(session, format_id, seen, who_id, now)
    if about == hand.about:
        return hand.text
    if was != hand.about:
        raise Conflict("Somebody changed this since you opened it. What you entered is kept below; compare the two.")
    return keep(session, hand, hand.blocks, about=about, what=TELL_ABOUT)


def replace_text(
    session: Session, *, format_id: int, seen: int, who_id: int, now: datetime, blocks: Sequence[WorkingBlock]
) -> WorkingText:
    """Puts a whole text in the place of the one that is there. The blocks have the uids that they will keep.

    Raises Conflict when somebody saved since `seen`, RuleBroken when it is too long.
    """
    hand = take(session, format_id, seen, who_id, now)
    check_newest(hand, seen)
    return keep(session, hand, settle(blocks, ()), what=REPLACE)


def freeze_and_submit(
    session: Session,
    *,
    prepared: PreparedWriting,
    change: Change | None,
    who_id: int,
    now: datetime,
    site: str | None = None,
) -> Revision:
    """Freezes a working text as a revision that waits for approval, and ends it.

    An older open revision is set aside: its approval, if it had one, was for other words (F6). With `site`, the address
    of this site, the publishers get a letter. Raises Conflict when somebody saved since `prepared` was made,
    RuleBroken when a rule of sending is broken.
    """
    session.execute(select(Format.id).where(Format.id == prepared.format_id).with_for_update())
    text = session.scalar(select(WorkingText).where(WorkingText.format_id == prepared.format_id))
    if text is None or text.version != prepared.version:
        raise Conflict("Somebody saved this text while you were sending it. Look at it again, then send it.")
    revision = add_revision(
        session,
        new_revision(prepared.format_id, prepared.draft, made_by=who_id, from_file=False, now=now),
        who=audit.person_ref(who_id),
    )
    submit_for_approval(session, revision_id=revision.id, author_id=who_id, now=now, change=change, site=site)
    end_working_text(session, text)
    return revision


def _pieces(source: str) -> tuple[WorkingBlock, ...]:
    """What was written, as blocks. Raises RuleBroken where that is nothing."""
    pieces = cut(source)
    if not pieces:
        raise RuleBroken("source", NOTHING_WRITTEN)
    check_size(pieces)
    return pieces


def _find(blocks: Sequence[WorkingBlock], uid: str) -> int | None:
    return next((index for index, block in enumerate(blocks) if block.uid == uid), None)


def _get(blocks: Sequence[WorkingBlock], uid: str) -> int:
    """Where the block stands. Raises Conflict when it is gone."""
    index = _find(blocks, uid)
    if index is None:
        raise Conflict("This part is not there any more. Open the page again to see the text as it is now.")
    return index


def _uids(blocks: Sequence[WorkingBlock], *, but: str = "") -> set[str]:
    return {block.uid for block in blocks if block.uid != but}


def _place_after(session: Session, hand: Hand, uid: str) -> int:
    """The place after a block; where that is gone, the place where it stood."""
    if not uid:
        return 0
    index = _find(hand.blocks, uid)
    if index is not None:
        return index + 1
    for step in list_steps(session, hand.text.id):
        then = blocks_from_json(session.get_one(WorkingStep, step.step_id).blocks)
        stood = _find(then, uid)
        if stood is not None:
            before = [_find(hand.blocks, block.uid) for block in then[:stood]]
            return max((place for place in before if place is not None), default=-1) + 1
    return len(hand.blocks)


def _same(one: str, other: str) -> bool:
    """True when two sources are the same but for what a form does to words on their way."""
    return _plain(one) == _plain(other)


def _plain(source: str) -> str:
    lines = unicodedata.normalize("NFC", source).replace("\r\n", "\n").strip().split("\n")
    return "\n".join(CONTROL.sub("", line).rstrip() for line in lines)
