"""Versions, attempts, completions, certificates and evaluations, down to the rows."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sscp_learning.learning import queries
from sscp_learning.learning.actions import attempts, evaluations
from sscp_learning.learning.actions.certificates import withdraw_certificate
from sscp_learning.learning.actions.versions import publish_version, save_version_from_file, withdraw_version
from sscp_learning.learning.models import (
    Attempt,
    AttemptStep,
    Certificate,
    Completion,
    CurrentRecord,
    Evaluation,
    EvaluationWaiting,
    ModuleVersion,
)
from sscp_learning.learning.path import Place, Stop
from sscp_learning.learning.rules import AttemptState, CertificateState, EvaluationTick, VersionState
from sscp_learning.people.models import AuditEntry, Person
from sscp_learning.platform.base import Base
from sscp_learning.platform.errors import NotFound, RuleBroken
from sscp_learning.topics.models import SectionLink
from tests.builders.learning import (
    ISSUER,
    QUIZ,
    a_frozen_module,
    a_module_file,
    a_published_module,
    answered,
    begun,
    chance,
    has_completed,
    has_read,
    place_of,
    study_of,
    the_right_answer,
)
from tests.builders.people import a_person

RNG = chance(3)


def count(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def refused(session: Session, row: Base) -> None:
    """The database itself does not take this row."""
    point = session.begin_nested()
    session.add(row)
    with pytest.raises(IntegrityError):
        session.flush()
    point.rollback()


def test_importing_makes_a_draft_and_the_same_text_again_makes_nothing(session: Session, now: datetime) -> None:
    first = save_version_from_file(session, file=a_frozen_module(), who="system", now=now)
    again = save_version_from_file(session, file=a_frozen_module(), who="system", now=now)
    assert first.state == VersionState.DRAFT
    assert again.id == first.id
    assert queries.find_published(session, "small-module") is None
    links = session.scalars(select(SectionLink.source)).all()
    assert set(links) == {"learning:small-module/p-1", "learning:small-module/q-1"}


def test_a_new_draft_takes_the_place_of_one_that_was_not_published(session: Session, now: datetime) -> None:
    first = save_version_from_file(session, file=a_frozen_module(), who="system", now=now)
    second = save_version_from_file(session, file=a_frozen_module(a_module_file(pass_mark=50)), who="system", now=now)
    assert (first.state, second.state, second.number) == (VersionState.WITHDRAWN, VersionState.DRAFT, 2)
    assert queries.find_newest_draft(session, "small-module") is second


def test_publishing_takes_two_people_and_a_word_on_what_changed(session: Session, now: datetime) -> None:
    file = a_frozen_module(a_module_file(change_kind=None))
    version = save_version_from_file(session, file=file, who="system", now=now)
    one, other = a_person(session), a_person(session)
    with pytest.raises(RuleBroken, match="two people"):
        publish_version(session, version=version, author_id=one.id, approver_id=one.id, now=now)
    with pytest.raises(RuleBroken, match="Say whether the change"):
        publish_version(session, version=version, author_id=one.id, approver_id=other.id, now=now)
    assert version.state == VersionState.DRAFT


def test_a_newly_published_version_replaces_the_old_one_and_open_attempts_go_on(
    session: Session, now: datetime
) -> None:
    old = a_published_module(session)
    person = a_person(session)
    begun(session, person)
    new = a_published_module(session, a_module_file(pass_mark=50))
    assert (old.state, new.state) == (VersionState.WITHDRAWN, VersionState.PUBLISHED)
    published = queries.find_published(session, "small-module")
    assert published is not None
    assert published.version_id == new.id
    assert study_of(session, person).version_id == old.id
    assert study_of(session, person).pass_mark == 80
    with pytest.raises(RuleBroken, match="withdrawn"):
        publish_version(session, version=old, author_id=1, approver_id=2, now=now)


def test_a_withdrawn_module_is_not_on_offer(session: Session, now: datetime) -> None:
    version = a_published_module(session)
    withdraw_version(session, version=version, who="system", now=now)
    assert queries.list_published(session) == []
    with pytest.raises(NotFound):
        attempts.begin_attempt(session, person_id=a_person(session).id, slug="small-module", now=now, rng=RNG)


def test_the_database_allows_one_published_version_and_one_open_attempt(session: Session, now: datetime) -> None:
    version = a_published_module(session)
    person = a_person(session)
    begun(session, person)
    values = {"person_id": person.id, "module_id": version.module_id, "version_id": version.id, "draw": {}}
    refused(session, Attempt(number=2, began_at=now, pass_mark=80, **values))


def test_beginning_twice_is_one_attempt(session: Session) -> None:
    a_published_module(session)
    person = a_person(session)
    assert begun(session, person).attempt_id == begun(session, person).attempt_id
    assert count(session, Attempt) == 1


def test_an_answer_is_kept_with_its_mark_and_a_second_one_changes_nothing(session: Session) -> None:
    a_published_module(session)
    person = a_person(session)
    begun(session, person)
    assert answered(session, person, "q-1", right=False).recorded
    assert not answered(session, person, "q-1", right=True).recorded
    step = session.scalars(select(AttemptStep)).one()
    assert (step.key, step.fraction, step.right, step.response) == ("q-1", 0.0, False, {"answer": ["c1c"]})


def test_the_database_refuses_the_same_try_twice(session: Session, now: datetime) -> None:
    a_published_module(session)
    person = a_person(session)
    study = begun(session, person)
    answered(session, person, "q-1")
    values = {"attempt_id": study.attempt_id, "kind": "answer", "at": now}
    refused(session, AttemptStep(seq=9, key="q-1", try_number=1, **values))
    refused(session, AttemptStep(seq=1, key="q-2", try_number=1, **values))


def test_an_incomplete_answer_uses_no_try(session: Session, now: datetime) -> None:
    a_published_module(session)
    person = a_person(session)
    study = begun(session, person)
    for response in ({}, {"answer": [""]}, {"answer": ["zzz"]}, {"answer": ["c1c", "c2c"]}, {"answer": ["\0"]}):
        with pytest.raises(RuleBroken, match="Choose one answer"):
            attempts.submit_answer(
                session, person_id=person.id, slug="small-module", place=place_of(study, "q-1"), question_id="q-1",
                response=response, issuer=ISSUER, now=now,
            )  # fmt: skip
    assert count(session, AttemptStep) == 0


def test_ten_thousand_ticks_of_one_box_are_one_tick(session: Session, now: datetime) -> None:
    a_published_module(session)
    person = a_person(session)
    study = begun(session, person)
    attempts.submit_answer(
        session, person_id=person.id, slug="small-module", place=place_of(study, "q-2"), question_id="q-2",
        response={"answer": ["d1d"] * 10_000}, issuer=ISSUER, now=now,
    )  # fmt: skip
    assert session.scalars(select(AttemptStep.response)).one() == {"answer": ["d1d"]}


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("q-1", Place(Stop.QUESTION, number=2)),
        ("q-1", Place(Stop.PAGE, slug="what-to-look-for")),
        ("p-1", Place(Stop.QUESTION, number=1)),
        ("p-1", Place(Stop.PAGE, slug="what-to-do")),
        ("no-such", Place(Stop.QUESTION, number=1)),
        ("q-1", Place(Stop.QUESTION, number=99)),
    ],
)
def test_a_question_is_answered_where_it_is_asked_and_nowhere_else(
    session: Session, now: datetime, question: str, place: Place
) -> None:
    a_published_module(session)
    person = a_person(session)
    begun(session, person)
    with pytest.raises(NotFound):
        attempts.submit_answer(
            session, person_id=person.id, slug="small-module", place=place, question_id=question, response={},
            issuer=ISSUER, now=now,
        )  # fmt: skip


def test_a_page_with_an_open_question_is_not_read_yet(session: Session) -> None:
    a_published_module(session)
    person = a_person(session)
    begun(session, person)
    with pytest.raises(RuleBroken, match="Answer the question"):
        has_read(session, person, "what-to-look-for")
    answered(session, person, "p-1", right=False)
    assert has_read(session, person, "what-to-look-for").recorded
    assert not has_read(session, person, "what-to-look-for").recorded


def test_the_answer_that_passes_makes_completion_record_certificate_and_audit(session: Session) -> None:
    version = a_published_module(session)
    person = a_person(session, name="Łucja Ŵ")
    study = has_completed(session, person, wrong=("q-1",))
    assert study.has_passed
    completion = session.scalars(select(Completion)).one()
    assert (completion.person_name, completion.job_role) == ("Łucja Ŵ", "Practitioner")
    assert (completion.module_title, completion.version_number) == (version.title, 1)
    assert completion.agency_name.startswith("Agency")
    assert completion.team_name.startswith("Team")
    assert (completion.completed_on, completion.expires_on) == (date(2026, 1, 5), date(2029, 1, 5))
    assert completion.score == 80.0
    record = session.scalars(select(CurrentRecord)).one()
    assert (record.completion_id, record.expires_on) == (completion.id, completion.expires_on)
    certificate = session.scalars(select(Certificate)).one()
    assert certificate.snapshot["name"] == "Łucja Ŵ"
    assert len(certificate.code) == 22
    verbs = session.scalars(select(AuditEntry.verb).where(AuditEntry.who == f"person:{person.id}")).all()
    assert Counter(verbs) == {"attempt.begun": 1, "attempt.passed": 1, "module.completed": 1}


def test_a_page_read_last_completes_the_module(session: Session) -> None:
    a_published_module(session)
    person = a_person(session)
    study = begun(session, person)
    for question in ("p-1", *study.way.quiz):
        answered(session, person, question)
    has_read(session, person, "what-to-look-for")
    assert study_of(session, person).is_open
    assert count(session, Completion) == 0
    assert has_read(session, person, "what-to-do").study.has_passed
    assert count(session, Completion) == 1


def test_a_must_pass_question_that_is_wrong_is_no_pass_whatever_the_score(session: Session) -> None:
    a_published_module(session)
    person = a_person(session)
    study = has_completed(session, person, wrong=("q-3",))
    assert study.verdict.score == 80
    assert study.state is AttemptState.NOT_PASSED
    assert count(session, Completion) == count(session, Certificate) == 0


def test_trying_again_asks_only_what_was_wrong_and_can_pass(session: Session, now: datetime) -> None:
    a_published_module(session)
    person = a_person(session)
    has_completed(session, person, wrong=("q-1", "q-3"))
    attempts.retry(session, person_id=person.id, slug="small-module", only_wrong=True, now=now, rng=RNG)
    study = study_of(session, person)
    assert (study.number, study.way.quiz) == (2, ("q-1", "q-3"))
    for question in study.way.quiz:
        answered(session, person, question, now=now)
    assert study_of(session, person).has_passed
    assert session.scalars(select(Attempt.state).order_by(Attempt.number)).all() == ["not_passed", "passed"]


def test_trying_all_again_asks_everything_of_the_quiz(session: Session, now: datetime) -> None:
    a_published_module(session)
    person = a_person(session)
    has_completed(session, person, wrong=("q-1", "q-3"))
    attempts.retry(session, person_id=person.id, slug="small-module", only_wrong=False, now=now, rng=RNG)
    study = study_of(session, person)
    assert len(study.way.quiz) == 5
    assert study.progress.seen == {"what-to-look-for", "what-to-do"}


@pytest.mark.parametrize("only_wrong", [True, False])
def test_a_button_of_a_page_left_open_begins_nothing_after_a_pass(
    session: Session, now: datetime, *, only_wrong: bool
) -> None:
    a_published_module(session)
    person = a_person(session)
    has_completed(session, person)
    attempts.retry(session, person_id=person.id, slug="small-module", only_wrong=only_wrong, now=now, rng=RNG)
    assert count(session, Attempt) == 1


def test_when_a_new_version_drops_what_was_wrong_the_whole_quiz_is_asked(session: Session, now: datetime) -> None:
    a_published_module(session)
    person = a_person(session)
    has_completed(session, person, wrong=("q-3",))
    quiz = (
        QUIZ.partition("::: question true-false")[0] + "::: question matching" + QUIZ.partition("question matching")[2]
    )
    a_published_module(session, a_module_file(quiz=quiz))
    attempts.retry(session, person_id=person.id, slug="small-module", only_wrong=True, now=now, rng=RNG)
    assert study_of(session, person).way.quiz == ("q-1", "q-2", "q-4", "q-5")


def test_an_author_may_return_to_words_of_old(session: Session, now: datetime) -> None:
    a_published_module(session)
    a_published_module(session, a_module_file(pass_mark=50))
    again = save_version_from_file(session, file=a_frozen_module(), who="system", now=now)
    assert (again.number, again.state) == (3, VersionState.DRAFT)


def test_nobody_tries_again_what_they_never_began(session: Session, now: datetime) -> None:
    a_published_module(session)
    with pytest.raises(NotFound):
        attempts.retry(session, person_id=a_person(session).id, slug="small-module", only_wrong=True, now=now, rng=RNG)


def test_renewing_in_the_window_adds_to_the_old_expiry_and_supersedes_the_certificate(
    session: Session, now: datetime
) -> None:
    a_published_module(session, a_module_file(valid_months=12))
    person = a_person(session)
    has_completed(session, person)
    has_completed(session, person, now=now)  # 22 November 2026; it would have expired on 5 January 2027.
    record = session.scalars(select(CurrentRecord)).one()
    assert (record.completed_on, record.expires_on) == (date(2026, 11, 22), date(2028, 1, 5))
    states = session.scalars(select(Certificate.state).order_by(Certificate.id)).all()
    assert states == [CertificateState.SUPERSEDED, CertificateState.ISSUED]
    assert count(session, Completion) == 2


def test_withdrawing_a_certificate_brings_the_earlier_completion_back(session: Session, now: datetime) -> None:
    a_published_module(session)
    person = a_person(session)
    has_completed(session, person)
    has_completed(session, person, now=now)
    old, new = session.scalars(select(Certificate).order_by(Certificate.id)).all()
    withdraw_certificate(session, certificate=new, who="person:1", now=now)
    assert session.scalars(select(CurrentRecord.completion_id)).one() == old.completion_id
    withdraw_certificate(session, certificate=old, who="person:1", now=now)
    assert count(session, CurrentRecord) == 0
    with pytest.raises(RuleBroken, match="withdrawn before"):
        withdraw_certificate(session, certificate=old, who="person:1", now=now)
    assert count(session, Completion) == 2


def a_completion(session: Session) -> Completion:
    person = a_person(session)
    has_completed(session, person)
    return session.scalars(select(Completion).where(Completion.person_id == person.id)).one()


def test_an_evaluation_keeps_neither_person_nor_time_and_no_audit(session: Session, now: datetime) -> None:
    a_published_module(session)
    completion = a_completion(session)
    before = count(session, AuditEntry)
    evaluations.give_evaluation(session, completion=completion, answers={"useful": "very"}, now=now)
    evaluations.give_evaluation(session, completion=completion, answers={"useful": "little"}, now=now)
    waiting = session.scalars(select(EvaluationWaiting)).one()
    assert (waiting.week, waiting.answers) == ("2026-W47", {"useful": "very"})
    assert completion.evaluation == EvaluationTick.GIVEN
    assert count(session, AuditEntry) == before
    assert not {"person_id", "completion_id", "at", "created_at"} & set(EvaluationWaiting.__table__.columns.keys())


def test_skipping_is_counted(session: Session) -> None:
    a_published_module(session)
    completion = a_completion(session)
    evaluations.skip_evaluation(session, completion=completion)
    assert completion.evaluation == EvaluationTick.SKIPPED
    assert count(session, EvaluationWaiting) == 0


def waiting(session: Session, module_id: int, agency_id: int | None, week: str, how_many: int) -> None:
    session.add_all(
        EvaluationWaiting(module_id=module_id, agency_id=agency_id, week=week, answers={"n": str(number)})
        for number in range(how_many)
    )
    session.flush()


def test_evaluations_wait_for_each_other_and_move_shuffled(session: Session, now: datetime) -> None:
    version = a_published_module(session)
    agency_id = a_completion(session).agency_id
    waiting(session, version.module_id, agency_id, "2026-W47", 4)
    assert evaluations.move_evaluations(session, now) == 0
    waiting(session, version.module_id, agency_id, "2026-W47", 1)
    assert evaluations.move_evaluations(session, now) == 5
    assert count(session, EvaluationWaiting) == 0
    assert set(session.scalars(select(Evaluation.agency_id))) == {agency_id}
    assert set(session.scalars(select(Evaluation.quarter))) == {"2026-Q4"}


def test_a_few_evaluations_move_when_their_week_is_over_and_lose_their_agency(session: Session, now: datetime) -> None:
    version = a_published_module(session)
    waiting(session, version.module_id, a_completion(session).agency_id, "2026-W47", 2)
    assert evaluations.move_evaluations(session, now + timedelta(days=7)) == 2
    assert set(session.scalars(select(Evaluation.agency_id))) == {None}


def test_the_answers_of_the_key_earn_full_marks_for_every_question(session: Session) -> None:
    a_published_module(session, a_module_file(pass_mark=100, quiz=QUIZ))
    person = a_person(session)
    study = has_completed(session, person)
    assert study.verdict.score == 100
    for name in study.content.questions:
        assert the_right_answer(study, name).keys() == study.content.key[name].keys()


def test_a_person_without_a_place_still_completes(session: Session, now: datetime) -> None:
    a_published_module(session)
    person = Person(name="New", email="new@example.org", created_at=now)
    session.add(person)
    session.flush()
    assert has_completed(session, person).has_passed
    assert session.scalars(select(Completion.agency_name)).one() == ""


def test_versions_are_listed_newest_first(session: Session) -> None:
    a_published_module(session)
    a_published_module(session, a_module_file(pass_mark=50))
    assert [version.number for version in queries.list_versions(session, "small-module")] == [2, 1]
    found = queries.find_version(session, "small-module", 1)
    assert isinstance(found, ModuleVersion)
