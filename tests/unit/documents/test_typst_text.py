"""Words on paper: whatever an author writes comes out as words, never as typst code; links and notes can be read."""

import json
from typing import Any

import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sscp_learning.documents.glyphs import printable
from sscp_learning.documents.markdown import inside, runs, tokens_of
from sscp_learning.documents.press import PAPER
from sscp_learning.documents.prose import passages_of
from sscp_learning.documents.typst_text import (
    NOTHING,
    PLAIN_PAPER,
    Addresses,
    PaperContact,
    PaperContext,
    blocks_code,
    contact_code,
    in_language,
    items_code,
    literal,
    notes_code,
    outline_code,
    readable_address,
    source_code,
    table_code,
    title_code,
)

HOSTILE = (
    "#", "*", "$", "@", "\\", "//", "/*", "*/", "[", "]", "(", ")", "{", "}", '"', "'", "`", "<", ">", "_", "~",
    "=", "-", "+", "/ a: b", "1.", "#let x = 1", '#read("/look.typ")', "#import", "$x$", "@ref", "<label>",
    '"; panic("x"); "', "\\u{41}", "#{", "}]", "---", "...", "https:", "word", "Ŵ", "\n", " ", "|", "&amp;", "!",
    "^", "#sys.inputs", "\\\\",
)  # fmt: skip
FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
CODE_WORDS = st.lists(st.sampled_from(HOSTILE), max_size=10).map("".join)


def evaluated(code: str) -> Any:
    """Return what typst makes of some code, as JSON; the parts of a paper are at hand as in guidance."""
    source = f'#import "/blocks.typ": *\n#metadata({code}) <made>'
    inputs = {"pictures": "{}", "paper": '{"compact": false}'}
    compiler = typst.Compiler(source.encode(), root=PAPER, font_paths=FONTS, sys_inputs=inputs)
    return json.loads(compiler.query("<made>", field="value", one=True))


def words_in(made: Any) -> str:
    """Return the text in evaluated content, without spaces."""
    if isinstance(made, list):
        return "".join(words_in(part) for part in made)
    if not isinstance(made, dict):
        return ""
    own = made["text"] if isinstance(made.get("text"), str) else ""
    return "".join((own + "".join(words_in(part) for part in made.values() if not isinstance(part, str))).split())


@given(CODE_WORDS | st.text(max_size=60))
@settings(max_examples=300, deadline=None)
@example('\\"')
@example('"; panic("x"); "')
@example("\\u{41}")
@example("\u2028\u0000\r\n")
def test_a_string_on_paper_holds_exactly_the_words_given(words: str) -> None:
    assert evaluated(literal(words)) == printable(words)


@given(CODE_WORDS)
@settings(max_examples=200, deadline=None)
def test_hostile_text_comes_out_as_the_words_a_reader_of_the_page_sees(source: str) -> None:
    tokens = tokens_of(source)
    printed = words_in(evaluated(blocks_code(tokens, PLAIN_PAPER)))
    assert sorted(printed) == sorted("".join("".join(passages_of(tokens)).split()))


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("Plain.", 'par("Plain.")'),
        ("*em* **bold**", 'par({ emph("em"); " "; strong("bold") })'),
        ("`exact`", 'par(exact-words("exact"))'),
        ("one\ntwo", 'par({ "one"; " "; "two" })'),
        ("one  \ntwo", 'par({ "one"; linebreak(); "two" })'),
        ("- a\n- b", 'list(..("a", "b", ), tight: true)'),
        ("3. a", 'enum(..("a", ), tight: true, start: 3)'),
        ("> words", 'quote(par("words"), block: true)'),
        ("Term\n: Meaning", 'terms(terms.item("Term", "Meaning"))'),
        ("---", "thin-rule()"),
        ("~~~\na\n b\n~~~", 'par({ "a"; linebreak(); " b" })'),
        ("![what it shows](x.svg)", 'par("what it shows")'),
        ("[Croeso]{lang=cy}", 'par(text("Croeso", lang: "cy", region: none))'),
        ("## A heading in a box", 'par(strong("A heading in a box"))'),
        ("[^1]: A note", NOTHING),
    ],
)
def test_each_part_of_markdown_has_its_code(source: str, code: str) -> None:
    assert source_code(source, PLAIN_PAPER) == code


def test_a_list_with_paragraphs_of_its_own_is_set_loosely() -> None:
    assert "tight: false" in source_code("- a\n\n- b", PLAIN_PAPER)


def test_a_paragraph_that_ends_in_a_colon_stays_with_what_it_leads_to() -> None:
    assert source_code("**Do:**", PLAIN_PAPER).startswith("lead-in(")


