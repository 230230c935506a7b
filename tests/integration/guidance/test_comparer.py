"""Two revisions side by side: any two on the desk, published ones for readers."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Revision
from sscp_learning.guidance.rules import Change, ChangeKind
from sscp_learning.people.models import Person
from sscp_learning.people.rules import Role
from tests.builders.guidance import (
    FULL,
    THEN,
    a_format_file,
    a_publication_file,
    a_published_guide,
    drafts_of,
    publish_draft,
)
from tests.builders.people import a_person, a_role
from tests.pages import Reader

ReaderFor = Callable[[Person], Reader]
DESK = "/desk/guidance/neglect-toolkit/compare/"
PUBLIC = "/guidance/neglect-toolkit/history/compare/"


@pytest.fixture
def texts(session: Session) -> list[str]:
    """The public ids of three revisions of the full guidance: replaced, published, draft."""
    a_published_guide(session, a_format_file())
    changed = FULL.replace("A pattern of care", "A <i>long</i> pattern of care")
    for source, publish in ((changed, True), (changed.replace("Look for", "Watch for"), False)):
        (draft,) = drafts_of(session, a_publication_file(a_format_file(source=source)))
        if publish:
            told = Change(ChangeKind.CLARIFICATION, "Clearer.")
            publish_draft(session, draft, change=told, now=THEN + timedelta(days=1))
    return list(session.scalars(select(Revision.public_id).order_by(Revision.number)))


@pytest.fixture
def editor(session: Session, reader_for: ReaderFor) -> Reader:
    """An editor."""
    person = a_person(session)
    a_role(session, person, Role.EDITOR)
    return reader_for(person)


def test_the_two_newest_are_compared_unless_somebody_chooses(editor: Reader, texts: list[str]) -> None:
    page = editor.get(DESK)
    assert "put in: </span>Watch" in page
    page = editor.get(f"{DESK}?from={texts[0]}&to={texts[2]}")
    assert "put in: </span>Watch" in page
    assert "long" in page
    assert "<i>long" not in page
    assert "taken out: </span>Watch" in editor.get(f"{DESK}?from={texts[2]}&to={texts[0]}&as=inline")


def test_a_revision_beside_itself_is_the_same(editor: Reader, texts: list[str]) -> None:
    assert "The words are the same." in editor.get(f"{DESK}?from={texts[1]}&to={texts[1]}")


def test_a_revision_of_something_else_is_not_found(editor: Reader, texts: list[str]) -> None:
    editor.get(f"{DESK}?from=made-up&to={texts[0]}", status=404)
    editor.get("/desk/guidance/no-such-guide/compare/", status=404)


def test_readers_compare_published_texts_and_no_others(nobody: Reader, texts: list[str]) -> None:
    assert f"{PUBLIC}?from={texts[0]}&amp;to={texts[1]}" in nobody.get("/guidance/neglect-toolkit/history/")
    page = nobody.get(f"{PUBLIC}?from={texts[0]}&to={texts[1]}")
    assert "1 part changed" in page
    assert "<form" not in page
    nobody.get(f"{PUBLIC}?from={texts[0]}&to={texts[2]}", status=404)
    assert "1 part changed" in nobody.get(PUBLIC)
