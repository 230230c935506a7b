"""Questions that also ask how sure somebody is, and questions answered in one's own words."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from sscp_learning.people.models import Person
from tests.builders.learning import QUIZ, a_module_file, a_published_module, begun, study_of
from tests.builders.people import a_person
from tests.pages import Reader

FIRST = "/learning/small-module/quiz/1/"
ReaderFor = Callable[[Person], Reader]
SHORT = """::: question short {#q-1 objective=see}
What is it called?

- [x] Neglect {#abc}
- [ ] Poverty {#xyz}
  > Being poor is not neglect.
:::

"""


def taking(session: Session, reader_for: ReaderFor, quiz: str) -> tuple[Person, Reader]:
    a_published_module(session, a_module_file(quiz=quiz))
    person = a_person(session)
    begun(session, person)
    return person, reader_for(person)


@pytest.fixture
def asks_how_sure() -> str:
    """A quiz whose first question asks how sure somebody is."""
    return QUIZ.replace("{#q-1 ", "{#q-1 confidence ")


def test_how_sure_somebody_is_is_asked_kept_and_never_marked(
    session: Session, reader_for: ReaderFor, asks_how_sure: str
) -> None:
    person, reader = taking(session, reader_for, asks_how_sure)
    assert "How sure are you?" in reader.get(FIRST)
    reader.post(FIRST, {"question": "q-1", "answer": "c2c", "confidence": "unsure"})
    step = study_of(session, person).answers["q-1"]
    assert (step.fraction, step.response) == (1.0, {"answer": ["c2c"], "confidence": ["unsure"]})
    assert "You were not sure, and you were right" in reader.get(FIRST)


@pytest.mark.parametrize("said", [{}, {"confidence": ""}, {"confidence": "very"}, {"confidence": ["sure", "unsure"]}])
def test_an_answer_without_it_is_not_complete_and_keeps_what_was_chosen(
    session: Session, reader_for: ReaderFor, asks_how_sure: str, said: dict[str, str | list[str]]
) -> None:
    person, reader = taking(session, reader_for, asks_how_sure)
    page = reader.post(FIRST, {"question": "q-1", "answer": "c2c", **said}, status=422)
    assert "Say how sure you are, too" in page
    assert 'value="c2c" checked' in page
    assert not study_of(session, person).answers


@pytest.mark.parametrize(("sure", "told"), [
    ("sure", "You were sure of this. It is worth reading why"),
    ("unsure", "a good sense of where to read more"),
])  # fmt: skip
def test_being_sure_and_wrong_is_said_kindly(
    session: Session, reader_for: ReaderFor, asks_how_sure: str, sure: str, told: str
) -> None:
    _, reader = taking(session, reader_for, asks_how_sure)
    reader.post(FIRST, {"question": "q-1", "answer": "c1c", "confidence": sure})
    assert told in reader.get(FIRST)


def test_where_it_is_not_asked_it_is_not_kept(session: Session, reader_for: ReaderFor) -> None:
    person, reader = taking(session, reader_for, QUIZ)
    reader.post(FIRST, {"question": "q-1", "answer": "c2c", "confidence": "sure"})
    assert study_of(session, person).answers["q-1"].response == {"answer": ["c2c"]}


def test_words_are_marked_and_shown_as_they_were_typed(session: Session, reader_for: ReaderFor) -> None:
    _, reader = taking(session, reader_for, SHORT + QUIZ[QUIZ.index("::: question multiple") :])
    assert "Neglect" not in reader.get(FIRST)
    page = reader.post(FIRST, {"question": "q-1", "answer": "!!"}, status=422)
    assert 'value="!!"' in page
    reader.post(FIRST, {"question": "q-1", "answer": "<b>poverty</b>"})
    page = reader.get(FIRST)
    assert "&lt;b&gt;poverty&lt;/b&gt;" in page
    assert "A right answer:" in page
