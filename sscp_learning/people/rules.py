"""The words for roles and memberships, and the rules about passwords and addresses."""

import re
from enum import StrEnum

# What stands where a name was, when its time is over (DECISIONS 35).
REMOVED = "removed"
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
LEAST_DIFFERENT_CHARACTERS = 5


class Role(StrEnum):
    """What somebody may do beyond reading and learning (DESIGN 5)."""

    MANAGER = "manager"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    MODERATOR = "moderator"
    SAFEGUARDING = "safeguarding"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


class MembershipState(StrEnum):
    """A place in an agency: asked for, held, or over."""

    WAITING = "waiting"
    ACTIVE = "active"
    ENDED = "ended"


class LinkPurpose(StrEnum):
    """What a link in a letter is for."""

    CONFIRM = "confirm"
    RESET = "reset"


def email_domain(address: str) -> str:
    """The part after the @, in lower case."""
    return address.rpartition("@")[2].lower()


def normal_email(address: str) -> str:
    """One spelling for each address: without space around it, in lower case."""
    return address.strip().lower()


def password_fault(password: str, *, email: str = "") -> str | None:
    """Why this password is not good enough, as an instruction, or None when it is.

    Length is what counts; capitals and signs are not asked for (NCSC, Password administration for system owners).
    """
    if len(password) < SHORTEST_PASSWORD:
        return f"Use {SHORTEST_PASSWORD} characters or more. Three random words make a good password."
    if len(password) > LONGEST_PASSWORD:
        return f"Use {LONGEST_PASSWORD} characters or fewer"
    if len(set(password.lower())) < LEAST_DIFFERENT_CHARACTERS:
        return "Choose something harder to guess: this repeats the same few characters"
    name = email.partition("@")[0].lower()
    if len(name) > len("abc") and name in re.sub(r"\s", "", password.lower()):
        return "Choose a password that does not contain your e-mail address"
    return None
