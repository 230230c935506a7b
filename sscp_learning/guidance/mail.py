"""The letters of guidance. Each says why it came, and where the thing is that it tells of."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Revision
from sscp_learning.guidance.reminders import when_words
from sscp_learning.guidance.rules import CHANGE_WORDS, FORMATS, ChangeKind, FormatKind
from sscp_learning.people.models import Person
from sscp_learning.people.queries import list_people_with_role
from sscp_learning.people.rules import Role
from sscp_learning.platform.outbox import queue_letter
from sscp_learning.ui.filters import date_words, list_words

WHY_PUBLISHER = "You get this e-mail because you are a publisher, and guidance is published by two people."
WHY_EDITOR = "You get this e-mail because you write or publish guidance. Each review is told of three times at most."
WHY_AUTHOR = "You get this e-mail because you sent this text for approval."
WHY_WISH = (
    "You get this e-mail because this is the partnership’s address for readers. They were told that the answer comes "
    "by e-mail."
)


def tell_publishers(session: Session, revision: Revision, *, site: str, now: datetime) -> None:
    """Tells every publisher but the author that a text waits for them; one letter for each time it is sent."""
    kind = CHANGE_WORDS[ChangeKind(revision.change_kind or ChangeKind.FIRST)]
    body = f"""“{revision.title}”, revision {revision.number}, waits for somebody to approve it.

What it is: {kind}. {revision.change_note}

Read it, and approve it or send it back:
{_address(revision, site)}"""
    for person in _publishers(session, but=revision.author_id):
        queue_letter(
            session,
            to=person.email,
            subject=f"Waiting for approval: {revision.title}",
            body=body,
            why=WHY_PUBLISHER,
            now=now,
            key=f"guidance-waiting:{revision.public_id}:{now.isoformat()}:{person.id}",
        )


def tell_sent_back(session: Session, revision: Revision, *, by_id: int, site: str, now: datetime) -> None:
    """Tells the author why their text came back."""
    body = f"""“{revision.title}”, revision {revision.number}, was sent back to you and is a draft again.

Why:
{revision.returned_because}

Change it and send it again:
{site}/desk/guidance/{revision.format.publication.slug}/{revision.format.kind}/"""
    _tell_author(session, revision, by_id=by_id, subject=f"Sent back: {revision.title}", body=body, now=now)


def tell_published(session: Session, revision: Revision, *, by_id: int, site: str, now: datetime) -> None:
    """Tells the author that readers have their text."""
    body = f"""“{revision.title}”, revision {revision.number}, is published. Readers have it now:
{site}/guidance/{revision.format.publication.slug}/{revision.format.kind}/"""
    _tell_author(session, revision, by_id=by_id, subject=f"Published: {revision.title}", body=body, now=now)


def tell_emergency(session: Session, revision: Revision, *, by_id: int, because: str, site: str, now: datetime) -> None:
    """Tells every other publisher at once that somebody published alone, and that one of them must confirm it."""
    body = f"""“{revision.title}”, revision {revision.number}, was published by one person alone, in an emergency.

Why it could not wait:
{because}

Readers have it now. Please read it, and confirm it or withdraw it:
{_address(revision, site)}"""
    for person in _publishers(session, but=by_id):
        queue_letter(
            session,
            to=person.email,
            subject=f"Please confirm: published in an emergency: {revision.title}",
            body=body,
            why=WHY_PUBLISHER,
            now=now,
            key=f"guidance-emergency:{revision.public_id}:{person.id}",
        )


def tell_review_due(
    session: Session, revisions: Sequence[Revision], *, stage: int, today: date, site: str, now: datetime
) -> None:
    """Tells every editor and publisher that these formats of one publication are due for review on one day (F8).

    `stage` is which letter about that day it is; nobody gets one twice.
    """
    publication, next_review = revisions[0].format.publication, revisions[0].next_review
    formats = list_words([FORMATS[FormatKind(revision.format.kind)].title for revision in revisions])
    body = f"""The review of “{publication.title}” {when_words(next_review, today)}: {date_words(next_review)}.

Formats: {formats}
Owner: {revisions[0].facts["owner"]}

Please ask the owner to read it against the law and practice of today.
If words must change, change them. If nothing must, set the new dates under “What it says about itself”.
Then send it for approval. All of it is done here:
{site}/desk/guidance/{publication.slug}/"""
    for person in _editors_and_publishers(session):
        queue_letter(
            session,
            to=person.email,
            subject=f"Review {when_words(next_review, today)}: {publication.title}",
            body=body,
            why=WHY_EDITOR,
            now=now,
            key=f"review-due:{publication.id}:{next_review.isoformat()}:{stage}:{person.id}",
        )


def tell_of_wish(
    session: Session,
    *,
    to: str,
    page: str,
    wanted: str,
    words: str,
    email: str,
    answer_by: date,
    kept_until: date,
    now: datetime,
) -> None:
    """Tells the partnership that a reader needs a text in another format, where to answer, and by when."""
    more = f"\nThey added: {words}\n" if words else ""
    body = f"""A reader needs a page in another format.

Page: {page}
Format: {wanted}
{more}
Answer at: {email}
Please answer by {date_words(answer_by)}: readers are told so.

Their address and words are deleted from this site on {date_words(kept_until)}. Delete this letter by then too."""
    queue_letter(
        session, to=to, subject=f"A reader asks for another format: {wanted}", body=body, why=WHY_WISH, now=now
    )


def _address(revision: Revision, site: str) -> str:
    return f"{site}/desk/guidance/revisions/{revision.public_id}/"


def _publishers(session: Session, *, but: int | None) -> list[Person]:
    return [person for person in list_people_with_role(session, Role.PUBLISHER) if person.id != but]


def _editors_and_publishers(session: Session) -> list[Person]:
    found = [person for role in (Role.EDITOR, Role.PUBLISHER) for person in list_people_with_role(session, role)]
    return list({person.id: person for person in found}.values())


def _tell_author(session: Session, revision: Revision, *, by_id: int, subject: str, body: str, now: datetime) -> None:
    """Writes to the author, unless they did it themselves."""
    if revision.author_id is None or revision.author_id == by_id:
        return
    author = session.get_one(Person, revision.author_id)
    queue_letter(session, to=author.email, subject=subject, body=body, why=WHY_AUTHOR, now=now)
