"""Reminding those who write and publish that guidance is due for review: a job of the worker (F8)."""

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from sscp_learning.guidance.mail import tell_review_due
from sscp_learning.guidance.models import Revision
from sscp_learning.guidance.queries.desk import list_due_for_review
from sscp_learning.guidance.reminders import DAYS_BEFORE, stage_of
from sscp_learning.platform.clock import london


def remind_of_reviews(session: Session, now: datetime, *, site: str) -> None:
    """Writes to every editor and publisher 60 and 14 days before a review, and on its day; once each.

    There is one letter for a publication, whatever the number of its formats that are due on one day. The owner of a
    text is a role in words and has no address here, so the letter asks those who read it to tell the owner.
    """
    today = london(now).date()
    due: dict[tuple[int, int], list[Revision]] = defaultdict(list)
    for revision in list_due_for_review(session, today + timedelta(days=max(DAYS_BEFORE))):
        due[revision.format.publication_id, revision.next_review.toordinal()].append(revision)
    for revisions in due.values():
        stage = stage_of(revisions[0].next_review, today)
        if stage is not None:
            tell_review_due(session, revisions, stage=stage, today=today, site=site, now=now)
