"""Going through a module in a browser, by its answer key: what a practitioner does, in the words of the contract."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page

MOST_STEPS = 200


def take_module(
    page: Page, slug: str, answers: Mapping[str, Mapping[str, Any]], *, stop_after: int | None = None
) -> list[str]:
    """Follows `data-next` from the overview to the result and answers what is open; returns the questions answered."""
    given: list[str] = []
    page.goto(f"/learning/{slug}/")
    for _ in range(MOST_STEPS):
        if f"/learning/{slug}/result/" in page.url or len(given) == stop_after:
            return given
        question = page.locator("[data-question]").first
        if question.count():
            name = question.get_attribute("data-question") or ""
            give(question, answers[name])
            given.append(name)
        else:
            page.locator("[data-next]").click()
    raise AssertionError(f"the way through {slug} does not end")


def give(question: Locator, fields: Mapping[str, Any], *, presses: int = 1) -> None:
    """Fills in one question and sends it."""
    form = question if question.evaluate("e => e.tagName") == "FORM" else question.locator("form").first
    for name, value in fields.items():
        values = value if isinstance(value, list) else [value]
        control = form.locator(f"[name='{name}']").first
        if control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(values[0])
        else:
            for each in values:
                form.locator(f"[name='{name}'][value='{each}']").check()
    form.locator("button:not([type=button])").first.click(click_count=presses)
