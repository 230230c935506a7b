"""Markdown to tokens: the one place that sets up markdown-it, so that pages, PDFs and checks read the same text alike.

Beside CommonMark it reads tables, footnotes, definition lists, `[words]{lang=cy}` and fences of three or more colons.
Raw HTML, indented code, underlined headings and link definitions at the foot are off: one plain way to write a thing is
enough. Attributes in braces at the end of a heading or list item, and `[ ]`/`[x]` at the start of an item, are taken
out of the words and put into the token's `meta` under "attrs" (the braces) and "task" (" " or "x").
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from sscp_learning.documents import attributes

FENCE = "container_fence_open"
ATTRIBUTE_LINE = "attribute_line"
_TASK = re.compile(r"\[([ xX])\][ \t]+")


def clean_lines(text: str) -> str:
    """Return `text` with one kind of line end, no NUL and a line end at its end, as every reader here expects it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return plain.rstrip() + "\n"


def tokens_of(source: str) -> list[Token]:
    """Return the tokens of some Markdown."""
    return _READER.parse(clean_lines(source), {})


def inline_tokens_of(words: str) -> list[Token]:
    """Return the tokens of one line of Markdown (emphasis, links …) without a paragraph round it."""
    return _READER.parseInline(words.strip(), {})


def runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the top-level parts of `tokens`: each from its opening token to its closing one."""
    run: list[Token] = []
    depth = 0
    for token in tokens:
        run.append(token)
        depth += token.nesting
        if depth <= 0:
            yield run
            run, depth = [], 0
    if run:
        yield run


def inside(run: Sequence[Token]) -> list[list[Token]]:
    """Return the parts between the opening and the closing token of `run`."""
    return list(runs(run[1:-1]))


def first_line(run: Sequence[Token]) -> int:
    """Return the first line of a part, counted from 0."""
    return next((token.map[0] for token in run if token.map), 0)


def _attribute_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    """Read a line that holds only `{…}`, right above the block it speaks of."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].strip()
    if not attributes.is_braces(line) or start + 1 >= end or state.isEmpty(start + 1):
        return False
    if silent:
        return True
    token = state.push(ATTRIBUTE_LINE, "", 0)
    token.map = [start, start + 1]
    token.meta = {"attrs": line}
    state.line = start + 1
    return True


def _take_marks(state: StateCore) -> None:
    """Take trailing braces off headings and list items, and tick marks off list items, before the words are read."""
    for index, token in enumerate(state.tokens):
        if token.type != "inline":
            continue
        opening = _marked(state.tokens, index)
        if opening is None:
            continue
        token.content, braces = attributes.split_trailing(token.content)
        opening.meta["attrs"] = braces
        task = _TASK.match(token.content + " ") if opening.type == "list_item_open" else None
        if task is not None:
            opening.meta["task"] = task[1].lower()
            token.content = token.content[task.end() :]


def _marked(tokens: Sequence[Token], index: int) -> Token | None:
    """Return the heading or list item whose first words the token at `index` holds, if it is one."""
    if index >= 1 and tokens[index - 1].type == "heading_open":
        return tokens[index - 1]
    if index > 1 and tokens[index - 1].type == "paragraph_open" and tokens[index - 2].type == "list_item_open":
        return tokens[index - 2]
    return None


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).enable("table")
    reader.disable(["html_block", "html_inline", "reference", "code", "lheading"])
    container_plugin(reader, "fence", validate=lambda params, _markup: bool(params.strip()))
    footnote_plugin(reader, inline=False, move_to_end=False, always_match_refs=True)
    deflist_plugin(reader)
    attrs_plugin(reader, spans=True, allowed=("lang",))
    reader.block.ruler.before("container_fence", ATTRIBUTE_LINE, _attribute_line)
    reader.core.ruler.after("block", "take_marks", _take_marks)
    return reader


_READER = _reader()
