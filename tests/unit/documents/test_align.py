"""Uids survive edits; what cannot be matched for sure goes to a person."""

from hypothesis import HealthCheck, given, settings

from sscp_learning.documents.align import Alignment, align
from sscp_learning.documents.model import Block
from sscp_learning.documents.parse import parse
from tests.unit.documents.reading import counted
from tests.unit.documents.texts import documents

TEXT = """## Signs {#signs}

A child comes to school without a coat every day in winter.

The parents do not answer the phone when the school calls them.

- Hungry at school
- Tired at school

::: box info
A box with some words.
:::
"""

CALL = "The school rings the {} on Monday morning at nine."


def blocks(text: str, prefix: str) -> tuple[Block, ...]:
    """Return the blocks of a text, those without an id named by number after `prefix`."""
    number = counted()
    return parse(text, new_uid=lambda: prefix + number()).document.blocks


def aligned(old: str, new: str) -> Alignment:
    """Return the new text aligned with the old; uids of the old begin with "old"."""
    return align(blocks(old, "old-"), blocks(new, "new-"))


def uids(found: tuple[Block, ...]) -> list[str]:
    """Return the uids in order."""
    return [block.uid for block in found]


def test_the_same_text_keeps_every_uid_inside_boxes_too() -> None:
    found = aligned(TEXT, TEXT)
    assert found.blocks == blocks(TEXT, "old-")
    assert (found.unmatched_old, found.unmatched_new) == ((), ())


def test_a_mended_word_keeps_the_uid() -> None:
    found = aligned(TEXT, TEXT.replace("without a coat every day", "without a warm coat every day"))
    assert uids(found.blocks) == uids(blocks(TEXT, "old-"))


def test_paragraphs_that_change_places_take_their_uids_along() -> None:
    first, second, third, *rest = TEXT.split("\n\n")
    found = aligned(TEXT, "\n\n".join([first, third, second, *rest]))
    assert uids(found.blocks)[:3] == ["signs", "old-n2", "old-n1"]


def test_a_new_paragraph_gets_a_new_uid_and_the_others_keep_theirs() -> None:
    found = aligned(TEXT, TEXT.replace("- Hungry", "Something entirely different stands here.\n\n- Hungry"))
    assert uids(found.unmatched_new) == ["new-n3"]
    assert uids(found.blocks) == ["signs", "old-n1", "old-n2", "new-n3", "old-n3", "old-n4"]


def test_a_paragraph_that_is_gone_is_listed() -> None:
    found = aligned(TEXT, TEXT.replace("The parents do not answer the phone when the school calls them.\n\n", ""))
    assert uids(found.unmatched_old) == ["old-n2"]
    assert found.unmatched_new == ()


def test_two_that_are_equally_alike_go_to_a_person() -> None:
    old, new = f"{CALL.format('mother')}\n\n{CALL.format('father')}\n", f"{CALL.format('uncle')}\n"
    found = aligned(old, new)
    assert (uids(found.unmatched_old), uids(found.unmatched_new)) == (["old-n1", "old-n2"], ["new-n1"])


def test_one_that_became_two_equally_alike_goes_to_a_person() -> None:
    old, new = f"{CALL.format('uncle')}\n", f"{CALL.format('mother')}\n\n{CALL.format('father')}\n"
    assert len(aligned(old, new).unmatched_new) == 2


def test_words_less_than_seven_tenths_alike_are_not_matched() -> None:
    old = "one two three four five six seven eight nine ten"
    assert aligned(old, "one two three four five six seven x y z").unmatched_new == ()
    assert len(aligned(old, "one two three four five six w x y z").unmatched_new) == 1


def test_where_the_same_words_stand_twice_their_neighbours_decide() -> None:
    found = aligned("Ask.\n\nTell.\n\nAsk.\n\nGo.\n", "Tell.\n\nAsk.\n\nGo.\n")
    assert uids(found.blocks) == ["old-n2", "old-n3", "old-n4"]
    assert uids(found.unmatched_old) == ["old-n1"]


def test_the_last_of_the_same_words_is_matched_wherever_it_went() -> None:
    found = aligned("Ask.\n\nTell.\n\nAsk.\n", "Ask.\n\nAsk.\n\nTell.\n")
    assert set(uids(found.blocks)) == {"old-n1", "old-n2", "old-n3"}


def test_words_put_into_a_box_keep_their_uid() -> None:
    old = "You are not in trouble when you tell us.\n"
    assert uids(aligned(old, f"::: box reassurance\n{old}:::\n").blocks) == ["old-n1"]


def test_a_list_is_never_taken_for_a_paragraph_by_likeness() -> None:
    found = aligned("A child is hungry at school every day.\n", "- A child is hungry in school every day.\n")
    assert len(found.unmatched_new) == 1


def test_an_id_in_the_text_decides() -> None:
    found = aligned("## Signs {#signs}\n\n## Causes {#causes}\n", "## Causes {#signs}\n\n## Signs {#why}\n")
    assert uids(found.blocks) == ["signs", "why"]
    assert uids(found.unmatched_old) == ["causes"]


def test_a_heading_without_an_id_keeps_the_one_it_had() -> None:
    found = aligned("## Signs of neglect\n\nText.\n", "## The signs of neglect\n\nText.\n")
    assert uids(found.blocks) == ["signs-of-neglect", "old-n1"]


def test_a_new_heading_never_takes_a_uid_that_another_kept() -> None:
    old = "## Signs of neglect in a home\n"
    new = "## Signs of neglect in a family home\n\n## Signs of neglect in a home {#x}\n\n## Other\n"
    found = aligned(old, new)
    assert len(set(uids(found.blocks))) == 3


def test_lines_and_pictures_without_words_are_told_apart_by_how_they_are_written() -> None:
    old = "::: picture house {decorative}\n:::\n\n::: picture school {decorative}\n:::\n"
    new = "::: picture school {decorative}\n:::\n\n::: picture house {decorative}\n:::\n"
    assert uids(aligned(old, new).blocks) == ["old-n2", "old-n1"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents(), documents())
def test_no_uid_is_lost_or_given_twice_whatever_is_pasted(old: str, new: str) -> None:
    before, after = blocks(old, "old-"), blocks(new, "new-")
    found = align(before, after)
    assert [block.source for block in found.blocks] == [block.source for block in after]
    assert len(set(uids(found.blocks))) == len(after)
    kept = set(uids(found.blocks)) & set(uids(before))
    assert kept | set(uids(found.unmatched_old)) == set(uids(before))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_the_same_text_again_changes_nothing(text: str) -> None:
    assert align(blocks(text, "old-"), blocks(text, "new-")).blocks == blocks(text, "old-")
