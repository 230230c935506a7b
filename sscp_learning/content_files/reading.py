"""Reading `content/`: folders and files in, what each feature takes out, with every fault named by file and line.

Nothing here writes, and nothing here raises on what an author wrote: a fault is told, and reading goes on.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from sscp_learning.documents.model import Document, Fault
from sscp_learning.documents.parse import parse
from sscp_learning.guidance.rules import (
    Change,
    ChangeKind,
    Facts,
    FormatFile,
    FormatKind,
    PublicationFile,
    Source,
)
from sscp_learning.learning.module_file import CHANGE_WORDS, ModuleFile, Objective, PageFile

Toml = dict[str, Any]
Kind = TypeVar("Kind")
NUMBER_AND_NAME = 2


@dataclass(frozen=True)
class Text:
    """A Markdown file that was read: what it is called in faults, and its blocks."""

    file: str
    document: Document


@dataclass
class Content:
    """Everything that was read, as far as it could be understood."""

    root: Path
    partnership: Toml = field(default_factory=dict)
    topics: Toml = field(default_factory=dict)
    glossary: Toml = field(default_factory=dict)
    publications: list[PublicationFile] = field(default_factory=list)
    drafts: list[PublicationFile] = field(default_factory=list)
    modules: list[ModuleFile] = field(default_factory=list)
    module_folders: dict[str, str] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: Path, message: str, line: int = 1) -> None:
        """Notes something the author must mend."""
        self.faults.append(Fault(self.name(path), line, message))

    def name(self, path: Path) -> str:
        """What a file is called in faults: its place below the folder that was read."""
        return str(path.relative_to(self.root.parent)) if path.is_relative_to(self.root.parent) else path.name


def read_content(root: Path) -> Content:
    """Everything under a content folder."""
    content = Content(root)
    content.partnership = _toml(content, root / "partnership.toml")
    content.topics = _toml(content, root / "topics.toml")
    content.glossary = _toml(content, root / "glossary.toml")
    for folder in _folders(root / "guidance"):
        _read_publication(content, folder)
    for folder in _folders(root / "modules"):
        _read_module(content, folder)
    return content


def _folders(parent: Path) -> Iterator[Path]:
    yield from sorted(path for path in parent.glob("*") if path.is_dir()) if parent.is_dir() else ()


def _toml(content: Content, path: Path) -> Toml:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        content.fault(path, "This file is missing; expected it here.")
    except UnicodeDecodeError:
        content.fault(path, "This file is not UTF-8 text; save it as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        content.fault(path, f"This is not TOML: {error}.")
    return {}


def _text(content: Content, path: Path) -> tuple[str, Document]:
    """The words and blocks of a Markdown file; its faults are noted."""
    try:
        source = path.read_text("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        content.fault(path, "This file is missing, or is not UTF-8 text.")
        return "", Document()
    parsed = parse(source, file=content.name(path))
    content.faults.extend(parsed.faults)
    content.texts.append(Text(content.name(path), parsed.document))
    return source, parsed.document


class _Reader:
    """Takes values out of one TOML table; what is missing or of the wrong kind is noted and replaced."""

    def __init__(self, content: Content, path: Path, table: Toml) -> None:
        self.content, self.path, self.table = content, path, table

    def take(self, name: str, kind: type[Kind], otherwise: Kind | None = None) -> Kind:
        """The value; without `otherwise` it must be there."""
        value = self.table.get(name, otherwise)
        if isinstance(value, kind):
            return value
        words = {
            str: "words in quotation marks",
            int: "a number",
            date: "a date like 2026-11-22",
            bool: "true or false",
        }
        problem = "is missing" if name not in self.table else "is of the wrong kind"
        self.content.fault(self.path, f"{name} {problem}; expected {words.get(kind, kind.__name__)}.")
        return kind(2000, 1, 1) if kind is date else kind()  # type: ignore[call-arg]

    def within(self, name: str) -> "_Reader":
        """The table of this name, empty where there is none."""
        inner = self.table.get(name)
        return _Reader(self.content, self.path, inner if isinstance(inner, dict) else {})

    def rows(self, name: str) -> list["_Reader"]:
        """The tables of a list of tables ([[name]])."""
        rows = self.table.get(name, [])
        return [_Reader(self.content, self.path, row) for row in rows if isinstance(row, dict)]


def _read_publication(content: Content, folder: Path) -> None:
    path = folder / "publication.toml"
    about = _Reader(content, path, _toml(content, path))
    facts = _facts(about)
    formats = about.within("formats")
    published = _formats(content, folder, formats)
    if not published:
        content.fault(path, "No format is declared; expected [formats.full] or another, and its file beside this one.")
    content.publications.append(PublicationFile(folder.name, facts, tuple(published)))
    waiting = _formats(content, folder / "drafts", formats)
    if waiting:
        content.drafts.append(PublicationFile(folder.name, facts, tuple(waiting)))


def _facts(about: _Reader) -> Facts:
    return Facts(
        title=about.take("title", str),
        summary=about.take("summary", str),
        topic=about.take("topic", str),
        audience=about.take("audience", str),
        owner=about.take("owner", str),
        law_as_at=about.take("law_as_at", date),
        reviewed=about.take("reviewed", date),
        next_review=about.take("next_review", date),
        sources=tuple(_source(row) for row in about.rows("source")),
    )


def _source(row: _Reader) -> Source:
    return Source(
        title=row.take("title", str),
        publisher=row.take("publisher", str, ""),
        year=str(row.table.get("year", "")),
        url=row.take("url", str, ""),
        waits=row.take("sign_off", bool, False),  # noqa: FBT003  The value where the file says nothing.
    )


def _formats(content: Content, folder: Path, declared: _Reader) -> list[FormatFile]:
    """The formats whose files lie in this folder, in the order in which readers are offered them."""
    for path in sorted(folder.glob("*.md")):
        if path.stem not in list(FormatKind):
            content.fault(path, f"“{path.stem}” is not a format; expected one of {', '.join(FormatKind)}.")
        elif path.stem not in declared.table:
            content.fault(path, f"This format is not declared; add [formats.{path.stem}] to publication.toml.")
    found = []
    for kind in FormatKind:
        path = folder / f"{kind}.md"
        if kind in declared.table and path.exists():
            found.append(_format(content, path, kind, declared.within(kind)))
        elif kind in declared.table and folder.name != "drafts":
            content.fault(path, f"publication.toml declares {kind}, but this file is missing.")
    return found


def _format(content: Content, path: Path, kind: FormatKind, about: _Reader) -> FormatFile:
    source, document = _text(content, path)
    return FormatFile(
        kind=kind,
        document=document,
        source=source,
        audience=about.take("audience", str),
        summary=about.take("summary", str, ""),
        safe_for_young_people=about.take("safe_for_young_people", bool, False),  # noqa: FBT003  See above.
        not_young_because=about.take("not_young_because", str, ""),
        change=_change(content, path, about),
        own_facts=_facts(about.within("publication")) if "publication" in about.table else None,
    )


def _change(content: Content, path: Path, about: _Reader) -> Change | None:
    told = about.within("change")
    if not told.table:
        return None
    kind = told.take("kind", str)
    if kind not in list(ChangeKind):
        content.fault(path, f"The change is “{kind}”; expected one of {', '.join(ChangeKind)}.")
        return None
    return Change(
        ChangeKind(kind),
        told.take("note", str),
        told.take("who_it_affects", str, ""),
        told.take("retraining", str, ""),
    )


def _read_module(content: Content, folder: Path) -> None:
    path = folder / "module.toml"
    about = _Reader(content, path, _toml(content, path))
    change = about.within("change")
    word = change.take("kind", str, "")
    if word and word not in CHANGE_WORDS:
        content.fault(path, f"The change is “{word}”; expected one of {', '.join(CHANGE_WORDS)}.")
    _, quiz = _text(content, folder / "quiz.md")
    module = ModuleFile(
        slug=folder.name,
        title=about.take("title", str),
        summary=about.take("summary", str),
        audience=about.take("audience", str),
        minutes=about.take("minutes", int),
        cpd_minutes=about.take("cpd_minutes", int, 0),
        guidance=about.take("guidance", str, ""),
        pass_mark=about.take("pass_mark", int),
        valid_months=about.take("valid_months", int) if "valid_months" in about.table else None,
        content_note=about.take("content_note", str, ""),
        objectives=tuple(Objective(row.take("id", str), row.take("title", str)) for row in about.rows("objective")),
        pages=tuple(_pages(content, folder / "pages")),
        quiz=quiz,
        change_kind=CHANGE_WORDS.get(word),
        change_note=change.take("note", str, ""),
    )
    content.modules.append(module)
    content.module_folders[module.slug] = content.name(folder)


def _pages(content: Content, folder: Path) -> Iterator[PageFile]:
    for path in sorted(folder.glob("*.md")):
        number, _, slug = path.stem.partition("-")
        if not number.isdecimal() or len(number) != NUMBER_AND_NAME or not slug:
            content.fault(path, "Name a page with two digits and a name, such as 03-a-childs-day.md.")
            continue
        _, document = _text(content, path)
        yield PageFile(slug, document.title, document)
