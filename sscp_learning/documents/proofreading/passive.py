"""Finding what may be passive voice: a form of “be” or “get” and what was done, such as “are told” (rule ER11).

Grammar alone cannot tell “you are hurt” from “you are helped”, so feelings and states come from a list, and what is
found is never more than a hint.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sscp_learning.documents.proofreading.phrases import Word
from sscp_learning.documents.proofreading.reading import Sentence

BE = frozenset({"am", "is", "are", "was", "were", "be", "been", "being", "get", "gets", "got", "getting",
                "isn't", "aren't", "wasn't", "weren't"})  # fmt: skip
BETWEEN = frozenset({"not", "never", "always", "also", "often", "still", "just", "now", "then", "already", "ever",
                     "only", "being", "been", "you", "he", "she", "it", "they", "we", "i", "this", "that"})  # fmt: skip
"""What may stand between “are” and “told”: “are always told”, “are you told”."""

IRREGULAR = frozenset({
    "beaten", "begun", "bitten", "bought", "brought", "built", "caught", "chosen", "cut", "dealt", "drawn", "driven",
    "eaten", "fed", "forgiven", "forgotten", "found", "frozen", "given", "heard", "held", "hidden", "hit", "kept",
    "known", "led", "left", "lent", "made", "meant", "met", "paid", "put", "run", "said", "seen", "sent", "shaken",
    "shot", "shown", "shut", "sold", "spent", "spoken", "stolen", "struck", "sworn", "taken", "taught",
    "thought", "thrown", "told", "torn", "understood", "woken", "won", "worn", "written",
})  # fmt: skip
NO_PARTICIPLES = frozenset({"hundred", "indeed", "naked", "need", "sacred", "seed", "speed", "wicked", "wretched"})
SHORTEST = 4
FURTHEST = 3


def find_passives(sentence: Sentence, states: frozenset[str]) -> Iterator[str]:
    """Yield the words of each place that may be passive; a word among `states` (feelings, mostly) is none."""
    words, text = sentence.listed, sentence.plain
    told = 0
    for index, word in enumerate(words):
        if word.key in BE or word.key.endswith(("'re", "'m")):
            end = _done_to(words[index : index + FURTHEST + 2], text, states)
            if end > told:  # “Is being told” is one place, though “is” and “being” both lead to it.
                yield text[word.start : end]
                told = end


def _done_to(words: Sequence[Word], text: str, states: frozenset[str]) -> int:
    """Return where the participle ends that belongs to the “be” these words begin with, 0 if there is none."""
    for before, word in pairwise(words):
        if text[before.end : word.start].strip():
            return 0
        if _is_participle(word.key):
            return 0 if word.key in states else word.end
        if word.key not in BETWEEN and not word.key.endswith("ly"):
            return 0
    return 0


def _is_participle(word: str) -> bool:
    if word in IRREGULAR:
        return True
    return len(word) >= SHORTEST and word.endswith("ed") and word not in NO_PARTICIPLES
