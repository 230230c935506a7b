"""Pages for anyone: the front page, search, help, the statements, and whether the product is well."""

import hashlib
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, jsonify, make_response, render_template, request
from markupsafe import Markup
from sqlalchemy.orm import Session

from sscp_learning.documents.sanitise import trusted
from sscp_learning.guidance.queries import library
from sscp_learning.guidance.rules import FORMATS
from sscp_learning.home import queries
from sscp_learning.home.rules import LONGEST_QUESTION
from sscp_learning.home.search import Found, SearchIndex
from sscp_learning.learning import queries as learning
from sscp_learning.oversight import queries as oversight
from sscp_learning.oversight.rules import STANDINGS, Standing
from sscp_learning.people.identity import PersonWho
from sscp_learning.platform import jobs, migrations
from sscp_learning.platform.access import access, anyone
from sscp_learning.platform.clock import now, today
from sscp_learning.platform.forms import clean_words
from sscp_learning.platform.identity import Who, current_who
from sscp_learning.platform.web import get_database, get_session, get_settings
from sscp_learning.review.rules import SAFEGUARDING_KEPT_YEARS
from sscp_learning.topics import queries as topics
from sscp_learning.topics.cards import contact_cards
from sscp_learning.topics.rules import ContactWhen

blueprint = Blueprint("home_visitor", __name__, template_folder="../templates")

SCHEMA_IS_CURRENT = "schema_is_current"
SHOWN_ON_FRONT = 3
NOT_WELL = 503
DONE = frozenset({Standing.CURRENT, Standing.WAIVED, Standing.NOT_DUE})
# For the page whose reader may be a child: whom to call comes first, who is for professionals comes after.


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
    """Results over guidance, modules and the glossary; where there is none, other ways on."""
    session = get_session()
    question = clean_words(request.args.get("q", ""))[:LONGEST_QUESTION]
    found = _find(session, question)
    return render_template(
        "home/search.html",
        question=question,
        found=found,
        things=queries.group_hits(found.hits),
        topics=topics.list_topics(session),
        contacts=_cards(session) if found.words and not found.hits else "",
    )


def _cards(session: Session) -> Markup:
    """Whom to call now, for somebody who found nothing."""
    urgent = [one for one in topics.list_contacts(session) if one.when != ContactWhen.ADVICE]
    return trusted(contact_cards(urgent))


def _find(session: Session, question: str) -> Found:
    """The results as they stand now: the index is made anew first where something was published since."""
    index = SearchIndex(get_settings().instance / "search")
    here = hashlib.sha256(get_database().url.encode()).hexdigest()[:12]
    stamp = f"{here}:{topics.get_generation(session, topics.SEARCH)}"
    index.bring_up_to_date(stamp, lambda: queries.gather_entries(session))
    return queries.still_public(session, index.find(question))


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
