"""Finding a picture by a word, and writing it into a text so that it reads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscp_learning.documents.model import Block
from sscp_learning.documents.parse import parse
from sscp_learning.documents.words import tidy
from sscp_learning.guidance.pictures import (
    Where,
    check_known,
    find_pictures,
    new_picture,
    new_row,
    read_library,
    stem,
    ways,
    with_picture,
)
from sscp_learning.platform.errors import RuleBroken
from sscp_learning.settings import PROJECT

LIBRARY = read_library(PROJECT / "content" / "pictures")


def block(source: str) -> Block:
    """The one part that this source is; it must have no fault."""
    parsed = parse(source)
    assert not parsed.faults, parsed.faults
    (only,) = parsed.document.blocks
    return only


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("sad", "sad"),
        ("Upset", "sad"),
        ("worry", "worried"),
        ("friend", "friends"),
        ("lonely", "alone"),
        ("trusted adult", "trusted-adult"),
        ("You can talk to an adult you trust", "trusted-adult"),
        ("999 ambulance", "ambulance"),
    ],
)
def test_a_word_finds_the_picture_that_means_it(words: str, first: str) -> None:
    assert first in [picture.name for picture in find_pictures(LIBRARY, words)[:3]]


def test_a_short_word_is_not_another() -> None:
    assert stem("care") != stem("car")
    assert "car" not in [picture.name for picture in find_pictures(LIBRARY, "the care you need")]


def test_words_that_mean_little_find_nothing() -> None:
    assert find_pictures(LIBRARY, "it is what you do with them") == []
    assert find_pictures(LIBRARY, "") == []
    assert find_pictures(LIBRARY, "xylophone") == []


@pytest.mark.parametrize(
    ("words", "same"),
    [("worried", "worry"), ("worries", "worry"), ("friends", "friend"), ("stopped", "stop"), ("houses", "house"),
     ("talking", "talk"), ("bus", "bus"), ("babies", "baby"), ("cries", "crying")],
)  # fmt: skip
def test_endings_make_no_difference(words: str, same: str) -> None:
    assert stem(words) == stem(same)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("::: picture-row talk {decorative}\nTalk to us.\n:::", ["here", "row-after", "after"]),
        ('::: picture home {alt="A house"}\n:::', ["here", "row-after", "after"]),
        ("Some words.", ["beside", "row-after", "after"]),
        ("- One\n- Two", ["beside", "row-after", "after"]),
        ("## A heading", ["row-after", "after"]),
    ],
)
def test_where_a_picture_may_go(source: str, expected: list[str]) -> None:
    assert [str(way) for way in ways(block(source))] == expected
    assert Where.HERE not in ways(None)


@pytest.mark.parametrize(
    ("source", "alt", "expected"),
    [
        ("::: picture-row talk {decorative}\nTalk.\n:::", "A face", '::: picture-row sad {alt="A face"}\nTalk.\n:::'),
        ('::: picture talk {alt="x" #one lang="cy"}\n:::', "", '::: picture sad {#one lang="cy" decorative}\n:::'),
        ("{#a}\n:::: picture talk {decorative}\nWords.\n::::", "", ":::: picture sad {#a decorative}\nWords.\n::::"),
    ],
)  # fmt: skip
def test_another_picture_leaves_the_rest(source: str, alt: str, expected: str) -> None:
    assert with_picture(block(source), "sad", alt) == expected
    assert block(expected).text("picture") == "sad"


@given(st.text(alphabet="ab “\"{}[]\n\\'", max_size=30))
def test_whatever_is_said_of_a_picture_reads_back(alt: str) -> None:
    for source in (new_picture("sad", alt), new_row("sad", alt, "Words.")):
        read = block(source)
        assert read.text("alt") == tidy(alt).replace('"', "’")
        assert read.flag("decorative") is not bool(tidy(alt))


def test_a_row_holds_any_part_and_needs_words() -> None:
    assert block(new_row("sad", "", "One.\n\n- Two\n- Three")).words == "One. Two Three"
    assert block(new_row("sad", "", "::: box key\nWords.\n:::")).words == "Words."
    with pytest.raises(RuleBroken, match="beside the picture"):
        new_row("sad", "", " \n")


def test_only_pictures_of_the_library_can_be_chosen() -> None:
    assert check_known(LIBRARY, "sad").title == "Sad"
    for name in ("", "sad.svg", "../secret", "xylophone"):
        with pytest.raises(RuleBroken):
            check_known(LIBRARY, name)
