"""A document as a page: its classes, its ids, its links and notes, and what works without script."""

import re
from pathlib import Path

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.html import render_block, render_document
from sscp_learning.documents.kinds.registry import KINDS
from sscp_learning.documents.parse import parse
from tests.unit.documents.reading import counted, only_block, read
from tests.unit.documents.texts import documents

EXAMPLES = sorted((Path(__file__).parents[2] / "content" / "kinds").glob("*/*.md"))
CONTEXT = RenderContext(
    resolve_link=lambda target: target.replace("guidance:", "/guidance/") if target.startswith("guidance:") else None,
    picture_address=lambda name: f"/pictures/{name}.svg",
)


def page(text: str) -> str:
    """Return the HTML of a whole text."""
    return "\n".join(block.html for block in render_document(read(text), CONTEXT))


def example(path: str) -> str:
    """Return the HTML of one of the smallest examples."""
    text = next(found for found in EXAMPLES if found.match(f"{path}.md")).read_text(encoding="utf-8")
    return "\n".join(block.html for block in render_document(parse(text, new_uid=counted()).document, CONTEXT))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_each_example_is_of_its_kind_without_faults_and_valid_html(path: Path) -> None:
    parsed = parse(path.read_text(encoding="utf-8"), file=path.name, new_uid=counted())
    unasked = [fault for fault in parsed.faults if "Nothing refers to the note" not in fault.message]
    assert not unasked
    assert [block.kind for block in parsed.document.blocks] == [path.parent.name]
    for block in render_document(parsed.document, CONTEXT):
        html5lib.HTMLParser(strict=True).parseFragment(block.html)


def test_every_kind_has_an_example() -> None:
    assert {kind.name for kind in KINDS} == {path.parent.name for path in EXAMPLES}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("heading/with-its-own-id", '<h2 id="what-neglect-is" class="govuk-heading-l">What neglect is</h2>'),
        ("heading/takes-its-id-from-its-words", '<h2 id="signs-you-may-notice"'),
        ("text/links-and-emphasis", '<a class="govuk-link" href="/guidance/neglect-toolkit/full#signs">toolkit</a>'),
        ("text/links-and-emphasis", '<a class="govuk-link" href="https://www.example.org/law">the law</a>'),
        ("text/another-language", '<span lang="cy">diolch</span>'),
        ("text/line-across-the-page", "<hr "),
        ("list/numbers", '<ol class="govuk-list govuk-list--number" start="3">'),
        ("list/terms", "<dt>Lead</dt>"),
        ("table/plain", '<th class="govuk-table__header" scope="col">What you see</th>'),
        ("table/with-a-caption-and-row-headings", ">Who does what</caption>"),
        ("table/with-a-caption-and-row-headings", '<th class="govuk-table__header" scope="row">School</th>'),
        ("quote/someone-says", '<blockquote class="doc-quote">'),
        ("picture/with-alternative-text", '<img src="/pictures/house.svg" alt="A house with a broken window"'),
        ("picture/with-alternative-text", '<figcaption class="doc-picture__caption">'),
        ("picture/decorative", '<img src="/pictures/house.svg" alt=""'),
        ("box/warning", '<section class="doc-box doc-box--warning"><p class="doc-box__label">Warning</p>'),
        ("box/reassurance", '<p class="doc-box__label">Good to know</p>'),
        ("box/info", '<p class="doc-box__title">What to know</p>'),
        ("steps/with-a-title", '<p class="doc-steps__title">When you are worried</p><ol'),
        ("flip-cards/two-cards", '<details class="doc-card"><summary class="doc-card__front">'),
        ("flip-cards/two-cards", '<div class="doc-card__back"><p class="govuk-body">A tired child may'),
        ("timeline/a-year", '<p class="doc-timeline__title">Ella’s first year</p><ol'),
        (
            "reveal/opens-and-closes",
            '<summary class="govuk-details__summary"><span class="govuk-details__summary-text">Why history',
        ),
        ("checklist/keeps-its-ticks-here", '<div class="doc-checklist" data-checklist="">'),
        ("checklist/keeps-its-ticks-here", "Read the <em>last three</em> records</label>"),
        ("definition/with-its-own-id", '<dfn>Neglect</dfn></dt><dd class="doc-definition__meaning">'),
        ("contacts/two-names", '<div data-contacts="emergency childline"></div>'),
        ("reflection/never-sent", "Nothing is stored or sent"),
        ("reflection/never-sent", "no case details"),
        ("notes/two-notes", '<li id="note-1" value="1">'),
    ],
)
def test_a_kind_shows_what_it_promises(path: str, expected: str) -> None:
    assert expected in example(path)


