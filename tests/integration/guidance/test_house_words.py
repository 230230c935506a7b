"""The word lists as the editor's pages get them: an edited file and a changed glossary hold at once."""

import os
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from sscp_learning.guidance.house_words import house_words, read_word_files
from sscp_learning.settings import PROJECT
from sscp_learning.topics.actions import save_glossary

GLOSSARY = '[neglect]\nterm = "Neglect"\nmeaning = "…"\nbanned = ["bad parenting"]\n'


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with one list and a glossary."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "plain-words.txt").write_text("utilise = use\n", "utf-8")
    (tmp_path / "glossary.toml").write_text(GLOSSARY, "utf-8")
    return tmp_path


def touch(path: Path, text: str) -> None:
    """Writes a file so that its time differs, however coarse the clock of the file system."""
    before = path.stat().st_mtime_ns
    path.write_text(text, "utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_lists_come_from_the_files_and_key_terms_from_the_stored_glossary(session: Session, content: Path) -> None:
    save_glossary(session, [{"key": "neglect", "term": "Neglect", "meaning": "Stored."}])
    words = house_words(session, content)
    assert [entry.forms for entry in words.swaps] == [("utilise",)]
    assert [(term.term, term.meaning, term.banned) for term in words.terms] == [
        ("Neglect", "Stored.", ("bad parenting",))
    ]


def test_nothing_is_read_again_until_something_changes(session: Session, content: Path) -> None:
    first = house_words(session, content)
    assert house_words(session, content) is first
    touch(content / "words" / "plain-words.txt", "commence = start\n")
    assert [entry.forms for entry in house_words(session, content).swaps] == [("commence",)]
    (content / "words" / "hard-words.txt").write_text("consent\n", "utf-8")
    assert [entry.forms for entry in house_words(session, content).hard] == [("consent",)]
    save_glossary(session, [{"key": "child", "term": "Child", "meaning": "…"}])
    assert [term.term for term in house_words(session, content).terms] == ["Child"]


def test_a_folder_without_lists_and_a_broken_glossary_give_empty_lists(session: Session, tmp_path: Path) -> None:
    save_glossary(session, [{"key": "neglect", "term": "Neglect", "meaning": "…"}])
    assert house_words(session, tmp_path).hard == ()
    (tmp_path / "glossary.toml").write_text("[neglect", "utf-8")
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "hard-words.txt").write_bytes(b"caf\xe9\nconsent\n")
    words = house_words(session, tmp_path)
    assert words.hard[-1].forms == ("consent",)
    assert words.terms[0].banned == ()


def test_the_lists_of_this_product_can_be_read() -> None:
    words, faults = read_word_files(PROJECT / "content")
    assert faults == ()
    assert words.hard
