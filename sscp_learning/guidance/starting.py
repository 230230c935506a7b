"""What a new format begins with, so that nobody begins with an empty page. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from sscp_learning.documents.proofreading.formats import ONE_MINUTE_HEADINGS
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.guidance.working import WorkingBlock, cut, settle

WRITE_HERE = "Write here."
WHAT_IT_IS = "What it is"
WHAT_TO_DO = "What to do"
FULL = f"""\
## About this guidance

{WRITE_HERE}

## {WHAT_IT_IS}

{WRITE_HERE}

## {WHAT_TO_DO}

::: steps {{title="{WHAT_TO_DO}"}}
1. {WRITE_HERE}
:::

## Who to call

::: contacts {{names="emergency childrens-services-professionals out-of-hours"}}
:::
"""
# The four things that a reassurance box tells (F9). It stays empty, which is a fault, until somebody has written them.
REASSURANCE = """\
## You are not in trouble

::: box reassurance {title="You are not in trouble"}
:::

## Get help now

::: contacts {names="emergency childline"}
:::
"""
BRIEFING = "\n".join(f"{number}. {WRITE_HERE}" for number in range(1, 8))
ROW = f"::: picture-row {{decorative}}\n{WRITE_HERE}\n:::"


@dataclass(frozen=True)
class FollowedSection:
    """A `##` section of the full format that another format may say in its own words."""

    id: str
    title: str


def starting_blocks(kind: FormatKind, full: Sequence[FollowedSection]) -> tuple[WorkingBlock, ...]:
    """The first blocks of a format; a derived one has a heading for each section of the full format (F4)."""
    return settle(cut(_text(kind, full)), ())


def _text(kind: FormatKind, full: Sequence[FollowedSection]) -> str:
    if kind is FormatKind.FULL:
        return FULL
    if kind is FormatKind.ONE_MINUTE:
        return _headings([(title, "") for title in ONE_MINUTE_HEADINGS], WRITE_HERE)
    if kind is FormatKind.BRIEFING:
        everything = f' {{follows="{" ".join(section.id for section in full)}"}}' if full else ""
        return f'## {WHAT_TO_DO}{everything}\n\n::: steps {{title="{WHAT_TO_DO}"}}\n{BRIEFING}\n:::\n'
    body = ROW if kind is FormatKind.EASY_READ else WRITE_HERE
    followed = [(section.title, section.id) for section in full] or [(WHAT_IT_IS, ""), (WHAT_TO_DO, "")]
    return f"{_headings(followed, body)}\n\n{REASSURANCE}"


def _headings(titles: Sequence[tuple[str, str]], body: str) -> str:
    return "\n\n".join(
        f'## {title} {{follows="{follows}"}}\n\n{body}' if follows else f"## {title}\n\n{body}"
        for title, follows in titles
    )
