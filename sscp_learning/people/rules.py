"""The words for roles and memberships, and the rules about passwords and addresses."""

import hashlib
import hmac
import re
from enum import StrEnum

# What stands where a name was, when its time is over (DECISIONS 35).
REMOVED = "removed"
# What codes in letters are made of: 32 signs that nobody takes for each other.
CODE_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8
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


def letter_code(link_hash: str, secret: str) -> str:
    """The short code of a link in a letter, for somebody who cannot open the link (LEARNING-RULES D7).

    It is made from what is kept of the link and a secret that is not in the database, so that the database alone opens
    no account. Both are spent together.
    """
    made = hmac.new(secret.encode(), f"code in a letter:{link_hash}".encode(), hashlib.sha256).digest()
    return "".join(CODE_SIGNS[byte % len(CODE_SIGNS)] for byte in made[:CODE_LENGTH])


def shown_code(code: str) -> str:
    """A code in two halves, as it is easier to copy."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def tidy_code(typed: str) -> str:
    """A code as it was meant, however it was typed: small letters, spaces and hyphens do not matter."""
    return re.sub(r"[\s-]", "", typed).upper()


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
