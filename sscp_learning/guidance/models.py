"""Publications, their formats, the frozen revisions of each, and what was decided about them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sscp_learning.guidance.rules import ChangeKind, FormatKind, NoteKind, RevisionState
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
    format: Mapped[Format] = relationship()


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
    format_id: Mapped[int] = mapped_column(ForeignKey("format.id"), index=True)
    kind: Mapped[str]
    answer: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime]
