"""Words that a moderator should see first, and words that may show who somebody is.

Neither list decides anything. Flags raise priority and show help; hints are pointed out to the moderator
(REVIEW-RULES D6). The drafts are about harm, so harm words alone are expected: what counts is that somebody writes
about themselves. Only whole words and the forms listed here are matched: “skilled” is not “killed”.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

HARM: Mapping[str, tuple[str, ...]] = {
    "hit": ("hit", "hits", "hitting"),
    "hurt": ("hurt", "hurts", "hurting"),
    "beat": ("beat", "beats", "beating", "beaten"),
    "kick": ("kick", "kicks", "kicked", "kicking"),
    "punch": ("punch", "punches", "punched", "punching"),
    "slap": ("slap", "slaps", "slapped", "slapping"),
    "touch": ("touch", "touches", "touched", "touching"),
    "rape": ("rape", "rapes", "raped", "raping"),
    "abuse": ("abuse", "abuses", "abused", "abusing"),
    "threaten": ("threaten", "threatens", "threatened", "threatening"),
    "bully": ("bully", "bullies", "bullied", "bullying"),
    "scare": ("scare", "scares", "scared", "scaring"),
    "lock": ("lock", "locks", "locked", "locking"),
    "starve": ("starve", "starves", "starved", "starving"),
    "force": ("force", "forces", "forced", "forcing"),
    "make": ("make", "makes", "made", "making"),
    "hate": ("hate", "hates", "hated", "hating"),
    "follow": ("follow", "follows", "followed", "following"),
    "blackmail": ("blackmail", "blackmails", "blackmailed", "blackmailing"),
}
SELF_HARM = (
    "kill", "killing", "killed", "hurt", "hurting", "harm", "harming", "harmed", "cut", "cutting", "starve", "starving",
)  # fmt: skip
FAMILY = (
    "mum", "mom", "mother", "dad", "father", "stepdad", "step-dad", "stepmum", "step-mum", "brother", "sister", "uncle",
    "aunt", "auntie", "cousin", "grandad", "grandma", "nan", "boyfriend", "girlfriend", "carer", "teacher", "coach",
    "parents",
)  # fmt: skip
FEELING = (
    "scared", "frightened", "afraid", "terrified", "unsafe", "not safe", "being hurt", "being hit", "being abused",
    "being bullied", "being followed", "hungry", "suicidal", "pregnant", "in danger", "alone at home",
)  # fmt: skip


def _any_of(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


_HARM = _any_of(tuple(form for forms in HARM.values() for form in forms))
_I_AM = r"i\s*(?:am|['’]m|m)\s+(?:so\s+|really\s+|very\s+|always\s+)?"
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    words: re.compile(rf"\b{pattern}\b", re.IGNORECASE)
    for words, pattern in {
        "somebody does something to them": rf"{_HARM}\s+(?:and\s+\w+\s+)?me",
        "something was done to them": rf"i\s*(?:was|got|get|keep getting|have been|['’]ve been)\s+{_HARM}",
        "somebody close to them does something": rf"my\s+{_any_of(FAMILY)}\s+(?:\w+\s+)?{_HARM}",
        "how they feel": _I_AM + _any_of(FEELING),
        "not safe": r"i\s+(?:do\s+not|don['’]?t|never)\s+feel\s+safe",
        "home": r"(?:scared|afraid|want|don['’]?t want)\s+to\s+(?:go|be)\s+(?:at\s+|to\s+)?home",
        "hurting themselves": rf"{_any_of(SELF_HARM)}\s+my\s?self",
        "wanting to die": r"i\s+(?:just\s+)?(?:want|wanted|wish)\s+(?:to\s+(?:die|disappear)|i\s+(?:was|were)\s+dead)",
        "it is about them": r"(?:this|that|it)\s+(?:is\s+happening|happens|happened|has\s+happened)\s+to\s+me",
        "a secret": r"(?:please\s+)?(?:do\s+not|don['’]?t)\s+tell\s+(?:anyone|anybody|my\s+\w+)",
        "asking for help": r"(?:please\s+help(?:\s+me)?|help\s+me|i\s+need\s+help)",
    }.items()
}


@dataclass(frozen=True)
class Finding:
    """Something found in a comment: what it may be, and the words themselves."""

    what: str
    words: str


def worry_flags(text: str) -> list[Finding]:
    """First-person patterns in `text`. Empty for words that are only about the draft."""
    return [Finding(what, found[0]) for what, pattern in _PATTERNS.items() if (found := pattern.search(text))]


_NAME = r"[A-Z][\w’'-]+"
_HINTS: Mapping[str, re.Pattern[str]] = {
    "a phone number": re.compile(r"(?<!\w)(?:\+44|0)(?:[\s().-]?\d){9,10}(?!\d)"),
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),
    "a name on social media": re.compile(
        r"(?<![\w@.])@\w{2,}|\b(?:snap|snapchat|insta|instagram|tiktok|discord|xbox|psn)\b(?:\s+is)?\s*[:=-]?\s*[\w.@]{3,}",
        re.IGNORECASE,
    ),
    "a link": re.compile(r"https?://\S+|\bwww\.\S+", re.IGNORECASE),
    "a school": re.compile(
        rf"\b(?:{_NAME}\s+){{1,4}}(?:[Ss]chool|[Aa]cademy|[Cc]ollege|[Pp]rimary|[Ss]ixth\s+[Ff]orm)\b"
    ),
    "a postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE),
    "a street": re.compile(
        rf"\b(?:\d+\w?\s+)?(?:{_NAME}\s+){{1,3}}(?:Road|Street|Avenue|Lane|Close|Drive|Way|Crescent|Rd|Ave)\b"
    ),
    "a name": re.compile(rf"\b(?:[Mm]y\s+name(?:\s+is|['’]s)|I\s*(?:am|['’]m)\s+called|M(?:r|rs|s|iss)\.?)\s+{_NAME}"),
    "a birthday": re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}\b|\bmy birthday is\b", re.IGNORECASE),
    "an age": re.compile(r"\bI\s*(?:am|['’]m)\s+\d{1,2}\b", re.IGNORECASE),
}


def personal_hints(text: str) -> list[Finding]:
    """What in `text` may show who somebody is, for the moderator to judge."""
    return [Finding(what, found[0].strip()) for what, pattern in _HINTS.items() if (found := pattern.search(text))]