def test_an_outside_link_is_noted_with_the_address_one_would_type() -> None:
    assert source_code("[GOV.UK](https://www.gov.uk/)", PLAIN_PAPER) == (
        'par(noted-link("https://www.gov.uk/", "GOV.UK", "www.gov.uk"))'
    )


def test_easy_papers_tell_the_address_beside_the_words() -> None:
    code = source_code("[Childline](https://www.childline.org.uk)", PaperContext(addresses=Addresses.BESIDE))
    assert "told-link(" in code


@pytest.mark.parametrize(
    "source", ["<https://www.gov.uk>", "[0800 1111](tel:08001111)", "[www.gov.uk/x](https://www.gov.uk/x)"]
)
def test_an_address_that_is_printed_already_is_not_repeated(source: str) -> None:
    assert "bare-link(" in source_code(source, PLAIN_PAPER)


@pytest.mark.parametrize("source", ["[words](guidance:unknown)", "[words](#nowhere)", "[words](/local/path)"])
def test_a_link_that_leads_nowhere_leaves_its_words(source: str) -> None:
    assert source_code(source, PLAIN_PAPER) == 'par("words")'


def test_an_address_that_is_no_web_or_mail_address_leaves_the_words() -> None:
    paper = PaperContext(resolve_link=lambda _target: "javascript:alert(1)")
    assert source_code("[words](guidance:a)", paper) == 'par("words")'


def test_our_own_links_are_resolved_to_whole_addresses() -> None:
    paper = PaperContext(resolve_link=lambda target: target.replace("guidance:", "https://example.org/guidance/"))
    assert '"https://example.org/guidance/neglect"' in source_code("[Neglect](guidance:neglect)", paper)


def test_a_link_within_the_document_leads_to_its_place() -> None:
    paper = PaperContext(resolve_link=lambda _target: "#signs", anchors=frozenset({"signs"}))
    assert source_code("[Signs](guidance:a/b#signs)", paper) == 'par(link(label("signs"), "Signs"))'


def test_a_note_is_set_where_it_is_named_and_its_links_stand_beside_their_words() -> None:
    notes = notes_code("[^1]: See [GOV.UK](https://www.gov.uk/x).", PLAIN_PAPER)
    assert "told-link(" in notes["1"]
    assert source_code("Words[^1]", PLAIN_PAPER.with_notes(notes)) == f'par({{ "Words"; footnote({notes["1"]}) }})'


def test_a_reference_to_no_note_leaves_no_trace() -> None:
    assert source_code("Words[^9]", PLAIN_PAPER) == 'par("Words")'


def test_no_note_hangs_on_a_heading_because_the_contents_repeat_it() -> None:
    paper = PLAIN_PAPER.with_notes({"1": literal("note")})
    code = outline_code(tokens_of("## Law[^1] on [GOV.UK](https://www.gov.uk)"), paper)
    assert "footnote" not in code
    assert "noted-link" not in code


def test_a_table_has_its_head_apart_and_more_room_where_there_is_more_to_read() -> None:
    (run,) = runs(tokens_of("| Age | What to look for in a child of that age |\n| - | - |\n| 1 | words |"))
    code = table_code(run, PLAIN_PAPER, "Signs", row_headings=True)
    assert code.startswith("word-table((1.00fr, 3.00fr, ), (")
    assert 'title: "Signs", row-headings: true' in code


def test_the_items_of_a_list_can_be_had_alone() -> None:
    (run,) = runs(tokens_of("- a\n- b"))
    assert items_code(run, PLAIN_PAPER) == '("a", "b", )'
    assert len(inside(run)) == 2


def test_a_contact_leaves_out_what_is_not_known() -> None:
    code = contact_code(PaperContact(name="Childline", phone="0800 1111", url="https://www.childline.org.uk/"))
    assert evaluated(code) == {
        "name": "Childline",
        "ways": [["Phone: 0800 1111", None], ["www.childline.org.uk", "https://www.childline.org.uk/"]],
        "facts": [],
    }


def test_words_of_another_language_say_so_and_nonsense_says_nothing() -> None:
    assert in_language("en-GB", '"a"') == 'text("a", lang: "en", region: "GB")'
    assert in_language("", '"a"') == '"a"'
    assert in_language('cy", size: "', '"a"') == '"a"'


def test_a_missing_title_is_none() -> None:
    assert title_code("") == "none"
    assert title_code("A") == '"A"'


@pytest.mark.parametrize(
    ("address", "readable"),
    [
        ("https://www.gov.uk/", "www.gov.uk"),
        ("https://www.gov.uk/a/b/", "www.gov.uk/a/b/"),
        ("mailto:help@example.org", "help@example.org"),
        ("HTTP://example.org", "example.org"),
    ],
)
def test_an_address_is_printed_as_one_would_type_it(address: str, readable: str) -> None:
    assert readable_address(address) == readable
