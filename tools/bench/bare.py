"""The bare application that the product is compared with: what is left when a product has nothing of its own.

Flask, Flask-Login, SQLAlchemy and one template file a page, on the same kind of database behind the same server. A page
takes two reads, the signed-in person and the page's row; saving takes one row, committed durably. Started as
`python -m tools.bench.bare` with INSTANCE and PORT in its environment, after `prepare` has filled INSTANCE.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import Flask, abort, g, redirect, render_template, request
from flask_login import LoginManager, UserMixin, current_user, login_user
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from werkzeug.wrappers import Response

from sscp_learning.platform.database import Database
from sscp_learning.platform.serving import Server
from sscp_learning.settings import Settings, read_settings

QUESTION = "bare"
ANSWER = {"answer": "abc"}
FILLING = '<p class="govuk-body">Words that stand in the template, as the words of a page do once they are made.</p>\n'
FRAME = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ page.title }}</title></head>
<body>
<header>{% if current_user.is_authenticated %}<p>{{ current_user.name }}</p>{% endif %}</header>
<main>
<h1>{{ page.title }}</h1>
<form method="post" action="/{{ page.name }}" data-question="{{ page.question }}">
<input type="hidden" name="csrf_token" value="{{ page.token }}">
<button>Send</button>
</form>
{# filling #}
</main>
</body>
</html>
"""


class Base(DeclarativeBase):
    """The bare application's own tables."""


class Person(UserMixin, Base):
    """Somebody who can sign in."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]


class Page(Base):
    """What a page shows besides the words of its template."""

    __tablename__ = "page"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    question: Mapped[str]
    token: Mapped[str]


class Saved(Base):
    """The one row that is committed."""

    __tablename__ = "saved"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    answer: Mapped[str]
    at: Mapped[datetime]


@dataclass(frozen=True)
class Likeness:
    """What the bare application takes from the product: the sizes of its pages by name, and who can sign in."""

    sizes: Mapping[str, int]
    emails: tuple[str, ...]
    password_hash: str


def prepare(settings: Settings, likeness: Likeness) -> None:
    """Fills INSTANCE: a template file for each page, as big as the product's page, and the rows they need."""
    folder = templates_in(settings.instance)
    folder.mkdir(parents=True)
    for name, size in likeness.sizes.items():
        (folder / f"{name}.html").write_text(FRAME.replace("{# filling #}", _filling(size)), encoding="utf-8")
    database = Database(settings.database_url)
    Base.metadata.create_all(database.writer)
    with database.transaction() as session:
        for email in likeness.emails:
            session.add(Person(name="A Learner", email=email, password_hash=likeness.password_hash))
        for name in likeness.sizes:
            session.add(Page(name=name, title=name.capitalize(), question=QUESTION, token="t" * 80))
    database.close()


def templates_in(instance: Path) -> Path:
    """Where the templates of an instance are."""
    return instance / "templates"


def _filling(size: int) -> str:
    """Words that make a page as big as the product's."""
    missing = max(size - len(FRAME), 0)
    return (FILLING * (missing // len(FILLING) + 1))[:missing]


def create_app(settings: Settings) -> Flask:
    """The bare application."""
    app = Flask(__name__, static_folder=None, template_folder=str(templates_in(settings.instance)))
    app.secret_key = settings.secret_key
    database = Database(settings.database_url)
    logins = LoginManager(app)
    logins.user_loader(lambda kept: _session(database).get(Person, int(kept)))
    app.teardown_appcontext(_close)
    _add_sign_in(app, database)

    @app.get("/<name>")
    def page(name: str) -> str:
        _refuse_strangers()
        return _page(database, name)

    @app.post("/<name>")
    def save(name: str) -> Response:
        _refuse_strangers()
        row = Saved(person_id=current_user.id, name=name, answer=request.form["answer"], at=datetime.now(UTC))
        session = _session(database)
        database.turn_to_writing(session)
        session.add(row)
        session.commit()
        return redirect(f"/{name}")

    return app


def _add_sign_in(app: Flask, database: Database) -> None:
    hasher = PasswordHasher()

    @app.get("/sign-in")
    def sign_in_page() -> str:
        return _page(database, "sign-in")

    @app.post("/sign-in")
    def sign_in() -> Response:
        person = _session(database).scalar(select(Person).where(Person.email == request.form["email"]))
        try:
            # How slow this is stands in the hash, which is the product's.
            hasher.verify(person.password_hash if person else "", request.form["password"])
        except VerificationError:
            abort(403)
        login_user(person)
        return redirect("/")


def _page(database: Database, name: str) -> str:
    row = _session(database).scalar(select(Page).where(Page.name == name))
    if row is None:
        abort(404)
    return render_template(f"{name}.html", page=row)


def _refuse_strangers() -> None:
    if not current_user.is_authenticated:
        abort(401)


def _session(database: Database) -> Session:
    if "session" not in g:
        g.session = database.new_session(writes=False)
    return cast("Session", g.session)


def _close(_error: BaseException | None) -> None:
    session = g.pop("session", None)
    if session is not None:
        session.close()


if __name__ == "__main__":
    _settings = read_settings()
    # The product's own server class, so that both have the same workers and the same settings.
    Server(_settings, lambda: create_app(_settings)).run()
