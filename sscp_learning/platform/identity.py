"""Who is asking: exactly one identity in the browser's session, of one of the kinds that are registered (DECISIONS 15).

A feature registers a loader for its kind of identity. The session holds the kind, the id and a token that changes when
the password changes, so that a copied cookie ends with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from flask import Flask, session
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy.orm import Session

from sscp_learning.platform.clock import now
from sscp_learning.platform.web import reading

ENDS_AT = "ends_at"


class Who(Protocol):
    """Anybody who may be asking. Each kind adds what its rules look at."""

    @property
    def kind(self) -> str:
        """The word for the kind: “nobody” or what a feature registered."""

    @property
    def id(self) -> int:
        """The integer key of the row behind it."""

    @property
    def token(self) -> str:
        """Changes when everything signed in before must end."""


@dataclass(frozen=True)
class Nobody:
    """Somebody who has not signed in."""

    kind: str = "nobody"
    id: int = 0
    token: str = ""
    name: str = ""
    roles: frozenset[str] = frozenset()
    is_authenticated: bool = False
    is_active: bool = False
    is_anonymous: bool = True

    def get_id(self) -> None:
        """Nobody has no id to keep in a cookie."""


class SignedIn:
    """What Flask-Login asks of an identity; every kind that can sign in inherits it."""

    kind: str
    id: int
    token: str
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the cookie holds: the kind, the id and the token."""
        return f"{self.kind}:{self.id}:{self.token}"


Loader = Callable[[Session, int, str], Who | None]


class Identities:
    """The loaders of every kind of identity; `app.py` registers one for each."""

    def __init__(self, app: Flask) -> None:
        self.loaders: dict[str, Loader] = {}
        manager = LoginManager()
        manager.session_protection = "basic"
        manager.anonymous_user = Nobody
        manager.user_loader(self.load)
        manager.init_app(app)

    def register(self, kind: str, loader: Loader) -> None:
        """`loader(session, id, token)` gives the identity, or None when the token is no longer good."""
        self.loaders[kind] = loader

    def load(self, kept: str) -> Who | None:
        """The identity that a cookie names, or None when it has ended."""
        kind, _, rest = kept.partition(":")
        number, _, token = rest.partition(":")
        loader = self.loaders.get(kind)
        if loader is None or not number.isdecimal() or has_ended():
            return None
        with reading() as db:
            return loader(db, int(number), token)


def current_who() -> Who:
    """The identity behind this request."""
    return cast("Who", current_user._get_current_object())  # noqa: SLF001  The only way out of Werkzeug's proxy.


def sign_in(who: SignedIn, *, ends_at: datetime | None = None) -> None:
    """Puts this identity in the session and nothing else: whoever was signed in before is not any more."""
    session.clear()
    login_user(who)
    if ends_at is not None:
        session[ENDS_AT] = ends_at.timestamp()


def stay_until(ends_at: datetime) -> None:
    """Moves the end of a sign-in that has one (“I need more time”)."""
    session[ENDS_AT] = ends_at.timestamp()


def ends_at() -> float | None:
    """When this sign-in ends, in seconds since 1970, or None when it ends with the browser."""
    moment: float | None = session.get(ENDS_AT)
    return moment


def has_ended() -> bool:
    """True when this sign-in was for a time that is over."""
    moment = ends_at()
    return moment is not None and moment <= now().timestamp()


def sign_out() -> None:
    """Ends the sign-in and forgets everything the session held."""
    logout_user()
    session.clear()
