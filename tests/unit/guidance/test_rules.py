"""The words and decisions of publishing."""

from itertools import product

import pytest

from sscp_learning.documents.parse import parse
from sscp_learning.guidance import rules
from sscp_learning.guidance.rules import Change, ChangeKind, FormatKind, RevisionState
from sscp_learning.platform.errors import Conflict, RuleBroken

ALLOWED = {
    ("draft", "waiting"),
    ("draft", "set-aside"),
    ("waiting", "draft"),
    ("waiting", "approved"),
    ("waiting", "set-aside"),
    ("approved", "published"),
    ("approved", "set-aside"),
    ("published", "replaced"),
    ("published", "withdrawn"),
    ("published", "in-error"),
}


@pytest.mark.parametrize(("now", "to"), list(product(RevisionState, RevisionState)))
def test_a_revision_takes_only_the_steps_of_the_table(now: RevisionState, to: RevisionState) -> None:
    if (now, to) in ALLOWED:
        rules.check_step(now, to)
    else:
        with pytest.raises(Conflict, match=rules.STATE_WORDS[now]):
            rules.check_step(now, to)


ALONE = {("draft", "published"), ("waiting", "published")}


@pytest.mark.parametrize(("now", "to"), list(product(RevisionState, RevisionState)))
def test_one_person_alone_may_only_publish_what_is_on_its_way(now: RevisionState, to: RevisionState) -> None:
    if (now, to) in ALLOWED | ALONE:
        rules.check_step(now, to, alone=True)
    else:
        with pytest.raises(Conflict):
            rules.check_step(now, to, alone=True)


def test_whoever_publishes_an_edited_text_is_told_why_they_cannot() -> None:
    with pytest.raises(Conflict, match="edited since"):
        rules.check_step(RevisionState.SET_ASIDE, RevisionState.PUBLISHED)


@pytest.mark.parametrize(
    ("kind", "confirmed", "goes"),
    [("typo", True, True), ("typo", False, False), ("major", False, True), (None, False, True)],
)
def test_a_typing_mistake_needs_a_second_persons_word(kind: str | None, confirmed: bool, goes: bool) -> None:  # noqa: FBT001
    if goes:
        rules.check_kind_confirmed(kind, confirmed=confirmed)
    else:
        with pytest.raises(RuleBroken, match="words that changed"):
            rules.check_kind_confirmed(kind, confirmed=confirmed)


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("guidance:neglect-toolkit/full", ("neglect-toolkit", FormatKind.FULL)),
        ("guidance:neglect-toolkit", None),
        ("guidance:neglect-toolkit/poster", None),
        ("https://example.org/full", None),
        ("", None),
    ],
)
def test_readers_are_led_to_a_format_and_nowhere_else(target: str, place: tuple[str, FormatKind] | None) -> None:
    assert rules.place_of(target) == place


def test_every_format_change_and_state_has_its_words() -> None:
    assert set(rules.FORMATS) == set(FormatKind)
    assert set(rules.CHANGE_WORDS) == set(ChangeKind)
    assert set(rules.STATE_WORDS) == set(rules.TRANSITIONS) == set(RevisionState)


def test_one_person_cannot_approve_their_own_text() -> None:
    rules.check_two_people(1, 2)
    with pytest.raises(RuleBroken, match="two people"):
        rules.check_two_people(1, 1)


@pytest.mark.parametrize("slug", sorted(rules.RESERVED_SLUGS))
def test_a_publication_cannot_take_the_address_of_another_page(slug: str) -> None:
    with pytest.raises(RuleBroken, match=slug):
        rules.check_slug(slug)


@pytest.mark.parametrize(
    ("kind", "audience", "reason", "expected"),
    [
        (FormatKind.EASY_READ, "young people", "", True),
        (FormatKind.EASY_READ, "adults with a learning disability", "", True),
        (FormatKind.EASY_READ, "adults with a learning disability", "It is for parents.", False),
        (FormatKind.LEAFLET, "parents", "It is for parents.", False),
        (FormatKind.FULL, "practitioners", "", False),
        (FormatKind.FULL, "Young people and carers", "", True),
        (FormatKind.ONE_MINUTE, "practitioners", "", False),
    ],
)
def test_easy_read_and_leaflets_are_for_young_people_unless_a_reason_says_otherwise(
    kind: FormatKind,
    audience: str,
    reason: str,
    expected: bool,  # noqa: FBT001
) -> None:
    assert rules.is_for_young_people(kind, audience, reason) is expected


def test_a_text_for_young_people_without_reassurance_is_refused_by_its_name() -> None:
    with pytest.raises(RuleBroken, match=r"Leaflet.*reassurance"):
        rules.check_for_young_people(FormatKind.LEAFLET, for_young_people=True, box_tones={"key"}, safe=True)


def test_a_text_for_young_people_must_be_found_safe_for_them() -> None:
    with pytest.raises(RuleBroken, match="safe"):
        rules.check_for_young_people(FormatKind.LEAFLET, for_young_people=True, box_tones={"reassurance"}, safe=False)
    rules.check_for_young_people(FormatKind.LEAFLET, for_young_people=True, box_tones={"reassurance"}, safe=True)


def test_a_practitioners_guide_needs_no_reassurance() -> None:
    rules.check_for_young_people(FormatKind.ONE_MINUTE, for_young_people=False, box_tones=(), safe=False)


def test_a_reassurance_box_is_found_inside_other_blocks() -> None:
    text = '::::: reveal {title="More"}\n:::: box reassurance\nYou are not in trouble.\n::::\n:::::\n'
    assert "reassurance" in rules.box_tones(parse(text).document)


def test_the_first_publication_is_no_change_and_every_later_one_says_what_it_is() -> None:
    told = Change(ChangeKind.TYPO, "A comma.")
    assert rules.check_change(None, is_first=True).kind is ChangeKind.FIRST
    assert rules.check_change(told, is_first=False) is told
    for silent in (None, Change(ChangeKind.MAJOR, "  ")):
        with pytest.raises(RuleBroken, match="what changed"):
            rules.check_change(silent, is_first=False)
