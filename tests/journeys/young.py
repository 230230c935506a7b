"""What young reviewers do in a browser, in the words of their pages."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import BrowserContext, Locator, Page, expect

from sscp_learning import demo
from sscp_learning.settings import SECRET_FILE
from tests.journeys.conftest import PHONE, NewContext, Site, sign_in


@dataclass(frozen=True)
class Pass:
    """What a young person gets from the person who runs their group."""

    username: str
    passphrase: str


DEMO = Pass(demo.USERNAME, demo.PASSPHRASE)


def new_pass(page: Page) -> Pass:
    """The coordinator makes a pass and reads it off the page that shows it once."""
    sign_in(page, "coordinator")
    page.goto("/review/groups/")
    page.get_by_role("link", name="Tuesday youth forum").click()
    page.get_by_label("13 to 15").check()
    page.get_by_role("button", name="Make a pass").click()
    expect(page.get_by_role("heading", name="A pass to hand over")).to_be_visible()
    told = dict(zip(page.locator("dt").all_inner_texts(), page.locator("dd").all_inner_texts(), strict=True))
    return Pass(told["Username"], told["Passphrase"])


def come_in(page: Page, held: Pass) -> None:
    """Signs in with a pass on a device that others use too."""
    page.goto("/review/sign-in")
    give_pass(page, held)
    expect(page.get_by_role("heading", name=re.compile("^Hello"))).to_be_visible()


def give_pass(page: Page, held: Pass) -> None:
    """Fills in the sign-in form that is open, and sends it."""
    page.get_by_label("Username").fill(held.username)
    page.get_by_label("Passphrase", exact=True).fill(held.passphrase)
    page.get_by_label("Other people use it too").check()
    page.get_by_role("button", name="Sign in").click()


def arrive(new_context: NewContext, held: Pass = DEMO, *, script: bool = True) -> Page:
    """A young person with a pass, signed in on a small phone."""
    page = new_context(script=script, viewport=PHONE).new_page()
    come_in(page, held)
    return page


def open_draft(page: Page) -> None:
    """From their own page to the draft."""
    page.goto("/review/")
    page.get_by_role("link", name="Neglect", exact=False).first.click()
    page.get_by_role("link", name="Easy read").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("easy read draft")


def part_buttons(page: Page) -> Locator:
    """“Comment on this part”, one for each part of the draft."""
    return page.get_by_role("link", name=re.compile("^Comment on this part"))


def open_form(page: Page, *, part: int = 1) -> None:
    """From the draft to the form for one of its parts, past the notice where it has not been read."""
    part_buttons(page).nth(part).click()
    before, form = page.get_by_role("heading", name="Before you comment"), page.get_by_label("What do you think?")
    expect(before.or_(form)).to_be_visible()  # Whichever it is, the page has to be there before it is looked at.
    if before.count():
        page.get_by_role("button", name="I have read this").click()
    expect(form).to_be_visible()


def write(page: Page, words: str, *, part: int = 1) -> None:
    """Comments on a part of the draft and saves it."""
    open_draft(page)
    open_form(page, part=part)
    page.get_by_label("What do you think?").fill(words)
    page.get_by_role("button", name="Save").click()


def _signer(site: Site) -> Any:
    app = Flask("signer")
    app.secret_key = (Path(site.environment["INSTANCE"]) / SECRET_FILE).read_text(encoding="utf-8").strip()
    return SecureCookieSessionInterface().get_signing_serializer(app)


def ends_at(context: BrowserContext, site: Site) -> float:
    """When the sign-in in this browser ends, in seconds since 1970."""
    moment: float = _signer(site).loads(_cookie(context)["value"])["ends_at"]
    return moment


def let_time_pass(context: BrowserContext, site: Site, *, ends_at: float) -> None:
    """Makes the sign-in in this browser end at another moment, as if somebody had put the phone down for a while."""
    cookie, signer = _cookie(context), _signer(site)
    cookie["value"] = signer.dumps({**signer.loads(cookie["value"]), "ends_at": ends_at})
    context.add_cookies([cookie])


def _cookie(context: BrowserContext) -> Any:
    """The one cookie that this product sets."""
    (cookie,) = context.cookies()
    return cookie
