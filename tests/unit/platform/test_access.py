"""Nobody is let in by oversight, and a sign-in leads to a page of this site or nowhere."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from sscp_learning.platform.access import access, anyone, check_every_view, safe_way_back


@pytest.mark.parametrize("address", ["/", "/account/", "/learning/a/?step=2", "/guidance/a/full/#part"])
def test_a_page_of_this_site_is_a_way_back(address: str) -> None:
    assert safe_way_back(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "account/",
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
    ],
)
def test_anything_else_is_not(address: str | None) -> None:
    assert safe_way_back(address) is None


@given(st.text())
def test_no_text_at_all_leads_to_another_site(address: str) -> None:
    kept = safe_way_back(address)
    assert kept is None or (kept.startswith("/") and kept[1:2] not in {"/", "\\"})


def test_an_application_with_a_view_that_says_nothing_does_not_start() -> None:
    app = Flask("a small one", static_folder=None)
    app.add_url_rule("/", "told", access(anyone)(lambda: "for anyone"))
    check_every_view(app)
    app.add_url_rule("/secret", "untold", lambda: "for whom?")
    with pytest.raises(RuntimeError, match="untold"):
        check_every_view(app)
