"""D1 and D5 in the tables: nothing personal is kept, evidence is locked, logs are only added to."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sscp_learning.review.actions.safeguarding import protect
from sscp_learning.review.models import CommentDecision, Pass, Round, SafeguardingRecord
from sscp_learning.review.rules import PassState, RaisedBy
from sscp_learning.tables import metadata
from tests.builders.review import THEN, a_comment

# Everything that is kept about a young person. A new column needs a reason that a young person would accept, an entry
# in the notice they are shown, and only then a line here (REVIEW-RULES D1).
ALLOWED = {
    "review_pass": {
        "id", "public_id", "username", "passphrase_hash", "group_id", "age_band", "state", "token", "pseudonym",
        "created_at",
    },
    "review_notice_shown": {"id", "pass_id", "round_id", "version", "shown_at", "finished_at"},
    "review_comment": {
        "id", "public_id", "pass_id", "round_revision_id", "question_id", "form_key", "block_uid", "snapshot",
        "which_words", "prefix", "suffix", "quick", "words", "wants_to_talk", "state", "priority", "created_at",
        "sent_at",
    },
    "review_comment_version": {"id", "comment_id", "quick", "words", "which_words", "replaced_at"},
    "review_comment_decision": {"id", "comment_ref", "round_ref", "verb", "kind", "who", "at"},
    "review_return_note": {"id", "comment_id", "kind", "words", "at"},
    "review_answer": {"id", "comment_id", "kind", "reason", "answered_by_id", "answered_at"},
    "review_held_words": {"id", "pass_id", "address", "words", "which_words", "quick", "held_at"},
    "review_safeguarding_record": {
        "id", "public_id", "comment_ref", "round_title", "group_id", "username", "revision_id", "format", "block_uid",
        "snapshot", "which_words", "quick", "words", "earlier_words", "wants_to_talk", "written_at", "raised_by",
        "raised_by_id", "opened_at", "due_at", "lead_id", "deputy_id", "escalated_at", "decided_at", "released_ref",
        "deletes_on",
    },
    "review_safeguarding_decision": {"id", "record_id", "kind", "reason", "decided_by_id", "decided_at"},
    # These are about groups and rounds, and about the staff who make them safe.
    "review_group": {"id", "public_id", "title", "coordinator_id", "created_at"},
    "review_round": {
        "id", "public_id", "title", "group_id", "state", "hours", "deletes_on", "moderator_id", "lead_id", "deputy_id",
        "opened_at", "closed_at",
    },
    "review_round_revision": {"id", "round_id", "revision_id", "format"},
    "review_round_question": {"id", "round_id", "position", "words"},
}  # fmt: skip
NEVER = ("name", "school", "birth", "dob", "postcode", "phone", "email", "photo", "location", "gender", "ip")


def test_d1_no_column_is_kept_that_is_not_allowed() -> None:
    kept = {
        name: {column.name for column in table.columns}
        for name, table in metadata.tables.items()
        if name.startswith("review_")
    }
    assert kept == ALLOWED


def test_d1_no_column_is_named_after_anything_personal() -> None:
    harmless = {"username", "description"}
    for table, columns in ALLOWED.items():
        for column in columns - harmless:
            assert not any(column == word or column.startswith(f"{word}_") for word in NEVER), f"{table}.{column}"


def test_d5_the_words_of_a_record_cannot_be_changed(session: Session, review: Round, young: Pass) -> None:
    comment = a_comment(session, review, young, "Help me.")
    record = protect(session, comment, raised_by=RaisedBy.YOUNG_PERSON, now=THEN)
    record.words = "Nothing happened."
    with pytest.raises(ValueError, match="keeps its words"):
        session.flush()
    session.rollback()


def test_d2_the_log_cannot_be_changed(session: Session, review: Round, young: Pass) -> None:
    protect(session, a_comment(session, review, young), raised_by=RaisedBy.YOUNG_PERSON, now=THEN)
    line = session.scalars(select(CommentDecision)).first()
    assert line is not None
    line.verb = "approved"
    with pytest.raises(ValueError, match="only ever added to"):
        session.flush()
    session.rollback()


def test_d7_a_pass_that_was_given_up_can_hold_no_pseudonym(session: Session, young: Pass) -> None:
    young.state = PassState.LEFT
    young.pseudonym = "Calm Otter"
    with pytest.raises(IntegrityError), session.begin_nested():
        session.flush()
    session.expire_all()


def test_a_record_is_written_once_for_a_comment(session: Session, review: Round, young: Pass) -> None:
    protect(session, a_comment(session, review, young), raised_by=RaisedBy.YOUNG_PERSON, now=THEN)
    assert len(session.scalars(select(SafeguardingRecord)).all()) == 1
