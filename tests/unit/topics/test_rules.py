"""When a contact is due for a check (F11)."""

from datetime import date

from sscp_learning.topics.rules import contact_check_due


def test_a_number_is_checked_again_within_ninety_days() -> None:
    assert contact_check_due(date(2026, 8, 24)) == date(2026, 11, 22)
