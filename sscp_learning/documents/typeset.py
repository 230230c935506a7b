"""Paper: certificates and guidance as PDFs that a screen reader can read (PDF/UA-1).

The same input with the same date gives the same bytes. Only the fonts beside this file are used; a character that none
of them has raises GlyphMissing, because an empty box in somebody's name is worse than no paper (decision 9).
"""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import segno

from sscp_learning.documents.context import no_link
from sscp_learning.documents.glyphs import missing_glyphs, printable
from sscp_learning.documents.kinds.picture import Picture, picture_code
from sscp_learning.documents.kinds.registry import kind_named
from sscp_learning.documents.model import SECTION_LEVEL, Block, Document
from sscp_learning.documents.press import PAPER, PressError, press, press_apart
from sscp_learning.documents.typst_text import (
    Addresses,
    LinkResolver,
    PaperContact,
    PaperContext,
    anchored,
    call,
    in_language,
    join,
    notes_code,
    readable_address,
)
from sscp_learning.documents.words import count_words

__all__ = [
    "CertificatePaper",
    "GlyphMissing",
    "GuidanceMeta",
    "PaperContact",
    "TypesetError",
    "certificate_pdf",
    "guidance_pdf",
]

MOST_SECTIONS_WITHOUT_CONTENTS = 3
MOST_WORDS_WITHOUT_CONTENTS = 500
"""A list of contents helps nobody on two pages: there it only pushes the help down."""
QR_COLOUR = "#073f47"
BODY = """\
#import "/guidance.typ": guidance
#import "/blocks.typ": *
#show: guidance.with(json(bytes(sys.inputs.paper)))
#"""

_NO_GLYPH = re.compile(r'the text `"(.*)"` could not be displayed', re.DOTALL)
_PAGE = re.compile(rb"/Type\s*/Page\b")


class TypesetError(Exception):
    """A paper could not be made; the message is for the log."""


class GlyphMissing(TypesetError):
    """No font at hand has these characters, so the paper would not show what was written."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        super().__init__(f"no font here can show: {' '.join(characters)}")


@dataclass(frozen=True)
class CertificatePaper:
    """What a certificate says, as it was on the day it was earned; `score` and `learning_time` are words already."""

    partnership: str
    name: str
    module: str
    version: str
    issued: date
    expires: date | None
    score: str
    code: str
    check_address: str
    learning_time: str | None = None


@dataclass(frozen=True)
class GuidanceMeta:
    """What stands on the cover of a piece of guidance and at its end.

    `made_at` (with its time zone) becomes the date inside the file. `address` is where the latest words are read,
    `notice` a sentence such as that the words wait for sign-off. `sources` and `credits` close the paper. `large` sets
    it in big, warm type, for young people. `compact` sets it as closely as it can still be read, without contents and
    list of sources: one page, or the two sides of a leaflet when it is `large` too.
    """

    title: str
    format_name: str
    partnership: str
    owner: str
    made_at: datetime
    law_as_at: date | None = None
    reviewed: date | None = None
    next_review: date | None = None
    summary: str = ""
    address: str = ""
    notice: str = ""
    sources: tuple[str, ...] = ()
    credits: str = ""
    large: bool = False
    compact: bool = False


def certificate_pdf(paper: CertificatePaper) -> bytes:
    """Return a certificate: one page of A4, lying.

    Raises GlyphMissing when a character of the name, or of anything else on it, is in none of our fonts: the caller
    then offers the certificate as a page to print.
    """
    return _certificates([paper], f"Certificate of completion: {printable(paper.module)}", f"Certificate {paper.code}")


def certificates_pdf(papers: Sequence[CertificatePaper]) -> bytes:
    """Return several certificates as one file, a page each, in the order given. Raises GlyphMissing as for one."""
    return _certificates(papers, "Certificates of completion", f"{len(papers)} certificates")


def guidance_pdf(
    document: Document,
    meta: GuidanceMeta,
    pictures: Mapping[str, bytes],
    contacts: Mapping[str, PaperContact],
    resolve_link: LinkResolver = no_link,
) -> bytes:
    """Return a piece of guidance in one format.

    `pictures` holds SVG by name, `contacts` what the names in the document stand for. `resolve_link` gives the whole
    address of a link such as `guidance:neglect-toolkit/full`, or `#id` for a place in this document; a link it does
    not know leaves its words. Raises GlyphMissing when a character is in none of our fonts, and TypesetError when the
    paper cannot be set for another reason. Slow (a fifth of a second and more): never call it inside a transaction.
    """
    used = {name: picture for name, picture in pictures.items() if name in _names(document, "picture")}
    levels = _levels(document)
    named = frozenset(block.uid for block in document.walk() if _is_named(block))
    context = PaperContext(
        resolve_link=resolve_link,
        addresses=Addresses.BESIDE if meta.large else Addresses.NOTED,
        anchors=named | levels.keys(),
        levels=levels,
        pictures=frozenset(used),
        contacts=contacts,
    )
    code = _document_code(document, context, beside=meta.compact)
    data = json.dumps(_guidance_data(document, meta), ensure_ascii=False)
    _refuse_missing(code + data)
    drawings = json.dumps({name: picture.decode(errors="replace") for name, picture in used.items()})
    with _refusals():
        return press_apart(BODY + code, {"paper": data, "pictures": drawings}, _seconds(meta.made_at))


def count_pages(pdf: bytes) -> int:
    """Return how many pages a paper of ours has; typst writes its objects in the open."""
    return len(_PAGE.findall(pdf))


def written_date(day: date) -> str:
    """Return a date written out, as "22 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def _certificates(papers: Sequence[CertificatePaper], title: str, what: str) -> bytes:
    """Return one file, dated by its newest certificate, so that it is the same whenever it is made."""
    partnership = printable(papers[0].partnership)
    told = {
        "title": title,
        "summary": f"{what} from {partnership}",
        "partnership": partnership,
        "papers": [_certificate_data(paper) for paper in papers],
    }
    data = json.dumps(told, ensure_ascii=False)
    _refuse_missing(data)
    template = (PAPER / "certificate.typ").read_text(encoding="utf-8")
    newest = max(paper.issued for paper in papers)
    with _refusals():
        return press(template, {"paper": data}, _seconds(datetime.combine(newest, time(), UTC)))


