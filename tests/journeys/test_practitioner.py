"""A practitioner's day: read, learn, pass, show the certificate; the manager sees it. And what goes wrong."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import MODULE, PHONE, NewContext, Site, new_site, only_sqlite, sign_in, sign_in_by_form
from tests.journeys.looks import check_looks
from tests.journeys.reading import give, take_module

pytestmark = pytest.mark.journey
FORMATS = ("full", "easy-read", "leaflet", "one-minute")
HOME = f"/learning/{MODULE}/"


@only_sqlite
def test_the_guidance_is_read_in_four_formats_and_keeps_its_place(new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto(f"/guidance/{MODULE}/")
    for format_name in FORMATS:
        expect(page.locator(f"a[href^='/guidance/{MODULE}/{format_name}/']").first).to_be_visible()
        answer = page.request.get(f"/guidance/{MODULE}/{format_name}.pdf")
        assert answer.body().startswith(b"%PDF-")
    page.goto(f"/guidance/{MODULE}/full/")
    switch = page.locator(f"main a[href^='/guidance/{MODULE}/easy-read/#']").first
    section = (switch.get_attribute("href") or "").partition("#")[2]
    switch.click()
    expect(page.locator(f"[id='{section}']")).to_be_in_viewport()


def test_a_practitioner_passes_and_the_manager_sees_it(
    new_context: NewContext,
    site: Site,
    script: bool,  # noqa: FBT001
) -> None:
    page = sign_in_by_form(new_context(script=script, viewport=PHONE).new_page(), "practitioner")
    assert len(take_module(page, MODULE, site.key(MODULE))) >= 20
    expect(page.get_by_role("heading", level=1)).to_have_text("You passed")
    check_looks(page)
    _back_button_changes_nothing(page)
    _certificate_is_good(page, new_context().new_page())
    manager = sign_in(new_context().new_page(), "manager")
    rows = manager.request.get("/team/export.csv").text().splitlines()
    assert ",current," in next(row for row in rows if "practitioner@" in row)


def _back_button_changes_nothing(page: Page) -> None:
    """Back into a finished quiz: the answers are shown, and no question can be answered again."""
    result = page.url
    while "/quiz/" not in page.url:
        page.go_back(wait_until="domcontentloaded")
    expect(page.locator("[data-answered]")).to_be_visible()
    expect(page.locator("form[data-question]")).to_have_count(0)
    page.locator("[data-next]").click()
    expect(page).to_have_url(result)
    expect(page.get_by_role("heading", level=1)).to_have_text("You passed")


def _certificate_is_good(page: Page, anyone: Page) -> None:
    """Whoever has the address of a certificate can check it, signed in or not."""
    page.goto("/my-learning/")
    check_looks(page)
    address = page.get_by_role("main").locator("a[href^='/certificates/'][href$='/']").first.get_attribute("href") or ""
    anyone.goto(address)
    expect(anyone.get_by_role("main")).to_contain_text("Neglect")
    check_looks(anyone)
    assert anyone.request.get(f"{address.rstrip('/')}.pdf").body().startswith(b"%PDF-")


def begin(page: Page, who: str) -> Page:
    """Somebody begins the module and goes straight to the first question of its quiz."""
    sign_in(page, who).goto(HOME)
    page.locator("[data-next]").click()
    page.goto(f"{HOME}quiz/1/")
    expect(page.locator("form[data-question]")).to_be_visible()
    return page


def test_of_two_tabs_the_first_answer_counts_and_the_second_is_told(new_context: NewContext, site: Site) -> None:
    one = begin(new_context(viewport=PHONE).new_page(), "publisher")
    two = one.context.new_page()
    two.goto(one.url)
    key = site.key(MODULE)
    name = one.locator("form[data-question]").get_attribute("data-question") or ""
    give(one.locator("form[data-question]"), key[name])
    expect(one.locator("[data-answered]")).to_be_visible()
    give(two.locator("form[data-question]"), key[name])
    expect(two.get_by_role("status").first).to_contain_text("Your first answer counts")
    expect(two.locator("[data-answered]")).to_be_visible()
    check_looks(two)


@only_sqlite
def test_pressing_twice_without_scripts_keeps_one_answer(new_context: NewContext, site: Site) -> None:
    page = begin(new_context(script=False).new_page(), "dsl")
    name = page.locator("form[data-question]").get_attribute("data-question") or ""
    give(page.locator("form[data-question]"), site.key(MODULE)[name], presses=2)
    expect(page.locator(f"[data-answered='{name}']")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Saved")


@only_sqlite
def test_an_answer_that_is_not_complete_is_asked_for_again(new_context: NewContext) -> None:
    page = begin(new_context(viewport=PHONE).new_page(), "moderator")
    page.get_by_role("button", name="Check my answer").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("form[data-question]")).to_be_visible()
    check_looks(page)


@only_sqlite
def test_the_quiz_is_answered_with_the_keyboard_alone(new_context: NewContext, site: Site) -> None:
    page = begin(new_context().new_page(), "editor")
    key = site.key(MODULE)
    while question := page.locator("form[data-question]").first.get_attribute("data-question"):
        for name, value in key[question].items():
            for each in value if isinstance(value, list) else [value]:
                _choose(page, name, each)
        press(page, "[data-question] button[type=submit]")
        expect(page.locator(f"[data-answered='{question}']")).to_be_visible()
        press(page, "[data-next]")
        expect(page.locator(f"[data-answered='{question}']")).to_have_count(0)
        if "/quiz/" not in page.url:
            break
    page.goto(f"{HOME}quiz/")
    expect(page.get_by_role("main")).to_contain_text("You have answered every question.")


def _choose(page: Page, name: str, value: str) -> None:
    """Gives one control its value: arrows for radios and lists, the space bar for ticks."""
    control = page.locator(f"[name='{name}']").first
    kind = control.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
    if kind == "checkbox":
        tab_to(page, f"[name='{name}'][value='{value}']")
        page.keyboard.press("Space")
        return
    tab_to(page, f"[name='{name}']")
    if kind == "radio":
        page.keyboard.press("Space")
    for _ in range(20):
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows never came to {value} of {name}")


def press(page: Page, selector: str) -> None:
    """Goes to a link or button with the Tab key and presses it."""
    tab_to(page, selector)
    page.keyboard.press("Enter")


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the focus is on what the selector names, and sees that the focus shows."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
            return
    raise AssertionError(f"Tab never came to {selector}")


@pytest.fixture
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that a test may end at once."""
    site = new_site(tmp_path_factory.mktemp("killed") / "instance")
    try:
        yield site
    finally:
        site.stop()


def test_a_power_cut_in_the_middle_loses_no_confirmed_answer(own_site: Site, browser: Browser) -> None:
    context = browser.new_context(base_url=own_site.url)
    page = sign_in(context.new_page(), "practitioner")
    key = own_site.key(MODULE)
    given = take_module(page, MODULE, key, stop_after=3)
    last = page.url.partition("#")[0]
    own_site.kill()
    own_site.start()
    page.goto(last)
    expect(page.locator(f"[data-answered='{given[-1]}']")).to_be_visible()
    more = take_module(page, MODULE, key, stop_after=2)
    assert set(given).isdisjoint(more)
    context.close()
