"""What may be uploaded, and what is refused in words: by the bytes of the file, whatever it is called."""

import contextlib
import io
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from sscp_learning.guidance import incoming, word_files
from sscp_learning.guidance.incoming import read_file
from sscp_learning.guidance.word_files import MOST_MEMBERS, MOST_UNPACKED
from sscp_learning.platform.errors import RuleBroken
from tests.builders.word import (
    BULLET,
    NUMBER,
    TYPES,
    a_word_file,
    a_zip,
    heading,
    links,
    paragraph,
    part,
    run,
    table,
)

PARAGRAPH = paragraph("Some words.")
MACRO_TYPES = TYPES.replace("wordprocessingml.document", "macroEnabled")
OLD_SHELL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
    "<a:blip {0}/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def refusal(data: bytes) -> str:
    """Why a file is not taken; it must belong to the field of the file."""
    with pytest.raises(RuleBroken) as refused:
        read_file(data)
    assert refused.value.field == "file"
    return refused.value.message


def test_a_word_file_becomes_our_markdown() -> None:
    made = read_file(
        a_word_file(
            paragraph("Neglect", style="Title"),
            heading("What it is", 1),
            paragraph("A ", run("pattern", "b"), " of care that is ", run("missing", "i"), ". Call 999."),
            paragraph("One", item=BULLET),
            paragraph("Inner", item=BULLET, level=1),
            paragraph("First", item=NUMBER),
            heading("Signs", 2),
            table(("Who", "What"), ("Nurse", "Weighs")),
            paragraph('<w:hyperlink r:id="law">' + run("The law") + "</w:hyperlink>", "."),
            parts={"word/_rels/document.xml.rels": links(law="https://example.org/law")},
        )
    )
    assert made.from_word
    assert made.text == (
        "## What it is\n\nA **pattern** of care that is *missing*. Call 999.\n\n- One\n  - Inner\n\n1. First\n\n"
        "### Signs\n\n| Who | What |\n| --- | --- |\n| Nurse | Weighs |\n\n[The law](https://example.org/law).\n"
    )
    assert len(made.notes) == 3


