"""Contacts in the place of the markers that stored text keeps."""

from sqlalchemy.orm import Session

from sscp_learning.topics import actions
from sscp_learning.topics.cards import contact_cards, fill_contacts
from sscp_learning.topics.queries import contacts_by_key, list_contacts
from tests.builders.guidance import CONTACTS

MARKER = '<div data-contacts="childline gone emergency"></div>'


def test_a_marker_becomes_cards_in_its_own_order(session: Session) -> None:
    actions.save_contacts(session, CONTACTS)
    html = fill_contacts(f"<p>Before</p>{MARKER}", contacts_by_key(session))
    assert html.startswith('<p>Before</p><ul class="doc-contacts">')
    assert html.index("Childline") < html.index("Emergency services")
    assert 'href="tel:0800000"' in html
    assert "data-contacts" not in html


def test_what_is_written_in_a_contact_stays_words(session: Session) -> None:
    hostile = {**CONTACTS[1], "name": "<script>x</script>", "url": "javascript:alert(1)", "who_for": "a & b"}
    actions.save_contacts(session, [hostile])
    html = contact_cards(list_contacts(session))
    assert "<script" not in html
    assert "javascript:" not in html
    assert "a &amp; b" in html


def test_no_contacts_make_no_list() -> None:
    assert contact_cards([]) == ""
    assert fill_contacts('<div data-contacts="gone"></div>', {}) == ""
