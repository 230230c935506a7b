"""The application: the only file that knows every feature."""

import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Blueprint, Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from sscp_learning.guidance.actions.notes import forget_old_notes
from sscp_learning.guidance.actions.reminders import remind_of_reviews
from sscp_learning.guidance.views import autosave as guidance_autosave
from sscp_learning.guidance.views import checker as guidance_checker
from sscp_learning.guidance.views import comparer as guidance_comparer
from sscp_learning.guidance.views import correspondent as guidance_correspondent
from sscp_learning.guidance.views import editor as guidance_editor
from sscp_learning.guidance.views import editor_blocks as guidance_editor_blocks
from sscp_learning.guidance.views import emergency as guidance_emergency
from sscp_learning.guidance.views import ender as guidance_ender
from sscp_learning.guidance.views import follower as guidance_follower
from sscp_learning.guidance.views import notes as guidance_notes
from sscp_learning.guidance.views import pictures as guidance_pictures
from sscp_learning.guidance.views import proofreader as guidance_proofreader
from sscp_learning.guidance.views import publisher as guidance_publisher
from sscp_learning.guidance.views import reader as guidance_reader
from sscp_learning.guidance.views import whole_text as guidance_whole_text
from sscp_learning.home.views import administrator as home_administrator
from sscp_learning.home.views import desk as home_desk
from sscp_learning.home.views import visitor as home_visitor
from sscp_learning.learning.actions.evaluations import move_evaluations
from sscp_learning.learning.actions.retention import remove_old_names
from sscp_learning.learning.views import learner as learning_learner
from sscp_learning.learning.views import quiz as learning_quiz
from sscp_learning.learning.views import visitor as learning_visitor
from sscp_learning.oversight.actions import assign_newcomers
from sscp_learning.oversight.views import administrator as oversight_administrator
from sscp_learning.oversight.views import manager as oversight_manager
from sscp_learning.oversight.views import person as oversight_person
from sscp_learning.people import identity as people_identity
from sscp_learning.people.identity import PersonWho
from sscp_learning.people.passwords import FOR_TESTS, Passwords
from sscp_learning.people.rules import Role
from sscp_learning.people.views import person as people_person
from sscp_learning.people.views import visitor as people_visitor
from sscp_learning.platform import access, headers, jobs, logs, outbox, throttle, web
from sscp_learning.platform.database import Database
from sscp_learning.platform.identity import Identities, Who
from sscp_learning.review import identity as review_identity
from sscp_learning.review.actions.moderation import tell_moderators
from sscp_learning.review.actions.rounds import delete_due, forget_held_words
from sscp_learning.review.actions.safeguarding import delete_old_records, escalate_due
from sscp_learning.review.views import commenter as review_commenter
from sscp_learning.review.views import coordinator as review_coordinator
from sscp_learning.review.views import door as review_door
from sscp_learning.review.views import editor as review_editor
from sscp_learning.review.views import moderator as review_moderator
from sscp_learning.review.views import organiser as review_organiser
from sscp_learning.review.views import reviewer as review_reviewer
from sscp_learning.review.views import safeguarding as review_safeguarding
from sscp_learning.settings import PROJECT, Mode, Settings
from sscp_learning.topics.rules import Partnership
from sscp_learning.ui import chrome
from sscp_learning.ui.chrome import NavItem

PACKAGE = PROJECT / "sscp_learning"
MOST_BYTES = 4 * 1024 * 1024  # 200,000 characters of any script, as a form sends them, and room beside.
SIGNED_IN_FOR = timedelta(hours=20)  # As long as a reviewer on their own device; staff lose no more than a day’s.
A_YEAR = 31_536_000

BLUEPRINTS: tuple[Blueprint, ...] = (
    people_visitor.blueprint,
    people_person.blueprint,
    learning_learner.blueprint,
    learning_quiz.blueprint,
    learning_visitor.blueprint,
    home_visitor.blueprint,
    home_desk.blueprint,
    home_administrator.blueprint,
    oversight_person.blueprint,
    oversight_manager.blueprint,
    oversight_administrator.blueprint,
    guidance_reader.blueprint,
    guidance_correspondent.blueprint,
    guidance_publisher.blueprint,
    guidance_emergency.blueprint,
    guidance_ender.blueprint,
    guidance_comparer.blueprint,
    guidance_proofreader.blueprint,
    guidance_notes.blueprint,
    guidance_editor.blueprint,
    guidance_editor_blocks.blueprint,
    guidance_autosave.blueprint,
    guidance_whole_text.blueprint,
    guidance_pictures.blueprint,
    guidance_follower.blueprint,
    guidance_checker.blueprint,
    review_door.blueprint,
    review_reviewer.blueprint,
    review_commenter.blueprint,
    review_coordinator.blueprint,
    review_moderator.blueprint,
    review_safeguarding.blueprint,
    review_editor.blueprint,
    review_organiser.blueprint,
)

