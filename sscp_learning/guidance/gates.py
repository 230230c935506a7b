"""What stands in the way of publishing: the checks that have to look at what is stored. All raise RuleBroken."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance import stored
from sscp_learning.guidance.inspecting import Findings, Found
from sscp_learning.guidance.models import Approval, Revision, WorkingText
from sscp_learning.guidance.queries.desk import list_holds
from sscp_learning.guidance.queries.ticks import list_marks
from sscp_learning.guidance.queries.writing import about_of_revision
from sscp_learning.guidance.rules import EDITED_SINCE, FORMATS, FormatKind, box_tones, check_for_young_people
from sscp_learning.guidance.working import About
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.topics.models import SectionLink
from sscp_learning.topics.queries import list_resting_on

MOST_NAMED = 3
LONGEST_QUOTE = 80


def was_published(session: Session, format_id: int) -> bool:
    """True when readers have had this format before."""
    earlier = select(Revision.id).where(Revision.format_id == format_id, Revision.published_at.is_not(None)).limit(1)
    return session.scalar(earlier) is not None


def check_approved(session: Session, revision: Revision) -> None:
    """Two people said yes to this very text, and nobody has edited it in the browser since (F6)."""
    approval = session.scalar(select(Approval).where(Approval.revision_id == revision.id))
    if approval is None:
        raise RuleBroken("approver", "Two people must approve this first.")
    edited = session.scalar(select(WorkingText).where(WorkingText.format_id == revision.format_id))
    if edited is not None and edited.saved_at > approval.given_at and _differs(edited, revision):
        raise RuleBroken("approver", f"{EDITED_SINCE} Ask the editor to send the newer text, or to undo the edits.")


def _differs(edited: WorkingText, revision: Revision) -> bool:
    """True when the text that somebody writes on is not the frozen one: its words, or what it says about itself."""
    same_words = [block["source"] for block in edited.blocks] == [block["source"] for block in revision.blocks]
    return not same_words or About.from_json(edited.about) != about_of_revision(revision)


def check_young(revision: Revision) -> None:
    """A text for young people has what theirs need (F9, D8)."""
    check_for_young_people(
        FormatKind(revision.format.kind),
        for_young_people=revision.for_young_people,
        box_tones=box_tones(stored.document_from_json(revision.blocks)),
        safe=revision.safe_for_young_people,
    )


def check_no_hold(session: Session, revision: Revision) -> None:
    """Nobody has said that this format must wait (DECISIONS 2)."""
    holds = list_holds(session, revision.format_id)
    if holds:
        reasons = " ".join(hold.reason for hold in holds)
        raise RuleBroken("hold", f"{_title(revision)} cannot be published yet. {reasons}")


def check_faults(revision: Revision, findings: Findings) -> None:
    """Nothing that must be mended was found in this very revision (REVIEW-RULES B)."""
    if findings.revision_id != revision.id:
        raise RuleBroken("findings", "The checks have not looked at this text. Open the page again.")
    if findings.faults:
        what = "This must be mended first" if len(findings.faults) == 1 else "These must be mended first"
        raise RuleBroken("findings", f"{_title(revision)} cannot be published. {what}: {_named(findings.faults)}")


def check_findings(session: Session, revision: Revision, findings: Findings) -> None:
    """Every warning is mended or ticked, as the ticks stand at this moment, and there is no fault."""
    check_faults(revision, findings)
    left = findings.unticked(list_marks(session, revision.format_id))
    if left:
        count = "One thing" if len(left) == 1 else f"{len(left)} things"
        message = f"{_title(revision)}: {count} that the checks found must be mended, or ticked with a reason: "
        raise RuleBroken("findings", message + _named(left))


def resting_on(session: Session, old: Revision, staying: frozenset[str]) -> Sequence[SectionLink]:
    """What leads readers to sections of this text that would go, such as a question of a module (DECISIONS 2)."""
    page = f"guidance:{old.format.publication.slug}/{old.format.kind}"
    going = [f"{page}#{mark.id}" for mark in stored.marks_from_json(old.sections) if mark.id not in staying]
    return list_resting_on(session, going)


def check_nothing_rests_on(session: Session, old: Revision, staying: frozenset[str]) -> None:
    """A section may not go while a question somewhere leads readers to it (DECISIONS 2)."""
    links = resting_on(session, old, staying)
    if links:
        told = "; ".join(f"{link.source} rests on {link.target}" for link in links)
        raise RuleBroken("text", f"Other pages lead to a section that would go. Change them first: {told}.")


def _title(revision: Revision) -> str:
    return FORMATS[FormatKind(revision.format.kind)].title


def _named(found: Sequence[Found]) -> str:
    """The first few, each by its rule, its words and what to do; then how many more there are."""
    told = [_told(one) for one in found[:MOST_NAMED]]
    more = len(found) - MOST_NAMED
    return " ".join([*told, *([f"And {more} more."] if more > 0 else [])])


def _told(one: Found) -> str:
    words = one.finding.words
    quote = words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE].rstrip()}…"
    return f"{one.rule}: “{quote}” {one.finding.message}" if quote else f"{one.rule}: {one.finding.message}"
