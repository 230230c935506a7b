"""What the tests of the writing desk share: the text as it stands, and forms sent as their pages would send them."""

import re
from html import unescape
from typing import Any

from sqlalchemy.orm import Session

from sscp_learning.guidance.queries.writing import get_writing
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.guidance.working import Writing
from tests.pages import Reader

HERE = "/desk/guidance/neglect-toolkit/full/"
EASY = "/desk/guidance/neglect-toolkit/easy-read/"


def the(session: Session, kind: FormatKind = FormatKind.FULL, slug: str = "neglect-toolkit") -> Writing:
    """The text as an editor finds it."""
    return get_writing(session, slug, kind)


def uid(session: Session, words: str, kind: FormatKind = FormatKind.FULL) -> str:
    """The uid of the first block with these words."""
    return next(block.uid for block in the(session, kind).blocks if words in block.source)


def words_of(session: Session, kind: FormatKind = FormatKind.FULL) -> str:
    """The whole text."""
    return "\n\n".join(block.source for block in the(session, kind).blocks)


def form_of(page: str, name: str) -> str:
    """What a hidden field of a page holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no field {name}"
    return unescape(found[1])


def save(editor: Reader, address: str, source: str, *, status: int = 302, **more: Any) -> str:
    """Opens the form of a block and sends it with other words."""
    page = editor.get(address)
    told = {"seen": form_of(page, "seen"), "was": form_of(page, "was"), "source": source}
    return editor.post(address, {**told, **more}, status=status)
