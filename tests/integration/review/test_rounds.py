"""Opening, D8, and D7's day of deletion."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sscp_learning.guidance.queries.desk import list_holds
from sscp_learning.people.models import AuditEntry
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.review.actions.moderation import give_back
from sscp_learning.review.actions.rounds import NewRound, delete_due, open_round
from sscp_learning.review.actions.safeguarding import protect
from sscp_learning.review.drafts import get_names
from sscp_learning.review.models import (
    Comment,
    CommentDecision,
    Pass,
    ReturnNote,
    Round,
    RoundRevision,
    SafeguardingRecord,
)
from sscp_learning.review.rules import RaisedBy, ReturnKind
from tests.builders.review import THEN, Team, a_comment, a_draft, a_group, a_pass, a_round, a_sent_comment, place_of

THE_DAY = datetime(2027, 1, 31, 0, 30, tzinfo=UTC)


def a_plan(session: Session, team: Team, **more: object) -> NewRound:
    plan = NewRound(
        revision_ids=(a_draft(session).id,),
        questions=("Is it clear?",),
        hours="Weekdays",
        deletes_on=date(2027, 1, 31),
        moderator_id=team.moderator.id,
        lead_id=team.lead.id,
        deputy_id=team.deputy.id,
    )
    return replace(plan, **more)  # type: ignore[arg-type]


def test_c2_a_round_does_not_open_with_something_missing(session: Session, team: Team) -> None:
    plan = a_plan(session, team, moderator_id=None, hours="")
    with pytest.raises(RuleBroken, match=r"Name a moderator.*when comments are read"):
        open_round(session, group=a_group(session), new=plan, by_id=team.editor.id, now=THEN)
    assert session.scalar(select(func.count(Round.id))) == 0


def test_d8_a_draft_that_is_not_marked_safe_is_refused(session: Session, team: Team) -> None:
    plan = a_plan(session, team, revision_ids=(a_draft(session, safe_for_young_people=False).id,))
    with pytest.raises(RuleBroken, match="not marked safe for young people"):
        open_round(session, group=a_group(session), new=plan, by_id=team.editor.id, now=THEN)


def test_d7_on_the_day_words_passes_and_drafts_are_gone_and_the_log_stays(
    session: Session, review: Round, young: Pass, team: Team
) -> None:
    sent = a_sent_comment(session, review, young, "Sent")
    give_back(session, sent, kind=ReturnKind.UNCLEAR, words="Kind words", by_id=team.moderator.id, now=THEN)
    a_comment(session, review, young, "Draft")
    worrying = a_comment(session, review, young, "Help me")
    protect(session, worrying, raised_by=RaisedBy.YOUNG_PERSON, now=THEN)
    refs = [sent.public_id, worrying.public_id]
    format_id = get_names(session, [place_of(session, review).revision_id]).popitem()[1].format_id

    delete_due(session, datetime(2027, 1, 30, 12, 0, tzinfo=UTC))
    assert session.scalar(select(func.count(Comment.id))) == 3

    delete_due(session, THE_DAY)
    for table in (Comment, ReturnNote, Round, RoundRevision, Pass):
        assert session.scalar(select(func.count(table.id))) == 0, table
    assert set(session.scalars(select(CommentDecision.comment_ref))) == set(refs)
    assert session.scalars(select(SafeguardingRecord.words)).all() == ["Help me"]
    assert not list_holds(session, format_id)
    assert "round.deleted" in set(session.scalars(select(AuditEntry.verb)))


def test_d7_a_pass_lives_on_while_its_group_has_another_round(session: Session, review: Round, team: Team) -> None:
    held = a_pass(session, review.group)
    a_round(session, group=review.group, team=team, deletes_on=date(2027, 3, 31))
    delete_due(session, THE_DAY)
    assert session.scalars(select(Pass.username)).all() == [held.username]
    assert session.scalar(select(func.count(Round.id))) == 1


def test_the_audit_log_holds_no_word_and_no_name(session: Session, review: Round, young: Pass) -> None:
    young.pseudonym = "Calm Otter"
    protect(session, a_comment(session, review, young, "Help me"), raised_by=RaisedBy.YOUNG_PERSON, now=THEN)
    for entry in session.scalars(select(AuditEntry)):
        line = f"{entry.who} {entry.verb} {entry.thing} {entry.details}"
        for word in ("Help", "Otter", young.username):
            assert word not in line
