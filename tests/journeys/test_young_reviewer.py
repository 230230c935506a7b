"""A young reviewer's days: comment and be answered, ask for help, leave fast, lose nothing."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, NewContext, Site, only_sqlite, sign_in
from tests.journeys.looks import check_looks
from tests.journeys.young import (
    DEMO,
    arrive,
    ends_at,
    give_pass,
    let_time_pass,
    new_pass,
    open_draft,
    open_form,
    part_buttons,
    write,
)

pytestmark = pytest.mark.journey
WORDS = "I do not know what “cumulative” means – please say it in other words."
REASON = "We keep the word, and we added a line that says what it means."
SECRET = "It is like this at home and I have told nobody."


def test_a_comment_is_read_passed_on_and_answered(new_context: NewContext, script: bool) -> None:  # noqa: FBT001
    young = arrive(new_context, new_pass(new_context().new_page()), script=script)
    _choose_name(young)
    _comment_and_send(young)
    _moderate(new_context, script=script)
    _answer(new_context, script=script)
    young.goto("/review/")
    said = young.get_by_role("listitem").filter(has_text=WORDS)
    expect(said.get_by_role("heading", name="You said")).to_be_visible()
    expect(said.get_by_role("heading", name="We did")).to_be_visible()
    expect(said.get_by_role("heading", name="Why not")).to_be_visible()
    expect(said).to_contain_text(REASON)
    check_looks(young)


def _choose_name(young: Page) -> None:
    offered = young.get_by_role("radio").first.get_attribute("value") or ""
    check_looks(young)
    young.get_by_role("button", name="Use this name").click()
    expect(young.get_by_role("heading", level=1)).to_have_text(f"Hello, {offered}")


def _comment_and_send(young: Page) -> None:
    """The notice comes before the first comment and not again; a comment is looked through before it is sent."""
    open_draft(young)
    check_looks(young)
    part_buttons(young).nth(1).click()
    expect(young.get_by_role("heading", level=1)).to_have_text("Before you comment")
    check_looks(young)
    young.get_by_role("button", name="I have read this").click()
    young.get_by_label("What do you think?").fill(WORDS)
    check_looks(young)
    young.get_by_role("button", name="Save").click()
    expect(young.get_by_role("status").first).to_contain_text("Only you can see it")
    expect(young.get_by_text("You commented")).to_be_visible()
    part_buttons(young).nth(2).click()
    expect(young.get_by_label("What do you think?")).to_be_visible()
    young.get_by_role("link", name="Go back without saving").click()
    young.get_by_role("link", name="Look through and send").click()
    expect(young.get_by_role("main")).to_contain_text(WORDS)
    check_looks(young)
    young.get_by_role("button", name="Send 1 comment").click()
    expect(young.get_by_role("main")).to_contain_text("We have everything you wanted to send")
    expect(young.get_by_role("main")).to_contain_text("You sent everything on")
    check_looks(young)


def _moderate(new_context: NewContext, *, script: bool) -> None:
    """Nobody reads it before the moderator, who passes it on."""
    editor = sign_in(new_context(script=script).new_page(), "editor")
    editor.goto("/desk/comments/")
    expect(editor.get_by_role("main")).not_to_contain_text(WORDS)
    moderator = sign_in(new_context(script=script, viewport=PHONE).new_page(), "moderator")
    moderator.goto("/moderation/")
    check_looks(moderator)
    moderator.get_by_role("link", name="Read comment").last.click()
    expect(moderator.get_by_role("main")).to_contain_text(WORDS)
    check_looks(moderator)
    moderator.get_by_role("button", name="Pass it to the writers").click()
    expect(moderator.get_by_role("status").first).to_have_text("Passed to the writers.")


def _answer(new_context: NewContext, *, script: bool) -> None:
    """“Not this time” needs a reason; with one, the editor answers."""
    editor = sign_in(new_context(script=script, viewport=PHONE).new_page(), "editor")
    editor.goto("/desk/comments/")
    check_looks(editor)
    editor.get_by_role("listitem").filter(has_text=WORDS).get_by_role("link", name="Answer").click()
    editor.get_by_label("Not this time").check()
    editor.get_by_role("button", name="Send the answer").click()
    expect(editor.get_by_role("alert")).to_be_visible()
    check_looks(editor)
    editor.get_by_label("What the young person will read").fill(REASON)
    editor.get_by_role("button", name="Send the answer").click()
    expect(editor.get_by_role("status").first).to_contain_text("Answered")


def test_who_asks_for_someone_gets_help_at_once_and_only_the_lead_and_deputy_see_it(
    new_context: NewContext, site: Site
) -> None:
    young = arrive(new_context)
    open_draft(young)
    open_form(young)
    young.get_by_label("What do you think?").fill(SECRET)
    young.get_by_label("I’d like someone to talk to me").check()
    young.get_by_role("button", name="Save").click()
    expect(young.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")
    expect(young.get_by_role("heading", name="Get help now")).to_be_visible()
    check_looks(young)
    comment = young.url.rstrip("/").rpartition("/")[2]
    record = _decide(sign_in(new_context(viewport=PHONE).new_page(), "dsl"))
    for who in ("moderator", "editor", "admin", "coordinator"):
        _sees_nothing(sign_in(new_context().new_page(), who), comment, record)
    deputy = sign_in(new_context().new_page(), "deputy")
    deputy.goto(record)
    expect(deputy.get_by_role("main")).to_contain_text(SECRET)
    expect(deputy.get_by_role("main")).to_contain_text("The coordinator knows her and will sit down with her.")
    letter = site.letters("dsl@demo.example", "a young person may need help")[-1]
    assert "talk to" in letter
    assert SECRET not in letter


def _decide(lead: Page) -> str:
    """The lead reads the exact words, decides and says why; returns the address of the record."""
    lead.goto("/moderation/")
    lead.get_by_role("main").get_by_role("link", name="Safeguarding").click()
    expect(lead.get_by_role("heading", level=1)).to_have_text("Safeguarding")
    check_looks(lead)
    lead.get_by_role("link", name=re.compile("^Passed on")).first.click()
    expect(lead.get_by_role("main")).to_contain_text(SECRET)
    check_looks(lead)
    lead.get_by_role("button", name="Record the decision").click()
    expect(lead.get_by_role("alert")).to_contain_text("Say why you decided this")
    check_looks(lead)
    lead.get_by_label("Somebody they know makes contact").check()
    lead.get_by_label("Why", exact=True).fill("The coordinator knows her and will sit down with her.")
    lead.get_by_role("button", name="Record the decision").click()
    expect(lead.get_by_role("status").first).to_have_text("Your decision is recorded.")
    return lead.url


def _sees_nothing(page: Page, comment: str, record: str) -> None:
    """Neither the queue, nor the comment's own address, nor the record's shows the words to somebody else."""
    for address in ("/moderation/", f"/moderation/{comment}/", "/desk/comments/", f"/desk/comments/{comment}/", record):
        answer = page.request.get(address)
        assert SECRET not in answer.text(), address
        if comment in address or address == record:
            assert answer.status in {403, 404}, address


@only_sqlite
def test_worrying_words_bring_help_and_the_offer_of_someone_to_talk_to(new_context: NewContext) -> None:
    young = arrive(new_context)
    write(young, "My dad hits me and I am scared to go home.")
    expect(young.get_by_role("heading", name="Would you like someone to talk to you?")).to_be_visible()
    expect(young.get_by_role("heading", name="Get help now")).to_be_visible()
    check_looks(young)
    young.get_by_role("button", name="Yes, please").click()
    expect(young.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")


def test_exit_ends_the_sign_in_and_the_back_button_shows_nothing(new_context: NewContext, script: bool) -> None:  # noqa: FBT001
    young = arrive(new_context, script=script)
    write(young, SECRET)
    open_draft(young)
    open_form(young, part=2)
    young.get_by_label("What do you think?").fill("Words that nobody should see.")
    copied = young.context.cookies()
    young.get_by_role("button", name="Exit this page").click()
    expect(young.get_by_role("heading", name="Weather")).to_be_visible()
    for _ in range(3):
        young.go_back(wait_until="domcontentloaded")
        for words in (SECRET, "Words that nobody should see.", "Comment on this part", "Hello"):
            expect(young.locator("body")).not_to_contain_text(words)
    thief = new_context()
    thief.add_cookies(copied)  # type: ignore[arg-type]  What it gives is what it takes.
    page = thief.new_page()
    page.goto("/review/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in with your pass")


@only_sqlite
def test_i_need_more_time_moves_the_end_and_keeps_the_words(new_context: NewContext, site: Site) -> None:
    young = arrive(new_context)
    open_draft(young)
    expect(young.get_by_text("This is a shared device")).to_be_visible()
    open_form(young)
    young.get_by_label("What do you think?").fill(WORDS)
    let_time_pass(young.context, site, ends_at=time.time() + 60)
    young.get_by_role("button", name="I need more time").click()
    expect(young.get_by_label("What do you think?")).to_have_value(WORDS)
    assert ends_at(young.context, site) > time.time() + 25 * 60


@only_sqlite
def test_leaving_takes_one_button_and_the_pass_stops(new_context: NewContext) -> None:
    held = new_pass(new_context().new_page())
    young = arrive(new_context, held)
    young.get_by_role("link", name="I don’t want to do this any more").click()
    expect(young.get_by_role("heading", level=1)).to_have_text("Stop being a reviewer")
    check_looks(young)
    young.get_by_role("button", name="Stop now").click()
    expect(young.get_by_role("heading", level=1)).to_have_text("You have left")
    check_looks(young)
    young.goto("/review/sign-in")
    give_pass(young, held)
    expect(young.get_by_role("alert")).to_contain_text("The username or the passphrase is not right")


@only_sqlite
def test_words_survive_a_sign_in_that_has_ended(new_context: NewContext, site: Site) -> None:
    young = arrive(new_context)
    open_draft(young)
    open_form(young)
    young.get_by_label("What do you think?").fill(WORDS)
    let_time_pass(young.context, site, ends_at=time.time() - 1)
    young.get_by_role("button", name="Save").click()
    expect(young.get_by_text("Your words are safe")).to_be_visible()
    expect(young.locator("body")).not_to_contain_text(WORDS)
    give_pass(young, DEMO)
    expect(young.get_by_text("Your words are here")).to_be_visible()
    expect(young.get_by_label("What do you think?")).to_have_value(WORDS)
    check_looks(young)
    young.get_by_role("button", name="Save").click()
    expect(young.get_by_text("You commented").first).to_be_visible()


@only_sqlite
def test_a_reviewer_sees_nothing_of_what_others_in_the_group_wrote(new_context: NewContext) -> None:
    one = arrive(new_context)
    write(one, "Only for me")
    expect(one.get_by_text("You commented").first).to_be_visible()
    draft = one.url.partition("#")[0]
    other = arrive(new_context, new_pass(new_context().new_page()))
    for address in ("/review/", draft, draft.replace("easy-read/", "")):
        other.goto(address)
        expect(other.locator("body")).not_to_contain_text("Only for me")
        expect(other.get_by_text("You commented")).to_have_count(0)
