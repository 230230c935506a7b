"""A page's first visit in a real browser with nothing kept: what comes over the wire, and in how many requests."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext, sync_playwright

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
OUR_PATIENCE_MS = 15_000


@dataclass
class Visit:
    """What a visit cost: bytes as they came, compressed and with their headers, and the requests they came by."""

    size: int = 0
    requests: int = 0

    def asked(self, event: Mapping[str, Any]) -> None:
        """The browser sent a request. What stands in the page itself as a data: address is not one."""
        self.requests += not str(event["request"]["url"]).startswith("data:")

    def came(self, event: Mapping[str, Any]) -> None:
        """All of an answer has arrived."""
        self.size += int(event["encodedDataLength"])

    @property
    def kilobytes(self) -> float:
        """The bytes in thousands."""
        return self.size / 1000


def first_visit(url: str, cookies: Mapping[str, str]) -> Visit:
    """Opens a page in a new browser that knows nothing but these cookies. Raises playwright's Error."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        context = browser.new_context()
        context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
        visit = _visit(context, url)
        browser.close()
    return visit


def _visit(context: BrowserContext, url: str) -> Visit:
    page, visit = context.new_page(), Visit()
    wire = context.new_cdp_session(page)
    wire.on("Network.requestWillBeSent", visit.asked)
    wire.on("Network.loadingFinished", visit.came)
    wire.send("Network.enable")
    page.goto(url, wait_until="networkidle", timeout=OUR_PATIENCE_MS)
    return visit
