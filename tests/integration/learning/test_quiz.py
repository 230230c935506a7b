"""The learner's quiz, evaluation and result."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sscp_learning.learning.models import AttemptStep, Completion, EvaluationWaiting
from sscp_learning.people.models import Person
from tests.builders.learning import (
    FEEDBACK,
    QUIZ,
    a_module_file,
    a_published_module,
    answered,
    begun,
    has_completed,
    has_read,
    study_of,
)
from tests.builders.people import a_person
from tests.pages import Reader

HOME = "/learning/small-module/"
QUIZ_DOOR = f"{HOME}quiz/"
ReaderFor = Callable[[Person], Reader]


def steps(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AttemptStep)) or 0


@pytest.fixture
def person(session: Session) -> Person:
    """Somebody, and a module to learn."""
    a_published_module(session)
    return a_person(session)


def test_the_door_of_the_quiz_starts_carries_on_and_ends(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    reader = reader_for(person)
    reader.get(QUIZ_DOOR, status=302)
    assert reader.location == HOME
    begun(session, person)
    assert f'href="{QUIZ_DOOR}1/" data-next' in reader.get(QUIZ_DOOR)
    answered(session, person, "q-1")
    html = reader.get(QUIZ_DOOR)
    assert "You have answered 1 of 5 questions" in html
    assert f'href="{QUIZ_DOOR}2/" data-next' in html
    for question in ("q-2", "q-3", "q-4", "q-5"):
        answered(session, person, question)
    assert f'href="{HOME}result/" data-next' in reader.get(QUIZ_DOOR)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_an_open_question_is_one_form_and_tells_nothing(
    session: Session, person: Person, reader_for: ReaderFor, number: int
) -> None:
    begun(session, person)
    html = reader_for(person).get(f"{QUIZ_DOOR}{number}/")
    assert html.count("data-question=") == 1
    assert f'data-question="q-{number}"' in html
    assert "data-next" not in html
    assert not any(words in html for words in FEEDBACK)


@pytest.mark.parametrize(
    ("number", "data", "words"),
    [
        (1, {"answer": "c1c"}, ("Not right", "FEEDBACKONE", "WHYONE", "This one is right", "guidance: types")),
        (1, {"answer": "c2c"}, ("Your answer: right", "FEEDBACKTWO")),
        (2, {"answer": ["d2d"]}, ("Partly right", "FEEDBACKFOUR", "You missed this one")),
        (2, {"answer": ["d1d", "d2d"]}, ("FEEDBACKTHREE",)),
        (3, {"answer": "fal"}, ("FEEDBACKSIX",)),
        (4, {"answer-i1i": "t2t", "answer-i2i": "t2t"}, ("Partly right", "FEEDBACKSEVEN", "What fits:")),
        (5, {"answer-o1o": "1", "answer-o2o": "1", "answer-o3o": "1"}, ("Partly right", "Its place:", "FEEDBACKEIGHT")),
    ],
)
def test_after_the_answer_the_same_address_says_what_was_right_and_why(
    session: Session, person: Person, reader_for: ReaderFor, number: int, data: dict[str, str], words: tuple[str, ...]
) -> None:
    begun(session, person)
    reader = reader_for(person)
    here = f"{QUIZ_DOOR}{number}/"
    reader.post(here, {"question": f"q-{number}", **data})
    assert reader.location == f"{here}#q-{number}"
    html = reader.get(here)
    assert f'data-answered="q-{number}"' in html
    assert "data-question" not in html
    assert "Saved 10:30" in html
    assert html.count("data-next") == 1
    for one in words:
        assert one in html


def test_an_answer_that_is_not_complete_keeps_what_was_chosen(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    begun(session, person)
    reader = reader_for(person)
    html = reader.post(f"{QUIZ_DOOR}4/", {"question": "q-4", "answer-i1i": "t1t", "answer-i2i": ""}, status=422)
    assert '<option value="t1t" selected>' in html
    assert "Choose a match for each one" in html
    assert "<title>Error: " in html
    assert steps(session) == 0


def test_sending_the_same_answer_twice_and_the_back_button_change_nothing(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    begun(session, person)
    reader = reader_for(person)
    reader.post(f"{QUIZ_DOOR}1/", {"question": "q-1", "answer": "c2c"})
    reader.post(f"{QUIZ_DOOR}1/", {"question": "q-1", "answer": "c2c"})
    reader.post(f"{QUIZ_DOOR}1/", {"question": "q-1", "answer": "c1c"})
    assert "Your first answer counts" in reader.get(f"{QUIZ_DOOR}1/")
    assert steps(session) == 1


def test_going_back_into_a_finished_quiz_shows_it_and_takes_no_answers(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    has_completed(session, person)
    before = steps(session)
    reader = reader_for(person)
    html = reader.get(f"{QUIZ_DOOR}1/")
    assert 'data-answered="q-1"' in html
    reader.post(f"{QUIZ_DOOR}1/", {"question": "q-1", "answer": "c1c"})
    assert steps(session) == before
    assert study_of(session, person).has_passed


@pytest.mark.parametrize("number", ["0", "6", "99999999999999999999", "-1", "one"])
def test_there_is_no_such_question(session: Session, person: Person, reader_for: ReaderFor, number: str) -> None:
    begun(session, person)
    reader = reader_for(person)
    reader.get(f"{QUIZ_DOOR}{number}/", status=404)
    reader.post(f"{QUIZ_DOOR}{number}/", {"question": "q-1", "answer": "c2c"}, status=404)


def test_a_form_of_an_earlier_attempt_is_not_taken_for_another_question(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    has_completed(session, person, wrong=("q-2", "q-3"))
    reader = reader_for(person)
    reader.post(HOME, {"begin": "wrong"})
    assert reader.location == f"{QUIZ_DOOR}1/"
    reader.post(f"{QUIZ_DOOR}1/", {"question": "q-1", "answer": "c2c"}, status=404)
    assert 'data-question="q-2"' in reader.get(f"{QUIZ_DOOR}1/")


def test_with_tries_left_the_form_stays_and_says_how_many(session: Session, reader_for: ReaderFor) -> None:
    a_published_module(session, a_module_file(quiz=QUIZ.replace("{#q-1 ", "{#q-1 tries=3 ")))
    person = a_person(session)
    begun(session, person)
    reader, here = reader_for(person), f"{QUIZ_DOOR}1/"
    reader.post(here, {"question": "q-1", "answer": "c1c"})
    html = reader.get(here)
    assert 'data-question="q-1"' in html
    assert "Not right yet" in html
    assert "You can try 2 more times" in html
    assert "FEEDBACKONE" in html
    assert "WHYONE" not in html
    assert "FEEDBACKTWO" not in html
    reader.post(here, {"question": "q-1", "answer": "c2c"})
    assert 'data-answered="q-1"' in reader.get(here)
    assert study_of(session, person).progress.marks["q-1"] == pytest.approx(2 / 3)


def test_the_introduction_stays_with_its_question(session: Session, person: Person, reader_for: ReaderFor) -> None:
    begun(session, person)
    reader = reader_for(person)
    assert "Once there was a child" in reader.get(f"{QUIZ_DOOR}1/")
    answered(session, person, "q-1")
    assert "Read the story again" in reader.get(f"{QUIZ_DOOR}1/")
    assert "Once there was a child" not in reader.get(f"{QUIZ_DOOR}2/")


def test_the_result_says_how_each_objective_went_and_where_to_read(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    has_completed(session, person, wrong=("q-1", "q-3"))
    html = reader_for(person).get(f"{HOME}result/")
    for words in ("You are not there yet", "60%", "You need 80%", "One question must be right", "Nearly there"):
        assert words in html
    for words in ("Read this in the guidance: types", "Try the 2 you got wrong again", "Take the whole quiz again"):
        assert words in html
    assert "fail" not in html.lower()


def test_the_result_of_an_open_attempt_says_what_is_left(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    begun(session, person)
    html = reader_for(person).get(f"{HOME}result/")
    for words in (
        "You have not finished yet",
        "0 of 2 pages read",
        "0 of 5 quiz questions answered",
        "Why is this not",
    ):
        assert words in html
    assert html.count("data-next") == 1


def test_doing_it_again_leaves_the_old_certificate_standing(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    has_completed(session, person)
    reader = reader_for(person)
    reader.post(HOME, {"begin": "start"})
    html = reader.get(f"{HOME}result/")
    assert "You completed this module on 5 January 2026" in html
    assert "still stands" in html


def test_without_an_attempt_there_is_no_result(person: Person, reader_for: ReaderFor) -> None:
    reader = reader_for(person)
    reader.get(f"{HOME}result/", status=302)
    assert reader.location == HOME
    reader.get("/learning/no-such/result/", status=404)
    reader.get(f"{HOME}evaluation/", status=404)


def test_the_last_answer_leads_to_the_evaluation_which_is_asked_once(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    has_completed(session, person)
    reader = reader_for(person)
    assert f'href="{HOME}evaluation/" data-next' in reader.get(f"{QUIZ_DOOR}5/")
    html = reader.get(f"{HOME}evaluation/")
    assert html.count("data-next") == 1
    assert "data-question" not in html
    reader.post(f"{HOME}evaluation/", {"skip": "yes"})
    assert reader.location == f"{HOME}result/"
    reader.get(f"{HOME}evaluation/", status=302)
    reader.post(f"{HOME}evaluation/", {"useful": "very"})
    assert session.scalars(select(Completion.evaluation)).one() == "skipped"
    assert session.scalars(select(EvaluationWaiting)).all() == []


def test_an_evaluation_is_kept_without_the_person(session: Session, person: Person, reader_for: ReaderFor) -> None:
    has_completed(session, person)
    reader = reader_for(person)
    reader.post(f"{HOME}evaluation/", {"useful": "very", "thought": "More pictures \U0001f49a שלום\0"})
    assert "Thank you" in reader.get(f"{HOME}result/")
    kept = session.scalars(select(EvaluationWaiting)).one()
    assert kept.answers == {"useful": "very", "thought": "More pictures \U0001f49a שלום"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Answer at least one question"),
        ({"thought": "x" * 1_001}, "Use 1,000 characters or fewer"),
        ({"useful": "nonsense"}, "Error"),
    ],
)
def test_an_evaluation_that_cannot_be_kept_says_why(
    session: Session, person: Person, reader_for: ReaderFor, data: dict[str, str], words: str
) -> None:
    has_completed(session, person)
    assert words in reader_for(person).post(f"{HOME}evaluation/", data, status=422)
    assert session.scalars(select(EvaluationWaiting)).all() == []


def test_a_quiz_passed_before_the_pages_are_read_waits_for_them(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    study = begun(session, person)
    for question in ("p-1", *study.way.quiz):
        answered(session, person, question)
    reader = reader_for(person)
    assert f'href="{HOME}what-to-look-for/" data-next' in reader.get(f"{HOME}result/")
    has_read(session, person, "what-to-look-for")
    reader.post(f"{HOME}what-to-do/", {"read": "yes"})
    assert reader.location == f"{HOME}evaluation/"
    assert "You passed" in reader.get(f"{HOME}result/")


def test_an_answer_for_anothers_attempt_is_not_found(session: Session, person: Person, reader_for: ReaderFor) -> None:
    begun(session, person)
    other = reader_for(a_person(session))
    other.post(f"{QUIZ_DOOR}1/", {"question": "q-1", "answer": "c2c"}, status=404)
    assert steps(session) == 0


def test_a_form_without_its_csrf_field_keeps_the_answer_on_the_page_and_out_of_the_database(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    begun(session, person)
    answer = reader_for(person).client.post(f"{QUIZ_DOOR}1/", data={"question": "q-1", "answer": "c2c"})
    assert answer.status_code == 400
    assert "c2c" in answer.text
    assert steps(session) == 0
