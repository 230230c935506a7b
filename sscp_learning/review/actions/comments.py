"""What a young person does: choose a pseudonym, write, change, send, ask for someone, leave."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sscp_learning.people import audit
from sscp_learning.platform.base import new_public_id
from sscp_learning.platform.errors import Conflict, RuleBroken
from sscp_learning.review import queries
from sscp_learning.review.actions.holds import refresh_holds, tell_of_reading
from sscp_learning.review.actions.safeguarding import protect
from sscp_learning.review.audit import log_comment, reviewer_ref
from sscp_learning.review.flags import worry_flags
from sscp_learning.review.models import (
    Answer,
    Comment,
    CommentVersion,
    HeldWords,
    NoticeShown,
    Pass,
    ReturnNote,
    Round,
    RoundRevision,
)
from sscp_learning.review.names import is_pseudonym
from sscp_learning.review.rules import (
    NOTICE_VERSION,
    CommentState,
    CommentVerb,
    PassState,
    RaisedBy,
    RoundState,
    next_state,
    priority_of,
    surroundings,
)

KEY_LENGTH = 22


@dataclass(frozen=True)
class Place:
    """What a comment is about: a part of a draft (with its words), a set question, or the whole (neither)."""

    block_uid: str = ""
    snapshot: str = ""
    question_id: int | None = None


@dataclass(frozen=True)
class Said:
    """What a young person put into the form."""

    words: str = ""
    which_words: str = ""
    quick: str = ""
    wants_to_talk: bool = False


def choose_pseudonym(session: Session, held: Pass, *, pseudonym: str, now: datetime) -> None:
    """Takes one of our suggestions as the name that moderators see.

    Raises RuleBroken when it is not one of ours, gives the username away, or is taken in the group.
    """
    same = select(Pass.id).where(Pass.group_id == held.group_id, Pass.pseudonym == pseudonym, Pass.id != held.id)
    if not is_pseudonym(pseudonym, held.username) or session.scalar(same) is not None:
        raise RuleBroken("pseudonym", "Choose one of these names.")
    held.pseudonym = pseudonym
    session.flush()
    _record(session, "pass.named", held, now)


def note_notice(session: Session, held: Pass, review: Round, *, now: datetime) -> None:
    """Remembers that the page before the first comment was read (REVIEW-RULES D3). Done again, it changes nothing."""
    if queries.get_notice(session, held.id, review.id) is None:
        session.add(NoticeShown(pass_id=held.id, round_id=review.id, version=NOTICE_VERSION, shown_at=now))
        session.flush()
        _record(session, "notice.shown", held, now)


def save_comment(
    session: Session, *, author: Pass, at: RoundRevision, place: Place, said: Said, form_key: str, now: datetime
) -> Comment:
    """Saves a comment as a draft on the server, at once (REVIEW-RULES C4). The same form sent twice is one comment.

    A tick at “I’d like someone to talk to me” sends it to the safeguarding lead now. Raises RuleBroken when there is
    nothing in it or the notice was not read, Conflict when the round is over.
    """
    _check_open(at.round)
    _check_said(said)
    if queries.get_notice(session, author.id, at.round_id) is None:
        raise RuleBroken("", "Read the page about who reads your comments first.")
    comment = _same_form(session, author, form_key)
    if comment is None:
        comment = _new_comment(author, at, place, form_key, now)
        session.add(comment)
    elif comment.state != CommentState.DRAFT:
        return comment  # It was sent, or passed on, by the first of the two forms.
    _write(comment, said)
    session.flush()
    _talk_if_asked(session, comment, said, now)
    return comment


def change_comment(session: Session, comment: Comment, *, said: Said, now: datetime) -> None:
    """Changes what a comment says. One that was sent goes back to the moderator (REVIEW-RULES D2).

    Raises RuleBroken when there is nothing in it; Conflict when it is answered, with the safeguarding lead, or when the
    round is over.
    """
    _check_open(comment.place.round)
    _check_said(said)
    after = next_state(CommentState(comment.state), CommentVerb.EDIT)
    if after is None or session.scalar(select(Answer.id).where(Answer.comment_id == comment.id)) is not None:
        raise Conflict("This comment cannot be changed any more. You can write a new one.")
    if _says_already(comment, said) and comment.state != CommentState.RETURNED:
        return  # A form that is sent twice, or without a change, takes no comment away from the writers.
    if comment.state != CommentState.DRAFT:
        _keep_version(session, comment, now)
        comment.sent_at = now
    comment.state = after
    _write(comment, said)
    session.flush()
    if after is not CommentState.DRAFT:
        log_comment(session, comment, CommentVerb.EDIT, who=reviewer_ref(comment.pass_id), now=now)
        refresh_holds(session, comment.place.round, now=now)
    _talk_if_asked(session, comment, said, now)


def ask_for_someone(session: Session, comment: Comment, *, now: datetime) -> None:
    """“Yes, I’d like someone to talk to me”: the comment goes to the safeguarding lead now, sent or not.

    Asked twice, it is asked once. Raises Conflict when the comment cannot go there any more.
    """
    if comment.state != CommentState.SAFEGUARDING:
        comment.wants_to_talk = True
        protect(session, comment, raised_by=RaisedBy.YOUNG_PERSON, now=now)


def delete_draft(session: Session, comment: Comment, *, now: datetime) -> None:
    """Takes back a comment that was not sent.

    Raises Conflict when it was.
    """
    if comment.state != CommentState.DRAFT:
        raise Conflict("This comment was sent already, so it cannot be deleted here. You can change it.")
    log_comment(session, comment, CommentVerb.DELETE, who=reviewer_ref(comment.pass_id), now=now)
    session.delete(comment)
    session.flush()


def send_comments(session: Session, author: Pass, review: Round, *, now: datetime) -> int:
    """Sends every draft of the round at once; gives how many. Sent again, there is nothing left to send.

    Raises Conflict when the round is over.
    """
    _check_open(review)
    drafts = queries.list_drafts(session, author.id, review.id)
    for comment in drafts:
        comment.state = CommentState.PENDING
        comment.sent_at = now
        log_comment(session, comment, CommentVerb.SEND, who=reviewer_ref(author.id), now=now)
    notice = queries.get_notice(session, author.id, review.id)
    if notice is not None:
        notice.finished_at = now
    session.flush()
    refresh_holds(session, review, now=now)
    tell_of_reading(session, review, now=now)
    return len(drafts)


def end_sign_ins(session: Session, held: Pass) -> None:
    """Ends every sign-in of this pass, on every device (“Exit this page”, REVIEW-RULES D4)."""
    held.token = new_public_id()
    session.flush()


def leave(session: Session, held: Pass, *, now: datetime) -> None:
    """Stops being a reviewer, in one step (REVIEW-RULES D7).

    The pseudonym goes, with every draft and every comment that came back. What was sent stays, as “a reviewer”, so that
    a moderator still reads it.
    """
    unsent = (CommentState.DRAFT, CommentState.RETURNED)
    gone = list(session.scalars(select(Comment).where(Comment.pass_id == held.id, Comment.state.in_(unsent))))
    for comment in gone:
        log_comment(session, comment, CommentVerb.DELETE, who=reviewer_ref(held.id), now=now)
    erase_comments(session, [comment.id for comment in gone])
    session.execute(delete(HeldWords).where(HeldWords.pass_id == held.id))
    held.state = PassState.LEFT
    held.pseudonym = None
    held.passphrase_hash = None
    end_sign_ins(session, held)
    _record(session, "pass.left", held, now)


def erase_comments(session: Session, comment_ids: list[int]) -> None:
    """Removes comments and every word that hangs on them. The log rows stay: they hold no words."""
    for table in (CommentVersion, ReturnNote, Answer):
        session.execute(delete(table).where(table.comment_id.in_(comment_ids)))
    session.execute(delete(Comment).where(Comment.id.in_(comment_ids)))


def _check_open(review: Round) -> None:
    if review.state != RoundState.OPEN:
        raise Conflict("This round is over, so comments cannot be added or changed. Thank you for reading.")


def _check_said(said: Said) -> None:
    """Raises RuleBroken when there is nothing in it."""
    if not (said.words or said.quick or said.wants_to_talk):
        raise RuleBroken("comment", "Write something, or choose one of the quick answers.")


def _same_form(session: Session, author: Pass, form_key: str) -> Comment | None:
    if len(form_key) != KEY_LENGTH:
        return None
    return session.scalar(select(Comment).where(Comment.pass_id == author.id, Comment.form_key == form_key))


def _new_comment(author: Pass, at: RoundRevision, place: Place, form_key: str, now: datetime) -> Comment:
    return Comment(
        author=author,
        place=at,
        question_id=place.question_id,
        form_key=form_key if len(form_key) == KEY_LENGTH else None,
        block_uid=place.block_uid,
        snapshot=place.snapshot,
        created_at=now,
        state=CommentState.DRAFT,
    )


def _write(comment: Comment, said: Said) -> None:
    comment.words = said.words
    comment.quick = said.quick
    comment.which_words = said.which_words
    comment.prefix, comment.suffix = surroundings(comment.snapshot, said.which_words)
    comment.priority = priority_of(quick=said.quick, flagged=bool(worry_flags(said.words)))


def _says_already(comment: Comment, said: Said) -> bool:
    kept = (comment.words, comment.which_words, comment.quick)
    return kept == (said.words, said.which_words, said.quick) and not said.wants_to_talk


def _keep_version(session: Session, comment: Comment, now: datetime) -> None:
    session.add(
        CommentVersion(
            comment_id=comment.id,
            quick=comment.quick,
            words=comment.words,
            which_words=comment.which_words,
            replaced_at=now,
        )
    )


def _talk_if_asked(session: Session, comment: Comment, said: Said, now: datetime) -> None:
    if said.wants_to_talk:
        ask_for_someone(session, comment, now=now)


def _record(session: Session, verb: str, held: Pass, now: datetime) -> None:
    audit.record(session, who=reviewer_ref(held.id), verb=verb, thing=f"pass:{held.id}", now=now)
