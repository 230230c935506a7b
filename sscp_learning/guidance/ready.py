"""What is made of a frozen revision before it is published: its paper, and what the checks find in it.

Slow, and only reads: call it before the database is held (DECISIONS 11). The words of a revision never change, so what
was made of them holds for as long as there is that revision.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from sscp_learning.documents.checks import HouseWords
from sscp_learning.documents.typeset import TypesetError
from sscp_learning.guidance import printing
from sscp_learning.guidance.inspecting import Findings, inspect_revision
from sscp_learning.guidance.paper import Paper, Printing
from sscp_learning.platform.errors import RuleBroken

NO_PAPER = (
    "The PDF could not be made, so nothing was published and nothing was changed. It failed with: {error} "
    "Mend that part of the text and send it again, or tell whoever looks after this site."
)


@dataclass(frozen=True)
class Ready:
    """A frozen revision with everything that publishing needs."""

    revision_id: int
    paper: Paper
    findings: Findings


@dataclass(frozen=True)
class Behind:
    """A published format that is to say that it stayed behind, with its paper that says so too (F5)."""

    format_id: int
    paper: Paper


def make_ready(
    session: Session,
    revision_id: int,
    *,
    shared: Printing,
    house: HouseWords,
    now: datetime,
    starting_text: bool | None = None,
) -> Ready:
    """The paper and the findings of one revision. Raises RuleBroken when the paper cannot be made."""
    try:
        paper = printing.paper_of(session, revision_id, shared, now=now, starting_text=starting_text)
    except TypesetError as error:
        raise RuleBroken("", NO_PAPER.format(error=error)) from error
    printed = printing.count_printed_pages(session, revision_id, shared, now=now)
    return Ready(revision_id, paper, inspect_revision(session, revision_id, house, printed))


def make_behind(
    session: Session, live: Iterable[tuple[int, int]], *, behind_id: int, shared: Printing, now: datetime
) -> list[Behind]:
    """The papers of published formats (id of format and revision) that will say that they are behind a revision.

    Raises RuleBroken when one cannot be made.
    """
    try:
        return [
            Behind(format_id, printing.paper_with_lag(session, revision_id, behind_id, shared, now=now))
            for format_id, revision_id in live
        ]
    except TypesetError as error:
        raise RuleBroken("", NO_PAPER.format(error=error)) from error
