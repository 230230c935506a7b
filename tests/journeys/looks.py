"""What is wrong with the page in a browser: faults of accessibility, and what makes a phone scroll sideways."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
AXE = Axe()


def faults(page: Page) -> list[str]:
    """What axe finds by WCAG 2.2 A and AA, and whether the page is wider than its window."""
    found = AXE.run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found] + too_wide(page)


def too_wide(page: Page) -> list[str]:
    """By how much the page has to be scrolled sideways, if it has."""
    there, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [f"{there} px wide in a window of {room}"] if there > room else []


def check_looks(page: Page) -> None:
    """Raises AssertionError with every fault of the page. Axe needs scripts; where they are off the width counts."""
    page.wait_for_load_state()  # A page has a width, the wrong one, before its stylesheet is there.
    scripts_run = page.evaluate("document.querySelector('body > [aria-live]') !== null")
    found = faults(page) if scripts_run else too_wide(page)
    assert not found, f"{page.url}: {found}"
