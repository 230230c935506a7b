"""Flags, decisions and formats that lag behind (F4, F5): from publishing to what is listed, on both databases."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sscp_learning.guidance.actions import endings
from sscp_learning.guidance.actions.staleness import choose_lag, decide_no_change, lift_lag
from sscp_learning.guidance.models import Following, LagNotice, Revision
from sscp_learning.guidance.queries.flags import get_flags_page, list_decisions
from sscp_learning.guidance.queries.staleness import (
    find_lag,
    list_flags,
    list_flags_of_format,
    list_flags_waiting,
    stays_behind,
)
from sscp_learning.guidance.rules import Change, ChangeKind, FlagReason, FormatKind, RevisionState
from sscp_learning.guidance.staleness import seen_mark
from sscp_learning.people.models import AuditEntry
from sscp_learning.platform.errors import Conflict, NotFound, RuleBroken
from sscp_learning.topics.queries import get_generation
from tests.builders.guidance import (
    FULL,
    THEN,
    a_format_file,
    a_paper,
    a_publication_file,
    a_published_guide,
    drafts_of,
    publish_draft,
    two_people,
)

SLUG = "neglect-toolkit"
EASY = """\
## What is neglect? {#what-is-neglect follows="what-neglect-is"}

You do not get the care you need.

## Signs {#what-to-see follows="signs"}

Look out for signs.

## Babies {#small-ones follows="babies"}

They may not grow.

## You are not in trouble {#not-in-trouble}

::: box reassurance {title="You are not in trouble"}
Someone will listen. Call 999 if you are in danger now.
:::
"""
ONE_MINUTE = """\
## What is it? {#what follows="what-neglect-is signs"}

