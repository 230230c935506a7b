"""Papers that a new contact makes out of date are made anew before the change counts (DECISIONS 3)."""

from collections.abc import Iterable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.documents.model import Document
from sscp_learning.guidance import printing
from sscp_learning.guidance.actions import holds
from sscp_learning.guidance.actions.papers import change_contacts
from sscp_learning.guidance.actions.staleness import choose_lag
from sscp_learning.guidance.models import Revision, RevisionPdf
from sscp_learning.guidance.paper import Paper, Printing
from sscp_learning.guidance.queries.pages import get_stored_pdf
from sscp_learning.guidance.rules import Change, ChangeKind, FormatKind
from sscp_learning.guidance.shapes import RevisionText
from sscp_learning.platform.errors import Conflict
from sscp_learning.settings import PROJECT
from sscp_learning.topics.actions import Row
from sscp_learning.topics.queries import get_generation
from tests.builders.guidance import (
    CONTACTS,
    FULL,
    THEN,
    a_format_file,
    a_paper,
    a_publication_file,
    a_published_guide,
    drafts_of,
    publish_draft,
    two_people,
)
from tests.pages import Reader

PDF = "/guidance/neglect-toolkit/full.pdf"
NEW_NUMBER: list[Row] = [CONTACTS[0], {**CONTACTS[1], "phone": "0800 555"}]
NEW_CHECK: list[Row] = [CONTACTS[0], {**CONTACTS[1], "checked": date(2026, 11, 30)}]
FEWER: list[Row] = [CONTACTS[0]]
Pressed = list[tuple[str, str]]


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> Pressed:
    """Which papers were set, and what readers are told on each."""
    made: Pressed = []

    def note(
        text: RevisionText, _document: Document, shared: Printing, *, notices: Iterable[str], **_: object
    ) -> Paper:
        made.append((text.kind, " ".join(notices)))
        number = shared.contacts["childline"].phone if "childline" in shared.contacts else "none"
        return Paper(f"%PDF {text.kind} {number}".encode(), shared.contacts_generation)

    monkeypatch.setattr(printing, "make_paper", note)
    return made


def shared(session: Session) -> Printing:
    return printing.printing_today(
        session, partnership="A partnership", public_url="https://x.example.org", content=PROJECT / "content"
    )


def changed(session: Session, rows: list[Row]) -> bool:
    made = printing.reprint(session, rows, shared(session), now=THEN)
    return change_contacts(session, rows, reprint=made, now=THEN)


def papers(session: Session) -> dict[str, tuple[bytes, int]]:
    session.expire_all()
    rows = session.scalars(select(RevisionPdf)).all()
    return {
        session.get_one(Revision, row.revision_id).format.kind: (row.contents, row.contacts_generation) for row in rows
    }


def test_only_papers_that_show_the_contact_are_set_anew_and_all_count_as_of_today(
    session: Session, pressed: Pressed
) -> None:
    a_published_guide(session)
    before = get_generation(session, "contacts")
    assert changed(session, NEW_NUMBER)
    assert [kind for kind, _ in pressed] == ["full"]
    assert papers(session) == {
        "full": (b"%PDF full 0800 555", before + 1),
        "easy-read": (b"%PDF-1.7 for a test", before + 1),
    }


def test_the_reader_gets_the_new_paper_and_nothing_is_set_for_them(
    session: Session, pressed: Pressed, nobody: Reader
) -> None:
    a_published_guide(session)
    etag = nobody.client.get(PDF).headers["ETag"]
    changed(session, NEW_NUMBER)
    assert nobody.client.get(PDF).data == b"%PDF full 0800 555"
    assert nobody.client.get(PDF, headers={"If-None-Match": etag}).status_code == 200
    assert len(pressed) == 1


def test_a_contact_that_goes_leaves_every_paper_too(session: Session, pressed: Pressed) -> None:
    a_published_guide(session)
    assert changed(session, FEWER)
    assert papers(session)["full"][0] == b"%PDF full none"
    assert len(pressed) == 1


def test_the_date_of_a_check_is_not_printed_so_nothing_is_set_anew(session: Session, pressed: Pressed) -> None:
    a_published_guide(session)
    assert changed(session, NEW_CHECK)
    assert pressed == []
    assert {generation for _, generation in papers(session).values()} == {get_generation(session, "contacts")}


