"""From tokens to blocks: cut the text into parts, find each part's kind, keep its source, note what cannot be read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from sscp_learning.documents import attributes
from sscp_learning.documents.kinds.base import ANYWHERE, Kind
from sscp_learning.documents.kinds.registry import PLAIN_TEXT, fences, kind_named, kind_of_fence, kind_of_token
from sscp_learning.documents.markdown import ATTRIBUTE_LINE, FENCE, clean_lines, inside, runs, tokens_of
from sscp_learning.documents.model import Attribute, Attributes, Block, Problem
from sscp_learning.documents.words import fingerprint

NOTE = "footnote_reference_open"


@dataclass(frozen=True)
class _Place:
    """Where a part stands: the line where what holds it ends, and how many colons that has (0: nothing holds it)."""

    end: int
    colons: int = 0


@dataclass(frozen=True)
class _Part:
    """The tokens of one block, and the lines of attributes above it."""

    tokens: Sequence[Token]
    above: Sequence[Token] = ()

    @property
    def opening(self) -> Token:
        """Return the token that opens the block."""
        return self.tokens[0]

    @property
    def start(self) -> int:
        """Return the first line, counted from 0."""
        first = self.above[0] if self.above else self.opening
        return first.map[0] if first.map else 0

    @property
    def end(self) -> int:
        """Return the line after the last one."""
        return max((token.map[1] for token in self.tokens if token.map), default=self.start + 1)


@dataclass
class Builder:
    """Builds the blocks of one text and gathers the problems; lines of problems count from 1, as in an editor."""

    text: str
    problems: list[Problem] = field(default_factory=list)

    def build(self) -> tuple[Block, ...]:
        """Return the blocks in order. Those without an id of their own have an empty uid."""
        self._lines = clean_lines(self.text).split("\n")
        return self._blocks(list(runs(tokens_of(self.text))), _Place(len(self._lines)))

    def _blocks(self, parts: list[list[Token]], place: _Place) -> tuple[Block, ...]:
        return tuple(self._block(part, place) for part in _joined(parts))

    def _block(self, part: _Part, place: _Place) -> Block:
        if part.opening.type == FENCE:
            return self._fenced(part, place)
        kind = kind_of_token(part.opening.type)
        self._refuse_fences_inside(part)
        attrs = self._attrs(kind, _written_attributes(part), part.start)
        if part.opening.type == NOTE:
            attrs["notes"] = " ".join(str(token.meta["label"]) for token in part.tokens if token.type == NOTE)
        level = int(part.opening.tag[1]) if part.opening.type == "heading_open" else 0
        return self._finish(kind, attrs, self._source(part.start, part.end), part.start, level=level)

    def _fenced(self, part: _Part, place: _Place) -> Block:
        fence = part.opening
        colons, line, end = len(fence.markup), part.start, part.end
        closed = end < place.end and re.fullmatch(rf"\s*:{{{colons},}}\s*", self._lines[end]) is not None
        words, braces = _cut_fence(fence.info)
        if place.colons and colons >= place.colons:
            self._nested_wrongly(line, colons, place.colons)
        elif not closed:
            self._add(line, f"This ::: {words} is never closed; expected a line of {colons} colons below it.")
        source = self._source(line, end + 1 if closed else end)
        found = kind_of_fence(words.split())
        if found is None:
            self._unknown_fence(line, words)
            return self._finish(kind_named(PLAIN_TEXT), {}, source, line)
        kind, left = found
        attrs = self._fence_attrs(kind, left, [*_braces_above(part), braces], line)
        children = self._blocks(inside(part.tokens), _Place(end, colons)) if kind.holds else ()
        return self._finish(kind, attrs, source, line, children=children)

    def _finish(
        self, kind: Kind, attrs: Attributes, source: str, line: int, *, level: int = 0, children: tuple[Block, ...] = ()
    ) -> Block:
        """Return the block with its words counted and its kind's problems noted."""
        uid = attrs.get("id", "")
        bare = Block(str(uid), kind.name, source, "", "", attrs, level, children, line + 1)
        words = " ".join([*kind.passages(bare), *(child.words for child in children if child.words)])
        block = Block(
            bare.uid, kind.name, source, words, fingerprint(words or source), attrs, level, children, line + 1
        )
        for problem in kind.problems(block):
            self._add(line + problem.line, problem.message)
        return block

    def _fence_attrs(self, kind: Kind, left: list[str], braces: list[str], line: int) -> dict[str, str | bool]:
        attrs = self._attrs(kind, braces, line)
        if left and kind.argument:
            attrs[kind.argument] = left.pop(0)
        if left:
            self._add(
                line, f'“{" ".join(left)}” is one word too many after ::: {kind.fence}; put titles in {{title="…"}}.'
            )
        return attrs

    def _attrs(self, kind: Kind, written: list[str], line: int) -> dict[str, str | bool]:
        """Return what the braces say, and note what this kind does not know."""
        attrs: dict[str, str | bool] = {}
        for braces in written:
            if braces and not attributes.is_braces(braces):
                self._add(line, "These braces are not closed; expected } at the end of the line.")
            found = attributes.read(braces)
            attrs.update(found.values)
            for problem in found.problems:
                self._add(line, problem)
        for name, value in attrs.items():
            self._check_attribute(kind, name, value, line)
        return attrs

    def _check_attribute(self, kind: Kind, name: str, value: Attribute, line: int) -> None:
        flag = value is True
        if name in (kind.flags if flag else kind.attributes | ANYWHERE):
            return
        if name in kind.flags | kind.attributes | ANYWHERE:
            expected = f"the single word {name}" if not flag else f'{name}="…"'
            self._add(line, f"“{name}” is written the wrong way; expected {expected}.")
            return
        known = ", ".join(sorted(kind.flags | kind.attributes | ANYWHERE))
        self._add(line, f"“{name}” means nothing on a {kind.name}; expected one of: {known}.")

    def _refuse_fences_inside(self, part: _Part) -> None:
        for token in part.tokens:
            if token.type == FENCE and token.map:
                self._add(
                    token.map[0],
                    "A ::: block cannot stand inside a list, quote or note; end that first with an empty line.",
                )

    def _nested_wrongly(self, line: int, inner: int, outer: int) -> None:
        hint = f"give the outer one {':' * (inner + 1)} and this one {':' * inner}"
        self._add(line, f"This ::: stands inside another with {outer} colons; the outer needs more colons: {hint}.")

    def _unknown_fence(self, line: int, words: str) -> None:
        known = ", ".join(fences())
        self._add(line, f"There is no block called “{words}”; expected ::: and one of: {known}.")

    def _source(self, start: int, end: int) -> str:
        """Return the lines from `start` up to `end` without the empty ones around them."""
        return "\n".join(self._lines[start:end]).strip("\n").rstrip()

    def _add(self, line: int, message: str) -> None:
        self.problems.append(Problem(line + 1, message))


def _joined(parts: list[list[Token]]) -> list[_Part]:
    """Return the parts with lines of attributes put to what follows, and notes that stand together as one."""
    joined: list[_Part] = []
    above: list[Token] = []
    for tokens in parts:
        if tokens[0].type == ATTRIBUTE_LINE:
            above.append(tokens[0])
            continue
        if tokens[0].type == NOTE and joined and joined[-1].opening.type == NOTE and not above:
            joined[-1] = _Part([*joined[-1].tokens, *tokens], joined[-1].above)
            continue
        joined.append(_Part(tokens, above))
        above = []
    return joined


def _braces_above(part: _Part) -> list[str]:
    return [str(token.meta["attrs"]) for token in part.above]


def _written_attributes(part: _Part) -> list[str]:
    """Return the braces of a plain Markdown block: those above it, and those at the end of a heading."""
    return [*_braces_above(part), str(part.opening.meta.get("attrs", ""))]


def _cut_fence(info: str) -> tuple[str, str]:
    """Return the words of a fence and its braces."""
    words, brace, rest = info.partition("{")
    return " ".join(words.split()), (brace + rest).strip()
