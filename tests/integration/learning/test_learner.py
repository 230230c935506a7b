"""The learner's pages: catalogue, overview, pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, event, func, select
from sqlalchemy.orm import Session

from sscp_learning.learning.actions.versions import withdraw_version
from sscp_learning.learning.models import Attempt, AttemptStep
from sscp_learning.learning.queries import find_version
from sscp_learning.learning.rules import ChangeKind
from sscp_learning.people.models import Person
from sscp_learning.platform.clock import clock_at
from tests.builders.learning import (
    FEEDBACK,
    a_module_file,
    a_published_module,
    answered,
    begun,
    has_completed,
    study_of,
)
from tests.builders.people import a_person
from tests.pages import Reader

HOME = "/learning/small-module/"
PAGE = f"{HOME}what-to-look-for/"
ReaderFor = Callable[[Person], Reader]


def steps(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AttemptStep)) or 0


@contextmanager
def counted(connection: Connection) -> Iterator[list[str]]:
    """The statements sent to the database while the block runs; savepoints of the test itself left out."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            seen.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(connection, "before_cursor_execute", note)


@pytest.fixture
def person(session: Session) -> Person:
    """Somebody, and a module to learn."""
    a_published_module(session)
    return a_person(session)


def test_anyone_may_look_at_the_catalogue(nobody: Reader, person: Person) -> None:
    assert person
    html = nobody.get("/learning/")
    assert "A small module" in html
    assert "10 minutes" in html


def test_an_empty_catalogue_says_so(nobody: Reader) -> None:
    assert "There are no modules yet" in nobody.get("/learning/")


