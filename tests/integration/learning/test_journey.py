"""From the overview to the result, by the key, by guessing, and on the real module."""

from collections.abc import Callable, Mapping

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.documents.kinds.registry import question_kind
from sscp_learning.documents.question import Question
from sscp_learning.learning.frozen import Content, thaw
from sscp_learning.learning.models import Certificate, Completion, CurrentRecord
from sscp_learning.learning.queries import answer_key
from sscp_learning.people.models import Person
from sscp_learning.platform.outbox import OutboxLetter
from sscp_learning.settings import PROJECT
from tests.builders.learning import a_module_file, a_published_module, chance, examples_module, module_in_content
from tests.builders.people import a_person
from tests.integration.learning.following import Answer, at_random, by_key, follow
from tests.pages import Reader

SLUG = "small-module"
MODULES = sorted(path.parent.name for path in (PROJECT / "content" / "modules").glob("*/module.toml"))


def test_whoever_answers_by_the_key_passes_and_gets_a_certificate(
    session: Session, reader_for: Callable[[Person], Reader]
) -> None:
    a_published_module(session)
    person = a_person(session)
    key = answer_key(session, SLUG)
    assert key is not None
    given, result = follow(reader_for(person), SLUG, by_key(key))
    assert given == ["p-1", "q-1", "q-2", "q-3", "q-4", "q-5"]
    assert "You passed" in result
    certificate = session.scalars(select(Certificate)).one()
    assert f"/certificates/{certificate.code}/" in result
    assert session.scalars(select(Completion.person_name)).one() == person.name
    assert session.scalars(select(CurrentRecord.person_id)).one() == person.id
    letter = session.scalars(select(OutboxLetter)).one()
    assert letter.to_address == person.email
    assert certificate.code in letter.body


@pytest.mark.parametrize("seed", range(4))
def test_whoever_guesses_ends_at_a_result_and_can_try_again_until_it_is_passed(
    session: Session, reader_for: Callable[[Person], Reader], seed: int
) -> None:
    a_published_module(session, a_module_file(pass_mark=100))
    person = a_person(session)
    reader = reader_for(person)
    _, result = follow(reader, SLUG, at_random(chance(seed)))
    assert "You passed" in result or "You are not there yet" in result
    if "You passed" not in result:
        key = answer_key(session, SLUG)
        assert key is not None
        _, result = follow(reader, SLUG, by_key(key))
    assert "You passed" in result
    assert "failed" not in result.lower()


def test_a_module_made_of_the_smallest_example_of_each_kind_can_be_taken(
    session: Session, reader_for: Callable[[Person], Reader]
) -> None:
    content = thaw(a_published_module(session, examples_module()).data)
    reader = reader_for(a_person(session))
    key = answer_key(session, "examples")
    assert key is not None
    given, result = follow(reader, "examples", by_key(key))
    assert_each_was_asked_once(given, content, key)
    assert "You passed" in result


@pytest.mark.parametrize("slug", MODULES)
def test_every_module_in_content_can_be_taken_by_its_key_and_never_tells_it_before(
    session: Session, reader_for: Callable[[Person], Reader], slug: str
) -> None:
    version = a_published_module(session, module_in_content(slug))
    reader = reader_for(a_person(session))
    key = answer_key(session, slug)
    content = thaw(version.data)
    assert key is not None
    secrets = [html for question in content.questions.values() for html in told_afterwards(question)]

    def careful(name: str, offers: dict[str, list[str]], how: dict[str, str]) -> Answer:
        assert reader.last is not None
        own = told_afterwards(asked_as(content, name))
        assert own
        assert not any(html in reader.last.text for html in own)
        return by_key(key)(name, offers, how)

    given, result = follow(reader, slug, careful)
    assert_each_was_asked_once(given, content, key)
    assert secrets
    assert "You passed" in result


@pytest.mark.parametrize("slug", MODULES)
def test_every_module_in_content_ends_at_a_result_for_whoever_guesses(
    session: Session, reader_for: Callable[[Person], Reader], slug: str
) -> None:
    a_published_module(session, module_in_content(slug))
    _, result = follow(reader_for(a_person(session)), slug, at_random(chance(5)))
    assert "Your score" in result


def told_afterwards(question: Question) -> list[str]:
    """What a question says only after it was answered."""
    parts = [html for part in question.parts for html in (part.feedback_html, part.missed_html)]
    nodes = question.scenario.nodes if question.scenario else ()
    parts += [move.led_html for node in nodes for move in node.moves]
    parts += [passage.html for node in nodes if node.outcome for passage in node.passages]
    return [html for html in (*parts, question.why_html) if html]


def asked_as(content: Content, name: str) -> Question:
    """The question that the key knows under this name: its own, or that of a step."""
    return next(each for each in content.questions.values() if name in question_kind(each.kind).answers(each))


def assert_each_was_asked_once(given: list[str], content: Content, key: Mapping[str, Answer]) -> None:
    """Every question was asked; of a scenario, only the steps on the way that was taken. Nothing was asked twice."""
    assert len(given) == len(set(given))
    assert set(given) <= set(key)
    assert {asked_as(content, name).id for name in given} == set(content.questions)
