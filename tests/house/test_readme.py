"""What the papers say is true: every command, variable, address and file that they name is there.

The papers are README.md, CONTRIBUTING.md and those under docs/. What stands between backticks is a promise.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from sscp_learning.app import create_app
from sscp_learning.cli import sscp
from sscp_learning.settings import PROJECT, Mode, Settings
from tests.house.source import PACKAGE

PAPERS = ("README.md", "CONTRIBUTING.md", *sorted(f"docs/{path.name}" for path in (PROJECT / "docs").glob("*.md")))
DECISIONS = sorted(path.relative_to(PROJECT).as_posix() for path in (PROJECT / "docs" / "decisions").glob("*.md"))
ALL = (*PAPERS, *DECISIONS)
CODE = re.compile(r"^```.*?^```|`([^`]+)`", re.MULTILINE | re.DOTALL)
HELD_OPEN = re.compile(r"<[^<>]+>")
# Folders that are made, not committed; a paper may name them.
MADE = ("instance/", ".venv", "INSTANCE/")
LARGEST_PICTURE = 200_000


@cache
def text(paper: str) -> str:
    """The words of a paper."""
    return (PROJECT / paper).read_text("utf-8")


def code(paper: str) -> list[str]:
    """Everything in a paper that stands between backticks, on one line each."""
    return [" ".join((found[1] or found[0].strip("`")).split()) for found in CODE.finditer(text(paper))]


def named(paper: str, pattern: str) -> set[str]:
    """What a pattern's first group finds in the code of a paper."""
    return {found[1] for words in code(paper) for found in re.finditer(pattern, words)}


def table(paper: str, first_cell: str) -> list[str]:
    """The first cells of the rows of a table, found by the heading of its first column."""
    rows = text(paper).split(f"\n| {first_cell} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [row.split("|")[1].strip().strip("`") for row in rows]


@cache
def addresses() -> frozenset[str]:
    """Every address of the application, with one word for whatever stands in a gap."""
    settings = Settings(Mode.TEST, "x", "sqlite://", PROJECT, PROJECT / "content", "http://127.0.0.1:8000")
    return frozenset(re.sub(r"<[^>]+>", "…", rule.rule) for rule in create_app(settings).url_map.iter_rules())


def command_fault(words: list[str]) -> str:
    """Why `sscp` with these words would not be understood, or nothing."""
    group: click.Command = sscp
    while words and isinstance(group, click.Group):
        found = group.commands.get(words[0])
        if found is None:
            return f"there is no command {words[0]}"
        group, words = found, words[1:]
    known = {option for parameter in group.params for option in parameter.opts}
    unknown = [word for word in words if word.startswith("--") and word not in known]
    return f"there is no option {unknown[0]}" if unknown else choice_fault(group, words)


def choice_fault(command: click.Command, words: list[str]) -> str:
    """Which of these words is none of those that the command offers in its place, or nothing."""
    places = zip((each for each in command.params if isinstance(each, click.Argument)), words, strict=False)
    for argument, word in places:
        if isinstance(argument.type, click.Choice):
            try:
                argument.type.convert(word, argument, None)
            except click.BadParameter:
                return f"{word} is not offered"
    return ""


@pytest.mark.parametrize("paper", ALL)
def test_every_make_target_that_is_named_exists(paper: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    assert named(paper, r"\bmake ([a-z]+)\b") <= targets


def test_the_readme_names_every_make_target() -> None:
    targets = set(re.findall(r"^([a-z]+):.*##", text("Makefile"), re.MULTILINE))
    assert targets <= named("README.md", r"\bmake ([a-z]+)\b")


@pytest.mark.parametrize("paper", ALL)
def test_every_sscp_command_that_is_named_exists(paper: str) -> None:
    called = [words for words in code(paper) if re.match(r"(?:\.venv/bin/)?sscp ", words)]
    faults = {words: command_fault(words.split()[1:]) for words in called}
    assert {words: fault for words, fault in faults.items() if fault} == {}


def test_a_command_or_option_that_does_not_exist_is_noticed() -> None:
    assert command_fault(["work", "--forever"]) == ""
    assert command_fault(["content", "check", "PATH"]) == ""
    assert command_fault(["work", "--sometimes"]) == "there is no option --sometimes"
    assert command_fault(["content", "burn"]) == "there is no command burn"
    assert command_fault(["people", "grant", "EMAIL", "king"]) == "king is not offered"


def test_the_table_of_the_environment_is_what_the_settings_read() -> None:
    read = set(re.findall(r'environment\.get\("([A-Z_]+)"\)', text("sscp_learning/settings.py")))
    assert set(table("README.md", "variable")) == read


@pytest.mark.parametrize("paper", ALL)
def test_every_address_that_is_named_exists(paper: str) -> None:
    there = addresses()
    asked = {re.sub(r"<[^>]+>", "…", words) for words in code(paper) if re.fullmatch(r"/[\w./<>-]*", words)}
    assert {address for address in asked if address not in there} == set()


def files_named(paper: str) -> Iterator[str]:
    """What looks like a file or folder of the project in the code of a paper."""
    for words in code(paper):
        for word in words.split():
            name = word.strip("`,;:()\"'")
            if re.fullmatch(r"[\w.<>-]+(?:/[\w.<>-]+)+/?|[\w-]+\.(?:md|toml|py)", name) and not name.startswith(MADE):
                yield name


