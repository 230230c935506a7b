"""Keeping one's place between formats (F2): which section of another format says the same as this one."""

from collections.abc import Sequence

from sscp_learning.guidance.stored import SectionMark


def roots(mark: SectionMark) -> frozenset[str]:
    """The sections of the full text that this section stands for: those it follows, or itself and what is inside it."""
    return frozenset(mark.follows) or frozenset({mark.id, *mark.inside})


def twin_of(mark: SectionMark, there: Sequence[SectionMark]) -> SectionMark | None:
    """The section of another format to go on reading at, or None when it has none.

    The same id is the best; then the section that shares most with this one. Of those that share as much it is the one
    that speaks of least else, a sub-section before the section it stands in; then the first.
    """
    same = next((other for other in there if other.id == mark.id and _same_meaning(mark, other)), None)
    if same is not None:
        return same
    mine = roots(mark)
    best = max(there, key=lambda other: (len(mine & roots(other)), -len(roots(other))), default=None)
    return best if best is not None and mine & roots(best) else None


def _same_meaning(mark: SectionMark, other: SectionMark) -> bool:
    """Two sections with one id are twins unless what they follow says that they speak of different things."""
    if not mark.follows or not other.follows:
        return not (mark.follows or other.follows) or bool(roots(mark) & roots(other))
    return bool(set(mark.follows) & set(other.follows))
