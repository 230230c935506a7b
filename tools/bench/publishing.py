"""How long publishing a long format takes, from the approved text to readers: checks, PDF and transaction."""

import time
from dataclasses import dataclass
from datetime import date
from statistics import median

from sscp_learning.documents.parse import parse
from sscp_learning.guidance import printing
from sscp_learning.guidance.actions import drafts, publishing
from sscp_learning.guidance.house_words import house_words
from sscp_learning.guidance.prepare import prepare
from sscp_learning.guidance.queries.desk import get_known_texts
from sscp_learning.guidance.ready import make_ready
from sscp_learning.guidance.rules import Change, ChangeKind, Facts, FormatFile, FormatKind, PublicationFile
from sscp_learning.people.actions import add_person
from sscp_learning.platform.clock import now
from sscp_learning.platform.database import Database
from sscp_learning.platform.errors import ProductError
from sscp_learning.settings import Settings
from tools.bench.figures import Gauge, at_most
from tools.bench.site import CannotRunError, Home

PUBLISHING = Gauge("publishing a format of 5,000 words with its PDF", "seconds", at_most(1))

ROUNDS = 5
WORDS = 5_000
SLUG = "bench-guide"
SENTENCE = "You look at what the child does each day and write it down."  # 13 words
SENTENCES_A_PARAGRAPH, PARAGRAPHS_A_SECTION = 3, 3
TODAY = date(2026, 11, 22)
FACTS = Facts("A long guide", "As long as they come.", "neglect", "Everyone", "The bench", TODAY, TODAY, TODAY)


@dataclass(frozen=True)
class Site:
    """Where the text is published, and the two people who do it."""

    database: Database
    settings: Settings
    author_id: int
    approver_id: int


def measure_publishing(home: Home) -> tuple[float]:
    """The middle of several publications of one format, each time with other words.

    Raises CannotRunError when the product will not publish it.
    """
    database = Database(home.settings.database_url)
    with database.transaction() as session:
        people = [
            add_person(session, name=name, email=f"{name}@bench.example", now=now()).id for name in ("ann", "bob")
        ]
    site = Site(database, home.settings, *people)
    try:
        seconds = [publish_once(site, number) for number in range(ROUNDS)]
    except ProductError as error:
        raise CannotRunError(error.message) from error
    database.close()
    print(f"publishing 5,000 words: {', '.join(f'{each:.2f}' for each in seconds)} seconds")
    return (median(seconds),)


def publish_once(site: Site, number: int) -> float:
    """Writes and approves a text, and gives the seconds from there until it is published."""
    revision_id = approved(site, long_text(number))
    began = time.perf_counter()
    with site.database.reading() as session:
        shared = printing.printing_today(
            session, partnership="A partnership", public_url="http://127.0.0.1", content=site.settings.content
        )
        house = house_words(session, site.settings.content)
        ready = make_ready(session, revision_id, shared=shared, house=house, now=now())
    with site.database.transaction() as session:
        publishing.publish(
            session,
            revision_id=revision_id,
            publisher_id=site.approver_id,
            paper=ready.paper,
            findings=ready.findings,
            now=now(),
        )
    return time.perf_counter() - began


def approved(site: Site, text: str) -> int:
    """A text that two people have said yes to; its id."""
    file = FormatFile(FormatKind.FULL, parse(text).document, text, "practitioners")
    publication = PublicationFile(SLUG, FACTS, (file,))
    with site.database.reading() as session:
        prepared = prepare(publication, get_known_texts(session, SLUG))
    with site.database.transaction() as session:
        (draft,) = drafts.save_draft_from_file(session, prepared=prepared, made_by=site.author_id, now=now())
        change = Change(ChangeKind.CLARIFICATION, "Other words.")
        publishing.submit_for_approval(
            session, revision_id=draft.id, author_id=site.author_id, now=now(), change=change
        )
        publishing.approve(session, revision_id=draft.id, approver_id=site.approver_id, now=now())
        return draft.id


def long_text(number: int) -> str:
    """A text of 5,000 words in sections, with lists and a box, that is another for each number."""
    section = SENTENCES_A_PARAGRAPH * PARAGRAPHS_A_SECTION * len(SENTENCE.split())
    return "\n".join(_section(place, number) for place in range(WORDS // section + 1))


def _section(place: int, number: int) -> str:
    paragraph = " ".join([SENTENCE] * SENTENCES_A_PARAGRAPH)
    listed = "\n".join([f"- {SENTENCE}"] * SENTENCES_A_PARAGRAPH)
    letters = "abcdefgh"[number % 8] * 3
    return (
        f"## Part {place} {{#part-{place}}}\n\nThis is text {letters}.\n\n{paragraph}\n\n{listed}\n\n"
        f"::: box info\n{paragraph}\n:::\n"
    )
