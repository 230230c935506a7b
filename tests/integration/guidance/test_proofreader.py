"""What the checks found, and ticking it with a reason that is kept."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Tick
from sscp_learning.people.models import Person
from sscp_learning.people.rules import Role
from tests.builders.guidance import FULL, a_format_file, a_publication_file, drafts_of
from tests.builders.people import a_person, a_role
from tests.pages import Reader

ReaderFor = Callable[[Person], Reader]
CHECKS = "/desk/guidance/neglect-toolkit/full/checks/"
LONG = " ".join(["word"] * 30)
WORDS = FULL.replace("Look for a pattern.", f"{LONG} one.\n\n{LONG} two.\n\nRing 01234 567890.")


@pytest.fixture
def reader(session: Session, reader_for: ReaderFor) -> Reader:
    """An editor, with a draft in which two sentences are too long and one has a number."""
    drafts_of(session, a_publication_file(a_format_file(source=WORDS)))
    person = a_person(session, name="Edie Tor")
    a_role(session, person, Role.EDITOR)
    return reader_for(person)


def ticks(session: Session) -> list[Tick]:
    session.expire_all()
    return list(session.scalars(select(Tick).where(Tick.lifted_at.is_(None)).order_by(Tick.id)))


def marks_in(page: str) -> list[str]:
    """The marks of the long sentences that can be ticked."""
    return [part.split('value="')[1].split('"')[0] for part in page.split('name="ER01-marks"')[1:]]


def test_each_finding_says_its_rule_what_to_do_and_where_to_mend_it(reader: Reader) -> None:
    page = reader.get(CHECKS)
    for words in ("Long sentence", "Make two of it", "Must be mended (1)", "Phone number", "Edit this part"):
        assert words in page
    assert 'href="/desk/guidance/neglect-toolkit/full/blocks/' in page


def test_a_finding_is_ticked_with_a_reason_which_stands_with_a_name(reader: Reader, session: Session) -> None:
    first, _ = marks_in(reader.get(CHECKS))
    reader.post(f"{CHECKS}ER01/", {"ER01-marks": first, "ER01-reason": "It is a <b>quotation</b>."})
    (tick,) = ticks(session)
    assert (tick.mark, tick.rule, tick.reason) == (first, "ER01", "It is a <b>quotation</b>.")
    page = reader.get(CHECKS)
    assert "Ticked (1)" in page
    assert "Edie Tor, 22 November 2026: It is a &lt;b&gt;quotation" in page


def test_all_findings_of_a_rule_are_ticked_at_once(reader: Reader, session: Session) -> None:
    reader.post(f"{CHECKS}ER01/", {"ER01-reason": "The law says it so.", "all": "yes"})
    assert [tick.reason for tick in ticks(session)] == ["The law says it so."] * 2
    reader.post(f"{CHECKS}ER01/", {"ER01-reason": "Again.", "all": "yes"}, status=404)


def test_without_a_reason_or_a_choice_nothing_is_ticked_and_nothing_typed_is_lost(
    reader: Reader, session: Session
) -> None:
    first, _ = marks_in(reader.get(CHECKS))
    page = reader.post(f"{CHECKS}ER01/", {"ER01-marks": first, "ER01-reason": " "}, status=422)
    assert "Say why this may stay" in page
    assert f'value="{first}" checked' in page
    page = reader.post(f"{CHECKS}ER01/", {"ER01-reason": "Because <x>."}, status=422)
    assert "Choose at least one" in page
    assert "Because &lt;x&gt;." in page
    assert ticks(session) == []


def test_a_fault_cannot_be_ticked(reader: Reader, session: Session) -> None:
    reader.post(f"{CHECKS}F11/", {"F11-reason": "No.", "all": "yes"}, status=404)
    assert ticks(session) == []


def test_a_tick_is_taken_back_and_kept_as_such(reader: Reader, session: Session) -> None:
    reader.post(f"{CHECKS}ER01/", {"ER01-reason": "Fine.", "all": "yes"})
    reader.post(f"{CHECKS}take-back/", {"mark": ticks(session)[0].mark})
    assert len(ticks(session)) == 1
    assert len(session.scalars(select(Tick)).all()) == 2
    reader.post(f"{CHECKS}take-back/", {"mark": "made up"})
    assert len(ticks(session)) == 1


def test_a_tick_lasts_until_the_words_change(reader: Reader, session: Session) -> None:
    reader.post(f"{CHECKS}ER01/", {"ER01-reason": "Fine.", "all": "yes"})
    drafts_of(session, a_publication_file(a_format_file(source=WORDS.replace("word two", "word three"))))
    page = reader.get(CHECKS)
    assert "Mend, or tick with a reason (1)" in page
    assert "Ticked (1)" in page


def test_others_find_nothing(session: Session, reader: Reader, reader_for: ReaderFor) -> None:
    reader_for(a_person(session)).get(CHECKS, status=403)
    reader.get(f"{CHECKS}?revision=made-up", status=404)
    reader.get(CHECKS.replace("full", "leaflet"), status=404)
