"""Content comes in as drafts, goes out as files, and comes back the same: on the real content, on both databases."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sscp_learning.content_files import exporting, importing
from sscp_learning.content_files.checking import check_content
from sscp_learning.guidance.models import Format, Publication, Revision, RevisionPdf
from sscp_learning.learning.models import ModuleVersion
from sscp_learning.people import actions as people
from sscp_learning.platform.database import Database
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.settings import PROJECT, Mode, Settings
from sscp_learning.tables import metadata

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
CONTENT = PROJECT / "content"
CHILDLINE = re.compile(r"::: contacts .*\bchildline\b")
SITE = "http://127.0.0.1:8000"


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings for a database of its own."""
    make: Callable[[], str] = (
        (lambda: f"sqlite:///{tmp_path / 'a.sqlite'}")
        if request.param == "sqlite"
        else request.getfixturevalue("new_postgresql")
    )
    return Settings(Mode.TEST, "x", make(), tmp_path, CONTENT, "http://127.0.0.1:8000")


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """That database, with its tables."""
    database = Database(settings.database_url)
    metadata.create_all(database.writer)
    yield database
    database.close()


def states(database: Database) -> dict[str, int]:
    with database.reading() as session:
        rows = session.execute(select(Revision.state, func.count()).group_by(Revision.state)).all()
        return {state: number for state, number in rows}  # noqa: C416  A row is not a pair to the type checker.


def two_people(database: Database) -> None:
    with database.transaction() as session:
        for name in ("author", "approver"):
            people.add_person(session, name=name.title(), email=f"{name}@example.org", now=NOW)


def start(settings: Settings, database: Database, author: str = "author@example.org") -> list[str]:
    return importing.start_content(
        settings, database, author=author, approver="approver@example.org", partnership="A partnership", now=NOW
    )


def test_import_makes_drafts_and_publishes_nothing(database: Database) -> None:
    done = importing.import_content(database, CONTENT, public_url=SITE, now=NOW)
    assert done.faults == []
    assert set(states(database)) == {"draft"}


def test_import_again_changes_nothing(database: Database) -> None:
    importing.import_content(database, CONTENT, public_url=SITE, now=NOW)
    assert importing.import_content(database, CONTENT, public_url=SITE, now=NOW).lines == []


def test_starting_text_is_published_on_the_word_of_two_people(settings: Settings, database: Database) -> None:
    importing.import_content(database, CONTENT, public_url=SITE, now=NOW)
    two_people(database)
    lines = start(settings, database)
    assert "guidance/neglect-toolkit/easy-read: published" in lines
    assert "modules/neglect-toolkit: published" in lines
    assert set(states(database)) == {"published"}
    assert start(settings, database) == []


@pytest.mark.parametrize(
    ("author", "said"), [("approver@example.org", "two people"), ("stranger@example.org", "nobody with the address")]
)
def test_one_person_alone_or_a_stranger_starts_nothing(
    settings: Settings, database: Database, author: str, said: str
) -> None:
    importing.import_content(database, CONTENT, public_url=SITE, now=NOW)
    two_people(database)
    with pytest.raises(RuleBroken, match=said):
        start(settings, database, author)
    assert set(states(database)) == {"draft"}


def test_what_is_exported_imports_back_the_same(database: Database, tmp_path: Path) -> None:
    importing.import_content(database, CONTENT, public_url=SITE, now=NOW)
    target = tmp_path / "content"
    written = list(exporting.export_content(database, CONTENT, target))
    assert "guidance/neglect-toolkit/full.md" in written
    assert (target / "words" / "hard-words.txt").read_bytes() == (CONTENT / "words" / "hard-words.txt").read_bytes()
    assert check_content(target) == []
    assert importing.import_content(database, target, public_url=SITE, now=NOW).lines == []
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ModuleVersion)) == 1


def test_a_fault_anywhere_stops_the_whole_import(database: Database, tmp_path: Path) -> None:
    broken = tmp_path / "content"
    shutil.copytree(CONTENT, broken)
    page = next((broken / "guidance/neglect-toolkit").glob("full.md"))
    page.write_text(page.read_text("utf-8") + '\n::: box warning {title="Left open"}\nWords.\n', "utf-8")
    done = importing.import_content(database, broken, public_url=SITE, now=NOW)
    assert any("full.md" in str(fault) for fault in done.faults)
    assert states(database) == {}


def test_a_contact_that_is_changed_in_its_file_is_on_every_paper_when_the_import_has_ended(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    importing.import_content(database, CONTENT, public_url=SITE, now=NOW)
    two_people(database)
    start(settings, database)
    changed = tmp_path / "content"
    shutil.copytree(CONTENT, changed)
    file = changed / "partnership.toml"
    file.write_text(file.read_text("utf-8").replace('phone = "0800 1111"', 'phone = "0800 2222"'), "utf-8")
    before = made_at(database)
    done = importing.import_content(database, changed, public_url=SITE, now=NOW + timedelta(days=1))
    assert "contacts: changed" in done.lines
    after = made_at(database)
    assert len({generation for _, generation in after.values()}) == 1
    made_anew = {key for key in after if after[key][0] != before[key][0]}
    showing = showing_childline() & set(after)
    assert showing
    assert made_anew == showing


def showing_childline() -> set[str]:
    """The files of content that show Childline, as slug and format."""
    files = (CONTENT / "guidance").glob("*/*.md")
    return {f"{file.parent.name}/{file.stem}" for file in files if CHILDLINE.search(file.read_text("utf-8"))}


def made_at(database: Database) -> dict[str, tuple[datetime, int]]:
    """When each paper was made and with which contacts, by slug and format."""
    with database.reading() as session:
        rows = session.execute(
            select(Publication.slug, Format.kind, RevisionPdf.made_at, RevisionPdf.contacts_generation)
            .join(Revision, Revision.id == RevisionPdf.revision_id)
            .join(Format, Format.id == Revision.format_id)
            .join(Publication, Publication.id == Format.publication_id)
        ).all()
        return {f"{row.slug}/{row.kind}": (row.made_at, row.contacts_generation) for row in rows}
