"""The doors of review. Rules for people come from `people.access`; a reviewer's are here (DECISIONS 15)."""

from flask import request, session

from sscp_learning.platform import identity
from sscp_learning.platform.access import Rule
from sscp_learning.platform.identity import Who
from sscp_learning.review.identity import ReviewerWho

DOOR = "/review/sign-in"

reviewer = Rule("reviewer", lambda who: isinstance(who, ReviewerWho), door=DOOR)
# Words that arrive when a sign-in has just ended are held for its owner instead of being lost (DECISIONS 37). The views
# with this rule do nothing else for somebody whose time is over.
reviewer_or_ended = Rule(
    "reviewer, or one whose time has ended",
    lambda who: isinstance(who, ReviewerWho) or _sends_after_the_end(),
    door=DOOR,
)


def ended_sign_in() -> tuple[int, str] | None:
    """The pass id and token of a reviewer's sign-in that has run out, or None.

    They come from the cookie, whose signature Flask has checked.
    """
    kept = str(session.get("_user_id", ""))
    kind, _, rest = kept.partition(":")
    number, _, token = rest.partition(":")
    if kind != "reviewer" or not number.isdecimal() or not identity.has_ended():
        return None
    return int(number), token


def _sends_after_the_end() -> bool:
    return request.method == "POST" and ended_sign_in() is not None


def reviewer_of(who: Who) -> ReviewerWho:
    """The identity as a reviewer. For views whose rule lets in reviewers only.

    Raises TypeError when a view is missing such a rule.
    """
    if not isinstance(who, ReviewerWho):
        msg = "this view needs a rule that lets in reviewers only"
        raise TypeError(msg)
    return who
