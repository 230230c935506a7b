"""Pages for anyone: the front page, search, help, the statements, and the product's health."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from sscp_learning.guidance.actions import publishing
from sscp_learning.guidance.rules import FormatKind, RevisionState
from sscp_learning.home import queries
from sscp_learning.home.search import Found, Hit
from sscp_learning.home.views import visitor
from sscp_learning.people.models import Person
from sscp_learning.platform import jobs, migrations
from sscp_learning.settings import Settings
from sscp_learning.topics import actions as topics
from tests.builders.guidance import a_published_guide, some_contacts, two_people
from tests.builders.learning import a_published_module, begun
from tests.builders.oversight import a_requirement
from tests.builders.people import a_person
from tests.conftest import OneTransaction
from tests.pages import Reader

ReaderFor = Callable[[Person], Reader]
HOSTILE = [
    "%22", "%27", "*", "NEAR(", "title%3Ax", "%00", "%F0%9F%90%9F", "<script>alert(1)</script>", "'; DROP TABLE entry",
    "{{7*7}}", "%ED%A0%80", "a" * 3000, "%FF", "(((", "-", "AND", "OR OR",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _own_index(settings: Settings) -> Iterator[None]:
    """Every test rolls back what it published, so that an index of one is of no use to the next."""
    shutil.rmtree(settings.instance / "search", ignore_errors=True)
    yield
    shutil.rmtree(settings.instance / "search", ignore_errors=True)


@pytest.fixture
def published(session: Session) -> None:
    """A topic, a guide in two formats, a module and a term."""
    topics.save_topics(session, [{"key": "neglect", "title": "Neglect", "summary": "Needs that are not met."}])
    topics.save_glossary(session, [{"key": "toolkit", "term": "Toolkit", "meaning": "A set of things that help."}])
    a_published_guide(session)
    a_published_module(session)


# The front page


def test_the_front_page_of_an_empty_product_still_helps(nobody: Reader) -> None:
    page = nobody.get("/")
    assert 'action="/search"' in page
    assert 'href="/help/#get-help"' in page
    assert nobody.last is not None
    assert "Set-Cookie" not in nobody.last.headers


@pytest.mark.usefixtures("published")
def test_the_front_page_leads_to_guidance_young_peoples_formats_and_modules(nobody: Reader) -> None:
    page = nobody.get("/")
    for href in ("/guidance/neglect-toolkit/", "/guidance/neglect-toolkit/easy-read/", "/learning/", "/team/"):
        assert f'href="{href}"' in page
    assert "Nothing is due" not in page


@pytest.mark.usefixtures("published")
def test_signed_in_the_front_page_says_what_is_due(session: Session, reader_for: ReaderFor, now: datetime) -> None:
    person = a_person(session, name="Ada Łukasz")
    assert "Nothing is due for you now" in reader_for(person).get("/")
    a_requirement(session, days=10, now=now)
    assert "Due on 2 December 2026" in reader_for(person).get("/")
    begun(session, person)
    assert "Carry on where you stopped" in reader_for(person).get("/")


# Search


@pytest.mark.usefixtures("published")
def test_search_finds_sections_modules_and_terms_in_their_context(nobody: Reader) -> None:
    page = nobody.get("/search?q=signs")
    assert 'href="/guidance/neglect-toolkit/full/#signs"' in page
    assert "<mark>Signs</mark> by age" in page
    assert 'href="/learning/small-module/' in nobody.get("/search?q=somebody")
    assert 'href="/guidance/glossary/#toolkit"' in nobody.get("/search?q=toolkit")


@pytest.mark.usefixtures("published")
def test_a_misspelt_word_is_put_right_and_nothing_found_leads_on(session: Session, nobody: Reader) -> None:
    some_contacts(session)
    assert 'href="/search?q=babies"' in nobody.get("/search?q=babeis")
    page = nobody.get("/search?q=zzzzzz")
    assert "Nothing found for “zzzzzz”" in page
    assert "Look by topic" in page
    assert "Emergency services" in page


def test_an_empty_search_shows_the_box(nobody: Reader) -> None:
    for path in ("/search", "/search?q=", "/search?q=+++"):
        assert "What are you looking for?" in nobody.get(path)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("question", HOSTILE)
def test_a_hostile_question_gets_a_page(nobody: Reader, question: str) -> None:
    page = nobody.get(f"/search?q={question}")
    assert "<script>alert" not in page
    assert "49" not in page or question != "{{7*7}}"


@pytest.mark.usefixtures("published")
def test_a_new_publication_is_found_at_once_and_a_withdrawn_one_is_not(
    session: Session, nobody: Reader, now: datetime
) -> None:
    assert "Nothing found" in nobody.get("/search?q=second")
    made = a_published_guide(session, slug="second-guide")
    assert "/guidance/second-guide/" in nobody.get("/search?q=signs")
    who = two_people(session)[0]
    for kind in (FormatKind.FULL, FormatKind.EASY_READ):
        publishing.withdraw(
            session, revision_id=made[kind].id, ending=RevisionState.WITHDRAWN, because="Over", who_id=who.id, now=now
        )
    assert "/guidance/second-guide/" not in nobody.get("/search?q=signs")


@pytest.mark.usefixtures("published")
def test_what_is_not_public_any_more_is_left_out_even_of_an_old_index(session: Session) -> None:
    gone = Hit("guidance", "guidance:gone", "Gone", "Full guidance", "/guidance/gone/full/", (), ())
    unpublished = Hit("guidance", "guidance:neglect-toolkit", "Neglect toolkit", "Leaflet", "/x", (), ())
    there = Hit("guidance", "guidance:neglect-toolkit", "Neglect toolkit", "Full guidance", "/y", (), ())
    module = Hit("learning", "learning:gone", "Gone", "E-learning", "/learning/gone/", (), ())
    term = Hit("glossary", "glossary", "Words", "Meaning", "/guidance/glossary/#t", (), ())
    found = Found(("x",), (gone, unpublished, there, module, term), every=True, instead="")
    assert queries.still_public(session, found).hits == (there, term)


# Help and statements


def test_help_puts_young_people_first_and_says_when_a_number_was_checked(session: Session, nobody: Reader) -> None:
    some_contacts(session)
    page = nobody.get("/help/")
    assert 'id="get-help"' in page
    assert page.index("Emergency services") < page.index("Advice, and help for adults")
    assert "Last looked up on 22 November 2026" in page
    assert 'href="/exit"' in page


def test_the_statements_say_what_they_must(nobody: Reader) -> None:
    accessibility = nobody.get("/accessibility/")
    for words in ("22 November 2026", "Ask for another format", 'id="pictures"', "OpenMoji", "CC BY-SA 4.0"):
        assert words in accessibility
    privacy = nobody.get("/privacy/")
    for words in ("five facts", "7 years", "when a code was looked up", "age band"):
        assert words in privacy


def test_robots_are_told_what_is_private(nobody: Reader) -> None:
    assert "Disallow: /certificates/" in nobody.get("/robots.txt")


# Health


@pytest.fixture
def forgotten(app: Flask) -> Iterator[None]:
    """The application has not looked at its tables yet."""
    app.extensions.pop(visitor.SCHEMA_IS_CURRENT, None)
    yield
    app.extensions.pop(visitor.SCHEMA_IS_CURRENT, None)


@pytest.mark.usefixtures("forgotten")
def test_health_is_good_when_tables_are_new_and_looks_at_them_once(
    nobody: Reader, session: Session, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    looked: list[int] = []
    monkeypatch.setattr(migrations, "is_up_to_date", lambda _database: looked.append(1) is None)
    nobody.get("/health")
    assert nobody.last is not None
    assert nobody.last.json == {"status": "ok", "database": "ok", "worker_seconds": None}
    session.add(jobs.JobRun(name=jobs.BEAT, last_at=now - timedelta(seconds=90)))
    session.flush()
    nobody.get("/health")
    assert nobody.last.json["worker_seconds"] == 90
    assert len(looked) == 1


@pytest.mark.usefixtures("forgotten")
def test_health_is_bad_until_the_tables_are_up_to_date(nobody: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "is_up_to_date", lambda _database: False)
    assert "sscp db upgrade" in nobody.get("/health", status=503)


def test_health_is_bad_when_the_database_does_not_answer(
    nobody: Reader, database: OneTransaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "is_reachable", lambda: False)
    assert "unreachable" in nobody.get("/health", status=503)
