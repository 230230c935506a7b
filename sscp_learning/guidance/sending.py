"""The slow half of sending a text for approval: reading it as a whole and rendering it.

It holds no lock: what was read is checked again when the text is frozen (DECISIONS 11).
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sscp_learning.documents.html import render_document
from sscp_learning.documents.model import Document
from sscp_learning.documents.words import count_words, reading_minutes
from sscp_learning.guidance import stored
from sscp_learning.guidance.inspecting import Findings
from sscp_learning.guidance.prepare import CONTEXT, PreparedFormat, make_format, text_hash
from sscp_learning.guidance.queries.desk import get_known_text
from sscp_learning.guidance.rules import FormatFile, RevisionState
from sscp_learning.guidance.shapes import RevisionText
from sscp_learning.guidance.working import Writing, read_working, write_working
from sscp_learning.platform.errors import RuleBroken

NOTHING_WRITTEN = "Nothing is written yet. Write the text first."
NOT_SAFE_YET = "This text is for young people. Confirm first that it is safe for them to read."
NOTHING_NEW = "Nothing has changed since this text was sent or published, so there is nothing to send."


@dataclass(frozen=True)
class PreparedWriting:
    """A working text made ready to be frozen, at the version that was read."""

    format_id: int
    version: int
    draft: PreparedFormat


def prepare_writing(session: Session, writing: Writing) -> PreparedWriting:
    """Makes everything that freezing needs. Raises RuleBroken for a text that cannot be frozen."""
    known = get_known_text(session, writing.format_id)
    facts, text = stored.facts_to_json(writing.about.facts()), as_file(writing)
    if text_hash(facts, text) in known.hashes:
        raise RuleBroken("text", NOTHING_NEW)
    return PreparedWriting(writing.format_id, writing.version, make_format(facts, text, after=known.number))


def as_file(writing: Writing) -> FormatFile:
    """The text as a file would give it. Raises RuleBroken when it has a fault or no words."""
    read = read_working(writing.blocks, writing.base_blocks)
    if read.faults:
        raise RuleBroken("text", read.faults[0].message)
    if not read.document.words.strip():
        raise RuleBroken("text", NOTHING_WRITTEN)
    return file_of(writing, read.document)


@dataclass(frozen=True)
class Obstacle:
    """Something to mend before a text can be sent: what to do, and where."""

    words: str
    href: str


def obstacles(writing: Writing, findings: Findings) -> list[Obstacle]:
    """Everything that stands in the way of sending a text, in the order of the text."""
    here = f"/desk/guidance/{writing.slug}/{writing.kind}/"
    read, about = read_working(writing.blocks), writing.about
    found = [Obstacle(fault.message, f"{here}#part-{fault.uid}") for fault in read.faults]
    if not read.document.words.strip():
        found.append(Obstacle(NOTHING_WRITTEN, here))
    found += [
        Obstacle(f"{one.rule}: {one.finding.message}", f"{here}#part-{one.uid}" if one.uid else here)
        for one in findings.faults
    ]
    found += [Obstacle(f"{words}.", f"{here}about/#{name}") for name, words in about.missing()]
    if about.is_for_young_people(writing.kind) and not about.safe_for_young_people:
        found.append(Obstacle(NOT_SAFE_YET, f"{here}about/#safe_for_young_people"))
    return found


def as_draft_text(writing: Writing) -> RevisionText:
    """The text as readers would get it, as far as it can be read: for a page that shows a draft."""
    document, about = read_working(writing.blocks).document, writing.about
    file = file_of(writing, document)
    return RevisionText(
        revision_id=0,
        public_id="",
        format_id=writing.format_id,
        slug=writing.slug,
        kind=writing.kind,
        number=0,
        state=RevisionState.DRAFT,
        title=file.heading(about.title or writing.publication_title),
        summary=about.format_summary,
        audience=about.format_audience,
        facts=about.facts_so_far(),
        for_young_people=file.for_young_people,
        safe_for_young_people=about.safe_for_young_people,
        starting_text=False,
        published_at=None,
        minutes=reading_minutes(document.words),
        words=count_words(document.words),
        marks=tuple(stored.marks_of(document)),
        parts=tuple(render_document(document, CONTEXT)),
    )


def file_of(writing: Writing, document: Document) -> FormatFile:
    """The text as a file would give it, as far as it goes: for showing what readers would see."""
    about = writing.about
    return FormatFile(
        kind=writing.kind,
        document=document,
        source=write_working(writing.blocks),
        audience=about.format_audience,
        summary=about.format_summary,
        safe_for_young_people=about.safe_for_young_people,
        not_young_because=about.not_young_because,
    )
