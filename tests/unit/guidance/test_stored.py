"""How a text is kept as JSON."""

import json

from sscp_learning.documents.parse import parse
from sscp_learning.guidance import stored
from tests.builders.guidance import EASY_READ, FACTS, FULL


def test_blocks_come_back_as_they_were_kept() -> None:
    document = parse(EASY_READ).document
    kept = json.loads(json.dumps(stored.blocks_to_json(document.blocks)))
    assert stored.document_from_json(kept) == document


def test_section_marks_come_back_with_what_they_follow_and_what_is_inside() -> None:
    marks = stored.marks_of(parse(FULL + EASY_READ).document)
    assert stored.marks_from_json(json.loads(json.dumps(stored.marks_to_json(marks)))) == tuple(marks)
    signs = next(mark for mark in marks if mark.id == "signs")
    easy = next(mark for mark in marks if mark.id == "what-is-neglect")
    assert (signs.inside, easy.follows) == (("babies",), ("what-neglect-is",))


def test_facts_come_back_with_their_dates_and_sources() -> None:
    assert stored.facts_from_json(json.loads(json.dumps(stored.facts_to_json(FACTS)))) == FACTS
