"""Rounds of review for tests: the people who make one safe, a group, passes, drafts and comments."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count

from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Revision
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.people.models import Person
from sscp_learning.people.passwords import FOR_TESTS, Passwords
from sscp_learning.people.rules import Role
from sscp_learning.review import queries
from sscp_learning.review.actions import comments, groups, rounds
from sscp_learning.review.actions.comments import Place, Said
from sscp_learning.review.actions.groups import NewPass
from sscp_learning.review.actions.rounds import NewRound
from sscp_learning.review.drafts import get_draft
from sscp_learning.review.models import Comment, Group, Pass, Round, RoundRevision
from sscp_learning.review.names import SECOND_WORDS
from sscp_learning.review.rules import AgeBand
from tests.builders.guidance import a_format_file, a_publication_file, drafts_of, some_contacts
from tests.builders.people import a_person, a_role

THEN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PHRASE = "river candle orange tree"
QUESTIONS = ("Does this answer your questions?", "Are there words that are hard?")
_numbers = count(1)


@dataclass(frozen=True)
class Team:
    """The grown-ups of a round."""

    coordinator: Person
    moderator: Person
    lead: Person
    deputy: Person
    editor: Person


def a_team_of_staff(session: Session) -> Team:
    """Everybody whom a round needs, each with their role and no other."""
    team = Team(*(a_person(session, name=name) for name in ("Cora", "Mo Derator", "Dee Lead", "Des Deputy", "Ed Itor")))
    for person, role in (
        (team.coordinator, Role.COORDINATOR),
        (team.moderator, Role.MODERATOR),
        (team.lead, Role.SAFEGUARDING),
        (team.deputy, Role.SAFEGUARDING),
        (team.editor, Role.EDITOR),
    ):
        a_role(session, person, role)
    return team


def a_group(session: Session, coordinator: Person | None = None) -> Group:
    """A group of young people."""
    who = coordinator or a_team_of_staff(session).coordinator
    return groups.make_group(session, title=f"Youth group {next(_numbers)}", coordinator_id=who.id, now=THEN)


def a_pass(session: Session, group: Group, username: str = "", *, hashed: bool = False) -> Pass:
    """A pass of the group; only with `hashed` can anybody sign in with it (hashing is slow)."""
    new = NewPass(
        AgeBand.YOUNGER,
        Passwords(FOR_TESTS).make(PHRASE) if hashed else "no hash",
        username or f"quiet-{SECOND_WORDS[next(_numbers) % len(SECOND_WORDS)]}-{next(_numbers)}",
    )
    return groups.make_pass(session, group=group, new=new, by_id=group.coordinator_id, now=THEN)


def a_draft(session: Session, **more: object) -> Revision:
    """An easy-read draft that is marked safe for young people, in a publication of its own."""
    some_contacts(session)
    easy_read = a_format_file(FormatKind.EASY_READ, **more)  # type: ignore[arg-type]
    file = a_publication_file(easy_read, slug=f"guide-{next(_numbers)}")
    return drafts_of(session, file)[0]


def a_round(
    session: Session,
    *,
    group: Group | None = None,
    team: Team | None = None,
    draft: Revision | None = None,
    deletes_on: date = date(2027, 1, 31),
) -> Round:
    """An open round on an easy-read draft."""
    staff = team or a_team_of_staff(session)
    new = NewRound(
        revision_ids=((draft or a_draft(session)).id,),
        questions=QUESTIONS,
        hours="Monday to Friday, 9am to 5pm",
        deletes_on=deletes_on,
        moderator_id=staff.moderator.id,
        lead_id=staff.lead.id,
        deputy_id=staff.deputy.id,
    )
    return rounds.open_round(
        session, group=group or a_group(session, staff.coordinator), new=new, by_id=staff.editor.id, now=THEN
    )


def place_of(session: Session, review: Round) -> RoundRevision:
    """The round's only draft."""
    return queries.list_places(session, review.id)[0]


def first_part(session: Session, review: Round) -> Place:
    """The first part of the round's draft."""
    part = get_draft(session, place_of(session, review).revision_id).parts[0]
    return Place(part.uid, part.words)


def a_comment(
    session: Session,
    review: Round,
    author: Pass,
    words: str = "I like the house.",
    *,
    now: datetime = THEN,
    **more: object,
) -> Comment:
    """A comment on the first part, saved and not sent."""
    comments.note_notice(session, author, review, now=now)
    return comments.save_comment(
        session,
        author=author,
        at=place_of(session, review),
        place=first_part(session, review),
        said=Said(words=words, **more),  # type: ignore[arg-type]
        form_key="",
        now=now,
    )


def a_sent_comment(
    session: Session,
    review: Round,
    author: Pass,
    words: str = "I like the house.",
    *,
    now: datetime = THEN,
    **more: object,
) -> Comment:
    """A comment that waits for the moderator."""
    comment = a_comment(session, review, author, words, now=now, **more)
    comments.send_comments(session, author, review, now=now)
    return comment
