"""Import meets words from the browser: it never writes over them, says whose they are, and export brings them along."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.content_files import exporting, importing
from sscp_learning.guidance.actions import writing
from sscp_learning.guidance.models import Revision, WorkingText
from sscp_learning.guidance.queries.writing import get_writing
from sscp_learning.guidance.rules import Change, ChangeKind, FormatKind, RevisionState
from sscp_learning.guidance.sending import prepare_writing
from sscp_learning.guidance.shapes import WrittenFormat
from sscp_learning.guidance.working import Writing
from sscp_learning.people.models import Person
from sscp_learning.platform.database import Database
from sscp_learning.settings import PROJECT
from tests.builders.guidance import EASY_READ, FACTS, FULL, THEN
from tests.builders.people import a_person

SITE = "http://127.0.0.1:8000"
SLUG = "neglect-toolkit"
WHAT = Change(ChangeKind.CLARIFICATION, "Said it more plainly.", "Everyone", "No")
NEWER = "guidance/neglect-toolkit/full: the browser has newer words (saved by Ellen Price on 22 November 2026)"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small content folder: the toolkit in two formats."""
    root = tmp_path / "content"
    root.mkdir()
    for name in exporting.COPIED:
        shutil.copyfile(PROJECT / "content" / name, root / name)
    (root / "pictures").symlink_to(PROJECT / "content" / "pictures")
    write(root, {FormatKind.FULL: FULL, FormatKind.EASY_READ: EASY_READ})
    return root


@pytest.fixture
def ellen(session: Session) -> Person:
    """Somebody who writes in the browser."""
    return a_person(session, name="Ellen Price")


def write(root: Path, texts: Mapping[FormatKind, str]) -> None:
    """Writes the formats as an author would."""
    formats = [
        WrittenFormat(kind, text, FACTS, "practitioners", "", kind is FormatKind.EASY_READ, "", None, THEN)
        for kind, text in texts.items()
    ]
    home = root / "guidance" / SLUG
    home.mkdir(parents=True, exist_ok=True)
    for name, words in exporting.publication_files(formats):
        (home / name).write_text(words, "utf-8")


def change_file(root: Path) -> None:
    """A new word in the file of the full format."""
    write(root, {FormatKind.FULL: FULL.replace("Read this first", "Read that first"), FormatKind.EASY_READ: EASY_READ})


def take_in(database: Database, root: Path, now: datetime) -> importing.Done:
    """Imports; the files must be without a fault."""
    done = importing.import_content(database, root, public_url=SITE, now=now)
    assert done.faults == []
    return done


def the(session: Session) -> Writing:
    session.expire_all()
    return get_writing(session, SLUG, FormatKind.FULL)


def write_in_browser(session: Session, ellen: Person, now: datetime, source: str = "Words from the browser.") -> None:
    text = the(session)
    first = text.blocks[0]
    writing.save_block(
        session,
        format_id=text.format_id,
        seen=text.version,
        who_id=ellen.id,
        now=now,
        uid=first.uid,
        source=source,
        was=first.source,
    )
    session.commit()


def send(session: Session, ellen: Person, now: datetime) -> Revision:
    prepared = prepare_writing(session, the(session))
    revision = writing.freeze_and_submit(session, prepared=prepared, change=WHAT, who_id=ellen.id, now=now)
    session.commit()
    return revision


def test_words_being_written_are_left_alone_and_told(
    database: Database, session: Session, content: Path, ellen: Person, now: datetime
) -> None:
    take_in(database, content, now)
    write_in_browser(session, ellen, now)
    change_file(content)
    done = take_in(database, content, now)
    assert done.lines == []
    assert [line[: len(NEWER)] for line in done.conflicts] == [NEWER]
    assert "nothing was imported" in done.conflicts[0]
    assert the(session).blocks[0].source == "Words from the browser."


def test_the_other_formats_go_on(
    database: Database, session: Session, content: Path, ellen: Person, now: datetime
) -> None:
    take_in(database, content, now)
    write_in_browser(session, ellen, now)
    easier = EASY_READ.replace("Someone will listen", "Somebody will listen")
    write(content, {FormatKind.FULL: FULL.replace("Read this", "Read that"), FormatKind.EASY_READ: easier})
    done = take_in(database, content, now)
    assert done.lines == ["guidance/neglect-toolkit/easy-read: draft 2"]
    assert len(done.conflicts) == 1


@pytest.mark.parametrize("state", [RevisionState.WAITING, RevisionState.APPROVED, RevisionState.PUBLISHED])
def test_words_that_were_sent_or_published_are_left_alone(
    database: Database, session: Session, content: Path, ellen: Person, now: datetime, state: RevisionState
) -> None:
    take_in(database, content, now)
    write_in_browser(session, ellen, now)
    revision = send(session, ellen, now)
    revision.state, revision.published_at = state, now if state is RevisionState.PUBLISHED else None
    session.commit()
    change_file(content)
    done = take_in(database, content, now)
    assert (done.lines, len(done.conflicts)) == ([], 1)
    session.expire_all()
    assert session.get_one(Revision, revision.id).state == state


def test_words_that_were_set_aside_do_not_stand_in_the_way(
    database: Database, session: Session, content: Path, ellen: Person, now: datetime
) -> None:
    take_in(database, content, now)
    write_in_browser(session, ellen, now)
    send(session, ellen, now).state = RevisionState.SET_ASIDE
    session.commit()
    change_file(content)
    assert take_in(database, content, now).lines == ["guidance/neglect-toolkit/full: draft 3"]


def test_a_text_that_nobody_changed_gives_way(
    database: Database, session: Session, content: Path, ellen: Person, now: datetime
) -> None:
    take_in(database, content, now)
    write_in_browser(session, ellen, now)
    text = the(session)
    writing.undo(session, format_id=text.format_id, seen=text.version, who_id=ellen.id, now=now)
    session.commit()
    change_file(content)
    assert take_in(database, content, now).lines == ["guidance/neglect-toolkit/full: draft 2"]
    assert "Read that first" in the(session).blocks[0].source
    assert session.scalar(select(WorkingText)) is None


def test_a_file_that_did_not_change_is_no_conflict(
    database: Database, session: Session, content: Path, ellen: Person, now: datetime
) -> None:
    take_in(database, content, now)
    write_in_browser(session, ellen, now)
    assert take_in(database, content, now) == importing.Done()


def test_what_was_sent_from_the_browser_is_exported_and_comes_back_the_same(
    database: Database, session: Session, content: Path, ellen: Person, now: datetime, tmp_path: Path
) -> None:
    take_in(database, content, now)
    text = the(session)
    about = replace(text.about, owner="Another lead", title="Neglect")
    hand = {"format_id": text.format_id, "seen": text.version, "who_id": ellen.id, "now": now}
    writing.save_about(session, **hand, about=about, was=text.about)
    write_in_browser(session, ellen, now, "Words from the browser.\n\n- and\n- a list")
    send(session, ellen, now)
    out = tmp_path / "out" / "content"
    list(exporting.export_content(database, content, out))
    assert "Words from the browser." in (out / "guidance" / SLUG / "full.md").read_text("utf-8")
    assert take_in(database, out, now) == importing.Done()
