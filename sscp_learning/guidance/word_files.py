"""A Word file as Markdown, whatever was uploaded under that name: unpacked with limits, read apart from the server.

Only the XML of the file is unpacked, by the bytes that really come out of it, and put into a new file that holds
nothing else. That is what mammoth gets, so pictures, macros and what is embedded are never opened.
"""

import io
import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sscp_learning.guidance.word_markdown import Incoming, markdown_of
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.ui.filters import plural

MOST_MEMBERS = 2_000
MOST_UNPACKED = 16 * 1024**2  # A text of 100,000 words is some 10 MB of XML.
MOST_CLAIMED = 250 * 1024**2  # With its pictures, by what the file says of itself.
LONGEST_SECONDS = 25
CHUNK = 64 * 1024
PRESS = Path(__file__).with_name("word_press.py")

COPY_INSTEAD = "Open it in your word processor, copy all of its words, and paste them into the box below."
BROKEN = f"This Word file is damaged or was not finished. Save it again as “Word document (.docx)”. Or: {COPY_INSTEAD}"
TOO_BIG = f"This Word file unpacks to far more than a text needs, so it was not opened. {COPY_INSTEAD}"
MACROS = (
    "This Word file holds macros (small programs), so it was not opened. Save it as “Word document (.docx)”, "
    "which leaves them out, and upload that."
)
REFUSED: Mapping[str, str] = {
    "deep": f"This file nests its parts deeper than a word processor does, so it was not read. {COPY_INSTEAD}",
    "entities": f"This file holds XML that no word processor writes, so it was not read. {COPY_INSTEAD}",
    "broken": BROKEN,
}
OTHER_ZIPS: Mapping[str, str] = {
    "application/vnd.oasis.opendocument.text": "an OpenDocument text (.odt)",
    "application/epub+zip": "an e-book (.epub)",
}


def read_word_file(data: bytes) -> Incoming:
    """Return the words of a Word file as Markdown, and what to tell its owner.

    Raises RuleBroken, for the field “file”, with what to do instead: macros, too big when unpacked, another kind of
    file, damaged, or taking too long.
    """
    try:
        parts = _unpack(data)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise RuleBroken("file", BROKEN) from error
    told = _read_apart(_packed(parts))
    if "refused" in told:
        raise RuleBroken("file", REFUSED[told["refused"]])
    incoming = markdown_of(told["html"])
    return Incoming(incoming.text, (*incoming.notes, *_notes(told["found"])), from_word=True)


def _unpack(data: bytes) -> dict[str, bytes]:
    """Return the XML parts of the file by name. The first to ask is what the file claims, the last what comes out."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        members = file.infolist()
        _check_kind(file, {member.filename for member in members})
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_CLAIMED:
            raise RuleBroken("file", TOO_BIG)
        parts: dict[str, bytes] = {}
        left = MOST_UNPACKED
        for member in members:
            if member.filename.lower().endswith((".xml", ".rels")):
                parts[member.filename] = _read(file, member, left)
                left -= len(parts[member.filename])
    if b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        raise RuleBroken("file", MACROS)
    return parts


def _check_kind(file: zipfile.ZipFile, names: set[str]) -> None:
    """Raises RuleBroken for a file with macros, and for packed files of other programs."""
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RuleBroken("file", MACROS)
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return
    kind = "a packed file (.zip)"
    if "mimetype" in names:
        kind = OTHER_ZIPS.get(_read(file, file.getinfo("mimetype"), CHUNK).decode("latin-1").strip(), kind)
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        kind = "a spreadsheet or slides"
    raise RuleBroken("file", f"This is {kind}, not a Word file. Save the text as “Word document (.docx)” first.")


def _read(file: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """Return a member, unpacked bit by bit; raises RuleBroken as soon as more than `most` has come out of it."""
    unpacked = bytearray()
    with file.open(member) as stream:
        while chunk := stream.read(CHUNK):
            unpacked += chunk
            if len(unpacked) > most:
                raise RuleBroken("file", TOO_BIG)
    return bytes(unpacked)


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a file that holds these parts and nothing else."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
        for name, contents in parts.items():
            file.writestr(name, contents)
    return packed.getvalue()


def _read_apart(file: bytes) -> dict[str, Any]:
    """Return what word_press.py says of the file; raises RuleBroken when it takes too long or breaks down."""
    command = [sys.executable, "-I", str(PRESS)]
    try:
        done = subprocess.run(  # noqa: S603  Our own file; nothing of an uploader's is on the command line.
            command, input=file, capture_output=True, check=True, timeout=LONGEST_SECONDS
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise RuleBroken("file", f"Reading this Word file took too long, so we stopped. {COPY_INSTEAD}") from error
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _notes(found: Mapping[str, int]) -> Iterator[str]:
    """Yield what the uploader should know about what mammoth left out or decided."""
    if found.get("changes"):
        yield (
            "The file has tracked changes. The text is taken as if all of them were accepted: check that this is "
            "what was agreed."
        )
    if found.get("comments"):
        yield f"{plural(found['comments'], 'comment')} in the margin left out."
    if found.get("pictures"):
        yield (
            f"{plural(found['pictures'], 'picture')} left out. Pictures come from this site’s own library: choose "
            "them part by part, once the text is in."
        )
    if found.get("drawings"):
        yield "Charts, diagrams or formulas were left out. Say in words what they show."
