"""Passwords and addresses."""

import pytest

from sscp_learning.people.rules import (
    CODE_SIGNS,
    email_domain,
    letter_code,
    normal_email,
    password_fault,
    shown_code,
    tidy_code,
)


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


def test_a_code_of_a_letter_depends_on_the_secret_and_on_the_letter() -> None:
    codes = {letter_code(link, secret) for link in ("one", "two") for secret in ("a secret", "another")}
    assert len(codes) == 4
    assert all(len(code) == 8 and set(code) <= set(CODE_SIGNS) for code in codes)
    assert not set("01IO") & set(CODE_SIGNS)


@pytest.mark.parametrize("typed", ["ABCD-EFGH", "abcdefgh", " ab cd - EF GH "])
def test_a_code_may_be_typed_carelessly(typed: str) -> None:
    assert tidy_code(typed) == "ABCDEFGH"
    assert shown_code("ABCDEFGH") == "ABCD-EFGH"
