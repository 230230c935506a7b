"""How a text is kept: blocks, sections and facts as plain JSON, and back. Reading a revision parses no Markdown."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeAlias

from sscp_learning.documents.html import RenderedBlock
from sscp_learning.documents.model import Block, Document
from sscp_learning.guidance.rules import Facts, Source

Json: TypeAlias = dict[str, Any]
DATES = ("law_as_at", "reviewed", "next_review")


@dataclass(frozen=True)
class SectionMark:
    """A heading of a stored text: enough for a contents list, for links and for telling what follows what (F4).

    `inside` are the ids of the sub-sections of a `##` section.
    """

    id: str
    title: str
    level: int
    follows: tuple[str, ...]
    fingerprint: str
    inside: tuple[str, ...] = ()


def blocks_to_json(blocks: Iterable[Block]) -> list[Json]:
    """Blocks as JSON, their uids with them."""
    return [
        {**asdict(block), "attrs": dict(block.attrs), "children": blocks_to_json(block.children)} for block in blocks
    ]


def blocks_from_json(kept: Iterable[Json]) -> tuple[Block, ...]:
    """The blocks that `blocks_to_json` kept."""
    return tuple(Block(**{**item, "children": blocks_from_json(item["children"])}) for item in kept)


def document_from_json(kept: Iterable[Json]) -> Document:
    """The document whose blocks were kept."""
    return Document(blocks_from_json(kept))


def marks_of(document: Document) -> list[SectionMark]:
    """Every heading below the title, in order."""
    return [
        SectionMark(
            section.id,
            section.title,
            section.level,
            section.follows,
            section.fingerprint,
            tuple(block.uid for block in section.blocks[1:] if block.level > section.level),
        )
        for section in document.all_sections
    ]


def marks_to_json(marks: Iterable[SectionMark]) -> list[Json]:
    """Section marks as JSON."""
    return [asdict(mark) for mark in marks]


def marks_from_json(kept: Iterable[Json]) -> tuple[SectionMark, ...]:
    """The section marks that were kept; JSON knows no tuples."""
    return tuple(
        SectionMark(**{**item, "follows": tuple(item["follows"]), "inside": tuple(item["inside"])}) for item in kept
    )


def parts_to_json(parts: Iterable[RenderedBlock]) -> list[Json]:
    """Rendered blocks as JSON."""
    return [asdict(part) for part in parts]


def parts_from_json(kept: Iterable[Json]) -> tuple[RenderedBlock, ...]:
    """The rendered blocks that were kept."""
    return tuple(RenderedBlock(**item) for item in kept)


def facts_to_json(facts: Facts) -> Json:
    """Facts as JSON, dates as 2026-11-22."""
    kept = asdict(facts)
    return {**kept, **{name: kept[name].isoformat() for name in DATES}, "sources": list(kept["sources"])}


def facts_from_json(kept: Mapping[str, Any]) -> Facts:
    """The facts that were kept."""
    dates = {name: date.fromisoformat(kept[name]) for name in DATES}
    return Facts(**{**kept, **dates, "sources": tuple(Source(**source) for source in kept["sources"])})
