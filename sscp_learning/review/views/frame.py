"""What stands round every page of a reviewer's: the time that is left, and help in the same place (REVIEW-RULES D4)."""

from datetime import UTC, datetime

from flask import Blueprint, session
from markupsafe import Markup

from sscp_learning.documents.sanitise import trusted
from sscp_learning.platform import identity
from sscp_learning.platform.clock import now
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import reading
from sscp_learning.review.identity import ReviewerWho
from sscp_learning.review.rules import Device, lifetime
from sscp_learning.topics.cards import contact_cards
from sscp_learning.topics.queries import list_help_for_young_people

DEVICE = "device"
MOST_CARDS = 5  # On every page; the help page has them all.


def frame(blueprint: Blueprint) -> None:
    """Gives a blueprint's pages their frame, and moves the end of the sign-in with everything that its reader does."""
    blueprint.before_request(stay_signed_in)
    blueprint.context_processor(lambda: {"help_cards": help_cards, "time_left": time_left})


def sign_in(who: ReviewerWho, device: str) -> None:
    """Lets a reviewer in: for 20 hours on their own device, for 30 minutes on a shared one. A person is signed out."""
    identity.sign_in(who, ends_at=now() + lifetime(device))
    session[DEVICE] = device


def stay_signed_in() -> None:
    """The time counts from the last thing that a reader did."""
    if current_who().kind == "reviewer":
        identity.stay_until(now() + lifetime(session.get(DEVICE, Device.SHARED)))


def time_left() -> datetime | None:
    """When a reader on a shared device is signed out; on their own device nobody needs to watch the clock."""
    moment = identity.ends_at()
    if current_who().kind != "reviewer" or moment is None or session.get(DEVICE) == Device.OWN:
        return None
    return datetime.fromtimestamp(moment, UTC)


def help_cards() -> Markup:
    """Whom a young person can call now, from the contacts that are checked (REVIEW-RULES F11)."""
    with reading() as db:
        return trusted(contact_cards(list_help_for_young_people(db)[:MOST_CARDS]))
