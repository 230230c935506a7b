"""Every reader follows every link: no broken page, no fault of accessibility, nothing wider than a small phone."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from urllib.parse import urldefrag, urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.journeys.conftest import PHONE, Site, sign_in

pytestmark = pytest.mark.journey
NewContext = Callable[..., BrowserContext]

READERS = (
    "nobody",
    "practitioner",
    "manager",
    "editor",
    "publisher",
    "moderator",
    "dsl",
    "deputy",
    "coordinator",
    "admin",
    "reviewer",
)
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
MOST_PAGES = 60
NOT_PAGES = re.compile(r"\.(?:pdf|csv|xlsx|svg|css|js|atom|woff2)$|^/exit|^/sign-out|^/static/")
# Addresses that differ only in these show the same page with other words; a few of each are enough.
SAME_PAGE = re.compile(r"block=[\w-]+|/[\w-]{22}(?=/|$)|\?.*$")
OF_EACH = 2


def links(page: Page, base: str) -> Iterator[str]:
    """The pages of this site that a page leads to."""
    for href in page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))"):
        url = urldefrag(urljoin(page.url, href)).url
        if url.startswith(base + "/"):
            path = url.removeprefix(base)
            if not NOT_PAGES.search(path.partition("?")[0]):
                yield path


def faults(page: Page) -> list[str]:
    """What axe finds, and whether the page has to be scrolled sideways."""
    found = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in Axe().run(page, options=RULES).response["violations"]]
    width = page.evaluate("document.documentElement.scrollWidth")
    return found + ([f"{width} px wide on a phone of 320"] if width > PHONE["width"] else [])


def walk(page: Page, base: str) -> tuple[list[str], int]:
    """Follows links from the front page, nearest first; returns what is wrong and how many pages were looked at."""
    queue, known, looked_at, wrong = deque(["/"]), {"/"}, 0, []
    of_each: dict[str, int] = {}
    while queue and looked_at < MOST_PAGES:
        path = queue.popleft()
        shape = SAME_PAGE.sub("…", path)
        of_each[shape] = of_each.get(shape, 0) + 1
        if of_each[shape] > OF_EACH:
            continue
        answer = page.goto(path)
        assert answer is not None
        if answer.status >= 400:
            wrong.append(f"{path}: answers {answer.status}")
            continue
        looked_at += 1
        wrong += [f"{path}: {fault}" for fault in faults(page)]
        for link in links(page, base):
            if link not in known:
                known.add(link)
                queue.append(link)
    return wrong, looked_at


def come_in(page: Page, who: str) -> None:
    """Signs somebody in, each at their own door."""
    if who == "reviewer":
        page.goto("/review/sign-in")
        page.locator("[name=username]").fill("blue-kite")
        page.locator("[name=passphrase]").fill("river candle orange tree")
        page.locator("[name=device]").first.check()
        page.locator("main form button").first.click()
        assert "/sign-in" not in page.url
    elif who != "nobody":
        sign_in(page, who)


@pytest.mark.parametrize("who", READERS)
def test_every_page_a_reader_can_reach_is_whole(new_context: NewContext, site: Site, who: str) -> None:
    page = new_context(viewport=PHONE).new_page()
    come_in(page, who)
    wrong, looked_at = walk(page, site.url)
    assert wrong == []
    assert looked_at >= 8
