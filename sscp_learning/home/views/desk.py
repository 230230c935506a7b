"""The desk of editors and publishers: everything that waits for them, from every feature, in one list."""

from collections.abc import Callable, Iterable
from datetime import date

from flask import Blueprint, render_template
from sqlalchemy.orm import Session

from sscp_learning.home.queries import (
    Line,
    list_flags,
    list_reviews_due,
    list_texts_on_their_way,
    list_texts_to_sign_off,
)
from sscp_learning.people.access import desk as desk_rule
from sscp_learning.people.access import person_of
from sscp_learning.people.identity import PersonWho
from sscp_learning.platform.access import access
from sscp_learning.platform.clock import now, today
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session
from sscp_learning.review import queries as review

blueprint = Blueprint("home_desk", __name__, template_folder="../templates")


def _from_review(session: Session, who: PersonWho) -> Iterable[Line]:
    return (Line(waiting.words, waiting.href, waiting.count) for waiting in review.list_waiting(session, who, now()))


def _from_dates(session: Session, _who: PersonWho) -> Iterable[Line]:
    return list_reviews_due(session, today())


# What each feature has waiting; a new feature adds its function here (DECISIONS 21).
SOURCES: tuple[Callable[[Session, PersonWho], Iterable[Line]], ...] = (
    _from_review,
    list_texts_on_their_way,
    list_flags,
    _from_dates,
)


# Where work is done that does not wait in a line: words and address.
PLACES = (
    ("Guidance to write", "/desk/guidance/"),
    ("Sections that need checking", "/desk/guidance/flags/"),
    ("What readers told us", "/desk/guidance/notes/"),
    ("Contacts", "/desk/guidance/contacts/"),
    ("Young people’s comments", "/desk/comments/"),
    ("Rounds of review", "/desk/rounds/"),
)


@blueprint.get("/desk/")
@access(desk_rule)
def desk() -> str:
    """What waits: first people who wait, then texts on their way, then dates, the oldest first."""
    session, who = get_session(), person_of(current_who())
    lines = [line for source in SOURCES for line in source(session, who)]
    return render_template(
        "home/desk.html",
        lines=sorted(lines, key=lambda line: line.since or date.min),
        starting=list_texts_to_sign_off(session, who),
        places=PLACES,
        today=today(),
    )
