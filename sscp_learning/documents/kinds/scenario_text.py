"""A scenario's Markdown taken apart: nodes between fences of their own, in each some words and a list of moves.

    :::: scenario {#nt-40 title="A visit on a Friday afternoon" objective=act scoring=end}
    ::: node {#door title="At the door"}
    Dana opens the door a little.

    - Say who you are and ask if you may come in {#k3v points=1 sets=trust} -> kitchen
      > She looks at you for a moment. Then she steps back.
    :::
    ::::

A line `{if=trust}` or `{unless=trust}` above a paragraph says when it is told; the same words in a move's braces say
when it is offered. A node with `outcome=good`, `mixed` or `poor` is an end.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from sscp_learning.documents import attributes
from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.asking import Pieces, clean, take_item
from sscp_learning.documents.kinds.base import body_of
from sscp_learning.documents.markdown import (
    ATTRIBUTE_LINE,
    FENCE,
    first_line,
    inline_tokens_of,
    inside,
    runs,
    tokens_of,
)
from sscp_learning.documents.model import Attributes, Block, Problem
from sscp_learning.documents.prose import words_of_line
from sscp_learning.documents.scenario import ALWAYS, Condition, Move, Node, Outcome, Passage, Scenario, Scoring

NODE = "node"
LIST = "bullet_list_open"
CONDITIONS = frozenset({"if", "unless"})
NODE_KNOWS = frozenset({"id", "title", "outcome"})
MOVE_KNOWS = frozenset({"id", "points", "sets"}) | CONDITIONS
POINTS = re.compile(r"\d{1,2}")
FLAG = re.compile(r"[a-z][a-z0-9-]*")
_MOVE = re.compile(r"(?P<words>.*?)\s*(?P<braces>\{[^{}\n]*\})?\s*->\s*(?P<to>\S*)\s*", re.DOTALL)


@dataclass(frozen=True)
class WrittenMove:
    """One line of a node's list: its words, its braces, the node it names ("" for none), the quotes below."""

    line: int
    words: str
    attrs: Attributes
    to: str
    quotes: Sequence[Sequence[Token]]


@dataclass
class WrittenNode:
    """A node as written: its braces, its words with the conditions above them, its moves."""

    line: int
    attrs: Attributes
    words: list[tuple[list[Token], Condition]] = field(default_factory=list)
    moves: list[WrittenMove] = field(default_factory=list)


@dataclass
class Written:
    """A scenario taken apart: the words before its nodes, the nodes, the words after them, and what cannot be read."""

    intro: list[Token] = field(default_factory=list)
    nodes: list[WrittenNode] = field(default_factory=list)
    after: list[Token] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: int, message: str) -> None:
        """Note something to mend; lines count from the fence of the scenario, which is 0."""
        self.problems.append(Problem(line, message))


def take_scenario_apart(block: Block) -> Written:
    """Return the pieces of a scenario. Never raises, whatever stands in it."""
    body, written = body_of(block), Written()
    lines = body.split("\n")
    outer = len(block.source) - len(block.source.lstrip(":"))
    for run in runs(tokens_of(body)):
        if run[0].type == FENCE:
            _take_fence(run, written, lines, outer)
        elif written.nodes:
            written.after += run
        else:
            written.intro += run
    return written


def scenario_of(block: Block, written: Written, context: RenderContext) -> Scenario:
    """Return the scenario that was written, as far as it can be understood."""
    scoring = block.text("scoring")
    return Scenario(
        title=block.text("title"),
        scoring=Scoring(scoring) if scoring in set(Scoring) else Scoring.END,
        nodes=tuple(_node_of(node, context) for node in written.nodes),
    )


def _node_of(node: WrittenNode, context: RenderContext) -> Node:
    outcome = _text(node.attrs, "outcome")
    return Node(
        id=_text(node.attrs, "id"),
        title=_text(node.attrs, "title"),
        passages=tuple(Passage(clean(tokens, context), condition) for tokens, condition in node.words),
        moves=tuple(_move_of(move, context) for move in node.moves),
        outcome=Outcome(outcome) if outcome in set(Outcome) else None,
    )


