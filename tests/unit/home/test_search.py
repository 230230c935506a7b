"""The index: made once for each stamp, read by everybody, and never a way to run anything."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sscp_learning.home.search import Entry, SearchIndex

ENTRIES = [
    Entry(
        "guidance",
        "guidance:neglect",
        "Neglect toolkit",
        "Full guidance",
        "What neglect is",
        "A child whose needs go on not being met is neglected. Families often worry.",
        "/guidance/neglect/full/#what",
    ),
    Entry(
        "guidance",
        "guidance:neglect",
        "Neglect toolkit",
        "Easy read",
        "Food",
        "You need food every day.",
        "/guidance/neglect/easy-read/#food",
    ),
    Entry("glossary", "glossary", "Words", "Meaning", "Thresholds", "When help begins.", "/guidance/glossary/#t"),
]


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    """An index of three entries."""
    made = SearchIndex(tmp_path / "search")
    made.bring_up_to_date("1", lambda: ENTRIES)
    return made


def hrefs(index: SearchIndex, question: str) -> list[str]:
    return [hit.href for hit in index.find(question).hits]


@pytest.mark.parametrize("question", ["neglect", "neglecting", "Negl", "NEGLECTED", "worries", "famil"])
def test_a_word_is_found_in_its_other_forms_and_by_its_beginning(index: SearchIndex, question: str) -> None:
    assert hrefs(index, question) == ["/guidance/neglect/full/#what"]


def test_parts_with_all_words_come_alone_and_else_parts_with_some(index: SearchIndex) -> None:
    assert hrefs(index, "child needs") == ["/guidance/neglect/full/#what"]
    some = index.find("food child")
    assert (some.every, len(some.hits)) == (False, 2)


def test_what_was_found_is_marked_in_its_place(index: SearchIndex) -> None:
    hit = index.find("food").hits[0]
    assert [part.words for part in hit.title if part.found] == ["Food"]
    assert [part.words for part in hit.words if part.found] == ["food"]


def test_a_misspelt_word_is_put_right(index: SearchIndex) -> None:
    assert index.find("neglet").instead == "neglect"
    assert index.find("famliies neglect").instead == "families neglect"
    assert index.find("neglect").instead == ""


@pytest.mark.parametrize(
    "question",
    [
        '"', "'", "*", "a*", "NEAR(", "(((", "title:x", "-x", "^", "AND", "OR NOT", "{a b}: c", "x\x00y", "%", "\\",
        "'; DROP TABLE entry; --", '" OR 1=1', "🐟" * 300, "a" * 5000, "é" * 5000, "?" * 99, "\ud800",
    ],
)  # fmt: skip
def test_a_hostile_question_finds_something_or_nothing_and_breaks_nothing(index: SearchIndex, question: str) -> None:
    index.find(question)
    assert hrefs(index, "neglect")


def test_it_is_made_anew_only_for_another_stamp(index: SearchIndex) -> None:
    def refuse() -> Iterator[Entry]:
        pytest.fail("made again")

    index.bring_up_to_date("1", refuse)
    index.bring_up_to_date("2", lambda: ENTRIES[2:])
    assert hrefs(index, "neglect") == []
    assert hrefs(index, "threshold") == ["/guidance/glossary/#t"]


def test_a_file_that_cannot_be_read_is_made_anew(index: SearchIndex) -> None:
    index.file.write_bytes(b"this is no database" * 100)
    index.bring_up_to_date("1", lambda: ENTRIES)
    assert hrefs(index, "neglect")


def test_many_at_once_make_it_once(tmp_path: Path) -> None:
    made: list[int] = []

    def gather() -> list[Entry]:
        made.append(1)
        return ENTRIES

    def search(_number: int) -> int:
        index = SearchIndex(tmp_path / "search")
        index.bring_up_to_date("1", gather)
        return len(index.find("neglect").hits)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(search, range(16))) == {1}
    assert len(made) == 1
