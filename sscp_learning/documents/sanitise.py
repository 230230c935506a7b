"""The end of the one path from text to page: whatever comes out of here is harmless, and nothing else makes Markup.

Two cleaners run one after the other: bleach, then nh3, because bleach no longer gets security fixes. Both know only the
tags and attributes of the tables below. There is no style, no handler, no name on a control (so that a browser sends
nothing), no form, no frame, and no address but those listed.
"""

import re
from collections.abc import Callable

import bleach
import nh3
from markupsafe import Markup

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
EVERYWHERE = frozenset({"id", "class", "lang", "aria-label", "aria-labelledby", "aria-describedby"})
TAGS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "br", "hr", "strong", "em", "code", "pre", "sup", "span", "dfn",
         "blockquote", "dl", "dt", "dd", "section", "figure", "figcaption", "summary", "details", "table", "caption",
         "thead", "tbody", "tr", "td"),
        frozenset[str](),
    ),
    "div": frozenset({"data-block", "data-kind", "data-checklist", "data-contacts", "data-reflection"}),
    "a": frozenset({"href"}),
    "ol": frozenset({"start"}),
    "li": frozenset({"value"}),
    "th": frozenset({"scope"}),
    "img": frozenset({"src", "alt"}),
    "label": frozenset({"for"}),
    "input": frozenset({"type"}),
    "textarea": frozenset({"rows", "data-reflection"}),
}  # fmt: skip
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*|[0-9][a-z0-9_-]*")
_CLASS = re.compile(r"(?:(?:doc|govuk)-[a-z0-9_-]+)(?: (?:doc|govuk)-[a-z0-9_-]+)*")
_NUMBER = re.compile(r"\d{1,6}")
_ADDRESS = re.compile(r"(?:(?:https?://|mailto:|tel:)[^\s\\]*|#[^\s]*|/(?![/\\])[^\s\\]*)", re.IGNORECASE)
_PICTURE = re.compile(
    r"(?:/(?![/\\]))?(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\?[a-z0-9=.]*)?"
)
_VALUES: dict[str, Callable[[str], object]] = {
    "id": _NAME.fullmatch,
    "class": _CLASS.fullmatch,
    "for": _NAME.fullmatch,
    "href": _ADDRESS.fullmatch,
    "src": _PICTURE.fullmatch,
    "type": "checkbox".__eq__,
    "scope": {"col", "row"}.__contains__,
    "start": _NUMBER.fullmatch,
    "value": _NUMBER.fullmatch,
    "rows": _NUMBER.fullmatch,
}


def sanitise(html: str) -> str:
    """Return `html` with everything taken out that the tables above do not name. Text is kept, tags around it go."""
    cleaned = bleach.clean(
        html, tags=frozenset(TAGS), attributes=_may_stay, protocols=SCHEMES, strip=True, strip_comments=True
    )
    return nh3.clean(
        cleaned,
        tags=set(TAGS),
        clean_content_tags=set(),
        attributes={"*": set(EVERYWHERE), **{tag: set(names) for tag, names in TAGS.items() if names}},
        attribute_filter=lambda tag, name, value: value if _may_stay(tag, name, value) else None,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def trusted(stored: str) -> Markup:
    """Return `stored` as safe to put on a page. Only for HTML that `sanitise` made and we stored ourselves."""
    return Markup(stored)  # noqa: S704 - the one place in the product that may do this


def _may_stay(tag: str, name: str, value: str) -> bool:
    """Return whether attribute `name` of `tag` may keep its value."""
    if name not in EVERYWHERE and name not in TAGS.get(tag, ()):
        return False
    check = _VALUES.get(name)
    return check is None or bool(check(value))
