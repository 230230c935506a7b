"""Running text for paper: Markdown tokens to typst code, for the PDFs (design, section 4).

What is made here is typst *code*, never typst markup: each word of an author is inside a string literal, and all else
is a call of a function in ``paper/blocks.typ`` or of typst itself. In a string literal two characters mean something,
the backslash and the quotation mark; both are escaped in `literal`, so that no words can become code.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from markdown_it.token import Token

from sscp_learning.documents.context import no_link
from sscp_learning.documents.glyphs import printable
from sscp_learning.documents.markdown import inside, runs, tokens_of

NOTHING = "[]"
LinkResolver: TypeAlias = Callable[[str], str | None]
_OUTSIDE = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"'})
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-([A-Z]{2}))?")
_WIDEST = 3.0


@dataclass(frozen=True)
class PaperContact:
    """A service somebody can turn to, as it is printed: empty words are left out."""

    name: str
    phone: str = ""
    text: str = ""
    url: str = ""
    hours: str = ""
    who_for: str = ""


class Addresses(StrEnum):
    """Where the address of a link is printed for those who hold the paper; each is a function of ``blocks.typ``."""

    NOTED = "noted-link"
    BESIDE = "told-link"
    HIDDEN = "bare-link"


@dataclass(frozen=True)
class PaperContext:
    """What a page of paper knows that a block does not.

    `resolve_link` is asked for every link that is not an outside address or `#…`, and gives the whole address or None.
    `anchors` are the ids that a link inside the document can lead to, `levels` the depth of each heading by its uid,
    `notes` the code of each footnote by its label, `pictures` the names of the pictures at hand.
    """

    resolve_link: LinkResolver = no_link
    addresses: Addresses = Addresses.NOTED
    anchors: frozenset[str] = frozenset()
    levels: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    pictures: frozenset[str] = frozenset()
    contacts: Mapping[str, PaperContact] = field(default_factory=dict)

    def with_notes(self, notes: Mapping[str, str]) -> "PaperContext":
        """Return the same context with these notes."""
        return replace(self, notes=notes)


PLAIN_PAPER = PaperContext()


def literal(words: str) -> str:
    """Return a typst string that holds exactly these words."""
    return f'"{printable(words).translate(_ESCAPES)}"'


def call(function: str, *arguments: str, **named: str) -> str:
    """Return the call of a typst function; every argument is code already."""
    options = (f"{name.replace('_', '-')}: {value}" for name, value in named.items())
    return f"{function}({', '.join((*arguments, *options))})"


def array(items: Iterable[str]) -> str:
    """Return a typst array; the comma after each item keeps an array of one an array."""
    return "(" + "".join(f"{item}, " for item in items) + ")"


def join(parts: Iterable[str]) -> str:
    """Return code that sets the parts one after another."""
    present = [part for part in parts if part not in {"", NOTHING}]
    if len(present) > 1:
        return "{ " + "; ".join(present) + " }"
    return present[0] if present else NOTHING


def title_code(words: str) -> str:
    """Return a title as a string, or `none` where there is no title."""
    return literal(words) if words else "none"


def contact_code(contact: PaperContact) -> str:
    """Return a contact as a typst dictionary: its name, the ways to reach it, when it is open and whom it is for."""
    phone = f"Phone: {contact.phone}" if contact.phone else ""
    ways = ((phone, ""), (contact.text, ""), (readable_address(contact.url), contact.url))
    reached = [array((literal(words), title_code(address))) for words, address in ways if words]
    facts = [literal(words) for words in (contact.hours, contact.who_for) if words]
    return f"(name: {literal(contact.name)}, ways: {array(reached)}, facts: {array(facts)})"


def in_language(language: str, code: str) -> str:
    """Return code that a screen reader says in a language such as `cy`; without a language, the code as it is."""
    found = _LANGUAGE.fullmatch(language)
    if found is None or code == NOTHING:
        return code
    region = literal(found[2]) if found[2] else "none"
    return call("text", code, lang=literal(found[1]), region=region)


def anchored(anchor: str, code: str) -> str:
    """Return code that links inside the document can lead to."""
    return call("anchored", literal(anchor), code)


def outline_code(tokens: Sequence[Token], paper: PaperContext) -> str:
    """Return the code of a heading's words. They are printed in the contents too, so no note may hang on them."""
    bare = replace(paper, addresses=Addresses.HIDDEN, notes={})
    return inline_code(_children(tokens), bare)


