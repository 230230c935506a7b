"""Certificates and guidance on paper: readable by a screen reader, true to the words, the same every time, and soon."""

import io
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader

from sscp_learning.documents import typeset
from sscp_learning.documents.model import Document
from sscp_learning.documents.parse import parse
from sscp_learning.documents.press import press
from sscp_learning.documents.typeset import (
    CertificatePaper,
    GlyphMissing,
    GuidanceMeta,
    PaperContact,
    TypesetError,
    certificate_pdf,
    count_pages,
    guidance_pdf,
)
from tests.unit.documents.reading import counted, read
from tests.unit.documents.texts import documents, hostile

CONTENT = Path(__file__).parents[3] / "content"
EXAMPLES = sorted((Path(__file__).parents[2] / "content" / "kinds").glob("*/*.md"))
HOSTILE = r"#let x = 1 *not bold* $math$ @ref \ // /* [content] (x) \" ' `raw` <label> _em_ ~ = #panic()"
CERTIFICATE = CertificatePaper(
    partnership="Example Safeguarding Children Partnership",
    name="Zoë O’Brien",
    module="Neglect: seeing it and acting on it",
    version="2",
    issued=date(2026, 11, 22),
    expires=date(2029, 11, 22),
    score="9 of 10 (90%)",
    code="K7QF-9XWM-2PHD",
    check_address="https://learning.example.org/certificates/K7QF-9XWM-2PHD/",
    learning_time="45 minutes",
)
META = GuidanceMeta(
    title="Neglect toolkit",
    format_name="Full guidance",
    partnership="Example Safeguarding Children Partnership",
    owner="Neglect lead",
    made_at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    law_as_at=date(2026, 11, 22),
    reviewed=date(2026, 11, 22),
    next_review=date(2027, 5, 22),
    summary="How to notice neglect and act on it.",
    address="https://learning.example.org/guidance/neglect-toolkit/full/",
    sources=("Working Together to Safeguard Children",),
    credits="Pictures: a set under an open licence.",
)
HOUSE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72"><path d="M9 33 36 9l27 24v30H9z"/></svg>'
PICTURES = {"house": HOUSE, "talk": HOUSE, "a": HOUSE}
CONTACTS = {
    "emergency": PaperContact("Emergency services", phone="999", hours="Any time", who_for="Anyone in danger"),
    "childline": PaperContact("Childline", text="Text HELLO", url="https://www.childline.org.uk"),
}


def opened(pdf: bytes) -> pikepdf.Pdf:
    """Open a PDF to look inside."""
    return pikepdf.open(io.BytesIO(pdf))


def elements(node: Any) -> Iterator[Any]:
    """Yield every element of the structure that a screen reader walks, in reading order."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from elements(kid)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node.K)


def structure(pdf: bytes) -> list[tuple[str, str, str]]:
    """Return the tag, the alternative words and the language of every element, in reading order."""
    with opened(pdf) as inside:
        found = elements(inside.Root.StructTreeRoot.K)
        return [(str(each.S), str(each.get("/Alt", "")), str(each.get("/Lang", ""))) for each in found]


def tags(pdf: bytes) -> list[str]:
    """Return the tags of a PDF in reading order."""
    return [tag for tag, _, _ in structure(pdf)]


def alternatives(pdf: bytes) -> list[str]:
    """Return what is said in place of each picture."""
    return [alternative for tag, alternative, _ in structure(pdf) if tag == "/Figure"]


def printed(pdf: bytes) -> str:
    """Return the words on the paper, one space between them."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def guidance(text: str, **changes: Any) -> bytes:
    """Return the PDF of a text without faults."""
    return guidance_pdf(read(text), replace(META, **changes), PICTURES, CONTACTS)


