"""Every reader meets every page: none is broken, none has a fault of accessibility, none is wider than a small phone.

On SQLite only, because a page looks the same on both databases. Of pages that differ by their words only, one is looked
at for each reader; where its main part and the frame round it are the same as somebody else met, axe has seen it.
"""

from collections import deque
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import Page
from werkzeug.routing import MapAdapter

from sscp_learning.app import create_app
from sscp_learning.settings import PROJECT, Mode, Settings
from tests.journeys.conftest import PHONE, NewContext, Site, only_sqlite, sign_in
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
# Frame and main part, without what is new in every answer.
FINGERPRINT = """() => {
  const plain = (part) => part ? part.outerHTML.replace(/value="[^"]{20,}"|\\d\\d?:\\d\\d/g, "") : "";
  return [".site-header", ".safety-bar", "main"].map((name) => plain(document.querySelector(name)));
}"""


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


def links(page: Page, base: str) -> Iterator[str]:
    """The pages of this site that a page leads to."""
    for href in page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))"):
        url = urldefrag(urljoin(page.url, href)).url
        if url.startswith(base + "/"):
            yield url.removeprefix(base)


def is_page(path: str) -> bool:
    """False for files, and for the ways out."""
    name = path.partition("?")[0]
    return "." not in name.rpartition("/")[2] and not name.startswith(("/exit", "/sign-out", "/static/"))


def look_at(page: Page, seen: set[str]) -> list[str]:
    """What is wrong with the open page; axe looks where something on it is new."""
    parts = page.evaluate(FINGERPRINT)
    if seen.issuperset(parts):
        return too_wide(page)
    seen.update(parts)
    return faults(page)


def walk(page: Page, base: str, routes: MapAdapter, seen: set[str]) -> tuple[list[str], set[str]]:
    """Follows links from the front page, nearest first; returns what is wrong and the views that were met."""
    queue, met, wrong = deque(["/"]), {shape(routes, "/")}, []
    while queue:
        path = queue.popleft()
        answer = page.goto(path, wait_until="domcontentloaded")
        if answer is None or answer.status >= 400:
            wrong.append(f"{path}: {answer and answer.status}")
            continue
        wrong += [f"{path}: {fault}" for fault in look_at(page, seen)]
        for link in filter(is_page, links(page, base)):
            if (kind := shape(routes, link)) not in met:
                met.add(kind)
                queue.append(link)
    return wrong, met


@pytest.mark.parametrize("who", READERS)
def test_every_page_a_reader_can_reach_is_whole(
    new_context: NewContext, site: Site, routes: MapAdapter, seen: set[str], who: str
) -> None:
    page = new_context(viewport=PHONE).new_page()
    if who == "reviewer":
        come_in(page, DEMO)
    elif who != "nobody":
        sign_in(page, who)
    wrong, met = walk(page, site.url, routes, seen)
    assert wrong == []
    assert len(met) >= 15


def test_no_page_is_too_wide_or_broken_without_scripts(
    new_context: NewContext, site: Site, routes: MapAdapter
) -> None:
    page = new_context(script=False, viewport=PHONE).new_page()
    queue, met = deque(["/"]), {shape(routes, "/")}
    while queue:
        path = queue.popleft()
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok, path
        assert too_wide(page) == [], path
        for link in filter(is_page, links(page, site.url)):
            if (kind := shape(routes, link)) not in met:
                met.add(kind)
                queue.append(link)
    assert len(met) >= 15
