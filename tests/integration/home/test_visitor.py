"""Pages for anyone: the front page, help, the statements, and the product's health."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from sscp_learning.home.views import visitor
from sscp_learning.people.models import Person
from sscp_learning.platform import jobs, migrations
from sscp_learning.topics import actions as topics
from tests.builders.guidance import a_published_guide, some_contacts
from tests.builders.learning import a_published_module, begun
from tests.builders.oversight import a_requirement
from tests.builders.people import a_person
from tests.conftest import OneTransaction
from tests.pages import Reader

ReaderFor = Callable[[Person], Reader]


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
