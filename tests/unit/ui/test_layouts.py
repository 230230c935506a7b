"""The two layouts and the pieces of a page."""

import re
from pathlib import Path
from typing import Any

import pytest

from sscp_learning.people.identity import PersonWho
from tests.unit.ui.pages import TEMPLATES, environment, macro, page, render

SAM = PersonWho(id=1, token="t", name="Sam <Okafor>", email="sam@test.example")


class AReviewer:
    """A young person who has signed in, as layouts see them."""

    kind = "reviewer"
    name = "Blue Kite"


@pytest.mark.parametrize("layout", ["page", "young"])
def test_every_page_has_its_language_title_skip_link_and_landmarks(layout: str) -> None:
    root = page(layout)
    assert root.get("lang") == "en-GB"
    assert root.xpath("string(//title)") == "A title – Test learning"
    assert root.xpath("//body/a[1]/@href") == ["#main-content"]
    assert (
        len(root.xpath("//main[@id='main-content']")) == len(root.xpath("//header")) == len(root.xpath("//footer")) == 1
    )
    assert {"/accessibility/", "/privacy/", "/help/"} <= set(root.xpath("//footer//a/@href"))


@pytest.mark.parametrize("layout", ["page", "young"])
def test_signed_out_a_page_has_no_form_and_asks_for_no_token(layout: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """DECISIONS 7: asking for a token would set a cookie."""

    def refuse() -> str:
        raise AssertionError

    monkeypatch.setitem(environment().globals, "csrf_token", refuse)
    assert page(layout).xpath("//form") == []


def test_the_navigation_marks_where_one_is() -> None:
    root = page("page")
    assert root.xpath("//nav[@aria-label='Main']//a[@aria-current]/@href") == ["/guidance/"]
    assert root.xpath("//nav[@aria-label='Main']//a/@href")[-1] == "/search"
    assert root.xpath("//a[@href='/sign-in']")


def test_a_person_sees_their_name_and_the_way_out() -> None:
    root = page("page", who=SAM)
    assert "Sam <Okafor>" in "".join(root.xpath("//a[@href='/account/']")[0].itertext())
    assert root.xpath("//a[@href='/sign-out']")
    assert not root.xpath("//a[@href='/sign-in']")


@pytest.mark.parametrize(("is_demo", "lines"), [(True, 1), (False, 0)])
def test_a_demonstration_says_that_it_is_one(is_demo: bool, lines: int) -> None:  # noqa: FBT001
    assert len(page("page", is_demo=is_demo).xpath("//p[@class='demo-line']")) == lines


@pytest.mark.parametrize("who", [{}, {"who": AReviewer()}])
def test_help_and_exit_come_first_on_young_peoples_pages(who: dict[str, Any]) -> None:
    """REVIEW-RULES D4: in the same place on every page, right after the skip link."""
    bar = page("young", **who).xpath("//body/*[2]")[0]
    assert bar.get("aria-label") == "Help and exit"
    words = re.sub(r"\s+", " ", "".join(bar.itertext())).split()
    assert words == ["Get", "help", "now", "Exit", "this", "page"]


def test_a_reviewer_leaves_by_a_form_that_signs_out() -> None:
    root = page("young", who=AReviewer())
    assert root.xpath("//form[@method='post'][@data-exit]/@action") == ["/exit"]
    assert root.xpath("//form[@data-exit]/input[@name='csrf_token']/@value") == ["a-token"]


def test_a_reviewers_name_is_not_in_the_frame_of_the_page() -> None:
    assert "Blue Kite" not in "".join(page("young", who=AReviewer()).itertext())


def test_a_page_can_lead_to_its_own_box_of_help() -> None:
    words = '{% extends "ui/young.html" %}{% set help_href = "#get-help" %}{% block title %}T{% endblock %}'
    assert 'class="safety-bar__help" href="#get-help"' in render(words)
    assert page("young").xpath("//*[@class='safety-bar__help']/@href") == ["/help/#get-help"]


@pytest.mark.parametrize(
    ("kind", "role"), [("success", "status"), ("warning", "status"), ("error", "alert"), ("message", "status")]
)
def test_notices_are_spoken(kind: str, role: str) -> None:
    root = page("page", notices=lambda: [(kind, "Saved <now>.")])
    assert root.xpath(f"//main//*[@role='{role}']//p/text()") == ["Saved <now>."]


def test_errors_have_a_page_that_leads_on() -> None:
    html = render('{% include "ui/error.html" %}', heading="Page not found", message="Check the address.")
    assert "<title>Page not found – Test learning</title>" in html
    assert 'href="/search"' in html


def test_words_of_an_expired_form_are_shown_again() -> None:
    html = render('{% include "ui/expired.html" %}', kept=[("my_comment", "Please <keep>")], again="/review/")
    assert "My comment" in html
    assert "Please &lt;keep&gt;" in html


@pytest.mark.parametrize(
    ("call", "path", "found"),
    [
        ("ui.breadcrumbs([('Guidance', '/guidance/'), ('Neglect', none)])", "//li[@aria-current]/text()", ["Neglect"]),
        ("ui.tag('Due', 'yellow')", "//strong/text()", ["Due"]),
        ("ui.dont_list(['Promise <nothing>'])", "//li//span/text()", ["Don’t: ", "Promise <nothing>"]),
        ("ui.contents([('A', '#a')])", "//nav[@aria-label='Contents']//a/@href", ["#a"]),
        ("ui.summary_list([('Owner', 'Lead'), ('Year', 1, 'Change', '/c')])", "//dd/a/@href", ["/c"]),
        (
            "ui.pagination({'href': '/1', 'words': 'A'}, {'href': '/3', 'words': 'B'}, next=true)",
            "//a[@data-next]/@href",
            ["/3"],
        ),
        ("ui.progress(3, 8)", "//label[@for='progress']/text()", ["Page 3 of 8"]),
        ("ui.progress(3, 8)", "//progress/@max", ["8"]),
        ("ui.format_card('Easy read', '/e', pdf='/e.pdf')", "//a/@href", ["/e", "/e.pdf"]),
        ("ui.format_card('Full', '/f', current=true)", "//a", []),
        ("ui.card('Neglect', '/n', picture='home')", "//img/@alt", [""]),
        ("ui.empty('Nothing yet', 'Words.', '/x', 'Look')", "//a/text()", ["Look"]),
        ("ui.image('home', 'A home', size=90)", "//img/@width", ["90"]),
        ("ui.verdict('wrong')", "//strong/text()", ["Not right"]),
        ("ui.verdict('right', level=2)", "//h2/text()", ["Right"]),
        ("ui.figure('3 of 4', 'are current', '/who')", "//a/@href", ["/who"]),
        (
            "ui.task_list([{'title': 'Read', 'href': '/r', 'state': 'Done'}])",
            "//a/@aria-describedby",
            ["tasks-1-state"],
        ),
    ],
)
def test_a_component_writes_what_it_is_given(call: str, path: str, found: list[str]) -> None:
    assert macro("{{ " + call + " }}").xpath(path) == found


@pytest.mark.parametrize(
    ("call", "path"),
    [
        ("ui.urgent('In danger now', id='get-help')", "//section[@id='get-help'][@aria-label='In danger now']//em"),
        ("ui.box('warning', 'Careful')", "//div[contains(@class, 'doc-box--warning')]/em"),
        ("ui.banner('Important')", "//*[@role='region'][@aria-labelledby='banner-title']//em"),
        ("ui.details('Why we ask')", "//details[not(@open)]/div/em"),
        ("ui.inset()", "//div[@class='govuk-inset-text']/em"),
        ("ui.cards()", "//ul[@class='cards']/em"),
        ("ui.table('Who is overdue')", "//div[@tabindex='0'][@role='region'][@aria-label='Who is overdue']//caption"),
    ],
)
def test_a_component_holds_what_is_put_in_it(call: str, path: str) -> None:
    inside = "<tr><td>x</td></tr>" if "table" in call else "<em>x</em>"
    assert macro("{% call " + call + " %}" + inside + "{% endcall %}").xpath(path)


def test_numbered_pages_are_only_shown_when_there_are_several() -> None:
    words = "{{ ui.page_numbers(page, pages, href) }}"
    one = macro(words, page=1, pages=1, href="?page={}".format)
    two = macro(words, page=2, pages=3, href="?page={}".format)
    assert one.xpath("//nav") == []
    assert two.xpath("//a/@href") == ["?page=1", "?page=3"]


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_has_inline_style_script_or_trust(template: Path) -> None:
    words = template.read_text("utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|\|\s*safe\b|javascript:", words)
    assert not re.search(r"<script(?![^>]*\ssrc=)", words)
    assert not re.search(r"https?://", words)
