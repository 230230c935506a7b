"""Short ways to ask the checks about a text."""

from typing import Any

from sscp_learning.documents.checks import Finding, check_format
from sscp_learning.documents.parse import parse
from sscp_learning.documents.proofreading.house_words import HouseWords, Listed, Term

HOUSE = HouseWords(
    hard=(
        Listed(("consent", "consents", "consented"), "saying yes"),
        Listed(("referral", "refer", "referred")),
        Listed(("multi-agency",)),
        Listed(("national referral mechanism",)),
    ),
    swaps=(Listed(("utilise", "utilises", "utilised"), "use"), Listed(("prior to",), "before")),
    idioms=(Listed(("turn a blind eye", "turned a blind eye"), "not look"), Listed(("on the same page",))),
    initials=(Listed(("NHS",)), Listed(("UK",))),
    feelings=(Listed(("worried", "scared", "hurt", "disabled", "called")),),
    terms=(
        Term("Neglect", "…", ("bad parenting",)),
        Term("Trusted adult", "…", ("safe adult", "grown-up")),
        Term("Was not brought", "…"),
        Term("Graded Care Profile 2 (GCP2)", "…"),
    ),
)
REASSURANCE = """

::: box reassurance {#reassuring}
Am I in trouble? No.

What happens if I tell? We listen to you.

Who may need to know? We tell a nurse.

You can get help now.
:::
"""


def all_found(text: str, name: str = "easy-read", **known: Any) -> tuple[Finding, ...]:
    """Return every finding; `known` are the further arguments of `check_format`."""
    return check_format(parse(text).document, name, **{"house": HOUSE, **known})


def of_rule(text: str, rule: str, name: str = "easy-read", **known: Any) -> list[Finding]:
    """Return the findings of one rule."""
    return [finding for finding in all_found(text, name, **known) if finding.rule == rule]


def severities(text: str, rule: str, name: str = "easy-read", **known: Any) -> list[str]:
    """Return how severe each finding of one rule is."""
    return [str(finding.severity) for finding in of_rule(text, rule, name, **known)]


def parts(text: str, rule: str, name: str = "easy-read", **known: Any) -> list[str]:
    """Return the words that each finding of one rule points at."""
    return [finding.part for finding in of_rule(text, rule, name, **known)]


def words(count: int) -> str:
    """Return a sentence of `count` words."""
    return " ".join(["word"] * count) + "."


def row(text: str, about: str = "talk {decorative}") -> str:
    """Return a picture row."""
    return f"::: picture-row {about}\n{text}\n:::\n"
