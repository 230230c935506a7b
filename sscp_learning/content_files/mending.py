"""`sscp content check --fix`: gives options, items and targets the ids they still need (DECISIONS 24).

An id is random, so that it says nothing about order, pairing or which answer is right.
"""

import re
import secrets
from collections.abc import Iterator
from pathlib import Path

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
ID_LENGTH = 3
FENCE = re.compile(r"^\s*(:{3,})\s*(\S+)?\s*(\S+)?")
MOVE = re.compile(r"^(\s*- .*?\S)(\s+->\s+\S+\s*)$")
OPTION = re.compile(r"^\s*- \[[ xX]\] ")
ITEM = re.compile(r"^\s*(?:\d+\.|-) ")
HAS_ID = re.compile(r"\{#[\w-]+\}")
HAS_ID_FIRST = re.compile(r"\{[^{}]*#[\w-]+[^{}]*\}")
ARROW = " => "


def give_ids(root: Path) -> Iterator[str]:
    """Writes missing ids into every quiz and page of a content folder; yields the files that changed."""
    for path in sorted((root / "modules").rglob("*.md")):
        before = path.read_text("utf-8")
        after = with_ids(before)
        if after != before:
            path.write_text(after, "utf-8")
            yield str(path.relative_to(root.parent))


def with_ids(text: str) -> str:
    """The text with an id on every option, item and target of its questions, and every choice of its scenarios."""
    taken = set(re.findall(r"\{#([\w-]+)\}", text))
    lines = []
    inside = ""
    for line in text.split("\n"):
        if fence := FENCE.match(line):
            inside = fence[3] or "" if fence[2] == "question" else "node" if fence[2] == "node" else ""
        lines.append(_choice(line, taken) if inside == "node" else _mended(line, taken) if inside else line)
    return "\n".join(lines)


def _mended(line: str, taken: set[str]) -> str:
    if not OPTION.match(line) and not ITEM.match(line):
        return line
    parts = line.split(ARROW)
    return ARROW.join(part if HAS_ID.search(part) or part.strip() == "-" else _named(part, taken) for part in parts)


def _choice(line: str, taken: set[str]) -> str:
    """A choice of a scenario, `- Words -> node`, with its id before the arrow."""
    found = MOVE.match(line)
    if found is None or HAS_ID_FIRST.search(line):
        return line
    words, brace, rest = found[1].partition(" {")
    return f"{_named(words, taken)}{found[2]}" if not brace else f"{_named(words, taken)[:-1]} {rest}{found[2]}"


def _named(part: str, taken: set[str]) -> str:
    name = new_id()
    while name in taken:
        name = new_id()
    taken.add(name)
    return f"{part.rstrip()} {{#{name}}}"


def new_id() -> str:
    """Three letters or digits that look like nothing else; the first is a letter."""
    return secrets.choice(LETTERS[:23]) + "".join(secrets.choice(LETTERS) for _ in range(ID_LENGTH - 1))
