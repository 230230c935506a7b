"""Every reader meets every page: none is broken, none has a fault of accessibility, none is wider than a small phone.

On SQLite only, because a page looks the same on both databases. Of pages that differ by their words only, one is looked
at for each reader; where its main part and the frame round it are the same as somebody else met, axe has seen it.
"""

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import APIResponse, Page
from werkzeug.routing import MapAdapter

from sscp_learning.app import create_app
from sscp_learning.settings import PROJECT, Mode, Settings
from tests.journeys.conftest import PHONE, NewContext, only_sqlite, sign_in
from tests.journeys.looks import faults, too_wide
from tests.journeys.young import DEMO, come_in

pytestmark = [pytest.mark.journey, only_sqlite]

READERS = (
    "nobody",
    "practitioner",
    "manager",
    "editor",
    "publisher",
    "moderator",
    "dsl",
    "coordinator",
    "admin",
    "reviewer",
)
# What the paths of the same view differ in, where that changes how a page looks.
LOOKS = {"format_kind", "format", "format_name", "kind"}
# Header, bar with help and exit, and main part; and what in them is new in every answer or says which page is open.
PARTS = re.compile(r"<header.*?</header>|<div class=\"safety-bar.*?</div>|<main.*?</main>", re.DOTALL)
PASSING = re.compile(r'value="[^"]{20,}"| aria-current="\w+"|\d\d?:\d\d')
HREF = re.compile(r'<a [^>]*href="([^"]+)"')


@pytest.fixture(scope="session")
def routes(tmp_path_factory: pytest.TempPathFactory) -> MapAdapter:
    """Tells which view answers an address."""
    folder = tmp_path_factory.mktemp("routes")
    settings = Settings(
        mode=Mode.TEST,
        secret_key="a secret for tests only",
        database_url=f"sqlite:///{folder / 'empty.sqlite'}",
        instance=folder,
        content=PROJECT / "content",
        public_url="http://127.0.0.1:8000",
    )
    return create_app(settings).url_map.bind("127.0.0.1")


@pytest.fixture(scope="session")
def seen() -> set[str]:
    """The frames and main parts that axe has looked at."""
    return set()


def shape(routes: MapAdapter, path: str) -> str:
    """The view behind an address, with what changes its look. Raises NotFound for an address that leads nowhere."""
    rule, values = routes.match(path.partition("?")[0], method="GET", return_rule=True)
    return f"{rule.rule} {sorted(str(value) for name, value in values.items() if name in LOOKS)}"


def links(path: str, text: str) -> Iterator[str]:
    """The pages of this site that a page leads to."""
    for href in HREF.findall(text):
        address = urldefrag(urljoin(path, unescape(href))).url
        if address.startswith("/") and is_page(address):
            yield address


def is_page(path: str) -> bool:
    """False for files, and for the ways out."""
    name = path.partition("?")[0]
    return "." not in name.rpartition("/")[2] and not name.startswith(("/exit", "/sign-out", "/static/"))


def walk(page: Page, routes: MapAdapter) -> Iterator[tuple[str, APIResponse]]:
    """Follows links from the front page, nearest first: one page of each view, with its answer."""
    queue, met = deque(["/"]), {shape(routes, "/")}
    while queue:
        path = queue.popleft()
        answer = page.request.get(path)
        yield path, answer
        for link in links(path, answer.text()):
            if (kind := shape(routes, link)) not in met:
                met.add(kind)
                queue.append(link)


def is_new(text: str, seen: set[str]) -> bool:
    """True when a part of the page has not been looked at yet, in the eyes of anybody."""
    parts = {PASSING.sub("", part) for part in PARTS.findall(text)}
    if parts <= seen:
        return False
    seen |= parts
    return True


@pytest.mark.parametrize("who", READERS)
def test_every_page_a_reader_can_reach_is_whole(
    new_context: NewContext, routes: MapAdapter, seen: set[str], who: str
) -> None:
    page = new_context(viewport=PHONE).new_page()
    if who == "reviewer":
        come_in(page, DEMO)
    elif who != "nobody":
        sign_in(page, who)
    wrong, met = [], 0
    for path, answer in walk(page, routes):
        met += 1
        if not answer.ok:
            wrong.append(f"{path}: {answer.status}")
        elif is_new(answer.text(), seen):
            page.goto(path, wait_until="domcontentloaded")
            wrong += [f"{path}: {fault}" for fault in faults(page)]
    assert wrong == []
    assert met >= 15


def test_no_page_is_too_wide_for_a_reviewer_without_scripts(new_context: NewContext, routes: MapAdapter) -> None:
    page = new_context(script=False, viewport=PHONE).new_page()
    come_in(page, DEMO)
    for path, _ in walk(page, routes):
        page.goto(path, wait_until="domcontentloaded")
        assert too_wide(page) == [], path
