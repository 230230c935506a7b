"""Groups, passes, rounds, comments and what became of them.

About a young person this file holds a pass, a pseudonym, an age band, a group and which notice was shown, and nothing
else: no name, school, date of birth, address, photo or place. A test lists every column (REVIEW-RULES D1).
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Connection, ForeignKey, Index, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from sscp_learning.people.models import Person
from sscp_learning.platform.base import Base, new_public_id, one_of
from sscp_learning.review.rules import (
    MOST_QUESTIONS,
    AgeBand,
    AnswerKind,
    CommentState,
    CommentVerb,
    LeadChoice,
    PassState,
    Priority,
    QuickAnswer,
    RaisedBy,
    RoundState,
)


class Group(Base):
    """Young people who meet, and the coordinator who knows who they are. Who they are is not written here."""

    __tablename__ = "review_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    title: Mapped[str] = mapped_column(unique=True)
    coordinator_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    coordinator: Mapped[Person] = relationship()


class Pass(Base):
    """How one young person gets in (DECISIONS 32). The coordinator knows whose it is; the product never does."""

    __tablename__ = "review_pass"
    __table_args__ = (
        one_of("age_band", AgeBand),
        one_of("state", PassState),
        # A pass that is given up or ended keeps nothing but its username.
        CheckConstraint("state = 'active' OR (passphrase_hash IS NULL AND pseudonym IS NULL)", name="ended_is_empty"),
        Index("uq_review_pass_pseudonym", "group_id", "pseudonym", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    username: Mapped[str] = mapped_column(unique=True)
    passphrase_hash: Mapped[str | None]
    group_id: Mapped[int] = mapped_column(ForeignKey("review_group.id"), index=True)
    age_band: Mapped[str]
    state: Mapped[str] = mapped_column(default=PassState.ACTIVE)
    token: Mapped[str] = mapped_column(default=new_public_id)  # A new one ends every sign-in.
    pseudonym: Mapped[str | None]  # None until the young person chooses one.
    created_at: Mapped[datetime]
    group: Mapped[Group] = relationship()


class Round(Base):
    """Drafts that one group reads and comments on, with the people and hours that make it safe (REVIEW-RULES C2)."""

    __tablename__ = "review_round"
    __table_args__ = (
        one_of("state", RoundState),
        CheckConstraint("lead_id <> deputy_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    title: Mapped[str]  # The publication's.
    group_id: Mapped[int] = mapped_column(ForeignKey("review_group.id"), index=True)
    state: Mapped[str] = mapped_column(default=RoundState.PLANNED)
    hours: Mapped[str]  # When comments are read, in the words that are shown.
    deletes_on: Mapped[date]
    moderator_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    lead_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    group: Mapped[Group] = relationship()
    moderator: Mapped[Person] = relationship(foreign_keys=[moderator_id])
    lead: Mapped[Person] = relationship(foreign_keys=[lead_id])
    deputy: Mapped[Person] = relationship(foreign_keys=[deputy_id])


class RoundRevision(Base):
    """A frozen revision that a round shows; one for each format (REVIEW-RULES C1)."""

    __tablename__ = "review_round_revision"
    __table_args__ = (UniqueConstraint("round_id", "format"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("review_round.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    format: Mapped[str]
    round: Mapped[Round] = relationship()


class RoundQuestion(Base):
    """One of the one to five questions that a round asks."""

    __tablename__ = "review_round_question"
    __table_args__ = (
        UniqueConstraint("round_id", "position"),
        CheckConstraint(f"position BETWEEN 1 AND {MOST_QUESTIONS}", name="position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("review_round.id"), index=True)
    position: Mapped[int]
    words: Mapped[str]


class NoticeShown(Base):
    """Which notice a young person was shown in a round, and when they said that they had finished reading."""

    __tablename__ = "review_notice_shown"
    __table_args__ = (UniqueConstraint("pass_id", "round_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pass_id: Mapped[int] = mapped_column(ForeignKey("review_pass.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("review_round.id"), index=True)
    version: Mapped[int]
    shown_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Comment(Base):
    """What a young person says about a part of a draft, about the whole of it, or to a set question.

    Its place is the revision, the block and a snapshot of the block's words (REVIEW-RULES C5).
    """

    __tablename__ = "review_comment"
    __table_args__ = (
        one_of("state", CommentState),
        one_of("quick", QuickAnswer, or_empty=True),
        CheckConstraint(f"priority IN ({', '.join(str(int(one)) for one in Priority)})", name="priority"),
        CheckConstraint("(state = 'draft') = (sent_at IS NULL)", name="sent"),
        CheckConstraint("block_uid = '' OR question_id IS NULL", name="place"),
        UniqueConstraint("pass_id", "form_key"),
        Index("ix_review_comment_queue", "state", "priority", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    pass_id: Mapped[int] = mapped_column(ForeignKey("review_pass.id"), index=True)
    round_revision_id: Mapped[int] = mapped_column(ForeignKey("review_round_revision.id"), index=True)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("review_round_question.id"))
    form_key: Mapped[str | None]  # Sent with the form: a form that is sent twice is one comment.
    block_uid: Mapped[str]  # Empty: about the whole draft.
    snapshot: Mapped[str]
    which_words: Mapped[str]
    prefix: Mapped[str]
    suffix: Mapped[str]
    quick: Mapped[str]
    words: Mapped[str]
    wants_to_talk: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default=CommentState.DRAFT)
    priority: Mapped[int] = mapped_column(default=Priority.NORMAL)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    author: Mapped[Pass] = relationship()
    place: Mapped[RoundRevision] = relationship()
    question: Mapped[RoundQuestion | None] = relationship()


class CommentVersion(Base):
    """What a comment said before its author changed it after sending. Appended, never overwritten."""

    __tablename__ = "review_comment_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("review_comment.id"), index=True)
    quick: Mapped[str]
    words: Mapped[str]
    which_words: Mapped[str]
    replaced_at: Mapped[datetime]


class CommentDecision(Base):
    """The log of what was done to comments. Appended, never changed; it outlives the words (DECISIONS 35).

    It names a comment by its public id and holds no word of it. The sentence to the author lives in `ReturnNote`, which
    goes when the comment goes.
    """

    __tablename__ = "review_comment_decision"
    __table_args__ = (one_of("verb", CommentVerb),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_ref: Mapped[str] = mapped_column(index=True)
    round_ref: Mapped[str] = mapped_column(index=True)
    verb: Mapped[str]
    kind: Mapped[str]  # The kind of return or answer, where there is one.
    who: Mapped[str]  # “person:3”, “reviewer:5”, “system”
    at: Mapped[datetime]


class ReturnNote(Base):
    """What the moderator wrote to the author when giving a comment back."""

    __tablename__ = "review_return_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("review_comment.id"), index=True)
    kind: Mapped[str]
    words: Mapped[str]
    at: Mapped[datetime]


class Answer(Base):
    """What the editors did with a comment, told to its author (REVIEW-RULES C6). One for each comment."""

    __tablename__ = "review_answer"
    __table_args__ = (
        one_of("kind", AnswerKind),
        CheckConstraint("kind <> 'not-this-time' OR reason <> ''", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("review_comment.id"), unique=True)
    kind: Mapped[str]
    reason: Mapped[str]
    answered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime]


class SafeguardingRecord(Base):
    """A separate copy of a comment that worried somebody, for the safeguarding role alone (REVIEW-RULES D5).

    The words, their time and their place are locked: a change to them is refused. The record has its own period and
    stays when its round is deleted (DECISIONS 35).
    """

    __tablename__ = "review_safeguarding_record"
    __table_args__ = (one_of("raised_by", RaisedBy),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    comment_ref: Mapped[str] = mapped_column(unique=True)
    round_title: Mapped[str]
    group_id: Mapped[int] = mapped_column(ForeignKey("review_group.id"))
    username: Mapped[str]  # Of the pass: the coordinator can tell whose it is.
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    format: Mapped[str]
    block_uid: Mapped[str]
    snapshot: Mapped[str]
    which_words: Mapped[str]
    quick: Mapped[str]
    words: Mapped[str]
    earlier_words: Mapped[list[str]] = mapped_column(JSON)  # What it said before each change, oldest first.
    wants_to_talk: Mapped[bool]
    written_at: Mapped[datetime]
    raised_by: Mapped[str]
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime] = mapped_column(index=True)
    due_at: Mapped[datetime]
    lead_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    escalated_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    released_ref: Mapped[str | None]  # The comment that holds the redacted copy.
    deletes_on: Mapped[date]
    group: Mapped[Group] = relationship()
    lead: Mapped[Person] = relationship(foreign_keys=[lead_id])
    deputy: Mapped[Person] = relationship(foreign_keys=[deputy_id])


LOCKED = (
    "comment_ref", "revision_id", "format", "block_uid", "snapshot", "which_words", "quick", "words", "earlier_words",
    "written_at", "username", "opened_at",
)  # fmt: skip


@event.listens_for(SafeguardingRecord, "before_update")
def _keep_evidence(_mapper: Mapper[Any], _connection: Connection, record: SafeguardingRecord) -> None:
    changed = [name for name in LOCKED if inspect(record).attrs[name].history.has_changes()]
    if changed:
        msg = f"a safeguarding record keeps its {', '.join(changed)}"
        raise ValueError(msg)


class SafeguardingDecision(Base):
    """What the safeguarding lead decided about a record, and why. Appended; a later one adds, and replaces nothing."""

    __tablename__ = "review_safeguarding_decision"
    __table_args__ = (one_of("kind", LeadChoice), CheckConstraint("reason <> ''", name="reason"))

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("review_safeguarding_record.id"), index=True)
    kind: Mapped[str]
    reason: Mapped[str]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime]
    decided_by: Mapped[Person] = relationship()


class HeldWords(Base):
    """Words that came in after a sign-in had ended, kept a day for the same pass only (DECISIONS 37)."""

    __tablename__ = "review_held_words"
    __table_args__ = (UniqueConstraint("pass_id", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pass_id: Mapped[int] = mapped_column(ForeignKey("review_pass.id"), index=True)
    address: Mapped[str]
    words: Mapped[str]
    which_words: Mapped[str]
    quick: Mapped[str]
    held_at: Mapped[datetime] = mapped_column(index=True)


@event.listens_for(CommentDecision, "before_update")
@event.listens_for(CommentVersion, "before_update")
@event.listens_for(SafeguardingDecision, "before_update")
def _only_append(_mapper: Mapper[Any], _connection: Connection, row: Base) -> None:
    msg = f"{row.__tablename__} is only ever added to"
    raise ValueError(msg)
