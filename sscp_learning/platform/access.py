"""Who may open what: a rule on every view, and an application that does not start without (DESIGN 2.3)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Flask, current_app, redirect, request
from werkzeug.wrappers import Response

from sscp_learning.platform.errors import NotAllowed, NotFound
from sscp_learning.platform.identity import Who, current_who

View = TypeVar("View", bound=Callable[..., Any])
ATTRIBUTE = "access_rule"
FIRST_PRINTABLE = 32
NUL = "\x00"


@dataclass(frozen=True)
class Rule:
    """Who is let in.

    `allows` takes the identity and answers yes or no. `door` is where somebody who has not signed in is sent.
    """

    name: str
    allows: Callable[[Who], bool]
    door: str = "/sign-in"


anyone = Rule("anyone", lambda _who: True)


def access(rule: Rule) -> Callable[[View], View]:
    """Says who may open a view. Goes directly above the function, below the route."""

    def mark(view: View) -> View:
        setattr(view, ATTRIBUTE, rule)
        return view

    return mark


def rule_of(app: Flask, endpoint: str) -> Rule | None:
    """The rule of one endpoint, or None where it is missing."""
    return getattr(app.view_functions[endpoint], ATTRIBUTE, None)


def register(app: Flask) -> None:
    """Asks every request for its right to be here."""
    app.before_request(_guard)


def check_every_view(app: Flask) -> None:
    """Refuses to start an application in which a view says nothing about who may open it.

    Raises RuntimeError that names the views.
    """
    missing = sorted(name for name in app.view_functions if rule_of(app, name) is None)
    if missing:
        msg = f"these views have no @access rule: {', '.join(missing)}"
        raise RuntimeError(msg)


def _guard() -> Response | None:
    if request.endpoint is None:
        return None  # There is no such page; the 404 handler answers.
    if NUL in request.path:
        raise NotFound  # PostgreSQL cannot even be asked whether there is such a thing.
    rule: Rule | None = rule_of(current_app, request.endpoint)
    if rule is None:
        raise NotAllowed
    if rule is anyone:
        return None  # A page for anyone must not even look for a cookie.
    who = current_who()
    if rule.allows(who):
        return None
    if who.kind == "nobody":
        return redirect(door_with_way_back(rule.door))
    raise NotAllowed


def door_with_way_back(door: str) -> str:
    """The address of a door that leads back, once somebody is through, to the page that was asked for."""
    if request.method != "GET":
        return door
    asked_for = request.full_path.rstrip("?")
    return f"{door}?next={quote(asked_for, safe='/')}"


def safe_way_back(address: str | None) -> str | None:
    """The address if it leads to a page of this site, else None: a sign-in never sends anybody elsewhere."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return None
    if any(ord(character) < FIRST_PRINTABLE for character in address):
        return None
    return address
