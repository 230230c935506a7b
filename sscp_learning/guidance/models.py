"""Publications, their formats, the frozen revisions of each, and what was decided about them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sscp_learning.guidance.rules import ChangeKind, FollowedHow, FormatKind, NoteKind, RevisionState
from sscp_learning.platform.base import Base, new_public_id, one_of, only_one

OPEN = "state IN ('draft', 'waiting', 'approved')"
LIVE = "state = 'published'"
STANDS = "lifted_at IS NULL"


class Publication(Base):
    """A piece of guidance. Readers see it once a format is published, under the title that was published last."""

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    summary: Mapped[str]
    topic: Mapped[str] = mapped_column(index=True)  # The key of a topic.
    audience: Mapped[str]
    created_at: Mapped[datetime]


class Format(Base):
    """One form of a publication, with a page, a history and a PDF of its own (F1)."""

    __tablename__ = "format"
    __table_args__ = (
        UniqueConstraint("publication_id", "kind"),
        one_of("kind", FormatKind),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    kind: Mapped[str]
    publication: Mapped[Publication] = relationship()


class Revision(Base):
    """A frozen text of one format: what was written, what was made of it, and what became of it.

    The words never change after the row is written; only the columns from `state` on do. `facts` is what the format
    says about itself (F8); `parts` is clean HTML block by block; `sections` the contents list. Large columns are read
    only when they are asked for.
    """

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("format_id", "number"),
        one_of("state", RevisionState),
        one_of("change_kind", ChangeKind, or_null=True),
        CheckConstraint("words >= 0 AND minutes >= 0 AND number > 0", name="counts"),
        CheckConstraint("published_at IS NULL OR (change_kind IS NOT NULL AND change_note <> '')", name="change_told"),
        CheckConstraint(
            "state NOT IN ('published', 'replaced', 'withdrawn', 'in-error') OR published_at IS NOT NULL",
            name="published",
        ),
        only_one("uq_revision_live", "format_id", where=LIVE),
        only_one("uq_revision_open", "format_id", where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    format_id: Mapped[int] = mapped_column(ForeignKey("format.id"))
    number: Mapped[int]
    hash: Mapped[str]
    from_file: Mapped[bool]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str]
    audience: Mapped[str]
    summary: Mapped[str]
    for_young_people: Mapped[bool]
    safe_for_young_people: Mapped[bool]
    not_young_because: Mapped[str]
    next_review: Mapped[date] = mapped_column(index=True)
    words: Mapped[int]
    minutes: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    sections: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(deferred=True)
    blocks: Mapped[list[dict[str, Any]]] = mapped_column(JSON, deferred=True)
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, deferred=True)

    state: Mapped[str] = mapped_column(default=RevisionState.DRAFT)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    change_kind: Mapped[str | None]
    change_note: Mapped[str] = mapped_column(default="")
    who_it_affects: Mapped[str] = mapped_column(default="")
    retraining: Mapped[str] = mapped_column(default="")
    starting_text: Mapped[bool] = mapped_column(default=False)
    submitted_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str] = mapped_column(default="")
    # Where readers are led instead, as authors write it (“guidance:slug/format”), when another text took its place.
    moved_to: Mapped[str] = mapped_column(default="")
    returned_because: Mapped[str] = mapped_column(default="")
    format: Mapped[Format] = relationship()


class WorkingText(Base):
    """The text of one format while editors write it, at most one each: words may change and may still have faults.

    `blocks` is a list of `{"uid": …, "source": …}`, one for each top-level block; a block's uid stays while its words
    change. `about` is what the format says about itself, as the form of that page keeps it. `version` grows with every
    save. Sending it for approval freezes it as a revision and ends it.
    """

    __tablename__ = "working_text"
    __table_args__ = (CheckConstraint("version > 0", name="version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    format_id: Mapped[int] = mapped_column(ForeignKey("format.id"), unique=True)
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    version: Mapped[int] = mapped_column(default=1)
    blocks: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    about: Mapped[dict[str, Any]] = mapped_column(JSON)
    started_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    format: Mapped[Format] = relationship()


class WorkingStep(Base):
    """How a working text stood before one save, so that the save can be undone. Deleted with the working text."""

    __tablename__ = "working_step"
    __table_args__ = (UniqueConstraint("working_text_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    working_text_id: Mapped[int] = mapped_column(ForeignKey("working_text.id"))
    version: Mapped[int]  # The version that the save made.
    what: Mapped[str]  # In words, for the button: “Remove a part”.
    uid: Mapped[str]  # The block it was about; "" where it was about more than one.
    blocks: Mapped[list[dict[str, Any]]] = mapped_column(JSON, deferred=True)
    about: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Tick(Base):
    """Somebody looked at what a check found and says why it may stand (REVIEW-RULES B). Kept; taken back by date.

    `mark` is the finding's own mark: the rule and the words it is about, so that a tick lives as long as those words.
    """

    __tablename__ = "tick"
    __table_args__ = (only_one("uq_tick_stands", "format_id", "mark", where=STANDS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    format_id: Mapped[int] = mapped_column(ForeignKey("format.id"), index=True)
    rule: Mapped[str]
    mark: Mapped[str]
    words: Mapped[str]
    reason: Mapped[str]
    ticked_at: Mapped[datetime]
    ticked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None]


class Following(Base):
    """Which words of `full` a section of another format was last held against (F4). Appended; the newest row counts.

    The section needs checking when `fingerprint` is not that of the section of `full` that readers get now. `how` is
    why the row was written; a decision that no change is needed has a person and a reason.
    """

    __tablename__ = "following"
    __table_args__ = (
        one_of("how", FollowedHow),
        CheckConstraint("how <> 'no-change-needed' OR (decided_by_id IS NOT NULL AND reason <> '')", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    format_id: Mapped[int] = mapped_column(ForeignKey("format.id"), index=True)
    section: Mapped[str]  # The id of the section that follows.
    source: Mapped[str]  # The id of the section of `full`.
    fingerprint: Mapped[str]
    how: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class LagNotice(Base):
    """A dated banner on a format that stayed behind a major change of another (F5), until it is lifted."""

    __tablename__ = "lag_notice"
    __table_args__ = (only_one("uq_lag_notice_stands", "format_id", where=STANDS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    format_id: Mapped[int] = mapped_column(ForeignKey("format.id"))
    behind_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    since: Mapped[datetime]
    lifted_at: Mapped[datetime | None]


class Emergency(Base):
    """A revision that one person published alone, why, and the second person who confirmed it afterwards (F6)."""

    __tablename__ = "emergency"
    __table_args__ = (
        CheckConstraint("because <> ''", name="because"),
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id <> published_by_id", name="two_people"),
        CheckConstraint("(confirmed_by_id IS NULL) = (confirmed_at IS NULL)", name="confirmed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), unique=True)
    published_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    because: Mapped[str]
    published_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None]
    revision: Mapped[Revision] = relationship()


class Approval(Base):
    """Two people said yes to one frozen revision (F6). Never changed; an edit makes a revision that has none."""

    __tablename__ = "approval"
    __table_args__ = (CheckConstraint("author_id <> approver_id", name="two_people"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), unique=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    approver_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]
    starting_text: Mapped[bool] = mapped_column(default=False)


class SignOff(Base):
    """Starting text is signed off by two people (DECISIONS 1): one has checked it, another says that it may stay."""

    __tablename__ = "sign_off"
    __table_args__ = (
        CheckConstraint("signed_by_id IS NULL OR signed_by_id <> checked_by_id", name="two_people"),
        CheckConstraint("(signed_by_id IS NULL) = (signed_at IS NULL)", name="signed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), unique=True)
    checked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    checked_at: Mapped[datetime]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime | None]


class RevisionPdf(Base):
    """A published revision as paper, with the version of the contacts that are printed in it (DECISIONS 3 and 9)."""

    __tablename__ = "revision_pdf"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True)
    contents: Mapped[bytes]
    contacts_generation: Mapped[int]
    made_at: Mapped[datetime]


class Hold(Base):
    """Something stands in the way of publishing a format: a round whose comments wait for answers, say (DECISIONS 2).

    `key` is the placer's own word for it, such as “round:12”, by which it is lifted.
    """

    __tablename__ = "hold"
    __table_args__ = (only_one("uq_hold_stands", "format_id", "key", where=STANDS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    format_id: Mapped[int] = mapped_column(ForeignKey("format.id"))
    key: Mapped[str]
    reason: Mapped[str]
    placed_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]


class YoungReading(Base):
    """Young people have read this revision and said what they think of it (ER20). Counts only, nobody's name."""

    __tablename__ = "young_reading"
    __table_args__ = (UniqueConstraint("revision_id", "key"), CheckConstraint("readers > 0", name="readers"))

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    key: Mapped[str]
    readers: Mapped[int]
    read_at: Mapped[datetime]


class ReaderNote(Base):
    """What a reader told us without signing in: a wish for another format, or whether this one was useful."""

    __tablename__ = "reader_note"
    __table_args__ = (one_of("kind", NoteKind),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    format_id: Mapped[int] = mapped_column(ForeignKey("format.id"), index=True)
    kind: Mapped[str]
    answer: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
