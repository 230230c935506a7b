"""What content import writes about topics, contacts and words, on both databases."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sscp_learning.topics import actions, queries
from tests.builders.guidance import CONTACTS

TOPICS = (
    {"key": "neglect", "title": "Neglect", "summary": "Needs that are not met."},
    {"key": "abuse", "title": "Abuse", "summary": "Harm that is done."},
)


@dataclass(frozen=True)
class Generations:
    """The two numbers that a changed contact moves."""

    contacts: int
    search: int


def generations(session: Session) -> Generations:
    return Generations(queries.get_generation(session, "contacts"), queries.get_generation(session, "search"))


def test_topics_keep_the_order_of_the_file(session: Session) -> None:
    actions.save_topics(session, TOPICS)
    assert [topic.key for topic in queries.list_topics(session)] == ["neglect", "abuse"]
    actions.save_topics(session, TOPICS[::-1])
    assert [topic.key for topic in queries.list_topics(session)] == ["abuse", "neglect"]


def test_contacts_come_in_the_order_that_is_asked_for_and_unknown_keys_are_left_out(session: Session) -> None:
    actions.save_contacts(session, CONTACTS)
    found = queries.get_contacts(session, ["childline", "nobody", "emergency"])
    assert [contact.key for contact in found] == ["childline", "emergency"]


def test_a_changed_contact_moves_the_generation_and_an_unchanged_one_does_not(session: Session) -> None:
    actions.save_contacts(session, CONTACTS)
    before = generations(session)
    assert not actions.save_contacts(session, CONTACTS)
    assert generations(session) == before
    assert actions.save_contacts(session, [{**CONTACTS[0], "phone": "112"}, CONTACTS[1]])
    assert generations(session) == Generations(before.contacts + 1, before.search + 1)


def test_a_contact_that_left_the_file_is_gone(session: Session) -> None:
    actions.save_contacts(session, CONTACTS)
    actions.save_contacts(session, CONTACTS[:1])
    assert [contact.key for contact in queries.list_contacts(session)] == ["emergency"]


def test_the_glossary_is_in_alphabetical_order_whatever_the_capitals(session: Session) -> None:
    terms = [{"key": word.lower(), "term": word, "meaning": "…"} for word in ("referral", "GCP2", "Child")]
    actions.save_glossary(session, terms)
    assert [term.term for term in queries.list_glossary(session)] == ["Child", "GCP2", "referral"]


def test_what_a_module_rests_on_takes_the_place_of_what_it_said_before(session: Session) -> None:
    one, two = "guidance:a/full#one", "guidance:a/full#two"
    actions.save_section_links(session, "learning:m", [("q1", one), ("q2", two)])
    actions.save_section_links(session, "learning:m-2", [("q9", one)])
    actions.save_section_links(session, "learning:m", [("q1", two)])
    assert [link.source for link in queries.list_resting_on(session, [one])] == ["learning:m-2/q9"]
    assert [link.source for link in queries.list_resting_on(session, [two])] == ["learning:m/q1"]
