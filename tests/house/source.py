"""The product's own source, read for the house tests."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sscp_learning.settings import PROJECT

PACKAGE = PROJECT / "sscp_learning"


@dataclass(frozen=True)
class Source:
    """One Python file of the product."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The file below the package, as “guidance/views/reader.py”."""
        return str(self.path.relative_to(PACKAGE))

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield node


def all_sources() -> list[Source]:
    """Every Python file of the product."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return [Source(path, text := path.read_text("utf-8"), ast.parse(text)) for path in paths]


def templates() -> list[Path]:
    """Every template of the product."""
    return sorted(PACKAGE.rglob("templates/**/*.html"))


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines of a function do something: its docstring, comments, blank lines and signature do not count."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    lines = {line for node in body for inner in ast.walk(node) for line in _lines(inner)}
    return len(lines)


def _lines(node: ast.AST) -> range:
    start = getattr(node, "lineno", None)
    return range(0) if start is None else range(start, (getattr(node, "end_lineno", None) or start) + 1)
