"""A file that somebody uploads as a whole text: what it is, by its bytes and not by its name, and the words in it."""

from collections.abc import Mapping

from sscp_learning.guidance.word_files import COPY_INSTEAD, read_word_file
from sscp_learning.guidance.word_markdown import Incoming
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.platform.forms import clean_words

MOST_FILE = 10 * 1024**2
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # What a Word file with a password holds, inside an older shell.
# The first bytes of files that people take for a text or for a Word file, and what to do with each.
NOT_FOR_US: Mapping[bytes, str] = {
    b"%PDF": f"This is a PDF, which holds pages and not a text. {COPY_INSTEAD}",
    b"\xd0\xcf\x11\xe0": (
        "This is an older Word file (.doc). Open it in your word processor, save it as “Word document (.docx)”, and "
        "upload that."
    ),
    b"{\\rtf": (
        "This is a rich text file (.rtf). Open it in your word processor, save it as “Word document (.docx)”, and "
        "upload that."
    ),
}
LOCKED = "This Word file has a password. Take the password off in your word processor, save it, and upload it again."
NO_TEXT = "This is neither a text (.md, .txt) nor a Word file (.docx), so it was not read."
NO_WORDS = "There are no words in this file. Choose another file, or paste the text into the box below."
GUESSED = (
    "The file did not say how its letters are written, so it was read as Windows text. Check quotation marks, dashes "
    "and accents."
)
MARKS: Mapping[bytes, str] = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def read_file(data: bytes) -> Incoming:
    """Return the words of an uploaded file as Markdown, and sentences about what was decided.

    Raises RuleBroken, for the field “file”, with what is wrong and what to do instead.
    """
    if len(data) > MOST_FILE:
        raise RuleBroken(
            "file", f"This file is larger than {MOST_FILE // 1024**2} MB, so it was not read. Take its pictures out."
        )
    if data.startswith(b"\xd0\xcf\x11\xe0") and ENCRYPTED in data:
        raise RuleBroken("file", LOCKED)
    for first, what_to_do in NOT_FOR_US.items():
        if data.startswith(first):
            raise RuleBroken("file", what_to_do)
    incoming = read_word_file(data) if data.startswith(b"PK") else _text(data)
    if not incoming.text.strip():
        raise RuleBroken("file", NO_WORDS)
    return incoming


def _text(data: bytes) -> Incoming:
    """The words of a text file: by the mark at its start, else UTF-8, else as older Windows programs write."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return Incoming(_words(data.removeprefix(mark), encoding))
    try:
        return Incoming(_words(data, "utf-8"))
    except UnicodeDecodeError:
        return Incoming(_words(data, "cp1252", or_else=NO_TEXT), (GUESSED,))


def _words(data: bytes, encoding: str, *, or_else: str = "") -> str:
    """The words, cleaned as a form cleans them. Raises RuleBroken for what is no text, whatever it is called."""
    try:
        words = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and not or_else:
            raise
        raise RuleBroken("file", or_else or "This text file is damaged. Save it again as UTF-8.") from error
    if "\0" in words:
        raise RuleBroken("file", NO_TEXT)
    return str(clean_words(words))
