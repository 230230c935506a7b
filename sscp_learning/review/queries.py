"""Reads, always within what the asker may see: a coordinator's own groups, a reviewer's own group and own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, joinedload

from sscp_learning.people.models import Person, RoleGrant
from sscp_learning.people.rules import Role
from sscp_learning.platform.errors import NotFound
from sscp_learning.platform.jobs import seconds_since_beat
from sscp_learning.review import staff_queries
from sscp_learning.review.fetch import WITH_PLACE, one
from sscp_learning.review.models import (
    Answer,
    Comment,
    Group,
    HeldWords,
    NoticeShown,
    Pass,
    ReturnNote,
    Round,
    RoundQuestion,
    RoundRevision,
)
from sscp_learning.review.rules import HELD_FOR, CommentState, PassState, RoundState, is_paused


@dataclass(frozen=True)
class PassFacts:
    """What a sign-in looks at."""

    pass_id: int
    token: str
    passphrase_hash: str | None


class HasRoles(Protocol):
    """Somebody whose roles are known. Who they are is no matter here, and queries know nothing of sign-in."""

    @property
    def roles(self) -> frozenset[str]:
        """Every role that they hold."""


@dataclass(frozen=True)
class Waiting:
    """One line of a workplace's front page: how many wait, in words, and where they are."""

    words: str
    href: str
    count: int


# Passes, groups


def find_pass_facts(session: Session, username: str) -> PassFacts | None:
    """The pass with this username, if it is in use."""
    row = session.execute(
        select(Pass.id, Pass.token, Pass.passphrase_hash).where(
            Pass.username == username, Pass.state == PassState.ACTIVE
        )
    ).one_or_none()
    return PassFacts(row.id, row.token, row.passphrase_hash) if row else None


def get_pass(session: Session, pass_id: int) -> Pass:
    """The pass of a signed-in reviewer. Raises NotFound."""
    held = session.get(Pass, pass_id)
    if held is None:
        raise NotFound
    return held


def is_own_token(session: Session, pass_id: int, token: str) -> bool:
    """Whether a sign-in with this token is one of this pass, and was not ended since."""
    own = exists().where(Pass.id == pass_id, Pass.token == token, Pass.state == PassState.ACTIVE)
    return session.scalar(select(own)) or False


def list_pseudonyms(session: Session, group_id: int) -> set[str]:
    """The pseudonyms that are taken in a group."""
    return set(session.scalars(select(Pass.pseudonym).where(Pass.group_id == group_id, Pass.pseudonym.is_not(None))))


def list_groups(session: Session, coordinator_id: int) -> Sequence[Group]:
    """A coordinator's own groups."""
    return session.scalars(select(Group).where(Group.coordinator_id == coordinator_id).order_by(Group.title)).all()


def get_group(session: Session, public_id: str, coordinator_id: int) -> Group:
    """One of a coordinator's own groups. Raises NotFound, also for somebody else's."""
    return one(session, select(Group).where(Group.public_id == public_id, Group.coordinator_id == coordinator_id))


def list_all_groups(session: Session) -> Sequence[Group]:
    """Every group, for whoever opens a round. Titles only: passes belong to the coordinator."""
    return session.scalars(select(Group).order_by(Group.title)).all()


def list_all_rounds(session: Session) -> Sequence[Round]:
    """Every round, newest first, for the desk."""
    return session.scalars(select(Round).options(joinedload(Round.group)).order_by(Round.id.desc())).all()


def get_any_round(session: Session, public_id: str) -> Round:
    """A round, for the desk. Raises NotFound."""
    return one(session, select(Round).where(Round.public_id == public_id))


def do_alerts_leave(session: Session, now: datetime) -> bool:
    """Whether the worker that sends letters is there."""
    beat = seconds_since_beat(session, now=now)
    return beat is not None and not is_paused(beat)


def list_passes(session: Session, group_id: int) -> Sequence[Pass]:
    """The passes of a group, newest last."""
    return session.scalars(select(Pass).where(Pass.group_id == group_id).order_by(Pass.id)).all()


def get_pass_of_group(session: Session, public_id: str, group_id: int) -> Pass:
    """A pass of this group. Raises NotFound."""
    return one(session, select(Pass).where(Pass.public_id == public_id, Pass.group_id == group_id))


# Rounds, as their readers see them


def list_rounds(session: Session, group_id: int) -> Sequence[Round]:
    """The rounds of a group that its readers may see, newest first."""
    return session.scalars(
        select(Round)
        .where(Round.group_id == group_id, Round.state.in_((RoundState.OPEN, RoundState.CLOSED)))
        .order_by(Round.id.desc())
    ).all()


def get_round(session: Session, public_id: str, group_id: int) -> Round:
    """A round of this group. Raises NotFound, also for another group's."""
    return one(
        session,
        select(Round).where(
            Round.public_id == public_id, Round.group_id == group_id, Round.state != RoundState.PLANNED
        ),
    )


def list_places(session: Session, round_id: int) -> Sequence[RoundRevision]:
    """The revisions that a round shows."""
    return session.scalars(
        select(RoundRevision).where(RoundRevision.round_id == round_id).order_by(RoundRevision.id)
    ).all()


