"""Pictures: `::: picture house {alt="A house with a broken window"}`, or `{decorative}` if the words say it already."""

import re
from collections.abc import Iterator

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.base import FencedKind
from sscp_learning.documents.markup import element
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.typst_text import NOTHING, PaperContext, call, literal

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def picture_problems(block: Block) -> Iterator[Problem]:
    """Yield what is wrong with the picture's name, or with what is said to those who cannot see it."""
    name = block.text("picture")
    if not NAME.fullmatch(name):
        said = f"“{name}” is not the name of a picture" if name else "No picture is named"
        yield Problem(0, f"{said}; expected the name of a file in content/pictures, without .svg, like house.")
    if block.flag("alt") == block.flag("decorative"):
        wrong = "both alt and decorative" if block.flag("alt") else "neither alt nor decorative"
        expected = 'expected {alt="what it shows"}, or {decorative} if the words beside it say the same'
        yield Problem(0, f"This picture has {wrong}; {expected}.")


def picture_html(block: Block, context: RenderContext, css_class: str) -> str:
    """Return the picture itself; nothing when its name is no name."""
    name = block.text("picture")
    if not NAME.fullmatch(name):
        return ""
    alt = "" if block.flag("decorative") else block.text("alt")
    return element("img", src=context.picture_address(name), alt=alt, class_=css_class)


def picture_code(block: Block, paper: PaperContext) -> str:
    """Return the picture for paper; where the file is missing, the words that say what it shows."""
    name = block.text("picture")
    alt = "" if block.flag("decorative") else block.text("alt")
    if name not in paper.pictures:
        return literal(alt) if alt else NOTHING
    return call("picture", literal(name), literal(alt) if alt else "none")


class Picture(FencedKind):
    """A picture with a caption, if something stands between the fences."""

    name = "picture"
    fence = "picture"
    argument = "picture"
    attributes = frozenset({"alt"})
    flags = frozenset({"decorative"})

    def problems(self, block: Block) -> Iterator[Problem]:
        """Yield what is wrong with the picture's name or alternative text."""
        yield from picture_problems(block)

    def passages(self, block: Block) -> list[str]:
        """Return the alternative text: it is read aloud."""
        return [block.text("alt")] if block.text("alt") else []

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return a figure, with its caption if it has one."""
        caption = element("figcaption", inside, class_="doc-picture__caption") if inside else ""
        return element("figure", picture_html(block, context, "doc-picture__image") + caption, class_="doc-picture")

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return the picture above its caption."""
        return call("doc-picture", picture_code(block, paper), inside if inside != NOTHING else "none")
