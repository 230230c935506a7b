"""A manager's day: who is behind, one person, a reminder, the list as a file; and nobody who is not theirs."""

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, NewContext, Site, only_sqlite, sign_in
from tests.journeys.looks import check_looks

pytestmark = pytest.mark.journey
HEADER = ["name", "email", "module", "standing", "completed", "expires"]
BEHIND = "Dele Martins"


def a_manager(new_context: NewContext, *, script: bool = True) -> Page:
    """The manager of the practitioner's team, on their page."""
    page = sign_in(new_context(script=script, viewport=PHONE).new_page(), "manager")
    page.goto("/team/")
    return page


def test_a_manager_finds_who_is_behind_and_reminds_them(new_context: NewContext, site: Site) -> None:
    page = a_manager(new_context)
    rows = page.locator("tbody tr")
    expect(rows.first).to_contain_text(BEHIND)
    expect(rows.first).to_contain_text("Overdue")
    check_looks(page)
    page.locator("[name=standing]").select_option("Overdue or expired")
    page.get_by_role("button", name="Show").click()
    expect(rows).to_have_count(1)
    page.get_by_role("link", name=BEHIND).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(BEHIND)
    check_looks(page)
    page.get_by_role("link", name=f"Remind {BEHIND}").click()
    expect(page.get_by_text("Nothing has been sent yet")).to_be_visible()
    expect(page.get_by_role("checkbox", name=BEHIND)).to_be_checked()
    check_looks(page)
    page.get_by_role("button", name="Send the reminders").click()
    expect(page.get_by_role("status").first).to_contain_text("1 reminder will leave")
    (letter,) = site.letters("dele.martins@demo.example", "")
    assert "Grace Adeyemi" in letter
    assert "/learning/neglect-toolkit/" in letter


@only_sqlite
def test_whoever_is_not_ticked_gets_no_letter(new_context: NewContext) -> None:
    page = a_manager(new_context, script=False)
    page.get_by_role("link", name="Remind people by e-mail").click()
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Send the reminders").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one person")


@only_sqlite
def test_the_list_comes_as_csv_and_as_a_workbook_with_the_same_people(new_context: NewContext) -> None:
    page = a_manager(new_context)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download as CSV").click()
    assert coming.value.suggested_filename.endswith(".csv")
    lines = list(csv.reader(StringIO(Path(coming.value.path()).read_text(encoding="utf-8-sig"))))
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download as Excel workbook").click()
    sheet = openpyxl.load_workbook(BytesIO(Path(coming.value.path()).read_bytes())).worksheets[0]
    assert lines[0] == HEADER
    assert [cell.value for cell in sheet[1]] == HEADER
    assert [line[0] for line in lines[1:]] == [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert BEHIND in {line[0] for line in lines}


def test_another_agencys_people_do_not_exist_for_a_manager(new_context: NewContext) -> None:
    admin = sign_in(new_context().new_page(), "admin")
    admin.goto("/admin/people/?q=practitioner2")
    stranger = admin.get_by_role("main").get_by_role("link", name=re.compile("Łukasik")).get_attribute("href") or ""
    page = a_manager(new_context)
    answer = page.goto(stranger.replace("/admin/", "/team/"))
    assert answer is not None
    assert answer.status == 404
    assert "Łukasik" not in page.content()
    assert "practitioner2@" not in page.request.get("/team/export.csv").text()


@only_sqlite
def test_who_manages_nobody_has_no_team_page(new_context: NewContext) -> None:
    page = sign_in(new_context().new_page(), "practitioner")
    for address in ("/team/", "/team/export.csv", "/team/export.xlsx", "/team/remind/"):
        assert page.request.get(address).status in {403, 404}
