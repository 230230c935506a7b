"""Withdrawn, replaced, published in error: three endings, each with a reason that readers see."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Revision
from sscp_learning.people.models import Person
from sscp_learning.people.rules import Role
from sscp_learning.topics import actions as topics
from tests.builders.guidance import FULL, a_format_file, a_published_guide
from tests.builders.people import a_person, a_role
from tests.pages import Reader

ReaderFor = Callable[[Person], Reader]
END = "/desk/guidance/neglect-toolkit/full/end/"
OLD, NEW = "/guidance/neglect-toolkit/full/", "/guidance/second-guide/full/"
SURE = {"because": "The law has <b>changed</b>.", "sure": "y"}


@pytest.fixture
def publisher(session: Session, reader_for: ReaderFor) -> Reader:
    """A publisher, with two publications that readers can open."""
    a_published_guide(session)
    linking = FULL.replace("neglect-toolkit/full", "second-guide/full").replace(
        "Read this first.", "Read [this](guidance:neglect-toolkit/full#babies) first."
    )
    a_published_guide(session, a_format_file(source=linking), slug="second-guide")
    person = a_person(session, name="Paul Isher")
    a_role(session, person, Role.PUBLISHER)
    return reader_for(person)


def state(session: Session, slug: str = "neglect-toolkit") -> str:
    """How the full guidance of a publication stands."""
    session.expire_all()
    rows = session.scalars(select(Revision)).all()
    return next(row.state for row in rows if row.format.kind == "full" and row.format.publication.slug == slug)


def test_a_format_is_withdrawn_with_a_reason_and_the_others_stay(publisher: Reader, nobody: Reader) -> None:
    page = publisher.get(END)
    assert "Other guidance links to it" in page
    assert 'href="/guidance/second-guide/full/"' in page
    publisher.post(END, {**SURE, "ending": "withdrawn"})
    gone = nobody.get(OLD, status=404)
    assert "withdrawn on 22 November 2026" in gone
    assert "&lt;b&gt;changed" in gone
    nobody.get("/guidance/neglect-toolkit/easy-read/")
    publisher.get(END, status=404)
    publisher.post(END, {**SURE, "ending": "withdrawn"}, status=404)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({}, "Choose what happened"),
        ({"ending": "withdrawn", "because": " ", "sure": "y"}, "Say why"),
        ({"ending": "withdrawn", "because": "Old."}, "Tick that you understand"),
        ({**SURE, "ending": "replaced"}, "Choose the page that readers are led to"),
        ({**SURE, "ending": "published"}, "Not a valid choice"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_ends(
    publisher: Reader, session: Session, told: dict[str, str], message: str
) -> None:
    assert message in publisher.post(END, told, status=422)
    assert state(session) == "published"


def test_readers_are_led_to_the_page_that_took_its_place_and_told_why(publisher: Reader, nobody: Reader) -> None:
    publisher.post(END, {**SURE, "ending": "replaced", "moved_to": "guidance:second-guide/full"})
    nobody.get(OLD, status=302)
    assert nobody.location.startswith(NEW)
    arrived = nobody.get(nobody.location)
    assert "You asked for “Neglect toolkit: full guidance”" in arrived
    assert "&lt;b&gt;changed" in arrived
    assert "You asked for" not in nobody.get(NEW)
    assert "You asked for" not in nobody.get(f"{NEW}?from=made-up")
    nobody.get(f"{OLD[:-1]}.pdf", status=302)
    assert "took its place" in nobody.get("/guidance/neglect-toolkit/history/")


def test_a_publication_with_nothing_left_leads_on_as_well(publisher: Reader, nobody: Reader) -> None:
    for kind in ("full", "easy-read"):
        where = END.replace("full", kind)
        publisher.post(where, {**SURE, "ending": "replaced", "moved_to": "guidance:second-guide/full"})
    nobody.get("/guidance/neglect-toolkit/", status=302)
    assert nobody.location.startswith(NEW)


def test_nobody_is_led_round_in_a_ring(publisher: Reader, session: Session) -> None:
    publisher.post(END, {**SURE, "ending": "replaced", "moved_to": "guidance:second-guide/full"})
    back = "/desk/guidance/second-guide/full/end/"
    assert "guidance:neglect-toolkit/full" not in publisher.get(back)
    told = {**SURE, "ending": "replaced", "moved_to": "guidance:neglect-toolkit/full"}
    publisher.post(back, told, status=422)
    assert state(session, "second-guide") == "published"


def test_what_a_module_rests_on_cannot_end_and_the_page_says_what_to_do(publisher: Reader, session: Session) -> None:
    topics.save_section_links(session, "learning:m", [("q1", "guidance:neglect-toolkit/full#signs")])
    page = publisher.get(END)
    assert "It cannot end yet" in page
    assert "Question q1 of the module “m”" in page
    publisher.post(END, {**SURE, "ending": "withdrawn"}, status=422)
    assert state(session) == "published"


def test_published_in_error_is_an_ending_of_its_own_and_is_never_compared(publisher: Reader, nobody: Reader) -> None:
    publisher.post(END, {**SURE, "ending": "in-error"})
    assert "published in error" in nobody.get(OLD, status=404)
    history = nobody.get("/guidance/neglect-toolkit/history/")
    assert "Published in error" in history
    assert "compare" not in history


def test_an_editor_cannot_end_a_format(session: Session, reader_for: ReaderFor, publisher: Reader) -> None:
    editor = a_person(session)
    a_role(session, editor, Role.EDITOR)
    reader_for(editor).get(END, status=403)
    reader_for(editor).post(END, {**SURE, "ending": "withdrawn"}, status=403)
    publisher.get(END.replace("full", "leaflet"), status=404)
    publisher.get(END.replace("full", "nothing"), status=404)
    assert state(session) == "published"
