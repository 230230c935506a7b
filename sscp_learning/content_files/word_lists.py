"""The house's word lists as files: for the checks of every format, and the faults an author must mend in them."""

from collections.abc import Iterator
from dataclasses import replace

from sscp_learning.content_files.reading import Content
from sscp_learning.documents.model import Fault
from sscp_learning.documents.proofreading.house_words import HouseWords, terms_of
from sscp_learning.guidance.house_words import FOLDER, read_word_files


def house_words(content: Content) -> HouseWords:
    """The lists in words/, with the key terms of glossary.toml beside it."""
    words, _ = read_word_files(content.root)
    return replace(words, terms=terms_of(content.glossary))


def word_faults(content: Content) -> Iterator[Fault]:
    """What is to be mended in the lists."""
    _, faults = read_word_files(content.root)
    for fault in faults:
        yield replace(fault, file=f"{content.root.name}/{FOLDER}/{fault.file}")