def _certificate_data(paper: CertificatePaper) -> dict[str, Any]:
    """Return the words of a certificate as its template wants them."""
    facts = {
        "Completed": written_date(paper.issued),
        "Valid until": written_date(paper.expires) if paper.expires else "",
        "Score": paper.score,
        "Learning time": paper.learning_time or "",
    }
    module = printable(paper.module)
    return {
        "partnership": printable(paper.partnership),
        "name": printable(paper.name),
        "module": module,
        "version": f"Module version {printable(paper.version)}",
        "facts": _present(facts),
        "code": paper.code,
        "check_address": paper.check_address,
        "printed_address": readable_address(paper.check_address),
        "qr": _qr(paper.check_address),
        "qr_words": f"QR code that opens {readable_address(paper.check_address)}",
    }


def _guidance_data(document: Document, meta: GuidanceMeta) -> dict[str, Any]:
    """Return what the cover and the end of a piece of guidance say, as their template wants it."""
    dates = {"Law as at": meta.law_as_at, "Reviewed": meta.reviewed, "Next review": meta.next_review}
    written = {label: written_date(day) for label, day in dates.items() if day}
    return {
        "title": printable(meta.title),
        "format_name": printable(meta.format_name),
        "partnership": printable(meta.partnership),
        "summary": printable(meta.summary),
        "facts": _present({"Kept up to date by": meta.owner, **written}),
        "notice": printable(meta.notice),
        "contents": not meta.compact and _wants_contents(document),
        "address": [meta.address, readable_address(meta.address)] if meta.address else None,
        "sources": [] if meta.compact else [printable(source) for source in meta.sources],
        "credits": printable(meta.credits),
        "large": meta.large,
        "compact": meta.compact,
    }


def _wants_contents(document: Document) -> bool:
    """Return whether a list of contents is worth its room."""
    many = len(document.sections) > MOST_SECTIONS_WITHOUT_CONTENTS
    return many and count_words(document.words) > MOST_WORDS_WITHOUT_CONTENTS


def _present(facts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the facts that are known, as pairs of a label and words."""
    return [(label, printable(words)) for label, words in facts.items() if words]


def _qr(address: str) -> str:
    """Return a QR code as SVG."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=0, dark=QR_COLOUR, xmldecl=False)
    return drawn.getvalue().decode()


def _document_code(document: Document, context: PaperContext, *, beside: bool) -> str:
    """Return the code of the whole document; notes come first, because the text takes them up where it names them.

    `beside` puts a picture next to the heading it follows, so that it takes no room of its own.
    """
    notes: dict[str, str] = {}
    for block in document.walk():
        if block.flag("notes"):
            notes |= notes_code(block.source, context)
    with_notes = context.with_notes(notes)
    if not beside:
        return join(_block_code(block, with_notes) for block in document.blocks)
    return join(_beside_headings(document.blocks, with_notes))


def _beside_headings(blocks: Sequence[Block], context: PaperContext) -> list[str]:
    """Return the code of each block; a picture that only decorates goes into one line with the heading before it."""
    codes: list[str] = []
    for number, block in enumerate(blocks):
        if number and blocks[number - 1].level and _only_decorates(block):
            codes.append(call("beside", picture_code(block, context), codes.pop()))
        else:
            codes.append(_block_code(block, context))
    return codes


def _only_decorates(block: Block) -> bool:
    """Return whether the block is a picture that says nothing of its own."""
    return block.kind == Picture.name and block.flag("decorative") and not block.children


def _block_code(block: Block, context: PaperContext) -> str:
    inside = join(_block_code(child, context) for child in block.children)
    code = in_language(block.text("lang"), kind_named(block.kind).typst(block, inside, context))
    return anchored(block.uid, code) if _is_named(block) else code


def _is_named(block: Block) -> bool:
    """Return whether the block, no heading, was given an id by its author; headings carry their own."""
    return bool(block.text("id")) and not block.level


def _levels(document: Document) -> dict[str, int]:
    """Return the depth of each heading by its uid.

    A section is at 1, and none is more than one deeper than the last: PDF/UA allows no gap in a list of headings.
    """
    levels: dict[str, int] = {}
    last = 0
    for block in document.walk():
        if block.level and block.words:
            last = min(max(block.level - SECTION_LEVEL + 1, 1), last + 1)
            levels[block.uid] = last
    return levels


def _names(document: Document, attribute: str) -> frozenset[str]:
    """Return every value that an attribute has in the document."""
    return frozenset(block.text(attribute) for block in document.walk())


def _refuse_missing(words: str) -> None:
    missing = missing_glyphs(words)
    if missing:
        raise GlyphMissing(missing)


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what the press says into GlyphMissing, for letters that no single font can join, or into TypesetError."""
    try:
        yield
    except PressError as error:
        unknown = _NO_GLYPH.search(str(error))
        raise (GlyphMissing(unknown[1]) if unknown else TypesetError(str(error))) from error


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