def _move_of(move: WrittenMove, context: RenderContext) -> Move:
    points = _text(move.attrs, "points")
    return Move(
        id=_text(move.attrs, "id"),
        html=clean(inline_tokens_of(move.words), context),
        words=words_of_line(move.words),
        to=move.to,
        led_html="".join(clean(quote, context) for quote in move.quotes),
        points=int(points) if POINTS.fullmatch(points) else 0,
        sets=tuple(_text(move.attrs, "sets").split()),
        condition=_condition(move.attrs),
    )


def _take_fence(run: list[Token], written: Written, lines: Sequence[str], outer: int) -> None:
    """Add a node; anything else between fences is noted and left out."""
    fence, line, end = run[0], first_line(run) + 1, max(token.map[1] for token in run if token.map)
    words, brace, rest = fence.info.partition("{")
    if words.strip() != NODE:
        written.add(line, f'“::: {words.strip()}” cannot stand in a scenario; expected ::: node {{#door title="…"}}.')
        return
    closing = lines[end].strip() if end < len(lines) else ""
    if len(fence.markup) >= outer:
        written.add(
            line, f"The scenario needs more colons than its nodes: give it {':' * (outer + 1)} and nodes {':' * outer}."
        )
    elif not closing or closing.strip(":") or len(closing) < len(fence.markup):
        written.add(line, f"This ::: node is never closed; expected a line of {len(fence.markup)} colons below it.")
    node = WrittenNode(line, _braces([brace + rest], NODE_KNOWS, "a node", line, written))
    written.nodes.append(node)
    _take_node(inside(run), node, written)


def _take_node(parts: list[list[Token]], node: WrittenNode, written: Written) -> None:
    """Add what stands in a node: its words, and its moves, which are the last list unless the node is an end."""
    lists = [] if "outcome" in node.attrs else [at for at, part in enumerate(parts) if part[0].type == LIST]
    condition = ALWAYS
    for at, part in enumerate(parts):
        line = first_line(part) + 1
        if part[0].type == ATTRIBUTE_LINE:
            condition = _condition(_braces([part[0].meta["attrs"]], CONDITIONS, "words", line, written))
            continue
        if part[0].type == FENCE:
            written.add(line, "A ::: block cannot stand inside a node; close the node above it, or use plain words.")
        elif at in lists[-1:]:
            _take_moves(part, node, written)
        else:
            node.words.append((part, condition))
            if lists and at > lists[-1]:
                written.add(line, "These words stand after the choices, where nobody looks for them; put them above.")
        condition = ALWAYS


def _take_moves(run: list[Token], node: WrittenNode, written: Written) -> None:
    pieces = Pieces()
    for item in inside(run):
        take_item(item, pieces)
        one = pieces.items[-1]
        found = _MOVE.fullmatch(one.words)
        words, braces, to = found.group("words", "braces", "to") if found else (one.words, "", "")
        attrs = _braces([str(item[0].meta.get("attrs", "")), braces or ""], MOVE_KNOWS, "a choice", one.line, written)
        node.moves.append(WrittenMove(one.line, words.strip(), attrs, to, one.quotes))
    written.problems += pieces.problems


def _braces(found: Sequence[str], known: frozenset[str], on: str, line: int, written: Written) -> Attributes:
    """Return what braces say; note what cannot be read, and what means nothing here."""
    attrs: dict[str, str | bool] = {}
    for braces in found:
        read = attributes.read(braces)
        attrs.update(read.values)
        for problem in read.problems:
            written.add(line, problem)
    for name, value in attrs.items():
        if name not in known:
            expected = ", ".join(sorted(known))
            written.add(line, f"“{name}” means nothing on {on} of a scenario; expected one of: {expected}.")
        elif value is True:
            written.add(line, f'“{name}” has no value: write {name}="…".')
    return attrs


def _condition(attrs: Attributes) -> Condition:
    return Condition(_text(attrs, "if"), _text(attrs, "unless"))


def _text(attrs: Attributes, name: str) -> str:
    value = attrs.get(name, "")
    return value if isinstance(value, str) else ""
