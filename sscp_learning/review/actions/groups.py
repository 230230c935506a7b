"""What a coordinator does: groups, and passes for the young people in them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.people import audit
from sscp_learning.people.audit import person_ref
from sscp_learning.platform.base import new_public_id
from sscp_learning.platform.errors import Conflict, RuleBroken
from sscp_learning.review.models import Group, Pass
from sscp_learning.review.names import make_username, tidy_username
from sscp_learning.review.rules import AgeBand, PassState


@dataclass(frozen=True)
class NewPass:
    """What a new pass is made of. Without a username, one is made up. Hashing comes before the write lock."""

    age_band: AgeBand
    passphrase_hash: str
    username: str = ""


def make_group(session: Session, *, title: str, coordinator_id: int, now: datetime) -> Group:
    """A new group of this coordinator's.

    Raises RuleBroken when the title is taken.
    """
    if session.scalar(select(Group.id).where(Group.title == title)) is not None:
        raise RuleBroken("title", "There is a group of this name already. Choose another name.")
    group = Group(title=title, coordinator_id=coordinator_id, created_at=now)
    session.add(group)
    session.flush()
    _record(session, "group.made", f"group:{group.id}", coordinator_id, now)
    return group


def make_pass(session: Session, *, group: Group, new: NewPass, by_id: int, now: datetime) -> Pass:
    """A pass for one young person of the group. Who that is stays with the coordinator (REVIEW-RULES D1).

    Raises RuleBroken when a username is given that is taken.
    """
    taken = set(session.scalars(select(Pass.username)))
    username = tidy_username(new.username) or make_username(taken)
    if username in taken:
        raise RuleBroken("username", "This username is taken. Choose another one.")
    made = Pass(
        username=username,
        passphrase_hash=new.passphrase_hash,
        group_id=group.id,
        age_band=new.age_band,
        created_at=now,
    )
    session.add(made)
    session.flush()
    _record(session, "pass.made", f"pass:{made.id}", by_id, now)
    return made


def renew_pass(session: Session, held: Pass, *, passphrase_hash: str, by_id: int, now: datetime) -> None:
    """A new passphrase for somebody who lost theirs; every sign-in with the old one ends.

    Raises Conflict when the pass is not in use any more.
    """
    if held.state != PassState.ACTIVE:
        raise Conflict("This pass has ended. Make a new one instead.")
    held.passphrase_hash = passphrase_hash
    held.token = new_public_id()
    session.flush()
    _record(session, "pass.renewed", f"pass:{held.id}", by_id, now)


def _record(session: Session, verb: str, thing: str, by_id: int, now: datetime) -> None:
    audit.record(session, who=person_ref(by_id), verb=verb, thing=thing, now=now)
