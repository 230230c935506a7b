"""Several tabs at the same moment, in transactions of their own, on a database of their own."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sscp_learning.learning.actions import attempts
from sscp_learning.learning.actions.attempts import begin_attempt
from sscp_learning.learning.models import Attempt, AttemptStep, Certificate, Completion, CurrentRecord
from sscp_learning.learning.path import Place, Stop
from sscp_learning.people.models import Person
from sscp_learning.platform.database import Database
from sscp_learning.tables import metadata
from tests.builders.learning import ISSUER, THEN, a_published_module, answered, begun, chance, has_read
from tests.builders.people import a_person
from tests.builders.scenario import POOR, a_module_with_a_visit

TABS = 6
Done = TypeVar("Done")


@pytest.fixture(params=["sqlite", "postgresql"])
def own_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database that commits; a module on offer and one person are in it."""
    url = f"sqlite:///{tmp_path / 'tabs.sqlite'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("new_postgresql")()
    database = Database(url)
    metadata.create_all(database.writer)
    with database.transaction() as session:
        a_published_module(session)
        a_person(session, name="Two Tabs")
    yield database
    database.close()


def test_a_button_pressed_in_many_tabs_begins_once(own_database: Database) -> None:
    person_id = the_person(own_database).id

    def begin(session: Session) -> None:
        begin_attempt(session, person_id=person_id, slug="small-module", now=THEN, rng=chance())

    at_once(own_database, begin)
    assert count(own_database, Attempt) == 1


def test_an_answer_sent_in_many_tabs_counts_once_and_completes_once(own_database: Database) -> None:
    person = the_person(own_database)
    with own_database.transaction() as session:
        begun(session, person)
        for question in ("p-1", "q-1", "q-2", "q-3", "q-4"):
            answered(session, person, question)
        for page in ("what-to-look-for", "what-to-do"):
            has_read(session, person, page)
    recorded = at_once(own_database, lambda session: answered(session, person, "q-5").recorded)
    assert sorted(recorded) == [False] * (TABS - 1) + [True]
    assert count(own_database, AttemptStep) == 6 + 2 + 1
    assert {count(own_database, model) for model in (Completion, Certificate, CurrentRecord)} == {1}


def test_a_choice_sent_in_many_tabs_counts_once_and_its_end_comes_once(own_database: Database) -> None:
    person = the_person(own_database)
    with own_database.transaction() as session:
        a_published_module(session, a_module_with_a_visit(scored="none"))
        begun(session, person, "visit")

    def choose(step: str, move: str) -> list[bool]:
        def send(session: Session) -> bool:
            return attempts.submit_answer(
                session,
                person_id=person.id,
                slug="visit",
                place=Place(Stop.QUESTION, number=2),
                question_id=f"nt-40-{step}",
                response={"answer": [move]},
                issuer=ISSUER,
                now=THEN,
            ).recorded

        return sorted(at_once(own_database, send))

    for step, move in POOR:
        assert choose(step, move) == [False] * (TABS - 1) + [True]
    assert count(own_database, AttemptStep) == len(POOR) + 1


def at_once(database: Database, do: Callable[[Session], Done]) -> list[Done]:
    """Does the same thing in several threads; what any of them raises, this raises."""
    ready, done, faults = threading.Barrier(TABS), [], []

    def tab() -> None:
        ready.wait()
        try:
            with database.transaction() as session:
                done.append(do(session))
        except Exception as fault:  # noqa: BLE001  Given back below.
            faults.append(fault)

    threads = [threading.Thread(target=tab) for _ in range(TABS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return done


def the_person(database: Database) -> Person:
    """The one who opens tabs."""
    with database.reading() as session:
        return session.scalars(select(Person).where(Person.name == "Two Tabs")).one()


def count(database: Database, model: type) -> int:
    """How many rows were committed."""
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0
