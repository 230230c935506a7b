"""What ui/static/editor.js adds to writing: saving by itself, the look beside the words, and never a word lost."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import PHONE, NewContext, only_sqlite, sign_in
from tests.journeys.looks import check_looks

pytestmark = [pytest.mark.journey, only_sqlite]
HOME = "/desk/guidance/neglect-toolkit/leaflet/"
SAVED = re.compile(r"Saved at \d\d:\d\d")


@pytest.fixture
def complaints() -> list[str]:
    """What browsers complained of: a policy that was broken, a script that failed."""
    return []


def edit(new_context: NewContext, complaints: list[str], part: int, **more: object) -> Page:
    """An editor with one part of the leaflet open; parts are counted from 0."""
    page = new_context(**more).new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page, "editor").goto(HOME)
    link = page.locator("a.desk-tool--first").nth(part).get_attribute("href")
    assert link
    page.goto(link)
    return page


def words_of(page: Page) -> str:
    """What stands in the box."""
    return page.get_by_label("The words, in Markdown").input_value()


def paragraphs(new_context: NewContext) -> list[int]:
    """The parts of the leaflet that are plain paragraphs, each test may have one."""
    page = sign_in(new_context().new_page(), "editor")
    page.goto(HOME)
    kinds = page.locator(".desk-part > [data-kind]").evaluate_all("parts => parts.map((part) => part.dataset.kind)")
    return [number for number, kind in enumerate(kinds) if kind in {"text", "list"}]


def test_words_are_saved_while_they_are_typed(new_context: NewContext, complaints: list[str]) -> None:
    page = edit(new_context, complaints, paragraphs(new_context)[0])
    box = page.get_by_label("The words, in Markdown")
    box.fill("Typed and never sent by a button.")
    expect(page.locator(".desk-preview .doc")).to_contain_text("Typed and never sent by a button.")
    expect(page.get_by_role("status").filter(has_text=SAVED)).to_be_visible()
    box.press("End")
    box.press_sequentially(" More.")
    expect(page.locator(".desk-preview .doc")).to_contain_text("button. More.")
    with page.expect_response(lambda answer: answer.url.endswith("/autosave/")) as coming:
        page.keyboard.press("Control+s")
    assert coming.value.status == 200
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert words_of(page) == "Typed and never sent by a button. More."
    assert asked == []
    check_looks(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(re.compile(r"/leaflet/#part-"))
    assert complaints == []


def test_leaving_at_once_saves_too_or_asks(new_context: NewContext, complaints: list[str]) -> None:
    page = edit(new_context, complaints, paragraphs(new_context)[0])
    address = page.url
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label("The words, in Markdown").fill("Left in a hurry.")
    page.goto("/desk/")
    assert asked == ["beforeunload"]
    for _ in range(20):  # It was sent on the way out; nothing tells when it arrived.
        page.goto(address)
        if words_of(page) == "Left in a hurry.":
            return
        page.wait_for_timeout(250)
    pytest.fail("the words were not saved")


def test_the_look_shows_boxes_pictures_and_what_to_mend(new_context: NewContext, complaints: list[str]) -> None:
    page = edit(new_context, complaints, paragraphs(new_context)[1])
    box, look = page.get_by_label("The words, in Markdown"), page.locator(".desk-preview")
    box.fill('::: box warning {title="Mind" #source}\n<img src=x onerror=alert(1)> **Strong**\n:::')
    expect(look.locator(".doc-box--warning")).to_contain_text("Warning")
    expect(look.locator("strong")).to_have_text("Strong")
    expect(look.locator("img")).to_have_count(0)
    assert page.locator("#source").count() == 1, "ids of the look stand apart from the page's own"
    box.fill("::: picture sad\n:::")
    expect(look).to_contain_text("neither alt nor decorative")
    box.fill("::: picture sad {decorative}\n:::")
    expect(look.locator("img")).to_be_visible()
    expect(look).not_to_contain_text("To mend")
    assert complaints == []


def test_several_parts_wait_for_the_button(new_context: NewContext, complaints: list[str]) -> None:
    page = edit(new_context, complaints, paragraphs(new_context)[0])
    page.get_by_label("The words, in Markdown").fill("One.\n\nTwo.")
    expect(page.get_by_text("these words are 2 parts")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".desk-part").filter(has_text="Two.").first).to_be_visible()


def test_two_people_at_one_part_see_both_texts(new_context: NewContext, complaints: list[str]) -> None:
    part = paragraphs(new_context)[2]
    first, second = edit(new_context, complaints, part), edit(new_context, complaints, part)
    first.get_by_label("The words, in Markdown").fill("What the first one wrote.")
    expect(first.get_by_role("status").filter(has_text=SAVED)).to_be_visible()
    second.get_by_label("The words, in Markdown").fill("What the second one wrote.")
    expect(second.get_by_text("Somebody saved this part since you opened it.")).to_be_visible()
    assert words_of(second) == "What the second one wrote."
    check_looks(second)
    second.get_by_role("button", name="Show both texts").click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("Somebody changed this part")
    for words in ("What the first one wrote.", "What the second one wrote."):
        assert words in re.sub(r"<[^>]+>|\s+", " ", second.content()).replace("  ", " ") or words in second.content()
    second.get_by_role("button", name="Keep mine").click()
    expect(second.locator(".desk-part").filter(has_text="What the second one wrote.")).to_be_visible()


def test_without_a_connection_words_stay_and_are_sent_later(new_context: NewContext, complaints: list[str]) -> None:
    page = edit(new_context, complaints, paragraphs(new_context)[1])
    page.context.set_offline(True)
    page.get_by_label("The words, in Markdown").fill("Written in a tunnel.")
    expect(page.get_by_text("Not saved: the site cannot be reached.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("status").filter(has_text=SAVED)).to_be_visible()
    page.reload()
    assert words_of(page) == "Written in a tunnel."


def test_signed_out_meanwhile_is_said(new_context: NewContext, complaints: list[str]) -> None:
    page = edit(new_context, complaints, paragraphs(new_context)[0])
    page.context.clear_cookies()
    page.get_by_label("The words, in Markdown").fill("Still here.")
    expect(page.locator(".editor-says--wrong")).to_contain_text("Not saved")
    assert words_of(page) == "Still here."


def test_the_button_waits_for_a_save_on_its_way(new_context: NewContext, complaints: list[str]) -> None:
    page = edit(new_context, complaints, paragraphs(new_context)[0])

    def slowly(route: Route) -> None:
        page.wait_for_timeout(1_500)
        route.continue_()

    page.route("**/autosave/", slowly)
    box = page.get_by_label("The words, in Markdown")
    box.fill("First words.")
    page.keyboard.press("Control+s")
    box.fill("Last words.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".desk-part").filter(has_text="Last words.").first).to_be_visible()


def test_a_picture_is_chosen_and_a_text_is_pasted_on_a_phone_without_script(new_context: NewContext) -> None:
    page = sign_in(new_context(script=False, viewport=PHONE).new_page(), "editor")
    page.goto("/desk/guidance/neglect-toolkit/easy-read/")
    link = page.locator("section:has(.doc-picture-row) a.desk-tool--first").first.get_attribute("href")
    assert link
    page.goto(link)
    page.get_by_role("link", name="Choose a picture").click()
    check_looks(page)
    page.get_by_label("Find a picture by a word").fill("upset")
    page.get_by_role("button", name="Search").click()
    page.locator(".picture-grid").get_by_role("link", name="Sad", exact=True).click()
    check_looks(page)
    page.get_by_label("Yes. Say below what it shows").check()
    page.get_by_label("What the picture shows").fill("A sad face")
    page.get_by_role("button", name="Put it in").click()
    expect(page.get_by_role("img", name="A sad face").first).to_be_visible()
    page.get_by_role("link", name="Paste or upload a whole text").click()
    check_looks(page)
    box = page.get_by_label("The whole text, in Markdown")
    box.fill(box.input_value() + "\nA new thought at the end.\n")
    page.get_by_role("button", name="Go on").click()
    check_looks(page)
    page.get_by_role("button", name="Use this text").click()
    expect(page.locator(".desk-part").filter(has_text="A new thought at the end.")).to_be_visible()
