"""Contacts on a page: the markers that stored text keeps are filled from checked data when it is read (DECISIONS 3)."""

import re
from collections.abc import Mapping, Sequence

from sscp_learning.documents.markup import element, text
from sscp_learning.documents.sanitise import sanitise
from sscp_learning.topics.models import Contact
from sscp_learning.topics.rules import ContactWhen

# `sanitise` made the marker, so it is always written in this one way.
MARKER = re.compile(r'<div data-contacts="([a-z0-9 -]*)"></div>')
NOT_DIALLED = re.compile(r"[^0-9+]")


def fill_contacts(html: str, contacts: Mapping[str, Contact]) -> str:
    """Stored HTML with a list of cards in the place of each marker; keys that nobody has are left out."""
    return MARKER.sub(lambda found: contact_cards(_named(found[1], contacts)), html)


def contact_cards(contacts: Sequence[Contact]) -> str:
    """A list of contacts as clean HTML, or nothing when there is none."""
    if not contacts:
        return ""
    cards = "".join(_card(contact) for contact in contacts)
    return sanitise(element("ul", cards, class_="doc-contacts"))


def _named(keys: str, contacts: Mapping[str, Contact]) -> list[Contact]:
    return [contacts[key] for key in keys.split() if key in contacts]


def _card(contact: Contact) -> str:
    emergency = " doc-contacts__item--emergency" if contact.when == ContactWhen.EMERGENCY else ""
    inside = "".join(
        (
            element("p", text(contact.name), class_="doc-contacts__name"),
            _phone(contact.phone),
            element("p", text(contact.text), class_="doc-contacts__text") if contact.text else "",
            element("p", text(contact.who_for)) if contact.who_for else "",
            element("p", text(contact.hours)) if contact.hours else "",
            _website(contact),
        )
    )
    return element("li", inside, class_=f"doc-contacts__item{emergency}")


def _phone(phone: str) -> str:
    if not phone:
        return ""
    link = element("a", text(phone), class_="govuk-link", href=f"tel:{NOT_DIALLED.sub('', phone)}")
    return element("p", link, class_="doc-contacts__phone")


def _website(contact: Contact) -> str:
    """The website, named after whose it is, so that a list of links makes sense when it is read aloud."""
    if not contact.url:
        return ""
    return element("p", element("a", text(f"Website: {contact.name}"), class_="govuk-link", href=contact.url))
