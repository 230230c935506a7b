"""Sections that need checking, what they were held against, and which formats say that they lag behind (F4, F5)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sscp_learning.guidance import stored
from sscp_learning.guidance.models import Following, Format, LagNotice, Publication, Revision
from sscp_learning.guidance.queries.pages import ORDER, live
from sscp_learning.guidance.rules import FORMATS, ChangeKind, FlagReason, FormatKind
from sscp_learning.guidance.staleness import NO_WORDS, Cause, Flag, Pair, compare, fingerprints, held_by_publishing
from sscp_learning.guidance.stored import SectionMark
from sscp_learning.platform.clock import london


@dataclass(frozen=True)
class LiveText:
    """A published format: enough to tell which of its sections follow what."""

    format_id: int
    revision_id: int
    slug: str
    publication: str
    kind: FormatKind
    published_at: datetime
    marks: tuple[SectionMark, ...]


@dataclass(frozen=True)
class FlaggedFormat:
    """A published format with sections that need checking, and since when the first of them does."""

    text: LiveText
    flags: tuple[Flag, ...]
    since: datetime


@dataclass(frozen=True)
class FlagsWaiting:
    """A line for the desk: what waits, where it is done, how many sections, and since when."""

    words: str
    href: str
    count: int
    since: date


@dataclass(frozen=True)
class PastText:
    """A revision of the full text that readers have had: when it came, and the fingerprints of its sections."""

    revision_id: int
    published_at: datetime
    fingerprints: Mapping[str, str]


@dataclass(frozen=True)
class Lag:
    """A format that says it has not caught up yet with a change of another (F5)."""

    format_id: int
    slug: str
    kind: FormatKind
    behind: FormatKind
    behind_is_live: bool
    since: datetime


# What is out of date


def list_flags(session: Session, publication_id: int | None = None) -> list[FlaggedFormat]:
    """The published formats with sections that need checking, in one publication or in all, the oldest flag first."""
    found = []
    live_texts = list_live_texts(session, publication_id)
    held = get_held(session, [text.format_id for texts in live_texts.values() for text in texts])
    for publication, texts in live_texts.items():
        flagged = compare_texts(texts, held)
        past = list_past_texts(session, publication) if flagged else []
        found += [FlaggedFormat(text, flags, _first_since(text, flags, past)) for text, flags in flagged]
    return sorted(found, key=lambda each: (each.since, each.text.slug, ORDER[each.text.kind]))


def list_flags_of_format(session: Session, format_id: int) -> tuple[Flag, ...]:
    """The sections of one published format that need checking."""
    publication_id = session.scalar(select(Format.publication_id).where(Format.id == format_id))
    texts = list_live_texts(session, publication_id).get(publication_id or 0, [])
    held = get_held(session, [format_id])
    return next((flags for text, flags in compare_texts(texts, held) if text.format_id == format_id), ())


def list_flags_waiting(session: Session) -> list[FlagsWaiting]:
    """A line for each published format with sections that need checking, the oldest first: for the desk."""
    return [
        FlagsWaiting(
            f"Check “{each.text.publication}: {FORMATS[each.text.kind].title.lower()}” against the full guidance",
            f"/desk/guidance/{each.text.slug}/flags/#{each.text.kind}",
            len(each.flags),
            london(each.since).date(),
        )
        for each in list_flags(session)
    ]


def compare_texts(
    texts: Iterable[LiveText], held: Mapping[int, Mapping[Pair, str]]
) -> list[tuple[LiveText, tuple[Flag, ...]]]:
    """The derived formats of one publication that have flags; `held` is what `get_held` gives of them.

    Without a published full text nothing is behind it.
    """
    by_kind = {text.kind: text for text in texts}
    full = by_kind.pop(FormatKind.FULL, None)
    if full is None:
        return []
    followers = (text for text in by_kind.values() if text.format_id in held)
    compared = ((text, compare(text.marks, held[text.format_id], full.marks)) for text in followers)
    return [(text, flags) for text, flags in compared if flags]


def list_live_texts(session: Session, publication_id: int | None = None) -> dict[int, list[LiveText]]:
    """The published formats of one publication, or of each, by its key."""
    question = live(
        select(
            Format.id,
            Revision.id.label("revision_id"),
            Publication.slug,
            Publication.title,
            Format.kind,
            Revision.published_at,
            Revision.sections,
            Publication.id.label("publication_id"),
        )
    )
    if publication_id is not None:
        question = question.where(Publication.id == publication_id)
    texts: dict[int, list[LiveText]] = defaultdict(list)
    for row in session.execute(question):
        told = (row.id, row.revision_id, row.slug, row.title, FormatKind(row.kind), row.published_at)
        texts[row.publication_id].append(LiveText(*told, stored.marks_from_json(row.sections)))
    return texts


def get_held(session: Session, format_ids: Collection[int]) -> dict[int, dict[Pair, str]]:
    """What each pair of sections of these formats was held against last, by format."""
    newest = (
        select(func.max(Following.id))
        .where(Following.format_id.in_(format_ids))
        .group_by(Following.format_id, Following.section, Following.source)
    )
    held: dict[int, dict[Pair, str]] = {format_id: {} for format_id in format_ids}
    for row in session.scalars(select(Following).where(Following.id.in_(newest))):
        held[row.format_id][row.section, row.source] = row.fingerprint
    return held


def list_past_texts(session: Session, publication_id: int) -> list[PastText]:
    """Every revision of the full text that readers have had, newest first."""
    rows = session.execute(
        select(Revision.id, Revision.published_at, Revision.sections)
        .join(Format, Revision.format_id == Format.id)
        .where(
            Format.publication_id == publication_id,
            Format.kind == FormatKind.FULL,
            Revision.published_at.is_not(None),
        )
        .order_by(Revision.published_at.desc(), Revision.number.desc())
    ).all()
    return [
        PastText(row.id, row.published_at, fingerprints(stored.marks_from_json(row.sections)))
        for row in rows
        if row.published_at
    ]


def _first_since(text: LiveText, flags: Iterable[Flag], past: Sequence[PastText]) -> datetime:
    return min(changed_since(cause, past) or text.published_at for flag in flags for cause in flag.causes)


def changed_since(cause: Cause, past: Sequence[PastText]) -> datetime | None:
    """When the words came that are not those it was held against; None where they never were any others."""
    newer = past[: place_held(cause, past)]
    return newer[-1].published_at if newer and cause.reason is not FlagReason.UNKNOWN else None


def place_held(cause: Cause, past: Sequence[PastText]) -> int:
    """Which of the past texts still had the words it was held against, counted from the newest."""
    held = cause.held or NO_WORDS
    places = (place for place, text in enumerate(past) if text.fingerprints.get(cause.source, NO_WORDS) == held)
    return next(places, len(past))


# Formats that stayed behind


def find_lag(session: Session, format_id: int) -> Lag | None:
    """What a format says about having stayed behind, if it does."""
    row = session.execute(
        select(LagNotice.since, Format.id, Format.kind, Publication.slug)
        .join(Revision, Revision.id == LagNotice.behind_id)
        .join(Format, Format.id == Revision.format_id)
        .join(Publication, Publication.id == Format.publication_id)
        .where(LagNotice.format_id == format_id, LagNotice.lifted_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    kind = session.scalars(select(Format.kind).where(Format.id == format_id)).one()
    is_live = session.scalar(live(select(Revision.id)).where(Format.id == row.id)) is not None
    return Lag(format_id, row.slug, FormatKind(kind), FormatKind(row.kind), is_live, row.since)


def find_full_marks(session: Session, publication_id: int) -> tuple[SectionMark, ...] | None:
    """The sections of the full text that readers get now, or None where none is published."""
    texts = list_live_texts(session, publication_id).get(publication_id, [])
    return next((text.marks for text in texts if text.kind is FormatKind.FULL), None)


def find_published_before(session: Session, revision: Revision) -> Revision | None:
    """The revision of the same format that readers had last, whatever became of it; None for the first."""
    return session.scalar(
        select(Revision)
        .where(
            Revision.format_id == revision.format_id,
            Revision.id != revision.id,
            Revision.published_at.is_not(None),
        )
        .order_by(Revision.published_at.desc(), Revision.number.desc())
        .limit(1)
    )


def held_when_published(session: Session, revision: Revision, full: Sequence[SectionMark]) -> dict[Pair, str]:
    """What a derived format's sections are held against by publishing this revision of it."""
    before = find_published_before(session, revision)
    return held_by_publishing(
        stored.marks_from_json(revision.sections),
        stored.marks_from_json(before.sections) if before else (),
        fingerprints(full),
        is_typo=revision.change_kind == ChangeKind.TYPO,
    )


def stays_behind(session: Session, revision: Revision) -> bool:
    """True when a format says that it lags behind, and still will once this revision of it is published.

    Mending a typing mistake is no catching up, nor is a new text in which other sections still need checking.
    """
    if find_lag(session, revision.format_id) is None:
        return False
    if revision.change_kind == ChangeKind.TYPO:
        return True
    full = find_full_marks(session, revision.format.publication_id)
    if full is None or revision.format.kind == FormatKind.FULL:
        return False
    held = get_held(session, [revision.format_id])[revision.format_id] | held_when_published(session, revision, full)
    return bool(compare(stored.marks_from_json(revision.sections), held, full))
