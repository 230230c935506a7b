"""What changed, month by month, and the feed of it (F7), on both databases."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy.orm import Session

from sscp_learning.guidance.actions import endings
from sscp_learning.guidance.models import Revision
from sscp_learning.guidance.rules import Change, ChangeKind, FormatKind, RevisionState
from tests.builders.guidance import (
    FULL,
    a_format_file,
    a_publication_file,
    a_published_guide,
    drafts_of,
    publish_draft,
    two_people,
)
from tests.pages import Reader

CHANGES = "/guidance/changes/"
FEED = "/guidance/feed.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
LAST_MINUTE = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # In London it is July already.


def changed(session: Session, words: str, change: Change, now: datetime) -> Revision:
    file = a_format_file(source=FULL.replace("A pattern of care", words))
    (draft,) = drafts_of(session, a_publication_file(file), now=now)
    return publish_draft(session, draft, change=change, now=now)


def a_year(session: Session) -> Revision:
    """Changes in July 2026 by London's clock, on 20 November (the first) and twice in January 2027."""
    a_published_guide(session, a_format_file())
    changed(session, "Care", Change(ChangeKind.MAJOR, "The meaning changed.", "Everyone.", "Yes."), LAST_MINUTE)
    changed(session, "Csre", Change(ChangeKind.CLARIFICATION, "Said more plainly."), datetime(2027, 1, 4, tzinfo=UTC))
    return changed(session, "Care", Change(ChangeKind.TYPO, "A letter."), datetime(2027, 1, 5, tzinfo=UTC))


def withdrawn(session: Session, revision: Revision, ending: RevisionState = RevisionState.WITHDRAWN) -> None:
    endings.end_format(
        session,
        revision_id=revision.id,
        ending=ending,
        because="The law has changed.",
        who_id=two_people(session)[0].id,
        now=datetime(2027, 3, 9, tzinfo=UTC),
    )


def test_the_newest_month_is_shown_and_every_month_in_which_something_changed_is_offered(
    session: Session, nobody: Reader
) -> None:
    a_year(session)
    page = nobody.get(CHANGES)
    assert "<h1" in page
    assert "What changed in January 2027" in page
    assert "Said more plainly." in page
    assert "The meaning changed." not in page
    listed = re.findall(r"(\w+ \d{4})(?:</a>|</strong>): (\d+ changes?)", page)
    assert listed == [("January 2027", "2 changes"), ("November 2026", "1 change"), ("July 2026", "1 change")]


def test_a_month_is_a_month_in_london(session: Session, nobody: Reader) -> None:
    a_year(session)
    page = nobody.get(f"{CHANGES}?month=2026-07")
    for words in ("What changed in July 2026", "1 July 2026", "The meaning changed.", "Everyone.", "Major change"):
        assert words in page
    nobody.get(f"{CHANGES}?month=2026-06", status=404)


def test_typing_mistakes_are_folded_away(session: Session, nobody: Reader) -> None:
    a_year(session)
    page = nobody.get(CHANGES)
    assert "Typing mistakes mended: 1" in page
    assert page.index("Said more plainly.") < page.index("<details") < page.index("A letter.")


@pytest.mark.parametrize("month", ["2026-12", "2026-13", "x", "", "2026-11'--", "%00"])
def test_a_month_without_changes_and_what_is_no_month_say_so(session: Session, nobody: Reader, month: str) -> None:
    a_year(session)
    assert "Nothing changed in that month" in nobody.get(f"{CHANGES}?month={month}", status=404)


def test_what_was_withdrawn_is_told_in_the_month_it_went_with_its_reason_and_its_history(
    session: Session, nobody: Reader
) -> None:
    withdrawn(session, a_year(session))
    page = nobody.get(CHANGES)
    assert "What changed in March 2027" in page
    for words in ("Withdrawn", "9 March 2027", "The law has changed.", "/guidance/neglect-toolkit/history/"):
        assert words in page
    assert "Read it" not in page


