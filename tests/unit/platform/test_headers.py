"""Every answer has its headers, whatever made it, and what was made for one reader is kept by nobody."""

from werkzeug.test import create_environ
from werkzeug.wrappers import Response

from sscp_learning.platform.headers import with_headers


def answer(*, https: bool = False, cookie: str | None = None, **headers: str) -> Response:
    """What a visitor gets of a page that is not there and has these headers of its own."""
    page = Response("words", status=404, headers={name.replace("_", "-"): value for name, value in headers.items()})
    environ = create_environ("/", headers={"Cookie": cookie} if cookie else None)
    return Response.from_app(with_headers(page, https=https), environ)


def test_a_strict_policy_stands_on_errors_too() -> None:
    policy = answer().headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "form-action 'self'" in policy


def test_browsers_are_told_to_stay_with_https_only_where_it_is_used() -> None:
    assert "Strict-Transport-Security" not in answer().headers
    assert "max-age=31536000" in answer(https=True).headers["Strict-Transport-Security"]


def test_what_was_made_for_somebody_is_kept_by_nobody() -> None:
    assert answer(cookie="sscp=1").headers["Cache-Control"] == "private, no-store"
    assert answer(Set_Cookie="sscp=1").headers["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in answer().headers


def test_a_page_that_says_how_long_it_may_be_kept_is_believed() -> None:
    assert answer(cookie="sscp=1", Cache_Control="max-age=60").headers.getlist("Cache-Control") == ["max-age=60"]
