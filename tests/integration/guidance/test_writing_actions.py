"""Saving, moving, splitting, merging, removing and undoing parts of a text, and sending it: on both databases."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sscp_learning.guidance.actions import publishing, saves, writing
from sscp_learning.guidance.models import Approval, Revision, WorkingStep, WorkingText
from sscp_learning.guidance.queries.writing import get_writing, list_steps, step_to_undo
from sscp_learning.guidance.rules import Change, ChangeKind, FormatKind, RevisionState
from sscp_learning.guidance.sending import prepare_writing
from sscp_learning.guidance.working import Writing, write_working
from sscp_learning.platform.errors import Conflict, NotFound, RuleBroken
from tests.builders.guidance import a_published_guide, a_working_text
from tests.builders.people import a_person

SLUG = "neglect-toolkit"
WHAT = Change(ChangeKind.CLARIFICATION, "Said it more plainly.", "Everyone", "No")


class Desk:
    """One person at the desk with a format open: every save is made from what they see now."""

    def __init__(self, session: Session, now: datetime, slug: str = SLUG, kind: FormatKind = FormatKind.FULL) -> None:
        self.session, self.now, self.slug, self.kind = session, now, slug, kind
        self.who_id = a_person(session).id

    @property
    def text(self) -> Writing:
        """What they see now."""
        return get_writing(self.session, self.slug, self.kind)

    @property
    def words(self) -> str:
        """The whole text."""
        return write_working(self.text.blocks)

    @property
    def uids(self) -> list[str]:
        """The uids, in order."""
        return [block.uid for block in self.text.blocks]

    def uid(self, words: str) -> str:
        """The uid of the first block with these words."""
        return next(block.uid for block in self.text.blocks if words in block.source)

    def source(self, uid: str) -> str:
        """What a block says."""
        return next(block.source for block in self.text.blocks if block.uid == uid)

    def hand(self, seen: int | None = None) -> dict[str, Any]:
        """What every save is made with; `seen` of another moment where it is given."""
        text = self.text
        return {
            "format_id": text.format_id,
            "seen": text.version if seen is None else seen,
            "who_id": self.who_id,
            "now": self.now,
        }

    def save(self, words: str, source: str) -> None:
        """Saves the block with these words."""
        uid = self.uid(words)
        writing.save_block(self.session, **self.hand(), uid=uid, source=source, was=self.source(uid))

    def undo(self) -> None:
        """Undoes the newest save."""
        writing.undo(self.session, **self.hand())

    def send(self, change: Change | None = WHAT) -> Revision:
        """Sends the text for approval."""
        prepared = prepare_writing(self.session, self.text)
        return writing.freeze_and_submit(
            self.session, prepared=prepared, change=change, who_id=self.who_id, now=self.now
        )


@pytest.fixture
def desk(session: Session, now: datetime) -> Desk:
    """The full guidance, published, that nobody is writing on."""
    a_published_guide(session)
    return Desk(session, now)


def count(session: Session, table: type[WorkingText | WorkingStep]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_reading_begins_nothing(desk: Desk, session: Session) -> None:
    assert not desk.text.is_begun
    assert "A pattern of care" in desk.words
    assert desk.text.about.owner == "Neglect lead"
    assert count(session, WorkingText) == 0


def test_a_format_that_is_not_there_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        get_writing(desk.session, SLUG, FormatKind.BRIEFING)


def test_a_save_begins_a_working_text_and_keeps_the_uid(desk: Desk) -> None:
    before, live = desk.uids, desk.text.based_on
    desk.save("A pattern of care", "Other words.")
    assert desk.uids == before
    assert "Other words." in desk.words
    assert (desk.text.is_begun, desk.text.based_on) == (True, live)
    assert desk.text.saved_at == desk.now


def test_a_text_of_two_paragraphs_becomes_two_blocks(desk: Desk) -> None:
    before = desk.uids
    desk.save("Look for a pattern", "Look for a pattern.\n\nAsk others.")
    at = before.index(desk.uid("Look for a pattern"))
    assert desk.uids[: at + 1] == before[: at + 1]
    assert desk.uids[at + 2 :] == before[at + 1 :]
    assert desk.uids[at + 1] not in before


def test_a_fault_is_saved_and_told(desk: Desk) -> None:
    desk.save("Look for a pattern", "::: box warning\nLook.")
    assert "::: box warning" in desk.words


@pytest.mark.parametrize("nothing", ["", "  \n "])
def test_nothing_is_not_saved_over_something(desk: Desk, nothing: str) -> None:
    with pytest.raises(RuleBroken, match="Write something"):
        desk.save("Look for a pattern", nothing)


def test_the_second_save_of_a_block_gets_both_texts(desk: Desk) -> None:
    uid, seen, was = desk.uid("Look for"), desk.text.version, "Look for a pattern."
    desk.save("Look for", "Theirs.")
    with pytest.raises(writing.Meanwhile) as told:
        writing.save_block(desk.session, **desk.hand(seen), uid=uid, source="Mine.", was=was)
    assert told.value.theirs == "Theirs."
    assert desk.source(uid) == "Theirs."


def test_saves_of_two_blocks_do_not_meet(desk: Desk) -> None:
    seen, uid = desk.text.version, desk.uid("Look for")
    desk.save("A pattern of care", "Theirs.")
    writing.save_block(
        desk.session,
        **desk.hand(seen),
        uid=uid,
        source="Mine.",
        was="Look for a pattern.\r\n",
    )
    assert "Theirs." in desk.words
    assert "Mine." in desk.words


def test_a_block_that_somebody_removed_is_told_with_nothing_standing_there(desk: Desk) -> None:
    uid, seen = desk.uid("Look for"), desk.text.version
    writing.remove_block(desk.session, **desk.hand(), uid=uid)
    with pytest.raises(writing.Meanwhile) as told:
        writing.save_block(desk.session, **desk.hand(seen), uid=uid, source="Mine.", was="Look for a pattern.")
    assert told.value.theirs == ""


def test_what_is_added_after_a_removed_block_goes_where_it_stood(desk: Desk) -> None:
    uid, before = desk.uid("Look for"), desk.uids
    writing.remove_block(desk.session, **desk.hand(), uid=uid)
    writing.add_block(desk.session, **desk.hand(), after_uid=uid, source="Instead.")
    assert desk.uids.index(desk.uid("Instead.")) == before.index(uid)


@pytest.mark.parametrize("after", ["", "nobody-knows-it"])
def test_what_is_added_without_a_place_is_not_lost(desk: Desk, after: str) -> None:
    writing.add_block(desk.session, **desk.hand(), after_uid=after, source="New words.")
    assert desk.uids.index(desk.uid("New words.")) == (0 if not after else len(desk.uids) - 1)


def test_a_block_moves_one_place_and_not_past_the_ends(desk: Desk) -> None:
    before, first = desk.uids, desk.uids[0]
    writing.move_block(desk.session, **desk.hand(), uid=first, up=True)
    assert desk.uids == before
    writing.move_block(desk.session, **desk.hand(), uid=first, up=False)
    assert desk.uids == [before[1], before[0], *before[2:]]


def test_splitting_keeps_the_uid_of_the_first_part_and_merging_of_the_one_above(desk: Desk) -> None:
    desk.save("Look for", "One. Two.")
    uid = desk.uid("One.")
    writing.split_block(desk.session, **desk.hand(), uid=uid, at=5)
    assert (desk.source(uid), desk.source(desk.uid("Two."))) == ("One.", "Two.")
    writing.merge_block(desk.session, **desk.hand(), uid=desk.uid("Two."))
    assert desk.source(uid) == "One.\nTwo."


@pytest.mark.parametrize("verb", ["split", "merge", "remove"])
def test_a_block_that_changed_since_is_not_split_merged_or_removed(desk: Desk, verb: str) -> None:
    desk.save("Look for", "One. Two.")
    seen, uid = desk.text.version, desk.uid("One.")
    desk.now += timedelta(hours=1)
    desk.save("One.", "Three. Four.")
    more = {"split": {"at": 5}, "merge": {}, "remove": {}}[verb]
    with pytest.raises(Conflict):
        getattr(writing, f"{verb}_block")(desk.session, **desk.hand(seen), uid=uid, **more)
    assert desk.source(uid) == "Three. Four."


def test_saves_are_undone_one_after_the_other(desk: Desk) -> None:
    stands = [desk.words]
    desk.save("Look for", "One.")
    stands.append(desk.words)
    writing.move_block(desk.session, **desk.hand(), uid=desk.uids[0], up=False)
    stands.append(desk.words)
    writing.remove_block(desk.session, **desk.hand(), uid=desk.uids[0])
    for stood in reversed(stands):
        desk.undo()
        assert desk.words == stood
    with pytest.raises(RuleBroken, match="nothing left"):
        desk.undo()


def test_after_undoing_one_goes_on_and_undoes_that_first(desk: Desk) -> None:
    first = desk.words
    desk.save("Look for", "One.")
    desk.undo()
    writing.remove_block(desk.session, **desk.hand(), uid=desk.uids[0])
    step = step_to_undo(list_steps(desk.session, desk.text.working_id or 0))
    assert step is not None
    assert step.what == writing.REMOVE
    desk.undo()
    assert desk.words == first


def test_what_somebody_saved_since_is_not_undone_unseen(desk: Desk) -> None:
    desk.save("Look for", "One.")
    seen = desk.text.version
    desk.save("A pattern of care", "Theirs.")
    with pytest.raises(Conflict):
        writing.undo(desk.session, **desk.hand(seen))


def test_saves_of_one_block_in_one_sitting_are_one_step(desk: Desk, session: Session) -> None:
    for minute in range(5):
        desk.now += timedelta(minutes=1)
        desk.save("pattern" if minute == 0 else f"Words {minute - 1}", f"Words {minute}")
    assert count(session, WorkingStep) == 2
    desk.now += timedelta(minutes=11)
    desk.save("Words 4", "Later.")
    assert count(session, WorkingStep) == 3


def test_somebody_elses_save_is_a_step_of_its_own(desk: Desk, session: Session) -> None:
    desk.save("Look for", "Mine.")
    desk.who_id = a_person(session).id
    desk.save("Mine.", "Theirs.")
    assert count(session, WorkingStep) == 3


def test_fifty_steps_are_kept_and_the_beginning_always(desk: Desk, session: Session) -> None:
    begun = desk.words
    for number in range(saves.STEPS_KEPT + 5):
        writing.move_block(desk.session, **desk.hand(), uid=desk.uids[number % 2], up=False)
    assert count(session, WorkingStep) == saves.STEPS_KEPT + 1
    writing.start_again(desk.session, **desk.hand())
    assert desk.words == begun


def test_starting_again_can_be_undone(desk: Desk) -> None:
    desk.save("Look for", "One.")
    written = desk.words
    writing.start_again(desk.session, **desk.hand())
    assert "One." not in desk.words
    desk.undo()
    assert desk.words == written


def test_a_whole_text_takes_the_place_of_the_old_one(desk: Desk) -> None:
    blocks = desk.text.blocks[1:3]
    writing.replace_text(desk.session, **desk.hand(), blocks=blocks)
    assert desk.text.blocks == blocks
    with pytest.raises(Conflict):
        writing.replace_text(desk.session, **desk.hand(desk.text.version - 1), blocks=blocks)


def test_what_the_format_says_is_saved_and_undone(desk: Desk) -> None:
    was = desk.text.about
    about = type(was)(**{**vars(was), "owner": "Somebody else"})
    writing.save_about(desk.session, **desk.hand(), about=about, was=was)
    assert desk.text.about.owner == "Somebody else"
    with pytest.raises(Conflict):
        writing.save_about(desk.session, **desk.hand(), about=type(was)(), was=was)
    desk.undo()
    assert desk.text.about == was


def test_sending_freezes_the_words_and_ends_the_working_text(desk: Desk, session: Session) -> None:
    desk.save("Look for", "Other words.")
    words, uids = desk.words, desk.uids
    revision = desk.send()
    assert (revision.state, revision.from_file, revision.number) == (RevisionState.WAITING, False, 2)
    assert (revision.source, revision.change_note) == (words, "Said it more plainly.")
    assert [block["uid"] for block in revision.blocks] == uids
    assert (count(session, WorkingText), count(session, WorkingStep)) == (0, 0)
    assert desk.text.open_state is RevisionState.WAITING


def test_a_form_from_a_text_that_was_sent_is_refused(desk: Desk) -> None:
    desk.save("Look for", "Other words.")
    seen, uid = desk.text.version, desk.uids[0]
    desk.send()
    with pytest.raises(Conflict, match="sent for approval"):
        writing.move_block(desk.session, **desk.hand(seen), uid=uid, up=False)


def test_sending_again_after_approval_voids_the_approval(desk: Desk, session: Session) -> None:
    desk.save("Look for", "Other words.")
    first = desk.send()
    publishing.approve(session, revision_id=first.id, approver_id=a_person(session).id, now=desk.now)
    desk.save("Other words.", "Better words.")
    second = desk.send()
    assert (first.state, second.state) == (RevisionState.SET_ASIDE, RevisionState.WAITING)
    assert session.scalar(select(Approval.id).where(Approval.revision_id == second.id)) is None


def test_a_save_while_sending_stops_the_sending(desk: Desk) -> None:
    desk.save("Look for", "Other words.")
    prepared = prepare_writing(desk.session, desk.text)
    desk.save("A pattern of care", "Meanwhile.")
    with pytest.raises(Conflict, match="Look at it again"):
        writing.freeze_and_submit(desk.session, prepared=prepared, change=WHAT, who_id=desk.who_id, now=desk.now)


def test_a_change_is_told_unless_it_is_the_first(session: Session, now: datetime) -> None:
    a_working_text(session)
    desk = Desk(session, now, "thresholds")
    assert desk.send(None).change_kind == ChangeKind.FIRST


@pytest.mark.parametrize(
    ("source", "said"),
    [("::: box info\nopen", "never closed"), ("", "Nothing is written")],
)
def test_a_text_with_a_fault_or_without_words_is_not_frozen(
    session: Session, now: datetime, source: str, said: str
) -> None:
    a_working_text(session, source=source)
    with pytest.raises(RuleBroken, match=said):
        Desk(session, now, "thresholds").send()


def test_the_same_words_are_not_sent_again(desk: Desk) -> None:
    desk.save("Look for", "Other words.")
    desk.undo()
    with pytest.raises(RuleBroken, match="Nothing has changed"):
        desk.send()
