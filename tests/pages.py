"""The proof-reading reader: every page that any test opens is checked, whatever the test is about.

Valid HTML, one h1, a title that starts with it, unique ids, a label on every control, an action on every form, nothing
inline, and nothing left unsaved behind.
"""

import re
from typing import Any

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from sscp_learning.platform.identity import SignedIn

XHTML = "{http://www.w3.org/1999/xhtml}"
NEEDS_NO_LABEL = {"hidden", "submit", "button", "reset"}


class Reader:
    """Opens pages and sends forms as somebody; proof-reads every HTML answer."""

    def __init__(self, app: Flask, session: Session, *, signed_in: SignedIn | None = None) -> None:
        self.app = app
        self.session = session
        self.client: FlaskClient = app.test_client()
        self.last: TestResponse | None = None
        if signed_in is not None:
            with self.client.session_transaction() as cookie:
                cookie["_user_id"] = signed_in.get_id()
                cookie["_fresh"] = True

    def get(self, path: str, *, status: int = 200, follow: bool = False) -> str:
        """The words of the page as HTML; fails when the status is another."""
        answer = self.client.get(path, follow_redirects=follow)
        return self._checked(answer, status)

    def post(self, path: str, data: dict[str, Any] | None = None, *, status: int = 302, follow: bool = False) -> str:
        """Sends a form with its CSRF field, as the page that shows it would."""
        self.session.flush()
        answer = self.client.post(path, data={"csrf_token": self._token(), **(data or {})}, follow_redirects=follow)
        return self._checked(answer, 200 if follow and status == 302 else status)

    @property
    def location(self) -> str:
        """Where the last answer leads."""
        assert self.last is not None
        return self.last.headers.get("Location", "")

    def _token(self) -> str:
        page = self.client.get("/sign-out")  # A small page that has a form in every state.
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
        assert found, "the sign-out page has no CSRF field"
        return found[1]

    def _checked(self, answer: TestResponse, status: int) -> str:
        self.last = answer
        assert answer.status_code == status, (
            f"{answer.status_code} {answer.headers.get('Location', '')} {answer.text[:400]}"
        )
        assert "unsafe" not in answer.headers.get("Content-Security-Policy", "unsafe: missing")
        if answer.mimetype == "text/html" and answer.status_code not in {301, 302, 303, 308}:
            faults = list(proof_read(answer.text))
            assert not faults, f"{answer.request.path}: {'; '.join(faults)}"
        self.session.expire_all()
        return answer.text


def proof_read(html: str) -> list[str]:
    """What is wrong with a page, a few words each."""
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(html)
    faults = [f"not valid HTML: {error[1]} at {error[0]}" for error in parser.errors]
    everything = list(tree.iter())
    faults += _headings(everything)
    faults += _ids(everything)
    faults += _controls(tree, everything)
    faults += _inline(everything)
    return faults


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _headings(everything: list[Any]) -> list[str]:
    headings = [_words(e) for e in everything if e.tag == f"{XHTML}h1"]
    titles = [_words(e) for e in everything if e.tag == f"{XHTML}title"]
    if len(headings) != 1:
        return [f"{len(headings)} h1"]
    if not titles or not titles[0].removeprefix("Error: ").startswith(headings[0][:40]):
        return [f"title {titles} does not start with the heading “{headings[0]}”"]
    return []


def _ids(everything: list[Any]) -> list[str]:
    ids = [e.attrib["id"] for e in everything if "id" in e.attrib]
    return [f"id {name} twice" for name in sorted({name for name in ids if ids.count(name) > 1})]


def _controls(tree: Any, everything: list[Any]) -> list[str]:
    faults = []
    labelled = {e.attrib["for"] for e in everything if e.tag == f"{XHTML}label" and "for" in e.attrib}
    inside_label = {child for e in everything if e.tag == f"{XHTML}label" for child in e.iter()}
    for e in everything:
        if (
            e.tag in {f"{XHTML}input", f"{XHTML}select", f"{XHTML}textarea"}
            and e.attrib.get("type") not in NEEDS_NO_LABEL
        ):
            named = e.attrib.get("aria-label") or e.attrib.get("aria-labelledby") or e.attrib.get("id") in labelled
            if not named and e not in inside_label:
                faults.append(f"{e.tag.removeprefix(XHTML)} {e.attrib.get('name')} has no label")
        if e.tag == f"{XHTML}form" and "action" not in e.attrib:
            faults.append("a form without an action")
        if e.tag == f"{XHTML}img" and "alt" not in e.attrib:
            faults.append(f"img without alt: {e.attrib.get('src')}")
    posts = [e for e in everything if e.tag == f"{XHTML}form" and e.attrib.get("method", "").lower() == "post"]
    faults += [
        f"a form without its CSRF field: {form.attrib.get('action')}"
        for form in posts
        if not any(e.attrib.get("name") == "csrf_token" for e in form.iter())
    ]
    if tree.attrib.get("lang") is None:
        faults.append("no language")
    return faults


def _inline(everything: list[Any]) -> list[str]:
    faults = [f"inline {e.tag}" for e in everything if e.tag == f"{XHTML}style"]
    faults += ["inline script" for e in everything if e.tag == f"{XHTML}script" and "src" not in e.attrib]
    faults += [
        f"{name}= on {e.tag}" for e in everything for name in e.attrib if name == "style" or name.startswith("on")
    ]
    return faults
