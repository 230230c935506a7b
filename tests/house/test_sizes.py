"""The gauges of the house: nothing grows past what one person can read at a sitting."""

import ast
from statistics import median

from tests.house.source import Source, all_sources, lines_of

MOST_LINES_IN_A_FILE = 400
MOST_LINES_IN_A_FUNCTION = 50
MOST_LINES_IN_NINE_OF_TEN = 20
MOST_LINES_IN_A_VIEW = 30
MEDIAN_VIEW = 12


def views(source: Source) -> list[ast.FunctionDef]:
    """The functions of a file that are under a route."""
    found = []
    for node in source.functions():
        decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
        if any(decorator.startswith("blueprint.") for decorator in decorators):
            found.append(node)
    return found


def test_no_file_is_longer_than_400_lines() -> None:
    long = {source.name: source.text.count("\n") for source in all_sources()}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES_IN_A_FILE} == {}


def test_no_function_is_longer_than_50_lines_and_nine_of_ten_are_under_20() -> None:
    lengths = {f"{s.name}:{f.name}": lines_of(f) for s in all_sources() for f in s.functions()}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_IN_A_FUNCTION} == {}
    short = sum(lines <= MOST_LINES_IN_NINE_OF_TEN for lines in lengths.values())
    assert short / len(lengths) >= 0.9


def test_views_are_short() -> None:
    lengths = {f"{s.name}:{v.name}": lines_of(v) for s in all_sources() if "/views/" in s.name for v in views(s)}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_IN_A_VIEW} == {}
    assert median(lengths.values()) <= MEDIAN_VIEW


def test_every_function_says_what_it_gives_back() -> None:
    silent = [f"{s.name}:{f.name}" for s in all_sources() for f in s.functions() if f.returns is None]
    assert silent == []