def source_code(source: str, paper: PaperContext) -> str:
    """Return the code of some Markdown."""
    return blocks_code(tokens_of(source), paper)


def blocks_code(tokens: Sequence[Token], paper: PaperContext) -> str:
    """Return the code of block tokens: paragraphs, lists, quotes, tables, definition lists."""
    return join(_BLOCKS.get(run[0].type, _no_code)(run, paper) for run in runs(tokens))


def inline_code(tokens: Sequence[Token], paper: PaperContext) -> str:
    """Return the code of the tokens inside a paragraph, heading, item or cell."""
    return join(_INLINE.get(run[0].type, _words)(run, paper) for run in runs(tokens))


def items_code(run: Sequence[Token], paper: PaperContext) -> str:
    """Return the items of the list that `run` holds, as a typst array."""
    return array(blocks_code(item[1:-1], paper) for item in inside(run))


def notes_code(source: str, paper: PaperContext) -> dict[str, str]:
    """Return the code of each footnote defined in some Markdown, by its label."""
    beside = replace(paper, addresses=Addresses.BESIDE, notes={})
    return {
        str(run[0].meta["label"]): join(_loose(part, beside) for part in inside(run))
        for run in runs(tokens_of(source))
        if run[0].type == "footnote_reference_open"
    }


def _children(tokens: Iterable[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or ()]


def _no_code(_run: Sequence[Token], _paper: PaperContext) -> str:
    """Leave out what has no place on paper, such as the lines that hold only attributes."""
    return NOTHING


def _loose(run: Sequence[Token], paper: PaperContext) -> str:
    """Set a paragraph without its own block; a note starts on the line of its number."""
    return inline_code(_children(run), paper) if run[0].type == "paragraph_open" else blocks_code(run, paper)


def _paragraph(run: Sequence[Token], paper: PaperContext) -> str:
    """Set a paragraph; one that ends in a colon stays on the page of what it leads to."""
    code = inline_code(_children(run), paper)
    if run[0].hidden or code == NOTHING:
        return code
    leads = run[1].content.rstrip("* ").endswith(":")
    return call("lead-in" if leads else "par", code)


def _heading(run: Sequence[Token], paper: PaperContext) -> str:
    """A heading inside another block is bold words: it is no part of the outline."""
    return call("par", call("strong", inline_code(_children(run), paper)))


def _bullets(run: Sequence[Token], paper: PaperContext) -> str:
    return call("list", f"..{items_code(run, paper)}", tight=_tight(run))


def _numbers(run: Sequence[Token], paper: PaperContext) -> str:
    start = int(run[0].attrGet("start") or 1)
    return call("enum", f"..{items_code(run, paper)}", tight=_tight(run), start=str(start))


def _tight(run: Sequence[Token]) -> str:
    """Say whether the items stand close together: they do unless one of them holds a paragraph of its own."""
    return str(not any(token.type == "paragraph_open" and not token.hidden for token in run)).lower()


def _quote(run: Sequence[Token], paper: PaperContext) -> str:
    return call("quote", blocks_code(run[1:-1], paper), block="true")


def _terms(run: Sequence[Token], paper: PaperContext) -> str:
    """Set a definition list; several meanings of one term stand under it together."""
    terms: list[tuple[str, list[str]]] = []
    for part in inside(run):
        if part[0].type == "dt_open":
            terms.append((inline_code(_children(part), paper), []))
        elif terms:
            terms[-1][1].append(blocks_code(part[1:-1], paper))
    return call("terms", *(call("terms.item", term, join(meanings)) for term, meanings in terms))


def table_code(run: Sequence[Token], paper: PaperContext, title: str = "", *, row_headings: bool = False) -> str:
    """Return the code of a table, with a caption and with bold first cells if asked."""
    rows = [inside(row) for part in inside(run) for row in inside(part)]
    cells = [array(inline_code(_children(cell), paper) for cell in row) for row in rows]
    if not cells:
        return NOTHING
    head, *body = cells
    bold = str(row_headings).lower()
    return call("word-table", array(_widths(rows)), head, array(body), title=title_code(title), row_headings=bold)


def _widths(rows: Sequence[Sequence[Sequence[Token]]]) -> list[str]:
    """Return a share of the width for each column, by how much there is to read in it.

    The longest column gets at most three times the room of the shortest, so that no column is a stack of syllables.
    """
    columns = zip(*rows, strict=False)
    lengths = [max(1, sum(len(token.content) for cell in column for token in cell)) for column in columns]
    shortest = min(lengths, default=1)
    return [f"{min(_WIDEST, (length / shortest) ** 0.5):.2f}fr" for length in lengths]


def _rule(_run: Sequence[Token], _paper: PaperContext) -> str:
    return call("thin-rule")


def _kept_lines(run: Sequence[Token], _paper: PaperContext) -> str:
    """Set words that must keep their line breaks."""
    lines = run[0].content.rstrip("\n").split("\n")
    return call("par", "{ " + "; linebreak(); ".join(literal(line) for line in lines) + " }")


def _words(run: Sequence[Token], _paper: PaperContext) -> str:
    """Set plain words; a picture inside a line says what it shows, for pictures have a kind of their own."""
    return literal(run[0].content) if run[0].content else NOTHING


def _space(_run: Sequence[Token], _paper: PaperContext) -> str:
    return literal(" ")


def _line_break(_run: Sequence[Token], _paper: PaperContext) -> str:
    return call("linebreak")


def _strong(run: Sequence[Token], paper: PaperContext) -> str:
    return call("strong", inline_code(run[1:-1], paper))


def _emphasis(run: Sequence[Token], paper: PaperContext) -> str:
    return call("emph", inline_code(run[1:-1], paper))


def _code(run: Sequence[Token], _paper: PaperContext) -> str:
    return call("exact-words", literal(run[0].content))


def _span(run: Sequence[Token], paper: PaperContext) -> str:
    """Set words of another language, which a screen reader then says in that language."""
    return in_language(str(run[0].attrGet("lang") or ""), inline_code(run[1:-1], paper))


def _note(run: Sequence[Token], paper: PaperContext) -> str:
    """Set a footnote where it is referred to; a reference to no note leaves no trace."""
    code = paper.notes.get(str(run[0].meta["label"]))
    return call("footnote", code) if code else NOTHING


def _link(run: Sequence[Token], paper: PaperContext) -> str:
    """Set a link that works on screen and, in a note, can be read on paper."""
    words = inline_code(run[1:-1], paper)
    target = str(run[0].attrGet("href") or "")
    address = target if _OUTSIDE.match(target) or target.startswith("#") else paper.resolve_link(target)
    if not address:
        return words
    if address.startswith("#"):
        inner = address.removeprefix("#")
        return call("link", call("label", literal(inner)), words) if inner in paper.anchors else words
    if not _OUTSIDE.match(address):
        return words
    readable = readable_address(address)
    shown = "".join(token.content for token in run)
    printed_already = address.lower().startswith("tel:") or readable.casefold() in shown.casefold()
    how = Addresses.HIDDEN if printed_already else paper.addresses
    return call(how, literal(address), words, literal(readable))


def readable_address(address: str) -> str:
    """Return an address as somebody would type it: without the scheme, and without a lone slash at its end."""
    bare = _OUTSIDE.sub("", address, count=1)
    return bare.removesuffix("/") if bare.count("/") == 1 else bare


_BLOCKS: Mapping[str, Callable[[Sequence[Token], PaperContext], str]] = {
    "paragraph_open": _paragraph,
    "heading_open": _heading,
    "bullet_list_open": _bullets,
    "ordered_list_open": _numbers,
    "blockquote_open": _quote,
    "dl_open": _terms,
    "table_open": table_code,
    "hr": _rule,
    "fence": _kept_lines,
}

_INLINE: Mapping[str, Callable[[Sequence[Token], PaperContext], str]] = {
    "softbreak": _space,
    "hardbreak": _line_break,
    "strong_open": _strong,
    "em_open": _emphasis,
    "code_inline": _code,
    "span_open": _span,
    "footnote_ref": _note,
    "link_open": _link,
}
