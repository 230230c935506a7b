"""Word’s text as Markdown: the same words, whatever signs stand in them, and a sentence for everything decided."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sscp_learning.documents.parse import parse
from sscp_learning.documents.words import tidy
from sscp_learning.guidance.word_html import NOT_SEEN, SPACES, line, plain, tree_of
from sscp_learning.guidance.word_markdown import markdown_of

SIGNS = st.sampled_from([*"#>-+*_`~:|=[](){}<>&;!\\^.0123 \"'ab\u00a0\u00e9", "&amp;", ":::", "---", "1. ", "x]("])
WORDS = st.lists(SIGNS, min_size=1, max_size=25).map("".join)
LIST = "<ul><li>x</li><li>y|z</li></ul>"
JOINED = (
    '<table><tr><td>A</td><td>B</td></tr><tr><td rowspan="2">tall</td><td>1</td></tr><tr><td>2</td></tr>'
    '<tr><td colspan="2">wide</td></tr></table>'
)
NOTE = (
    '<p>Said<sup><a href="#footnote-2" id="footnote-ref-2">[1]</a></sup>.</p>'
    '<ol><li id="footnote-2"><p> By whom.</p><p>And when. <a href="#footnote-ref-2">↑</a></p></li></ol>'
)
LOOKS = st.sampled_from(["", "strong", "em", "a"])


def html_of(words: str) -> str:
    """The words as mammoth writes them."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def seen(words: str) -> str:
    """The words as a reader sees them."""
    return tidy(SPACES.sub(" ", NOT_SEEN.sub("", words)))


@settings(max_examples=400, deadline=None)
@given(WORDS)
def test_signs_in_the_words_of_a_paragraph_stay_words(words: str) -> None:
    if not seen(words):
        return
    read = parse(markdown_of(f"<p>Before.</p><p>{html_of(words)}</p><p>After.</p>").text).document
    assert [block.kind for block in read.blocks] == ["text", "text", "text"]
    assert [block.words for block in read.blocks] == ["Before.", seen(words), "After."]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(LOOKS, WORDS), min_size=1, max_size=5))
def test_no_look_changes_the_words(runs: list[tuple[str, str]]) -> None:
    opening = {"": "", "strong": "<strong>", "em": "<em>", "a": '<a href="https://a.b">'}
    html = "".join(opening[look] + html_of(words) + (f"</{look}>" if look else "") for look, words in runs)
    expected = plain(tree_of(f"<p>{html}</p>").elements()[0].children)
    read = parse(markdown_of(f"<p>{html}</p><p>After.</p>").text).document
    assert " ".join(block.words for block in read.blocks) == tidy(f"{expected} After.")


