"""Keep the uids of blocks when a whole text comes from a file or a paste (design, section 4).

In this order: the same id in the text, the same text standing once in both, the same text in the same order, and
words so alike that nothing else comes near. What is left goes to a person: a wrong guess would put a comment on the
wrong part.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from heapq import nlargest

from sscp_learning.documents.model import Block
from sscp_learning.documents.words import list_words

ALIKE = 0.7
AHEAD = 0.05
_ROUNDING = 1e-9
MOST_PAIRS = 160_000


@dataclass(frozen=True)
class Alignment:
    """The new blocks with the uids they had before, and what no rule could match: blocks gone, and blocks come."""

    blocks: tuple[Block, ...]
    unmatched_old: tuple[Block, ...]
    unmatched_new: tuple[Block, ...]


def align(old: Sequence[Block], new: Sequence[Block]) -> Alignment:
    """Return `new` with uids carried over from `old`, inside containers too. Blocks with an id in the text keep it."""
    pairs = _pairs(old, new)
    carried = {old[was].uid for was in pairs.values()} | {block.uid for block in new if block.flag("id")}
    blocks = []
    for index, block in enumerate(new):
        was = old[pairs[index]] if index in pairs else None
        uid = (
            _free(block.uid, carried) if was is None and not block.flag("id") else block.uid if was is None else was.uid
        )
        children = align(was.children if was else (), block.children).blocks
        blocks.append(replace(block, uid=uid, children=children))
    gone = tuple(block for index, block in enumerate(old) if index not in pairs.values())
    come = tuple(block for index, block in enumerate(blocks) if index not in pairs)
    return Alignment(tuple(blocks), gone, come)


def _pairs(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    """Return which old block each new one was, by position."""
    pairs: dict[int, int] = {}
    named = {block.uid: index for index, block in enumerate(old)}
    for index, block in enumerate(new):
        if block.flag("id") and block.uid in named:
            pairs[index] = named[block.uid]
    settled = {index for index, block in enumerate(new) if block.flag("id")}
    for rule in (_once_in_both, _moved_to_another_kind, _in_order, _once_in_both, _alike):
        before = [index for index in range(len(old)) if index not in pairs.values()]
        after = [index for index in range(len(new)) if index not in settled and index not in pairs]
        pairs.update(rule(old, new, before, after))
    return pairs


def _once_in_both(
    old: Sequence[Block], new: Sequence[Block], before: list[int], after: list[int]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of one kind whose words stand once in each text."""
    return _only(old, new, before, after, _kind_and_words)


def _moved_to_another_kind(
    old: Sequence[Block], new: Sequence[Block], before: list[int], after: list[int]
) -> Iterator[tuple[int, int]]:
    """Yield pairs whose words stand once in each text: a paragraph put into a box is still the same words."""
    return _only(old, new, before, after, lambda block: block.fingerprint)


def _only(
    old: Sequence[Block], new: Sequence[Block], before: list[int], after: list[int], key: Callable[[Block], Hashable]
) -> Iterator[tuple[int, int]]:
    there, here = _places(old, before, key), _places(new, after, key)
    for found, places in here.items():
        if len(places) == len(there.get(found, ())) == 1:
            yield places[0], there[found][0]


def _places(blocks: Sequence[Block], indexes: list[int], key: Callable[[Block], Hashable]) -> dict[Hashable, list[int]]:
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index in indexes:
        places[key(blocks[index])].append(index)
    return places


def _in_order(
    old: Sequence[Block], new: Sequence[Block], before: list[int], after: list[int]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of the same words in the same order, their neighbours deciding where words stand more than once."""
    whole = SequenceMatcher(
        None, [_kind_and_words(block) for block in old], [_kind_and_words(block) for block in new], autojunk=False
    )
    for match in whole.get_matching_blocks():
        for step in range(match.size):
            if match.a + step in before and match.b + step in after:
                yield match.b + step, match.a + step


def _kind_and_words(block: Block) -> Hashable:
    return block.kind, block.fingerprint


def _alike(
    old: Sequence[Block], new: Sequence[Block], before: list[int], after: list[int]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of one kind whose words are alike enough, each clearly the best for the other.

    Where so much is left that holding each against each would take too long, all of it is left to a person.
    """
    if len(before) * len(after) > MOST_PAIRS:
        return
    words_before = {index: list_words(old[index].words.casefold()) for index in before}
    scores: dict[tuple[int, int], float] = {}
    for here in after:
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(list_words(new[here].words.casefold()))
        for there in before:
            matcher.set_seq1(words_before[there])
            if old[there].kind == new[here].kind and words_before[there] and matcher.quick_ratio() >= ALIKE - AHEAD:
                scores[here, there] = matcher.ratio()
    best = _two_best(scores)
    for (here, there), own in scores.items():
        rival = max(_beside(own, best["new", here]), _beside(own, best["old", there]))
        if own >= ALIKE and own - rival >= AHEAD - _ROUNDING:
            yield here, there


def _two_best(scores: dict[tuple[int, int], float]) -> dict[tuple[str, int], list[float]]:
    """Return the two best scores of each new and of each old block."""
    of_each: dict[tuple[str, int], list[float]] = defaultdict(list)
    for (here, there), score in scores.items():
        of_each["new", here].append(score)
        of_each["old", there].append(score)
    return {block: nlargest(2, found) for block, found in of_each.items()}


def _beside(own: float, two_best: list[float]) -> float:
    """Return the best score of a block's other pairs; `own` is one of its scores."""
    others = [*two_best, 0.0]
    return others[1] if others[0] == own else others[0]


def _free(uid: str, carried: set[str]) -> str:
    """Return the uid of a block that is new, changed if an older block has kept it."""
    free, number = uid, 1
    while free in carried:
        number += 1
        free = f"{uid}-{number}"
    carried.add(free)
    return free
