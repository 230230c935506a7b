"""Letters about reviews that come near: to whom, when, and once each (F8); on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.app import due_jobs
from sscp_learning.guidance.actions.reminders import remind_of_reviews
from sscp_learning.people.rules import Role
from sscp_learning.platform.outbox import OutboxLetter
from sscp_learning.settings import Settings
from tests.builders.guidance import FACTS, a_format_file, a_publication_file, a_published_guide, drafts_of
from tests.builders.people import a_person, a_role

SITE = "https://guidance.example.org"
NOON = datetime(2027, 5, 22, 11, 0, tzinfo=UTC)


def letters(session: Session) -> list[OutboxLetter]:
    return list(session.scalars(select(OutboxLetter).order_by(OutboxLetter.id)))


def staff(session: Session) -> None:
    for name, roles in (("Ed", [Role.EDITOR]), ("Pa", [Role.PUBLISHER, Role.EDITOR]), ("Mo", [Role.MODERATOR])):
        person = a_person(session, name=name)
        for role in roles:
            a_role(session, person, role)


def test_editors_and_publishers_are_told_three_times_and_once_each(session: Session) -> None:
    a_published_guide(session)
    staff(session)
    told = []
    for days in range(-61, 4):
        for _ in range(2):
            remind_of_reviews(session, NOON + timedelta(days=days), site=SITE)
        told.append((days, len(letters(session))))
    assert [(days, count) for days, count in told if days in {-61, -60, -15, -14, -1, 0, 3}] == [
        (-61, 0),
        (-60, 2),
        (-15, 2),
        (-14, 4),
        (-1, 4),
        (0, 6),
        (3, 6),
    ]


def test_a_letter_says_what_is_due_who_owns_it_what_to_do_and_why_it_came(session: Session) -> None:
    a_published_guide(session)
    staff(session)
    remind_of_reviews(session, NOON - timedelta(days=14), site=SITE)
    letter = letters(session)[0]
    assert letter.subject == "Review is due in 14 days: Neglect toolkit"
    for words in (
        "22 May 2027",
        "Formats: Full guidance and Easy read",
        "Owner: Neglect lead",
        f"{SITE}/desk/guidance/neglect-toolkit/",
        "because you write or publish guidance",
    ):
        assert words in letter.body


def test_a_worker_that_stood_still_sends_the_last_letter_and_not_all(session: Session) -> None:
    a_published_guide(session, a_format_file())
    staff(session)
    remind_of_reviews(session, NOON + timedelta(days=2), site=SITE)
    assert {letter.subject for letter in letters(session)} == {"Review is overdue: Neglect toolkit"}


def test_formats_with_another_day_get_a_letter_of_their_own_and_a_new_day_is_told_of_anew(session: Session) -> None:
    a_published_guide(session, a_format_file())
    a_published_guide(session, a_format_file(), slug="other", facts=replace(FACTS, next_review=date(2027, 6, 1)))
    staff(session)
    remind_of_reviews(session, NOON - timedelta(days=40), site=SITE)
    assert len(letters(session)) == 4


def test_a_draft_is_no_reason_for_a_letter(session: Session) -> None:
    drafts_of(session, a_publication_file(a_format_file()))
    staff(session)
    remind_of_reviews(session, NOON, site=SITE)
    assert letters(session) == []


def test_the_worker_does_it(session: Session, settings: Settings) -> None:
    a_published_guide(session, a_format_file())
    staff(session)
    job = next(job for job in due_jobs(settings) if job.name == "remind of reviews")
    job.run(session, NOON)
    assert len(letters(session)) == 2
