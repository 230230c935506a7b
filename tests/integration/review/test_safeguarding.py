"""D5 from end to end: from a tick or a worry to the lead's decision, and everybody who must not see it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.queries.desk import list_holds
from sscp_learning.people.models import Person
from sscp_learning.people.rules import Role
from sscp_learning.platform.append import AccessLogRow
from sscp_learning.platform.outbox import OutboxLetter
from sscp_learning.review import queries
from sscp_learning.review.actions.safeguarding import delete_old_records, escalate_due, protect
from sscp_learning.review.drafts import get_names
from sscp_learning.review.models import Comment, Pass, Round, SafeguardingRecord
from sscp_learning.review.rules import CommentState, RaisedBy
from tests.builders.people import a_person, a_role
from tests.builders.review import Team, a_comment, a_sent_comment, first_part, place_of
from tests.conftest import NOW
from tests.pages import Reader

WORDS = "Sometimes nobody comes home"


@pytest.fixture
def record(session: Session, review: Round, young: Pass) -> SafeguardingRecord:
    """A comment with which the young person asked for someone."""
    comment = a_comment(session, review, young, WORDS, now=NOW)
    return protect(session, comment, raised_by=RaisedBy.YOUNG_PERSON, now=NOW)


@pytest.fixture
def lead(reader_for: Callable[[Person], Reader], team: Team) -> Reader:
    """The safeguarding lead, signed in."""
    return reader_for(team.lead)


def letters(session: Session) -> list[OutboxLetter]:
    session.flush()
    return list(session.scalars(select(OutboxLetter).order_by(OutboxLetter.id)))


def test_a_tick_sends_the_comment_to_the_lead_at_once_and_shows_help(
    reviewer: Reader, session: Session, review: Round, team: Team
) -> None:
    base = f"/review/{review.public_id}"
    address = f"{base}/easy-read/comment/?block={first_part(session, review).block_uid}"
    reviewer.post(f"{base}/notice/", {"next": address})
    reviewer.post(address, {"comment": WORDS, "talk": "y"})
    page = reviewer.get(reviewer.location)
    assert "Our safeguarding lead has your comment now" in page
    assert page.index("Get help now</h2>") < page.index("What you wrote")
    record = session.scalars(select(SafeguardingRecord)).one()
    assert (record.words, record.written_at, record.revision_id) == (WORDS, NOW, place_of(session, review).revision_id)
    assert [letter.to_address for letter in letters(session)] == [team.lead.email]
    assert WORDS not in letters(session)[0].body


def test_this_worries_me_shows_help_and_asks_but_does_not_decide(
    reviewer: Reader, session: Session, review: Round
) -> None:
    base = f"/review/{review.public_id}"
    address = f"{base}/easy-read/comment/?block={first_part(session, review).block_uid}"
    reviewer.post(f"{base}/notice/", {"next": address})
    reviewer.post(address, {"quick": "worries"})
    page = reviewer.get(reviewer.location)
    assert "Would you like someone to talk to you?" in page
    assert session.scalars(select(Comment.state)).all() == [CommentState.DRAFT]
    assert not session.scalars(select(SafeguardingRecord)).all()
    talk = f"{reviewer.last.request.path}talk/" if reviewer.last else ""
    for _ in range(2):
        reviewer.post(talk)
    assert len(session.scalars(select(SafeguardingRecord)).all()) == 1
    assert session.scalars(select(Comment.state)).all() == [CommentState.SAFEGUARDING]


def test_first_person_words_show_help_too(reviewer: Reader, session: Session, review: Round) -> None:
    base = f"/review/{review.public_id}"
    reviewer.post(f"{base}/notice/", {"next": base})
    reviewer.post(f"{base}/easy-read/comment/", {"comment": "He hits me"})
    assert "Would you like someone to talk to you?" in reviewer.get(reviewer.location)
    assert session.scalars(select(Comment.state)).all() == [CommentState.DRAFT]


def test_a_worried_moderator_passes_it_on_and_cannot_open_it_any_more(
    reader_for: Callable[[Person], Reader], session: Session, review: Round, young: Pass, team: Team
) -> None:
    comment = a_sent_comment(session, review, young, WORDS)
    moderator = reader_for(team.moderator)
    moderator.post(f"/moderation/{comment.public_id}/worried/")
    assert "Passed to the safeguarding lead" in moderator.get("/moderation/")
    moderator.get(f"/moderation/{comment.public_id}/", status=404)
    assert "a member of staff" in letters(session)[-1].body.lower()


def test_a_worried_editor_passes_it_on_too(
    reader_for: Callable[[Person], Reader], session: Session, review: Round, young: Pass, team: Team
) -> None:
    comment = a_sent_comment(session, review, young, WORDS)
    comment.state = CommentState.APPROVED
    editor = reader_for(team.editor)
    editor.post(f"/desk/comments/{comment.public_id}/worried/")
    assert WORDS not in editor.get("/desk/comments/")
    editor.get(f"/desk/comments/{comment.public_id}/", status=404)


def test_nobody_without_the_role_sees_or_counts_it(
    reader_for: Callable[[Person], Reader], session: Session, record: SafeguardingRecord, team: Team
) -> None:
    administrator = a_person(session, name="Ad Min")
    a_role(session, administrator, Role.ADMINISTRATOR)
    for person in (team.moderator, team.editor, team.coordinator, administrator):
        reader = reader_for(person)
        reader.get("/moderation/safeguarding/", status=403)
        reader.get(f"/moderation/safeguarding/{record.public_id}/", status=403)
        reader.post(f"/moderation/safeguarding/{record.public_id}/decide/", {"choice": "contact"}, status=403)
    assert "Nothing is waiting" in reader_for(team.moderator).get("/moderation/")
    assert "Every comment is answered" in reader_for(team.editor).get("/desk/comments/")
    assert not session.scalars(select(AccessLogRow)).all()


def test_it_does_not_stand_in_the_way_of_publishing(
    session: Session, review: Round, record: SafeguardingRecord
) -> None:
    name = get_names(session, [place_of(session, review).revision_id]).popitem()[1]
    assert record.public_id
    assert not list_holds(session, name.format_id)


def test_every_look_is_logged_before_the_words_are_shown(
    lead: Reader, session: Session, record: SafeguardingRecord, team: Team
) -> None:
    assert WORDS not in lead.get("/moderation/safeguarding/")
    assert not session.scalars(select(AccessLogRow)).all()
    assert WORDS in lead.get(f"/moderation/safeguarding/{record.public_id}/")
    looked = session.scalars(select(AccessLogRow)).one()
    assert (looked.who, looked.thing_id) == (f"person:{team.lead.id}", record.public_id)
    lead.get("/moderation/safeguarding/no-such-record/", status=404)
    assert len(session.scalars(select(AccessLogRow)).all()) == 1


@pytest.mark.parametrize("what", ["decide", "release"])
def test_a_form_that_comes_back_with_the_words_is_a_look_too(
    lead: Reader, session: Session, record: SafeguardingRecord, what: str
) -> None:
    page = lead.post(f"/moderation/safeguarding/{record.public_id}/{what}/", {}, status=422)
    assert WORDS in page
    assert session.scalars(select(AccessLogRow.thing_id)).one() == record.public_id


def test_a_decision_needs_a_reason_and_is_only_added_to(
    lead: Reader, session: Session, record: SafeguardingRecord
) -> None:
    address = f"/moderation/safeguarding/{record.public_id}/"
    page = lead.post(f"{address}decide/", {"choice": "contact", "reason": ""}, status=422)
    assert "Say why you decided this" in page
    lead.post(f"{address}decide/", {"choice": "contact", "reason": "The coordinator knows them."})
    lead.post(f"{address}decide/", {"choice": "referred", "reason": "New information."})
    page = lead.get(address)
    assert page.index("The coordinator knows them.") < page.index("New information.")
    session.refresh(record)
    assert record.decided_at == NOW


def test_the_deputy_is_told_once_when_the_lead_is_late(
    session: Session, record: SafeguardingRecord, team: Team
) -> None:
    escalate_due(session, record.due_at - timedelta(minutes=1))
    assert [letter.to_address for letter in letters(session)] == [team.lead.email]
    for minutes in (0, 5):
        escalate_due(session, record.due_at + timedelta(minutes=minutes))
    sent = letters(session)
    assert [letter.to_address for letter in sent] == [team.lead.email, team.deputy.email]
    assert WORDS not in sent[1].body
    assert record.escalated_at == record.due_at


def test_the_deputy_is_left_alone_when_the_lead_decided_in_time(
    lead: Reader, session: Session, record: SafeguardingRecord
) -> None:
    lead.post(f"/moderation/safeguarding/{record.public_id}/decide/", {"choice": "contact", "reason": "Done."})
    session.refresh(record)
    escalate_due(session, record.due_at + timedelta(days=1))
    assert record.escalated_at is None


def test_the_writers_get_only_the_copy_that_the_lead_releases_and_answer_it(
    lead: Reader, reader_for: Callable[[Person], Reader], record: SafeguardingRecord, team: Team
) -> None:
    address = f"/moderation/safeguarding/{record.public_id}/"
    lead.post(f"{address}release/", {"words": "The word “home” is hard for some."})
    lead.post(f"{address}release/", {"words": "Again"}, status=409)
    page = reader_for(team.editor).get("/desk/comments/")
    assert "The word “home” is hard for some." in page
    assert WORDS not in page


def test_the_young_person_still_sees_their_words_and_what_happens(reviewer: Reader, record: SafeguardingRecord) -> None:
    page = reviewer.get("/review/")
    assert WORDS in page
    assert record.words == WORDS
    assert "You are not in trouble for telling us" in page


def test_they_cannot_be_made_to_take_it_back(reviewer: Reader, review: Round, record: SafeguardingRecord) -> None:
    base = f"/review/{review.public_id}/comments/{record.comment_ref}"
    reviewer.post(f"{base}/edit/", {"comment": "It was nothing"}, status=409)
    reviewer.post(f"{base}/delete/", status=409)


@pytest.mark.usefixtures("record")
def test_a_record_goes_when_its_own_period_is_over(session: Session) -> None:
    delete_old_records(session, NOW + timedelta(days=365))
    assert session.scalars(select(SafeguardingRecord)).all()
    delete_old_records(session, NOW + timedelta(days=365 * 8))
    assert not session.scalars(select(SafeguardingRecord)).all()


@dataclass(frozen=True)
class Holder:
    """Somebody with roles."""

    roles: frozenset[str]


@pytest.mark.usefixtures("record")
def test_only_the_lead_is_told_on_the_front_page_that_something_waits(session: Session) -> None:
    from_lead = queries.list_waiting(session, Holder(frozenset({Role.SAFEGUARDING})), NOW)
    from_moderator = queries.list_waiting(session, Holder(frozenset({Role.MODERATOR})), NOW)
    assert [line.href for line in from_lead] == ["/moderation/safeguarding/"]
    assert from_moderator == []
