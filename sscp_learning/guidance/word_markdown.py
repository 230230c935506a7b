"""From mammoth's HTML to the Markdown of this site: the parts in the order of the file, and what was decided."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sscp_learning.documents.model import SECTION_LEVEL
from sscp_learning.guidance.word_html import Child, Element, line, note_number, plain, tree_of
from sscp_learning.ui.filters import plural

HEADING = re.compile(r"h([1-6])")
DEEPEST = 6
MOST_WORDS_OF_A_HEADING = 12
MOST_JOINED = 50
TEXT = frozenset({"p", "ul", "ol", "table", "blockquote"})


@dataclass(frozen=True)
class Incoming:
    """A text from a file: its words as Markdown, sentences to tell its owner, and whether it was a Word file.

    A Word file says nothing of pictures, boxes and ids, so those of the text there was are kept where words are equal.
    """

    text: str
    notes: tuple[str, ...] = ()
    from_word: bool = False


@dataclass
class _Writing:
    """The levels by which headings move, and what was noticed."""

    shift: int
    title: Element | None
    noticed: Counter[str] = field(default_factory=Counter)
    level: int = 1


def markdown_of(html: str) -> Incoming:
    """The Markdown of a Word file that mammoth has read, and what to tell its owner."""
    body = tree_of(html)
    notes = _take_notes(body)
    title, shift = _levels(body)
    writing = _Writing(shift, title)
    blocks = [*_blocks(body.children, writing), *_written_notes(notes)]
    return Incoming("".join(f"{block}\n\n" for block in blocks).rstrip("\n") + "\n", tuple(_told(body, writing)))


def _take_notes(body: Element) -> list[Element]:
    """Takes mammoth's list of notes off the end of the text."""
    last = body.elements()[-1:]
    if last and last[0].tag == "ol" and any(re.match("(?:foot|end)note-", one.attrs.get("id", "")) for one in
                                             last[0].elements("li")):  # fmt: skip
        body.children.remove(last[0])
        return last[0].elements("li")
    return []


def _written_notes(notes: Sequence[Element]) -> Iterator[str]:
    for number, note in enumerate(notes, start=1):
        words = [_without_way_back(one) for one in note.elements("p")] or [note.children]
        written = " ".join(filter(None, (line(children, breaks=False) for children in words)))
        if written:
            yield f"[^{number}]: {written}"


def _without_way_back(paragraph: Element) -> list[Child]:
    return [
        one
        for one in paragraph.children
        if not (isinstance(one, Element) and re.match("#(?:foot|end)note-ref-", one.attrs.get("href", "")))
    ]


def _levels(body: Element) -> tuple[Element | None, int]:
    """Which heading is the title of the whole file, if one is, and by how much the others move: sections are ##.

    A title is what has Word’s style for one, or a first heading that is the only one of its level.
    """
    headings = [one for one in body.elements() if HEADING.fullmatch(one.tag) and plain(one.children)]
    title = headings[0] if headings and _is_title(headings) else None
    levels = [int(one.tag[1]) for one in headings if one is not title]
    return title, SECTION_LEVEL - min(levels) if levels else 0


def _is_title(headings: Sequence[Element]) -> bool:
    first, *rest = headings
    if first.attrs.get("class") == "title":
        return True
    return first.tag == "h1" and bool(rest) and all(one.tag != "h1" for one in rest)


def _blocks(children: Sequence[Child], writing: _Writing) -> Iterator[str]:
    """Yield each part as Markdown."""
    running: list[Child] = []
    for one in [*children, Element("end")]:
        if isinstance(one, Element) and (one.tag in TEXT or HEADING.fullmatch(one.tag) or one.tag == "end"):
            if plain(running):
                yield line(running)
            running = []
            yield from filter(None, _block(one, writing))
        else:
            running.append(one)


def _block(element: Element, writing: _Writing) -> Iterator[str]:
    if element is writing.title or element.tag == "end":
        return
    if found := HEADING.fullmatch(element.tag):
        yield _heading(element, int(found[1]), writing)
    elif element.tag in {"ul", "ol"}:
        yield _list(element)
    elif element.tag == "table":
        yield from _table(element, writing)
    elif element.tag == "blockquote":
        yield "\n>\n".join(_indented(line(one.children), "> ", first="> ") for one in element.elements("p"))
    elif element.attrs.get("class") == "contents":
        writing.noticed["contents"] += 1
    else:
        writing.noticed["bold"] += _looks_like_a_heading(element)
        yield line(element.children)


def _heading(element: Element, level: int, writing: _Writing) -> str:
    """A heading on one line, at most one level below the one before it."""
    words = line([plain(element.children)], breaks=False)
    if not words:
        return ""
    wanted = min(max(level + writing.shift, SECTION_LEVEL), DEEPEST)
    writing.level = min(wanted, writing.level + 1)
    writing.noticed["closed up"] += writing.level != wanted
    return f"{'#' * writing.level} {re.sub('#+$', lambda end: chr(92) + end[0], words)}"


def _looks_like_a_heading(paragraph: Element) -> bool:
    words = plain(paragraph.children)
    bold = [one for one in paragraph.elements("strong") if plain(one.children) == words]
    return bool(bold) and len(words.split()) <= MOST_WORDS_OF_A_HEADING and not words.endswith((".", ":", "?", "!"))


