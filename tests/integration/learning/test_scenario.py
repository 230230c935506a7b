"""A branching scenario in the quiz: steps with addresses of their own, consequences, an end, three ways of scoring."""

import random
import re
from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.learning.models import AttemptStep, Completion
from sscp_learning.learning.queries import answer_key
from sscp_learning.people.models import Person
from tests.builders.learning import a_published_module, begun, chance, study_of
from tests.builders.people import a_person
from tests.builders.scenario import BEST, MIXED, POOR, a_module_with_a_visit
from tests.integration.learning.following import at_random, by_key, follow
from tests.pages import Reader

HOME = "/learning/visit/"
HERE = f"{HOME}quiz/2/"
ReaderFor = Callable[[Person], Reader]
Way = Sequence[tuple[str, str]]
SECRETS = ("LEDDOOR", "LEDSTREET", "LEDTRUST", "WHYVISIT", "not alone tonight", "A long weekend")


@pytest.fixture
def person(session: Session) -> Person:
    """Somebody who has just begun a module whose second question is the scenario."""
    return somebody(session)


def somebody(session: Session, *, scored: str = "end", flags: str = "") -> Person:
    a_published_module(session, a_module_with_a_visit(scored=scored, flags=flags))
    person = a_person(session)
    begun(session, person, "visit")
    return person


def at_the_door(reader: Reader, *, right: bool = True) -> Reader:
    reader.post(f"{HOME}what-to-do/", {"read": "yes"})
    reader.post(f"{HOME}quiz/1/", {"question": "q-1", "answer": "c2c" if right else "c1c"})
    return reader


def choose(reader: Reader, step: str, move: str, *, status: int = 302, at: str = HERE) -> str:
    return reader.post(at, {"question": f"nt-40-{step}", "answer": move}, status=status)


def take(reader: Reader, way: Way) -> None:
    for step, move in way:
        choose(reader, step, move)


def steps(session: Session) -> list[tuple[str, int, dict[str, list[str]] | None]]:
    rows = session.scalars(select(AttemptStep).where(AttemptStep.key.startswith("nt-40")).order_by(AttemptStep.seq))
    return [(row.key, row.try_number, row.response) for row in rows]


def shown_step(html: str) -> str:
    found = re.search(r'data-question="(nt-40-[^"]+)"', html)
    assert found, "nothing is open"
    return found[1]


def test_a_step_has_its_own_address_heading_and_form_and_tells_nothing(person: Person, reader_for: ReaderFor) -> None:
    reader = reader_for(person)
    reader.get(HERE, status=302)
    assert reader.location == f"{HERE}?step=door"
    html = reader.get(f"{HERE}?step=door")
    assert html.count("data-question=") == 1
    assert 'data-question="nt-40-door"' in html
    assert "<title>Question 2 of 2 – At the door – " in html
    assert "You are a family support worker" in html
    assert "data-next" not in html
    assert not any(words in html for words in SECRETS)


def test_paper_gets_all_steps_with_where_they_lead_and_no_ends(person: Person, reader_for: ReaderFor) -> None:
    reader = reader_for(person)
    assert f'href="{HERE}?paper=nt-40"' in reader.get(f"{HERE}?step=door")
    html = reader.get(f"{HERE}?paper=nt-40")
    assert html.index("1. At the door") < html.index("3. In the kitchen") < html.index("5. Back in the car")
    assert "and leave your card”, go to 2." in html
    assert "you come to an end." in html
    assert not any(words in html for words in SECRETS)
    assert f'href="{HERE}" data-next' in html
    reader.get(f"{HOME}quiz/1/?paper=q-1", status=404)
    reader.get(f"{HOME}quiz/1/?paper=nt-40", status=404)


