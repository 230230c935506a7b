"""The letter that a manager has sent to remind somebody."""

from datetime import datetime

from sqlalchemy.orm import Session

from sscp_learning.oversight.queries import StandingRow
from sscp_learning.oversight.rules import Standing
from sscp_learning.people.actions import Site
from sscp_learning.platform.outbox import queue_letter
from sscp_learning.ui.filters import date_words


def reminder_sentence(row: StandingRow) -> str:
    """What a reminder tells: the manager sees it before it is sent, in the same words."""
    module = f"“{row.module}”"
    if row.standing is Standing.OVERDUE:
        return f"{module} was due on {date_words(row.due_on)}, and is not completed yet."
    if row.standing is Standing.EXPIRED:
        return f"Your certificate for {module} ran out on {date_words(row.expires_on)}. Please take the module again."
    if row.standing is Standing.EXPIRING:
        return (
            f"Your certificate for {module} runs out on {date_words(row.expires_on)}. "
            "You can renew it now, and the new one starts when the old one ends."
        )
    return f"{module} is due on {date_words(row.due_on)}."


def send_reminder(session: Session, *, row: StandingRow, manager: str, site: Site, now: datetime, key: str) -> None:
    """Tells one person of one module, and where it is; what they have begun is still there."""
    body = f"""Hello {row.name}

{reminder_sentence(row)}

Why you have it: {row.reason}

Start, or carry on where you stopped: {site.url}/learning/{row.module_slug}/

Everything you have answered is kept. Your other learning is on {site.url}/my-learning/"""
    why = f"You get this because {manager}, who looks after your team on {site.name}, asked us to remind you."
    subject = f"A reminder: {row.module}"
    queue_letter(session, to=row.email, subject=subject, body=body, why=why, now=now, key=key)