def _list(element: Element) -> str:
    """A list; what stands in a list in Word without words of its own moves one level out."""
    items: list[str] = []
    for item in element.elements("li"):
        mark = f"{len(items) + 1}. " if element.tag == "ol" else "- "
        own = [one for one in item.children if not (isinstance(one, Element) and one.tag in {"ul", "ol"})]
        inner = [_list(one) for one in item.elements("ul", "ol")]
        words = line(own)
        parts = [words, *inner] if words else inner
        if words:
            items.append(_indented("\n".join(parts), " " * len(mark), first=mark))
        elif inner:
            items.extend(inner)
    return "\n".join(items)


def _indented(text: str, by: str, *, first: str) -> str:
    return first + text.replace("\n", f"\n{by}")


def _table(element: Element, writing: _Writing) -> Iterator[str]:
    """A table whose first row names its columns; a table of a single cell is how Word users draw a box."""
    rows = [row for row in _grid(_rows(element)) if any(plain(cell.children) for cell in row)]
    if not rows:
        return
    if len(rows) == 1 and len(rows[0]) == 1:
        writing.noticed["boxes"] += 1
        inside = "\n\n".join(_blocks(rows[0][0].children, _Writing(SECTION_LEVEL + 1, None, writing.noticed, 2)))
        yield f"::: box info\n{inside}\n:::" if ":::" not in inside else inside
        return
    writing.noticed["tables"] += 1
    writing.noticed["joined"] += any("rowspan" in cell.attrs or "colspan" in cell.attrs for row in rows for cell in row)
    width = max(len(row) for row in rows)
    written = [[_cell(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    yield "\n".join(f"| {' | '.join(row)} |" for row in [written[0], ["---"] * width, *written[1:]])


def _rows(table: Element) -> list[Element]:
    return [row for part in (table, *table.elements("thead", "tbody")) for row in part.elements("tr")]


def _grid(rows: Sequence[Element]) -> Iterator[list[Element]]:
    """Yield the cells of each row; the places that a joined cell covers, beside it and below it, are empty cells."""
    covered: Counter[int] = Counter()
    for row in rows:
        cells: list[Element] = []
        for cell in row.elements("td", "th"):
            cells += list(_below(cells, covered))
            start, span = len(cells), _span(cell, "colspan")
            cells += [cell, *(Element("td") for _ in range(span - 1))]
            covered.update({start + column: _span(cell, "rowspan") - 1 for column in range(span)})
        yield [*cells, *_below(cells, covered)]


def _below(cells: Sequence[Element], covered: Counter[int]) -> Iterator[Element]:
    """Yield empty cells as long as the next place of the row is covered from above."""
    column = len(cells)
    while covered[column] > 0:
        covered[column] -= 1
        column += 1
        yield Element("td")


def _span(cell: Element, name: str) -> int:
    told = cell.attrs.get(name, "1")
    return min(int(told), MOST_JOINED) if told.isdecimal() else 1


def _cell(cell: Element) -> str:
    """The words of a cell on one line; the items of a list are parted by semicolons."""
    parts: list[str] = []
    running: list[Child] = []
    for one in [*cell.children, Element("end")]:
        if isinstance(one, Element) and (one.tag in TEXT or one.tag == "end"):
            parts += [line(running, breaks=False), *_lines_of(one)]
            running = []
        else:
            running.append(one)
    return " ".join(filter(None, parts)).replace("|", "\\|")


def _lines_of(element: Element) -> Iterator[str]:
    if element.tag in {"ul", "ol"}:
        yield "; ".join(line([plain(one.children)], breaks=False) for one in element.elements("li"))
    elif element.tag == "p":
        yield line(element.children, breaks=False)
    elif element.tag != "end":
        yield line([plain(element.children)], breaks=False)


def _told(body: Element, writing: _Writing) -> Iterator[str]:
    """Yield a sentence for everything that was decided for the author."""
    noticed = writing.noticed
    if writing.title is not None:
        words = plain(writing.title.children)
        yield f"The title “{words}” was left out: the page has its own, under “About this format”."
    if writing.shift and any(HEADING.fullmatch(one.tag) for one in body.elements() if one is not writing.title):
        yield "The headings were moved so that the largest ones are sections (##)."
    if noticed["closed up"]:
        yield "Headings that skipped a level were moved up to close the gap."
    if noticed["contents"]:
        yield "The table of contents was left out: the page makes its own."
    if noticed["bold"]:
        yield (
            f"{plural(noticed['bold'], 'short line')} in bold stayed text. If a line is a heading, begin it with ##."
        )
    if noticed["tables"]:
        yield "The first row of each table became its column headings."
    if noticed["joined"]:
        yield "Cells that were joined in a table were parted: check who belongs to what."
    if noticed["boxes"]:
        yield "A table of a single cell became a box. Say which kind: info, warning, key, reassurance or help."
    if any(_is_dead(one) for one in body.walk()):
        yield "Links inside the file, or to other files, were left out. Their words stayed."


def _is_dead(element: Element) -> bool:
    target = element.attrs.get("href", "")
    own = re.match(r"#(?:foot|end)note-|$|https?://|mailto:", target)
    return element.tag == "a" and note_number(element) is None and own is None
