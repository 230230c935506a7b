"""A reader who follows `data-next` from a module's overview to its result, as an outside check would."""

import random
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urljoin

import html5lib

from tests.pages import XHTML, Reader

Answer = Mapping[str, Any]
Chooser = Callable[[str, dict[str, list[str]], dict[str, str]], Answer]


def follow(reader: Reader, slug: str, choose: Chooser, *, steps: int = 200) -> tuple[list[str], str]:
    """Answers what is open and follows the one way on; gives the ids answered, in order, and the result page."""
    at, html = _get(reader, f"/learning/{slug}/")
    given: list[str] = []
    followed: Counter[str] = Counter()
    for _ in range(steps):
        if at.startswith(f"/learning/{slug}/result/"):
            return given, html
        form = next(iter(_marked(html, "data-question")), None)
        if form is None:
            followed[at] += 1
            assert followed[at] < 4, f"round in circles at {at}"
            at, html = _go_on(reader, at, html)
            continue
        name = form.attrib["data-question"]
        at, html = _send(reader, at, form, choose(name, offered(form), kinds(form)))
        given.append(name)
        followed.clear()
    raise AssertionError(f"no result after {steps} steps; at {at}")


def by_key(key: Mapping[str, Answer]) -> Chooser:
    """Answers as the key says."""
    return lambda name, _offered, _kinds: key[name]


def at_random(rng: random.Random) -> Chooser:
    """Answers anything that the form offers, so that every control has a value."""

    def choose(_name: str, offers: dict[str, list[str]], how: dict[str, str]) -> Answer:
        sent: dict[str, Any] = {}
        for name, values in offers.items():
            real = [value for value in values if value]
            sent[name] = rng.sample(real, rng.randint(1, len(real))) if how[name] == "checkbox" else rng.choice(real)
        return sent

    return choose


def offered(form: Any) -> dict[str, list[str]]:
    """What each control of a question offers."""
    found: dict[str, list[str]] = {}
    for control in form.iter():
        name = control.attrib.get("name", "")
        if control.tag == f"{XHTML}select":
            found[name] = [option.attrib["value"] for option in control.iter() if option.tag == f"{XHTML}option"]
        elif control.attrib.get("type") in {"radio", "checkbox"}:
            found.setdefault(name, []).append(control.attrib["value"])
    return found


def kinds(form: Any) -> dict[str, str]:
    """How each control is answered: radio, checkbox or select."""
    controls = [control for control in form.iter() if control.attrib.get("name")]
    return {control.attrib["name"]: control.attrib.get("type", "select") for control in controls}


def _marked(html: str, attribute: str) -> list[Any]:
    return [element for element in html5lib.parse(html).iter() if attribute in element.attrib]


def _go_on(reader: Reader, at: str, html: str) -> tuple[str, str]:
    marked = _marked(html, "data-next")
    assert len(marked) == 1, f"{at}: nothing open, and {len(marked)} marked data-next"
    if marked[0].tag == f"{XHTML}a":
        return _get(reader, urljoin(at, marked[0].attrib["href"]))
    form = next(
        form for form in html5lib.parse(html).iter(f"{XHTML}form") if any("data-next" in e.attrib for e in form.iter())
    )
    return _send(reader, at, form, {marked[0].attrib["name"]: marked[0].attrib["value"]})


def _send(reader: Reader, at: str, form: Any, fields: Answer) -> tuple[str, str]:
    hidden = {e.attrib["name"]: e.attrib.get("value", "") for e in form.iter() if e.attrib.get("type") == "hidden"}
    hidden.pop("csrf_token")
    reader.post(urljoin(at, form.attrib["action"]), {**hidden, **fields})
    return _get(reader, urljoin(at, reader.location))


def _get(reader: Reader, path: str) -> tuple[str, str]:
    at = re.sub(r"#.*", "", path)
    html = reader.get(at, follow=True)
    assert reader.last is not None
    return reader.last.request.path, html