def test_a_choice_is_saved_at_once_and_shows_what_comes_of_it(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    reader = reader_for(person)
    choose(reader, "door", "k3v")
    assert reader.location == f"{HERE}?step=door#nt-40-door"
    assert steps(session) == [("nt-40-door", 1, {"answer": ["k3v"]})]
    html = reader.get(f"{HERE}?step=door")
    assert 'data-answered="nt-40-door"' in html
    assert "data-question" not in html
    assert "LEDDOOR" in html
    assert "LEDSTREET" not in html
    assert "Saved 10:30" in html
    assert re.findall(r'href="([^"]+)" data-next', html) == [f"{HERE}?step=kitchen#nt-40-kitchen"]


def test_flags_decide_which_words_and_choices_come_later(session: Session, reader_for: ReaderFor) -> None:
    kind, curt = reader_for(somebody(session)), reader_for(another(session))
    choose(kind, "door", "k3v")
    choose(curt, "door", "p8d")
    with_trust, without = kind.get(f"{HERE}?step=kitchen"), curt.get(f"{HERE}?step=kitchen")
    assert "puts the kettle on" in with_trust
    assert 'value="r5c"' in with_trust
    assert "arms crossed" not in with_trust
    assert "puts the kettle on" not in without
    assert 'value="r5c"' not in without
    assert shown_step(with_trust) != shown_step(without)
    choose(curt, "kitchen", "r5c", status=422)


def test_at_the_end_stand_the_way_what_came_of_it_and_what_would_have_helped(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    reader = reader_for(person)
    take(reader, MIXED)
    assert reader.location == f"{HERE}?step=office#nt-40-office"
    assert f'href="{HERE}?step=waited#nt-40-waited" data-next' in reader.get(f"{HERE}?step=office")
    reader.get(HERE, status=302)
    assert reader.location == f"{HERE}?step=waited"
    html = reader.get(f"{HERE}?step=waited")
    for words in ("A long weekend", "Some of this helped", "The way you took", "She nods.", "WHYVISIT", ": types"):
        assert words in html
    for step, _move in MIXED:
        assert f'href="{HERE}?step={step}#nt-40-{step}"' in html
    assert "What would have helped more:</span> Ring children’s social care now" in html
    assert html.count("data-next") == 1
    assert steps(session)[-1] == ("nt-40", 1, {f"answer-{step}": [move] for step, move in MIXED})


def another(session: Session) -> Person:
    person = a_person(session)
    begun(session, person, "visit")
    return person


@pytest.mark.parametrize(
    ("scored", "way", "mark"),
    [
        ("end", BEST, 1), ("end", MIXED, 0.5), ("end", POOR, 0),
        ("along", BEST, 1), ("along", MIXED, 1 / 5), ("along", POOR, 0),
    ],
)  # fmt: skip
def test_it_is_scored_at_its_end_or_along_the_way(
    session: Session, reader_for: ReaderFor, scored: str, way: Way, mark: float
) -> None:
    person = somebody(session, scored=scored)
    reader = at_the_door(reader_for(person))
    take(reader, way)
    study = study_of(session, person, "visit")
    assert study.progress.marks["nt-40"] == pytest.approx(mark)
    assert ("nt-40" in study.progress.right) == (mark == 1)
    assert study.verdict.score == pytest.approx(100 * (1 + mark) / 2)
    assert study.has_passed == (mark == 1)


@pytest.mark.parametrize(("right", "score"), [(True, 100), (False, 0)])
def test_one_that_is_not_scored_has_no_part_in_the_score_but_has_to_be_finished(
    session: Session, reader_for: ReaderFor, *, right: bool, score: float
) -> None:
    person = somebody(session, scored="none")
    reader = at_the_door(reader_for(person), right=right)
    assert study_of(session, person, "visit").is_open
    take(reader, POOR)
    study = study_of(session, person, "visit")
    assert (study.verdict.score, study.has_passed) == (score, right)
    assert "This scenario is not marked" in reader.get(f"{HERE}?step=monday")
    assert [(mark.objective, mark.asked) for mark in study.objectives] == [("see", 1)]


def test_must_pass_asks_for_a_good_end(session: Session, reader_for: ReaderFor) -> None:
    person = somebody(session, flags="must-pass")
    take(at_the_door(reader_for(person)), POOR)
    assert "One question must be right" in reader_for(person).get(f"{HOME}result/")


def test_trying_again_asks_the_scenario_from_its_start_and_only_when_it_was_not_good(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    reader = at_the_door(reader_for(person))
    take(reader, POOR)
    html = reader.get(f"{HOME}result/")
    assert "Try the one you got wrong again" in html
    reader.post(HOME, {"begin": "wrong"})
    reader.get(f"{HOME}quiz/1/", status=302)
    assert reader.location == f"{HOME}quiz/1/?step=door"
    for step, move in BEST:
        choose(reader, step, move, at=f"{HOME}quiz/1/")
    assert study_of(session, person, "visit").has_passed
    assert session.scalars(select(Completion.score)).one() == 100


def test_one_with_a_good_end_is_carried_over_with_its_way(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    reader = at_the_door(reader_for(person), right=False)
    take(reader, BEST)
    reader.post(HOME, {"begin": "wrong"})
    study = study_of(session, person, "visit")
    assert study.way.quiz == ("q-1",)
    walk = study.walk(study.content.questions["nt-40"])
    assert walk is not None
    assert [(moment.node, moment.move and moment.move.id) for moment in walk.moments] == [*BEST, ("heard", None)]


def test_the_first_choice_counts_whatever_another_tab_sends(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    reader = reader_for(person)
    choose(reader, "door", "k3v")
    choose(reader, "door", "p8d")
    assert reader.location == f"{HERE}?step=door#nt-40-door"
    html = reader.get(f"{HERE}?step=door")
    assert "Your first answer counts" in html
    assert "LEDDOOR" in html
    choose(reader, "upstairs", "j8z")
    assert reader.location == f"{HERE}?step=kitchen#nt-40-kitchen"
    assert "You are at another step of this scenario" in reader.get(f"{HERE}?step=kitchen")
    assert [key for key, *_ in steps(session)] == ["nt-40-door"]


def test_it_goes_on_where_it_was_on_any_device_and_the_back_button_is_harmless(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    choose(reader_for(person), "door", "k3v")
    elsewhere = reader_for(person)
    for where in (HERE, f"{HERE}?step=office", f"{HERE}?step=no-such", f"{HERE}?step="):
        elsewhere.get(where, status=302)
        assert elsewhere.location == f"{HERE}?step=kitchen"
    assert "LEDDOOR" in elsewhere.get(f"{HERE}?step=door")
    assert len(steps(session)) == 1


def test_a_way_back_makes_a_second_time_at_a_step_and_is_offered_once(
    session: Session, person: Person, reader_for: ReaderFor
) -> None:
    reader = reader_for(person)
    take(reader, [("door", "w2x"), ("street", "n6f")])
    html = reader.get(f"{HERE}?step=door.2")
    assert 'name="question" value="nt-40-door.2"' in html
    assert "LEDSTREET" in reader.get(f"{HERE}?step=door")
    choose(reader, "door", "k3v")
    assert reader.location == f"{HERE}?step=door#nt-40-door", "the form of the first time is an old one"
    choose(reader, "door.2", "w2x")
    assert 'value="n6f"' not in reader.get(f"{HERE}?step=street.2")
    assert [(key, number) for key, number, _ in steps(session)] == [
        ("nt-40-door", 1), ("nt-40-street", 1), ("nt-40-door", 2),
    ]  # fmt: skip


@pytest.mark.parametrize("sent", ["", "nothing", "m5k", "r5c x", ["k3v", "p8d"], list("abcdefgh") * 1250, "k3v\0"])
def test_a_choice_that_cannot_be_taken_says_what_to_do_and_changes_nothing(
    session: Session, person: Person, reader_for: ReaderFor, sent: str | list[str]
) -> None:
    reader = reader_for(person)
    html = reader.post(HERE, {"question": "nt-40-door", "answer": sent}, status=422)
    assert "Choose what you would do." in html
    assert "<title>Error: " in html
    assert 'href="#nt-40-door-0"' in html
    assert 'id="nt-40-door-0"' in html
    assert steps(session) == []


@pytest.mark.parametrize("name", ["nt-40", "nt-40-", "nt-40-no-such", "nt-40-door-x", "nt-4", "q-1", "nt-41-door", ""])
def test_a_step_that_is_not_there_is_not_found(
    session: Session, person: Person, reader_for: ReaderFor, name: str
) -> None:
    reader = reader_for(person)
    reader.post(HERE, {"question": name, "answer": "k3v"}, status=404)
    reader.post(f"{HOME}quiz/1/", {"question": "nt-40-door", "answer": "k3v"}, status=404)
    reader.post(f"{HERE}", {"question": "nt-40-end", "answer-door": "k3v"}, status=404)
    assert steps(session) == []


def test_after_its_end_nothing_is_taken_any_more(session: Session, person: Person, reader_for: ReaderFor) -> None:
    reader = reader_for(person)
    take(reader, POOR)
    before = steps(session)
    choose(reader, "kitchen", "h7m")
    choose(reader, "upstairs", "j8z")
    assert reader.location == f"{HERE}?step=monday#nt-40-monday"
    assert steps(session) == before


@pytest.mark.parametrize("scored", ["end", "along", "none"])
@pytest.mark.parametrize("seed", range(4))
def test_after_a_few_guesses_the_key_still_answers_every_step_to_the_end(
    session: Session, reader_for: ReaderFor, scored: str, seed: int
) -> None:
    person = somebody(session, scored=scored)
    key, rng = answer_key(session, "visit"), chance(seed)
    assert key is not None
    guesses = rng.randint(1, 4)

    def choose_some(name: str, offers: dict[str, list[str]], how: dict[str, str]) -> dict[str, object]:
        nonlocal guesses
        guesses -= name.startswith("nt-40")
        return dict((at_random(rng) if guesses >= 0 else by_key(key))(name, offers, how))

    given, result = follow(reader_for(person), "visit", choose_some)
    assert "Your score" in result
    assert given[0] == "q-1"


def test_whoever_follows_the_key_takes_the_best_way(session: Session, person: Person, reader_for: ReaderFor) -> None:
    key = answer_key(session, "visit")
    assert key is not None
    assert "nt-40" not in key
    given, result = follow(reader_for(person), "visit", by_key(key))
    assert "You passed" in result
    study = study_of(session, person, "visit")
    walk = study.walk(study.content.questions["nt-40"])
    assert walk is not None
    assert [(moment.node, moment.move.id) for moment in walk.moments if moment.move] == list(BEST)
    assert len(given) == 1 + len(BEST)


@pytest.mark.parametrize("seed", range(6))
def test_whoever_guesses_comes_to_an_end(session: Session, reader_for: ReaderFor, seed: int) -> None:
    person = somebody(session)
    _, result = follow(reader_for(person), "visit", at_random(random.Random(seed)))  # noqa: S311 - nothing secret
    assert "Your score" in result
