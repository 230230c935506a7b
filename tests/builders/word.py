"""Word files for tests, put together by hand: any body, and any other part, also such as Word would never write."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.title().replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
    for name in ("Title", "heading 1", "heading 2", "heading 3", "heading 4", "toc 1", "Quote", "footnote text")
)
NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{number}">'
    + "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{kind}"/></w:lvl>' for level in range(3))
    + f'</w:abstractNum><w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    for number, kind in ((1, "bullet"), (2, "decimal"))
)
BULLET, NUMBER = 1, 2


def run(words: str, *marks: str) -> str:
    """Words in one look: "b" for bold, "i" for italics."""
    looks = "".join(f"<w:{mark}/>" for mark in marks)
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", item: int = 0, level: int = 0) -> str:
    """A paragraph of runs; plain words are a run by themselves. `item` makes it an item of a list."""
    told = f'<w:pStyle w:val="{style}"/>' if style else ""
    told += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{item}"/></w:numPr>' if item else ""
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{told}</w:pPr>{inside}</w:p>"


def heading(words: str, level: int) -> str:
    """A heading by Word's own style."""
    return paragraph(words, style=f"Heading{level}")


def table(*rows: tuple[str, ...]) -> str:
    """A table of paragraphs; a cell may also be XML of its own, properties first."""
    written = (f"<w:tr>{''.join(_cell(cell) for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{''.join(written)}</w:tbl>"


def _cell(inside: str) -> str:
    return f"<w:tc>{inside if inside.startswith('<') else paragraph(inside)}</w:tc>"


def part(root: str, inside: str) -> str:
    """One part of a Word file, such as “document” with its body."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMES}>{inside}</w:{root}>'


def links(**targets: str) -> str:
    """The list of what a document refers to, by id: addresses outside."""
    inside = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/hyperlink" Target="{escape(target)}" TargetMode="External"/>'
        for name, target in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def a_word_file(*body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word file with this body; `parts` are added, or stand in place of its own."""
    every: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": part("document", f"<w:body>{''.join(body)}</w:body>"),
        "word/styles.xml": part("styles", STYLES),
        "word/numbering.xml": part("numbering", NUMBERING),
        **(parts or {}),
    }
    return a_zip(every)


def a_zip(parts: Mapping[str, str | bytes]) -> bytes:
    """A packed file of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, contents in parts.items():
            file.writestr(name, contents)
    return made.getvalue()
