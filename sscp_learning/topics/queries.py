"""Reading topics, contacts, the glossary and what rests on a section of guidance."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.topics.models import Contact, Generation, GlossaryTerm, SectionLink, Topic
from sscp_learning.topics.rules import ContactWhen

CONTACTS = "contacts"
GLOSSARY = "glossary"
SEARCH = "search"


def list_topics(session: Session) -> Sequence[Topic]:
    """Every topic in the order the partnership gave them."""
    return session.scalars(select(Topic).order_by(Topic.position, Topic.title)).all()


def list_contacts(session: Session) -> Sequence[Contact]:
    """Every contact in the order of the file."""
    return session.scalars(select(Contact).order_by(Contact.position, Contact.id)).all()


def get_contacts(session: Session, keys: Iterable[str]) -> list[Contact]:
    """The contacts with these keys, in the order of the keys; a key nobody has is left out."""
    wanted = list(keys)
    found = {contact.key: contact for contact in session.scalars(select(Contact).where(Contact.key.in_(wanted)))}
    return [found[key] for key in wanted if key in found]


def list_help_for_young_people(session: Session) -> Sequence[Contact]:
    """Whom a young person can call now, in the order of the file."""
    return session.scalars(
        select(Contact)
        .where(Contact.for_young_people, Contact.when != ContactWhen.ADVICE)
        .order_by(Contact.position, Contact.id)
    ).all()


def contacts_by_key(session: Session) -> dict[str, Contact]:
    """Every contact by its key, in the order of the file."""
    return {contact.key: contact for contact in list_contacts(session)}


def get_generation(session: Session, name: str) -> int:
    """The number that goes up whenever the thing of this name changes; 0 before the first time."""
    return session.scalar(select(Generation.number).where(Generation.name == name)) or 0


def list_glossary(session: Session) -> list[GlossaryTerm]:
    """Every term, in alphabetical order whatever its capitals."""
    return sorted(session.scalars(select(GlossaryTerm)), key=lambda term: term.term.casefold())


def list_resting_on(session: Session, targets: Iterable[str]) -> Sequence[SectionLink]:
    """The links of others to these sections, such as “guidance:neglect-toolkit/full#types” (DECISIONS 2)."""
    return session.scalars(
        select(SectionLink)
        .where(SectionLink.target.in_(list(targets)))
        .order_by(SectionLink.target, SectionLink.source)
    ).all()
