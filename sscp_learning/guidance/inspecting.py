"""What the checks find in a text, and which of it somebody has ticked (REVIEW-RULES B).

F must be mended before a text is sent or published; W is mended, or ticked with a reason; I is for information. This is
slow for a long text: look before the database is held, and read the ticks again inside (`gates.check_findings`).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.orm import Session

from sscp_learning.documents.checks import RULES, Finding, HouseWords, Severity, check_format
from sscp_learning.documents.model import Document
from sscp_learning.documents.words import fingerprint
from sscp_learning.guidance.queries import pages
from sscp_learning.guidance.queries.ticks import TickRow, list_ticks
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.guidance.shelf import Shelf

READ_BY_YOUNG_PEOPLE = "ER20"
NO_WORDS = HouseWords()
MOST_KEPT = 32


@dataclass(frozen=True)
class Found:
    """One finding. `uid` is the top-level part to edit, "" for the whole text; `mark` is what a tick is kept under."""

    finding: Finding
    mark: str
    uid: str
    tick: TickRow | None = None

    @property
    def rule(self) -> str:
        """The rule's name for people, such as “Long sentence”."""
        return RULES[self.finding.rule].title

    @property
    def is_fault(self) -> bool:
        """True for what must be mended."""
        return self.finding.severity is Severity.FAULT

    @property
    def is_open(self) -> bool:
        """True for a warning that nobody has ticked."""
        return self.finding.severity is Severity.WARNING and self.tick is None


@dataclass(frozen=True)
class Findings:
    """Everything found in one text, in the order of the rules. `revision_id` says in which, where it is frozen."""

    found: tuple[Found, ...] = ()
    revision_id: int | None = None

    @property
    def faults(self) -> list[Found]:
        """What must be mended."""
        return [one for one in self.found if one.is_fault]

    @property
    def warnings(self) -> list[Found]:
        """What must be mended or ticked, and is not ticked."""
        return [one for one in self.found if one.is_open]

    @property
    def ticked(self) -> list[Found]:
        """What may stand, with the reason."""
        return [one for one in self.found if one.tick is not None]

    @property
    def information(self) -> list[Found]:
        """What is only good to know."""
        return [one for one in self.found if one.finding.severity is Severity.INFORMATION]

    def unticked(self, marks: Collection[str]) -> list[Found]:
        """The warnings that are not among these marks, whatever was ticked when the checks ran."""
        return [one for one in self.found if one.finding.severity is Severity.WARNING and one.mark not in marks]

    def by_rule(self, chosen: Iterable[Found]) -> list[tuple[str, list[Found]]]:
        """Some of them in groups of one rule each: the rule's id and its findings."""
        return [(rule, list(run)) for rule, run in groupby(chosen, key=lambda one: one.finding.rule)]


_kept: Shelf[tuple[Found, ...]] = Shelf(MOST_KEPT)


def inspect(
    document: Document,
    kind: FormatKind,
    *,
    for_young_people: bool,
    house: HouseWords = NO_WORDS,
    young_readers: int | None = None,
    printed_pages: int | None = None,
    ticks: Mapping[str, TickRow] | None = None,
) -> Findings:
    """What the checks find in a text that may still be changing; `ticks` are those of its format, by mark."""
    found = check_format(
        document,
        kind,
        for_young_people=for_young_people,
        house=house,
        young_readers=young_readers,
        printed_pages=printed_pages,
    )
    return _with_ticks(_placed(document, found), ticks or {})


def inspect_revision(
    session: Session, revision_id: int, house: HouseWords, printed_pages: int | None = None
) -> Findings:
    """What the checks find in a frozen text. Found once and kept in memory: only the ticks are read anew.

    Raises NotFound.
    """
    text = pages.get_revision_text(session, revision_id)
    readers = pages.count_young_readers(session, revision_id)

    def look() -> tuple[Found, ...]:
        return inspect(
            pages.get_document(session, revision_id),
            text.kind,
            for_young_people=text.for_young_people,
            house=house,
            young_readers=readers,
            printed_pages=printed_pages,
        ).found

    found = _kept.get((text.public_id, readers, house, printed_pages), look)
    ticks = {row.mark: row for row in list_ticks(session, text.format_id)}
    return Findings(_with_ticks(found, ticks).found, revision_id)


def _with_ticks(found: Iterable[Found], ticks: Mapping[str, TickRow]) -> Findings:
    return Findings(tuple(Found(one.finding, one.mark, one.uid, _tick(one, ticks)) for one in found))


def _tick(one: Found, ticks: Mapping[str, TickRow]) -> TickRow | None:
    return ticks.get(one.mark) if one.finding.severity is Severity.WARNING else None


def _placed(document: Document, found: Iterable[Finding]) -> tuple[Found, ...]:
    """Each finding with the top-level part that it is in."""
    tops = {inner.uid: block.uid for block in document.blocks for inner in block.walk()}
    return tuple(Found(one, _mark(one, document), tops.get(one.uid, "")) for one in found)


def _mark(finding: Finding, document: Document) -> str:
    """What a tick is kept under: the words in question, else the message, which counts what was found.

    That young people have not read a text is about these very words, so it is asked again of every new text.
    """
    if finding.words:
        return finding.mark
    words = document.words if finding.rule == READ_BY_YOUNG_PEOPLE else finding.message
    return fingerprint(f"{finding.rule} {finding.part} {words}")
