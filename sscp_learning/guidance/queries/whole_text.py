"""What is looked up before a whole text takes the place of another: what others saved meanwhile, what rests on it."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.documents.model import Block
from sscp_learning.guidance.compare import Comparison, compare
from sscp_learning.guidance.models import WorkingStep
from sscp_learning.guidance.queries.desk import list_holds
from sscp_learning.guidance.queries.pages import list_siblings
from sscp_learning.guidance.rules import FORMATS
from sscp_learning.guidance.working import Writing, blocks_from_json, read_working
from sscp_learning.topics.queries import list_resting_on


def compare_since(session: Session, writing: Writing, seen: int) -> Comparison | None:
    """What was saved since somebody saw a version, part by part; None where that version is not kept any more."""
    kept = session.scalar(
        select(WorkingStep.blocks)
        .where(WorkingStep.working_text_id == writing.working_id, WorkingStep.version > seen)
        .order_by(WorkingStep.version)
        .limit(1)
    )
    if kept is None:
        return None
    then = read_working(blocks_from_json(kept)).document
    return compare(then.blocks, read_working(writing.blocks).document.blocks)


def list_resting(session: Session, writing: Writing, going: Sequence[Block]) -> list[str]:
    """A sentence for everything that rests on parts that would go."""
    gone = {block.uid: block.words for block in going if block.level}
    return [
        *_followers(session, writing, gone),
        *_links(session, writing, gone),
        *((hold.reason for hold in list_holds(session, writing.format_id)) if going else ()),
    ]


def _followers(session: Session, writing: Writing, gone: dict[str, str]) -> Iterator[str]:
    if writing.kind != "full":
        return
    for sibling in list_siblings(session, writing.slug, writing.kind):
        for mark in sibling.marks:
            for uid in mark.follows:
                if uid in gone:
                    yield f"“{mark.title}” in {FORMATS[sibling.kind].in_a_sentence} follows “{gone[uid]}”, which goes."


def _links(session: Session, writing: Writing, gone: dict[str, str]) -> Iterator[str]:
    page = f"guidance:{writing.slug}/{writing.kind}"
    for link in list_resting_on(session, [f"{page}#{uid}" for uid in gone]):
        words = gone[link.target.partition("#")[2]]
        yield f"{link.source} leads readers to “{words}”, which goes. It cannot be published so."
