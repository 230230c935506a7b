"""The partnership's own names and the shape of a contact."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAYS_BETWEEN_CONTACT_CHECKS = 90


@dataclass(frozen=True)
class Partnership:
    """Who runs this site. Every visible name comes from here (DECISIONS 40)."""

    name: str
    short_name: str
    site_name: str
    area: str
    strapline: str
    email: str


class ContactWhen(StrEnum):
    """When somebody would use a contact."""

    EMERGENCY = "emergency"
    NOW = "now"
    ADVICE = "advice"


def contact_check_due(checked: date) -> date:
    """By when somebody should check again that a number is right (REVIEW-RULES F11)."""
    return checked + timedelta(days=DAYS_BETWEEN_CONTACT_CHECKS)
