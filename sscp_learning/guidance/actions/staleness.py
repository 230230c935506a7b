"""What publishing means for the sections that follow, decisions that no change is needed, formats that lag (F4, F5)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance import stored
from sscp_learning.guidance.actions.papers import store_paper
from sscp_learning.guidance.actions.steps import ref
from sscp_learning.guidance.models import Following, Format, LagNotice, Revision
from sscp_learning.guidance.paper import Paper
from sscp_learning.guidance.queries.pages import GUIDANCE
from sscp_learning.guidance.queries.staleness import (
    find_full_marks,
    find_lag,
    find_published_before,
    get_held,
    held_when_published,
    list_flags_of_format,
    stays_behind,
)
from sscp_learning.guidance.rules import ChangeKind, FollowedHow, FormatKind, RevisionState
from sscp_learning.guidance.staleness import Flag, Pair, fingerprints, held_at_first, moved_by_typo, seen_mark
from sscp_learning.guidance.stored import SectionMark
from sscp_learning.people import audit
from sscp_learning.platform.errors import Conflict, NotFound, RuleBroken
from sscp_learning.topics.actions import bump

CHANGED_AGAIN = "These words changed again while you read. Look at them as they are now, then decide."


def follow_published(session: Session, revision: Revision, *, now: datetime) -> None:
    """Notes what a text that has just been published means for F4, and lifts a banner that it makes untrue (F5).

    For the transaction that publishes: it compares fingerprints and renders nothing. The full text first, where several
    formats are published at one instant, is usual; any other order gives the same flags.
    """
    if not stays_behind(session, revision):
        _lift(session, revision.format_id, who=audit.SYSTEM, now=now)
    if revision.format.kind == FormatKind.FULL:
        _follow_full(session, revision, now)
        return
    full = find_full_marks(session, revision.format.publication_id)
    if full is not None:
        _keep(session, revision.format_id, held_when_published(session, revision, full), FollowedHow.PUBLISHED, now)


def _follow_full(session: Session, revision: Revision, now: datetime) -> None:
    """The first full text sets no flag; a typing mistake in it moves those that were up to date (DECISIONS 4)."""
    marks = stored.marks_from_json(revision.sections)
    before = find_published_before(session, revision)
    for follower in _list_followers(session, revision):
        own = stored.marks_from_json(follower.sections)
        if before is None:
            held, how = held_at_first(own, fingerprints(marks)), FollowedHow.PUBLISHED
        elif follower.published_at == now:
            held, how = held_when_published(session, follower, marks), FollowedHow.PUBLISHED
        else:
            held, how = _moved_by(session, revision, before, follower, own), FollowedHow.TYPO
        _keep(session, follower.format_id, held, how, now)


def _moved_by(
    session: Session, revision: Revision, before: Revision, follower: Revision, own: Sequence[SectionMark]
) -> dict[Pair, str]:
    if revision.change_kind != ChangeKind.TYPO:
        return {}
    old, new = (fingerprints(stored.marks_from_json(text.sections)) for text in (before, revision))
    return moved_by_typo(own, get_held(session, [follower.format_id])[follower.format_id], old, new)


def _list_followers(session: Session, revision: Revision) -> Sequence[Revision]:
    """The other published formats of the same publication."""
    return session.scalars(
        select(Revision)
        .join(Format, Format.id == Revision.format_id)
        .where(
            Format.publication_id == revision.format.publication_id,
            Format.id != revision.format_id,
            Revision.state == RevisionState.PUBLISHED,
        )
        .order_by(Revision.id)
    ).all()


def _keep(session: Session, format_id: int, held: Mapping[Pair, str], how: FollowedHow, now: datetime) -> None:
    for (section, source), mark in held.items():
        session.add(
            Following(format_id=format_id, section=section, source=source, fingerprint=mark, how=how, made_at=now)
        )
    session.flush()


# Decisions


def decide_no_change(
    session: Session,
    *,
    format_id: int,
    section: str,
    seen: str,
    reason: str,
    who_id: int,
    now: datetime,
    paper: Paper | None = None,
) -> None:
    """Records that a section may stay as it is, and why (F4). The next change of what it follows flags it again.

    `seen` is the `seen_mark` of what was on the page. The last decision about a format that lags behind lifts its
    banner; `paper` is then its new paper, without that line. Raises NotFound when nothing is flagged there any more,
    RuleBroken when the words changed again or no reason is given, and Conflict when the paper is missing.
    """
    flag = next((flag for flag in list_flags_of_format(session, format_id) if flag.section == section), None)
    if flag is None:
        raise NotFound
    if seen_mark(flag) != seen:
        raise RuleBroken("reason", CHANGED_AGAIN)
    if not reason.strip():
        raise RuleBroken("reason", "Say in a sentence why this section can stay as it is.")
    _keep_decision(session, format_id, flag, reason.strip(), who_id, now)
    details: dict[str, int | str | None] = {"causes": len(flag.causes)}
    who = audit.person_ref(who_id)
    audit.record(
        session, who=who, verb="section.no_change_needed", thing=f"format:{format_id}", now=now, details=details
    )
    if find_lag(session, format_id) is not None and not list_flags_of_format(session, format_id):
        lift_lag(session, format_id=format_id, who=who, now=now, paper=paper)


def _keep_decision(session: Session, format_id: int, flag: Flag, reason: str, who_id: int, now: datetime) -> None:
    for cause in flag.causes:
        session.add(
            Following(
                format_id=format_id,
                section=flag.section,
                source=cause.source,
                fingerprint=cause.now,
                how=FollowedHow.NO_CHANGE_NEEDED,
                reason=reason,
                decided_by_id=who_id,
                made_at=now,
            )
        )
    session.flush()


# Formats that stayed behind


def choose_lag(
    session: Session, *, format_id: int, behind: Revision, who_id: int, now: datetime, paper: Paper
) -> LagNotice:
    """Puts a dated banner on a published format that stays behind a major change of another (F5).

    Where one stands already it keeps its date: that is since when the format is behind. `paper` is the format's paper
    with that line. Raises Conflict when the format is not published.
    """
    live = _live_revision_id(session, format_id)
    if live is None:
        raise Conflict("The format that was to carry a notice is not published any more. Nothing was changed.")
    store_paper(session, live, paper, now=now)
    standing = _standing(session, format_id)
    if standing is not None:
        return standing
    notice = LagNotice(format_id=format_id, behind_id=behind.id, since=now)
    session.add(notice)
    bump(session, GUIDANCE)
    details: dict[str, int | str | None] = {"behind": ref(behind)}
    who = audit.person_ref(who_id)
    audit.record(session, who=who, verb="lag.told", thing=f"format:{format_id}", now=now, details=details)
    return notice


def lift_lag(session: Session, *, format_id: int, who: str, now: datetime, paper: Paper | None) -> None:
    """Takes the banner of a published format away, and its line from its paper. Raises Conflict without a paper."""
    live = _live_revision_id(session, format_id)
    if paper is None or live is None:
        raise Conflict("Somebody else worked on this format meanwhile. Nothing was changed. Open the page again.")
    store_paper(session, live, paper, now=now)
    _lift(session, format_id, who=who, now=now)


def _lift(session: Session, format_id: int, *, who: str, now: datetime) -> None:
    notice = _standing(session, format_id)
    if notice is None:
        return
    notice.lifted_at = now
    bump(session, GUIDANCE)
    audit.record(session, who=who, verb="lag.lifted", thing=f"format:{format_id}", now=now)


def _standing(session: Session, format_id: int) -> LagNotice | None:
    return session.scalar(select(LagNotice).where(LagNotice.format_id == format_id, LagNotice.lifted_at.is_(None)))


def _live_revision_id(session: Session, format_id: int) -> int | None:
    return session.scalar(
        select(Revision.id).where(Revision.format_id == format_id, Revision.state == RevisionState.PUBLISHED)
    )
