"""Where sentences end. Knows the usual abbreviations; needs no word list from outside."""

import re

NEVER_LAST = frozenset({"e.g", "i.e", "eg", "ie", "dr", "mr", "mrs", "ms", "prof", "st", "vs", "cf", "approx", "rev",
                        "hon"})  # fmt: skip
"""Words whose full stop never ends a sentence."""

BEFORE_A_NUMBER = frozenset({"no", "nos", "para", "paras", "p", "pp", "s", "ss", "fig", "ch", "vol"})
"""Words whose full stop ends a sentence unless a number follows: “see no. 5”, but “You can say no.”"""

SOMETIMES_LAST = frozenset({"a.m", "p.m", "am", "pm", "etc", "u.k", "ltd", "co", "al", "jr"})
"""Words whose full stop ends a sentence only when the next word begins with a capital."""

_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)")
_LAST_WORD = re.compile(r"[\w.]+$")
_OPENERS = "\"'“‘([*_"


def split_sentences(passage: str) -> list[str]:
    """Return the sentences of one paragraph, heading, item or cell, in order, without empty ones."""
    sentences, start = [], 0
    for end in _END.finditer(passage):
        if _ends(passage, end):
            sentences.append(passage[start : end.end()].strip())
            start = end.end()
    sentences.append(passage[start:].strip())
    return [sentence for sentence in sentences if sentence]


def _ends(passage: str, end: re.Match[str]) -> bool:
    """Return whether the full stop, question or exclamation mark found ends a sentence."""
    following = passage[end.end() :].lstrip().lstrip(_OPENERS)[:1]
    if following.islower():
        return False
    if end[0][0] != ".":
        return True
    last = _LAST_WORD.search(passage, max(0, end.start() - 20), end.start())
    word = last[0].lower().strip(".") if last else ""
    if word in SOMETIMES_LAST:
        return following.isupper()
    if word in BEFORE_A_NUMBER:
        return not following.isdigit()
    is_initial = len(word) == 1 and word.isalpha() and word not in {"i", "a"}
    return word not in NEVER_LAST and not is_initial
