"""The desk: what waits for editors and publishers, from every feature, in one list."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from sscp_learning.guidance.actions import publishing
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.learning.actions.versions import save_version_from_file
from sscp_learning.people.models import Person
from sscp_learning.people.rules import Role
from sscp_learning.platform.clock import clock_at
from sscp_learning.review.actions import moderation
from tests.builders.guidance import a_format_file, a_publication_file, a_published_guide, drafts_of, two_people
from tests.builders.learning import THEN, a_frozen_module, a_module_file, a_published_module
from tests.builders.people import a_person, a_role, a_team
from tests.builders.review import a_pass, a_round, a_sent_comment
from tests.pages import Reader

ReaderFor = Callable[[Person], Reader]


@pytest.fixture
def editor(session: Session) -> Person:
    """An editor and nothing else."""
    person = a_person(session)
    a_role(session, person, Role.EDITOR)
    return person


def test_an_empty_desk_says_so(reader_for: ReaderFor, editor: Person) -> None:
    assert "Nothing waits for you" in reader_for(editor).get("/desk/")


def test_reviews_and_checks_that_are_due_are_listed_oldest_first(
    session: Session, reader_for: ReaderFor, editor: Person, now: datetime
) -> None:
    a_published_guide(session)
    reader = reader_for(editor)
    assert "Nothing waits for you" in reader.get("/desk/")
    with clock_at(now + timedelta(days=170)):
        page = reader.get("/desk/")
    assert page.index("Check the contact") < page.index("Review “Neglect toolkit: full guidance”")
    assert "Due on 22 May 2027" in page
    assert 'href="/guidance/neglect-toolkit/full/"' in page
    assert 'href="/desk/guidance/contacts/#contact-childline"' in page


def test_comments_that_wait_for_an_answer_come_first(session: Session, reader_for: ReaderFor, now: datetime) -> None:
    review = a_round(session)
    author = a_pass(session, review.group)
    comment = a_sent_comment(session, review, author, now=now)
    person = a_person(session)
    a_role(session, person, Role.EDITOR)
    moderation.approve(session, comment, by_id=person.id, now=now)
    assert 'href="/desk/comments/"' in reader_for(person).get("/desk/")


def test_drafts_wait_for_editors_and_what_others_submitted_for_publishers(
    session: Session, reader_for: ReaderFor, editor: Person, now: datetime
) -> None:
    publisher = a_person(session, name="Paul Isher")
    a_role(session, publisher, Role.PUBLISHER)
    [draft] = drafts_of(session, a_publication_file(a_format_file()))
    words, draft_words = "“Neglect toolkit: full guidance”, revision 1", "“Neglect toolkit”, full guidance"
    page = reader_for(editor).get("/desk/")
    assert draft_words in page
    assert 'href="/desk/guidance/neglect-toolkit/full/"' in page
    assert draft_words not in reader_for(publisher).get("/desk/")
    publishing.submit_for_approval(session, revision_id=draft.id, author_id=editor.id, now=now)
    assert draft_words not in reader_for(editor).get("/desk/")
    page = reader_for(publisher).get("/desk/")
    assert words in page
    assert f'href="/desk/guidance/revisions/{draft.public_id}/"' in page
    assert "Waiting for approval" in page
    publishing.approve(session, revision_id=draft.id, approver_id=publisher.id, now=now)
    assert "Approved, not published" in reader_for(publisher).get("/desk/")


def test_starting_text_waits_for_its_sign_off(session: Session, reader_for: ReaderFor, editor: Person) -> None:
    live = a_published_guide(session)[FormatKind.FULL]
    live.starting_text = True
    session.flush()
    page = reader_for(editor).get("/desk/")
    assert "Starting text to sign off" in page
    assert f'href="/desk/guidance/revisions/{live.public_id}/"' in page
    assert 'href="/desk/guidance/flags/"' in page


def test_nobody_is_asked_to_approve_what_they_submitted(session: Session, reader_for: ReaderFor, now: datetime) -> None:
    author, _ = two_people(session)
    a_role(session, author, Role.PUBLISHER)
    [draft] = drafts_of(session, a_publication_file(a_format_file()))
    publishing.submit_for_approval(session, revision_id=draft.id, author_id=author.id, now=now)
    assert "Nothing waits for you" in reader_for(author).get("/desk/")


def test_a_module_that_nobody_published_waits(session: Session, reader_for: ReaderFor, editor: Person) -> None:
    a_published_module(session)
    assert "Nothing waits for you" in reader_for(editor).get("/desk/")
    save_version_from_file(session, file=a_frozen_module(a_module_file(title="Another")), who="system", now=THEN)
    assert "Module “Another”, version 2" in reader_for(editor).get("/desk/")


@pytest.mark.parametrize("role", [None, *(role for role in Role if role not in {Role.EDITOR, Role.PUBLISHER})])
def test_nobody_else_comes_in(session: Session, reader_for: ReaderFor, role: Role | None) -> None:
    person = a_person(session)
    if role is not None:
        a_role(session, person, role, team=a_team(session))
    reader_for(person).get("/desk/", status=403)