Care that is missing.
"""
MAJOR = Change(ChangeKind.MAJOR, "The meaning changed.")
CLEARER = Change(ChangeKind.CLARIFICATION, "Clearer words.")
TYPO = Change(ChangeKind.TYPO, "A letter.")
CARE, PATTERN, WEIGHT = "A pattern of care", "Look for a pattern.", "They do not gain weight."


def day(number: int) -> datetime:
    return THEN + timedelta(days=number)


def a_guide(session: Session, *order: FormatKind) -> dict[FormatKind, Revision]:
    texts = {FormatKind.FULL: FULL, FormatKind.EASY_READ: EASY, FormatKind.ONE_MINUTE: ONE_MINUTE}
    kinds = order or tuple(texts)
    return dict(a_published_guide(session, *(a_format_file(kind, texts[kind]) for kind in kinds)))


def published(
    session: Session, text: str, change: Change = CLEARER, *, kind: FormatKind = FormatKind.FULL, now: datetime = THEN
) -> Revision:
    (draft,) = drafts_of(session, a_publication_file(a_format_file(kind, text)), now=now)
    return publish_draft(session, draft, change=change, now=now)


def flagged(session: Session) -> list[str]:
    return [f"{each.text.kind}: {flag.section}" for each in list_flags(session) for flag in each.flags]


def decided(session: Session, revision: Revision, section: str, reason: str = "Only a name changed.") -> None:
    flag = next(flag for flag in list_flags_of_format(session, revision.format_id) if flag.section == section)
    decide_no_change(
        session,
        format_id=revision.format_id,
        section=section,
        seen=seen_mark(flag),
        reason=reason,
        who_id=two_people(session)[0].id,
        now=day(9),
        paper=a_paper(session),
    )


@pytest.mark.parametrize(
    "order",
    [
        (FormatKind.FULL, FormatKind.EASY_READ, FormatKind.ONE_MINUTE),
        (FormatKind.ONE_MINUTE, FormatKind.EASY_READ, FormatKind.FULL),
    ],
)
def test_the_first_publication_flags_nothing_whatever_goes_first(
    session: Session, order: tuple[FormatKind, ...]
) -> None:
    for number, kind in enumerate(order):
        text = {FormatKind.FULL: FULL, FormatKind.EASY_READ: EASY, FormatKind.ONE_MINUTE: ONE_MINUTE}[kind]
        published(session, text, kind=kind, now=day(number))
        assert flagged(session) == []
    published(session, FULL.replace(CARE, "A long pattern of care"), now=day(5))
    assert flagged(session) == ["one-minute: what", "easy-read: what-is-neglect"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (CARE, ["one-minute: what", "easy-read: what-is-neglect"]),
        (PATTERN, ["one-minute: what", "easy-read: what-to-see"]),
        (WEIGHT, ["one-minute: what", "easy-read: what-to-see", "easy-read: small-ones"]),
        ("Read this first.", []),
    ],
)
@pytest.mark.parametrize("change", [CLEARER, MAJOR])
def test_a_changed_section_flags_exactly_its_followers(
    session: Session, words: str, expected: list[str], change: Change
) -> None:
    a_guide(session)
    published(session, FULL.replace(words, "Other words now."), change, now=day(1))
    assert flagged(session) == expected


def test_a_typing_mistake_flags_nobody_and_leaves_standing_flags(session: Session) -> None:
    a_guide(session)
    wrong = FULL.replace(CARE, "Teh pattern of care").replace(WEIGHT, "They lose weigth.")
    published(session, wrong, now=day(1))
    easy = published(session, EASY.replace("the care", "all the care"), kind=FormatKind.EASY_READ, now=day(2))
    before = [section for section in flagged(session) if section.startswith("easy")]
    assert before == ["easy-read: what-to-see", "easy-read: small-ones"]
    published(session, wrong.replace("Teh", "The").replace("weigth", "weight"), TYPO, now=day(3))
    assert [section for section in flagged(session) if section.startswith("easy")] == before
    moved = session.scalars(select(Following.section).where(Following.how == "typo")).all()
    assert moved == ["what-is-neglect"]
    assert easy.format_id


def test_publishing_a_follower_settles_the_sections_that_were_written_anew_and_no_others(session: Session) -> None:
    a_guide(session, FormatKind.FULL, FormatKind.EASY_READ)
    published(session, FULL.replace(CARE, "Care").replace(WEIGHT, "They lose weight."), now=day(1))
    assert flagged(session) == ["easy-read: what-is-neglect", "easy-read: what-to-see", "easy-read: small-ones"]
    published(session, EASY.replace("They may not grow", "They may lose weight"), kind=FormatKind.EASY_READ, now=day(2))
    assert flagged(session) == ["easy-read: what-is-neglect", "easy-read: what-to-see"]


def test_mending_a_typing_mistake_in_a_follower_settles_nothing(session: Session) -> None:
    a_guide(session, FormatKind.FULL, FormatKind.EASY_READ)
    published(session, FULL.replace(CARE, "Care"), now=day(1))
    published(session, EASY.replace("the care you", "teh care you"), TYPO, kind=FormatKind.EASY_READ, now=day(2))
    assert flagged(session) == ["easy-read: what-is-neglect"]


@pytest.mark.parametrize("first", [FormatKind.FULL, FormatKind.EASY_READ])
def test_formats_published_at_one_instant_are_together_whichever_goes_first(
    session: Session, first: FormatKind
) -> None:
    a_guide(session, FormatKind.FULL, FormatKind.EASY_READ)
    texts = {FormatKind.FULL: FULL.replace(CARE, "Care"), FormatKind.EASY_READ: EASY.replace("the care", "care")}
    other = next(kind for kind in texts if kind is not first)
    for kind in (first, other):
        published(session, texts[kind], MAJOR, kind=kind, now=day(1))
    assert flagged(session) == []


def test_without_a_published_full_text_nothing_is_behind_it(session: Session) -> None:
    live = a_guide(session)
    full = published(session, FULL.replace(CARE, "Care"), now=day(1))
    assert flagged(session)
    endings.end_format(
        session,
        revision_id=full.id,
        ending=RevisionState.IN_ERROR,
        because="The wrong file.",
        who_id=two_people(session)[0].id,
        now=day(2),
    )
    assert (flagged(session), get_flags_page(session, SLUG).has_full) == ([], False)
    published(session, FULL, now=day(3))
    assert flagged(session) == []
    assert live


def test_a_decision_settles_a_section_until_the_next_change(session: Session) -> None:
    easy = a_guide(session, FormatKind.FULL, FormatKind.EASY_READ)[FormatKind.EASY_READ]
    published(session, FULL.replace(CARE, "Care"), now=day(1))
    decided(session, easy, "what-is-neglect")
    assert flagged(session) == []
    (decision,) = list_decisions(session, easy.format_id)
    assert (decision.by, decision.reason, decision.source) == ("Edie Tor", "Only a name changed.", "what-neglect-is")
    published(session, FULL.replace(CARE, "Help"), now=day(10))
    assert flagged(session) == ["easy-read: what-is-neglect"]


def test_a_decision_says_why_and_is_about_the_words_that_were_on_the_page(session: Session) -> None:
    easy = a_guide(session, FormatKind.FULL, FormatKind.EASY_READ)[FormatKind.EASY_READ]
    published(session, FULL.replace(CARE, "Care"), now=day(1))
    (flag,) = list_flags_of_format(session, easy.format_id)
    who = two_people(session)[0].id
    told = {"format_id": easy.format_id, "section": flag.section, "who_id": who, "now": day(2)}
    with pytest.raises(RuleBroken, match="Say in a sentence"):
        decide_no_change(session, seen=seen_mark(flag), reason="  ", **told)
    published(session, FULL.replace(CARE, "Help"), now=day(3))
    with pytest.raises(RuleBroken, match="changed again"):
        decide_no_change(session, seen=seen_mark(flag), reason="Fine.", **told)
    with pytest.raises(NotFound):
        decide_no_change(session, seen="", reason="Fine.", **{**told, "section": "not-in-trouble"})
    assert flagged(session) == ["easy-read: what-is-neglect"]
    assert "section.no_change_needed" not in session.scalars(select(AuditEntry.verb)).all()


def test_the_database_itself_refuses_a_decision_without_a_reason(session: Session) -> None:
    easy = a_guide(session, FormatKind.FULL, FormatKind.EASY_READ)[FormatKind.EASY_READ]
    row = Following(
        format_id=easy.format_id, section="a", source="b", fingerprint="", how="no-change-needed", made_at=THEN
    )
    session.add(row)
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_section_that_goes_from_the_source_is_flagged_with_its_last_words(session: Session) -> None:
    a_guide(session, FormatKind.FULL, FormatKind.EASY_READ)
    published(session, FULL.replace("### Babies {#babies}\n\nThey do not gain weight.\n\n", ""), now=day(1))
    (shown,) = get_flags_page(session, SLUG).formats
    signs, babies = shown.flags
    assert (signs.causes[0].reason, babies.causes[0].reason) == (FlagReason.CHANGED, FlagReason.GONE)
    assert babies.causes[0].title == "Babies"
    assert [piece.words for line in babies.causes[0].before for piece in line] == ["Babies", WEIGHT]
    assert babies.causes[0].after == ()


def test_old_and_new_words_stand_side_by_side_with_the_day_of_the_first_change(session: Session) -> None:
    a_guide(session, FormatKind.FULL, FormatKind.EASY_READ)
    published(session, FULL.replace(CARE, "A pattern of love"), now=day(1))
    published(session, FULL.replace(CARE, "A pattern of love").replace(PATTERN, "Look."), now=day(2))
    (shown,) = get_flags_page(session, SLUG).formats
    cause = shown.flags[0].causes[0]
    assert [piece.words for line in cause.before for piece in line if piece.mark == "out"] == ["care "]
    assert [piece.words for line in cause.after for piece in line if piece.mark == "in"] == ["love "]
    assert (cause.since, shown.flags[1].causes[0].since) == (day(1), day(2))
    assert shown.flags[0].words == ("You do not get the care you need.",)


def test_the_desk_gets_a_line_for_each_format_with_the_day_of_its_oldest_flag(session: Session) -> None:
    a_guide(session)
    published(session, FULL.replace(CARE, "Care"), now=day(1))
    published(session, FULL.replace(CARE, "Care").replace(PATTERN, "Look."), now=day(2))
    lines = list_flags_waiting(session)
    assert [(line.count, line.since, line.href) for line in lines] == [
        (1, day(1).date(), f"/desk/guidance/{SLUG}/flags/#one-minute"),
        (2, day(1).date(), f"/desk/guidance/{SLUG}/flags/#easy-read"),
    ]
    assert lines[1].words == "Check “Neglect toolkit: easy read” against the full guidance"


# Formats that stayed behind


def a_lag(session: Session) -> Revision:
    """Easy read stays behind a major change of the full text, and says so."""
    easy = a_guide(session, FormatKind.FULL, FormatKind.EASY_READ)[FormatKind.EASY_READ]
    full = published(session, FULL.replace(CARE, "Care").replace(PATTERN, "Look."), MAJOR, now=day(1))
    said(session, easy, full, now=day(1))
    return easy


def said(session: Session, easy: Revision, full: Revision, *, now: datetime) -> LagNotice:
    who = two_people(session)[1].id
    return choose_lag(session, format_id=easy.format_id, behind=full, who_id=who, now=now, paper=a_paper(session))


def test_a_format_that_stays_behind_says_so_from_that_day_and_everybody_looks_again(session: Session) -> None:
    before = get_generation(session, "guidance")
    easy = a_lag(session)
    lag = find_lag(session, easy.format_id)
    assert lag is not None
    assert (lag.since, lag.behind, lag.behind_is_live, lag.slug) == (day(1), "full", True, SLUG)
    assert get_generation(session, "guidance") > before + 2
    second = said(session, easy, published(session, FULL, MAJOR, now=day(2)), now=day(2))
    assert second.since == day(1)


def test_a_format_that_is_not_published_carries_no_notice(session: Session) -> None:
    (draft,) = drafts_of(session, a_publication_file(a_format_file(FormatKind.EASY_READ, EASY)))
    with pytest.raises(Conflict, match="not published"):
        said(session, draft, draft, now=THEN)


@pytest.mark.parametrize(
    ("text", "change", "lifts"),
    [
        (EASY.replace("the care", "care").replace("Look out", "Watch out"), CLEARER, {"lifts"}),
        (EASY.replace("the care", "care"), CLEARER, set()),
        (EASY.replace("the care", "teh care").replace("Look out", "Loko out"), TYPO, set()),
    ],
)
def test_publishing_lifts_the_notice_once_nothing_is_left_to_check(
    session: Session, text: str, change: Change, lifts: set[str]
) -> None:
    easy = a_lag(session)
    (draft,) = drafts_of(session, a_publication_file(a_format_file(FormatKind.EASY_READ, text)), now=day(2))
    draft.change_kind = change.kind
    session.flush()
    assert stays_behind(session, draft) is not bool(lifts)
    publish_draft(session, draft, change=change, now=day(2))
    assert (find_lag(session, easy.format_id) is None) is bool(lifts)


def test_the_last_decision_lifts_the_notice(session: Session) -> None:
    easy = a_lag(session)
    decided(session, easy, "what-is-neglect")
    assert find_lag(session, easy.format_id) is not None
    before = get_generation(session, "guidance")
    decided(session, easy, "what-to-see")
    assert find_lag(session, easy.format_id) is None
    assert get_generation(session, "guidance") == before + 1


def test_the_last_decision_needs_the_paper_without_the_notice(session: Session) -> None:
    easy = a_lag(session)
    decided(session, easy, "what-is-neglect")
    (flag,) = list_flags_of_format(session, easy.format_id)
    told = {"format_id": easy.format_id, "section": flag.section, "seen": seen_mark(flag), "reason": "Still right."}
    with pytest.raises(Conflict):
        decide_no_change(session, who_id=two_people(session)[0].id, now=day(3), **told)


def test_a_notice_can_be_lifted_by_hand_with_the_new_paper_only(session: Session) -> None:
    easy = a_lag(session)
    with pytest.raises(Conflict):
        lift_lag(session, format_id=easy.format_id, who="person:1", now=day(2), paper=None)
    lift_lag(session, format_id=easy.format_id, who="person:1", now=day(2), paper=a_paper(session))
    assert find_lag(session, easy.format_id) is None
    assert session.scalars(select(AuditEntry.verb).where(AuditEntry.verb.startswith("lag."))).all() == [
        "lag.told",
        "lag.lifted",
    ]
