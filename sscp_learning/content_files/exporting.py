"""`sscp content export`: what the database holds, as files that import back the same.

Guidance and modules are written from the database. Names, contacts, topics, glossary and pictures are only ever edited
as files, so those files are copied as they are.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomli_w

from sscp_learning.guidance.queries import desk
from sscp_learning.guidance.rules import Facts
from sscp_learning.guidance.shapes import WrittenFormat
from sscp_learning.learning import queries as learning
from sscp_learning.learning.frozen import WrittenModule
from sscp_learning.platform.database import Database

COPIED = ("partnership.toml", "topics.toml", "glossary.toml")
COPIED_IF_THERE = ("synonyms.toml",)
FOLDERS_COPIED = ("pictures", "words")


def export_content(database: Database, content: Path, target: Path) -> Iterator[str]:
    """Writes everything under `target` and yields the name of each file of guidance and modules."""
    target.mkdir(parents=True, exist_ok=True)
    for name in (*COPIED, *(name for name in COPIED_IF_THERE if (content / name).exists())):
        shutil.copyfile(content / name, target / name)
    for folder in FOLDERS_COPIED:
        if (content / folder).is_dir():
            shutil.copytree(content / folder, target / folder, dirs_exist_ok=True)
    with database.reading() as session:
        publications = {slug: desk.list_written(session, slug) for slug in desk.list_slugs(session)}
        modules = [
            written for slug in learning.list_slugs(session) if (written := learning.find_written(session, slug))
        ]
    for slug, formats in publications.items():
        yield from _write(target, f"guidance/{slug}", dict(publication_files(formats)))
    for module in modules:
        yield from _write(target, f"modules/{module.slug}", dict(_module_files(module)))


def _write(target: Path, folder: str, files: dict[str, str]) -> Iterator[str]:
    for name, words in files.items():
        path = target / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, "utf-8")
        yield f"{folder}/{name}"


def publication_files(formats: list[WrittenFormat]) -> Iterator[tuple[str, str]]:
    """The texts of a publication, and its publication.toml from the facts of the newest of them."""
    if not formats:
        return
    newest = max(formats, key=lambda each: each.made_at).facts
    about = {**_facts(newest), "formats": {str(each.kind): _about(each, newest) for each in formats}}
    yield "publication.toml", tomli_w.dumps(about)
    for each in formats:
        yield f"{each.kind}.md", each.source


def _facts(facts: Facts) -> dict[str, Any]:
    told = {name: getattr(facts, name) for name in Facts.__dataclass_fields__ if name != "sources"}
    sources = [
        {"title": source.title, "publisher": source.publisher, "year": source.year, "url": source.url}
        | {"sign_off": source.waits}
        for source in facts.sources
    ]
    return {**told, "source": sources} if sources else told


def _about(each: WrittenFormat, shared: Facts) -> dict[str, Any]:
    """What a format says of itself; where it says of the publication what the others do not, that too."""
    told: dict[str, Any] = {"audience": each.audience, "summary": each.summary}
    if each.safe_for_young_people:
        told["safe_for_young_people"] = True
    if each.not_young_because:
        told["not_young_because"] = each.not_young_because
    if each.facts != shared:
        told["publication"] = _facts(each.facts)
    if each.change is not None:
        told["change"] = {
            "kind": str(each.change.kind),
            "note": each.change.note,
            "who_it_affects": each.change.who_it_affects,
            "retraining": each.change.retraining,
        }
    return told


def _module_files(module: WrittenModule) -> Iterator[tuple[str, str]]:
    yield "module.toml", tomli_w.dumps(module.about)
    yield "quiz.md", module.quiz
    for number, (slug, words) in enumerate(module.pages, start=1):
        yield f"pages/{number:02}-{slug}.md", words
