"""A Word file's parts as HTML, by mammoth, in a process of its own: small on purpose, because it is a program.

What somebody uploads may be made to use up time or memory. This process may use only so much of either, and whatever
becomes of it, the server goes on. As a program it imports nothing of ours, so it starts in a moment.
"""

import contextlib
import io
import json
import resource
import sys
import zipfile
from collections import Counter
from typing import Any
from xml.parsers import expat

import mammoth

MOST_MEMORY = 1024**3
MOST_SECONDS = 20
DEEPEST = 120  # Elements inside elements. Word itself nests some 12 for a table in a table in a table.
RECURSION = 20_000  # mammoth calls itself several times for each element inside another.

# What a Word style becomes, where mammoth does not know it. The classes are ours: word_markdown.py reads them.
STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name^='toc '] => p.contents:fresh
p[style-name^='TOC '] => p.contents:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Elements that tell of something mammoth leaves out or decides by itself, and the word by which that is reported.
TELLING = {
    f"{WORD} ins": "changes",
    f"{WORD} del": "changes",
    f"{WORD} moveFrom": "changes",
    f"{WORD} moveTo": "changes",
    f"{WORD} commentReference": "comments",
    "http://schemas.openxmlformats.org/drawingml/2006/chart chart": "drawings",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram relIds": "drawings",
    "http://schemas.openxmlformats.org/officeDocument/2006/math oMath": "drawings",
}


class Refused(Exception):
    """No word processor would write such a file; the message is one word for what is wrong with it."""


def survey(xml: bytes) -> Counter[str]:
    """Count the telling elements of one part.

    Raises Refused for a document type, by which XML can grow without end or name other files, for elements nested too
    deep, and for what is not XML. No word processor writes any of these.
    """
    found: Counter[str] = Counter()
    depth = 0

    def open_element(name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Refused("deep")
        if name in TELLING:
            found[TELLING[name]] += 1

    def close_element(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_: object) -> None:
        raise Refused("entities")

    reader = expat.ParserCreate(namespace_separator=" ")
    reader.StartElementHandler, reader.EndElementHandler = open_element, close_element
    reader.StartDoctypeDeclHandler = refuse
    try:
        reader.Parse(xml, True)  # noqa: FBT003  expat takes it by position only.
    except expat.ExpatError as error:
        raise Refused("broken") from error
    return found


def convert(file: bytes) -> dict[str, Any]:
    """Return the HTML of a Word file and what was found on the way, or under "refused" why there is none."""
    found: Counter[str] = Counter()

    def leave_out(_image: object) -> list[object]:
        found["pictures"] += 1
        return []

    try:
        with zipfile.ZipFile(io.BytesIO(file)) as parts:
            for name in parts.namelist():
                found += survey(parts.read(name))
        made = mammoth.convert_to_html(
            io.BytesIO(file), style_map=STYLES, include_embedded_style_map=False, convert_image=leave_out
        )
    except Refused as refused:
        return {"refused": str(refused)}
    except (MemoryError, RecursionError):
        return {"refused": "deep"}
    except Exception:  # noqa: BLE001  mammoth raises what it likes at a file that hangs together wrongly.
        return {"refused": "broken"}
    return {"html": made.value, "found": dict(found)}


def limit_this_process() -> None:
    """Take no more memory and time than a long text needs. Not every system knows each limit."""
    for kind, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
    sys.setrecursionlimit(RECURSION)


def main() -> int:
    """Read a file from standard input and write what it says to standard output, as JSON."""
    limit_this_process()
    json.dump(convert(sys.stdin.buffer.read()), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
