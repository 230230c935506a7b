"""The first line of a block, read and changed by name: what a heading follows, which kind a box is. Pure."""

import re
from collections.abc import Iterable

from sscp_learning.documents.parse import parse_piece

FOLLOWS = re.compile(r"\s*follows=(?:\"[^\"]*\"|[^\s\"{}]+)")
BRACES = re.compile(r"\{(?:[^\"{}]|\"[^\"]*\")*\}\s*$")
BOX = re.compile(r"^(\s*:{3,}\s*box)(?:[ \t]+[a-z-]+)?", re.MULTILINE)


def attribute_of(source: str, name: str) -> str:
    """What the block's braces or fence say under this name; "" where they say nothing."""
    blocks = parse_piece(source).blocks
    return blocks[0].text(name) if blocks else ""


def follows_of(source: str) -> tuple[str, ...]:
    """The sections of the full format that a heading follows."""
    return tuple(attribute_of(source, "follows").split())


def with_follows(source: str, sections: Iterable[str]) -> str:
    """The heading following these sections, and no others."""
    first, *rest = source.split("\n")
    bare = FOLLOWS.sub("", first).replace("{ ", "{")
    told = " ".join(sections)
    if told:
        braces = BRACES.search(bare)
        written = f'follows="{told}"'
        bare = f"{bare[: braces.start()]}{braces[0].rstrip()[:-1]} {written}}}" if braces else f"{bare} {{{written}}}"
    return "\n".join([re.sub(r"\s*\{\s*\}\s*$", "", bare), *rest])


def with_tone(source: str, tone: str) -> str:
    """The box as one of this kind."""
    return BOX.sub(rf"\g<1> {tone}", source, count=1)