def get_place(session: Session, round_id: int, format_kind: str) -> RoundRevision:
    """The revision of one format in a round. Raises NotFound."""
    return one(
        session, select(RoundRevision).where(RoundRevision.round_id == round_id, RoundRevision.format == format_kind)
    )


def list_questions(session: Session, round_id: int) -> Sequence[RoundQuestion]:
    """The set questions of a round in their order."""
    return session.scalars(
        select(RoundQuestion).where(RoundQuestion.round_id == round_id).order_by(RoundQuestion.position)
    ).all()


def get_question(session: Session, round_id: int, number: str) -> RoundQuestion:
    """The set question with this number. Raises NotFound."""
    position = int(number) if number.isdecimal() and len(number) == 1 else 0
    return one(
        session, select(RoundQuestion).where(RoundQuestion.round_id == round_id, RoundQuestion.position == position)
    )


def get_notice(session: Session, pass_id: int, round_id: int) -> NoticeShown | None:
    """The notice that this reviewer was shown in this round, or None."""
    return session.scalar(select(NoticeShown).where(NoticeShown.pass_id == pass_id, NoticeShown.round_id == round_id))


def count_finished(session: Session, round_id: int) -> int:
    """How many readers of a round have said that they are done."""
    counted = select(func.count()).where(NoticeShown.round_id == round_id, NoticeShown.finished_at.is_not(None))
    return session.scalar(counted) or 0


def are_comments_paused(session: Session, now: datetime) -> bool:
    """True when nobody would be told of a comment, because the worker is silent."""
    return is_paused(seconds_since_beat(session, now=now))


# A reviewer's own comments


def list_own(session: Session, pass_id: int, round_id: int) -> Sequence[Comment]:
    """Everything that a reviewer wrote in a round, oldest first."""
    return session.scalars(
        select(Comment)
        .join(Comment.place)
        .where(Comment.pass_id == pass_id, RoundRevision.round_id == round_id)
        .options(*WITH_PLACE)
        .order_by(Comment.id)
    ).all()


def list_drafts(session: Session, pass_id: int, round_id: int) -> list[Comment]:
    """What a reviewer has written in a round and not sent."""
    return [comment for comment in list_own(session, pass_id, round_id) if comment.state == CommentState.DRAFT]


def get_own(session: Session, public_id: str, pass_id: int) -> Comment:
    """A reviewer's own comment. Raises NotFound, also for somebody else's."""
    return one(
        session,
        select(Comment).where(Comment.public_id == public_id, Comment.pass_id == pass_id).options(*WITH_PLACE),
    )


def answers_to(session: Session, comments: Sequence[Comment]) -> dict[int, Answer]:
    """The answers to these comments, by comment id."""
    ids = [comment.id for comment in comments]
    return {answer.comment_id: answer for answer in session.scalars(select(Answer).where(Answer.comment_id.in_(ids)))}


def last_notes(session: Session, comments: Sequence[Comment]) -> dict[int, ReturnNote]:
    """The newest note of a moderator on each of these comments, by comment id."""
    ids = [comment.id for comment in comments]
    notes = session.scalars(select(ReturnNote).where(ReturnNote.comment_id.in_(ids)).order_by(ReturnNote.id))
    return {note.comment_id: note for note in notes}


def find_held(session: Session, pass_id: int, address: str, now: datetime) -> HeldWords | None:
    """Words that were held for this reviewer and this page when their sign-in had ended (DECISIONS 37)."""
    return session.scalar(
        select(HeldWords).where(
            HeldWords.pass_id == pass_id, HeldWords.address == address, HeldWords.held_at >= held_since(now)
        )
    )


def held_since(now: datetime) -> datetime:
    """Words held before this are not shown any more."""
    return now - HELD_FOR


# Front pages of workplaces


def list_waiting(session: Session, who: HasRoles, now: datetime) -> list[Waiting]:
    """What waits in review for somebody, by their roles; `now` tells what is late with the safeguarding lead."""
    roles = who.roles
    lines = []
    if roles & {Role.EDITOR, Role.PUBLISHER}:
        count = staff_queries.count_unanswered(session)
        lines.append(Waiting("Young people’s comments to answer", "/desk/comments/", count))
    if roles & {Role.MODERATOR, Role.SAFEGUARDING}:
        lines.append(Waiting("Comments to read first", "/moderation/", staff_queries.count_pending(session)))
    if Role.SAFEGUARDING in roles:
        count, late = staff_queries.count_open_records(session, now)
        words = f"Safeguarding: to decide ({late} late)" if late else "Safeguarding: to decide"
        lines.append(Waiting(words, "/moderation/safeguarding/", count))
    return [line for line in lines if line.count]


def list_people_with(session: Session, role: Role) -> Sequence[Person]:
    """People who hold a role, by name: whom a round can name."""
    holds = exists().where(RoleGrant.person_id == Person.id, RoleGrant.role == role)
    return session.scalars(select(Person).where(holds).order_by(Person.name)).all()
