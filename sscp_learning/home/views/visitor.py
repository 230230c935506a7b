"""Pages for anyone: the front page, search, help, the statements, and whether the product is well."""

from dataclasses import dataclass

from flask import Blueprint, Response, current_app, jsonify, make_response, render_template, request
from markupsafe import Markup
from sqlalchemy.orm import Session

from sscp_learning.documents.sanitise import trusted
from sscp_learning.guidance.queries import library
from sscp_learning.guidance.rules import FORMATS, HELP_FOR_PRACTITIONERS, HELP_FOR_YOUNG_PEOPLE
from sscp_learning.guidance.shelf import Shelf
from sscp_learning.home.forms import read_wanted
from sscp_learning.home.search import answering
from sscp_learning.home.search.page import Results
from sscp_learning.learning import queries as learning
from sscp_learning.oversight import queries as oversight
from sscp_learning.oversight.rules import STANDINGS, Standing
from sscp_learning.people.identity import PersonWho
from sscp_learning.platform import jobs, migrations
from sscp_learning.platform.access import access, anyone
from sscp_learning.platform.clock import now, today
from sscp_learning.platform.identity import Who, current_who
from sscp_learning.platform.web import get_database, get_session, get_settings
from sscp_learning.review.rules import SAFEGUARDING_KEPT_YEARS
from sscp_learning.topics import queries as topics
from sscp_learning.topics.cards import contact_cards

blueprint = Blueprint("home_visitor", __name__, template_folder="../templates")

SCHEMA_IS_CURRENT = "schema_is_current"
SHOWN_ON_FRONT = 3
NOT_WELL = 503
MOST_SEARCH_PAGES = 128
# A page of results is the same for everybody who has not signed in, until something is published.
_search_pages: Shelf[str] = Shelf(MOST_SEARCH_PAGES)
DONE = frozenset({Standing.CURRENT, Standing.WAIVED, Standing.NOT_DUE})


@dataclass(frozen=True)
class OwnLearning:
    """What the front page tells somebody of their own learning."""

    to_do: tuple[oversight.StandingRow, ...]
    more: int
    begun: tuple[oversight.Begun, ...]


@blueprint.get("/")
@access(anyone)
def front() -> str:
    """What somebody can do here; for whoever is signed in also what is due for them."""
    session = get_session()
    return render_template(
        "home/front.html",
        library=library.list_library(session),
        topics=topics.list_topics(session),
        modules=learning.list_published(session)[:SHOWN_ON_FRONT],
        formats=FORMATS,
        mine=_own_learning(session, current_who()),
        standings=STANDINGS,
    )


def _own_learning(session: Session, who: Who) -> OwnLearning | None:
    if not isinstance(who, PersonWho):
        return None
    to_do = [row for row in oversight.list_own_standing(session, who.id, today()) if row.standing not in DONE]
    shown = tuple(to_do[:SHOWN_ON_FRONT])
    return OwnLearning(shown, len(to_do) - len(shown), tuple(oversight.list_begun(session, who.id)))


@blueprint.get("/search")
@access(anyone)
def search() -> str:
    """Results over guidance, modules, meanings and contacts; where there is none, other ways on."""
    session, wanted = get_session(), read_wanted(request.args)
    results = answering.answer(session, get_settings(), get_database().url, wanted)
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        return _search_page(session, results)
    key = (id(current_app.jinja_env), results.edition, wanted, results.shown)
    return _search_pages.get(key, lambda: _search_page(session, results))


def _search_page(session: Session, results: Results) -> str:
    nothing = not results.things
    return render_template(
        "home/search.html",
        results=results,
        wanted=results.wanted,
        cards=trusted(results.cards),
        topics=topics.list_topics(session) if nothing else (),
        help_cards=_help_cards(session) if nothing and results.wanted.question else "",
    )


def _help_cards(session: Session) -> Markup:
    """Whom to call, for somebody who found nothing, whether they are young or work with children."""
    keys = dict.fromkeys((*HELP_FOR_PRACTITIONERS, *HELP_FOR_YOUNG_PEOPLE))
    return trusted(contact_cards(topics.get_contacts(session, keys)))


@blueprint.get("/help/")
@access(anyone)
def get_help() -> str:
    """Whom to call: for a young person first, then everybody else."""
    contacts = topics.list_contacts(get_session())
    now_ones = topics.list_help_for_young_people(get_session())
    others = [one for one in contacts if one not in now_ones]
    return render_template("home/help.html", now_ones=now_ones, others=others)


@blueprint.get("/accessibility/")
@access(anyone)
def accessibility() -> str:
    """How far everybody can use this site, what is not good yet, and how to ask for another format."""
    return render_template("home/accessibility.html")


@blueprint.get("/privacy/")
@access(anyone)
def privacy() -> str:
    """What is kept about whom, why, and for how long."""
    return render_template(
        "home/privacy.html",
        staff_years=get_settings().staff_record_years,
        safeguarding_years=SAFEGUARDING_KEPT_YEARS,
    )


@blueprint.get("/health")
@access(anyone)
def health() -> Response:
    """Whether the product can do its work: 200 only when the database answers and has the newest tables."""
    told, status = _health()
    answer = make_response(jsonify(told), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _health() -> tuple[dict[str, str | int | None], int]:
    if not get_database().is_reachable():
        return {"status": "error", "database": "unreachable"}, NOT_WELL
    if not _schema_is_current():
        return {"status": "error", "database": "not up to date; run: sscp db upgrade"}, NOT_WELL
    seconds = jobs.seconds_since_beat(get_session(), now=now())
    return {"status": "ok", "database": "ok", "worker_seconds": seconds}, 200


def _schema_is_current() -> bool:
    """Looked at until it is true; it cannot become untrue while this process runs."""
    if not current_app.extensions.get(SCHEMA_IS_CURRENT):
        current_app.extensions[SCHEMA_IS_CURRENT] = migrations.is_up_to_date(get_database())
    return bool(current_app.extensions[SCHEMA_IS_CURRENT])


@blueprint.get("/robots.txt")
@access(anyone)
def robots() -> Response:
    """What search engines need not read."""
    return Response(
        "User-agent: *\nDisallow: /certificates/\nDisallow: /review/\nDisallow: /exit\n", mimetype="text/plain"
    )
