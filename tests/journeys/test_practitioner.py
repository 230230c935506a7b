"""A practitioner's day: read, learn, pass, show the certificate; the manager sees it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import PHONE, Site, new_site, sign_in
from tests.journeys.reading import give, take_module

pytestmark = pytest.mark.journey
NewContext = Callable[..., BrowserContext]
SLUG = "neglect-toolkit"
FORMATS = ("full", "easy-read", "leaflet", "one-minute")


def test_the_guidance_is_read_in_four_formats_and_keeps_its_place(new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto(f"/guidance/{SLUG}/")
    for format_name in FORMATS:
        expect(page.locator(f"a[href^='/guidance/{SLUG}/{format_name}/']").first).to_be_visible()
        answer = page.request.get(f"/guidance/{SLUG}/{format_name}.pdf")
        assert answer.body().startswith(b"%PDF-")
    page.goto(f"/guidance/{SLUG}/full/")
    switch = page.locator(f"main a[href^='/guidance/{SLUG}/easy-read/#']").first
    section = (switch.get_attribute("href") or "").partition("#")[2]
    switch.click()
    expect(page.locator(f"[id='{section}']")).to_be_in_viewport()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_practitioner_passes_and_the_manager_sees_it(new_context: NewContext, site: Site, script: bool) -> None:  # noqa: FBT001
    who = "practitioner" if script else "practitioner2"
    page = sign_in(new_context(script=script, viewport=PHONE).new_page(), who)
    given = take_module(page, SLUG, site.key(SLUG))
    assert len(given) >= 20
    page.goto("/my-learning/")
    code = re.findall(r"/certificates/([\w-]+)", page.content())[0]
    anyone = new_context(script=script).new_page()
    anyone.goto(f"/certificates/{code}/")
    expect(anyone.locator("main")).to_contain_text("Neglect")
    assert anyone.request.get(f"/certificates/{code}.pdf").body().startswith(b"%PDF-")
    manager = sign_in(new_context(script=script).new_page(), "manager")
    rows = manager.request.get("/team/export.csv").text()
    assert (f"{who}@demo.example" in rows) is (who == "practitioner")  # The other one works for another agency.
    if who == "practitioner":
        mine = next(row for row in rows.splitlines() if f"{who}@" in row)
        assert ",current," in mine


def test_a_question_is_answered_with_the_keyboard_alone(new_context: NewContext, site: Site) -> None:
    page = sign_in(new_context().new_page(), "editor")
    page.goto(f"/learning/{SLUG}/")
    while not page.locator("[data-question] input[type=radio]").count():
        if page.locator("[data-question]").count():
            name = page.locator("[data-question]").first.get_attribute("data-question") or ""
            give(page.locator("[data-question]").first, site.key(SLUG)[name])
        else:
            tab_to(page, "[data-next]")
            page.keyboard.press("Enter")
            page.wait_for_load_state()
    tab_to(page, "[data-question] input[type=radio]")
    page.keyboard.press("Space")
    name = page.locator("[data-question]").first.get_attribute("data-question")
    tab_to(page, "[data-question] button")
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-answered='{name}']").first).to_be_attached()


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the focus is on what the selector names, and sees that the focus shows."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab never came to {selector}")


def test_a_power_cut_in_the_middle_loses_no_confirmed_answer(
    tmp_path_factory: pytest.TempPathFactory, browser_type_launch_args: object, browser: object
) -> None:
    del browser_type_launch_args
    site = new_site(tmp_path_factory.mktemp("killed") / "instance")
    try:
        answers = site.key(SLUG)
        context = browser.new_context(base_url=site.url)  # type: ignore[attr-defined]
        page = sign_in(context.new_page(), "practitioner")
        given = take_module(page, SLUG, answers, stop_after=3)
        site.kill()
        site.start()
        page = sign_in(context.new_page(), "practitioner")
        rest = take_module(page, SLUG, answers)
        assert set(given).isdisjoint(rest)
        assert "/result/" in page.url
        context.close()
    finally:
        site.stop()
