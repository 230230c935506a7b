"""The pages of whoever checks formats against the full guidance (F4, F5), on both databases."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.actions.staleness import choose_lag
from sscp_learning.guidance.models import Revision
from sscp_learning.guidance.queries.pages import get_stored_pdf
from sscp_learning.guidance.queries.staleness import find_lag
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.people.models import Person
from sscp_learning.people.rules import Role
from sscp_learning.topics import actions as topics
from sscp_learning.topics.queries import get_generation
from tests.builders.guidance import CONTACTS, FULL, a_flag, a_format_file, a_paper, a_published_guide, two_people
from tests.builders.people import a_person, a_role
from tests.integration.guidance.test_staleness import CARE, MAJOR, a_guide, day, published
from tests.pages import Reader

FLAGS = "/desk/guidance/neglect-toolkit/flags/"
ONE = f"{FLAGS}easy-read/what-is-neglect/"
EASY_PAGE = "/guidance/neglect-toolkit/easy-read/"


@pytest.fixture
def checker(session: Session, reader_for: Callable[[Person], Reader]) -> Reader:
    """Somebody who writes guidance."""
    person = a_person(session, name="Edie Tor")
    a_role(session, person, Role.EDITOR)
    return reader_for(person)


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    return found[1]


def a_changed_guide(session: Session) -> Revision:
    """Easy read has one section that needs checking, since the words it follows became “Love that is missing”."""
    easy = a_guide(session, FormatKind.FULL, FormatKind.EASY_READ)[FormatKind.EASY_READ]
    published(session, FULL.replace(CARE, "A pattern of love"), MAJOR, now=day(1))
    return easy


def test_the_page_shows_old_and_new_words_and_both_ways_on(session: Session, checker: Reader) -> None:
    a_changed_guide(session)
    page = checker.get(FLAGS)
    for words in (
        "“What neglect is” changed on 21 November 2026.",
        "<del>care </del>",
        "<ins>love </ins>",
        "You do not get the care you need.",
        'href="/desk/guidance/neglect-toolkit/easy-read/#part-what-is-neglect"',
        f'href="{ONE}"',
    ):
        assert words in page
    assert page.count("Needs checking") == 1


def test_what_stands_in_a_text_is_never_a_command_of_the_page(session: Session, checker: Reader) -> None:
    a_guide(session, FormatKind.FULL, FormatKind.EASY_READ)
    published(session, FULL.replace(CARE, "A `<script>alert(1)</script>` pattern of care"), now=day(1))
    page = checker.get(FLAGS)
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_a_decision_with_a_reason_settles_the_section_and_is_kept(session: Session, checker: Reader) -> None:
    a_changed_guide(session)
    form = {"seen": seen(checker.get(ONE)), "reason": "The meaning is the same."}
    checker.post(ONE, form)
    assert checker.location == f"{FLAGS}#easy-read"
    page = checker.get(FLAGS)
    assert "Nothing needs checking here." in page
    assert "Edie Tor" in page
    assert "The meaning is the same." in page
    assert "Nothing needs checking in this section any more" in checker.get(ONE, status=404)


def test_a_decision_without_a_reason_is_refused_in_words(session: Session, checker: Reader) -> None:
    a_changed_guide(session)
    page = checker.post(ONE, {"seen": seen(checker.get(ONE)), "reason": " "}, status=422)
    assert "Say in a sentence why this section can stay as it is" in page
    assert "Needs checking" in checker.get(FLAGS)


def test_when_the_words_changed_again_nothing_typed_is_lost_and_the_new_words_are_shown(
    session: Session, checker: Reader
) -> None:
    a_changed_guide(session)
    old = seen(checker.get(ONE))
    published(session, FULL.replace(CARE, "A pattern of hope"), now=day(2))
    page = checker.post(ONE, {"seen": old, "reason": "The meaning is the same."}, status=422)
    assert "changed again while you read" in page
    assert "The meaning is the same." in page
    assert "hope" in page
    checker.post(ONE, {"seen": seen(page), "reason": "The meaning is the same."})


def test_every_publication_with_flags_is_listed_with_the_oldest_first(session: Session, checker: Reader) -> None:
    assert "Nothing needs checking" in checker.get("/desk/guidance/flags/")
    a_changed_guide(session)
    other = a_published_guide(session, slug="other")
    a_flag(session, other[FormatKind.EASY_READ])
    page = checker.get("/desk/guidance/flags/")
    assert page.index("/desk/guidance/other/flags/#easy-read") < page.index(f"{FLAGS}#easy-read")
    assert "1 section" in page


def test_without_full_guidance_or_other_formats_the_page_says_so(session: Session, checker: Reader) -> None:
    a_published_guide(session, a_format_file(FormatKind.EASY_READ))
    assert "There is no full guidance to check against" in checker.get(FLAGS)
    a_published_guide(session, a_format_file(), slug="other")
    assert "Only the full guidance is published" in checker.get("/desk/guidance/other/flags/")


def test_an_address_that_leads_nowhere_says_so(session: Session, checker: Reader) -> None:
    a_changed_guide(session)
    for path in (
        "/desk/guidance/nothing/flags/",
        f"{FLAGS}full/what-neglect-is/",
        f"{FLAGS}pamphlet/x/",
        f"{FLAGS}easy-read/not-in-trouble/",
    ):
        checker.get(path, status=404)
    checker.post(f"{FLAGS}pamphlet/", status=404)
    checker.post(f"{FLAGS}easy-read/", status=409)


# Formats that stayed behind


def test_young_readers_of_a_format_that_stayed_behind_are_told_in_plain_words_with_a_date(
    session: Session, nobody: Reader
) -> None:
    a_changed_guide(session)
    assert "We have not changed this page yet" not in nobody.get(EASY_PAGE)
    easy = a_lagging_guide_of(session)
    page = nobody.get(EASY_PAGE)
    for words in (
        "The full guidance changed on 21 November 2026",
        "We have not changed this page yet.",
        'href="/guidance/neglect-toolkit/history/">See what changed',
        'href="/guidance/neglect-toolkit/full/">Read the full guidance',
    ):
        assert words in page
    assert "caught up" not in page
    assert easy.format_id


def test_practitioners_are_told_which_text_to_follow(session: Session, nobody: Reader) -> None:
    guide = a_guide(session)
    full = published(session, FULL.replace(CARE, "A pattern of love"), MAJOR, now=day(1))
    say_behind(session, guide[FormatKind.ONE_MINUTE], full)
    page = nobody.get("/guidance/neglect-toolkit/one-minute/")
    assert "This version has not caught up yet. Where they differ, follow the full guidance." in page
    assert "changed on 21 November 2026" not in nobody.get("/guidance/neglect-toolkit/full/")


def test_the_last_decision_takes_the_notice_from_the_page_and_from_the_paper(
    session: Session, nobody: Reader, checker: Reader
) -> None:
    easy = a_changed_guide(session)
    a_lagging_guide_of(session)
    assert "We have not changed this page yet" in nobody.get(EASY_PAGE)
    page = checker.get(ONE)
    assert "This is the last section to check" in page
    checker.post(ONE, {"seen": seen(page), "reason": "The meaning is the same."})
    assert "We have not changed this page yet" not in nobody.get(EASY_PAGE)
    paper = get_stored_pdf(session, easy.id, contacts_generation=get_generation(session, "contacts"))
    assert paper is not None
    assert len(paper) > 10_000


def test_where_nothing_is_left_to_check_the_notice_can_be_taken_away(session: Session, checker: Reader) -> None:
    easy = a_guide(session, FormatKind.FULL, FormatKind.EASY_READ)[FormatKind.EASY_READ]
    full = published(session, FULL.replace("Read this first.", "Read this."), MAJOR, now=day(1))
    say_behind(session, easy, full)
    assert "Stop telling readers that it is behind" in checker.get(FLAGS)
    checker.post(f"{FLAGS}easy-read/")
    assert find_lag(session, easy.format_id) is None
    assert "Stop telling readers" not in checker.get(FLAGS)


def say_behind(session: Session, revision: Revision, full: Revision) -> None:
    who = two_people(session)[1].id
    choose_lag(session, format_id=revision.format_id, behind=full, who_id=who, now=day(1), paper=a_paper(session))


def a_lagging_guide_of(session: Session) -> Revision:
    """Says of the easy read that is published that it is behind the full text that is published."""
    live = {row.format.kind: row for row in session.scalars(select(Revision).where(Revision.state == "published"))}
    say_behind(session, live["easy-read"], live["full"])
    return live["easy-read"]


# Contacts


def test_contacts_are_listed_by_their_check_with_what_is_overdue(session: Session, checker: Reader) -> None:
    topics.save_contacts(session, [CONTACTS[0], {**CONTACTS[1], "checked": date(2026, 8, 1)}])
    page = checker.get("/desk/guidance/contacts/")
    assert page.index("Childline") < page.index("Emergency services")
    assert page.count("Overdue") == 1
    assert "1 August 2026" in page
    assert "content/partnership.toml" in page