def test_contacts_that_are_the_same_change_nothing(session: Session, pressed: Pressed) -> None:
    a_published_guide(session)
    before = papers(session)
    assert not changed(session, list(CONTACTS))
    assert (pressed, papers(session)) == ([], before)


@pytest.mark.usefixtures("pressed")
def test_a_paper_that_was_old_already_is_made_anew_even_so(session: Session) -> None:
    a_published_guide(session, a_format_file())
    session.scalars(select(RevisionPdf)).one().contacts_generation = 0
    session.flush()
    assert not changed(session, list(CONTACTS))
    assert papers(session)["full"] == (b"%PDF full 0800 000", get_generation(session, "contacts"))


def test_a_text_that_was_published_meanwhile_stops_the_change_so_that_no_old_number_stays(
    session: Session, pressed: Pressed
) -> None:
    a_published_guide(session, a_format_file())
    made = printing.reprint(session, NEW_NUMBER, shared(session), now=THEN)
    (draft,) = drafts_of(session, a_publication_file(a_format_file(source=FULL + "\nMore.\n")))
    publish_draft(session, draft, change=Change(ChangeKind.CLARIFICATION, "More."))
    with pytest.raises(Conflict, match="Do it again"):
        change_contacts(session, NEW_NUMBER, reprint=made, now=THEN)
    assert len(pressed) == 1


def test_replaced_and_withdrawn_texts_are_not_set_anew(session: Session, pressed: Pressed) -> None:
    a_published_guide(session, a_format_file())
    (draft,) = drafts_of(session, a_publication_file(a_format_file(source=FULL + "\nMore.\n")))
    publish_draft(session, draft, change=Change(ChangeKind.CLARIFICATION, "More."))
    changed(session, NEW_NUMBER)
    assert len(pressed) == 1


# What readers are told on paper


def test_a_text_that_young_people_have_not_checked_says_so_on_paper_until_they_have(
    session: Session, pressed: Pressed
) -> None:
    easy = a_published_guide(session)[FormatKind.EASY_READ]
    printing.paper_of(session, easy.id, shared(session), now=THEN)
    holds.record_young_reading(session, revision_id=easy.id, key="round:1", readers=6, who="person:1", now=THEN)
    printing.paper_of(session, easy.id, shared(session), now=THEN)
    assert pressed == [("easy-read", "When this was printed, young people had not checked it yet."), ("easy-read", "")]


def test_a_format_that_stayed_behind_says_so_on_paper_from_that_day(session: Session, pressed: Pressed) -> None:
    live = a_published_guide(
        session, a_format_file(), a_format_file(FormatKind.ONE_MINUTE, "## What {#what}\n\nCare.\n")
    )
    short, full = live[FormatKind.ONE_MINUTE], live[FormatKind.FULL]
    said = "The full guidance changed on 20 November 2026. This version has not caught up yet."
    paper = printing.paper_with_lag(session, short.id, full.id, shared(session), now=THEN)
    who = two_people(session)[1].id
    choose_lag(session, format_id=short.format_id, behind=full, who_id=who, now=THEN, paper=paper)
    printing.paper_of(session, short.id, shared(session), now=THEN)
    printing.paper_without_lag(session, short.id, shared(session), now=THEN)
    assert pressed == [("one-minute", said), ("one-minute", said), ("one-minute", "")]
    assert get_stored_pdf(session, short.id, contacts_generation=paper.contacts_generation) == paper.contents


def test_a_real_paper_with_every_notice_is_made(session: Session) -> None:
    live = a_published_guide(session)
    easy, full = live[FormatKind.EASY_READ], live[FormatKind.FULL]
    paper = printing.paper_with_lag(session, easy.id, full.id, shared(session), now=THEN)
    assert paper.contents.startswith(b"%PDF-1.7")
    assert paper.contents != a_paper(session).contents


def test_the_page_is_new_when_a_contact_is(session: Session, nobody: Reader, pressed: Pressed) -> None:
    a_published_guide(session)
    page = "/guidance/neglect-toolkit/full/"
    etag = nobody.client.get(page).headers["ETag"]
    assert nobody.client.get(page, headers={"If-None-Match": etag}).status_code == 304
    changed(session, NEW_NUMBER)
    again = nobody.client.get(page, headers={"If-None-Match": etag})
    assert (again.status_code, "0800 555" in again.text) == (200, True)
    assert pressed
