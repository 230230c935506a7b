"""The slow half of making a revision: carrying uids over, rendering, sanitising. Pure, so that it holds no lock."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sscp_learning.documents.align import align
from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.html import render_document
from sscp_learning.documents.model import Block, Document
from sscp_learning.documents.words import count_words, reading_minutes
from sscp_learning.guidance import stored
from sscp_learning.guidance.rules import Facts, FormatFile, FormatKind, PublicationFile, check_slug
from sscp_learning.guidance.stored import Json
from sscp_learning.ui import links


@dataclass(frozen=True)
class KnownText:
    """What is stored of a format already: its newest number and blocks, and the hashes that mean “nothing new”."""

    number: int = 0
    blocks: tuple[Block, ...] = ()
    hashes: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class PreparedFormat:
    """A new text of one format, ready to be written. `after` is the number of the revision it was aligned with."""

    file: FormatFile
    after: int
    hash: str
    facts: Json
    blocks: list[Json]
    parts: list[Json]
    sections: list[Json]
    words: int
    minutes: int


@dataclass(frozen=True)
class PreparedPublication:
    """What is new in a publication; formats whose text is stored already are left out."""

    slug: str
    facts: Facts
    formats: tuple[PreparedFormat, ...]


def prepare(file: PublicationFile, known: Mapping[FormatKind, KnownText]) -> PreparedPublication:
    """Makes everything that a new draft of each changed format needs.

    Raises RuleBroken when the publication's address belongs to another page.
    """
    check_slug(file.slug)
    made = (_prepare_format(file, each, known.get(each.kind, KnownText())) for each in file.formats)
    return PreparedPublication(file.slug, file.facts, tuple(one for one in made if one is not None))


def picture_address(name: str) -> str:
    """Where the pictures of content lie."""
    return f"/pictures/{name}.svg"


CONTEXT = RenderContext(resolve_link=links.address, picture_address=picture_address)


def _prepare_format(file: PublicationFile, text: FormatFile, known: KnownText) -> PreparedFormat | None:
    facts = stored.facts_to_json(text.own_facts or file.facts)
    mark = text_hash(facts, text)
    if mark in known.hashes:
        return None
    document = Document(align(known.blocks, text.document.blocks).blocks)
    return make_format(facts, replace(text, document=document), after=known.number)


def make_format(facts: Json, text: FormatFile, *, after: int) -> PreparedFormat:
    """Everything that a revision of this text needs; its blocks have the uids that they will keep."""
    document = text.document
    return PreparedFormat(
        file=text,
        after=after,
        hash=text_hash(facts, text),
        facts=facts,
        blocks=stored.blocks_to_json(document.blocks),
        parts=stored.parts_to_json(render_document(document, CONTEXT)),
        sections=stored.marks_to_json(stored.marks_of(document)),
        words=count_words(document.words),
        minutes=reading_minutes(document.words),
    )


def text_hash(facts: Json, text: FormatFile) -> str:
    """A hash of the words and of what the format says about itself; what is told of the change can come later."""
    said = [text.audience, text.summary, text.safe_for_young_people, text.not_young_because]
    whole = json.dumps([facts, text.kind, said, text.source], sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
