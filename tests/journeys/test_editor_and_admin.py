"""An editor's desk, and an administrator who makes a place for people and lets somebody in."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import PHONE, NewContext, Site, only_sqlite, sign_in, sign_in_by_form
from tests.journeys.looks import check_looks

pytestmark = pytest.mark.journey
AGENCY = "Quay Housing Trust"
TEAM = "Tenancy support"
NEWCOMER = "wren.hale@post.example"
PASSWORD = "three quiet herons"


@only_sqlite
def test_an_editor_reaches_everything_that_waits_from_the_desk(new_context: NewContext) -> None:
    page = sign_in(new_context(viewport=PHONE).new_page(), "editor")
    page.goto("/desk/")
    check_looks(page)
    for link in page.get_by_role("main").get_by_role("link").all():
        assert page.request.get(link.get_attribute("href") or "").ok
    page.goto("/desk/rounds/")
    page.get_by_role("button", name="Open the round").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check_looks(page)


def test_an_editor_changes_a_text_and_sends_it(new_context: NewContext, script: bool) -> None:  # noqa: FBT001
    page = sign_in(new_context(script=script).new_page(), "editor")
    page.goto("/desk/guidance/")
    check_looks(page)
    page.get_by_role("main").get_by_role("link", name="Neglect toolkit").first.click()
    check_looks(page)
    page.get_by_role("link", name=re.compile("Change it ?: one-minute guide")).click()
    check_looks(page)
    _edit_a_part(page)
    _move_split_merge_remove_and_undo(page)
    _add_a_part(page)
    page.get_by_role("link", name="See it as readers would").click()
    expect(page.get_by_text("Draft: not published.")).to_be_visible()
    page.get_by_role("link", name="Back to writing").click()
    _send(page)


def _edit_a_part(page: Page) -> None:
    page.get_by_role("link", name="Edit: Any child, from before birth").click()
    check_looks(page)
    words = page.get_by_label("The words, in Markdown")
    words.fill("::: box info\nAny child.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("never closed").first).to_be_visible()
    check_looks(page)
    page.get_by_label("The words, in Markdown").fill("Any child, from before birth to eighteen. In any home.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    assert "#part-" in page.url


def _more(page: Page, words: str) -> Locator:
    """The tools of the part with these words, opened."""
    part = page.locator(".desk-part").filter(has_text=words)
    part.get_by_text("More", exact=True).click()
    return part


def _move_split_merge_remove_and_undo(page: Page) -> None:
    _more(page, "In any home").get_by_role("button", name="Move down").click()
    expect(page.get_by_text("Moved down.")).to_be_visible()
    page.get_by_role("button", name="Undo: move a part down").click()
    _more(page, "In any home").get_by_role("link", name="Split").click()
    check_looks(page)
    page.get_by_label("In any home.").check()
    page.get_by_role("button", name="Split it here").click()
    _more(page, "In any home").get_by_role("button", name="Merge with the part above").click()
    expect(page.get_by_text("Merged.")).to_be_visible()
    _more(page, "In any home").get_by_role("link", name="Remove").click()
    check_looks(page)
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("In any home.")).to_have_count(0)
    page.get_by_role("button", name="Undo: remove a part").click()
    expect(page.get_by_text("In any home.").first).to_be_visible()


def _add_a_part(page: Page) -> None:
    page.locator(".desk-part").filter(has_text="In any home").get_by_role("link", name="Add below").click()
    check_looks(page)
    page.get_by_role("link", name="Box: key message").click()
    check_looks(page)
    page.get_by_label("The words, in Markdown").fill('::: box key {title="Remember"}\nLook again.\n:::')
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("main")).to_contain_text("Remember")
    check_looks(page)


def _send(page: Page) -> None:
    page.get_by_role("link", name="Send for approval").click()
    page.get_by_role("button", name="Send for approval").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the kind of change")
    check_looks(page)
    page.get_by_label("Made clearer").check()
    page.get_by_label("What changed").fill("Says where neglect happens.")
    page.get_by_label("Who it affects").fill("Everyone")
    page.get_by_label("No. Nobody needs to train again.").check()
    page.get_by_role("button", name="Send for approval").click()
    expect(page.get_by_role("main")).to_contain_text("Waiting for approval")
    check_looks(page)


@only_sqlite
def test_two_editors_at_one_part_lose_nothing(new_context: NewContext) -> None:
    first, second = (sign_in(new_context(script=False, viewport=PHONE).new_page(), "editor") for _ in range(2))
    for page in (first, second):
        page.goto("/desk/guidance/neglect-toolkit/leaflet/")
        page.get_by_role("link", name="Edit: ").nth(1).click()
    for page, words in ((first, "Words of the first."), (second, "Words of the second.")):
        page.get_by_label("The words, in Markdown").fill(words)
        page.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("Somebody changed this part")
    check_looks(second)
    second.get_by_label("The text to keep").fill("Words of both.")
    second.get_by_role("button", name="Save this text").click()
    expect(second.get_by_role("main")).to_contain_text("Words of both.")
    second.get_by_role("link", name="Set this draft aside").click()
    second.get_by_role("button", name="Set it aside").click()
    expect(second.get_by_role("main")).not_to_contain_text("Words of both.")
    check_looks(second)


def test_somebody_registers_is_let_in_and_has_what_their_agency_requires(new_context: NewContext, site: Site) -> None:
    admin = sign_in(new_context(viewport=PHONE).new_page(), "admin")
    _make_agency(admin)
    _require_module(admin)
    newcomer = new_context(viewport=PHONE).new_page()
    _register(newcomer)
    letter = site.letters(NEWCOMER, "Confirm your e-mail address")[-1]
    _confirm(newcomer, re.findall(r"/account/confirm/\S+", letter)[0])
    _let_in(admin)
    assert AGENCY in site.letters(NEWCOMER, "Your request to join")[-1]
    sign_in_by_form(newcomer, NEWCOMER, PASSWORD)
    newcomer.goto("/my-learning/")
    expect(newcomer.get_by_role("heading", name="What you need to do")).to_be_visible()
    expect(newcomer.get_by_role("main")).to_contain_text("Why you have this")
    check_looks(newcomer)


def _make_agency(admin: Page) -> None:
    admin.goto("/admin/")
    check_looks(admin)
    admin.get_by_role("link", name="Agencies and teams").click()
    admin.get_by_role("link", name="Add an agency").click()
    admin.get_by_label("Name of the agency").fill(AGENCY)
    admin.get_by_label("E-mail domains").fill("not a domain")
    admin.get_by_role("button", name="Add the agency").click()
    expect(admin.get_by_role("alert")).to_contain_text("is not a domain")
    check_looks(admin)
    admin.get_by_label("E-mail domains").fill("")
    admin.get_by_role("button", name="Add the agency").click()
    expect(admin.get_by_role("heading", level=1)).to_have_text(AGENCY)
    admin.get_by_label("Name of the team").fill(TEAM)
    admin.get_by_role("button", name="Add the team").click()
    expect(admin.get_by_role("main")).to_contain_text(f"The team {TEAM} is added.")
    check_looks(admin)


def _require_module(admin: Page) -> None:
    admin.goto("/admin/requirements/")
    admin.get_by_role("link", name="Require a module").click()
    admin.get_by_label("Module", exact=True).select_option("neglect-toolkit")
    place = admin.get_by_label("Who must hold it")
    place.select_option(place.get_by_role("option").filter(has_text=AGENCY).first.get_attribute("value"))
    admin.get_by_label("Some days after each person joins").check()
    admin.get_by_role("button", name="Require it").click()
    expect(admin.get_by_role("alert")).to_be_visible()
    check_looks(admin)
    admin.get_by_label("How many days").fill("30")
    admin.get_by_role("button", name="Require it").click()
    expect(admin.get_by_role("main")).to_contain_text(AGENCY)
    check_looks(admin)


def _register(page: Page) -> None:
    page.goto("/register")
    page.get_by_label("Your name").fill("Wren Hale")
    page.get_by_label("Work e-mail").fill(NEWCOMER)
    page.get_by_label("Your job role").fill("Tenancy officer")
    page.get_by_label("The agency you work for").select_option(AGENCY)
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a password")
    check_looks(page)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your e-mail")
    check_looks(page)


def _confirm(page: Page, link: str) -> None:
    """Opening the link changes nothing; the button does, once."""
    page.goto(link)
    check_looks(page)
    page.get_by_role("button", name="Confirm my address").click()
    expect(page.get_by_role("status").first).to_contain_text("Your e-mail address is confirmed")
    page.goto(link)
    expect(page.get_by_role("main")).to_contain_text("This link has been used, or its time is over")


def _let_in(admin: Page) -> None:
    admin.goto("/admin/")
    admin.get_by_role("link", name="waits to be let into an agency").click()
    expect(admin.get_by_role("heading", name="Waiting to be let in")).to_be_visible()
    check_looks(admin)
    admin.get_by_role("button", name="Let in Wren Hale").click()
    expect(admin.get_by_role("status").first).to_contain_text(f"Wren Hale is now registered with {AGENCY}")


@only_sqlite
def test_an_administrator_makes_somebody_a_manager_and_the_log_says_so(new_context: NewContext) -> None:
    page = sign_in(new_context(viewport=PHONE).new_page(), "admin")
    page.goto("/admin/people/?q=lee.barton")
    page.get_by_role("main").get_by_role("link", name="Lee Barton").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lee Barton")
    check_looks(page)
    page.get_by_label("Role", exact=True).select_option("manager")
    place = page.get_by_label("For a manager: of which team or agency")
    place.select_option(place.get_by_role("option").filter(has_text="Family support team").first.get_attribute("value"))
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_role("main")).to_contain_text("of Family support team")
    page.goto("/admin/audit/")
    expect(page.locator("tbody tr").first).to_contain_text("role")
    check_looks(page)
