"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscp_learning.documents.sentences import split_sentences


@pytest.mark.parametrize(("passage", "sentences"), [
    ("One. Two! Three?", ["One.", "Two!", "Three?"]),
    ("No stop at the end", ["No stop at the end"]),
    ("", []),
    ("Adults, e.g. a teacher, can help.", ["Adults, e.g. a teacher, can help."]),
    ("Adults, e.g. Mr. Khan, can help.", ["Adults, e.g. Mr. Khan, can help."]),
    ("That is, i.e. Today, a start.", ["That is, i.e. Today, a start."]),
    ("See Dr Jones. See Dr. Jones.", ["See Dr Jones.", "See Dr. Jones."]),
    ("We open at 9 a.m. and close at 5 p.m. each day.", ["We open at 9 a.m. and close at 5 p.m. each day."]),
    ("We close at 5 p.m. Call before.", ["We close at 5 p.m.", "Call before."]),
    ("Toys, books etc. Then go.", ["Toys, books etc.", "Then go."]),
    ("“Are you safe?” she asked. “Yes.” He left.", ["“Are you safe?” she asked.", "“Yes.”", "He left."]),
    ("It costs 1.50 a day. Ask.", ["It costs 1.50 a day.", "Ask."]),
    ("See www.example.org for more. Ask.", ["See www.example.org for more.", "Ask."]),
    ("You can say no. We will stop.", ["You can say no.", "We will stop."]),
    ("See no. 5 and p. 12. Ask.", ["See no. 5 and p. 12.", "Ask."]),
    ("J. Smith wrote it. Read it.", ["J. Smith wrote it.", "Read it."]),
    ("So am I. You are not alone.", ["So am I.", "You are not alone."]),
    ("Wait… Then go.", ["Wait…", "Then go."]),
    ("(It is safe.) Go on.", ["(It is safe.)", "Go on."]),
])  # fmt: skip
def test_a_passage_is_cut_where_its_sentences_end(passage: str, sentences: list[str]) -> None:
    assert split_sentences(passage) == sentences


@given(st.text())
def test_no_words_are_lost(passage: str) -> None:
    assert "".join("".join(split_sentences(passage)).split()) == "".join(passage.split())
