"""Templates of `ui` rendered without an app, as Flask would render them."""

from functools import cache
from typing import Any

import html5lib
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sscp_learning.platform.identity import Nobody
from sscp_learning.topics.rules import Partnership
from sscp_learning.ui import assets, filters, widgets
from sscp_learning.ui.assets import STATIC_FOLDER
from sscp_learning.ui.chrome import NavItem

Parsed = Any
"""An element of a parsed page; lxml has no types."""

TEMPLATES = STATIC_FOLDER.parent / "templates"
PARTNERSHIP = Partnership("The Test Partnership", "TTP", "Test learning", "Testshire", "Together.", "team@test.example")

CONTEXT: dict[str, Any] = {
    "site_name": PARTNERSHIP.site_name,
    "partnership": PARTNERSHIP,
    "nav_items": [NavItem("Guidance", "/guidance/"), NavItem("E-learning", "/learning/")],
    "who": Nobody(),
    "here": "/guidance/neglect/",
    "notices": list,
    "is_demo": False,
}
"""What `ui/chrome.py` gives to every page."""


@cache
def environment() -> Environment:
    """The templates with the app's options, filters and globals; a name that is missing is an error."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    env.filters.update(filters.ALL)
    env.globals.update(widgets.GLOBALS, asset=assets.asset, csrf_token=lambda: "a-token")
    return env


def render(source: str, **context: Any) -> str:
    """The words of a template written in a test, with what every page has."""
    return environment().from_string(source).render({**CONTEXT, **context})


def macro(call: str, **context: Any) -> Parsed:
    """What one call of a macro writes, parsed; `forms` and `ui` are imported."""
    imports = '{% import "ui/forms.html" as forms %}{% import "ui/components.html" as ui %}'
    return parse(f"<!doctype html><title>t</title><body>{render(imports + call, **context)}")


def page(layout: str, content: str = "", **context: Any) -> Parsed:
    """A page that extends a layout, parsed strictly."""
    source = f'{{% extends "ui/{layout}.html" %}}{{% block title %}}A title{{% endblock %}}'
    return parse(render(source + "{% block content %}<h1>A title</h1>" + content + "{% endblock %}", **context))


def parse(html: str) -> Parsed:
    """The document, or an error where the HTML is not valid."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False)
    return parser.parse(html).getroot()