@settings(max_examples=200, deadline=None)
@given(WORDS)
def test_signs_stay_words_in_headings_items_and_cells(words: str) -> None:
    html = html_of(words)
    made = markdown_of(
        f"<h2>H{html}</h2><p>Text.</p><ul><li>I{html}</li></ul><p>Text.</p>"
        f"<table><tr><td>C{html}</td><td>x</td></tr><tr><td>D{html}</td><td>y</td></tr></table>"
    )
    read = parse(made.text).document
    assert [block.kind for block in read.blocks] == ["heading", "text", "list", "text", "table"]
    assert read.blocks[0].words == seen(f"H{words}")
    assert read.blocks[2].words == seen(f"I{words}")
    assert read.blocks[4].words == f"{seen(f'C{words}')} x {seen(f'D{words}')} y"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>A <strong>bold </strong>word</p>", "A **bold** word"),
        ("<p><strong><em>Both</em></strong> ways</p>", "***Both*** ways"),
        ("<p><strong>Not:</strong>said</p>", "Not:said"),  # Markdown cannot end bold there.
        ("<p>One<br>two</p>", "One\\\ntwo"),
        ("<p>snake_case and _this_</p>", "snake_case and \\_this\\_"),
        ('<p>See <a href="https://example.org/a(b)?c=d e">the [law]</a>.</p>',
         "See [the \\[law\\]](https://example.org/a%28b%29?c=d%20e)."),
        ('<p><a href="javascript:alert(1)">Press</a> <a href="#top">up</a> <a href="file:///etc/passwd">f</a></p>',
         "Press up f"),
        ("<p>\N{SOFT HYPHEN}Soft\u00a0space</p>", "Soft space"),
        ("<h2>The <strong>signs</strong> #</h2>", "## The signs \\#"),
        ("<ul><li>One<ol><li>Inner</li></ol></li><li>Two</li></ul>", "- One\n  1. Inner\n- Two"),
        ("<ul><li><ul><li>Only inside</li></ul></li></ul>", "- Only inside"),
        ("<ol><li>One<br>more</li><li></li><li>Two</li></ol>", "1. One\\\n   more\n2. Two"),
        ("<blockquote><p>One</p><p>Two</p></blockquote>", "> One\n>\n> Two"),
        ("<table><tr><td><p>A box</p><ul><li>with a list</li></ul></td></tr></table>",
         "::: box info\nA box\n\n- with a list\n:::"),
        (f"<table><tr><th><p>A</p></th><th>B</th></tr><tr><td><p>1</p><p>2</p></td><td>{LIST}</td></tr></table>",
         "| A | B |\n| --- | --- |\n| 1 2 | x; y\\|z |"),
        (JOINED, "| A | B |\n| --- | --- |\n| tall | 1 |\n|  | 2 |\n| wide |  |"),
        ('<p><input type="checkbox" checked="checked">Done <input type="checkbox">Not</p>', "☑ Done ☐ Not"),
        (NOTE, "Said[^1].\n\n[^1]: By whom. And when."),
    ],
)  # fmt: skip
def test_each_thing_is_written_our_way(html: str, markdown: str) -> None:
    made = markdown_of(html).text
    assert made == f"{markdown}\n"
    assert parse(f"## A section\n\n{made}").faults == ()


@pytest.mark.parametrize(
    ("levels", "expected", "why"),
    [
        ("1 2 3 2", "2 3 2", "a first heading that is the only one of its level is the title"),
        ("1 1 2", "2 2 3", "sections by Heading 1 move one level down"),
        ("2 3", "2 3", "sections by Heading 2 stay"),
        ("3 3 4", "2 2 3", "sections by Heading 3 move up"),
        ("1", "2", "a single heading is a section: nothing else would be one"),
        ("2 1 2", "2 2 3", "what stands above the first section is closed up to a section"),
        ("1 2 5", "2 3", "a gap is closed"),
        ("t 1 2 1", "2 3 2", "Word’s own style for a title"),
    ],
)
def test_headings_begin_at_sections(levels: str, expected: str, why: str) -> None:
    html = "".join(
        '<h1 class="title">T</h1>' if level == "t" else f"<h{level}>H{level}</h{level}>" for level in levels.split()
    )
    text = markdown_of(html).text
    found = " ".join(str(block.level) for block in parse(text).document.blocks)
    assert found == expected, why


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<h1>The guide</h1><h2>Part</h2>", "The title “The guide” was left out"),
        ("<h1>A</h1><h1>B</h1>", "The headings were moved"),
        ("<h2>A</h2><h4>B</h4>", "skipped a level"),
        ('<p class="contents">A 3</p><p>Text</p>', "table of contents was left out"),
        ("<p><strong>The signs</strong></p>", "1 short line in bold stayed text"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "first row of each table"),
        ('<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></table>', "joined in a table"),
        ("<table><tr><td>a</td></tr></table>", "became a box"),
        ('<p><a href="#part">a</a></p>', "Links inside the file"),
    ],
)
def test_every_decision_is_told(html: str, told: str) -> None:
    assert told in " ".join(markdown_of(html).notes)
    assert markdown_of("<h2>Part</h2><p>Text</p>").notes == ()


def test_a_line_without_words_is_nothing() -> None:
    assert line([" \u00a0 "]) == ""
    assert markdown_of("<p> </p><table><tr><td></td></tr></table><h2></h2>").text.strip() == ""
