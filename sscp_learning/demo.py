"""Demo people and their data: everybody here is invented (DESIGN 7, DECISIONS 1 and 38).

Everything after the import of content is one transaction, so that a demo is there whole or not at all.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from sscp_learning.content_files import importing
from sscp_learning.content_files.reading import read_content
from sscp_learning.documents.model import Fault
from sscp_learning.guidance.actions.drafts import save_draft_from_file
from sscp_learning.guidance.prepare import PreparedPublication
from sscp_learning.learning import queries as learning
from sscp_learning.learning.actions import attempts
from sscp_learning.learning.frozen import Content
from sscp_learning.learning.path import Place, Stop
from sscp_learning.learning.rules import Issuer
from sscp_learning.oversight import actions as oversight
from sscp_learning.oversight.rules import DueKind, DueRule
from sscp_learning.people import actions as people
from sscp_learning.people import audit
from sscp_learning.people.models import Agency, Person, Team
from sscp_learning.people.passwords import Passwords
from sscp_learning.people.queries import count_people, find_main_membership, find_person_by_email
from sscp_learning.people.rules import Role
from sscp_learning.platform import migrations
from sscp_learning.platform.clock import london
from sscp_learning.platform.database import Database
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.review.actions.groups import NewPass, make_group, make_pass
from sscp_learning.review.actions.rounds import NewRound, open_round
from sscp_learning.review.rules import AgeBand
from sscp_learning.settings import Mode, Settings, SettingsError

PASSWORD = "safeguarding-demo"  # noqa: S105  It is printed on the sign-in page of a demo.
USERNAME = "blue-kite"
PASSPHRASE = "river candle orange tree"  # noqa: S105  The same.
MODULE = "neglect-toolkit"

COUNCIL = "Harbour Council children’s services"
HEALTH = "Itchen Community Health"
PARTNERSHIP = "Safeguarding partnership team"
AGENCIES = {
    COUNCIL: ("council.demo.example",),
    HEALTH: ("shared.demo.example",),
    "Solent View School": ("shared.demo.example",),
    PARTNERSHIP: (),
}


@dataclass(frozen=True)
class DemoPerson:
    """Somebody who can sign in: the part of the address before the @, and where they work."""

    name: str
    agency: str
    team: str
    job_role: str
    role: Role | None = None


PEOPLE = {
    "practitioner": DemoPerson("Priya Nair", COUNCIL, "Family support team", "Family support worker"),
    "practitioner2": DemoPerson("Tom Łukasik", HEALTH, "Health visiting", "Health visitor"),
    "manager": DemoPerson("Grace Adeyemi", COUNCIL, "Family support team", "Team manager", Role.MANAGER),
    "editor": DemoPerson("Ellen Price", PARTNERSHIP, "Guidance", "Policy officer", Role.EDITOR),
    "publisher": DemoPerson("Marcus Webb", PARTNERSHIP, "Guidance", "Partnership manager", Role.PUBLISHER),
    "moderator": DemoPerson("Nadia Rahman", PARTNERSHIP, "Participation", "Participation worker", Role.MODERATOR),
    "dsl": DemoPerson("Helen Ofori", PARTNERSHIP, "Participation", "Safeguarding lead", Role.SAFEGUARDING),
    "deputy": DemoPerson("Ryan Coles", PARTNERSHIP, "Participation", "Deputy safeguarding lead", Role.SAFEGUARDING),
    "coordinator": DemoPerson("Jo Fielding", PARTNERSHIP, "Participation", "Youth worker", Role.COORDINATOR),
    "admin": DemoPerson("Sian Hughes", PARTNERSHIP, "Guidance", "Administrator", Role.ADMINISTRATOR),
}


@dataclass(frozen=True)
class Colleague:
    """Somebody of the manager's team who cannot sign in: when they joined, and when they took the module."""

    key: str
    name: str
    job_role: str
    joined_ago: timedelta
    learned_ago: timedelta | None


