"""Reading guidance, on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from sscp_learning.guidance import history
from sscp_learning.guidance.queries import desk, library, pages
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.platform.errors import NotFound
from tests.builders.guidance import FACTS, FULL, THEN, a_format_file, a_publication_file, a_published_guide, drafts_of

SLUG = "neglect-toolkit"


def test_the_library_lists_what_is_published_with_its_formats_in_order(session: Session) -> None:
    a_published_guide(
        session, a_format_file(FormatKind.EASY_READ), a_format_file(), a_format_file(FormatKind.ONE_MINUTE)
    )
    drafts_of(session, a_publication_file(slug="not-yet"))
    (entry,) = library.list_library(session)
    assert entry.slug == SLUG
    assert [line.kind for line in entry.formats] == ["one-minute", "full", "easy-read"]


def test_a_publication_of_no_known_topic_is_still_on_a_shelf(session: Session) -> None:
    a_published_guide(session)
    assert [(shelf.key, len(shelf.entries)) for shelf in library.list_shelves(session)] == [("other", 1)]


def test_a_draft_is_nowhere_to_be_found_by_readers(session: Session) -> None:
    drafts_of(session, a_publication_file())
    assert pages.find_page(session, SLUG, FormatKind.FULL) is None
    assert pages.find_section(session, SLUG, FormatKind.FULL, "signs") is None
    assert pages.list_searchable_sections(session) == []
    for ask in (library.get_entry, history.list_history):
        with pytest.raises(NotFound):
            ask(session, SLUG)


def test_a_section_is_found_by_its_id(session: Session) -> None:
    a_published_guide(session)
    found = pages.find_section(session, SLUG, FormatKind.FULL, "babies")
    assert found is not None
    assert (found.target, found.title, found.page_title) == (
        "guidance:neglect-toolkit/full#babies",
        "Babies",
        "Neglect toolkit: full guidance",
    )
    assert pages.find_section(session, SLUG, FormatKind.FULL, "gone") is None


def test_every_section_can_be_searched_and_what_stands_before_the_first(session: Session) -> None:
    a_published_guide(session, a_format_file())
    sections = pages.list_searchable_sections(session)
    assert [section.target for section in sections] == [
        "guidance:neglect-toolkit/full",
        "guidance:neglect-toolkit/full#what-neglect-is",
        "guidance:neglect-toolkit/full#signs",
        "guidance:neglect-toolkit/full#babies",
        "guidance:neglect-toolkit/full#who-to-call",
    ]
    assert [section.words for section in sections[2:4]] == ["Look for a pattern.", "They do not gain weight."]
    assert (sections[3].title, sections[3].above) == ("Babies", "Signs by age")


def test_a_round_is_shown_only_a_revision_that_is_safe_for_young_people(session: Session) -> None:
    full, easy = drafts_of(session, a_publication_file())
    text = pages.get_revision_for_review(session, easy.id)
    assert (text.state, text.kind, text.parts[0].title) == ("draft", "easy-read", "What is neglect?")
    assert [block.uid for block in pages.get_document(session, easy.id).blocks] == [part.uid for part in text.parts]
    for missing in (full.id, 9_999_999):
        with pytest.raises(NotFound):
            pages.get_revision_for_review(session, missing)


def test_a_revision_is_due_on_its_review_date_and_not_before(session: Session) -> None:
    a_published_guide(session, a_format_file())
    due = date(2027, 5, 22)
    assert len(desk.list_due_for_review(session, due)) == 1
    assert desk.list_due_for_review(session, due - timedelta(days=1)) == []


def test_the_revisions_on_their_way_are_listed_by_format(session: Session) -> None:
    drafts_of(session, a_publication_file())
    found = desk.list_open(session, SLUG)
    assert [(revision.kind, revision.state, revision.made_at) for revision in found] == [
        ("full", "draft", THEN),
        ("easy-read", "draft", THEN),
    ]


def test_a_publication_is_written_back_as_its_authors_wrote_it(session: Session) -> None:
    a_published_guide(session, a_format_file())
    drafts_of(session, a_publication_file(a_format_file(source=FULL + "More.\n"), a_format_file(FormatKind.EASY_READ)))
    assert list(desk.list_slugs(session)) == [SLUG]
    full, easy = desk.list_written(session, SLUG)
    assert (full.source, full.facts, full.change) == (FULL, FACTS, None)
    assert (easy.kind, easy.safe_for_young_people) == ("easy-read", True)