@pytest.fixture
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set long papers in this process too: a hundred processes would take their time."""
    monkeypatch.setattr(typeset, "press_apart", press)


@pytest.mark.parametrize("pdf", [certificate_pdf(CERTIFICATE), guidance("## One {#one}\n\nWords.")])
def test_every_paper_is_marked_for_screen_readers(pdf: bytes) -> None:
    with opened(pdf) as inside:
        assert str(inside.Root.Lang) == "en-GB"
        assert bool(inside.Root.MarkInfo.Marked)
        assert bool(inside.Root.ViewerPreferences.DisplayDocTitle)
        assert "/StructTreeRoot" in inside.Root
        title = str(inside.docinfo["/Title"])
        with inside.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == title
    assert title


def test_a_certificate_is_one_lying_page_with_a_title_and_all_its_facts() -> None:
    pdf = certificate_pdf(CERTIFICATE)
    with opened(pdf) as inside:
        sizes = [[round(float(side)) for side in page.mediabox] for page in inside.pages]
        assert sizes == [[0, 0, 842, 595]]
        assert str(inside.docinfo["/Title"]) == "Certificate of completion: Neglect: seeing it and acting on it"
    words = printed(pdf)
    for fact in (
        "Zoë O’Brien",
        "22 November 2026",
        "22 November 2029",
        "9 of 10 (90%)",
        "45 minutes",
        "K7QF-9XWM-2PHD",
    ):
        assert fact in words
    assert "learning.example.org/certificates/" in words
    assert tags(pdf).count("/H1") == 1


def test_the_code_on_a_certificate_says_where_it_leads() -> None:
    address = "learning.example.org/certificates/K7QF-9XWM-2PHD/"
    assert alternatives(certificate_pdf(CERTIFICATE)) == [f"QR code that opens {address}"]


def test_a_certificate_that_stays_valid_has_no_date_of_expiry_and_no_empty_label() -> None:
    words = printed(certificate_pdf(replace(CERTIFICATE, expires=None, learning_time=None)))
    assert "Valid until" not in words
    assert "Learning time" not in words


def test_hostile_words_on_a_certificate_are_only_words() -> None:
    pdf = certificate_pdf(replace(CERTIFICATE, name=HOSTILE, module=HOSTILE, partnership=HOSTILE))
    assert printed(pdf).replace(" ", "").count(HOSTILE.replace(" ", "")) == 3


@pytest.mark.parametrize(
    "name", ["Ŵyn Łukasz Ğül Öz", "W\u0302yn", "محمد عبد الله", "יוסף כהן", "অনন্যা রায়", "Nguyễn Thị", "Ещё Ηλίας"]
)
def test_names_in_the_scripts_of_our_area_are_printed(name: str) -> None:
    assert certificate_pdf(replace(CERTIFICATE, name=name)).startswith(b"%PDF")


@pytest.mark.parametrize(("name", "missing"), [("Sam 🙂", "🙂"), ("山田 太郎", "山田太郎")])
def test_a_name_that_no_font_can_show_raises_with_its_characters(name: str, missing: str) -> None:
    with pytest.raises(GlyphMissing) as raised:
        certificate_pdf(replace(CERTIFICATE, name=name))
    assert raised.value.characters == missing


def test_what_the_table_of_letters_missed_typst_still_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "missing_glyphs", lambda _words: "")
    with pytest.raises(GlyphMissing) as raised:
        certificate_pdf(replace(CERTIFICATE, name="Sam 🙂"))
    assert raised.value.characters == "🙂"


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert certificate_pdf(CERTIFICATE) == certificate_pdf(CERTIFICATE)
    assert guidance("## One {#one}\n\nWords.") == guidance("## One {#one}\n\nWords.")


def test_the_cover_says_what_this_is_whose_it_is_and_how_old_it_is() -> None:
    pdf = guidance("## One {#one}\n\nWords.", notice="Starting text, waiting for sign-off")
    words = printed(pdf)
    assert tags(pdf).count("/Title") == 1
    for said in (
        META.title,
        META.format_name,
        META.partnership,
        META.owner,
        "22 May 2027",
        "Starting text",
        META.summary,
    ):
        assert said in words
    assert "Page 1 of 1" in words
    assert "learning.example.org/guidance/neglect-toolkit/full/" in words.replace(" ", "")
    assert "Working Together" in words


def test_headings_keep_their_order_without_a_gap() -> None:
    text = "## One {#one}\n\nA.\n\n### Part {#part}\n\nB.\n\n## Two {#two}\n\nC."
    assert [tag for tag in tags(guidance(text, sources=())) if tag.startswith("/H")] == ["/H1", "/H2", "/H1"]


def test_a_text_with_a_gap_in_its_headings_is_set_without_the_gap() -> None:
    document = parse("## One {#one}\n\n##### Deep {#deep}\n\nWords.").document
    pdf = guidance_pdf(document, replace(META, sources=()), {}, {})
    assert [tag for tag in tags(pdf) if tag.startswith("/H")] == ["/H1", "/H2"]


def test_a_long_text_of_more_than_three_sections_has_a_list_of_contents() -> None:
    sections = "\n\n".join(f"## Part {number} {{#part-{number}}}\n\n{'Some words. ' * 80}" for number in range(4))
    assert "/TOC" in tags(guidance(sections))
    assert "/TOC" not in tags(guidance("\n\n".join(sections.split("\n\n")[:6])))


def test_the_leaflet_fits_two_sides_and_the_one_minute_guide_one_page() -> None:
    """REVIEW-RULES B, for the content that the product comes with."""
    contacts = tomllib.loads((CONTENT / "partnership.toml").read_text(encoding="utf-8"))["contact"]
    printable = [entry.name for entry in fields(PaperContact)]
    cards = {row["key"]: PaperContact(**{name: row[name] for name in printable}) for row in contacts}
    pictures = {path.stem: path.read_bytes() for path in (CONTENT / "pictures").glob("*.svg")}
    for kind, large, sides in (("leaflet", True, 2), ("one-minute", False, 1)):
        for path in sorted((CONTENT / "guidance").glob(f"*/{kind}.md")):
            meta = replace(META, large=large, compact=True, notice="Starting text, waiting for sign-off.")
            document = parse(path.read_text(encoding="utf-8"), new_uid=counted()).document
            with opened(guidance_pdf(document, meta, pictures, cards)) as inside:
                assert len(inside.pages) <= sides, path


def test_on_one_sheet_a_picture_stands_beside_its_heading_and_sources_are_left_to_the_web() -> None:
    text = "## One {#one}\n\n::: picture house {decorative}\n:::\n\nWords."
    sheet = guidance(text, compact=True)
    assert tags(sheet).count("/H1") == 1
    assert alternatives(sheet) == []
    words = printed(sheet)
    assert words.index("One") < words.index("Words.")
    assert "Working Together" not in words
    assert "learning.example.org" in words


def test_a_moment_may_have_parts_of_a_second() -> None:
    exact = replace(META, made_at=datetime(2026, 11, 22, 9, 0, 0, 123456, tzinfo=UTC))
    document = read("## One {#one}\n\nWords.")
    assert guidance_pdf(document, exact, {}, {}) == guidance_pdf(document, META, {}, {})


def test_a_table_has_headings_that_a_screen_reader_reads_with_each_cell() -> None:
    counted_tags = Counter(tags(guidance("| Age | Signs |\n| --- | --- |\n| 1 | a |\n| 2 | b |")))
    assert counted_tags["/TH"] == 2
    assert counted_tags["/TD"] == 4
    assert counted_tags["/THead"] == 1


def test_a_picture_says_what_it_shows_and_a_decorative_one_says_nothing() -> None:
    picture = '::: picture house {alt="A house"}\n:::\n\n::: picture-row talk {decorative}\nTalk to someone.\n:::'
    assert alternatives(guidance(picture)) == ["A house"]


def test_where_a_picture_is_missing_the_words_for_it_stand() -> None:
    document = read('::: picture house {alt="A house with a broken window"}\n:::\n\n::: picture b {decorative}\n:::')
    assert "A house with a broken window" in printed(guidance_pdf(document, META, {}, {}))


def test_contacts_are_printed_with_all_that_is_known_and_unknown_ones_are_left_out() -> None:
    words = printed(guidance('::: contacts {names="emergency childline nobody"}\n:::'))
    for said in (
        "Emergency services",
        "Phone: 999",
        "Any time",
        "Anyone in danger",
        "Text HELLO",
        "www.childline.org.uk",
    ):
        assert said in words


def test_boxes_name_their_kind_in_words() -> None:
    tones = ("info", "warning", "key", "reassurance", "help")
    words = printed(guidance("\n\n".join(f'::: box {tone} {{title="T"}}\nWords.\n:::' for tone in tones)))
    for label in ("Information", "Warning", "Key message", "Good to know", "Get help"):
        assert label in words


def test_what_opens_on_screen_is_open_on_paper_and_reflections_have_room_to_write() -> None:
    text = '::: reveal {title="More"}\nHidden words.\n:::\n\n::: reflection {title="Think"}\nWhat now?\n:::'
    words = printed(guidance(text))
    assert "Hidden words." in words
    assert "Write no names" in words


def test_a_question_on_paper_shows_its_answers_and_no_key() -> None:
    text = "::: question single {#q-1}\nStem?\n\n- [ ] First {#abc}\n  > Why not.\n- [x] Second {#xyz}\n  > Why.\n:::"
    words = printed(guidance(text))
    assert all(shown in words for shown in ("Stem?", "First", "Second"))
    assert "Why" not in words


def test_notes_and_addresses_stand_at_the_foot_and_beside_the_words_in_big_type() -> None:
    text = "Law[^1] on [GOV.UK](https://www.gov.uk/law).\n\n[^1]: The Act."
    small, big = guidance(text), guidance(text, large=True)
    assert tags(small).count("/Note") == 2
    assert tags(big).count("/Note") == 1
    assert "GOV.UK (www.gov.uk/law)" in printed(big)
    assert "www.gov.uk/law" in printed(small)


def test_links_inside_the_document_lead_to_headings_and_to_named_parts() -> None:
    text = (
        "## One {#one}\n\nSee [two](#two), [neglect](#term-neglect) and [nothing](guidance:other).\n\n## Two {#two}\n\n"
        '::: definition {term="Neglect" #term-neglect}\nMeaning.\n:::'
    )
    pdf = guidance(text, sources=(), address="")
    assert tags(pdf).count("/Link") == 2


def test_words_of_another_language_are_said_in_that_language() -> None:
    assert "cy" in [language for _, _, language in structure(guidance("{lang=cy}\nCroeso i bawb."))]


def test_a_character_that_cannot_be_printed_stops_the_paper() -> None:
    with pytest.raises(GlyphMissing) as raised:
        guidance("Well done 🙂")
    assert raised.value.characters == "🙂"


def test_a_picture_that_is_no_picture_stops_the_paper() -> None:
    document = read('::: picture house {alt="A house"}\n:::')
    with pytest.raises(TypesetError):
        guidance_pdf(document, META, {"house": b"no picture"}, {})


@pytest.mark.usefixtures("one_process")
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_each_kind_can_be_set_in_every_look(path: Path) -> None:
    document = parse(path.read_text(encoding="utf-8"), new_uid=counted()).document
    for large, compact in product((False, True), repeat=2):
        meta = replace(META, large=large, compact=compact)
        assert guidance_pdf(document, meta, PICTURES, CONTACTS).startswith(b"%PDF")


@pytest.mark.usefixtures("one_process")
@given(documents())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_well_written_document_can_be_set(text: str) -> None:
    assert guidance_pdf(read(text), META, PICTURES, CONTACTS).startswith(b"%PDF")


@pytest.mark.usefixtures("one_process")
@given(hostile())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_at_all_is_set_or_refused_for_a_character(text: str) -> None:
    document: Document = parse(text, new_uid=counted()).document
    try:
        pdf = guidance_pdf(document, META, PICTURES, CONTACTS)
    except GlyphMissing as missing:
        assert missing.characters  # noqa: PT017 - either outcome is right, and each is looked at
    else:
        assert pdf.startswith(b"%PDF")


def test_papers_are_set_while_somebody_waits(capsys: pytest.CaptureFixture[str]) -> None:
    section = "## Part {0} {{#part-{0}}}\n\n" + "Some plain words about a child. " * 60 + "\n\n- one\n- two\n\n"
    long_text = read("".join(section.format(number) for number in range(55)))
    certificate = min(_seconds(lambda: certificate_pdf(CERTIFICATE)) for _ in range(5))
    paper = guidance_pdf(long_text, META, {}, {})
    guidance_time = min(_seconds(lambda: guidance_pdf(long_text, META, {}, {})) for _ in range(2))
    with opened(paper) as inside:
        pages = len(inside.pages)
    figures = f" [certificate {certificate * 1000:.0f} ms, {pages} pages of guidance {guidance_time * 1000:.0f} ms] "
    with capsys.disabled():
        print(figures, end="")  # noqa: T201 - the figures are there to be seen in every run
    assert pages >= 20
    assert certificate < 0.5, "twenty times what a quiet machine needs"
    assert guidance_time < 5, "ten times what a quiet machine needs"


def _seconds(work: Callable[[], bytes]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def test_hostile_words_in_guidance_are_only_words() -> None:
    said = "".join(f"\\{sign}" if sign in "*_`<[]\\$~" else sign for sign in HOSTILE)
    words = printed(guidance(f'A {said}\n\n::: box info {{title="#panic() *x*"}}\nB\n:::'))
    assert HOSTILE.replace(" ", "") in words.replace(" ", "")
    assert "#panic() *x*" in words


def test_the_pages_of_a_paper_are_counted() -> None:
    for paper in (guidance("One line."), guidance("Words to fill a page.\n\n" * 200)):
        assert count_pages(paper) == len(PdfReader(io.BytesIO(paper)).pages)
