"""The file of synonyms: what is wrong is told in a sentence, and what is right still counts."""

import pytest

from sscp_learning.settings import PROJECT
from sscp_learning.topics.synonyms import FILE, Synonyms, Wider, read_synonyms


def test_the_file_that_is_there_is_right() -> None:
    read = read_synonyms((PROJECT / "content" / FILE).read_text("utf-8"))
    assert read.faults == ()
    assert ("NRM", "National Referral Mechanism") in read.synonyms.same
    assert read.synonyms.call


def test_an_empty_file_says_nothing() -> None:
    assert read_synonyms("") == read_synonyms("# Nothing yet.\n")
    assert read_synonyms("").synonyms == Synonyms()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[same]\n", "This is not TOML"),
        ('[[same]]\nwords = ["one"]\n', "[[same]] number 1: words needs at least 2 entries."),
        ("[[same]]\nwords = [1, 2]\n", "words must be a list of words"),
        ('[[same]]\nwords = ["one", " "]\n', "words must be a list of words"),
        ('[[wider]]\nwords = ["one"]\n', "also must be a list of words"),
        (
            '[[call]]\nwords = ["one"]\ncontacts = ["a"]\nphone = "1"\n',
            "“phone” is not known; expected words and contacts",
        ),
        ('[[other]]\nwords = ["one", "two"]\n', "“other” is not known; expected [[same]] or [[wider]] or [[call]]."),
        ("same = 3\n", "[[same]] number 1: expected a table with words."),
    ],
)
def test_what_is_wrong_is_told_and_left_out(text: str, fault: str) -> None:
    right = '[[wider]]\nwords = ["dad"]\nalso = ["parent"]\n'
    read = read_synonyms(text)
    assert any(fault in words for words in read.faults), read.faults
    if "TOML" not in fault:
        assert read_synonyms(f"{text}\n{right}").synonyms == Synonyms(wider=(Wider(("dad",), ("parent",)),))
