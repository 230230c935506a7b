"""An editor's desk, and an administrator who makes a place for people and lets somebody in."""

import re

import pytest
from playwright.sync_api import Page, expect

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
