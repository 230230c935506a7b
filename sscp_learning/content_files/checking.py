"""What only the whole of `content/` can show: ids that repeat, links that lead nowhere, pictures that are not there."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sscp_learning.content_files.reading import Content, read_content
from sscp_learning.content_files.word_lists import house_words, word_faults
from sscp_learning.documents.checks import Severity, check_format
from sscp_learning.documents.kinds.registry import is_question
from sscp_learning.documents.model import Block, Fault
from sscp_learning.guidance.rules import FormatFile
from sscp_learning.learning.module_file import faults_of
from sscp_learning.topics import synonyms
from sscp_learning.ui import links

WRITTEN_LINK = re.compile(r"\b(?:guidance|learning|glossary):[\w./#-]+\w")
QUESTION_ID = re.compile(r"[a-z0-9-]+")


def check_content(root: Path) -> list[Fault]:
    """Every fault under a content folder, in the order of files and lines."""
    content = read_content(root)
    return sorted(all_faults(content), key=lambda fault: (fault.file, fault.line, fault.message))


def all_faults(content: Content) -> list[Fault]:
    """The faults found while reading, and those that only show in the whole."""
    return [
        *content.faults,
        *_topic_faults(content),
        *_module_faults(content),
        *_question_faults(content),
        *_link_faults(content),
        *_picture_faults(content),
        *_list_faults(content),
        *_contact_faults(content),
        *word_faults(content),
        *_follow_faults(content),
        *_format_faults(content),
        *_synonym_faults(content),
    ]


def _topic_faults(content: Content) -> Iterator[Fault]:
    for publication in content.publications:
        if publication.facts.topic not in content.topics:
            file = f"content/guidance/{publication.slug}/publication.toml"
            yield Fault(file, 1, f"The topic “{publication.facts.topic}” is not in topics.toml.")


def _module_faults(content: Content) -> Iterator[Fault]:
    slugs = {publication.slug for publication in content.publications}
    for module in content.modules:
        folder = content.module_folders[module.slug]
        for fault in faults_of(module):
            yield Fault(f"{folder}/{fault.where}", 1, fault.message)
        if module.guidance and module.guidance not in slugs:
            yield Fault(f"{folder}/module.toml", 1, f"There is no guidance called “{module.guidance}”.")


def _question_faults(content: Content) -> Iterator[Fault]:
    """A question's id is unique in all of content/ and never used again (DECISIONS 24)."""
    seen: dict[str, str] = {}
    for text in content.texts:
        for block in text.document.walk():
            if not is_question(block):
                continue
            name = block.text("id") or block.uid
            if not QUESTION_ID.fullmatch(name):
                yield Fault(
                    text.file, block.line, f"The question's id is “{name}”; use small letters, digits and hyphens."
                )
            if name in seen:
                yield Fault(
                    text.file, block.line, f"Question {name} is in {seen[name]} too; give one of them a new id."
                )
            seen[name] = text.file


def _link_faults(content: Content) -> Iterator[Fault]:
    known = _known_targets(content)
    for text in content.texts:
        for block in text.document.blocks:
            for target in WRITTEN_LINK.findall(block.source):
                if links.address(target) is None or target not in known:
                    yield Fault(text.file, block.line, f"The link {target} leads nowhere; check its spelling.")


def _known_targets(content: Content) -> set[str]:
    known = {f"glossary:{key}" for key in content.glossary}
    for publication in content.publications:
        known.add(f"guidance:{publication.slug}")
        for text in publication.formats:
            known.add(f"guidance:{publication.slug}/{text.kind}")
            known |= {f"guidance:{publication.slug}/{text.kind}#{part.id}" for part in text.document.all_sections}
    for module in content.modules:
        known.add(f"learning:{module.slug}")
        known |= {f"learning:{module.slug}/{page.slug}" for page in module.pages}
    return known


def _picture_faults(content: Content) -> Iterator[Fault]:
    pictures = {path.stem for path in (content.root / "pictures").glob("*.svg")}
    for text in content.texts:
        for block in text.document.walk():
            name = block.text("picture")
            if name and name not in pictures:
                yield Fault(text.file, block.line, f"There is no picture called “{name}” in content/pictures.")


WANTED_OF_A_CONTACT = {"key": str, "name": str, "when": str, "for_young_people": bool, "checked": date}


def _list_faults(content: Content) -> Iterator[Fault]:
    """A contact says for whom it is and when it was checked (F11)."""
    file = f"{content.root.name}/partnership.toml"
    for row in content.partnership.get("contact", []):
        for name, kind in WANTED_OF_A_CONTACT.items():
            if not isinstance(row.get(name), kind):
                yield Fault(file, 1, f"Contact “{row.get('key', '?')}” has no {name}, or it is of the wrong kind.")


def _contact_faults(content: Content) -> Iterator[Fault]:
    keys = {row.get("key") for row in content.partnership.get("contact", [])}
    for text in content.texts:
        for block in text.document.walk():
            yield from (
                Fault(text.file, block.line, f"There is no contact called “{name}” in partnership.toml.")
                for name in _contact_names(block)
                if name not in keys
            )


def _contact_names(block: Block) -> list[str]:
    return block.text("names").split()


def _follow_faults(content: Content) -> Iterator[Fault]:
    """A derived section names sections of the full format that exist (F4)."""
    for slug, file, text in _written_formats(content):
        full = _sections_of_full(content, slug)
        for section in text.document.all_sections:
            for followed in section.follows:
                if followed not in full:
                    message = f"Section “{section.id}” follows “{followed}”, which the full format does not have."
                    yield Fault(file, section.blocks[0].line, message)


def _sections_of_full(content: Content, slug: str) -> set[str]:
    for publication in content.publications:
        for text in publication.formats:
            if publication.slug == slug and text.kind == "full":
                return {section.id for section in text.document.all_sections}
    return set()


def _format_faults(content: Content) -> Iterator[Fault]:
    """What stops a format from being published (severity F of the checks)."""
    house = house_words(content)
    for _, file, text in _written_formats(content):
        lines = {block.uid: block.line for block in text.document.walk()}
        for finding in check_format(text.document, text.kind, for_young_people=text.for_young_people, house=house):
            if finding.severity is Severity.FAULT:
                yield Fault(file, lines.get(finding.uid, 1), f"{finding.rule}: {finding.message}")


def _written_formats(content: Content) -> Iterator[tuple[str, str, FormatFile]]:
    """Every format and every draft of one: its publication, its file, and what stands in it."""
    for publications, folder in ((content.publications, ""), (content.drafts, "drafts/")):
        for publication in publications:
            for text in publication.formats:
                file = f"{content.root.name}/guidance/{publication.slug}/{folder}{text.kind}.md"
                yield publication.slug, file, text


def _synonym_faults(content: Content) -> Iterator[Fault]:
    """Search leaves out what is wrong in this file and goes on, so its author hears of it here."""
    path = content.root / synonyms.FILE
    try:
        read = synonyms.read_synonyms(path.read_text("utf-8"))
    except FileNotFoundError:
        return
    except UnicodeDecodeError:
        yield Fault(content.name(path), 1, "This file is not UTF-8 text; save it as UTF-8.")
        return
    keys = {row.get("key") for row in content.partnership.get("contact", [])}
    named = [key for call in read.synonyms.call for key in call.contacts]
    unknown = [f"There is no contact called “{key}” in partnership.toml." for key in named if key not in keys]
    yield from (Fault(content.name(path), 1, message) for message in (*read.faults, *unknown))
