"""What people really type, asked of the real words: the part they need is among the first three.

Each question stands here with the parts that answer it, as “publication/format#section”. Whoever adds guidance adds the
questions it answers, and the publication to those that are read.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from itertools import islice

import pytest
from sqlalchemy.orm import Session

from sscp_learning.home.forms import read_wanted
from sscp_learning.home.search.answering import answer
from sscp_learning.home.search.page import Results
from sscp_learning.platform.database import Database
from sscp_learning.settings import PROJECT, Mode, Settings
from tests.integration.home.library import publish_content

CONTENT = PROJECT / "content"
READ = (
    "neglect-toolkit",
    "transitional-safeguarding",
    "working-with-resistant-families",
    "national-referral-mechanism",
    "bruising-in-babies",
    "modern-slavery",
)
NEGLECT, GROWING_UP, RESISTANT, NRM, BRUISES, SLAVERY = (f"{slug}/" for slug in READ)
FIRST = 3
PART = re.compile(r"/guidance/([a-z-]+)/([a-z-]+)/#([a-z0-9-]+)")

QUESTIONS = {
    "what is neglect": (NEGLECT + "full#what-neglect-is",),
    "neglect definition": (NEGLECT + "full#what-neglect-is",),
    "types of neglect": (NEGLECT + "full#types",),
    "neglct": (
        NEGLECT + "full#effects",
        NEGLECT + "full#types",
        NEGLECT + "full#what-neglect-is",
    ),
    "what do i do if a child is hungry at school": (NEGLECT + "full#signs-by-age",),
    "parent won't let me in": (
        NEGLECT + "full#hostility",
        RESISTANT + "full#not-let-in",
    ),
    "parent wont let me in the house": (
        NEGLECT + "full#hostility",
        RESISTANT + "full#hostility",
        RESISTANT + "full#not-let-in",
    ),
    "mum refuses to open the door": (
        NEGLECT + "full#hostility",
        NEGLECT + "full#talking-with-parents",
        RESISTANT + "full#hostility",
        RESISTANT + "full#not-let-in",
    ),
    "hostile dad": (
        NEGLECT + "full#hostility",
        RESISTANT + "full#hostility",
    ),
    "hard to reach family": (
        NEGLECT + "full#hostility",
        NEGLECT + "full#talking-with-parents",
        RESISTANT + "full#hostility",
        RESISTANT + "full#resistant",
    ),
    "bruise on baby": (
        BRUISES + "one-minute#what-is-it",
        NEGLECT + "full#signs-by-age",
    ),
    "bruising infant": (
        BRUISES + "one-minute#what-is-it",
        NEGLECT + "full#signs-by-age",
    ),
    "baby crying": (NEGLECT + "full#signs-by-age",),
    "signs in babies": (NEGLECT + "full#signs-by-age",),
    "who do i call at night": (
        GROWING_UP + "full#who-to-call",
        NEGLECT + "full#who-to-call",
        NEGLECT + "one-minute#who-do-i-call",
    ),
    "phone number for social services": (
        GROWING_UP + "full#who-to-call",
        NEGLECT + "full#who-to-call",
        NEGLECT + "one-minute#who-do-i-call",
    ),
    "how do i make a referral": (NEGLECT + "full#making-a-referral",),
    "refferal": (NEGLECT + "full#making-a-referral",),
    "what to have ready for a referral": (NEGLECT + "full#making-a-referral",),
    "DNA": (NEGLECT + "full#was-not-brought",),
    "missed dentist appointment": (NEGLECT + "full#was-not-brought",),
    "was not brought": (NEGLECT + "full#was-not-brought",),
    "did not attend appointment": (NEGLECT + "full#was-not-brought",),
    "disabled child": (NEGLECT + "full#disabled-children",),
    "is it neglect if family are poor": (NEGLECT + "full#poverty",),
    "poverty": (NEGLECT + "full#poverty",),
    "teenager neglect": (NEGLECT + "full#teenagers",),
    "wealthy parents": (NEGLECT + "full#affluent-families",),
    "chronology": (NEGLECT + "full#cumulative-harm",),
    "cumulative harm": (NEGLECT + "full#cumulative-harm",),
    "professional curiosity": (NEGLECT + "full#curiosity",),
    "disguised compliance": (
        NEGLECT + "full#curiosity",
        RESISTANT + "full#disguised-compliance",
    ),
    "hidden men": (NEGLECT + "full#who-is-in-the-home",),
    "who lives in the house": (NEGLECT + "full#who-is-in-the-home",),
    "do i need consent to share information": (
        GROWING_UP + "full#sharing",
        NEGLECT + "full#sharing-information",
    ),
    "GDPR": (
        GROWING_UP + "full#sharing",
        NEGLECT + "full#sharing-information",
    ),
    "how to write a note": (NEGLECT + "full#recording",),
    "child tells me something": (NEGLECT + "full#listening",),
    "what do i say to a child who tells me": (
        GROWING_UP + "full#talking",
        NEGLECT + "full#listening",
    ),
    "early help": (NEGLECT + "full#early-help",),
    "GCP2": (NEGLECT + "full#early-help",),
    "section 47": (NEGLECT + "full#what-happens-next",),
    "i disagree with social care decision": (NEGLECT + "full#escalation",),
    "escalation": (
        NEGLECT + "full#escalation",
        RESISTANT + "full#escalate",
    ),
    "home visit checklist": (NEGLECT + "full#tools",),
    "a day in the life": (NEGLECT + "full#day-in-the-life",),
    "childs day": (NEGLECT + "full#day-in-the-life",),
    "child left home alone": (
        NEGLECT + "full#signs-by-age",
        NEGLECT + "full#types",
        NEGLECT + "leaflet#what-it-looks-like",
    ),
    "pregnant mum not going to antenatal": (NEGLECT + "full#signs-by-age",),
    "is it my fault": (
        NEGLECT + "easy-read#not-your-fault",
        NEGLECT + "leaflet#not-your-fault",
    ),
    "will i get in trouble for telling": (
        NEGLECT + "easy-read#worried-about-telling",
        NEGLECT + "leaflet#not-your-fault",
    ),
    "what happens if i tell": (
        GROWING_UP + "leaflet#worried-about-telling",
        NEGLECT + "easy-read#what-happens-next",
        NEGLECT + "easy-read#worried-about-telling",
        NEGLECT + "leaflet#not-your-fault",
        NEGLECT + "leaflet#what-happens-next",
    ),
    "my rights": (
        NEGLECT + "easy-read#your-rights",
        NEGLECT + "leaflet#your-rights",
    ),
    '"start again"': (NEGLECT + "full#cumulative-harm",),
    "safeg lead": (
        NEGLECT + "full#what-to-do-now",
        NEGLECT + "one-minute#what-do-i-do",
    ),
    "what is nrm": (
        GROWING_UP + "full#nrm",
        NRM + "full#what-it-is",
    ),
    "modern slavery 18": (
        GROWING_UP + "full#exploitation",
        GROWING_UP + "full#nrm",
    ),
    "capacity": (GROWING_UP + "full#capacity",),
    "what changes when someone turns 18": (GROWING_UP + "full#eighteen",),
    "care leaver": (GROWING_UP + "full#care-leavers",),
    "section 42 does not apply": (GROWING_UP + "full#no-section-42",),
    "county lines": (
        GROWING_UP + "full#exploitation",
        NRM + "full#county-lines",
    ),
    "who is a first responder": (NRM + "full#who-can-refer",),
    "can a school send the nrm form": (
        NRM + "full#not-a-first-responder",
        NRM + "full#who-can-refer",
    ),
    "section 45 defence": (NRM + "full#section-45",),
    "parent threatens me": (
        RESISTANT + "full#hostility",
        RESISTANT + "full#threatened",
    ),
    "lone working": (RESISTANT + "full#lone-working",),
    "coercive control": (RESISTANT + "full#coercive-control",),
    "they say yes and nothing changes": (
        RESISTANT + "full#disguised-compliance",
        RESISTANT + "full#nothing-changes",
    ),
    "what is modern slavery": (SLAVERY + "one-minute#what-is-it",),
    "CAMHS ends at 18": (GROWING_UP + "full#mental-health",),
}
# The term whose meaning stands above the results.
MEANINGS = {
    "neglect": "Neglect",
    "what is nrm": "National Referral Mechanism (NRM)",
    "National Referral Mechanism": "National Referral Mechanism (NRM)",
    "what does gcp2 mean": "Graded Care Profile 2 (GCP2)",
    "DNA": "Was not brought",
    "dsl": "Safeguarding lead",
    "s47": "Section 47",
}
# Whom to call stands there too.
CALLS = {
    "who do i call at night": "out-of-hours",
    "out of hours": "out-of-hours",
    "childline": "childline",
    "phone number for social services": "childrens-services-professionals",
    "i want to die": "samaritans",
    "a child is in danger now": "emergency",
}
Ask = Callable[[str], Results]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A folder with the publications that are asked about, and every module, meaning, contact and synonym."""
    folder = tmp_path_factory.mktemp("library")
    shutil.copytree(CONTENT, folder / "content", ignore=shutil.ignore_patterns("drafts", "pictures"))
    for publication in (folder / "content" / "guidance").iterdir():
        if publication.name not in READ:
            shutil.rmtree(publication)
    return Settings(
        mode=Mode.TEST,
        secret_key="a secret for tests only",
        database_url="",
        instance=folder,
        content=folder / "content",
        public_url="",
    )


