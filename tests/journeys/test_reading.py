"""What reading.js and aids.js add and never send: reading tools, words with their meaning, contents that follow."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, NewContext, only_sqlite
from tests.journeys.looks import check_looks
from tests.journeys.test_script import watch
from tests.journeys.young import arrive, open_draft

pytestmark = [pytest.mark.journey, only_sqlite]
HOME = "/guidance/neglect-toolkit/"
FULL, EASY_READ, LEAFLET = f"{HOME}full/", f"{HOME}easy-read/", f"{HOME}leaflet/"
READING_PAGES = ("/guidance/", HOME, FULL, EASY_READ, LEAFLET, f"{HOME}one-minute/", "/guidance/glossary/")
ALL_AIDS = {"size": "biggest", "space": "wide", "colour": "dark"}
CHOSEN = """JSON.stringify(Object.fromEntries(
  ["size", "space", "colour", "speed"].map((name) => [name, document.documentElement.dataset[name] || ""])))"""
# A device with one voice, which notes what it is told to say and has said it when the test says so.
ONE_VOICE = """
window.said = [];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ localService: LOCAL, lang: "en-GB" }],
  speak: (words) => window.said.push(words), cancel() {}, addEventListener() {},
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.shifted += one.value; }))
  .observe({ type: "layout-shift", buffered: true });
