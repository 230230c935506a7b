"""A whole text laid beside the old one: what is certain is settled, what is not is asked, nothing is guessed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sscp_learning.documents.model import Block
from sscp_learning.documents.parse import parse, write
from sscp_learning.guidance.whole_text import NEW, Fate, Plan, plan
from sscp_learning.platform.errors import RuleBroken
from tests.builders.guidance import EASY_READ, FULL

OLD = """\
## What neglect is {#what-neglect-is follows="one two"}

Neglect is a pattern of care that is missing over weeks and months.

Children feel it in their bodies and in their minds every day.

::: picture-row home {decorative}
You do not get the care you need.
:::
"""
PIECES = st.sampled_from(
    [
        "## What neglect is {#what-neglect-is}",
        "## Signs",
        "Neglect is a pattern of care that is missing over weeks and months.",
        "Neglect is a pattern of care that was missing over many weeks and months.",
        "Same words.",
        "- One\n- Two",
        "::: box key\nSame words.\n:::",
        "Quite another thought about other things.",
    ]
)
TEXTS = st.lists(PIECES, max_size=8).map(lambda pieces: "\n\n".join(dict.fromkeys(pieces)) + "\n")


def blocks(text: str) -> tuple[Block, ...]:
    """The parts of a text, each with a uid."""
    return parse(text).document.blocks


def fates(made: Plan) -> list[str]:
    """What becomes of each part, in order."""
    return [str(part.fate) for part in made.parts]


@pytest.mark.parametrize("text", [FULL, EASY_READ, OLD])
def test_the_same_text_changes_nothing(text: str) -> None:
    old = blocks(text)
    made = plan(old, text)
    assert set(fates(made)) == {"same"}
    assert [block.uid for block in made.blocks] == [block.uid for block in old]
    assert made.going == made.questions == made.faults == ()


def test_parts_are_counted_and_keep_their_uids() -> None:
    old = blocks(OLD)
    text = OLD.replace("over weeks and months", "for weeks and months").replace("## What", "Read me first.\n\n## What")
    made = plan(old, text)
    assert fates(made) == ["new", "same", "changed", "same", "same"]
    assert [made.count(fate) for fate in Fate] == [3, 1, 1]
    assert [block.uid for block in made.blocks][1:] == [block.uid for block in old]


def test_what_cannot_be_told_is_asked_with_the_old_parts_of_its_kind() -> None:
    old = blocks(OLD)
    made = plan(old, OLD.replace("Children feel it in their bodies", "They notice it in body").replace("every day", ""))
    question = made.questions[0]
    assert [question.new.words, [part.words for part in question.olds]] == [
        "They notice it in body and in their minds .",
        [old[2].words],
    ]
    assert made.asked == {old[2].uid}
    assert made.count(Fate.NEW) == 0


@pytest.mark.parametrize(("answer", "fate", "going"), [("old", "changed", 0), (NEW, "new", 1), ("", "new", 1)])
def test_an_answer_settles_it(answer: str, fate: str, going: int) -> None:
    old = blocks(OLD)
    text = OLD.replace("Children feel it in their bodies and in their minds every day.", "Another thought.")
    question = plan(old, text).questions[0]
    made = plan(old, text, answers={question.name: old[2].uid if answer == "old" else answer})
    assert fates(made)[2] == fate
    assert (made.blocks[2].uid == old[2].uid) is (answer == "old")
    assert len(made.going) == going
    assert made.questions == ()


def test_only_answers_that_were_offered_count() -> None:
    old = blocks(f"{OLD}\n- A list\n")
    text = OLD.replace("Children feel it in their bodies and in their minds every day.", "Another thought.\n\nA third.")
    first, second = (question.name for question in plan(old, text).questions)
    for uid in (old[0].uid, old[4].uid, "made-up", old[1].uid):
        with pytest.raises(RuleBroken, match="listed") as refused:
            plan(old, text, answers={first: uid})
        assert refused.value.field == first
    with pytest.raises(RuleBroken, match="same old part"):
        plan(old, text, answers={first: old[2].uid, second: old[2].uid})
    assert fates(plan(old, text, answers={"part_99": old[2].uid}))[2:4] == ["new", "new"]


def test_a_heading_in_plain_words_keeps_its_id_and_what_it_follows() -> None:
    old = blocks(OLD)
    made = plan(old, OLD.replace(' {#what-neglect-is follows="one two"}', ""))
    assert made.blocks[0].source == '## What neglect is {#what-neglect-is follows="one two"}'
    assert fates(made)[0] == "same"
    other = plan(old, OLD.replace(' {#what-neglect-is follows="one two"}', " {#what-neglect-is}"))
    assert other.blocks[0].source == "## What neglect is {#what-neglect-is}"


def test_a_word_file_keeps_pictures_where_the_words_are_the_same() -> None:
    old = blocks(OLD)
    text = OLD.replace("::: picture-row home {decorative}\n", "").replace("\n:::", "")
    assert plan(old, text, from_word=True).blocks[3].source == old[3].source
    assert plan(old, text).blocks[3].source == "You do not get the care you need."
    changed = plan(old, text.replace("You do not", "Some do not"), from_word=True)
    assert changed.blocks[3].source == "Some do not get the care you need."


def test_a_new_part_never_takes_the_uid_of_one_that_goes() -> None:
    """A heading without an id is named after its words; an old part may have that very name."""
    old = blocks("::: box key {#signs}\nLook for a pattern.\n:::\n")
    made = plan(old, "## Signs\n")
    assert made.going == old
    assert made.blocks[0].uid != "signs"


def test_faults_say_where_and_a_title_is_one() -> None:
    made = plan((), "# Neglect\n\n## Signs\n\n::: box key\nNever closed.\n")
    assert [(fault.line, fault.message[:20]) for fault in made.faults] == [
        (1, "A guidance format ha"),
        (5, "This ::: box key is "),
    ]
    assert plan((), " \n").is_empty


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_no_uid_stands_twice_and_each_old_part_stays_once_or_goes(before: str, after: str) -> None:
    old = blocks(before)
    made = plan(old, after)
    uids = [block.uid for block in made.blocks]
    assert len(set(uids)) == len(uids)
    stayed = [part.was.uid for part in made.parts if part.was is not None]
    assert sorted([*stayed, *(block.uid for block in made.going)]) == sorted(block.uid for block in old)
    settled = plan(old, after, answers={})
    assert not settled.questions
    assert [block.source for block in parse(write(parse(after).document)).document.blocks] == [
        part.block.source.removesuffix(" {#what-neglect-is}") if part.block.level and "{" not in after
        else part.block.source for part in settled.parts
    ]  # fmt: skip


def test_the_likeliest_old_parts_are_offered_first_and_not_too_many() -> None:
    old = blocks(
        "\n\n".join(f"Thought {number} speaks of things like {name}." for number, name in enumerate("abcdefghijklm"))
    )
    made = plan(old, "Speaks of k and of other matters that nobody has named before now.")
    olds = made.questions[0].olds
    assert olds[0].words == "Thought 10 speaks of things like k."
    assert len(olds) == 8
