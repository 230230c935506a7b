"""One briefing from its first words to its end: two people publish, amend and withdraw it, and readers see."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, NewContext, sign_in
from tests.journeys.looks import check_looks

pytestmark = pytest.mark.journey
PUBLICATION = "/desk/guidance/neglect-toolkit/"
BRIEFING = f"{PUBLICATION}briefing/"
FOR_READERS = "/guidance/neglect-toolkit/briefing/"
STEPS = "\n".join(
    f"{number}. {words}"
    for number, words in enumerate(
        (
            "Look for a patern, week by week.",
            "Write down what you saw.",
            "Ask the child how they are.",
            "Talk to the other people who know the family.",
            "Read the history.",
            "Tell your manager.",
            "Agree who does what next.",
        ),
        start=1,
    )
)


def test_a_briefing_is_published_amended_and_withdrawn_by_two_people(
    new_context: NewContext,
    script: bool,  # noqa: FBT001
) -> None:
    editor = sign_in(new_context(script=script).new_page(), "editor")
    publisher = sign_in(new_context(script=script, viewport=PHONE).new_page(), "publisher")
    reader = new_context(script=script).new_page()
    _write(editor)
    _send(editor)
    _approve(publisher, "Waiting for approval")
    _publish(publisher)
    reader.goto(FOR_READERS)
    expect(reader.get_by_text("Look for a patern")).to_be_visible()
    _amend(editor)
    _approve(publisher, "put in: pattern")
    _publish(publisher)
    _history(reader)
    _withdraw(publisher)
    reader.goto(FOR_READERS)
    expect(reader.get_by_role("main")).to_contain_text("The team uses the full guidance now.")


def _write(page: Page) -> None:
    page.goto(PUBLICATION)
    page.get_by_role("button", name="Add the briefing").click()
    page.get_by_role("link", name=re.compile("^Edit")).first.click()
    page.get_by_label("The words, in Markdown").fill(STEPS)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Agree who does what next.")
    page.goto(f"{BRIEFING}about/")
    page.get_by_label("Who this format is for").fill("teams")
    page.get_by_role("button", name="Save", exact=True).click()


def _send(page: Page) -> None:
    page.goto(f"{BRIEFING}send/")
    page.get_by_role("button", name="Send for approval").click()
    expect(page.get_by_role("main")).to_contain_text("Waiting for approval")


def _open_revision(page: Page) -> None:
    page.goto(PUBLICATION)
    briefing = page.locator(".desk-format").filter(has=page.get_by_role("heading", name="Briefing"))
    briefing.get_by_role("link", name=re.compile("Read and approve it")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("briefing, revision")


def _approve(page: Page, words: str) -> None:
    """Reads what changed, ticks what the checks found, and says yes."""
    _open_revision(page)
    check_looks(page)
    expect(page.get_by_role("main")).to_contain_text(words)
    revision = page.url
    page.goto(f"{BRIEFING}checks/?revision={revision.rstrip('/').rpartition('/')[2]}")
    check_looks(page)
    while (rules := page.locator(".desk-rule")).count():
        left = rules.count()
        rules.first.get_by_label("Why may this stay as it is?").fill("The team asked for it.")
        rules.first.get_by_role("button", name=re.compile("^Tick (it|all)")).click()
        expect(rules).to_have_count(left - 1)
    page.goto(revision)
    if (confirm := page.get_by_label("this mends a typing mistake")).count():
        page.get_by_role("button", name="Approve").click()
        expect(page.get_by_role("alert")).to_contain_text("confirm that this mends a typing mistake")
        check_looks(page)
        confirm.check()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("main")).to_contain_text("Two people said yes")
    check_looks(page)


def _publish(page: Page) -> None:
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_role("status").filter(has_text="published")).to_be_visible()
    check_looks(page)


def _amend(page: Page) -> None:
    page.goto(BRIEFING)
    page.get_by_role("link", name=re.compile("^Edit")).first.click()
    page.get_by_label("The words, in Markdown").fill(STEPS.replace("patern", "pattern"))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("a pattern, week by week")
    page.goto(f"{BRIEFING}send/")
    page.get_by_label("Typing mistake mended").check()
    page.get_by_label("What changed").fill("A letter.")
    page.get_by_label("Who it affects").fill("Nobody")
    page.get_by_label("No. Nobody needs to train again.").check()
    page.get_by_role("button", name="Send for approval").click()
    expect(page.get_by_role("main")).to_contain_text("Waiting for approval")


def _history(page: Page) -> None:
    page.goto("/guidance/neglect-toolkit/history/")
    expect(page.get_by_role("main")).to_contain_text("Typing mistake mended")
    check_looks(page)
    page.get_by_role("link", name=re.compile("See what changed in briefing")).click()
    expect(page.get_by_role("main")).to_contain_text("put in: pattern")
    check_looks(page)


def _withdraw(page: Page) -> None:
    page.goto(f"{BRIEFING}end/")
    page.get_by_role("button", name="Take it away from readers").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what happened")
    check_looks(page)
    page.get_by_label("Withdraw it").check()
    page.get_by_label("Why?").fill("The team uses the full guidance now.")
    page.get_by_label("I understand").check()
    page.get_by_role("button", name="Take it away from readers").click()
    expect(page.get_by_role("main")).to_contain_text("It ended on")
