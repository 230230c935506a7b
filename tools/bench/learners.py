"""People for the load, made in the bench's own database by the product's own actions before the server starts."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from sscp_learning.learning import queries as learning
from sscp_learning.learning.actions import attempts
from sscp_learning.learning.path import Place, Stop
from sscp_learning.learning.rules import Issuer
from sscp_learning.people import actions as people
from sscp_learning.people import audit
from sscp_learning.people.models import Team
from sscp_learning.people.queries import find_person_by_email
from sscp_learning.platform.database import Database
from sscp_learning.settings import Settings
from tools.bench.load import Fields
from tools.bench.site import CannotRunError

MODULE = "neglect-toolkit"
ISSUER = Issuer("A partnership", "A site", "http://127.0.0.1")


@dataclass(frozen=True)
class Learner:
    """Somebody in the middle of the module: the questions of their quiz in their order, and how many are answered."""

    email: str
    quiz: tuple[str, ...]
    answered: int = 0


@dataclass(frozen=True)
class Class:
    """Everybody who was made, and the answer key of the module. All have the same password."""

    key: Mapping[str, Fields]
    learners: tuple[Learner, ...]


@dataclass(frozen=True)
class Maker:
    """What making a learner needs."""

    session: Session
    team: Team
    key: Mapping[str, Fields]
    password_hash: str
    now: datetime

    def make(self, number: int, *, left: int | None) -> Learner:
        """Somebody who has read every page of the module and has so many questions of the quiz left, or all."""
        email = f"learner{number}@bench.example"
        person = people.add_person(
            self.session, name=f"Learner {number}", email=email, now=self.now, password_hash=self.password_hash
        )
        people.join_agency(
            self.session, person, agency_id=self.team.agency_id, team_id=self.team.id, on=self.now.date()
        )
        rng = random.Random(number)  # noqa: S311  The order of questions in a bench is no secret.
        attempts.begin_attempt(self.session, person_id=person.id, slug=MODULE, now=self.now, rng=rng)
        study = learning.find_study(self.session, person.id, MODULE)
        if study is None:
            raise CannotRunError("an attempt was begun and is not there")
        for page in study.content.pages:
            self._read(person.id, page.slug, [question.id for question in page.questions])
        quiz = study.way.quiz
        done = 0 if left is None else len(quiz) - left
        for place, question in enumerate(quiz[:done], start=1):
            self._answer(person.id, Place(Stop.QUESTION, number=place), question)
        return Learner(email, quiz, done)

    def _read(self, person_id: int, page: str, questions: list[str]) -> None:
        for question in questions:
            self._answer(person_id, Place(Stop.PAGE, slug=page), question)
        attempts.mark_page_seen(self.session, person_id=person_id, slug=MODULE, page=page, issuer=ISSUER, now=self.now)

    def _answer(self, person_id: int, place: Place, question: str) -> None:
        told = self.key[question]
        attempts.submit_answer(
            self.session,
            person_id=person_id,
            slug=MODULE,
            place=place,
            question_id=question,
            response={name: [value] if isinstance(value, str) else value for name, value in told.items()},
            issuer=ISSUER,
            now=self.now,
        )


def make_class(settings: Settings, *, left: list[int | None], password_hash: str, now: datetime) -> Class:
    """Somebody for each number of questions that should be left to them (None: the whole quiz)."""
    database = Database(settings.database_url)
    with database.transaction() as session:
        key = learning.answer_key(session, MODULE)
        if not key:
            raise CannotRunError(f"there is no module {MODULE} to learn")
        agency = people.add_agency(session, name="Bench", domains=(), by=audit.SYSTEM, now=now)
        team = people.add_team(session, agency_id=agency.id, name="Bench", by=audit.SYSTEM, now=now)
        maker = Maker(session, team, key, password_hash, now)
        made = tuple(maker.make(number, left=each) for number, each in enumerate(left))
    database.close()
    return Class(key, made)


def count_answered(settings: Settings, learners: Sequence[Learner]) -> int:
    """How many questions of their quizzes these learners have answered, as the database has it."""
    database = Database(settings.database_url)
    with database.reading() as session:
        count = sum(_count_answered(session, learner) for learner in learners)
    database.close()
    return count


def _count_answered(session: Session, learner: Learner) -> int:
    person = find_person_by_email(session, learner.email)
    study = learning.find_study(session, person.id, MODULE) if person else None
    return sum(question in study.progress.closed for question in learner.quiz) if study else 0
