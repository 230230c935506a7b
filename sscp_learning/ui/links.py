"""Addresses between features, made by pattern, so that no feature needs to import another (DESIGN section 7).

Authors write what they mean (``guidance:neglect-toolkit/full#day-in-the-life``); this module says where that is. It
does not know whether the thing exists: ``sscp content check`` does.
"""

import re
from typing import Final

SLUG: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
TARGET: Final = re.compile(
    rf"(?P<kind>guidance|learning|glossary):(?P<slug>{SLUG})(?:/(?P<part>{SLUG}))?(?:#(?P<section>{SLUG}))?"
)


def is_slug(words: str) -> bool:
    """True for words that can stand in an address as they are: small letters, digits and single hyphens."""
    return re.fullmatch(SLUG, words) is not None


def address(target: str) -> str | None:
    """Where a written link leads, or None when it is not one of ours (an outside address, or misspelt).

    ``guidance:slug``, ``guidance:slug/format``, ``guidance:slug/format#section``, ``learning:slug``,
    ``learning:slug/page``, ``glossary:term``.
    """
    found = TARGET.fullmatch(target.strip())
    if found is None:
        return None
    kind, slug, part, section = found.group("kind", "slug", "part", "section")
    if kind == "glossary":
        return None if part or section else f"/guidance/glossary/#{slug}"
    page = f"/{kind}/{slug}/{part}/" if part else f"/{kind}/{slug}/"
    return f"{page}#{section}" if section else page
