"""What ui/static/app.js adds to pages that work without it, and that nothing of it is ever sent."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.conftest import NewContext, only_sqlite, sign_in
from tests.journeys.young import arrive, open_draft, open_form

pytestmark = [pytest.mark.journey, only_sqlite]
FULL = "/guidance/neglect-toolkit/full/"
EASY_READ = "/guidance/neglect-toolkit/easy-read/"


def watch(page: Page) -> list[str]:
    """Every request to a server from now on, but for the little picture of the tab, which comes when it likes."""
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.url.startswith("http") and "favicon" not in request.url:
            sent.append(f"{request.method} {request.url}")

    page.on("request", note)
    return sent


def test_ticks_are_kept_in_this_tab_and_never_sent(new_context: NewContext) -> None:
    context = new_context()
    page = context.new_page()
    page.goto(FULL)
    ticks = page.locator("[data-checklist]").first.get_by_role("checkbox")
    sent = watch(page)
    ticks.nth(1).check()
    assert sent == []
    page.reload()
    expect(ticks.nth(1)).to_be_checked()
    expect(ticks.nth(0)).not_to_be_checked()
    assert all(request.startswith("GET ") for request in sent)
    assert "tick" not in " ".join(sent)
    other = context.new_page()
    other.goto(FULL)
    expect(other.locator("[data-checklist]").first.get_by_role("checkbox").nth(1)).not_to_be_checked()
    page.locator("[data-checklist]").first.get_by_role("button", name="Clear the ticks").click()
    page.reload()
    expect(ticks.nth(1)).not_to_be_checked()


def test_ticks_and_notes_are_saved_as_one_file_printed_and_cleared_and_never_sent(new_context: NewContext) -> None:
    page = new_context().new_page()
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
    page.goto(FULL)
    box = page.locator("textarea[data-reflection]").first
    place = page.locator(".doc-reflection").first
    ticks = page.locator("[data-checklist]").first
    sent = watch(page)
    save = place.get_by_role("button", name="Save as a file")
    save.click()
    expect(place.get_by_role("button", name="Nothing to save yet")).to_be_visible()
    ticks.get_by_role("checkbox").nth(1).check()
    box.fill("I was too quick to believe him.\n" * 12)
    assert box.evaluate("box => box.scrollHeight <= box.clientHeight")  # All of it is seen, on paper too.
    with page.expect_download() as coming:
        ticks.get_by_role("button", name="Save as a file").click()
    kept = Path(coming.value.path()).read_text(encoding="utf-8")
    assert "I was too quick to believe him." in kept
    assert f"[x] {ticks.locator('label').nth(1).inner_text().strip()}" in kept
    assert f"[ ] {ticks.locator('label').nth(0).inner_text().strip()}" in kept
    place.get_by_role("button", name="Print this page").click()
    assert page.evaluate("window.printed") == 1
    place.get_by_role("button", name="Clear").click()
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    assert sent == []


def test_notes_are_nowhere_once_the_page_is_closed(new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto(FULL)
    box = page.locator("textarea[data-reflection]").first
    box.fill("Gone when I leave.")
    page.locator(".doc-reflection").first.get_by_role("button", name="Save as a file").click()
    page.reload()
    expect(box).to_have_value("")
    stored = "JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])"
    assert "Gone" not in page.evaluate(stored)


def test_notes_that_are_not_saved_are_asked_about_but_never_in_the_way_of_leaving_fast(new_context: NewContext) -> None:
    page = new_context().new_page()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(FULL)
    page.locator("textarea[data-reflection]").first.press_sequentially("Half a thought")
    page.get_by_role("link", name="Guidance", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Guidance")
    assert asked == ["beforeunload"]
    page.goto(FULL)
    page.locator("textarea[data-reflection]").first.press_sequentially("Half a thought")
    page.get_by_role("link", name="Exit this page").click()
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    assert asked == ["beforeunload"]


def test_errors_are_focused_and_lead_to_their_field(new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in").click()
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Work e-mail")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))


def test_a_password_can_be_shown_and_is_hidden_again_when_it_is_sent(new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto("/sign-in")
    password = page.get_by_label("Password", exact=True)
    page.get_by_role("button", name="Show password").click()
    expect(password).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide password").click()
    expect(password).to_have_attribute("type", "password")


def test_characters_are_counted_down(new_context: NewContext) -> None:
    page = arrive(new_context)
    open_draft(page)
    open_form(page)
    box = page.get_by_label("What do you think?")
    box.fill("Four")
    expect(page.get_by_text("You have 3,996 characters left.")).to_be_visible()
    box.fill("x" * 4001)
    expect(page.get_by_text("You have 1 character too many.")).to_be_visible()


def test_words_that_are_not_saved_are_asked_about(new_context: NewContext) -> None:
    page = arrive(new_context)
    open_draft(page)
    open_form(page)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("What do you think?").fill("Half a thought")
    page.get_by_role("link", name="Go back without saving").click()
    expect(page.get_by_text("Our questions are at the end")).to_be_visible()
    assert asked == ["beforeunload"]
    open_form(page, part=2)
    page.get_by_label("What do you think?").fill("A whole thought")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Only you can see it until you send it")).to_be_visible()
    assert asked == ["beforeunload"]


def test_pressing_a_button_twice_sends_once(new_context: NewContext) -> None:
    page = sign_in(new_context().new_page(), "coordinator")
    page.goto("/review/groups/")
    sent = watch(page)
    page.get_by_label("Name of the group").fill("Pressed twice")
    page.get_by_role("button", name="Make the group").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pressed twice")
    assert sum(request.startswith("POST ") for request in sent) == 1


def test_shift_three_times_leaves_and_back_does_not_return(new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto("/guidance/neglect-toolkit/")
    page.goto(EASY_READ)
    for _ in range(2):
        page.keyboard.press("Shift")
    expect(page.get_by_role("status").filter(has_text="press 1 more to exit")).to_be_attached()
    page.keyboard.press("Shift")
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    page.go_back(wait_until="domcontentloaded")
    assert not page.url.endswith(EASY_READ)


def test_a_capital_letter_does_not_count_towards_leaving(new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto(EASY_READ)
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    page.keyboard.press("Shift")
    # Had a capital letter counted, one press would be left and not two.
    expect(page.get_by_role("status").filter(has_text="press 2 more to exit")).to_be_attached()
    assert page.url.endswith(EASY_READ)


def test_the_address_of_a_section_can_be_copied(new_context: NewContext) -> None:
    context = new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(FULL)
    heading = page.locator(".doc h3[id]").first
    name = f"Copy link to “{heading.inner_text().strip()}”"
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("button", name=name)).to_have_text("Link copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{page.url}#{heading.get_attribute('id')}"


def test_without_scripts_there_is_no_button_that_needs_them(new_context: NewContext) -> None:
    page = new_context(script=False).new_page()
    for address in (FULL, EASY_READ, "/sign-in"):
        page.goto(address)
        expect(page.locator("button[type=button]")).to_have_count(0)
    page.goto(EASY_READ)
    page.get_by_role("link", name="Exit this page").click()
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