def test_before_anything_is_published_the_page_says_so(nobody: Reader) -> None:
    assert "Nothing has been published yet" in nobody.get(CHANGES)


# The feed


def entries(nobody: Reader) -> list[ET.Element]:
    return list(read(nobody).findall(f"{ATOM}entry"))


def read(nobody: Reader) -> ET.Element:
    return ET.fromstring(nobody.get(FEED))  # noqa: S314  Our own words, made a moment ago.


def words(element: ET.Element, name: str) -> str:
    found = element.findtext(f"{ATOM}{name}")
    assert found, f"{name} is missing"
    return found


def test_the_feed_has_everything_that_the_standard_asks_for(session: Session, nobody: Reader) -> None:
    withdrawn(session, a_year(session))
    feed = read(nobody)
    assert nobody.last is not None
    assert nobody.last.mimetype == "application/atom+xml"
    assert feed.tag == f"{ATOM}feed"
    for one in (feed, *feed.findall(f"{ATOM}entry")):
        assert len(one.findall(f"{ATOM}id")) == len(one.findall(f"{ATOM}title")) == 1
        assert RFC_3339.fullmatch(words(one, "updated"))
        links = [(link.get("rel"), link.get("href", "")) for link in one.findall(f"{ATOM}link")]
        assert "alternate" in dict(links)
        assert all(href.startswith("http://127.0.0.1:8000/guidance/") for _, href in links)
    author = feed.find(f"{ATOM}author")
    assert author is not None
    assert words(author, "name")
    assert ("self", "http://127.0.0.1:8000/guidance/feed.atom") in [
        (link.get("rel"), link.get("href")) for link in feed.findall(f"{ATOM}link")
    ]
    ids = [words(entry, "id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) == 5
    assert all(id_.startswith("urn:uuid:") for id_ in ids)


def test_the_feed_tells_the_newest_first_and_its_date_is_that_of_the_newest(session: Session, nobody: Reader) -> None:
    withdrawn(session, a_year(session))
    feed = read(nobody)
    told = [(words(entry, "updated")[:10], words(entry, "summary")) for entry in feed.findall(f"{ATOM}entry")]
    assert told == [
        ("2027-03-09", "The law has changed."),
        ("2027-01-05", "A letter."),
        ("2027-01-04", "Said more plainly."),
        ("2026-11-20", "First published."),
        ("2026-06-30", "The meaning changed."),
    ]
    assert words(feed, "updated") == words(entries(nobody)[0], "updated")
    assert words(entries(nobody)[0], "title") == "Neglect toolkit: full guidance. Withdrawn"


def test_an_entry_keeps_its_id_and_its_date_whatever_becomes_of_the_text(session: Session, nobody: Reader) -> None:
    live = a_published_guide(session, a_format_file())[FormatKind.FULL]
    (before,) = [(words(entry, "id"), words(entry, "updated")) for entry in entries(nobody)]
    withdrawn(session, live, RevisionState.IN_ERROR)
    after = [(words(entry, "id"), words(entry, "updated")) for entry in entries(nobody)]
    assert (len(after), after[1]) == (2, before)


def test_words_of_a_change_are_words_in_the_feed(session: Session, nobody: Reader) -> None:
    a_published_guide(session, a_format_file())
    changed(session, "Care", Change(ChangeKind.MAJOR, "Less <b> & more </feed>"), datetime(2027, 1, 4, tzinfo=UTC))
    assert words(entries(nobody)[0], "summary") == "Less <b> & more </feed>"


def test_a_feed_reader_that_has_it_is_told_that_nothing_changed(session: Session, nobody: Reader) -> None:
    a_published_guide(session)
    etag = nobody.client.get(FEED).headers["ETag"]
    assert nobody.client.get(FEED, headers={"If-None-Match": etag}).status_code == 304


def test_a_feed_without_entries_is_one_too(nobody: Reader) -> None:
    assert RFC_3339.fullmatch(words(read(nobody), "updated"))
