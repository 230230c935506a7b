"""Key terms: the first use of each leads to its meaning, and nothing else of a page changes (rule F10)."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.html import render_document
from sscp_learning.documents.parse import parse
from sscp_learning.documents.sanitise import sanitise
from sscp_learning.documents.terms import MarkedText, Term, mark_terms, meaning_id, use_id
from tests.unit.documents.texts import documents, hostile

GLOSSARY = "/guidance/glossary/#"
MARK = re.compile(r'<a class="govuk-link doc-term"[^>]*>(.*?)</a>', re.DOTALL)
# Words that the texts are made of, and words that stand in their tags and signs.
NAMES = ("a", "child", "warm food", "Who", "5", "it’s", "needs (care)", "amp", "lt", "div", "p", "class", "href")


def term(words: str, key: str = "") -> Term:
    key = key or words.lower().replace(" ", "-")
    return Term(key, words, f"What {words} means.", f"{GLOSSARY}{key}")


NEGLECT, CHILD, PLAN = term("Neglect"), term("Child"), term("Child protection plan")
GCP2 = term("Graded Care Profile 2 (GCP2)", "gcp2")
TERMS = (NEGLECT, CHILD, PLAN, GCP2, term("Chronology"), term("Rights"))


def marked(text: str, *terms: Term) -> MarkedText:
    """A text as it is stored, with its terms marked."""
    context = RenderContext(resolve_link=lambda target: target.replace("glossary:", GLOSSARY))
    parts = render_document(parse(text).document, context)
    return mark_terms([part.html for part in parts], terms or TERMS)


def linked(found: MarkedText) -> list[str]:
    """The words that lead to a meaning, as they stand in the text."""
    return MARK.findall("".join(found.parts))


def words_of(html: str) -> str:
    """What a reader reads."""
    return re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Neglect harms. Neglect goes on.", ["Neglect"]),
        ("This is about neglect.\n\nNeglect goes on.", ["neglect"]),
        ("- a list item on neglect", ["neglect"]),
        ("| One |\n|---|\n| neglect in a cell |", ["neglect"]),
        ("> neglect in a quotation", ["neglect"]),
        ("::: box info\nneglect in a box\n:::", ["neglect"]),
        ('::: reveal {title="Neglect"}\nneglect inside\n:::', ["neglect"]),
        ("Two chronologies of a child’s life", ["chronologies"]),
        ("children and childhood, a child-centred plan, neglected", []),
        ("a child protection plan for a child", ["child protection plan", "child"]),
        ("a child protection\nplan", ["child protection\nplan"]),
        ("She has rights. It is right.", ["rights"]),
        ("Use GCP2, the Graded Care Profile 2.", ["GCP2"]),
        ("gcp2 is not how it is written", []),
        ("**Neglect** in bold", ["Neglect"]),
        ("AT&T neglect &amp; co", ["neglect"]),
    ],
)
def test_the_first_use_in_running_words_is_marked(text: str, expected: list[str]) -> None:
    assert linked(marked(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "## Neglect {#neglect}",
        "- ## neglect in a heading of a list item",
        "[neglect](https://www.example.org)",
        "`neglect`",
        '::: box info {title="Neglect"}\nWords.\n:::',
        '::: checklist {title="Neglect"}\n- [ ] neglect in a label\n:::',
        "| Neglect |\n|---|\n| cell |",
        '::: definition {term="Neglect"}\nA pattern of neglect.\n:::',
        "A note[^1].\n\n[^1]: On neglect.",
    ],
)
def test_what_is_no_running_text_is_left_alone(text: str) -> None:
    assert linked(marked(text)) == []


def test_the_link_leads_to_the_meaning_and_the_meaning_can_lead_back() -> None:
    found = marked("On neglect.")
    assert f'href="#{meaning_id(NEGLECT)}" id="{use_id(NEGLECT)}"' in found.parts[0]
    assert found.used == (NEGLECT,)


def test_a_term_is_marked_once_a_page_and_told_in_the_order_of_the_text() -> None:
    found = marked("A child.\n\nNeglect of a child.\n\n- neglect")
    assert linked(found) == ["child", "Neglect"]
    assert found.used == (CHILD, NEGLECT)


def test_a_term_that_the_text_defines_first_is_not_explained_twice() -> None:
    assert linked(marked('::: definition {term="Neglect"}\nCare is missing.\n:::\n\nNeglect harms.')) == []


def test_an_authors_own_link_to_the_glossary_leads_to_the_meaning_on_the_page() -> None:
    found = marked("Keep [a dated list](glossary:chronology). A chronology is short.")
    assert linked(found) == ["a dated list"]
    assert [one.key for one in found.used] == ["chronology"]


def test_without_terms_every_character_stays() -> None:
    text = "# A & B\n\n## C {#c}\n\nSix < 7 > 5, “quoted” and 'so'.[^1]\n\n[^1]: Note\n"
    parts = [part.html for part in render_document(parse(text).document, RenderContext())]
    assert mark_terms(parts, ()).parts == tuple(parts)


class Nesting(HTMLParser):
    """Where the marks of a page stand."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.above_marks: list[set[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go in, and note what a mark stands in."""
        if "doc-term" in (dict(attrs).get("class") or ""):
            self.above_marks.append(set(self.open))
        if tag not in {"img", "input", "hr", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Come out again."""
        if self.open and self.open[-1] == tag:
            self.open.pop()


@given(documents() | hostile(), st.lists(st.sampled_from(NAMES), unique=True))
def test_whatever_the_text_only_links_are_added(text: str, names: list[str]) -> None:
    parts = [part.html for part in render_document(parse(text).document, RenderContext())]
    found = mark_terms(parts, [term(name, f"t{place}") for place, name in enumerate(names)])
    assert [words_of(part) for part in found.parts] == [words_of(part) for part in parts]
    assert [MARK.sub(r"\1", part) for part in found.parts] == parts
    assert [sanitise(part) for part in found.parts] == list(found.parts)
    assert len(linked(found)) == len(found.used) == len({one.key for one in found.used})
    for part in found.parts:
        page = Nesting()
        page.feed(part)
        assert not any({"a", "h2", "h3", "label", "summary", "th"} & above for above in page.above_marks)
