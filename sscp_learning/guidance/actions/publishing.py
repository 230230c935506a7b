"""Submit, approve, send back, publish: the ordinary way of a text to readers, on the word of two people (F6, F7).

None of these renders or sets paper: that is done before, by `prepare` and `ready`, so that no lock is held for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance import mail
from sscp_learning.guidance.actions.endings import end_format
from sscp_learning.guidance.actions.live import make_live
from sscp_learning.guidance.actions.staleness import choose_lag
from sscp_learning.guidance.actions.steps import get_revision, lock_revision, move
from sscp_learning.guidance.gates import check_approved, check_findings, check_no_hold, check_young, was_published
from sscp_learning.guidance.inspecting import Findings
from sscp_learning.guidance.models import Approval, Publication, Revision
from sscp_learning.guidance.paper import Paper
from sscp_learning.guidance.queries.desk import list_open
from sscp_learning.guidance.queries.publishing import list_live
from sscp_learning.guidance.ready import Behind, Ready
from sscp_learning.guidance.rules import (
    FORMATS,
    Change,
    ChangeKind,
    RevisionState,
    check_change,
    check_kind_confirmed,
    check_step,
    check_two_people,
)
from sscp_learning.people import audit
from sscp_learning.platform.errors import NotFound, RuleBroken
from sscp_learning.ui.filters import date_words, list_words


def submit_for_approval(
    session: Session,
    *,
    revision_id: int,
    author_id: int,
    now: datetime,
    change: Change | None = None,
    site: str | None = None,
) -> Revision:
    """Asks a second person to approve a draft; says what the change is, unless its file said it.

    With `site`, the address of this site, the publishers get a letter. Raises RuleBroken when the change is not told,
    or when a text for young people lacks what theirs need.
    """
    revision = lock_revision(session, revision_id)
    check_step(RevisionState(revision.state), RevisionState.WAITING)
    check_young(revision)
    told = check_change(change or told_change(revision), is_first=not was_published(session, revision.format_id))
    tell_change(revision, told)
    revision.author_id, revision.submitted_at, revision.returned_because = author_id, now, ""
    move(session, revision, RevisionState.WAITING, who=audit.person_ref(author_id), now=now)
    if site is not None:
        mail.tell_publishers(session, revision, site=site, now=now)
    return revision


def approve(
    session: Session,
    *,
    revision_id: int,
    approver_id: int,
    now: datetime,
    findings: Findings | None = None,
    kind_confirmed: bool = False,
    starting_text: bool = False,
) -> Revision:
    """Records a second person's yes to this frozen text (F6).

    `findings` are what the checks found in it; publishing looks at them in any case. Raises RuleBroken when the second
    person is the first, when a typing mistake is not confirmed to be one (DECISIONS 4), or when something found is
    neither mended nor ticked; Conflict when somebody else was first.
    """
    revision = lock_revision(session, revision_id)
    check_step(RevisionState(revision.state), RevisionState.APPROVED)
    author_id = revision.author_id or 0
    check_two_people(author_id, approver_id)
    if not starting_text:
        check_kind_confirmed(revision.change_kind, confirmed=kind_confirmed)
    if findings is not None:
        check_findings(session, revision, findings)
    session.add(
        Approval(
            revision_id=revision.id,
            author_id=author_id,
            approver_id=approver_id,
            given_at=now,
            starting_text=starting_text,
        )
    )
    move(session, revision, RevisionState.APPROVED, who=audit.person_ref(approver_id), now=now)
    return revision


def send_back(
    session: Session, *, revision_id: int, who_id: int, because: str, now: datetime, site: str | None = None
) -> Revision:
    """Gives a text back to its author with a reason, which is kept: it is a draft again.

    Raises RuleBroken without a reason, Conflict when it does not wait for approval any more.
    """
    revision = lock_revision(session, revision_id)
    check_step(RevisionState(revision.state), RevisionState.DRAFT)
    if not because.strip():
        raise RuleBroken("because", "Say what has to change before you can approve it.")
    revision.returned_because = because.strip()
    move(session, revision, RevisionState.DRAFT, who=audit.person_ref(who_id), now=now)
    if site is not None:
        mail.tell_sent_back(session, revision, by_id=who_id, site=site, now=now)
    return revision


def publish(
    session: Session, *, revision_id: int, publisher_id: int, paper: Paper, findings: Findings, now: datetime
) -> Revision:
    """Makes an approved revision the one that readers get; the one before it becomes “replaced”.

    Raises RuleBroken when a hold stands, when something found is neither mended nor ticked, when the text was edited
    since it was approved, when a text for young people lacks what theirs need, or when a section goes that something
    else rests on; Conflict when somebody else was first.
    """
    revision = lock_revision(session, revision_id)
    check_step(RevisionState(revision.state), RevisionState.PUBLISHED)
    check_approved(session, revision)
    check_no_hold(session, revision)
    check_findings(session, revision, findings)
    make_live(session, revision, publisher_id=publisher_id, paper=paper, now=now)
    return revision


@dataclass(frozen=True)
class Together:
    """What is published in one go, and what becomes of the formats that stay behind a major change (F5).

    `others` are approved revisions of other formats, `behind` formats that are to say so, `withdrawn` the live
    revisions to take away. A first one that is no major change has none of these.
    """

    first: Ready
    others: Sequence[Ready] = ()
    behind: Sequence[Behind] = ()
    withdrawn: Sequence[int] = ()


def publish_together(
    session: Session, together: Together, *, publisher_id: int, now: datetime, site: str | None = None
) -> list[Revision]:
    """Publishes a set of formats, all of it or nothing: the caller's transaction ends with whatever is raised (F5).

    Raises what `publish` raises, and RuleBroken when nothing was said about another format that readers can open.
    """
    all_ready = [together.first, *together.others]
    for ready in sorted(all_ready, key=lambda one: one.revision_id):
        lock_revision(session, ready.revision_id)  # Always in the same order, so that two sets never wait in a ring.
    published = [_publish_ready(session, ready, publisher_id, now) for ready in all_ready]
    first = published[0]
    tell_behind(session, first, together, publisher_id=publisher_id, now=now)
    for revision_id in together.withdrawn:
        because = f"It does not say yet what changed in “{first.title}” on {date_words(now)}. Read that instead."
        end_format(
            session,
            revision_id=revision_id,
            ending=RevisionState.WITHDRAWN,
            because=because,
            who_id=publisher_id,
            now=now,
        )
    if site is not None:
        for revision in published:
            mail.tell_published(session, revision, by_id=publisher_id, site=site, now=now)
    return published


def start_publication(
    session: Session, *, slug: str, author_id: int, approver_id: int, papers: Mapping[int, Paper], now: datetime
) -> list[Revision]:
    """Publishes the starting text of a publication: drafts of formats that were never published (DECISIONS 1).

    The approvals of two people are recorded; readers see “Starting text, waiting for sign-off”. Faults have been
    refused by the content check, and warnings wait for the sign-off. `papers` holds a paper for each of these drafts,
    by revision id; a draft without one is left alone. Raises NotFound for an unknown slug.
    """
    if session.scalar(select(Publication.id).where(Publication.slug == slug)) is None:
        raise NotFound
    started = []
    for waiting in list_open(session, slug):
        revision = get_revision(session, waiting.revision_id)
        if (
            waiting.state is RevisionState.DRAFT
            and revision.id in papers
            and not was_published(session, revision.format_id)
        ):
            submit_for_approval(session, revision_id=revision.id, author_id=author_id, now=now)
            approve(session, revision_id=revision.id, approver_id=approver_id, now=now, starting_text=True)
            revision.starting_text = True
            check_no_hold(session, revision)
            make_live(session, revision, publisher_id=approver_id, paper=papers[revision.id], now=now)
            started.append(revision)
    return started


def tell_behind(session: Session, first: Revision, together: Together, *, publisher_id: int, now: datetime) -> None:
    """Puts a dated notice on every format that stays behind a major change.

    Raises RuleBroken when nothing was said about another format that readers can open (F5).
    """
    _check_all_told(session, first, together)
    for behind in together.behind:
        choose_lag(session, format_id=behind.format_id, behind=first, who_id=publisher_id, now=now, paper=behind.paper)


def _check_all_told(session: Session, first: Revision, together: Together) -> None:
    """A major change asks about every other format that readers can open (F5)."""
    if first.change_kind != ChangeKind.MAJOR:
        return
    told = {ready.revision_id for ready in together.others} | set(together.withdrawn)
    named = {behind.format_id for behind in together.behind} | {first.format_id}
    left = [
        live
        for live in list_live(session, first.format.publication_id)
        if live.revision_id not in told and live.format_id not in named
    ]
    if left:
        names = list_words([FORMATS[live.kind].title for live in left])
        raise RuleBroken("", f"This is a major change. Say first what becomes of these formats: {names}.")


def told_change(revision: Revision) -> Change | None:
    """What a revision says of its change so far."""
    if revision.change_kind is None:
        return None
    return Change(ChangeKind(revision.change_kind), revision.change_note, revision.who_it_affects, revision.retraining)


def tell_change(revision: Revision, told: Change) -> None:
    """Writes down what the change is."""
    revision.change_kind, revision.change_note = told.kind, told.note
    revision.who_it_affects, revision.retraining = told.who_it_affects, told.retraining


def _publish_ready(session: Session, ready: Ready, publisher_id: int, now: datetime) -> Revision:
    return publish(
        session,
        revision_id=ready.revision_id,
        publisher_id=publisher_id,
        paper=ready.paper,
        findings=ready.findings,
        now=now,
    )
