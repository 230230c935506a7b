"""Whether a sentence says one thing in a plain way (rules ER02, ER06, ER11, ER12, ER15 and the double no of ER16)."""

import re
from collections.abc import Iterator

from sscp_learning.documents.proofreading.findings import Finding, Severity
from sscp_learning.documents.proofreading.passive import find_passives
from sscp_learning.documents.proofreading.reading import Reading, Sentence

LONG_WORD, LONG_WORDS = 9, 2
_TWO_IDEAS = re.compile(
    r";"
    r"|(?<!\d):(?=.*\w)|:(?!\d)(?=.*\w)"  # A colon at the end leads to a list; one in 9:30 tells the time.
    r"|\((?!(?-i:[A-Z][A-Z0-9&]+s?)\))[^)]*\)?"  # Initials in brackets stand behind their full words.
    r"|(?<!\d)[–—]|[–—](?!\d)|\s-\s"  # A dash between numbers means “to”.
    r"|,[”’\"']? (?:and|but|which|because)\b"
    r"|\b(?:unless|although)\b",
    re.IGNORECASE,
)
_LIST_OF_THINGS = re.compile(r"[^\s,;:]+(?: [^\s,;:]+){0,3}, [^\s,;:]+(?: [^\s,;:]+){0,2}, and\b", re.IGNORECASE)
_CAPITALS = re.compile(r"\b[A-Z]{2,}(?:['’][A-Z]+)?(?:[ ,]+[A-Z]{2,}(?:['’][A-Z]+)?)+\b")
_TELEPHONE = re.compile(
    r"\+?\(?\b0[\d()\s-]{5,}\d\b|\b116[\s-]?\d{3}\b"
    r"|\b(?:text(?: \w+)? to|text|call|ring|phone|dial|press|number|on) \d[\d -]+\d\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b24/7\b|\b(?:19|20)\d\d(?:[/–-]\d{2,4})?\b(?![,.]?\d)")
_HARD_NUMBER = re.compile(
    r"\d[\d,.]*\s?%|\b(?:per ?cent|percentages?)\b"
    r"|\b\d{1,3}(?:[,\s]\d{3})+\b|\b\d{4,}\b"
    r"|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|\b\d{1,2}/\d{1,2}\b"
    r"|\b(?:two|three|four) (?:thirds|quarters|fifths|tenths)\b|\b(?:a|one) (?:third|fifth|tenth) of\b"
    r"|\b(?:a|one) quarter\b(?! past\b| to\b)"
    r"|\b(?-i:(?=[XVI]{2})X{0,3}(?:IX|IV|V?I{0,3}))\b",
    re.IGNORECASE,
)
_UNLIKE = r"(?!der|til|less|ited?\b|ion|ique|iform|i\b|animous|ivers|icef)"
"""What follows “un” in words that say no only once, such as “under”."""
_DOUBLE_NO = re.compile(
    rf"\bnot un{_UNLIKE}\w{{3,}}"
    r"|\bnot (?:in(?:significant|frequent(?:ly)?|correct|appropriate|adequate)|im(?:possible|proper))\b"
    r"|\b(?:not|never|cannot|no|nobody|nothing|no one|\w+n['’]t)\b(?! longer\b)[^,.;:?!“”]{1,50}?\bwithout\b"
    r"|\b(?:not|never|cannot|\w+n['’]t)\b(?: \w+){0,3}? (?:(?<!say )no(?= \w)|nothing|nobody|nowhere|never)\b",
    re.IGNORECASE,
)


def two_ideas(reading: Reading) -> Iterator[Finding]:
    """Yield the sentences of easy read that join two ideas (ER02)."""
    for sentence in reading.sentences if reading.allowed.easy_read else ():
        sign = _TWO_IDEAS.search(_LIST_OF_THINGS.sub("", sentence.plain))
        if sign:
            part = sign[0] if sign[0].startswith("(") else sign[0].strip(", ”’\"'")
            message = f"“{part}” often joins two ideas. Say one thing in a sentence, or make a list."
            yield sentence.warn("ER02", message, part)


def runs_of_capitals(reading: Reading) -> Iterator[Finding]:
    """Yield words in capitals that follow each other in easy read (ER06); one word may be initials."""
    for sentence in reading.sentences if reading.allowed.easy_read else ():
        for run in capitals_in(sentence, reading):
            message = f"Write “{run}” in small letters. If it must stand out, make it bold or put it in a box."
            yield sentence.finding("ER06", Severity.FAULT, message, run)


def capitals_in(sentence: Sentence, reading: Reading) -> list[str]:
    """Return the stretches of two and more words in capitals that are not initials everybody knows."""
    allowed = reading.house.allowed_initials
    runs = (run[0] for run in _CAPITALS.finditer(sentence.plain))
    return [run for run in runs if not allowed & set(re.split(r"[ ,]+", run))]


def passives(reading: Reading) -> Iterator[Finding]:
    """Yield where easy read may leave out who does something (ER11); a feeling is no such thing."""
    for sentence in reading.sentences if reading.allowed.easy_read else ():
        terms = [sentence.plain[found.start : found.end] for found in reading.house.key_terms.find(sentence.listed)]
        for part in find_passives(sentence, reading.house.states):
            if any(part in term for term in terms):
                continue
            message = (
                f"“{part}” may leave out who does it. Say who does what: “we help you” in place of “you are helped”."
            )
            yield sentence.warn("ER11", message, part)


def hard_numbers(reading: Reading) -> Iterator[Finding]:
    """Yield percentages, fractions, Roman and big numbers in easy read (ER12); a year or a phone number is none."""
    for sentence in reading.sentences if reading.allowed.easy_read else ():
        text = _DATE.sub("on a day", _TELEPHONE.sub("a number", sentence.plain))
        for number in _HARD_NUMBER.finditer(text):
            message = f"“{number[0]}” is hard to picture. Use a small number or plain words, such as “a few” or “half”."
            yield sentence.warn("ER12", message, number[0])


def long_words(reading: Reading) -> Iterator[Finding]:
    """Yield, for information, the sentences of easy read with two long words or more (ER15); key terms do not count."""
    for sentence in reading.sentences if reading.allowed.easy_read else ():
        terms = [(found.start, found.end) for found in reading.house.key_terms.find(sentence.listed)]
        long = [
            sentence.plain[word.start : word.end]
            for word in sentence.listed
            if word.end - word.start > LONG_WORD and not any(start <= word.start < end for start, end in terms)
        ]
        if len(long) >= LONG_WORDS:
            part = ", ".join(long)
            message = f"These are long words: {part}. Perhaps there are shorter ones."
            yield sentence.finding("ER15", Severity.INFORMATION, message, part)


def double_no(reading: Reading) -> Iterator[Finding]:
    """Yield sentences for everybody that say no twice (ER16)."""
    for sentence in reading.sentences if reading.is_plain else ():
        found = _DOUBLE_NO.search(sentence.plain)
        if found:
            message = f"“{found[0]}” says no twice. Say what is so, in place of what is not."
            yield sentence.warn("ER16", message, found[0])
