"""Finds the forms of a page, so that a test can send anything through any of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import html5lib

from tests.pages import XHTML

WORDS = {"text", "email", "textarea", "search"}
NEVER_FILLED = {"csrf_token"}
# A second button of a form, which does something else.
NEVER_PRESSED = {"more_time"}
# What somebody usually enters where any words would be refused.
USUAL: Mapping[str, str] = {
    "days": "30",
    "deletes_on": "2027-01-31",
    "domains": "agency.example.org",
    "job_role": "Nurse",
    "role": "editor",
    "valid_months": "",
}


@dataclass
class Control:
    """A control of a form: how it takes words, and a value that it would send by itself."""

    kind: str
    values: list[str] = field(default_factory=list)

    @property
    def is_words(self) -> bool:
        """True where somebody writes: what they wrote must not get lost."""
        return self.kind in WORDS


@dataclass
class HtmlForm:
    """A form that is sent by POST."""

    action: str
    controls: dict[str, Control]

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """Equal for the same form on two pages."""
        return self.action, tuple(sorted(self.controls))

    def filled(self) -> dict[str, str | list[str]]:
        """What somebody might send who means no harm."""
        return {
            name: USUAL.get(name, _plausible(control))
            for name, control in self.controls.items()
            if name not in NEVER_PRESSED
        }

    def to_fill(self) -> Iterator[tuple[str, Control]]:
        """The controls that a hostile reader can fill; that is all of them but the CSRF field."""
        return ((name, control) for name, control in self.controls.items() if name not in NEVER_FILLED)


def _plausible(control: Control) -> str | list[str]:
    if control.kind == "email":
        return "somebody@example.org"
    if control.kind == "date":
        return "2026-11-20"
    if control.kind == "checkbox":
        return control.values[:1]
    given = [value for value in control.values if value]
    return given[0] if given else "some words"


def forms_of(html: str, page: str) -> list[HtmlForm]:
    """The forms of a page that are sent by POST."""
    return [
        HtmlForm(element.attrib.get("action") or page, _controls(element))
        for element in html5lib.parse(html).iter(f"{XHTML}form")
        if element.attrib.get("method", "").lower() == "post"
    ]


def _controls(form: Any) -> dict[str, Control]:
    controls: dict[str, Control] = {}
    for element in form.iter():
        name, tag = element.attrib.get("name"), element.tag.removeprefix(XHTML)
        if not name or tag not in {"input", "select", "textarea", "button"}:
            continue
        control = controls.setdefault(name, Control(element.attrib.get("type", "text") if tag == "input" else tag))
        if tag == "select":
            control.values += [option.attrib.get("value", "") for option in element.iter(f"{XHTML}option")]
        elif tag == "textarea":
            control.values.append(element.text or "")
        else:
            control.values.append(element.attrib.get("value", ""))
    return controls
