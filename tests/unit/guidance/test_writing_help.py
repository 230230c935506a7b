"""What helps editors to write: cribs, beginnings of formats, first lines changed by name, suggested addresses."""

from datetime import date

import pytest

from sscp_learning.documents.kinds.box import LABELS
from sscp_learning.documents.kinds.registry import STATIC_KINDS
from sscp_learning.documents.parse import parse, parse_piece
from sscp_learning.guidance.cribs import BY_KEY, CRIBS, Crib, crib_of
from sscp_learning.guidance.heads import follows_of, with_follows, with_tone
from sscp_learning.guidance.rules import FORMATS, FormatKind
from sscp_learning.guidance.starting import FollowedSection, starting_blocks
from sscp_learning.guidance.working import read_working, write_working
from sscp_learning.guidance.writing_forms import suggested_slug, years_on

SECTIONS = (FollowedSection("what-it-is", "What it is"), FollowedSection("what-to-do", "What to do"))


def test_every_kind_of_block_has_a_crib() -> None:
    assert {crib.kind for crib in CRIBS} == {kind.name for kind in STATIC_KINDS}
    assert {f"box-{tone}" for tone in LABELS} <= set(BY_KEY)
    assert len(BY_KEY) == len(CRIBS)


@pytest.mark.parametrize("crib", CRIBS, ids=lambda crib: crib.key)
def test_an_example_is_of_its_kind_and_without_a_fault(crib: Crib) -> None:
    piece = parse_piece(crib.example)
    assert [block.kind for block in piece.blocks] == [crib.kind]
    assert piece.problems == ()


@pytest.mark.parametrize("crib", [crib for crib in CRIBS if crib.skeleton], ids=lambda crib: crib.key)
def test_a_beginning_is_of_its_kind(crib: Crib) -> None:
    assert [block.kind for block in parse_piece(crib.skeleton).blocks] == [crib.kind]


@pytest.mark.parametrize(
    ("kind", "tone", "key"), [("box", "warning", "box-warning"), ("list", "", "list"), ("x", "", "text")]
)
def test_the_crib_of_a_block_is_that_of_its_kind(kind: str, tone: str, key: str) -> None:
    assert crib_of(kind, tone).key == key


@pytest.mark.parametrize("full", [(), SECTIONS])
@pytest.mark.parametrize("kind", FormatKind)
def test_a_format_begins_with_something_that_can_be_read(kind: FormatKind, full: tuple[FollowedSection, ...]) -> None:
    blocks = starting_blocks(kind, full)
    faults = [fault.message for fault in read_working(blocks).faults]
    empty_box = kind in {FormatKind.EASY_READ, FormatKind.LEAFLET}
    assert [("Nothing stands in this ::: box" in fault or "picture" in fault) for fault in faults] == [True] * len(
        faults
    )
    assert bool(faults) == empty_box
    assert len({block.uid for block in blocks}) == len(blocks)


@pytest.mark.parametrize("kind", [FormatKind.EASY_READ, FormatKind.LEAFLET])
def test_a_derived_format_follows_every_section(kind: FormatKind) -> None:
    document = parse(write_working(starting_blocks(kind, SECTIONS))).document
    assert [section.follows for section in document.sections][:2] == [("what-it-is",), ("what-to-do",)]


def test_a_young_format_begins_with_room_for_reassurance() -> None:
    assert "::: box reassurance" in write_working(starting_blocks(FormatKind.EASY_READ, SECTIONS))


@pytest.mark.parametrize(
    ("heading", "sections", "written"),
    [
        ("## A {#a}", ["x"], '## A {#a follows="x"}'),
        ('## A {#a follows="x y"}', ["y"], '## A {#a follows="y"}'),
        ("## A {follows=x #a}", ["x", "y"], '## A {#a follows="x y"}'),
        ('## A {follows="x"}', [], "## A"),
        ('## A {#a follows="x"}', [], "## A {#a}"),
        ("## A", ["x"], '## A {follows="x"}'),
    ],
)
def test_what_a_heading_follows_is_set_by_name(heading: str, sections: list[str], written: str) -> None:
    assert with_follows(heading, sections) == written
    assert list(follows_of(written)) == sections


@pytest.mark.parametrize(
    ("box", "written"),
    [
        ('::: box info {title="T"}\nx\n:::', '::: box help {title="T"}\nx\n:::'),
        ("::: box\nx\n:::", "::: box help\nx\n:::"),
        (":::: box key {#a}\n::: steps\n1. x\n:::\n::::", ":::: box help {#a}\n::: steps\n1. x\n:::\n::::"),
    ],
)
def test_the_kind_of_a_box_is_set_by_name(box: str, written: str) -> None:
    assert with_tone(box, "help") == written


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Child exploitation: what to do", "child-exploitation-what-to-do"),
        ("Café & Co", "cafe-co"),
        ("???", ""),
        ("x" * 80, "x" * 60),
        ("łódź", "odz"),
    ],
)
def test_an_address_is_made_of_the_title(title: str, slug: str) -> None:
    assert suggested_slug(title) == slug


@pytest.mark.parametrize(
    ("day", "later"),
    [(date(2026, 11, 22), date(2027, 11, 22)), (date(2028, 2, 29), date(2029, 2, 28))],
)
def test_a_year_on_is_the_same_day(day: date, later: date) -> None:
    assert years_on(day, 1) == later


def test_every_format_says_what_it_is_for() -> None:
    assert all(words.line for words in FORMATS.values())
