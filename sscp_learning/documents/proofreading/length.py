"""How long things are: sentences, rows, paragraphs, a one-minute guide, the paper (rules ER01, ER03, ER19 and F1)."""

import re
from collections.abc import Iterator

from sscp_learning.documents.kinds.registry import kind_named
from sscp_learning.documents.proofreading.findings import Finding, Severity
from sscp_learning.documents.proofreading.reading import Reading
from sscp_learning.documents.sentences import split_sentences
from sscp_learning.documents.words import count_words

ROW_WARNING, ROW_FAULT = 2, 3
_SPEECH = re.compile(r"[\"“][^\"“”]*[\"”]")


def long_sentences(reading: Reading) -> Iterator[Finding]:
    """Yield the sentences with more words than the format allows (ER01)."""
    allowed = reading.allowed
    for sentence in reading.sentences:
        if sentence.length <= allowed.sentence_warning:
            continue
        fault = allowed.sentence_fault is not None and sentence.length > allowed.sentence_fault
        message = (
            f"This sentence has {sentence.length} words; {allowed.sentence_warning} is enough here. Make two of it."
        )
        yield sentence.finding("ER01", _severity(fault=fault), message)


def long_rows(reading: Reading) -> Iterator[Finding]:
    """Yield the rows with more than two sentences beside one picture (ER03)."""
    for block in reading.blocks:
        if not kind_named(block.kind).is_row:
            continue
        count = len(reading.sentences_in(block))
        if count > ROW_WARNING:
            message = f"There are {count} sentences beside one picture; {ROW_WARNING} are enough. Begin a new row."
            yield Finding("ER03", _severity(fault=count > ROW_FAULT), block.uid, block.words, message)


def long_paragraphs(reading: Reading) -> Iterator[Finding]:
    """Yield the paragraphs and items with more sentences than the format allows; what somebody says counts as words."""
    most = reading.allowed.paragraph_warning
    for block, sentences in reading.passages:
        if most is None or len(sentences) <= most:
            continue
        words = " ".join(sentence.words for sentence in sentences)
        count = len(split_sentences(_SPEECH.sub("words", words)))
        if count > most:
            message = f"This paragraph has {count} sentences; {most} are enough. Make two of it, or a list."
            yield Finding("F1-paragraphs", Severity.WARNING, block.uid, words, message)


def many_words(reading: Reading) -> Iterator[Finding]:
    """Yield that the whole has more words than can be read in its time."""
    allowed = reading.allowed
    if allowed.words_fault is None:
        return
    count = count_words(reading.document.words)
    if count > allowed.words_fault:
        message = f"This has {count} words; at most {allowed.words_fault} can be read in the time. Take some out."
        yield Finding("F1-words", Severity.FAULT, "", "", message)
    elif allowed.words_warning is not None and count > allowed.words_warning:
        message = f"This has {count} words; {allowed.words_warning} is better. Take some out."
        yield Finding("F1-words", Severity.WARNING, "", "", message)


def many_pages(reading: Reading) -> Iterator[Finding]:
    """Yield that the printed text has too many pages (ER19), where the caller has counted them."""
    allowed, pages = reading.allowed, reading.printed_pages
    most = allowed.pages_warning if allowed.pages_warning is not None else allowed.pages_fault
    if pages is None or most is None or pages <= most:
        return
    fault = allowed.pages_fault is not None and pages > allowed.pages_fault
    message = (
        f"On paper this has {pages} pages; {most} is the most. Take something out, or make two publications of it."
    )
    yield Finding("ER19", _severity(fault=fault), "", "", message)


def _severity(*, fault: bool) -> Severity:
    return Severity.FAULT if fault else Severity.WARNING
