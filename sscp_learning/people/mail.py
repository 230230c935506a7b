"""The letters about accounts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from sscp_learning.platform.outbox import queue_letter


@dataclass(frozen=True)
class Way:
    """The two ways a letter offers: a link to open, or a page where its short code is typed."""

    address: str
    code_page: str
    code: str

    @property
    def words(self) -> str:
        """The same in words."""
        return f"""{self.address}

If you cannot open it, type this code at {self.code_page}

{self.code}"""


def send_confirmation(session: Session, *, to: str, name: str, site: str, way: Way, now: datetime) -> None:
    """Asks a new person to confirm that the address is theirs."""
    body = f"""Hello {name}

Thank you for registering with {site}.

Open this page and press the button to confirm your e-mail address. It works for two days.

{way.words}

You can sign in after that."""
    why = f"You get this because somebody registered with {site} using this address. If it was not you, do nothing."
    queue_letter(session, to=to, subject="Confirm your e-mail address", body=body, why=why, now=now)


def send_already_registered(session: Session, *, to: str, name: str, site: str, address: str, now: datetime) -> None:
    """Tells somebody who registers a second time that they have an account."""
    body = f"""Hello {name}

Somebody tried to register with {site} using this address. You already have an account, so nothing was changed.

If it was you and you have forgotten your password, choose a new one here:

{address}"""
    why = f"You get this because this address belongs to an account with {site}. If it was not you, do nothing."
    queue_letter(session, to=to, subject="You already have an account", body=body, why=why, now=now)


def send_reset(session: Session, *, to: str, name: str, site: str, way: Way, now: datetime) -> None:
    """Gives somebody who has forgotten their password the way to a new one."""
    body = f"""Hello {name}

Open this page to choose a new password. It works once, for one hour.

{way.words}

Your old password works until then."""
    why = f"You get this because somebody asked {site} for a new password. If it was not you, do nothing."
    queue_letter(session, to=to, subject="Choose a new password", body=body, why=why, now=now)


def send_password_changed(session: Session, *, to: str, name: str, site: str, now: datetime) -> None:
    """Tells somebody that their password was changed, so that a thief is noticed."""
    body = f"""Hello {name}

Your password for {site} was changed, and every device that was signed in has been signed out.

If you did not do this, tell your partnership team today and choose a new password."""
    why = f"You get this because the password of your account with {site} was changed."
    queue_letter(session, to=to, subject="Your password was changed", body=body, why=why, now=now)


def send_membership_decision(
    session: Session, *, to: str, name: str, site: str, agency: str, welcome: bool, now: datetime
) -> None:
    """Tells somebody who waited whether they are in."""
    decision = (
        f"You are now registered with {agency}. Your learning will be counted there."
        if welcome
        else f"Your request to join {agency} was not agreed. Your account stays open. "
        "Ask your manager which agency to choose."
    )
    why = f"You get this because you asked to join {agency} on {site}."
    queue_letter(
        session, to=to, subject=f"Your request to join {agency}", body=f"Hello {name}\n\n{decision}", why=why, now=now
    )
