"""The letters of a review. None holds a word that a young person wrote, or says who wrote it (REVIEW-RULES D5)."""

from datetime import datetime

from sqlalchemy.orm import Session

from sscp_learning.people.models import Person
from sscp_learning.platform.clock import london
from sscp_learning.platform.outbox import queue_letter
from sscp_learning.review.models import Round, SafeguardingRecord
from sscp_learning.review.rules import RaisedBy

WHY_SAFEGUARDING = "You get this e-mail because you are the safeguarding lead, or the deputy, of this round of review."
WHY_MODERATOR = "You get this e-mail because you are the moderator of this round. It comes at most once a day."


def alert_lead(session: Session, record: SafeguardingRecord, *, now: datetime) -> None:
    """Tells the lead that somebody may need help. Where to look, and by when; never the words."""
    asked = record.raised_by == RaisedBy.YOUNG_PERSON
    staff = "A member of staff is worried about a comment."
    reason = "A young person asked for someone to talk to." if asked else staff
    queue_letter(
        session,
        to=record.lead.email,
        subject="Please look now: a young person may need help",
        body=_alert(record, reason),
        why=WHY_SAFEGUARDING,
        now=now,
        key=f"review-alert:{record.public_id}",
    )


def alert_deputy(session: Session, record: SafeguardingRecord, *, now: datetime) -> None:
    """Tells the deputy that the lead has not decided in time."""
    queue_letter(
        session,
        to=record.deputy.email,
        subject="Please look now: nobody has decided yet about a young person’s comment",
        body=_alert(record, "The safeguarding lead was told and has not recorded a decision in time."),
        why=WHY_SAFEGUARDING,
        now=now,
        key=f"review-escalation:{record.public_id}",
    )


def tell_moderator(session: Session, review: Round, *, waiting: int, first: int, now: datetime) -> None:
    """One letter a day about everything that waits, and one more when something should be read first."""
    comments = "comment waits" if waiting == 1 else "comments wait"
    urgent = f"\n{first} of them should be read first." if first else ""
    moderator: Person = review.moderator
    queue_letter(
        session,
        to=moderator.email,
        subject="Young people’s comments are waiting for you",
        body=f"{waiting} {comments} in the review of “{review.title}”.{urgent}\n\n"
        "Sign in and open “Comments”. Young people were told that comments are read: "
        f"{review.hours}.",
        why=WHY_MODERATOR,
        now=now,
        key=f"review-waiting:{review.public_id}:{london(now):%Y-%m-%d}:{'first' if first else 'all'}",
    )


def _alert(record: SafeguardingRecord, reason: str) -> str:
    due = london(record.due_at)
    return (
        f"{reason}\n\n"
        f"The comment was written in the review of “{record.round_title}”. Its words are not in this e-mail.\n\n"
        "Sign in, open “Comments” and then “Safeguarding”. Read it, decide, and record why.\n"
        f"Please decide by {due:%H:%M} on {due.day} {due:%B %Y}."
    )
