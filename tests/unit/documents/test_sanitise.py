"""What leaves `sanitise` is harmless: a browser runs nothing, sends nothing and loads nothing from outside."""

import re

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.html import render_document
from sscp_learning.documents.kinds.registry import read_questions
from sscp_learning.documents.parse import parse
from sscp_learning.documents.question import Question
from sscp_learning.documents.sanitise import TAGS, sanitise, trusted
from tests.unit.documents.texts import documents, hostile

ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|#|/(?!/)|pictures/)[^\s\\]*", re.IGNORECASE)
SENDING = {
    "name",
    "form",
    "formaction",
    "action",
    "method",
    "style",
    "srcdoc",
    "srcset",
    "ping",
    "target",
    "background",
}
EVERY = RenderContext(resolve_link=lambda target: target, picture_address=lambda name: f"/pictures/{name}.svg")

RAW = (
    "<script>alert(1)</script>",
    "<ScRiPt >alert(1)</sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<img src='http://evil.example/x.png' alt=x>",
    "<img src=//evil.example/x.png>",
    "<img src='/\\evil.example/x.png'>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math href='javascript:alert(1)'>x</math>",
    "<math><mi xlink:href='data:x,<script>alert(1)</script>'>x</mi></math>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='javascript:alert(1)'>",
    "<link rel=stylesheet href='//evil.example/x.css'>",
    "<style>@import '//evil.example/x.css';</style>",
    "<base href='//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<form action='//evil.example/'><input name=password><button formaction='//evil.example/'>x</button></form>",
    "<input type=image src=x onerror=alert(1)>",
    "<input type=password name=password autofocus onfocus=alert(1)>",
    "<textarea name=words autofocus onfocus=alert(1)></textarea>",
    "<textarea></textarea><script>alert(1)</script></textarea>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='java&#x0A;script:alert(1)'>x</a>",
    "<a href='&#106;avascript&colon;alert(1)'>x</a>",
    "<a href='java\u200bscript:alert(1)'>x</a>",
    "<a href='javascript\u200b:alert(1)'>x</a>",
    "<a href='\u0001javascript:alert(1)'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='/\\evil.example'>x</a>",
    "<a href='https:evil.example' target=_blank ping='//evil.example'>x</a>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p style='position:fixed'>x</p>",
    "<p class='govuk-body' onclick=alert(1) ONMOUSEOVER=alert(1)>x</p>",
    "<p id='x\" onclick=\"alert(1)'>x</p>",
    "<p class='js-anything'>x</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<template><script>alert(1)</script></template>",
    "<table><td background='javascript:alert(1)'>x",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<br/onclick=alert(1)//",
    "<div data-block='x' data-action='delete' data-turbo=true>x</div>",
)
MARKDOWN = (
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](java&#115;cript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](java%0ascript:alert(1))",
    "[x](javascript\u200b:alert(1))",
    "[x](\u00adjavascript:alert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:image/png;base64,AAAA)",
    "[x](//evil.example)",
    "[x](https:/\\evil.example)",
    "[x](guidance:javascript:alert(1))",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    '![x" onerror="alert(1)](x)',
    "[x](https://example.org \"' onclick='alert(1)\")",
    '[x](https://example.org/"onclick="alert(1))',
    "[x]{onclick=alert(1)}",
    "[x]{lang='\"><script>alert(1)</script>'}",
    '[x](https://example.org){onclick="alert(1)" style="x"}',
    "`<script>alert(1)</script>`",
    '```"><script>alert(1)</script>\nx\n```',
    "## <script>alert(1)</script> {#x}",
    "## A {#x onclick=alert(1)}",
    '{title="<script>alert(1)</script>"}\n| a |\n|---|\n| b |',
    '::: box info {title="<img src=x onerror=alert(1)>"}\nx\n:::',
    "::: picture ../../x {alt=\"' onerror='alert(1)\"}\n:::",
    "::: picture //evil.example/x {decorative}\n:::",
    '::: picture house {alt="<script>alert(1)</script>"}\n:::',
    "::: contacts {names=\"<script> '>x\"}\n:::",
    '::: reveal {title="</summary><script>alert(1)</script>"}\nx\n:::',
    '::: definition {term="<svg onload=alert(1)>"}\nx\n:::',
    "::: checklist {#x}\n- [ ] <input onfocus=alert(1) autofocus>\n:::",
    '::: reflection {title="</textarea><script>alert(1)</script>" #r}\nx\n:::',
    'x[^"><script>]\n\n[^"><script>]: <script>alert(1)</script>',
    "::: question single {#q}\n<script>\n\n- [x] <img src=x onerror=alert(1)> {#abc}\n  > <script>x</script>\n:::",
    '::: question single {#q see="javascript:a"}\nx\n\n- [ ] [x](javascript:a) {#xyz}\n\n**Why:** <svg onload=a>\n:::',
    "::: question matching {#q}\nx\n\n- <script>a {#abc} => <img onerror=a> {#xyz}\n- b {#def} => c {#uvw}\n:::",
)  # fmt: skip


