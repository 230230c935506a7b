"""Passwords and addresses."""

import pytest

from sscp_learning.people.rules import email_domain, normal_email, password_fault


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("correct horse", None),
        ("short", "Use 10 characters or more"),
        ("aaaaaaaaaaaaaa", "repeats the same few characters"),
        ("sam.okafor2026", "does not contain your e-mail address"),
        ("x" * 201, "200 characters or fewer"),
        ("pässwörter mit ümlaut", None),
    ],
)
def test_a_password_is_judged_by_its_length_and_how_easily_it_is_guessed(password: str, said: str | None) -> None:
    fault = password_fault(password, email="sam.okafor@example.org")
    assert fault is None if said is None else said in str(fault)


def test_an_address_has_one_spelling() -> None:
    assert normal_email("  Sam@Example.ORG ") == "sam@example.org"
    assert email_domain("Sam@Example.ORG") == "example.org"