@pytest.mark.parametrize(
    ("data", "words", "guessed"),
    [
        ("Café – “now”\r\nand then".encode(), "Café – “now”\nand then", False),
        ("\ufeffCafé".encode(), "Café", False),
        (b"\xff\xfe" + "Café – “now”".encode("utf-16-le"), "Café – “now”", False),
        (b"\xfe\xff" + "Café".encode("utf-16-be"), "Café", False),
        ("Café – “now”".encode("cp1252"), "Café – “now”", True),
    ],
)
def test_letters_are_read_however_they_were_written(data: bytes, words: str, guessed: bool) -> None:  # noqa: FBT001
    made = read_file(data)
    assert made.text == words
    assert made.notes == ((incoming.GUESSED,) if guessed else ())
    assert not made.from_word


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7 renamed to .docx", "This is a PDF"),
        (OLD_SHELL + b"\0" * 600, "older Word file"),
        (OLD_SHELL + b"\0" * 100 + "EncryptedPackage".encode("utf-16-le"), "has a password"),
        (b"{\\rtf1 words}", "rich text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x81", "neither a text"),
        (b"\x7fELF\0\0", "neither a text"),
        ("words in UTF-16 without a mark".encode("utf-16-le"), "neither a text"),
        (b"\xff\xfea", "damaged"),
        (b"", "no words"),
        (b" \r\n ", "no words"),
        (a_word_file(paragraph(" ")), "no words"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (a_word_file(PARAGRAPH)[:-200], "damaged"),
        (a_zip({"a.txt": "words"}), "a packed file (.zip), not a Word file"),
        (a_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "OpenDocument"),
        (a_zip({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<a/>"}), "spreadsheet"),
        (a_zip({"[Content_Types].xml": TYPES, "word/other.xml": part("document", "")}), "damaged"),
        (a_word_file(PARAGRAPH, parts={"word/document.xml": "<w:document><w:body>"}), "damaged"),
        (a_word_file(PARAGRAPH, parts={"word/document.xml": part("nonsense", "<w:x/>")}), "damaged"),
        (a_word_file(PARAGRAPH, parts={"word/vbaProject.bin": b"x"}), "holds macros"),
        (a_word_file(PARAGRAPH, parts={"[Content_Types].xml": MACRO_TYPES}), "holds macros"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_in_words(data: bytes, told: str) -> None:
    assert told in refusal(data)


def test_a_large_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "words" in read_file(b"words" * 10).text
    monkeypatch.setattr(incoming, "MOST_FILE", 10)
    assert "larger than" in refusal(b"words" * 10)


def test_a_bomb_is_refused_by_what_comes_out_of_it() -> None:
    words = paragraph("a" * (MOST_UNPACKED + 1))
    data = a_word_file(words)
    assert len(data) < 100_000
    assert "unpacks to far more" in refusal(data)
    assert "unpacks to far more" in refusal(a_word_file(PARAGRAPH, parts={"word/header1.xml": b" " * MOST_UNPACKED}))


def test_a_bomb_among_the_pictures_is_never_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = {f"word/media/{number}.png": b"\0" * 10**6 for number in range(3)}
    assert read_file(a_word_file(PARAGRAPH, parts=bomb)).text == "Some words.\n"
    monkeypatch.setattr(word_files, "MOST_CLAIMED", 2 * 10**6)
    assert "unpacks to far more" in refusal(a_word_file(PARAGRAPH, parts=bomb))


def test_too_many_members_are_refused() -> None:
    many = {f"word/media/{number}.png": b"" for number in range(MOST_MEMBERS)}
    assert "unpacks to far more" in refusal(a_word_file(PARAGRAPH, parts=many))


def test_a_member_that_lies_about_its_size_does_no_harm() -> None:
    """What is read stops at the lie of ten bytes, and that is seen, because the check sum is not theirs."""
    bomb = a_zip({"[Content_Types].xml": TYPES, "word/document.xml": b" " * 30_000_000})
    real, lie = struct.pack("<L", 30_000_000), struct.pack("<L", 10)
    before = time.monotonic()
    assert "damaged" in refusal(bomb.replace(real, lie))
    assert time.monotonic() - before < 2


def test_a_file_with_locked_members_is_refused() -> None:
    data = bytearray(a_word_file(PARAGRAPH))
    for at in range(len(data) - 4):  # The bit that says “this member needs a password”, wherever members are told of.
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
    assert "damaged" in refusal(bytes(data))


@pytest.mark.parametrize(
    "name", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "other/x.xml"]
)
def test_entities_are_refused_wherever_they_stand(name: str) -> None:
    own = part("document", f"<w:body>{PARAGRAPH}</w:body>").split("?>", 1)[1]
    wide = f'<?xml version="1.0" encoding="UTF-16"?>{DOCTYPE}{own}'.encode("utf-16")
    for xml in (f'<?xml version="1.0"?>{DOCTYPE}{own}'.encode(), wide):
        assert "no word processor writes" in refusal(a_word_file(PARAGRAPH, parts={name: xml}))


def test_a_file_named_from_outside_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    assert "no word processor" in refusal(a_word_file(parts={"word/document.xml": f"{entity}<w:x>&e;</w:x>"}))
    linked = a_word_file(
        paragraph("Before ", PICTURE.format('r:link="pic"'), "after."),
        parts={"word/_rels/document.xml.rels": links(pic=f"file://{secret}")},
    )
    made = read_file(linked)
    assert made.text == "Before after.\n"
    assert "1 picture" in " ".join(made.notes)


def test_pictures_changes_and_comments_are_told() -> None:
    made = read_file(
        a_word_file(
            paragraph(
                "Kept ",
                f'<w:ins w:id="1">{run("put in")}</w:ins>',
                '<w:del w:id="2"><w:r><w:delText>taken out</w:delText></w:r></w:del>',
                '<w:r><w:commentReference w:id="1"/></w:r>',
                PICTURE.format('r:embed="pic"'),
                '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>',
            ),
            parts={
                "word/_rels/document.xml.rels": links(pic="media/1.png"),
                "word/media/1.png": b"no picture",
                "word/comments.xml": part("comments", f'<w:comment w:id="1">{PARAGRAPH}</w:comment>'),
            },
        )
    )
    assert made.text == "Kept put in\n"
    told = " ".join(made.notes)
    for words in ("as if all of them were accepted", "1 comment", "1 picture", "formulas were left out"):
        assert words in told


def test_nesting_without_end_is_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 60 + PARAGRAPH + "</w:tc></w:tr></w:tbl>" * 60
    assert "nests its parts deeper" in refusal(a_word_file(deep))
    as_people_do = "<w:tbl><w:tr><w:tc>" * 5 + PARAGRAPH + "</w:tc></w:tr></w:tbl>" * 5
    assert "Some words." in read_file(a_word_file(as_people_do)).text


def test_reading_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_files, "LONGEST_SECONDS", 0.01)
    assert "took too long" in refusal(a_word_file(PARAGRAPH))


def test_what_the_reading_process_gets_holds_only_xml(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []

    def note(file: bytes) -> dict[str, object]:
        seen.append(file)
        return {"html": "<p>x</p>", "found": {}}

    monkeypatch.setattr(word_files, "_read_apart", note)
    read_file(a_word_file(PARAGRAPH, parts={"word/media/1.png": b"x", "word/embeddings/1.bin": b"x"}))
    with zipfile.ZipFile(io.BytesIO(seen[0])) as file:
        assert all(name.endswith((".xml", ".rels")) for name in file.namelist())


def test_a_random_file_never_breaks_the_reader() -> None:
    """Bytes changed here and there in a good file: it is read, or refused in words."""
    good = a_word_file(heading("A", 1), PARAGRAPH, table(("a", "b")))
    for seed in range(12):
        data = bytearray(good)
        for at in range(7 + seed, len(data), 211 + 13 * seed):
            data[at] = zlib.crc32(bytes([seed, at % 256])) % 256
        with contextlib.suppress(RuleBroken):
            read_file(bytes(data))
