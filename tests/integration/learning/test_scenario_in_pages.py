"""A branching scenario on a page of a module: one question of the page, with its own way on while it is under way."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sscp_learning.learning.models import AttemptStep
from sscp_learning.learning.queries import answer_key
from sscp_learning.people.models import Person
from tests.builders.learning import QUIZ, a_module_file, a_published_module, begun, chance, study_of
from tests.builders.people import a_person
from tests.builders.scenario import BEST, POOR, SINGLE, a_visit
from tests.integration.learning.following import at_random, by_key, follow
from tests.pages import Reader

HERE = "/learning/small-module/think/"
OTHER = SINGLE.replace("q-1", "p-9")
ReaderFor = Callable[[Person], Reader]


def reading(session: Session, reader_for: ReaderFor, *, other: str = "", scored: str = "none") -> tuple[Person, Reader]:
    """Somebody who has begun a module that opens with the scenario on a page, `other` behind it."""
    page = f"# Think\n\nBefore it.\n\n{a_visit(scored=scored)}\n\n{other}\n\nAfter it."
    a_published_module(session, a_module_file(pages=(page,), quiz=QUIZ))
    person = a_person(session)
    begun(session, person)
    return person, reader_for(person)


def next_ways(html: str) -> list[str]:
    found = re.findall(r"<(?:a|button)[^>]*data-next[^>]*>", html)
    return [address for tag in found for address in re.findall(r'(?:href|value)="([^"]+)"', tag)]


def choose(reader: Reader, step: str, move: str, *, status: int = 302) -> str:
    return reader.post(HERE, {"question": f"nt-40-{step}", "answer": move}, status=status)


@pytest.mark.parametrize("way", [BEST, POOR])
def test_there_is_one_way_on_whatever_step_is_shown(
    session: Session, reader_for: ReaderFor, way: list[tuple[str, str]]
) -> None:
    person, reader = reading(session, reader_for)
    assert 'data-question="nt-40-door"' in reader.get(HERE)
    for step, move in way:
        html = reader.get(HERE)
        assert html.count("data-question=") == 1
        assert next_ways(html) == []
        choose(reader, step, move)
        assert reader.location == f"{HERE}?step={step}#nt-40-{step}"
        html = reader.get(f"{HERE}?step={step}")
        assert "data-question=" not in html
        assert [address.partition("#")[0][: len(HERE) + 6] for address in next_ways(html)] == [f"{HERE}?step="]
    assert next_ways(reader.get(HERE)) == ["yes"]
    assert "The way you took" in reader.get(HERE)
    assert len(next_ways(reader.get(f"{HERE}?step=door"))) == 1, "looking back leads on along the way"
    reader.post(HERE, {"read": "yes"})
    assert reader.location.startswith("/learning/small-module/quiz/")
    assert study_of(session, person).progress.seen == {"think"}


def test_the_page_waits_until_an_end_is_reached_and_takes_other_questions_meanwhile(
    session: Session, reader_for: ReaderFor
) -> None:
    person, reader = reading(session, reader_for, other=OTHER)
    choose(reader, "door", "k3v")
    reader.post(HERE, {"read": "yes"})
    assert study_of(session, person).progress.seen == frozenset()
    reader.post(HERE, {"question": "p-9", "answer": "c2c"})
    assert reader.location == f"{HERE}#p-9"
    html = reader.get(HERE)
    assert 'data-answered="p-9"' in html
    assert "In the kitchen" in html
    assert study_of(session, person).progress.closed == {"p-9"}


def test_a_choice_that_is_missing_is_said_at_the_scenario_and_nowhere_else(
    session: Session, reader_for: ReaderFor
) -> None:
    _person, reader = reading(session, reader_for, other=OTHER)
    html = choose(reader, "door", "", status=422)
    assert html.count("Choose what you would do.") == 2, "in the summary and at the field"
    assert 'href="#nt-40-door-0"' in html
    html = reader.post(HERE, {"question": "p-9"}, status=422)
    assert "Choose what you would do." not in html
    assert session.scalar(select(func.count()).select_from(AttemptStep)) == 0


def test_a_page_gives_its_scenario_for_paper(session: Session, reader_for: ReaderFor) -> None:
    _person, reader = reading(session, reader_for)
    assert f'href="{HERE}?paper=nt-40"' in reader.get(HERE)
    html = reader.get(f"{HERE}?paper=nt-40")
    assert next_ways(html) == [HERE]
    assert "WHYVISIT" not in html
    reader.get(f"{HERE}?paper=p-9", status=404)


@pytest.mark.parametrize("scored", ["end", "along", "none"])
def test_in_a_page_a_poor_end_never_stands_in_the_way(session: Session, reader_for: ReaderFor, scored: str) -> None:
    person, reader = reading(session, reader_for, scored=scored)
    for step, move in POOR:
        choose(reader, step, move)
    key = answer_key(session, "small-module")
    assert key is not None
    _, result = follow(reader, "small-module", by_key(key))
    assert "You passed" in result
    assert study_of(session, person).verdict.score == 100


@pytest.mark.parametrize("seed", range(3))
def test_whoever_guesses_comes_to_the_result(session: Session, reader_for: ReaderFor, seed: int) -> None:
    _person, reader = reading(session, reader_for, other=OTHER)
    _, result = follow(reader, "small-module", at_random(chance(seed)))
    assert "Your score" in result
