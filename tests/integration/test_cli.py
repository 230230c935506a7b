"""The `sscp` command: it exits with 0 only when it did what it says, and says in one line what was wrong (DESIGN 7)."""

import json
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import select

from sscp_learning import cli
from sscp_learning.people.models import Person
from sscp_learning.people.queries import count_people
from sscp_learning.platform import logs
from sscp_learning.platform.database import Database
from tests.builders.people import a_person, an_agency

MODULE = "neglect-toolkit"


class Said(NamedTuple):
    """What a command said, and how it ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def sscp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs a command in an instance of its own; `mode` is test unless said otherwise."""
    monkeypatch.setattr(logs, "set_up", lambda **_: None)
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}

    def run(*words: str, mode: str = "test") -> Said:
        told = {"SSCP_MODE": mode, "INSTANCE": str(tmp_path / "instance"), "SECRET_KEY": "x", "PUBLIC_URL": "http://x"}
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("DATABASE_URL", raising=False)
        monkeypatch.setattr("sys.argv", ["sscp", *words])
        status = 0
        try:
            cli.main()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1
        return Said(status, *capsys.readouterr())

    yield run
    for name, handler in before.items():
        signal.signal(name, handler)


@pytest.fixture
def ready(sscp: Run) -> Run:
    """The same with its tables."""
    assert sscp("db", "upgrade").status == 0
    return sscp


def in_database(tmp_path: Path) -> Database:
    return Database(f"sqlite:///{tmp_path / 'instance' / 'sscp.sqlite'}")


def test_content_with_a_fault_ends_with_1_and_names_file_and_line(sscp: Run, tmp_path: Path) -> None:
    assert sscp("content", "check").status == 0
    folder = tmp_path / "content"
    (folder / "guidance" / "small").mkdir(parents=True)
    for name in ("partnership", "topics", "glossary", "guidance/small/publication"):
        (folder / f"{name}.toml").write_text("title = \n", "utf-8")
    said = sscp("content", "check", str(folder))
    assert said.status == 1
    assert "content/topics.toml:1: This is not TOML" in said.err
    assert "Traceback" not in said.err


def test_what_needs_tables_says_how_to_get_them(sscp: Run) -> None:
    said = sscp("content", "key", MODULE)
    assert (said.status, said.err) == (1, "the database is not up to date; run: sscp db upgrade\n")


def test_a_key_is_json_and_nothing_else_and_an_unknown_module_has_none(ready: Run) -> None:
    assert ready("content", "import").status == 0
    said = ready("content", "key", "no-such-module")
    assert (said.status, said.out, said.err) == (1, "", "there is no module called no-such-module\n")
    said = ready("content", "key", MODULE)
    assert said.status == 0
    assert json.loads(said.out) == {}  # Import never publishes: nothing is asked yet.


def test_the_map_of_a_module_needs_no_database(sscp: Run) -> None:
    assert sscp("content", "map", MODULE).status == 0
    said = sscp("content", "map", "no-such-module")
    assert said.status == 1
    assert "there is no module called no-such-module" in said.err


def test_import_and_export_name_what_they_did(ready: Run, tmp_path: Path) -> None:
    assert f"modules/{MODULE}: draft 1" in ready("content", "import").out
    assert ready("content", "import").out == ""
    said = ready("content", "export", str(tmp_path / "out"))
    assert said.status == 0
    assert (tmp_path / "out" / "modules" / MODULE / "quiz.md").exists()


@pytest.mark.parametrize("mode", ["test", "production"])
def test_demo_people_are_refused_outside_a_demo(ready: Run, mode: str, tmp_path: Path) -> None:
    said = ready("demo", mode=mode)
    assert said.status == 1
    assert "demo" in said.err
    with in_database(tmp_path).reading() as session:
        assert count_people(session) == 0


def test_demo_people_are_refused_where_there_are_people(ready: Run, tmp_path: Path) -> None:
    with in_database(tmp_path).transaction() as session:
        a_person(session)
    said = ready("demo", mode="demo")
    assert said.status == 1
    assert "people" in said.err


def test_a_list_of_people_is_taken_row_by_row_or_only_looked_at(ready: Run, tmp_path: Path) -> None:
    with in_database(tmp_path).transaction() as session:
        an_agency(session, "Harbour School")
    file = tmp_path / "people.csv"
    file.write_text("\ufeffname,email,agency,team,job_role\nAda,ada@example.org,No such agency,,Teacher\n", "utf-8")
    said = ready("people", "import", str(file))
    assert said.status == 1
    assert f"{file}:2: there is no agency called “No such agency”" in said.err
    file.write_text("name,email,agency,team,job_role\nAda,ada@example.org,Harbour School,,Teacher\n", "utf-8")
    for words in (("--dry-run",), ("--dry-run",), ()):
        assert ready("people", "import", str(file), *words).out == f"{file}:2: new\n"
    assert ready("people", "import", str(file)).out == f"{file}:2: same\n"
    file.write_text("name,email\n", "utf-8")
    said = ready("people", "import", str(file))
    assert said.status == 1
    assert "missing: agency, team, job_role" in said.err


def test_the_first_administrator_is_made_by_the_command(ready: Run, tmp_path: Path) -> None:
    with in_database(tmp_path).transaction() as session:
        email = a_person(session).email
    assert ready("people", "grant", email, "administrator").status == 0
    said = ready("people", "grant", "nobody@example.org", "administrator")
    assert said.status == 1
    assert "nobody has an account" in said.err


def test_what_was_backed_up_is_restored_into_an_empty_database_only(ready: Run, tmp_path: Path) -> None:
    with in_database(tmp_path).transaction() as session:
        a_person(session, name="Ada Łukasz")
    file = tmp_path / "backup.zip"
    assert ready("backup", str(file)).status == 0
    refused = ready("restore", str(file))
    assert refused.status == 1
    assert refused.err.count("\n") == 1
    (tmp_path / "instance").rename(tmp_path / "old")
    assert ready("restore", str(file)).status == 0
    with in_database(tmp_path).reading() as session:
        assert list(session.scalars(select(Person.name))) == ["Ada Łukasz"]


def test_one_look_of_the_worker_runs_what_is_due(ready: Run) -> None:
    said = ready("work")
    assert (said.status, said.err) == (0, "")


def test_words_that_are_no_command_are_refused(sscp: Run) -> None:
    said = sscp("publish")
    assert said.status == 2
    assert "No such command" in said.err


def test_production_without_its_secret_says_what_to_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("SECRET_KEY", "SSCP_MODE", "PUBLIC_URL", "INSTANCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.argv", ["sscp", "db", "upgrade"])
    monkeypatch.setattr(logs, "set_up", lambda **_: None)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert "SECRET_KEY is not set" in capsys.readouterr().err
