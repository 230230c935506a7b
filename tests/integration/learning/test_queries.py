"""What other features ask of learning."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from sscp_learning.learning import queries
from tests.builders.learning import (
    QUIZ,
    a_module_file,
    a_published_module,
    begun,
    has_completed,
)
from tests.builders.people import a_person


def test_current_records_of_some_people_on_some_modules(session: Session) -> None:
    a_published_module(session)
    a_published_module(session, a_module_file("other", title="Other", quiz=QUIZ.replace("{#q-", "{#o-"), pages=()))
    one, two, three = a_person(session), a_person(session), a_person(session)
    has_completed(session, one)
    has_completed(session, two)
    begun(session, three)
    rows = queries.list_current_records(session, [one.id, three.id], ["small-module", "other"])
    assert [(row.person_id, row.slug, row.completed_on, row.expires_on) for row in rows] == [
        (one.id, "small-module", date(2026, 1, 5), date(2029, 1, 5))
    ]
    assert queries.list_current_records(session, [one.id], ["other"]) == []
    assert queries.list_current_records(session, []) == []
    assert len(queries.list_current_records(session, [one.id, two.id])) == 2


def test_a_persons_own_history(session: Session, now: datetime) -> None:
    a_published_module(session)
    person, other = a_person(session), a_person(session)
    has_completed(session, person)
    has_completed(session, person, now=now)
    has_completed(session, other)
    assert [completion.completed_on for completion in queries.list_completions(session, person.id)] == [
        date(2026, 11, 22),
        date(2026, 1, 5),
    ]
    certificates = queries.list_certificates(session, person.id)
    assert [certificate.state for certificate in certificates] == ["issued", "superseded"]
    held = queries.list_held(session, person.id)
    assert [(one.slug, one.code) for one in held] == [("small-module", certificates[0].code)]


def test_what_is_open(session: Session) -> None:
    a_published_module(session)
    person = a_person(session)
    assert queries.list_open_slugs(session, person.id) == []
    begun(session, person)
    assert queries.list_open_slugs(session, person.id) == ["small-module"]


def test_the_answer_key_covers_the_published_version_and_those_in_use(session: Session) -> None:
    assert queries.answer_key(session, "small-module") is None
    a_published_module(session)
    begun(session, a_person(session))
    a_published_module(session, a_module_file(quiz=QUIZ.replace("{#q-1 ", "{#q-9 ")))
    key = queries.answer_key(session, "small-module")
    assert key is not None
    assert set(key) == {"p-1", "q-1", "q-2", "q-3", "q-4", "q-5", "q-9"}
    assert key["q-1"] == {"answer": "c2c"}
    assert key["q-2"] == {"answer": ["d1d", "d2d"]}
    assert key["q-3"] == {"answer": "tru"}
    assert key["q-4"] == {"answer-i1i": "t1t", "answer-i2i": "t2t"}
    assert key["q-5"] == {"answer-o1o": "1", "answer-o2o": "2", "answer-o3o": "3"}


def test_a_version_nobody_is_in_the_middle_of_is_not_in_the_key(session: Session) -> None:
    a_published_module(session)
    has_completed(session, a_person(session))
    a_published_module(session, a_module_file(quiz=QUIZ.replace("{#q-1 ", "{#q-9 ")))
    key = queries.answer_key(session, "small-module")
    assert key is not None
    assert "q-1" not in key


def test_search_finds_pages_and_overviews_and_tells_no_answers(session: Session) -> None:
    a_published_module(session)
    found = {(one.slug, one.page): one for one in queries.list_searchable(session)}
    assert set(found) == {("small-module", ""), ("small-module", "what-to-look-for"), ("small-module", "what-to-do")}
    assert "Act on it" in found["small-module", ""].words
    assert not any("This one" in one.words for one in found.values())


def test_titles_for_choosing(session: Session) -> None:
    a_published_module(session)
    assert queries.list_published_titles(session) == {"small-module": "A small module"}
