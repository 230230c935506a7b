"""A text while it is written: cut into blocks, read with its faults, written back the same."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sscp_learning.documents.parse import parse
from sscp_learning.guidance.rules import FormatKind, Source
from sscp_learning.guidance.working import (
    LONGEST_BLOCK,
    MOST_BLOCKS,
    RUNS_TOGETHER,
    About,
    WorkingBlock,
    blocks_from_json,
    blocks_to_json,
    check_size,
    cut,
    read_working,
    settle,
    write_working,
)
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.settings import PROJECT
from tests.builders.guidance import EASY_READ, FULL

REAL = sorted((PROJECT / "content" / "guidance").glob("*/*.md"))
PARTS = (
    "Words that somebody wrote.",
    "## A section {#a-section}",
    "## A section without an id",
    "- one\n- two",
    "1. first\n2. second",
    "> said",
    "::: box info\nInside.\n:::",
    ":::: box key\n::: steps\n1. one\n:::\n::::",
    "::: picture-row talk {decorative}\nTalk to someone.\n:::",
    "::: box warning\nleft open",
    "| a | b |\n|---|---|\n| c | d |",
    "[^1]: A note.",
    "A claim.[^1]",
    ":::",
    "{#lonely}",
    "::: nothing-known\nx\n:::",
)
texts = st.lists(st.sampled_from(PARTS), max_size=12).map("\n\n".join)


@settings(max_examples=150, deadline=None)
@given(texts | st.text(max_size=300))
def test_what_is_cut_is_written_back_the_same(text: str) -> None:
    blocks = cut(text)
    again = cut(write_working(blocks))
    assert [block.source for block in again] == [block.source for block in blocks]


@settings(max_examples=100, deadline=None)
@given(texts)
def test_every_block_is_in_the_document_under_its_uid_whatever_is_wrong_with_the_others(text: str) -> None:
    blocks = settle(cut(text), ())
    assert len({block.uid for block in blocks}) == len(blocks)
    document = read_working(blocks).document
    assert [(block.uid, block.source) for block in document.blocks] == [(b.uid, b.source) for b in blocks]


@settings(max_examples=100, deadline=None)
@given(texts)
def test_a_text_without_faults_is_read_as_readers_will_get_it(text: str) -> None:
    blocks = settle(cut(text), ())
    read = read_working(blocks)
    whole = parse(write_working(blocks))
    assert bool(read.faults) == bool(whole.faults)
    if not whole.faults:
        assert [block.fingerprint for block in read.document.blocks] == [
            block.fingerprint for block in whole.document.blocks
        ]


@pytest.mark.parametrize("path", REAL, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_real_guidance_goes_in_and_out_unchanged(path: object) -> None:
    text = path.read_text("utf-8")  # type: ignore[attr-defined]
    blocks = settle(cut(text), ())
    read = read_working(blocks)
    assert read.faults == ()
    assert read.document == replace_uids(parse(text).document, blocks)
    assert blocks_from_json(blocks_to_json(blocks)) == blocks


def replace_uids(document: object, blocks: object) -> object:
    """The document with the uids of the blocks, and of the children that were read (new ones each time)."""
    read = read_working(blocks).document  # type: ignore[arg-type]
    pairs = zip(document.blocks, read.blocks, strict=True)  # type: ignore[attr-defined]
    return type(read)(tuple(replace(old, uid=new.uid, children=new.children) for old, new in pairs))


def test_a_fence_left_open_spoils_no_other_block() -> None:
    read = read_working(cut_all("First.", "::: box warning\nleft open", "Last."))
    assert [block.kind for block in read.document.blocks] == ["text", "box", "text"]
    assert [(fault.uid, fault.line) for fault in read.faults] == [("b1", 1)]
    assert "never closed" in read.faults[0].message


def test_a_fault_is_told_on_the_line_of_its_block() -> None:
    blocks = cut_all("First.\nSecond line.", "Third.\n[nowhere](nowhere) leads nowhere")
    assert [(fault.uid, fault.line) for fault in read_working(blocks).faults] == [("b1", 1)]


def test_the_same_id_twice_is_a_fault_of_the_second() -> None:
    blocks = cut_all("## One {#same}", "Words.", "## Two {#same}")
    assert [fault.uid for fault in read_working(blocks).faults] == ["b2"]


def test_two_lists_one_below_the_other_are_one_for_readers() -> None:
    read = read_working(cut_all("- one", "- two"))
    assert [(fault.uid, fault.message) for fault in read.faults] == [("b1", RUNS_TOGETHER)]


def test_blocks_inside_keep_the_uids_they_had_before() -> None:
    before = read_working(cut_all("::: box info\nInside.\n:::")).document.blocks
    changed = read_working(cut_all("::: box info\nNew.\n\nInside.\n:::"), before).document.blocks[0]
    assert changed.children[1].uid == before[0].children[0].uid
    assert changed.children[0].uid != before[0].children[0].uid


@pytest.mark.parametrize(
    ("source", "old", "uid", "written"),
    [
        ("## New words", None, "new-words", "## New words {#new-words}"),
        ('## New {follows="full-part"}', None, "new", '## New {#new follows="full-part"}'),
        ("## New words", WorkingBlock("old", "## Old {#old}"), "old", "## New words {#old}"),
        ("## New words", WorkingBlock("x7", "Plain words."), "new-words", "## New words {#new-words}"),
        ("## New {#chosen}", WorkingBlock("old", "## Old {#old}"), "chosen", "## New {#chosen}"),
        ("## New {#taken}", WorkingBlock("old", "## Old {#old}"), "old", "## New {#taken}"),
        ("Plain.", WorkingBlock("x7", "Old."), "x7", "Plain."),
        ("## Taken", None, "taken-2", "## Taken {#taken-2}"),
    ],
)
def test_a_heading_has_its_id_in_its_words(source: str, old: WorkingBlock | None, uid: str, written: str) -> None:
    assert settle(cut(source), {"taken"}, old) == (WorkingBlock(uid, written),)


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ([WorkingBlock("a", "x" * (LONGEST_BLOCK + 1))], "20,001 characters"),
        ([WorkingBlock(str(n), "x" * LONGEST_BLOCK) for n in range(11)], "The whole text would have 220,000"),
        ([WorkingBlock(str(n), "x") for n in range(MOST_BLOCKS + 1)], "801 parts"),
    ],
)
def test_what_is_too_long_is_refused_with_numbers(blocks: list[WorkingBlock], said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        check_size(blocks)


def test_what_a_format_says_goes_in_and_out_with_dates_missing() -> None:
    about = About(title="T", law_as_at=date(2026, 11, 22), sources=(Source("Act", year="1989", waits=True),))
    assert About.from_json(about.to_json()) == about
    assert About.from_json({}) == About()


def test_what_is_missing_is_told_field_by_field() -> None:
    assert [name for name, _ in About(title="T", summary="S").missing()][:2] == ["topic", "audience"]
    with pytest.raises(RuleBroken, match="Enter the title"):
        About().facts()


def test_easy_read_is_for_young_people_unless_it_says_why_not() -> None:
    assert About(format_audience="anyone").is_for_young_people(FormatKind.EASY_READ)
    assert not About(format_audience="adults", not_young_because="For adults.").is_for_young_people(
        FormatKind.EASY_READ
    )


def test_the_builders_texts_are_without_faults() -> None:
    for text in (FULL, EASY_READ):
        assert read_working(settle(cut(text), ())).faults == ()


def cut_all(*sources: str) -> tuple[WorkingBlock, ...]:
    return tuple(WorkingBlock(f"b{number}", source) for number, source in enumerate(sources))
