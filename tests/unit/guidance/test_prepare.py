"""The slow half of making a revision."""

from dataclasses import replace
from datetime import date

import pytest

from sscp_learning.guidance import stored
from sscp_learning.guidance.prepare import KnownText, PreparedFormat, prepare
from sscp_learning.guidance.rules import Change, ChangeKind, FormatKind, PublicationFile
from sscp_learning.platform.errors import RuleBroken
from tests.builders.guidance import FACTS, FULL, a_format_file, a_publication_file


def known(made: PreparedFormat) -> dict[FormatKind, KnownText]:
    return {made.file.kind: KnownText(1, stored.blocks_from_json(made.blocks), frozenset({made.hash}))}


def prepare_one(source: str = FULL, before: PreparedFormat | None = None) -> PreparedFormat:
    file = a_publication_file(a_format_file(source=source))
    (made,) = prepare(file, known(before) if before else {}).formats
    return made


def uid_of(made: PreparedFormat, words: str) -> str:
    return str(next(block["uid"] for block in made.blocks if words in block["words"]))


def test_a_block_keeps_its_uid_when_another_is_changed_or_added() -> None:
    before = prepare_one()
    after = prepare_one(FULL.replace("Look for a pattern.", "Look for a pattern.\n\nAsk others too."), before)
    for words in ("Read this first", "A pattern of care", "Look for a pattern", "They do not gain"):
        assert uid_of(after, words) == uid_of(before, words)
    assert uid_of(after, "Ask others") not in {block["uid"] for block in before.blocks}


def test_a_text_that_is_known_is_not_made_again() -> None:
    before = prepare_one()
    assert prepare(a_publication_file(a_format_file()), known(before)).formats == ()


@pytest.mark.parametrize(
    "file",
    [
        a_publication_file(a_format_file(), facts=replace(FACTS, next_review=date(2028, 1, 1))),
        a_publication_file(a_format_file(summary="Another line.")),
        a_publication_file(a_format_file(safe_for_young_people=True)),
    ],
)
def test_what_a_format_says_about_itself_is_approved_with_its_words(file: PublicationFile) -> None:
    assert len(prepare(file, known(prepare_one())).formats) == 1


def test_what_is_told_of_a_change_makes_no_new_text() -> None:
    told = a_format_file(change=Change(ChangeKind.TYPO, "A comma."))
    assert prepare(a_publication_file(told), known(prepare_one())).formats == ()


def test_html_is_made_once_with_whole_addresses_and_room_for_contacts() -> None:
    html = "".join(part["html"] for part in prepare_one().parts)
    assert 'href="/guidance/neglect-toolkit/full/#signs"' in html
    assert '<div data-contacts="emergency childline"></div>' in html


def test_words_that_look_like_html_stay_words() -> None:
    made = prepare_one("## Part {#part}\n\n<script>alert(1)</script> and {{ 7*7 }}\n")
    html = "".join(part["html"] for part in made.parts)
    assert "<script" not in html
    assert "{{ 7*7 }}" in html


def test_a_reserved_address_is_refused() -> None:
    with pytest.raises(RuleBroken, match="glossary"):
        prepare(a_publication_file(slug="glossary"), {})
