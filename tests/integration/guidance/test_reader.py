"""Guidance as anyone reads it: from the address to the database, on both."""

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from sscp_learning.guidance.actions import endings, holds
from sscp_learning.guidance.rules import Change, ChangeKind, FormatKind, RevisionState
from sscp_learning.people.models import Person
from sscp_learning.platform.clock import clock_at
from sscp_learning.topics import actions as topics
from tests.builders.guidance import (
    CONTACTS,
    FULL,
    THEN,
    a_format_file,
    a_publication_file,
    a_published_guide,
    drafts_of,
    publish_draft,
    two_people,
)
from tests.builders.people import a_person
from tests.conftest import OneTransaction
from tests.pages import Reader

PAGE = "/guidance/neglect-toolkit/full/"
EASY = "/guidance/neglect-toolkit/easy-read/"
PDF = "/guidance/neglect-toolkit/full.pdf"
READ_BY_ANYONE = (
    "/guidance/",
    "/guidance/neglect-toolkit/",
    PAGE,
    EASY,
    "/guidance/neglect-toolkit/history/",
    "/guidance/glossary/",
    "/guidance/changes/",
)


@contextmanager
def counted(database: OneTransaction) -> Iterator[list[str]]:
    """The questions that are put to the database meanwhile; savepoints are the test's own."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if "SAVEPOINT" not in statement.upper():
            asked.append(statement)

    event.listen(database.writer, "before_cursor_execute", note)
    yield asked
    event.remove(database.writer, "before_cursor_execute", note)


def header(reader: Reader, name: str) -> str:
    assert reader.last is not None
    return reader.last.headers.get(name, "")


@pytest.mark.parametrize("path", READ_BY_ANYONE)
def test_a_page_for_everyone_has_no_form_sets_no_cookie_and_may_be_kept(
    session: Session, nobody: Reader, path: str
) -> None:
    a_published_guide(session)
    page = nobody.get(path)
    assert "<form" not in page
    assert header(nobody, "Set-Cookie") == ""
    assert header(nobody, "Cache-Control") == "public, max-age=0, must-revalidate"
    assert "Cookie" in header(nobody, "Vary")


@pytest.mark.parametrize("path", [*READ_BY_ANYONE, PDF])
def test_a_browser_that_has_the_page_is_told_that_nothing_changed(session: Session, nobody: Reader, path: str) -> None:
    a_published_guide(session)
    nobody.get(path)
    again = nobody.client.get(path, headers={"If-None-Match": header(nobody, "ETag")})
    assert (again.status_code, again.data) == (304, b"")


def test_a_page_is_sent_compressed_to_those_who_can_read_it(session: Session, nobody: Reader) -> None:
    a_published_guide(session)
    plain = nobody.get(PAGE)
    small = nobody.client.get(PAGE, headers={"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data).decode() == plain
    assert small.headers["ETag"] == header(nobody, "ETag")


def test_the_page_of_somebody_signed_in_is_theirs_alone(
    session: Session, reader_for: Callable[[Person], Reader]
) -> None:
    a_published_guide(session)
    reader = reader_for(a_person(session, name="Ada Okafor"))
    page = reader.get(PAGE)
    assert "Ada Okafor" in page
    assert header(reader, "Cache-Control") == "private, no-store"
    assert header(reader, "ETag") == ""


def test_a_name_never_gets_into_the_page_for_everyone(
    session: Session, nobody: Reader, reader_for: Callable[[Person], Reader]
) -> None:
    a_published_guide(session)
    reader_for(a_person(session, name="Ada Okafor")).get(PAGE)
    assert "Ada Okafor" not in nobody.get(PAGE)


def test_a_signed_in_page_asks_the_database_four_times_at_most(
    session: Session, database: OneTransaction, reader_for: Callable[[Person], Reader]
) -> None:
    a_published_guide(session)
    reader = reader_for(a_person(session))
    reader.get(PAGE)
    with counted(database) as asked:
        reader.get(PAGE)
    assert len(asked) <= 4, asked


def test_the_library_leads_to_every_format(session: Session, nobody: Reader) -> None:
    topics.save_topics(session, [{"key": "neglect", "title": "Neglect", "summary": "Needs not met."}])
    a_published_guide(session)
    page = nobody.get("/guidance/")
    assert all(f'href="{path}"' in page for path in (PAGE, EASY, "/guidance/neglect-toolkit/"))
    assert "Needs not met." in page


def test_an_empty_library_says_so(nobody: Reader) -> None:
    assert "No guidance is published yet" in nobody.get("/guidance/")


def test_the_landing_page_offers_the_formats_before_anything_else_and_the_shortest_first(
    session: Session, nobody: Reader
) -> None:
    a_published_guide(session, *(a_format_file(kind) for kind in FormatKind))
    page = nobody.get("/guidance/neglect-toolkit/")
    places = [page.index(f'href="/guidance/neglect-toolkit/{kind}/"') for kind in FormatKind]
    assert places == sorted(places)
    assert page.index("In a hurry?") < page.index("Full guidance") < page.index("How to see when")
    assert "1 minute to read" in page


def test_a_format_says_how_up_to_date_it_is_and_who_answers_for_it(session: Session, nobody: Reader) -> None:
    a_published_guide(session)
    page = nobody.get(PAGE)
    for words in ("22 November 2026", "21 November 2026", "22 May 2027", "Neglect lead", "Ask for another format"):
        assert words in page
    assert "Children Act 1989, section 47. legislation.gov.uk, 1989." in page


def test_the_switch_of_formats_keeps_the_place(session: Session, nobody: Reader) -> None:
    a_published_guide(session)
    assert f'href="{EASY}#what-is-neglect"' in nobody.get(PAGE)
    assert f'href="{PAGE}#what-neglect-is"' in nobody.get(EASY)


def test_every_section_can_be_linked_to(session: Session, nobody: Reader) -> None:
    a_published_guide(session)
    page = nobody.get(PAGE)
    for section in ("what-neglect-is", "signs", "who-to-call"):
        assert f'id="{section}"' in page
        assert f'href="#{section}"' in page


def test_contacts_stand_in_the_text_and_change_with_their_file(session: Session, nobody: Reader) -> None:
    a_published_guide(session)
    assert "0800 000" in nobody.get(PAGE)
    before = header(nobody, "ETag")
    topics.save_contacts(session, [CONTACTS[0], {**CONTACTS[1], "phone": "0800 555"}])
    page = nobody.get(PAGE)
    assert "0800 555" in page
    assert "0800 000" not in page
    assert header(nobody, "ETag") != before


def test_a_young_persons_page_has_help_and_the_way_out_at_the_top(session: Session, nobody: Reader) -> None:
    a_published_guide(session)
    page = nobody.get(EASY)
    assert 'class="safety-bar__help" href="#get-help"' in page
    assert 'id="get-help"' in page
    assert 'href="/exit"' in page
    assert page.index("Get help now") < page.index("<h1")
    assert "Not yet checked by young people" in page


def test_a4_a_practitioners_text_has_a_way_out_too(nobody: Reader, session: Session) -> None:
    a_published_guide(session)
    assert 'href="/exit"' in nobody.get(PAGE)


def test_a_text_with_help_lines_of_its_own_gets_no_second_list(session: Session, nobody: Reader) -> None:
    text = (
        "## Good to know {#good}\n\n::: box reassurance\nYou are not in trouble.\n:::\n\n"
        '## Who can help {#who-helps}\n\n::: contacts {names="childline"}\n:::\n'
    )
    a_published_guide(session, a_format_file(FormatKind.LEAFLET, text))
    page = nobody.get("/guidance/neglect-toolkit/leaflet/")
    assert 'class="safety-bar__help" href="#who-helps"' in page
    assert page.count("Childline</p>") == 1


def test_readers_are_told_when_young_people_have_read_a_text(session: Session, nobody: Reader) -> None:
    easy = a_published_guide(session)[FormatKind.EASY_READ]
    nobody.get(EASY)
    holds.record_young_reading(session, revision_id=easy.id, key="round:1", readers=6, who="person:1", now=THEN)
    session.flush()
    assert "6 young people have read this" in nobody.get(EASY)


def test_starting_text_says_that_it_waits_for_sign_off(session: Session, nobody: Reader) -> None:
    live = a_published_guide(session)
    live[FormatKind.FULL].starting_text = True
    session.flush()
    assert "Starting text, waiting for sign-off" in nobody.get(PAGE)
    assert "Starting text" not in nobody.get(EASY)


def test_a_new_revision_is_seen_at_once_and_its_change_is_told(session: Session, nobody: Reader) -> None:
    a_published_guide(session, a_format_file())
    nobody.get(PAGE)
    text = FULL.replace("A pattern of care", "A long pattern of care")
    (draft,) = drafts_of(session, a_publication_file(a_format_file(source=text)))
    assert "A long pattern" not in nobody.get(PAGE)
    told = Change(ChangeKind.MAJOR, "Longer <b>patterns</b>.", "Everyone.", "Take the module again.")
    publish_draft(session, draft, change=told, now=THEN + timedelta(days=1))
    assert "A long pattern" in nobody.get(PAGE)
    history = nobody.get("/guidance/neglect-toolkit/history/")
    for words in (
        "Major change",
        "Longer &lt;b&gt;patterns",
        "Everyone.",
        "Take the module again.",
        "21 November 2026",
    ):
        assert words in history
    assert "Longer &lt;b&gt;" in nobody.get("/guidance/changes/")


def test_a_withdrawn_format_says_what_became_of_it_and_leaves_the_others(session: Session, nobody: Reader) -> None:
    live = a_published_guide(session)
    endings.end_format(
        session,
        revision_id=live[FormatKind.FULL].id,
        ending=RevisionState.WITHDRAWN,
        because="The law has changed.",
        who_id=two_people(session)[0].id,
        now=THEN,
    )
    assert "withdrawn on 20 November 2026. The law has changed." in nobody.get(PAGE, status=404)
    nobody.get(PDF, status=404)
    nobody.get(EASY)
    assert "Withdrawn on 20 November 2026" in nobody.get("/guidance/neglect-toolkit/history/")


def test_a_text_without_a_single_heading_can_be_read(session: Session, nobody: Reader) -> None:
    a_published_guide(session, a_format_file(FormatKind.BRIEFING, "1. Look.\n2. Write it down.\n"))
    page = nobody.get("/guidance/neglect-toolkit/briefing/")
    assert "Write it down." in page
    assert 'id="get-help"' in page


def test_the_pdf_has_a_good_name_and_is_shown_in_the_browser(session: Session, nobody: Reader) -> None:
    a_published_guide(session)
    nobody.get(PDF)
    assert header(nobody, "Content-Type") == "application/pdf"
    assert header(nobody, "Content-Disposition") == 'inline; filename="neglect-toolkit-full.pdf"'


def test_a_pdf_with_old_contacts_is_never_given(session: Session, nobody: Reader) -> None:
    a_published_guide(session, a_format_file())
    assert nobody.client.get(PDF).data == b"%PDF-1.7 for a test"
    topics.save_contacts(session, [CONTACTS[0], {**CONTACTS[1], "phone": "0800 555"}])
    remade = nobody.client.get(PDF).data
    assert remade.startswith(b"%PDF-1.7")
    assert len(remade) > 10_000


def test_a_term_of_the_glossary_can_be_linked_to(session: Session, nobody: Reader) -> None:
    topics.save_glossary(session, [{"key": "neglect", "term": "Neglect", "meaning": "Care that is <missing>."}])
    page = nobody.get("/guidance/glossary/")
    assert re.search(r'id="neglect".*Care that is &lt;missing&gt;', page, re.DOTALL)


@pytest.mark.parametrize(
    "path",
    [
        "/guidance/nothing-here/",
        "/guidance/neglect-toolkit/briefing/",
        "/guidance/neglect-toolkit/briefing.pdf",
        "/guidance/neglect-toolkit/pamphlet/",
        "/guidance/nothing-here/history/",
        "/guidance/neglect-toolkit'%20OR%201=1--/",
        "/guidance/neglect-toolkit/full'--/",
        "/guidance/%7B%7B7*7%7D%7D/",
        "/guidance/neglect-toolkit/%7B%7B7*7%7D%7D/",
        "/guidance/%00/",
        "/guidance/%00/history/",
        "/guidance/%F0%9F%98%80/full/",
        "/guidance/%E2%80%AEtoolkit/full.pdf",
        "/guidance/Neglect-Toolkit/",
        f"/guidance/{'a' * 3000}/",
    ],
)
def test_an_address_that_leads_nowhere_says_so(session: Session, nobody: Reader, path: str) -> None:
    a_published_guide(session)
    page = nobody.get(path, status=404)
    assert "Page not found" in page
    assert "49" not in re.findall(r"<p class=\"govuk-body-l\">(.*?)</p>", page)


def test_a_page_is_the_same_whatever_the_hour(session: Session, nobody: Reader) -> None:
    a_published_guide(session)
    first = nobody.get(PAGE)
    with clock_at(THEN + timedelta(days=90)):
        assert nobody.get(PAGE) == first


def test_each_person_gets_a_page_with_their_own_name_and_a_notice_once(
    reader_for: Callable[[Person], Reader], session: Session
) -> None:
    a_published_guide(session)
    ada, bea = a_person(session, name="Ada Aster"), a_person(session, name="Bea Birch")
    for _ in range(2):
        assert "Ada Aster" in reader_for(ada).get("/guidance/neglect-toolkit/full/")
        page = reader_for(bea).get("/guidance/neglect-toolkit/full/")
        assert "Bea Birch" in page
        assert "Ada Aster" not in page
    told = reader_for(ada)
    with told.client.session_transaction() as cookie:
        cookie["_flashes"] = [("success", "This is said once.")]
    assert "This is said once." in told.get("/guidance/neglect-toolkit/full/")
    assert "This is said once." not in told.get("/guidance/neglect-toolkit/full/")
