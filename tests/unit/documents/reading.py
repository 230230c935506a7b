"""Short ways to read documents in these tests."""

import itertools
from collections.abc import Callable

from sscp_learning.documents.kinds.registry import read_questions
from sscp_learning.documents.model import Block, Document
from sscp_learning.documents.parse import parse
from sscp_learning.documents.question import Question


def counted() -> Callable[[], str]:
    """Return a giver of uids that gives the same ones every time: n1, n2, n3 and so on."""
    numbers = itertools.count(1)
    return lambda: f"n{next(numbers)}"


def read(text: str) -> Document:
    """Return the document in `text`, which must be without faults."""
    parsed = parse(text, file="test.md", new_uid=counted())
    assert not parsed.faults, [str(fault) for fault in parsed.faults]
    return parsed.document


def only_block(text: str) -> Block:
    """Return the one block of `text`."""
    (block,) = read(text).blocks
    return block


def only_question(text: str) -> Question:
    """Return the one question of `text`."""
    (question,) = read_questions(read(text))
    return question


def faults(text: str) -> list[tuple[int, str]]:
    """Return the lines and messages of the faults in `text`."""
    return [(fault.line, fault.message) for fault in parse(text, file="test.md").faults]
