"""mammoth's HTML as a small tree, and its running text as Markdown that says the same words and nothing else."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias
from urllib.parse import quote

from sscp_learning.documents.prose import words_of_line
from sscp_learning.documents.words import tidy

ALONE = frozenset({"br", "img", "input"})
MARKS = {"strong": "**", "em": "*"}
OUTSIDE = re.compile(r"https?://[^\s/]|mailto:[^\s@]+@")
TICK = {True: "☑ ", False: "☐ "}
# What CommonMark would read as a sign anywhere in a line, and what it would read as one at its start.
SIGNS = re.compile(r"[\\`*\[{]|<(?=[A-Za-z/!?])|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
START = re.compile(r"[#>+:~|=-]|\d{1,9}[.)](?=\s|$)")
NOT_SEEN = re.compile(r"[\u00ad\u200b\u2060\ufeff]|[\x00-\x08\x0b-\x1f\x7f]")
SPACES = re.compile(r"[^\S\n]+|[\u2028\u2029]")

Child: TypeAlias = "Element | str"


@dataclass
class Element:
    """One element of the HTML, with what stands in it."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)

    def elements(self, *tags: str) -> list["Element"]:
        """The elements right inside this one, only those with these tags if any are given."""
        return [one for one in self.children if isinstance(one, Element) and (not tags or one.tag in tags)]

    def walk(self) -> Iterator["Element"]:
        """Yield this element and every element inside it, in reading order."""
        yield self
        for one in self.elements():
            yield from one.walk()


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("body")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in ALONE:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ALONE:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def tree_of(html: str) -> Element:
    """The tree of what mammoth wrote; its tags are always closed in order."""
    reader = _Tree()
    reader.feed(html)
    reader.close()
    return reader.open[0]


def plain(children: Sequence[Child]) -> str:
    """The words, tidied, without notes' numbers and without signs."""
    return tidy("".join(_plain(children)))


def _plain(children: Sequence[Child]) -> Iterator[str]:
    for one in children:
        if isinstance(one, str):
            yield _clean(one)
        elif one.tag == "br":
            yield " "
        elif one.tag == "input":
            yield TICK["checked" in one.attrs]
        elif note_number(one) is None:
            yield from _plain(one.children)
            yield " " if one.tag in {"p", "li", "td", "th"} else ""


def note_number(element: Element) -> str | None:
    """The number of the note that this element refers to, None when it is no such reference."""
    if element.tag != "sup" or len(element.elements()) != 1:
        return None
    link = element.elements()[0]
    found = re.fullmatch(r"\[(\d+)\]", "".join(_plain(link.children)).strip())
    return found[1] if found and re.match(r"#(?:foot|end)note-", link.attrs.get("href", "")) else None


def line(children: Sequence[Child], *, breaks: bool = True) -> str:
    """Running text as Markdown. Signs in the words are escaped, so that they stay words.

    Bold, italics and then links give way where Markdown cannot write them without changing the words. With `breaks` a
    line break stays one; else it becomes a space.
    """
    expected = plain(children)
    for kept in (frozenset({"strong", "em", "a"}), frozenset({"a"}), frozenset[str]()):
        written = _lines("".join(_marked(children, kept)), breaks=breaks)
        if words_of_line(written) == expected:
            return written
    return _lines(escape(expected), breaks=False)


def escape(words: str) -> str:
    """Words in which nothing is a sign of Markdown any more, but for what only is one at the start of a line."""
    return SIGNS.sub(lambda found: f"\\{found[0]}", _clean(words))


def _lines(text: str, *, breaks: bool) -> str:
    lines = [tidy(one) for one in text.split("\n") if tidy(one)]
    if not breaks:
        lines = [" ".join(lines)]
    return "\\\n".join(_escaped_start(one) for one in lines)


def _escaped_start(line_of_words: str) -> str:
    found = START.match(line_of_words)
    if found is None:
        return line_of_words
    sign = found.end() - 1
    return f"{line_of_words[:sign]}\\{line_of_words[sign:]}"


def _clean(words: str) -> str:
    return SPACES.sub(" ", NOT_SEEN.sub("", unicodedata.normalize("NFC", words.replace("\n", " "))))


def _marked(children: Sequence[Child], kept: frozenset[str]) -> Iterator[str]:
    for one in children:
        if isinstance(one, str):
            yield escape(one)
        elif one.tag == "br":
            yield "\n"
        elif one.tag == "input":
            yield TICK["checked" in one.attrs]
        elif (number := note_number(one)) is not None:
            yield f"[^{number}]"
        else:
            inside = "".join(_marked(one.children, kept))
            yield _sign(one, inside) if one.tag in kept and inside.strip() else inside


def _sign(element: Element, inside: str) -> str:
    """The words with the signs of the element round them; spaces stay outside, as Markdown wants it."""
    words = inside.strip()
    before, after = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
    if element.tag == "a":
        target = element.attrs.get("href", "")
        words = words.replace("]", "\\]")
        return f"{before}[{words}]({_address(target)}){after}" if OUTSIDE.match(target) else inside
    mark = MARKS[element.tag]
    return f"{before}{mark}{words}{mark}{after}"


def _address(target: str) -> str:
    return quote(target.strip(), safe="%/:=&?~#+!$,;'@*.-_[]")