# One is overdue, one's certificate is about to expire, one is up to date (DECISIONS 38).
COLLEAGUES = (
    Colleague("dele.martins", "Dele Martins", "Family support worker", timedelta(days=200), None),
    Colleague("anna.kovacs", "Anna Kovács", "Social worker", timedelta(days=1500), timedelta(days=1060)),
    Colleague("lee.barton", "Lee Barton", "Family support worker", timedelta(days=700), timedelta(days=90)),
)
DAYS_TO_LEARN = 60
REQUIRED_SINCE = timedelta(days=100)
ROUND_KEPT = timedelta(days=180)
HOURS = "Monday to Friday, 9 in the morning to 5 in the afternoon"
QUESTIONS = (
    "Does this answer your questions?",
    "What is missing?",
    "Would you show this to a friend?",
)


def add_demo(settings: Settings, database: Database, *, partnership: str, now: datetime) -> list[Fault]:
    """Fills an empty demo database. Returns what has to be mended in content first; then nothing was added.

    Raises RuleBroken outside demo mode, and when there are people in the database already (DECISIONS 16).
    """
    with database.reading() as session:
        if not settings.is_demo or count_people(session):
            raise RuleBroken("", "demo people are only added in demo mode, to a database with nobody in it")
    done = importing.import_content(database, settings.content, public_url=settings.public_url, now=now)
    if done.faults:
        return done.faults
    content = read_content(settings.content)
    passwords = Passwords()
    hashes = {"person": passwords.make(PASSWORD), "pass": passwords.make(PASSPHRASE)}
    with database.reading() as session:
        papers = importing.make_papers(session, settings, partnership=partnership, now=now)
        drafts = importing.prepare_all(session, content.drafts)
    with database.transaction() as session:
        ids = _add_people(session, hashes["person"], now)
        importing.start_drafts(session, author_id=ids["editor"], approver_id=ids["publisher"], papers=papers, now=now)
        _open_round(session, drafts, ids, hashes["pass"], now)
        _add_learning(session, ids, _issuer(settings, partnership), now)
    return []


def refuse_demo_people(settings: Settings, database: Database) -> None:
    """A demo database must never be served to real people: its passwords are known to everybody (DECISIONS 16).

    Raises SettingsError outside demo and test mode where a demo person could sign in.
    """
    if settings.mode is not Mode.PRODUCTION or not migrations.is_up_to_date(database):
        return
    with database.reading() as session:
        if any(find_person_by_email(session, f"{key}@demo.example") for key in PEOPLE):
            raise SettingsError("DATABASE_URL leads to a demo database, whose passwords everybody knows; use another")


def _issuer(settings: Settings, partnership: str) -> Issuer:
    return Issuer(partnership=partnership, site_name=partnership, url=settings.public_url)


def _add_people(session: Session, password_hash: str, now: datetime) -> dict[str, int]:
    """The demo people, by the first part of their address; returns their ids."""
    agencies = {
        name: people.add_agency(session, name=name, domains=domains, by=audit.SYSTEM, now=now)
        for name, domains in AGENCIES.items()
    }
    teams: dict[tuple[str, str], Team] = {}
    ids = {}
    for key, told in PEOPLE.items():
        person = people.add_person(
            session, name=told.name, email=f"{key}@demo.example", now=now, password_hash=password_hash
        )
        team = _team(session, teams, agencies[told.agency], told.team, now)
        _join(session, person, team, told.job_role, now - timedelta(days=10))
        if told.role is not None:
            scoped = told.role is Role.MANAGER
            people.grant_role(
                session,
                person_id=person.id,
                role=told.role,
                by=audit.SYSTEM,
                now=now,
                agency_id=team.agency_id if scoped else None,
                team_id=team.id if scoped else None,
            )
        ids[key] = person.id
    for colleague in COLLEAGUES:
        team = _team(session, teams, agencies[COUNCIL], "Family support team", now)
        person = people.add_person(session, name=colleague.name, email=f"{colleague.key}@demo.example", now=now)
        _join(session, person, team, colleague.job_role, now - colleague.joined_ago)
        ids[colleague.key] = person.id
    return ids


