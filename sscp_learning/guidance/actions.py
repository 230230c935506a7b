"""What people do with guidance: save a draft, submit, approve, publish, withdraw; what others tell us about a revision.

None of these renders or sets paper: that is done before, by `prepare` and `paper`, so that no lock is held for it.
"""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sscp_learning.guidance import stored
from sscp_learning.guidance.gates import (
    check_approved,
    check_no_hold,
    check_nothing_rests_on,
    check_young,
    was_published,
)
from sscp_learning.guidance.mail import tell_of_wish
from sscp_learning.guidance.models import (
    Approval,
    Format,
    Hold,
    Publication,
    ReaderNote,
    Revision,
    RevisionPdf,
    YoungReading,
)
from sscp_learning.guidance.paper import Paper
from sscp_learning.guidance.prepare import PreparedFormat, PreparedPublication
from sscp_learning.guidance.queries import GUIDANCE, get_known_text, get_live_format_id, list_holds, list_open
from sscp_learning.guidance.rules import (
    ENDED_FOR_READERS,
    FORMATS,
    OPEN_STATES,
    Change,
    ChangeKind,
    FormatKind,
    NoteKind,
    RevisionState,
    check_change,
    check_step,
    check_two_people,
)
from sscp_learning.guidance.shapes import AskedPage
from sscp_learning.people import audit
from sscp_learning.platform.errors import Conflict, NotFound, RuleBroken
from sscp_learning.topics.actions import bump
from sscp_learning.topics.queries import SEARCH


def save_draft_from_file(
    session: Session, *, prepared: PreparedPublication, made_by: int | None, now: datetime
) -> list[Revision]:
    """Writes what `prepare` made as drafts; formats without a new text are left as they are. Import never publishes.

    A format's open draft is set aside for the new one. Raises Conflict when somebody saved a draft since `prepare`
    looked.
    """
    publication = _get_or_add_publication(session, prepared, now)
    return [_save_draft(session, publication, draft, made_by=made_by, now=now) for draft in prepared.formats]


def submit_for_approval(
    session: Session, *, revision_id: int, author_id: int, now: datetime, change: Change | None = None
) -> Revision:
    """Asks a second person to approve a draft; says what the change is, unless its file said it.

    Raises RuleBroken when that is missing, or when a text for young people lacks what theirs need.
    """
    revision = _get_revision(session, revision_id)
    check_step(RevisionState(revision.state), RevisionState.WAITING)
    check_young(revision)
    told = check_change(change or _told_change(revision), is_first=not was_published(session, revision.format_id))
    revision.change_kind, revision.change_note = told.kind, told.note
    revision.who_it_affects, revision.retraining = told.who_it_affects, told.retraining
    revision.author_id, revision.submitted_at = author_id, now
    _move(session, revision, RevisionState.WAITING, who=audit.person_ref(author_id), now=now)
    return revision


def approve(
    session: Session, *, revision_id: int, approver_id: int, now: datetime, starting_text: bool = False
) -> Revision:
    """Records a second person's yes to this frozen text (F6).

    Raises RuleBroken when the second person is the first.
    """
    revision = _get_revision(session, revision_id)
    check_step(RevisionState(revision.state), RevisionState.APPROVED)
    author_id = revision.author_id or 0
    check_two_people(author_id, approver_id)
    session.add(
        Approval(
            revision_id=revision.id,
            author_id=author_id,
            approver_id=approver_id,
            given_at=now,
            starting_text=starting_text,
        )
    )
    _move(session, revision, RevisionState.APPROVED, who=audit.person_ref(approver_id), now=now)
    return revision


def publish(session: Session, *, revision_id: int, publisher_id: int, paper: Paper, now: datetime) -> Revision:
    """Makes an approved revision the one that readers get; the one before it becomes “replaced”.

    Raises RuleBroken when a hold stands, when a text for young people lacks what theirs need, or when a section goes
    that something else rests on.
    """
    revision = _get_revision(session, revision_id)
    check_step(RevisionState(revision.state), RevisionState.PUBLISHED)
    check_approved(session, revision)
    check_no_hold(session, revision)
    check_young(revision)
    _replace_live(session, revision, publisher_id=publisher_id, now=now)
    revision.published_at = now
    _move(session, revision, RevisionState.PUBLISHED, who=audit.person_ref(publisher_id), now=now)
    session.add(
        RevisionPdf(
            revision_id=revision.id, contents=paper.contents, contacts_generation=paper.contacts_generation, made_at=now
        )
    )
    _show_as_published(session, revision)
    return revision