def test_the_picture_of_a_row_comes_before_its_words() -> None:
    html = example("picture-row/decorative")
    assert html.index("doc-picture-row__picture") < html.index("doc-picture-row__words")


def test_what_a_reader_fills_in_has_a_label_and_no_name_so_that_it_is_never_sent() -> None:
    html = example("checklist/keeps-its-ticks-here") + example("reflection/never-sent")
    controls = re.findall(r'<(?:input|textarea)[^>]* id="([^"]+)"', html)
    assert len(controls) == 3
    assert all(f'<label for="{control}"' in html for control in controls)
    assert " name=" not in html


def test_a_tick_belongs_to_the_words_of_its_item_wherever_they_stand() -> None:
    before = render_block(only_block("::: checklist {#c}\n- [ ] One\n- [ ] Two\n:::"), CONTEXT)
    after = render_block(only_block("::: checklist {#c}\n- [ ] New\n- [ ] Two\n- [ ] One\n:::"), CONTEXT)
    assert set(re.findall(r'id="(tick[^"]+)"', before)) < set(re.findall(r'id="(tick[^"]+)"', after))


def test_items_with_the_same_words_have_different_ids() -> None:
    html = render_block(only_block("::: checklist {#c}\n- [ ] One\n- [ ] One\n- [ ] One\n:::"), CONTEXT)
    assert len(set(re.findall(r'id="(tick[^"]+)"', html))) == 3


def test_every_part_stands_in_an_element_with_its_uid() -> None:
    blocks = render_document(read("## A {#a}\n\nText.\n\n::: checklist {#my-list}\n- [ ] A\n:::"), CONTEXT)
    assert [re.findall(r'data-block="([^"]+)"', block.html) for block in blocks] == [["a"], ["n1"], ["my-list"]]
    assert [(block.kind, block.level, block.title) for block in blocks] == [
        ("heading", 2, "A"),
        ("text", 0, ""),
        ("checklist", 0, ""),
    ]


def test_a_link_that_leads_nowhere_leaves_its_words() -> None:
    assert '<p class="govuk-body">See the page now.</p>' in page("See [the page](learning:gone) now.")


def test_a_link_inside_the_page_stays() -> None:
    assert '<a class="govuk-link" href="#a">up</a>' in page("## A {#a}\n\nGo [up](#a).")


def test_an_outside_picture_is_never_loaded() -> None:
    html = render_block(parse("![a cat](https://example.org/cat.png)").document.blocks[0], CONTEXT)
    assert "<img" not in html
    assert "a cat" in html


def test_notes_are_numbered_as_the_reader_meets_them_and_lead_back() -> None:
    html = page("One.[^b]\n\n::: box info\nTwo.[^a] Again.[^b] And.[^a]\n:::\n\n[^a]: Note a.\n[^b]: Note b.")
    numbers = re.findall(r'href="#note-(\d)" aria-label="Note \d"', html)
    assert numbers == ["1", "2", "1", "2"]
    assert html.index("Note b.") < html.index("Note a.")
    assert html.count('id="note-1-from"') == html.count('id="note-2-from"') == 1
    assert (
        '<a class="govuk-link doc-notes__back" href="#note-1-from" aria-label="Back to note 1 in the text">Back</a>'
        in html
    )


def test_a_block_alone_shows_the_labels_its_author_wrote() -> None:
    (block,) = parse("Words.[^law]").document.blocks
    assert '<sup class="doc-note-ref">law</sup>' in render_block(block, CONTEXT)


def test_a_printed_question_gives_nothing_away() -> None:
    for path in ("single/*", "multiple/*", "true-false/*", "matching/*", "ordering/*", "groups/*", "gap/*", "short/*"):
        html = example(path)
        assert "blockquote" not in html
        told = r"Yes|If missed|Why:|\[x\]|checked|nothing comes before|being poor|last longer|emergency|>neglect<"
        assert not re.search(told, html, re.IGNORECASE)
    assert re.findall(r"<li>([^<]+)", example("ordering/*")) == [
        "Tell your lead",
        "Write down what you saw",
        "Make sure the child is safe",
    ]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_document_is_a_valid_page_whose_ids_stand_once(text: str) -> None:
    html = "\n".join(block.html for block in render_document(parse(text).document, CONTEXT))
    html5lib.HTMLParser(strict=True).parseFragment(html)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'href="#([^"]+)"', html)) | set(re.findall(r' for="([^"]+)"', html))
    assert targets <= set(ids)