def _team(session: Session, teams: dict[tuple[str, str], Team], agency: Agency, name: str, now: datetime) -> Team:
    key = (agency.name, name)
    if key not in teams:
        teams[key] = people.add_team(session, agency_id=agency.id, name=name, by=audit.SYSTEM, now=now)
    return teams[key]


def _join(session: Session, person: Person, team: Team, job_role: str, when: datetime) -> None:
    people.join_agency(
        session, person, agency_id=team.agency_id, team_id=team.id, job_role=job_role, on=london(when).date()
    )


def _open_round(
    session: Session, drafts: list[PreparedPublication], ids: dict[str, int], pass_hash: str, now: datetime
) -> None:
    """A changed draft of the easy-read format, and a round on it for one group with one pass."""
    revisions = [
        revision.id
        for draft in drafts
        for revision in save_draft_from_file(session, prepared=draft, made_by=ids["editor"], now=now)
    ]
    group = make_group(session, title="Tuesday youth forum", coordinator_id=ids["coordinator"], now=now)
    made = NewPass(age_band=AgeBand.YOUNGER, passphrase_hash=pass_hash, username=USERNAME)
    make_pass(session, group=group, new=made, by_id=ids["coordinator"], now=now)
    open_round(
        session,
        group=group,
        new=NewRound(
            revision_ids=tuple(revisions),
            questions=QUESTIONS,
            hours=HOURS,
            deletes_on=london(now + ROUND_KEPT).date(),
            moderator_id=ids["moderator"],
            lead_id=ids["dsl"],
            deputy_id=ids["deputy"],
        ),
        by_id=ids["editor"],
        now=now,
    )


def _add_learning(session: Session, ids: dict[str, int], issuer: Issuer, now: datetime) -> None:
    """One requirement for the council's people, and what two colleagues learned some time ago."""
    for colleague in COLLEAGUES:
        if colleague.learned_ago is not None:
            Learner(session, ids[colleague.key], issuer, now - colleague.learned_ago).take_module()
    place = find_main_membership(session, ids["practitioner"])
    oversight.make_requirement(
        session,
        module_slug=MODULE,
        due=DueRule(DueKind.AFTER_JOINING, days=DAYS_TO_LEARN),
        agency_id=place.agency_id if place else None,
        by=ids["admin"],
        now=now - REQUIRED_SINCE,
    )


@dataclass(frozen=True)
class Learner:
    """A colleague taking the module, who knows everything that is right: who, and when."""

    session: Session
    person_id: int
    issuer: Issuer
    when: datetime

    def answer(self, place: Place, content: Content, question_id: str) -> None:
        """Gives the right answer to one question, step by step where it is asked so."""
        for form, told in content.right_answers(question_id):
            attempts.submit_answer(
                self.session,
                person_id=self.person_id,
                slug=MODULE,
                place=place,
                question_id=form,
                response={name: value if isinstance(value, list) else [value] for name, value in told.items()},
                issuer=self.issuer,
                now=self.when,
            )

    def take_module(self) -> None:
        """Takes the module as somebody does who knows every answer."""
        rng = random.Random(self.person_id)  # noqa: S311  The order of questions in a demo is no secret.
        attempts.begin_attempt(self.session, person_id=self.person_id, slug=MODULE, now=self.when, rng=rng)
        study = learning.find_study(self.session, self.person_id, MODULE)
        if study is None:
            return
        for page in study.content.pages:
            for question in page.questions:
                self.answer(Place(Stop.PAGE, slug=page.slug), study.content, question.id)
            attempts.mark_page_seen(
                self.session, person_id=self.person_id, slug=MODULE, page=page.slug, issuer=self.issuer, now=self.when
            )
        for number, question_id in enumerate(study.way.quiz, start=1):
            self.answer(Place(Stop.QUESTION, number=number), study.content, question_id)