def start_publication(
    session: Session, *, slug: str, author_id: int, approver_id: int, papers: Mapping[int, Paper], now: datetime
) -> list[Revision]:
    """Publishes the starting text of a publication: drafts of formats that were never published (DECISIONS 1).

    The approvals of two people are recorded; readers see “Starting text, waiting for sign-off”. `papers` holds a paper
    for each of these drafts, by revision id; a draft without one is left alone. Raises NotFound for an unknown slug.
    """
    if session.scalar(select(Publication.id).where(Publication.slug == slug)) is None:
        raise NotFound
    started = []
    for waiting in list_open(session, slug):
        revision = _get_revision(session, waiting.revision_id)
        if (
            waiting.state is RevisionState.DRAFT
            and revision.id in papers
            and not was_published(session, revision.format_id)
        ):
            submit_for_approval(session, revision_id=revision.id, author_id=author_id, now=now)
            approve(session, revision_id=revision.id, approver_id=approver_id, now=now, starting_text=True)
            revision.starting_text = True
            started.append(
                publish(session, revision_id=revision.id, publisher_id=approver_id, paper=papers[revision.id], now=now)
            )
    return started


def withdraw(
    session: Session, *, revision_id: int, ending: RevisionState, because: str, who_id: int, now: datetime
) -> Revision:
    """Takes a published format away from readers: withdrawn, or published in error (F7). Its history stays.

    Raises RuleBroken without a reason, or while something else rests on a section of it.
    """
    revision = _get_revision(session, revision_id)
    if ending not in ENDED_FOR_READERS:
        raise RuleBroken("ending", "Choose whether it is withdrawn or was published in error.")
    if not because.strip():
        raise RuleBroken("because", "Say why, in a sentence that readers may see.")
    check_step(RevisionState(revision.state), ending)
    check_nothing_rests_on(session, revision, frozenset())
    revision.ended_at, revision.ended_because = now, because.strip()
    _move(session, revision, ending, who=audit.person_ref(who_id), now=now)
    _tell_of_change(session)
    return revision


def place_hold(session: Session, *, format_id: int, key: str, reason: str, who: str, now: datetime) -> Hold:
    """Says that a format may not be published, and why, in a sentence for the publisher; once for each key."""
    standing = next((hold for hold in list_holds(session, format_id) if hold.key == key), None)
    if standing is not None:
        standing.reason = reason
        return standing
    hold = Hold(format_id=format_id, key=key, reason=reason, placed_at=now)
    session.add(hold)
    session.flush()
    audit.record(session, who=who, verb="hold.placed", thing=f"format:{format_id}", now=now, details={"hold": hold.id})
    return hold


def lift_hold(session: Session, *, format_id: int, key: str, who: str, now: datetime) -> None:
    """Takes a hold away; nothing happens when it does not stand any more."""
    for hold in list_holds(session, format_id):
        if hold.key == key:
            hold.lifted_at = now
            session.flush()
            audit.record(
                session, who=who, verb="hold.lifted", thing=f"format:{format_id}", now=now, details={"hold": hold.id}
            )


def record_young_reading(
    session: Session, *, revision_id: int, key: str, readers: int, who: str, now: datetime
) -> YoungReading:
    """Notes how many young people have read a revision, once for each key (“round:12”); a later count replaces it."""
    revision = _get_revision(session, revision_id)
    row = session.scalar(select(YoungReading).where(YoungReading.revision_id == revision.id, YoungReading.key == key))
    if row is None:
        row = YoungReading(revision_id=revision.id, key=key, readers=readers, read_at=now)
        session.add(row)
    row.readers, row.read_at = readers, now
    session.flush()
    audit.record(
        session,
        who=who,
        verb="revision.read_by_young_people",
        thing=_ref(revision),
        now=now,
        details={"readers": readers},
    )
    bump(session, GUIDANCE)
    return row


def ask_for_format(
    session: Session, *, page: AskedPage, wanted: tuple[str, str], words: str, email: str, to: str, now: datetime
) -> ReaderNote:
    """Keeps a wish for another format (its key and its words), and tells the partnership where to answer."""
    tell_of_wish(session, to=to, page=page.address, wanted=wanted[1], words=words, email=email, now=now)
    return _save_note(session, page, ReaderNote(kind=NoteKind.ASK, answer=wanted[0], words=words, email=email), now)


def give_feedback(session: Session, *, page: AskedPage, answer: str, words: str, now: datetime) -> ReaderNote:
    """Keeps what a reader says about how useful a format was."""
    return _save_note(session, page, ReaderNote(kind=NoteKind.FEEDBACK, answer=answer, words=words), now)


def _save_note(session: Session, page: AskedPage, note: ReaderNote, now: datetime) -> ReaderNote:
    note.format_id, note.sent_at = get_live_format_id(session, page.slug, page.kind), now
    session.add(note)
    session.flush()
    audit.record(session, who="nobody", verb="note.sent", thing=f"note:{note.id}", now=now, details={"kind": note.kind})
    return note