"""


def choose_before(page: Page, choices: dict[str, str]) -> None:
    """The reader chose these on an earlier day."""
    page.add_init_script(f"localStorage.setItem('reading', {json.dumps(json.dumps(choices))})")


def open_tools(page: Page) -> None:
    page.get_by_text("Reading tools").click()


def press(page: Page, group: str, step: str) -> None:
    page.get_by_role("group", name=group).get_by_role("button", name=step, exact=True).click()


def said(page: Page) -> list[str]:
    """What the voice was told to say, so far."""
    told: list[str] = page.evaluate("window.said.map((words) => words.text.trim())")
    return told


def with_voice(new_context: NewContext, address: str, *, local: bool = True) -> Page:
    page = new_context().new_page()
    page.add_init_script(ONE_VOICE.replace("LOCAL", str(local).lower()))
    page.goto(address)
    open_tools(page)
    return page


# Text size, space, colours


def test_what_a_reader_chose_is_kept_on_the_device_on_every_page_and_never_sent(new_context: NewContext) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto(EASY_READ)
    open_tools(page)
    sent = watch(page)
    before = page.locator(".easy-read p").first.evaluate("p => parseFloat(getComputedStyle(p).fontSize)")
    for group, step in (("Text size", "Biggest"), ("Space", "Wide"), ("Colours", "Dark")):
        press(page, group, step)
        expect(page.get_by_role("group", name=group).get_by_role("button", name=step)).to_have_attribute(
            "aria-pressed", "true"
        )
        expect(page.get_by_role("group", name=group).get_by_role("button", name="Normal")).to_have_attribute(
            "aria-pressed", "false"
        )
    assert page.locator(".easy-read p").first.evaluate("p => parseFloat(getComputedStyle(p).fontSize)") > before * 1.5
    assert sent == []
    for address in (EASY_READ, LEAFLET, FULL, HOME):
        page.goto(address)
        assert json.loads(page.evaluate(CHOSEN)) == {**ALL_AIDS, "speed": ""}
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [1, 0, ""]
    assert not re.search("biggest|dark|wide", " ".join(sent))


def test_one_button_makes_the_page_normal_again_and_leaves_nothing_behind(new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto(EASY_READ)
    open_tools(page)
    for group, step in (("Text size", "Bigger"), ("Space", "Wide"), ("Colours", "Cream")):
        press(page, group, step)
    page.get_by_role("button", name="Back to normal").click()
    assert set(json.loads(page.evaluate(CHOSEN)).values()) == {""}
    assert page.evaluate("localStorage.length") == 0
    expect(page.get_by_role("group", name="Colours").get_by_role("button", name="Normal")).to_have_attribute(
        "aria-pressed", "true"
    )


@pytest.mark.parametrize("kept", ["null", "[]", "7", "{", '{"size":"huge","colour":"<b>","space":{}}'])
def test_a_choice_that_is_not_ours_changes_nothing(new_context: NewContext, kept: str) -> None:
    page = new_context().new_page()
    page.add_init_script(f"localStorage.setItem('reading', {json.dumps(kept)})")
    page.goto(EASY_READ)
    assert set(json.loads(page.evaluate(CHOSEN)).values()) == {""}
    expect(page.get_by_text("Reading tools")).to_be_visible()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("address", [EASY_READ, FULL])
def test_nothing_jumps_while_the_page_opens(new_context: NewContext, address: str, viewport: dict[str, int]) -> None:
    page = new_context(viewport=viewport).new_page()
    choose_before(page, ALL_AIDS)
    page.add_init_script(SHIFTS)
    page.goto(address, wait_until="load")
    page.wait_for_function("document.fonts.status === 'loaded'")
    assert page.evaluate("window.shifted") < 0.02


@pytest.mark.parametrize("address", READING_PAGES)
def test_every_choice_can_be_read_and_fits_a_phone(new_context: NewContext, address: str) -> None:
    page = new_context(viewport=PHONE).new_page()
    choose_before(page, ALL_AIDS)
    page.goto(address)
    check_looks(page)
    if page.locator("[data-reading-tools]").count():
        open_tools(page)
        page.locator("button.doc-term").first.click()
        check_looks(page)
        press(page, "Colours", "Cream")
        page.evaluate("window.scrollTo(0, 0)")  # What is half under the bar with help is no smaller for that.
        check_looks(page)


def test_the_bar_with_help_and_exit_keeps_its_size_and_place(new_context: NewContext) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto(EASY_READ)
    before = page.locator(".safety-bar").bounding_box()
    open_tools(page)
    press(page, "Text size", "Biggest")
    page.evaluate("window.scrollTo(0, 0)")
    after = page.locator(".safety-bar").bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] <= before["height"] + 4


def test_paper_has_no_colours_and_no_tools(new_context: NewContext) -> None:
    page = new_context().new_page()
    choose_before(page, ALL_AIDS)
    page.goto(EASY_READ)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()") == "#ffffff"
    expect(page.locator(".aids")).to_be_hidden()


def test_a_draft_under_review_has_the_same_tools(new_context: NewContext) -> None:
    page = arrive(new_context)
    open_draft(page)
    open_tools(page)
    press(page, "Text size", "Big")
    check_looks(page)


# Reading aloud


def test_a_text_is_read_part_by_part_can_wait_and_go_on(new_context: NewContext) -> None:
    page = with_voice(new_context, EASY_READ)
    sent = watch(page)
    start = page.get_by_role("button", name="Read aloud")
    start.click()
    first = page.locator("[data-read-aloud] h2").first.inner_text()
    assert said(page) == [first]
    bar = page.get_by_role("region", name="Reading aloud")
    expect(bar.get_by_role("button", name="Pause")).to_be_focused()
    page.evaluate("window.said.at(-1).onend()")
    second = said(page)[-1]
    assert second != first
    bar.get_by_role("button", name="Pause").click()
    page.evaluate("window.said.at(-1).onend()")  # What was stopped may still say that it ended.
    assert len(said(page)) == 2
    bar.get_by_role("button", name="Carry on").click()
    assert said(page)[-1] == second
    bar.get_by_role("button", name="Back").click()
    assert said(page)[-1] == first
    bar.get_by_role("button", name="Next").click()
    assert said(page)[-1] == second
    bar.get_by_role("button", name="Stop").click()
    expect(bar).to_have_count(0)
    expect(start).to_be_focused()
    assert sent == []


def test_reading_can_begin_at_any_part_and_be_slow(new_context: NewContext) -> None:
    page = with_voice(new_context, EASY_READ)
    press(page, "Reading speed", "Slow")
    heading = page.locator("[data-read-aloud] h2").nth(2).inner_text()
    page.get_by_role("button", name=f"Listen from “{heading}”").click()
    assert said(page) == [heading]
    assert page.evaluate("window.said[0].rate") < 0.7
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Reading aloud")).to_have_count(0)


def test_only_the_text_is_read(new_context: NewContext) -> None:
    page = with_voice(new_context, LEAFLET)
    page.get_by_role("button", name="Read aloud").click()
    for _ in range(300):
        if not page.get_by_role("region", name="Reading aloud").count():
            break
        page.evaluate("window.said.at(-1).onend()")
    told = " ".join(said(page))
    assert page.locator("[data-read-aloud] h2").last.inner_text() in told
    for not_text in ("This part in", "Back to contents", "Listen"):
        assert not_text not in told


def test_no_voice_from_elsewhere_is_ever_used(new_context: NewContext) -> None:
    page = with_voice(new_context, EASY_READ, local=False)
    expect(page.get_by_role("button", name="Back to normal")).to_be_visible()
    expect(page.get_by_role("button", name="Read aloud")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("^Listen"))).to_have_count(0)


# Words with their meaning


def test_a_word_opens_its_meaning_in_its_place_by_mouse_and_keyboard(new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto(EASY_READ)
    word = page.locator("button.doc-term").first
    told = page.locator("dl.doc-terms dt", has_text=re.compile(f"^{word.inner_text()}$", re.IGNORECASE))
    meaning = told.locator("xpath=following-sibling::dd/span").inner_text()
    sent = watch(page)
    word.click()
    expect(word).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".doc-meaning")).to_have_text(meaning)
    page.keyboard.press("Escape")
    expect(page.locator(".doc-meaning")).to_have_count(0)
    expect(word).to_be_focused()
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        expect(page.locator(".doc-meaning")).to_have_text(meaning)
        page.keyboard.press(key)
        expect(word).to_have_attribute("aria-expanded", "false")
    word.click()
    page.locator("button.doc-term").nth(1).click()
    expect(page.locator(".doc-meaning")).to_have_count(1)
    assert sent == []


def test_without_scripts_a_word_leads_to_its_meaning_and_back(new_context: NewContext) -> None:
    page = new_context(script=False).new_page()
    page.goto(EASY_READ)
    page.locator("a.doc-term").first.click()
    row = page.locator("dl.doc-terms div:target")
    expect(row).to_be_in_viewport()
    row.get_by_role("link", name=re.compile("^Back")).click()
    expect(page.locator("a.doc-term:target")).to_be_in_viewport()
    expect(page.locator(".aids")).to_have_text("")


# The contents that follow


def test_the_contents_mark_the_part_that_is_read_and_stay_in_sight(new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto(FULL)
    contents = page.get_by_role("navigation", name="Contents")
    for name in ("Types of neglect", "Recording", "Signs by age"):
        contents.get_by_role("link", name=name).click()
        expect(contents.locator("[aria-current]")).to_have_text(name)
        expect(contents.get_by_role("link", name=name)).to_be_in_viewport()
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_in_viewport()


def test_on_a_phone_the_contents_are_a_list_to_open_and_every_part_leads_back_to_it(new_context: NewContext) -> None:
    page = new_context(viewport=PHONE).new_page()
    page.goto(FULL)
    contents = page.get_by_role("navigation", name="Contents")
    expect(contents).to_be_hidden()
    page.get_by_text(re.compile(r"On this page: \d+ parts")).click()
    contents.get_by_role("link", name="Recording").click()
    expect(page).to_have_url(re.compile("#recording$"))
    page.get_by_role("link", name="Back to contents from Recording").click()
    expect(page.get_by_text(re.compile(r"On this page: \d+ parts"))).to_be_in_viewport()


def test_the_place_is_kept_from_a_part_to_another_format_and_back(new_context: NewContext) -> None:
    page = new_context(script=False).new_page()
    page.goto(f"{FULL}#poverty")
    page.get_by_role("link", name=re.compile("^easy read ?: Poverty")).click()
    expect(page).to_have_url(re.compile("/easy-read/#money$"))
    page.get_by_role("link", name=re.compile("^the full guidance ?: Neglect and money")).click()
    expect(page).to_have_url(re.compile("/full/#(poverty|affluent-families)$"))
