"""Addresses of static files, with a mark that changes when the file does, so that browsers may keep them for a year."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

STATIC_FOLDER: Final = Path(__file__).parent / "static"
STATIC_ADDRESS: Final = "/static"

UNMARKED: Final[frozenset[str]] = frozenset({".woff2"})
"""The stylesheet names the fonts without a mark, and a preload must name the same address; fonts never change."""


@cache
def asset(name: str) -> str:
    """The address of a static file, such as ``/static/theme.css?v=1a2b3c4d``.

    Raises FileNotFoundError when there is no such file, so that a misspelt name fails in the first test that meets it.
    """
    path = STATIC_FOLDER / name
    if path.suffix in UNMARKED and path.is_file():
        return f"{STATIC_ADDRESS}/{name}"
    mark = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    return f"{STATIC_ADDRESS}/{name}?v={mark}"
