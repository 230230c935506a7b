"""HTML as text: one function that writes an element and escapes what stands in its attributes."""

from html import escape
from typing import TypeAlias

Value: TypeAlias = str | bool

VOID = frozenset({"img", "input", "hr", "br"})


def element(tag: str, inside: str = "", **attributes: Value) -> str:
    """Return `<tag …>inside</tag>`; `inside` is HTML already, attribute values are escaped here.

    True gives an attribute without a value, False leaves it out. `class_` stands for `class`, `for_` for `for`, and an
    underscore inside a name for a hyphen (`data_block`).
    """
    opening = "".join([f"<{tag}", *(_attribute(name, value) for name, value in attributes.items()), ">"])
    return opening if tag in VOID else f"{opening}{inside}</{tag}>"


def text(words: str) -> str:
    """Return `words` as HTML text."""
    return escape(words, quote=False)


def _attribute(name: str, value: Value) -> str:
    plain = name.rstrip("_").replace("_", "-")
    if isinstance(value, bool):
        return f" {plain}" if value else ""
    return f' {plain}="{escape(value)}"'
