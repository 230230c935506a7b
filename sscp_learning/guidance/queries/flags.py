"""The page on which somebody checks: each section that needs it, beside what changed, and what was decided before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.documents.model import Document
from sscp_learning.guidance import stored
from sscp_learning.guidance.compare import Line, Mark, diff_lines, lines_of
from sscp_learning.guidance.models import Following, Publication, Revision
from sscp_learning.guidance.queries.pages import ORDER
from sscp_learning.guidance.queries.staleness import (
    Lag,
    LiveText,
    PastText,
    changed_since,
    compare_texts,
    find_lag,
    get_held,
    list_live_texts,
    list_past_texts,
    place_held,
)
from sscp_learning.guidance.rules import FlagReason, FollowedHow, FormatKind
from sscp_learning.guidance.staleness import Cause, Flag, seen_mark
from sscp_learning.people.models import Person
from sscp_learning.platform.errors import NotFound


@dataclass(frozen=True)
class CauseShown:
    """A section of the full text that changed: its words as they were and as they are, what differs marked in both."""

    source: str
    title: str
    reason: FlagReason
    since: datetime | None
    before: tuple[Line, ...]
    after: tuple[Line, ...]

    @property
    def lines_out(self) -> list[Line]:
        """The lines of the old words in which something differs."""
        return [line for line in self.before if _differs(line)]

    @property
    def lines_in(self) -> list[Line]:
        """The lines of the new words in which something differs."""
        return [line for line in self.after if _differs(line)]


@dataclass(frozen=True)
class FlagShown:
    """A section that needs checking, with its own words. `seen` names the words that somebody who decides has seen."""

    section: str
    title: str
    words: tuple[str, ...]
    causes: tuple[CauseShown, ...]
    seen: str


@dataclass(frozen=True)
class Decision:
    """Somebody decided that a section needs no change, and why."""

    section: str
    source: str
    reason: str
    by: str
    made_at: datetime


@dataclass(frozen=True)
class FormatShown:
    """A derived format on the page of a publication's flags."""

    format_id: int
    revision_id: int
    kind: FormatKind
    flags: tuple[FlagShown, ...]
    decisions: tuple[Decision, ...]
    lag: Lag | None


@dataclass(frozen=True)
class FlagsPage:
    """What needs checking in one publication."""

    slug: str
    title: str
    has_full: bool
    formats: tuple[FormatShown, ...]


def get_flags_page(session: Session, slug: str) -> FlagsPage:
    """Every derived format that is published, with what needs checking and what was decided. Raises NotFound."""
    publication = session.execute(
        select(Publication.id, Publication.title).where(Publication.slug == slug)
    ).one_or_none()
    if publication is None:
        raise NotFound
    texts = sorted(list_live_texts(session, publication.id).get(publication.id, []), key=lambda text: ORDER[text.kind])
    full = next((text for text in texts if text.kind is FormatKind.FULL), None)
    held = get_held(session, [text.format_id for text in texts])
    flags = {text.format_id: flags for text, flags in compare_texts(texts, held)}
    past = list_past_texts(session, publication.id) if flags else []
    words = _Words(session, past)
    shown = [
        FormatShown(
            text.format_id,
            text.revision_id,
            text.kind,
            tuple(_show(flag, text, full, past, words) for flag in flags.get(text.format_id, ())),
            tuple(list_decisions(session, text.format_id)),
            find_lag(session, text.format_id),
        )
        for text in texts
        if text.kind is not FormatKind.FULL
    ]
    return FlagsPage(slug, publication.title, full is not None, tuple(shown))


def get_format_shown(session: Session, slug: str, kind: str) -> FormatShown:
    """One derived format of it. Raises NotFound when it is not published."""
    found = next((each for each in get_flags_page(session, slug).formats if each.kind == kind), None)
    if found is None:
        raise NotFound
    return found


def _differs(line: Line) -> bool:
    return any(piece.mark is not Mark.BOTH for piece in line)


class _Words:
    """The words of sections of stored texts; each text is read once."""

    def __init__(self, session: Session, past: Sequence[PastText]) -> None:
        self.session, self.past = session, past
        self._read: dict[int, Document] = {}

    def of(self, revision_id: int | None, section_id: str) -> list[str]:
        """What stands under this heading line by line, the heading first; nothing where there is none."""
        if revision_id is None:
            return []
        if revision_id not in self._read:
            kept = self.session.scalar(select(Revision.blocks).where(Revision.id == revision_id))
            self._read[revision_id] = stored.document_from_json(kept or [])
        section = self._read[revision_id].section(section_id)
        return [line for block in section.blocks for line in lines_of(block)] if section else []


def _show(flag: Flag, text: LiveText, full: LiveText | None, past: Sequence[PastText], words: _Words) -> FlagShown:
    titles = {mark.id: mark.title for mark in full.marks} if full else {}
    causes = tuple(_show_cause(cause, titles.get(cause.source, ""), full, past, words) for cause in flag.causes)
    return FlagShown(
        flag.section, flag.title, tuple(words.of(text.revision_id, flag.section)[1:]), causes, seen_mark(flag)
    )


def _show_cause(cause: Cause, title: str, full: LiveText | None, past: Sequence[PastText], words: _Words) -> CauseShown:
    place = place_held(cause, past)
    old = words.of(past[place].revision_id if place < len(past) else None, cause.source)
    new = words.of(full.revision_id if full else None, cause.source)
    before, after, _ = diff_lines(old, new)
    named = title or next(iter(old), cause.source)
    return CauseShown(cause.source, named, cause.reason, changed_since(cause, past), before, after)


def list_decisions(session: Session, format_id: int) -> list[Decision]:
    """Who decided of which section that it needs no change, and why, newest first."""
    rows = session.execute(
        select(Following.section, Following.source, Following.reason, Person.name, Following.made_at)
        .join(Person, Person.id == Following.decided_by_id)
        .where(Following.format_id == format_id, Following.how == FollowedHow.NO_CHANGE_NEEDED)
        .order_by(Following.id.desc())
    ).all()
    return [Decision(*row) for row in rows]