def assert_harmless(html: str) -> None:
    """Read `html` as a browser would and look at every element and attribute it makes."""
    tree = html5lib.parseFragment(html, container="div", treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag == "DOCUMENT_FRAGMENT":
            assert isinstance(element.tag, str), f"a comment is left in {html!r}"
            continue
        assert element.tag in TAGS, (element.tag, html)
        assert element.tag != "input" or element.get("type") in {"checkbox", None}, html
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), (name, html)
            assert name not in SENDING, (name, html)
            if name in {"href", "src"}:
                assert ADDRESS.fullmatch(value), (name, value, html)
            if name == "src":
                assert value.startswith(("/pictures/", "pictures/", "x")), (value, html)
            if name == "class":
                assert all(word.startswith(("doc-", "govuk-")) for word in value.split()), (value, html)


def all_html(text: str) -> str:
    """Return every piece of HTML that a text gives: its blocks, and all that its questions hold."""
    document = parse(text).document
    pages = [block.html for block in render_document(document, EVERY)]
    return "".join(
        [*pages, *(held for question in read_questions(document, EVERY) for held in question_html(question))]
    )


def question_html(question: Question) -> list[str]:
    """Return all HTML that a question holds."""
    parts = [html for part in question.parts for html in (part.html, part.feedback_html, part.missed_html)]
    return [question.stem_html, question.why_html, *parts, *(choice.html for choice in question.choices)]


@pytest.mark.parametrize("html", RAW)
def test_raw_html_comes_out_harmless(html: str) -> None:
    cleaned = sanitise(html)
    assert "alert(1)>" not in cleaned.replace("&gt;", "")
    assert_harmless(cleaned.replace('src="x"', ""))


@pytest.mark.parametrize("text", MARKDOWN)
def test_markdown_comes_out_harmless(text: str) -> None:
    assert_harmless(all_html(text))


@pytest.mark.parametrize("text", RAW)
def test_raw_html_in_markdown_is_shown_as_words(text: str) -> None:
    assert_harmless(all_html(text))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile(), st.lists(st.sampled_from(RAW + MARKDOWN), max_size=3))
def test_anything_mixed_with_anything_comes_out_harmless(text: str, attacks: list[str]) -> None:
    assert_harmless(all_html("\n\n".join([text, *attacks])))


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from([*RAW, "<", ">", "'", '"', "</p>", "<p", " onclick=", "<a href=", "<!--", "]]>"]), max_size=6
    )
)
def test_raw_html_cut_and_joined_comes_out_harmless_and_stays_the_same_when_cleaned_again(pieces: list[str]) -> None:
    cleaned = sanitise("".join(pieces))
    assert_harmless(cleaned.replace('src="x"', ""))
    assert sanitise(cleaned) == cleaned


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_what_our_own_kinds_write_loses_nothing(text: str) -> None:
    for block in render_document(parse(text).document, EVERY):
        assert sanitise(block.html) == block.html


def test_a_link_keeps_its_address_and_its_class() -> None:
    html = '<a class="govuk-link" href="https://www.example.org/a?b=c&amp;d=e#f">x</a>'
    assert sanitise(html) == html


def test_only_trusted_html_is_markup() -> None:
    assert not hasattr(sanitise("<p>x</p>"), "__html__")
    assert trusted("<p>x</p>").__html__() == "<p>x</p>"