def _ref(revision: Revision) -> str:
    return f"revision:{revision.id}"


def _get_revision(session: Session, revision_id: int) -> Revision:
    revision = session.get(Revision, revision_id)
    if revision is None:
        raise NotFound
    return revision


def _move(session: Session, revision: Revision, to: RevisionState, *, who: str, now: datetime) -> None:
    """One step in the life of a revision, and its line in the audit."""
    check_step(RevisionState(revision.state), to)
    revision.state = to
    session.flush()
    audit.record(session, who=who, verb=f"revision.{to}", thing=_ref(revision), now=now)


def _get_or_add_publication(session: Session, prepared: PreparedPublication, now: datetime) -> Publication:
    found = session.scalar(select(Publication).where(Publication.slug == prepared.slug))
    if found is not None:
        return found
    facts = prepared.facts
    made = Publication(
        slug=prepared.slug,
        title=facts.title,
        summary=facts.summary,
        topic=facts.topic,
        audience=facts.audience,
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _get_or_add_format(session: Session, publication: Publication, kind: FormatKind) -> Format:
    found = session.scalar(select(Format).where(Format.publication_id == publication.id, Format.kind == kind))
    if found is None:
        found = Format(publication_id=publication.id, kind=kind)
        session.add(found)
        session.flush()
    return found


def _save_draft(
    session: Session, publication: Publication, draft: PreparedFormat, *, made_by: int | None, now: datetime
) -> Revision:
    home = _get_or_add_format(session, publication, draft.file.kind)
    if get_known_text(session, home.id).number != draft.after:
        raise Conflict(f"Somebody saved {FORMATS[draft.file.kind].title.lower()} meanwhile. Import it again.")
    who = audit.SYSTEM if made_by is None else audit.person_ref(made_by)
    _set_open_aside(session, home.id, who=who, now=now)
    revision = _new_revision(home, draft, made_by, now)
    session.add(revision)
    session.flush()
    audit.record(session, who=who, verb="revision.draft", thing=_ref(revision), now=now)
    return revision


def _new_revision(home: Format, draft: PreparedFormat, made_by: int | None, now: datetime) -> Revision:
    file, change = draft.file, draft.file.change
    return Revision(
        format_id=home.id,
        number=draft.after + 1,
        hash=draft.hash,
        from_file=True,
        made_at=now,
        made_by_id=made_by,
        title=file.heading(draft.facts["title"]),
        audience=file.audience,
        summary=file.summary,
        for_young_people=file.for_young_people,
        safe_for_young_people=file.safe_for_young_people,
        not_young_because=file.not_young_because,
        next_review=date.fromisoformat(draft.facts["next_review"]),
        words=draft.words,
        minutes=draft.minutes,
        facts=draft.facts,
        source=file.source,
        blocks=draft.blocks,
        parts=draft.parts,
        sections=draft.sections,
        change_kind=change.kind if change else None,
        change_note=change.note if change else "",
        who_it_affects=change.who_it_affects if change else "",
        retraining=change.retraining if change else "",
    )


def _set_open_aside(session: Session, format_id: int, *, who: str, now: datetime) -> None:
    """A newer draft takes the place of the open one, whose approval, if it had one, is worth nothing from then on."""
    for old in session.scalars(
        select(Revision).where(Revision.format_id == format_id, Revision.state.in_(OPEN_STATES))
    ).all():
        old.ended_at = now
        _move(session, old, RevisionState.SET_ASIDE, who=who, now=now)


def _told_change(revision: Revision) -> Change | None:
    if revision.change_kind is None:
        return None
    return Change(ChangeKind(revision.change_kind), revision.change_note, revision.who_it_affects, revision.retraining)


def _replace_live(session: Session, revision: Revision, *, publisher_id: int, now: datetime) -> None:
    live = session.scalar(
        select(Revision).where(Revision.format_id == revision.format_id, Revision.state == RevisionState.PUBLISHED)
    )
    if live is None:
        return
    staying = frozenset(mark.id for mark in stored.marks_from_json(revision.sections))
    check_nothing_rests_on(session, live, staying)
    live.ended_at = now
    _move(session, live, RevisionState.REPLACED, who=audit.person_ref(publisher_id), now=now)


def _show_as_published(session: Session, revision: Revision) -> None:
    """The library shows what the text published last says about the publication."""
    facts = stored.facts_from_json(revision.facts)
    session.execute(
        update(Publication)
        .where(Publication.id == revision.format.publication_id)
        .values(title=facts.title, summary=facts.summary, topic=facts.topic, audience=facts.audience)
    )
    _tell_of_change(session)


def _tell_of_change(session: Session) -> None:
    """Everyone who keeps a copy of something made from guidance looks again: pages in memory, and the search index."""
    for name in (GUIDANCE, SEARCH):
        bump(session, name)