def test_the_catalogue_says_how_far_its_reader_has_come(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    begun(session, person)
    assert "Started" in reader_for(person).get("/learning/")
    done = a_person(session)
    has_completed(session, done)
    assert "Completed 5 January 2026" in reader_for(done).get("/learning/")
    with clock_at(datetime(2030, 1, 1, tzinfo=UTC)):
        assert "Expired 5 January 2029" in reader_for(done).get("/learning/")


def test_the_overview_is_readable_signed_out_and_carries_nobody_on(nobody: Reader, person: Person) -> None:
    assert person
    html = nobody.get(HOME)
    assert "data-next" not in html
    assert "/sign-in?next=/learning/small-module/" in html
    for words in ("See it", "Act on it", "One page is sad.", "80%", "Valid for 3 years", "What to look for"):
        assert words in html


def test_a4_distressing_words_have_a_note_before_them_and_a_way_out(
    reader_for: ReaderFor, person: Person, session: Session
) -> None:
    reader = reader_for(person)
    assert "One page is sad." in reader.get(HOME)
    begun(session, person)
    for page in (HOME, PAGE, f"{HOME}quiz/", f"{HOME}quiz/1/"):
        assert 'href="/exit"' in reader.get(page), page
    assert 'href="/exit"' not in reader.get("/learning/")


@pytest.mark.parametrize(
    "address", ["/learning/no-such/", "/learning/a%00b/", "/learning/a%27b/", "/learning/%F0%9F%92%9A/"]
)
def test_there_is_no_such_module(nobody: Reader, address: str) -> None:
    nobody.get(address, status=404)


def test_signed_out_the_pages_lead_to_the_sign_in(nobody: Reader, person: Person) -> None:
    assert person
    nobody.get(PAGE, status=302)
    assert nobody.location.startswith("/sign-in")


def test_beginning_is_a_button_and_pressing_it_twice_begins_once(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    reader = reader_for(person)
    html = reader.get(HOME)
    assert html.count("data-next") == 1
    assert "Start now" in html
    assert session.scalar(select(func.count()).select_from(Attempt)) == 0
    for _ in range(2):
        reader.post(HOME, {"begin": "start"})
        assert reader.location == PAGE
    assert session.scalar(select(func.count()).select_from(Attempt)) == 1


@pytest.mark.parametrize("how", ["", "nonsense", "wrong"])
def test_nothing_else_begins_a_module(session: Session, person: Person, reader_for: ReaderFor, how: str) -> None:
    reader_for(person).post(HOME, {"begin": how}, status=404)
    assert session.scalar(select(func.count()).select_from(Attempt)) == 0


def test_the_overview_carries_on_at_the_first_unfinished_step(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    begun(session, person)
    answered(session, person, "p-1")
    reader = reader_for(person)
    html = reader.get(HOME)
    assert f'href="{PAGE}" data-next' in html
    reader.post(PAGE, {"read": "yes"})
    assert f'href="{HOME}what-to-do/" data-next' in reader.get(HOME)


def test_after_completion_the_overview_leads_to_the_result(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    has_completed(session, person)
    html = reader_for(person).get(HOME)
    assert f'href="{HOME}result/" data-next' in html
    assert "It is valid until 5 January 2029" in html
    assert "Renew" not in html


def test_in_the_window_it_may_be_renewed_and_when_expired_it_starts_again(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    has_completed(session, person)
    reader = reader_for(person)
    with clock_at(datetime(2028, 11, 1, tzinfo=UTC)):
        html = reader.get(HOME)
        assert "The days you have left are added on" in html
        assert html.count("data-next") == 1
    with clock_at(datetime(2029, 1, 6, tzinfo=UTC)):
        html = reader.get(HOME)
        assert "It was valid until 5 January 2029" in html
        assert "Do this module again" in html
        reader.post(HOME, {"begin": "start"})
    assert study_of(session, person).number == 2


def test_after_a_quiz_that_was_not_passed_the_overview_offers_to_try_again(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    has_completed(session, person, wrong=("q-1", "q-3"))
    html = reader_for(person).get(HOME)
    assert "Try the 2 you got wrong again" in html
    assert html.count("data-next") == 1
    assert "fail" not in html.lower()


def test_a_page_without_an_attempt_leads_to_the_overview(person: Person, reader_for: ReaderFor) -> None:
    reader = reader_for(person)
    reader.get(PAGE, status=302)
    assert reader.location == HOME
    reader.get("/learning/no-such/page/", status=404)
    reader.post(PAGE, {"read": "yes"}, status=404)


def test_a_page_with_an_open_question_has_a_form_and_no_way_on_but_may_be_passed(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    begun(session, person)
    html = reader_for(person).get(PAGE)
    assert 'data-question="p-1"' in html
    assert "data-next" not in html
    assert "Go on and come back to it" in html
    assert not any(words in html for words in FEEDBACK)


def test_an_answer_in_a_page_shows_why_and_then_the_page_can_be_marked_as_read(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    begun(session, person)
    reader = reader_for(person)
    reader.post(PAGE, {"question": "p-1", "answer": "bbb"})
    assert reader.location == f"{PAGE}#p-1"
    html = reader.get(PAGE)
    assert 'data-answered="p-1"' in html
    assert "data-question" not in html
    for words in ("Not right", "PAGENO", "PAGEWHY", "Saved 10:30", "Read this in the guidance"):
        assert words in html
    assert html.count("data-next") == 1
    reader.post(PAGE, {"read": "yes"})
    assert reader.location == f"{HOME}what-to-do/"
    assert f'href="{HOME}what-to-do/" data-next' in reader.get(PAGE)


def test_an_answer_that_is_not_complete_says_so_and_uses_nothing(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    begun(session, person)
    reader = reader_for(person)
    for data in ({}, {"answer": ""}, {"answer": "zzz"}, {"answer": "aaa\0"}, {"answer": ["aaa", "bbb"]}):
        html = reader.post(PAGE, {"question": "p-1", **data}, status=422)
        assert "Choose one answer." in html
        assert 'data-question="p-1"' in html
    assert steps(session) == 0


def test_a_forged_question_is_not_found(session: Session, person: Person, reader_for: ReaderFor) -> None:
    begun(session, person)
    reader = reader_for(person)
    reader.post(PAGE, {"question": "q-1", "answer": "c2c"}, status=404)
    reader.post(PAGE, {"question": "\0", "answer": "c2c"}, status=404)
    reader.post(f"{HOME}what-to-do/", {"question": "p-1", "answer": "aaa"}, status=404)
    reader.post(f"{HOME}no-such-page/", {"question": "p-1", "answer": "aaa"}, status=404)
    reader.get(f"{HOME}no-such-page/", status=404)
    assert steps(session) == 0


def test_a_page_is_not_read_while_its_question_is_open(session: Session, person: Person, reader_for: ReaderFor) -> None:
    begun(session, person)
    reader = reader_for(person)
    reader.post(PAGE, {"read": "yes"})
    assert "Answer the question on this page first" in reader.get(PAGE)
    assert steps(session) == 0


def test_the_answer_of_a_second_tab_does_not_count(session: Session, person: Person, reader_for: ReaderFor) -> None:
    begun(session, person)
    reader = reader_for(person)
    reader.post(PAGE, {"question": "p-1", "answer": "bbb"})
    reader.post(PAGE, {"question": "p-1", "answer": "aaa"})
    assert "Your first answer counts" in reader.get(PAGE)
    assert session.scalars(select(AttemptStep.response)).one() == {"answer": ["bbb"]}


def test_nobody_sees_anothers_attempt(session: Session, person: Person, reader_for: ReaderFor) -> None:
    begun(session, person)
    answered(session, person, "p-1")
    other = reader_for(a_person(session))
    assert "Start now" in other.get(HOME)
    other.get(PAGE, status=302)
    other.post(PAGE, {"question": "p-1", "answer": "aaa"}, status=404)


def test_an_attempt_that_is_over_can_still_be_read(session: Session, person: Person, reader_for: ReaderFor) -> None:
    study = begun(session, person)
    for question in study.way.quiz:
        answered(session, person, question, right=False)
    html = reader_for(person).get(PAGE)
    assert "You did not answer this one" in html
    assert "data-question" not in html
    assert html.count("data-next") == 1


def test_looking_changes_nothing(session: Session, person: Person, reader_for: ReaderFor) -> None:
    begun(session, person)
    reader = reader_for(person)
    for address in (HOME, PAGE, f"{HOME}quiz/", f"{HOME}quiz/1/", f"{HOME}result/"):
        reader.get(address)
    assert steps(session) == 0


def test_a_material_change_leaves_an_open_attempt_where_it_is(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    begun(session, person)
    a_published_module(session, a_module_file(title="A new title"))
    reader = reader_for(person)
    assert "A small module" in reader.get(HOME)
    assert "A small module" in reader.get(PAGE)


@pytest.mark.parametrize(("kind", "told"), [(ChangeKind.MATERIAL, True), (ChangeKind.TYPO, False)])
def test_only_a_material_change_is_told_to_whoever_completed_an_earlier_version(
    session: Session, person: Person, reader_for: ReaderFor, kind: ChangeKind, *, told: bool
) -> None:
    has_completed(session, person)
    a_published_module(session, a_module_file(pass_mark=70, change_kind=kind))
    html = reader_for(person).get(HOME)
    assert ("This module has changed since you completed it" in html) is told
    assert f'href="{HOME}result/" data-next' in html


def test_whoever_is_in_the_middle_of_a_withdrawn_module_can_finish_it(
    session: Session, person: Person, reader_for: ReaderFor, nobody: Reader, now: datetime
) -> None:
    begun(session, person)
    version = find_version(session, "small-module", 1)
    assert version is not None
    withdraw_version(session, version=version, who="system", now=now)
    assert "Carry on" in reader_for(person).get(HOME)
    nobody.get(HOME, status=404)


def test_saving_an_answer_asks_the_database_little(
    session: Session, connection: Connection, person: Person, reader_for: ReaderFor
) -> None:
    begun(session, person)
    reader = reader_for(person)
    reader.get(PAGE)
    with counted(connection) as seen:
        reader.client.get(PAGE)
    assert len(seen) <= 6, seen
    with counted(connection) as seen:
        reader.post(PAGE, {"question": "p-1", "answer": "aaa"})
    of_the_answer = [statement for statement in seen if "sign" not in statement]
    assert len(of_the_answer) <= 10, seen  # The reader's own look at the CSRF field included.


def test_the_hour_of_saving_is_that_of_london(session: Session, person: Person, reader_for: ReaderFor) -> None:
    begun(session, person)
    reader = reader_for(person)
    with clock_at(datetime(2026, 7, 1, 13, 2, tzinfo=UTC) + timedelta(seconds=5)):
        reader.post(PAGE, {"question": "p-1", "answer": "aaa"})
    assert "Saved 14:02" in reader.get(PAGE)
