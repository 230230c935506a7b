"""The search page: what it finds, how it can be narrowed, what it offers where there is nothing."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from sscp_learning.guidance.actions import endings
from sscp_learning.guidance.models import Revision
from sscp_learning.guidance.rules import FormatKind, RevisionState
from sscp_learning.people.models import Person
from sscp_learning.platform.web import SETTINGS
from sscp_learning.settings import Settings
from sscp_learning.topics import actions as topics
from sscp_learning.topics.synonyms import FILE
from tests.builders.guidance import FACTS, a_format_file, a_published_guide, some_contacts, two_people
from tests.builders.learning import a_published_module
from tests.builders.people import a_person
from tests.pages import Reader

ReaderFor = Callable[[Person], Reader]
HOSTILE = [
    "%22", "%27", "*", "NEAR(", "title%3Ax", "%00", "%F0%9F%90%9F", "<script>alert(1)</script>", "'; DROP TABLE entry",
    "{{7*7}}", "%ED%A0%80", "a" * 3000, "%FF", "(((", "-", "AND", "OR OR", "xq0xq", "%22%22", "%C4%B0%C4%B0",
]  # fmt: skip
MARK = re.compile(r"</?mark>")


@pytest.fixture(autouse=True)
def _own_index(settings: Settings) -> Iterator[None]:
    """Every test rolls back what it published, so that an index of one is of no use to the next."""
    shutil.rmtree(settings.instance / "search", ignore_errors=True)
    yield
    shutil.rmtree(settings.instance / "search", ignore_errors=True)


@pytest.fixture
def published(session: Session) -> None:
    """A topic, a guide in two formats, a module and a term. Each test has a number of its own for what is published."""
    topics.save_topics(session, [{"key": "neglect", "title": "Neglect", "summary": "Needs that are not met."}])
    topics.save_glossary(
        session, [{"key": "nrm", "term": "National Referral Mechanism (NRM)", "meaning": "How victims are found."}]
    )
    a_published_guide(session)
    a_published_module(session)


def words(page: str) -> str:
    """The page without the marks round what was found."""
    return MARK.sub("", page)


@pytest.mark.usefixtures("published")
def test_sections_sub_sections_modules_and_terms_are_found_in_their_context(nobody: Reader) -> None:
    page = nobody.get("/search?q=signs")
    assert 'href="/guidance/neglect-toolkit/full/#signs"' in page
    assert "<mark>Signs</mark> by age" in page
    assert 'href="/guidance/neglect-toolkit/full/#babies"' in nobody.get("/search?q=gain+weight")
    assert 'href="/learning/small-module/' in nobody.get("/search?q=somebody")
    assert 'href="/guidance/glossary/#nrm"' in nobody.get("/search?q=victims+found")


@pytest.mark.usefixtures("published")
def test_the_heading_says_how_many_and_the_title_says_what(nobody: Reader) -> None:
    page = nobody.get("/search?q=signs")
    assert "<title>Search: signs – " in page
    assert 'id="results">1 result for “signs”</h2>' in page


@pytest.mark.usefixtures("published")
def test_formats_stand_under_one_publication(nobody: Reader) -> None:
    page = words(nobody.get("/search?q=neglect"))
    assert page.count('<a class="govuk-link" href="/guidance/neglect-toolkit/">Neglect toolkit</a>') == 1
    assert "What neglect is</a>" in page
    assert "Full guidance</span>" in page
    assert "Easy read</span>" in page or ">Easy read<" in page


@pytest.mark.usefixtures("published")
def test_filters_keep_the_question_and_say_how_many_each_would_leave(nobody: Reader) -> None:
    page = nobody.get("/search?q=neglect+toolkit")
    assert '<input type="hidden" name="q" value="neglect toolkit">' in page
    assert '<option value="full">Full guidance (1)</option>' in page
    only = nobody.get("/search?q=neglect&what=guidance&format=easy-read&topic=neglect&young=yes")
    assert '<option value="easy-read" selected>Easy read (1)</option>' in only
    assert 'href="/guidance/neglect-toolkit/easy-read/#what-is-neglect"' in only
    assert 'href="/guidance/neglect-toolkit/full/#' not in only


@pytest.mark.usefixtures("published")
def test_filters_that_leave_nothing_can_be_taken_away(nobody: Reader) -> None:
    page = nobody.get("/search?q=signs&format=leaflet")
    assert "No results" in page
    assert '<a class="govuk-link" href="/search?q=signs">Show all 1 result</a>' in page


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    "rest", ["what=x", "format=%22", "topic=a%20b", "in=..%2F", "show=-5", "show=9999999", "young=1"]
)
def test_what_cannot_be_chosen_is_left_out(nobody: Reader, rest: str) -> None:
    assert "1 result for “signs”" in nobody.get(f"/search?q=signs&{rest}")


def test_a_contact_is_found_with_its_number_from_the_database(session: Session, nobody: Reader) -> None:
    some_contacts(session)
    page = nobody.get("/search?q=childline")
    assert "Who to call" in page
    assert 'href="tel:0800000"' in page


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("question", ["nrm", "what+is+nrm", "National+Referral+Mechanism"])
def test_a_term_is_explained_above_the_results(nobody: Reader, question: str) -> None:
    page = nobody.get(f"/search?q={question}")
    assert 'id="answer">National Referral Mechanism (NRM)</h2>' in page
    assert "How victims are found." in page


@pytest.mark.usefixtures("published")
def test_a_misspelt_word_is_looked_for_as_it_was_meant(nobody: Reader) -> None:
    page = nobody.get("/search?q=neglct")
    assert "Did you mean “neglect”?" in page
    assert "What <mark>neglect</mark> is" in page


@pytest.mark.usefixtures("published")
def test_where_no_part_has_all_words_the_page_says_so(nobody: Reader) -> None:
    assert "No part has all of your words" in nobody.get("/search?q=signs+trouble+weight")
    assert "No part has all of your words" not in nobody.get("/search?q=signs")


@pytest.mark.usefixtures("published")
def test_nothing_found_leads_on(session: Session, nobody: Reader) -> None:
    some_contacts(session)
    page = nobody.get("/search?q=zzzzzz")
    assert "No results for “zzzzzz”" in page
    for words in ("What you can try", "Look by topic", "Emergency services", 'href="/guidance/#topic-neglect"'):
        assert words in page


def test_an_empty_question_helps(nobody: Reader) -> None:
    for path in ("/search", "/search?q=", "/search?q=+++"):
        page = nobody.get(path)
        assert "What are you looking for?" in page
        assert "Use your own words" in page
        assert "Look by topic" in page


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("question", HOSTILE)
def test_a_hostile_question_gets_a_page(nobody: Reader, question: str) -> None:
    page = nobody.get(f"/search?q={question}")
    assert "<script>alert" not in page
    assert "49" not in page or question != "{{7*7}}"


@pytest.mark.usefixtures("published")
def test_many_results_come_ten_at_a_time_without_script(session: Session, nobody: Reader) -> None:
    for number in range(11):
        a_published_guide(
            session, a_format_file(), slug=f"guide-{number}", facts=replace(FACTS, title=f"Guide {number}")
        )
    page = nobody.get("/search?q=signs")
    assert "12 results for" in page
    assert 'id="result-10"' in page
    assert 'id="result-11"' not in page
    assert 'href="/search?q=signs&amp;show=20#result-11">Show more results</a>' in page
    assert 'id="result-12"' in nobody.get("/search?q=signs&show=20")


@pytest.mark.usefixtures("published")
def test_all_parts_of_one_publication_can_be_shown(session: Session, nobody: Reader) -> None:
    source = "".join(f"## Part {number} {{#part-{number}}}\n\nLook at the kitchen.\n\n" for number in range(6))
    a_published_guide(session, a_format_file(source=source), slug="kitchens")
    page = nobody.get("/search?q=kitchen")
    assert page.count("Look at the <mark>kitchen</mark>.") == 3
    assert "All 6 parts" in page
    assert 'href="/search?q=kitchen&amp;in=guidance%3Akitchens"' in page
    assert nobody.get("/search?q=kitchen&in=guidance%3Akitchens").count("Look at the <mark>kitchen</mark>.") == 6


@pytest.mark.usefixtures("published")
def test_a_new_publication_is_found_at_once_and_a_withdrawn_one_is_not(
    session: Session, nobody: Reader, now: datetime
) -> None:
    assert "No results" in nobody.get("/search?q=kitchen")
    made = a_published_guide(session, a_format_file(source="## Kitchen {#kitchen}\n\nLook.\n"), slug="second-guide")
    assert "/guidance/second-guide/" in nobody.get("/search?q=kitchen")
    who = two_people(session)[0]
    endings.end_format(
        session,
        revision_id=made[FormatKind.FULL].id,
        ending=RevisionState.WITHDRAWN,
        because="Over",
        who_id=who.id,
        now=now,
    )
    assert "/guidance/second-guide/" not in nobody.get("/search?q=kitchen")


@pytest.mark.usefixtures("published")
def test_what_is_not_public_any_more_is_left_out_even_of_an_old_index(session: Session, nobody: Reader) -> None:
    a_published_guide(session, a_format_file(source="## Attic {#attic}\n\nLook.\n"), slug="attics")
    assert "/guidance/attics/" in nobody.get("/search?q=attic")
    ended = update(Revision).where(Revision.title.startswith("Neglect"), Revision.state == RevisionState.PUBLISHED)
    session.execute(ended.values(state=RevisionState.WITHDRAWN))  # As nothing in the product does: nobody is told.
    assert "/guidance/attics/" not in nobody.get("/search?q=attic")


@pytest.mark.usefixtures("published")
def test_a_changed_file_of_synonyms_counts_with_the_next_search(
    app: Flask, settings: Settings, nobody: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, SETTINGS, replace(settings, content=tmp_path))
    assert "No results" in nobody.get("/search?q=tokens")
    (tmp_path / FILE).write_text('[[same]]\nwords = ["tokens", "signs"]\n', "utf-8")
    page = nobody.get("/search?q=tokens")
    assert "<mark>Signs</mark> by age" in page
    assert "We also looked for signs." in page
    (tmp_path / FILE).write_text("[[same]\n", "utf-8")
    assert "1 result" in nobody.get("/search?q=signs")


@pytest.mark.usefixtures("published")
def test_whoever_has_signed_in_gets_the_same_results_under_their_own_name(
    session: Session, nobody: Reader, reader_for: ReaderFor
) -> None:
    person = a_person(session, name="Ada Łukasz")
    assert "Ada Łukasz" not in nobody.get("/search?q=signs")
    page = reader_for(person).get("/search?q=signs")
    assert "Ada Łukasz" in page
    assert "1 result for “signs”" in page
    assert "Ada Łukasz" not in nobody.get("/search?q=signs")