@pytest.fixture(scope="module")
def library(settings: Settings) -> Iterator[Database]:
    """A database in which all of that is published. The index is a file, the same beside every database."""
    database = publish_content(settings.instance, settings.content)
    yield database
    database.close()


@pytest.fixture
def session(library: Database) -> Iterator[Session]:
    """A session that reads the library."""
    with library.reading() as session:
        yield session


@pytest.fixture
def ask(library: Database, settings: Settings, session: Session) -> Ask:
    """Asks the library as a reader does."""
    return lambda question: answer(session, settings, library.url, read_wanted({"q": question}))


def first_parts(results: Results) -> list[str]:
    """The parts that stand first on the page, as they are written above."""
    hrefs = (hit.href for thing in results.things for hit in thing.hits)
    return [PART.sub(r"\1/\2#\3", href) for href in islice(hrefs, FIRST)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_part_that_answers_is_among_the_first_three(ask: Ask, question: str) -> None:
    found = first_parts(ask(question))
    assert set(found) & set(QUESTIONS[question]), found


@pytest.mark.parametrize("question", MEANINGS)
def test_a_term_is_explained_at_once(ask: Ask, question: str) -> None:
    answered = ask(question).answer
    assert answered is not None
    assert answered.title == MEANINGS[question]


@pytest.mark.parametrize("question", CALLS)
def test_whom_to_call_is_shown_at_once(ask: Ask, question: str) -> None:
    results = ask(question)
    assert CALLS[question] in results.found.contacts
    assert "doc-contacts" in results.cards


def test_there_are_at_least_forty_questions() -> None:
    assert len(QUESTIONS) >= 40