@pytest.mark.parametrize("paper", ALL)
def test_every_file_that_is_named_exists(paper: str) -> None:
    missing = set()
    for name in files_named(paper):
        pattern = HELD_OPEN.sub("*", name).rstrip("/")
        # A bare name, or a template's, is looked for below the product; a whole path is taken as it stands.
        if not any(PROJECT.glob(pattern)) and not any(PACKAGE.rglob(pattern)) and not is_content(pattern):
            missing.add(name)
    assert missing == set()


def is_content(name: str) -> bool:
    """True for the name of a content file, which lies in a folder of its own; or of a format nobody has written yet."""
    return any((PROJECT / "content").rglob(name)) or name == "briefing.md"


@pytest.mark.parametrize("paper", ALL)
def test_no_link_is_dead(paper: str) -> None:
    dead = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text(paper)):
        file, _, section = target.partition("#")
        if "://" in target:
            continue
        path = (PROJECT / paper).parent / file if file else PROJECT / paper
        if not path.exists() or (section and section not in sections(path)):
            dead.append(target)
    assert dead == []


def sections(path: Path) -> set[str]:
    """The anchors that a page of Markdown has where code is hosted."""
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_picture_says_what_it_shows_and_is_small() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text("README.md"))
    assert {path.name for path in (PROJECT / "docs" / "pictures").iterdir()} == {
        Path(name).name for _, name in pictures
    }
    assert all(len(words.split()) > len("alt") for words, _ in pictures)
    assert all((PROJECT / name).stat().st_size < LARGEST_PICTURE for _, name in pictures)


def test_the_map_of_the_house_names_every_part_of_it() -> None:
    parts = {path for path in PACKAGE.iterdir() if path.name not in {"__init__.py", "__pycache__"}}
    there = {f"sscp_learning/{path.name}{'/' if path.is_dir() else ''}" for path in parts}
    assert set(table("README.md", "where")) == there


def test_the_map_has_the_floors_of_the_contract() -> None:
    contracts = tomllib.loads(text("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    floors = next(contract["layers"] for contract in contracts if contract.get("exhaustive"))
    drawn = re.search(r"```text\n(.*?)```", text("README.md"), re.DOTALL)
    assert drawn is not None
    assert drawn[1].split("\n")[:-1] == floors


def test_the_list_of_decisions_is_whole() -> None:
    numbers = [Path(name).name.partition("-")[0] for name in DECISIONS if not name.endswith("README.md")]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    linked = set(re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", text("docs/decisions/README.md")))
    assert linked == {Path(name).name for name in DECISIONS if not name.endswith("README.md")}


@pytest.mark.parametrize("paper", [name for name in DECISIONS if not name.endswith("README.md")])
def test_a_decision_has_its_three_parts(paper: str) -> None:
    assert re.findall(r"^\*\*(\w+)\.\*\*", text(paper), re.MULTILINE) == ["Context", "Decision", "Consequences"]
