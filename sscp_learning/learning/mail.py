"""The letter that follows a completed module."""

from datetime import datetime

from sqlalchemy.orm import Session

from sscp_learning.learning.models import Completion
from sscp_learning.learning.rules import Issuer
from sscp_learning.platform.outbox import queue_letter
from sscp_learning.ui.filters import date_words


def send_certificate(
    session: Session, *, to: str, completion: Completion, code: str, issuer: Issuer, now: datetime
) -> None:
    """Say what was completed, where the certificate is, and until when it counts."""
    until = "It does not expire."
    if completion.expires_on is not None:
        until = f"It is valid until {date_words(completion.expires_on)}."
    body = f"""Hello {completion.person_name}

You have completed “{completion.module_title}”.

Your certificate: {issuer.url}/certificates/{code}/
{until}

Anyone you show this link to can check that the certificate is real. Everything you have completed is on your page
“My learning”: {issuer.url}/my-learning/"""
    queue_letter(
        session,
        to=to,
        subject=f"Your certificate: {completion.module_title}",
        body=body,
        why=f"You get this because you completed a module on {issuer.site_name}.",
        now=now,
        key=f"certificate:{code}",
    )
