"""The partnership's own names and the shape of a contact."""

from dataclasses import dataclass
from enum import StrEnum


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