JOBS: tuple[jobs.Job, ...] = (
    jobs.Job("assign newcomers", timedelta(minutes=15), assign_newcomers),
    jobs.Job("move evaluations", timedelta(hours=1), move_evaluations),
    jobs.Job("tell moderators", timedelta(minutes=15), tell_moderators),
    jobs.Job("tell deputies", timedelta(minutes=5), escalate_due),
    jobs.Job("forget old notes", timedelta(hours=1), forget_old_notes),
    jobs.Job("delete rounds", timedelta(hours=1), delete_due),
    jobs.Job("delete safeguarding records", timedelta(hours=1), delete_old_records),
    jobs.Job("forget held words", timedelta(hours=1), forget_held_words),
    jobs.Job("forget old letters", timedelta(hours=1), lambda session, now: outbox.forget_old_words(session, now=now)),
    jobs.Job("forget old tries", timedelta(hours=1), lambda session, now: throttle.forget_old_tries(session, now=now)),
)


def due_jobs(settings: Settings) -> tuple[jobs.Job, ...]:
    """What the worker does again and again."""
    years, site = settings.staff_record_years, settings.public_url
    return (
        *JOBS,
        jobs.Job(
            "remind of reviews", timedelta(hours=1), lambda session, now: remind_of_reviews(session, now, site=site)
        ),
        jobs.Job(
            "remove old names", timedelta(hours=1), lambda session, now: remove_old_names(session, years=years, now=now)
        ),
    )


def _has(*roles: Role) -> Callable[[Who], bool]:
    return lambda who: isinstance(who, PersonWho) and any(who.has(role) for role in roles)


NAVIGATION = (
    NavItem("Guidance", "/guidance/"),
    NavItem("E-learning", "/learning/"),
    NavItem("My learning", "/my-learning/", lambda who: who.kind == "person"),
    NavItem("My team", "/team/", _has(Role.MANAGER)),
    NavItem("Desk", "/desk/", _has(Role.EDITOR, Role.PUBLISHER)),
    NavItem("Comments", "/moderation/", _has(Role.MODERATOR, Role.SAFEGUARDING)),
    NavItem("Groups", "/review/groups/", _has(Role.COORDINATOR)),
    NavItem("Administration", "/admin/", _has(Role.ADMINISTRATOR)),
    NavItem("My drafts", "/review/", lambda who: who.kind == "reviewer"),
)


def create_app(settings: Settings, database: Database | None = None) -> Flask:
    """The whole application under these settings.

    Raises RuntimeError when a view does not say who may open it.
    """
    app = Flask("sscp_learning", static_folder=None, template_folder=None)
    _configure(app, settings)
    web.register(app, settings, database or Database(settings.database_url))
    logs.register(app)
    CSRFProtect(app)
    identities = Identities(app)
    identities.register("person", people_identity.load_person)
    identities.register("reviewer", review_identity.load_reviewer)
    access.register(app)
    app.extensions["passwords"] = Passwords(FOR_TESTS) if settings.mode is Mode.TEST else Passwords()
    partnership = read_partnership(settings.content)
    app.extensions["partnership"] = partnership
    app.extensions["site_name"] = partnership.site_name
    app.extensions["partnership"] = partnership
    chrome.register(app, names=_names(partnership), navigation=NAVIGATION, is_demo=settings.is_demo)
    app.register_blueprint(Blueprint("ui", "sscp_learning.ui", template_folder=str(PACKAGE / "ui" / "templates")))
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    access.check_every_view(app)
    # Flask's own way to wrap the whole application.
    app.wsgi_app = _outer(app, settings)  # type: ignore[method-assign,assignment]
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        SESSION_COOKIE_NAME="sscp",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        PERMANENT_SESSION_LIFETIME=SIGNED_IN_FOR,
        WTF_CSRF_TIME_LIMIT=None,  # A form lives as long as the sign-in: slow readers lose nothing.
        WTF_CSRF_SSL_STRICT=False,
        TESTING=settings.mode is Mode.TEST,
        PROPAGATE_EXCEPTIONS=False,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.url_map.strict_slashes = False


def read_partnership(content: Path) -> Partnership:
    """The partnership's names, from content/partnership.toml."""
    told = tomllib.loads((content / "partnership.toml").read_text("utf-8"))
    return Partnership(**{name: str(told[name]) for name in Partnership.__dataclass_fields__})


def _names(partnership: Partnership) -> dict[str, object]:
    return {"partnership": partnership, "site_name": partnership.site_name}


def _outer(app: Flask, settings: Settings) -> headers.Wsgi:
    """Static files in front, and the same headers on every answer."""
    files = WhiteNoise(app.wsgi_app, max_age=A_YEAR if settings.mode is Mode.PRODUCTION else 60)
    files.add_files(str(PACKAGE / "ui" / "static"), prefix="static/")
    files.add_files(str(settings.content / "pictures"), prefix="pictures/")
    wsgi = headers.with_headers(files, https=settings.is_https)
    # Without this, everybody behind a proxy would seem to come from one place and share one throttle.
    return ProxyFix(wsgi, x_for=settings.proxies, x_proto=settings.proxies, x_host=0) if settings.proxies else wsgi
