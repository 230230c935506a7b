"""A question answered: the index of this machine, made anew where anything changed since, and the page of results."""

import hashlib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.shelf import Shelf
from sscp_learning.home.search.entries import gather, still_public
from sscp_learning.home.search.finding import Found, find
from sscp_learning.home.search.index import SearchIndex
from sscp_learning.home.search.page import Results, Wanted, results
from sscp_learning.home.search.words import Dictionary, dictionary_of
from sscp_learning.platform.logs import log
from sscp_learning.settings import Settings
from sscp_learning.topics.models import Generation
from sscp_learning.topics.queries import SEARCH
from sscp_learning.topics.synonyms import FILE, read_synonyms

MOST_ANSWERS = 256
# Put together once: it is asked for with every search.
GENERATION = select(Generation.number).where(Generation.name == SEARCH)
# Many people ask the same. What was found stays right until something is published, and who asked is not kept.
_answers: Shelf[Results] = Shelf(MOST_ANSWERS)


def answer(session: Session, settings: Settings, database_url: str, wanted: Wanted) -> Results:
    """The results as they stand now."""
    text = _text(settings.content / FILE)
    dictionary = _dictionary(text)
    index = SearchIndex(settings.instance / "search")
    opened = index.up_to_date(_stamp(session, database_url, text), lambda: gather(session), dictionary)

    def look() -> Found:
        return find(opened, wanted.question, dictionary, wanted.only)

    edition = index.edition
    kept = _answers.get((edition, wanted), lambda: results(session, opened, wanted, look(), edition))
    if len(still_public(session, kept.shown)) == len(kept.shown):
        return kept
    return results(session, opened, wanted, _public_only(session, look()), edition)


def _public_only(session: Session, found: Found) -> Found:
    return replace(
        found, matches=still_public(session, found.matches), wanted=still_public(session, found.wanted), answer=None
    )


def _stamp(session: Session, database_url: str, synonyms: str) -> str:
    """What the index rests on: which database, what was published there, and the file of synonyms."""
    rests_on = hashlib.sha256(f"{database_url}\n{synonyms}".encode()).hexdigest()[:16]
    return f"{rests_on}:{session.scalar(GENERATION) or 0}"


def _text(file: Path) -> str:
    """The file of synonyms; where there is none, search does without."""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


@lru_cache(maxsize=2)
def _dictionary(text: str) -> Dictionary:
    """The synonyms of this text. What is wrong in it is left out: a slip in a file must not stop search."""
    read = read_synonyms(text)
    if read.faults:
        log.warning("synonyms", faults=len(read.faults))
    return dictionary_of(read.synonyms)
