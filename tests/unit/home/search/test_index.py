"""The index: made once for each stamp, read by everybody, and never a way to run anything."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from sscp_learning.home.search.finding import Found, find
from sscp_learning.home.search.index import Entry, SearchIndex
from sscp_learning.home.search.matching import Only
from sscp_learning.home.search.words import Dictionary, dictionary_of
from sscp_learning.topics.synonyms import Call, Synonyms

FULL = Entry(
    kind="guidance",
    thing="guidance:neglect",
    thing_title="Neglect toolkit",
    part="full",
    part_title="Full guidance",
    title="What neglect is",
    words="A child whose needs go on not being met is neglected. Families often worry about safety.",
    href="/guidance/neglect/full/#what",
    topic="neglect",
    place="Neglect toolkit",
)
FOOD = replace(
    FULL,
    part="easy-read",
    title="Food",
    words="You need food every day. Nobody is naïve about the child's dinner.",
    href="/guidance/neglect/easy-read/#food",
    young=True,
)
VISIT = replace(FULL, title="Hostility", words="Leave if you are not safe.", href="/guidance/neglect/full/#visit")
NRM = Entry(
    kind="glossary",
    thing="glossary",
    thing_title="What our words mean",
    part="glossary",
    part_title="Meaning",
    title="National Referral Mechanism (NRM)",
    words="How the UK decides who is a victim.",
    href="/guidance/glossary/#nrm",
    names=("National Referral Mechanism", "NRM"),
)
CHILDLINE = Entry(
    kind="contact",
    thing="contacts",
    thing_title="Help and contacts",
    part="childline",
    part_title="Contact",
    title="Childline",
    words="Anyone under 19.",
    href="/help/#contact-childline",
    can_call=True,
)
ENTRIES = [FULL, FOOD, VISIT, NRM, CHILDLINE]
WORDS = dictionary_of(
    Synonyms(
        same=(
            ("won't let me in", "hostility"),
            ("tea", "dinner"),
            ("kid", "child"),
            ("NRM", "national referral mechanism"),
        ),
        call=(Call(("dinner lady",), ("emergency",)),),
    )
)
Ask = Callable[..., Found]


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    """An index of a few entries."""
    return SearchIndex(tmp_path / "search")


@pytest.fixture
def search(index: SearchIndex) -> Ask:
    """Asks the index."""

    def ask(question: str, only: Only | None = None, words: Dictionary = WORDS) -> Found:
        return find(index.up_to_date("1", lambda: ENTRIES, words), question, words, only or Only())

    return ask


def hrefs(found: Found) -> list[str]:
    return [match.href for match in found.wanted]


@pytest.mark.parametrize(
    "question", ["neglected", "Negl", "NEGLECTED", "worries", "famil", "met needs", '"needs go on"']
)
def test_a_word_is_found_in_its_other_forms_and_by_its_beginning(search: Ask, question: str) -> None:
    assert hrefs(search(question))[0] == FULL.href


def test_words_of_the_titles_above_count_as_well(search: Ask) -> None:
    assert hrefs(search("neglect toolkit dinner"))[0] == FOOD.href


def test_parts_with_all_words_come_first_and_then_parts_with_some(search: Ask) -> None:
    assert hrefs(search("child families"))[:2] == [FULL.href, FOOD.href]
    some = search("food families")
    assert (some.every, set(hrefs(some))) == (False, {FULL.href, FOOD.href})


@pytest.mark.parametrize(
    ("question", "href"),
    [
        ("they wont let me in", VISIT.href),
        ("tea", FOOD.href),
        ("the child’s teas", FOOD.href),
        ("naive", FOOD.href),
        ("nrm", NRM.href),
    ],
)
def test_other_words_that_mean_the_same_are_found(search: Ask, question: str, href: str) -> None:
    assert hrefs(search(question))[0] == href


def test_the_typed_word_counts_for_more_than_one_that_means_the_same(index: SearchIndex) -> None:
    tea = replace(FOOD, title="Drinks", words="There is tea in the pot every day.", href="/tea")
    dinner = replace(FOOD, title="Drinks", words="There is dinner in the pot every day.", href="/dinner")
    opened = index.up_to_date("1", lambda: [tea, dinner], WORDS)
    assert hrefs(find(opened, "tea", WORDS, Only())) == ["/tea", "/dinner"]
    assert hrefs(find(opened, "dinner", WORDS, Only())) == ["/dinner", "/tea"]


def test_words_that_stand_near_each_other_count_for_more(index: SearchIndex) -> None:
    far = replace(FULL, words="Bread. " + "Other words. " * 12 + "Butter.", href="/far")
    near = replace(FULL, words="Other words. " * 6 + "Bread and butter. " + "Other words. " * 6, href="/near")
    opened = index.up_to_date("1", lambda: [far, near], WORDS)
    assert hrefs(find(opened, "bread butter", WORDS, Only())) == ["/near", "/far"]


def test_a_phrase_in_quotation_marks_is_looked_for_as_it_stands(search: Ask) -> None:
    assert hrefs(search('"every day"')) == [FOOD.href]
    assert hrefs(search('"day every"')) == []


def test_a_misspelt_word_is_put_right_and_looked_for_at_once(search: Ask) -> None:
    for question, meant in (("saftey", "safety"), ("famliies neglect", "families neglect"), ("hostilty", "hostility")):
        found = search(question)
        assert found.instead == meant
        assert hrefs(found)
    assert search("neglect").instead == ""
    assert (search("xylophone").instead, hrefs(search("xylophone"))) == ("", [])


@pytest.mark.parametrize("question", ["nrm", "What is the NRM?", "national referral mechanism", "what does nrm mean"])
def test_a_term_is_answered_by_its_meaning(search: Ask, question: str) -> None:
    assert search(question).answer == ENTRIES.index(NRM) + 1
    assert search("victim").answer is None


def test_whom_to_call_comes_by_name_or_by_the_question(search: Ask) -> None:
    assert search("childline").contacts == ("childline",)
    assert search("dinner lady").contacts == ("emergency",)
    assert search("food").contacts == ()


def test_filters_keep_what_is_chosen(search: Ask) -> None:
    assert hrefs(search("child", Only(part="easy-read"))) == [FOOD.href]
    assert hrefs(search("child", Only(young=True, kind="guidance"))) == [FOOD.href]
    assert hrefs(search("child", Only(topic="other"))) == []
    assert search("child", Only(topic="other")).matches


@pytest.mark.parametrize(
    "question",
    [
        '"', "'", "*", "a*", "NEAR(", "(((", "title:x", "-x", "^", "AND", "OR NOT", "{a b}: c", "x\x00y", "%", "\\",
        "'; DROP TABLE entry; --", '" OR 1=1', "🐟" * 300, "a" * 5000, "é" * 5000, "?" * 99, "\ud800", "İ" * 9, "xq0xq",
        '""', "marks : young", "ß ﬁ Ⅷ",
    ],
)  # fmt: skip
def test_a_hostile_question_finds_something_or_nothing_and_breaks_nothing(search: Ask, question: str) -> None:
    search(question)
    search(question, Only(kind='" OR "', thing="*"))
    assert hrefs(search("neglect"))


def test_it_is_made_anew_only_for_another_stamp(index: SearchIndex) -> None:
    def refuse() -> Iterator[Entry]:
        pytest.fail("made again")

    def words(stamp: str, gather: Callable[[], list[Entry]]) -> list[str]:
        return hrefs(find(index.up_to_date(stamp, gather, WORDS), "hostility", WORDS, Only()))

    assert words("1", lambda: ENTRIES) == [VISIT.href]
    assert words("1", refuse) == [VISIT.href]  # type: ignore[arg-type]
    assert words("2", lambda: ENTRIES[:2]) == []


def test_a_file_that_cannot_be_read_or_is_gone_is_made_anew(index: SearchIndex, search: Ask) -> None:
    assert hrefs(search("hostility"))
    index.file.write_bytes(b"this is no database" * 100)
    assert hrefs(search("hostility"))
    index.file.unlink()
    assert hrefs(search("hostility"))


def test_nobody_can_write_to_the_index(index: SearchIndex) -> None:
    opened = index.up_to_date("1", lambda: ENTRIES, WORDS)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        opened.execute("DELETE FROM piece")


def test_many_at_once_make_it_once(index: SearchIndex) -> None:
    made: list[int] = []

    def gather() -> list[Entry]:
        made.append(1)
        return ENTRIES

    def search(_number: int) -> int:
        return len(find(index.up_to_date("1", gather, WORDS), "neglected", WORDS, Only()).wanted)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(search, range(16)))) == 1
    assert len(made) == 1
