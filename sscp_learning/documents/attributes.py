"""Attributes in braces: `{#id key=value key="some words" flag}`, as on headings, fences, options and before a block."""

import re
from dataclasses import dataclass, field

LONGEST = 2000
"""Longer braces are read as ordinary words, which keeps reading fast whatever is pasted."""

ID = re.compile(r"[a-z][a-z0-9-]*|[0-9][a-z0-9-]*")
_BRACES = re.compile(r'\{(?:[^"{}\n]|"[^"\n]*")*\}')
_TRAILING = re.compile(r'(?:^|[ \t]+|(?<=\n))(\{(?:[^"{}\n]|"[^"\n]*")*\})[ \t]*$')
_ITEM = re.compile(
    r'\s*(?:#(?P<id>[^\s="{}]+)|(?P<key>[a-z][a-z-]*)(?P<is>=(?P<value>"[^"]*"|[^\s"=“”‘’]+)?)?)(?=\s|$)'
)


@dataclass(frozen=True)
class Read:
    """What stood in the braces, and in plain words what could not be read."""

    values: dict[str, str | bool] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def is_braces(text: str) -> bool:
    """Return whether `text` is one pair of braces and nothing else."""
    return len(text) <= LONGEST and _BRACES.fullmatch(text) is not None


def split_trailing(text: str) -> tuple[str, str]:
    """Return `text` without the braces at its end, and those braces ("" when it ends without).

    Only braces that can be read without a problem count, so that words in braces stay words.
    """
    tail = text[-LONGEST:]
    found = _TRAILING.search(tail) if tail.rstrip().endswith("}") else None
    if found is None or not read(found[1]).values or read(found[1]).problems:
        return text, ""
    return text[: len(text) - len(tail) + found.start()].rstrip(), found[1]


def read(braces: str) -> Read:
    """Return the values in `braces`; an id is kept under the name "id", a flag as True."""
    inside = braces.strip().removeprefix("{").removesuffix("}")
    values: dict[str, str | bool] = {}
    problems: list[str] = []
    at = 0
    while inside[at:].strip():
        item = _ITEM.match(inside, at)
        if item is None:
            problems.append(_unreadable(inside[at:].split()[0]))
            break
        at = item.end()
        problems.extend(_keep(item, values))
    return Read(values, tuple(problems))


def _keep(item: re.Match[str], values: dict[str, str | bool]) -> list[str]:
    """Put one item into `values`; return what is wrong with it, in words."""
    name = item["key"] or "id"
    if name in values:
        return [f"“{name}” is given twice in one pair of braces; once is enough."]
    if item["key"] is None:
        values["id"] = item["id"]
        return [] if ID.fullmatch(item["id"]) else [_bad_id(item["id"])]
    values[name] = (item["value"] or "").strip('"') if item["is"] else True
    return [] if values[name] else [f'“{name}” has no value: write {name}="…".']


def _bad_id(found: str) -> str:
    return f"The id “{found}” may have only small letters, digits and hyphens, like {{#what-neglect-is}}."


def _unreadable(found: str) -> str:
    hint = ' Use straight quotes (").' if re.search("[“”‘’]", found) else ""
    return f'“{found}” cannot be read here: expected #id, name="words" or a single word.{hint}'
