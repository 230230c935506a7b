"""Everything that the second person looks at before a text goes to readers, gathered once and without a lock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from sscp_learning.guidance import stored
from sscp_learning.guidance.compare import Comparison, compare, words_out_and_in
from sscp_learning.guidance.inspecting import Findings
from sscp_learning.guidance.models import Publication, Revision
from sscp_learning.guidance.queries import pages
from sscp_learning.guidance.queries.publishing import (
    DeskRevision,
    OtherFormat,
    RevisionChoice,
    find_before,
    get_desk_revision,
    list_other_formats,
)
from sscp_learning.guidance.queries.staleness import get_held, list_live_texts
from sscp_learning.guidance.rules import ChangeKind, FormatKind, RevisionState
from sscp_learning.guidance.staleness import Flag
from sscp_learning.guidance.staleness import compare as compare_sections
from sscp_learning.people.queries import list_people_with_role
from sscp_learning.people.rules import Role


@dataclass(frozen=True)
class Deciding:
    """One revision on its way, beside what readers get now.

    `before` is the text it is compared with, `flags` the sections of other formats that will need checking once it is
    published (F4), and `publishers` the names of those who may approve it.
    """

    publication: str
    revision: DeskRevision
    before: RevisionChoice | None
    comparison: Comparison
    findings: Findings
    others: tuple[OtherFormat, ...]
    flags: Mapping[FormatKind, tuple[Flag, ...]]
    publishers: tuple[str, ...]

    @property
    def words_changed(self) -> list[tuple[str, str]]:
        """Each place where words differ: what was taken out, and what was put in."""
        return list(words_out_and_in(self.comparison))

    @property
    def asks_about_others(self) -> bool:
        """True when publishing this asks what becomes of the other formats (F5)."""
        change = self.revision.change
        return bool(self.others) and change is not None and change.kind is ChangeKind.MAJOR


def look_at(session: Session, public_id: str, look_through: Callable[[Session, int], Findings]) -> Deciding:
    """The revision with this public id and all that goes with it; `look_through` finds what the checks find.

    Raises NotFound.
    """
    revision = get_desk_revision(session, public_id)
    before = find_before(session, revision)
    author = revision.deeds.author
    return Deciding(
        publication=session.get_one(Publication, revision.publication_id).title,
        revision=revision,
        before=before,
        comparison=compare_revisions(session, before.revision_id if before else None, revision.revision_id),
        findings=look_through(session, revision.revision_id),
        others=tuple(list_other_formats(session, revision)),
        flags=_flags_if_published(session, revision),
        publishers=tuple(
            person.name
            for person in list_people_with_role(session, Role.PUBLISHER)
            if author is None or person.id != author.who_id
        ),
    )


def compare_revisions(session: Session, old_id: int | None, new_id: int) -> Comparison:
    """Two frozen texts block by block; without an old one, everything is new. Raises NotFound."""
    old = pages.get_document(session, old_id).blocks if old_id is not None else ()
    return compare(old, pages.get_document(session, new_id).blocks)


def _flags_if_published(session: Session, revision: DeskRevision) -> dict[FormatKind, tuple[Flag, ...]]:
    """What of the other formats would need checking: a typing mistake flags nothing, nor does a derived format."""
    is_typo = revision.change is not None and revision.change.kind is ChangeKind.TYPO
    if revision.kind is not FormatKind.FULL or is_typo or revision.state is RevisionState.PUBLISHED:
        return {}
    marks = stored.marks_from_json(session.get_one(Revision, revision.revision_id).sections)
    texts = list_live_texts(session, revision.publication_id).get(revision.publication_id, [])
    followers = [text for text in texts if text.format_id != revision.format_id]
    held = get_held(session, [text.format_id for text in followers])
    found = {text.kind: compare_sections(text.marks, held.get(text.format_id, {}), marks) for text in followers}
    return {kind: flags for kind, flags in found.items() if flags}
