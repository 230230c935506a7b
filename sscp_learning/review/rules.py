"""The decisions of a review: states, what may follow what, and when a round may open (REVIEW-RULES C and D)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum

MOST_QUESTIONS = 5
LONGEST_COMMENT = 4_000
CONTEXT = 32  # Characters kept on each side of the words a comment is about (REVIEW-RULES C5).
NOTICE_VERSION = 1
LEAD_ACTS_WITHIN = timedelta(hours=4)  # Then the deputy is told as well (REVIEW-RULES D5).
OWN_DEVICE = timedelta(hours=20)
SHARED_DEVICE = timedelta(minutes=30)
HELD_FOR = timedelta(hours=24)
WORKER_MAY_REST = timedelta(minutes=15)
SAFEGUARDING_KEPT_YEARS = 7  # Until the safeguarding lead sets another period; told in the notice (DECISIONS 35).


class RoundState(StrEnum):
    """A round of review: being prepared, read by young people, or over."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class PassState(StrEnum):
    """A pass: in use, given up by the young person, or ended by the coordinator."""

    ACTIVE = "active"
    LEFT = "left"
    ENDED = "ended"


class AgeBand(StrEnum):
    """All that is known about a reviewer's age (REVIEW-RULES D1)."""

    YOUNGER = "13-15"
    OLDER = "16-17"
    ADULT = "18+"


class Device(StrEnum):
    """Whose device somebody signs in on (REVIEW-RULES D4)."""

    OWN = "own"
    SHARED = "shared"


class CommentState(StrEnum):
    """Where a comment stands. Only its author sees it before a moderator has read it (REVIEW-RULES D2)."""

    DRAFT = "draft"
    PENDING = "pending"
    APPROVED = "approved"
    RETURNED = "returned"
    SAFEGUARDING = "safeguarding"


class CommentVerb(StrEnum):
    """What is done to a comment. The past form is what the log says."""

    SEND = "sent"
    EDIT = "edited"
    APPROVE = "approved"
    RETURN = "returned"
    PROTECT = "passed to safeguarding"
    RELEASE = "released"
    ANSWER = "answered"
    DELETE = "deleted"


class QuickAnswer(StrEnum):
    """The answer to a part in one press (REVIEW-RULES C3)."""

    CLEAR = "clear"
    NOT_SURE = "not-sure"
    WORRIES = "worries"


class AnswerKind(StrEnum):
    """What the editors did with a comment (REVIEW-RULES C6)."""

    DONE = "done"
    DOING = "doing"
    THINKING = "thinking"
    NOT_THIS_TIME = "not-this-time"


class ReturnKind(StrEnum):
    """Why a moderator gives a comment back (REVIEW-RULES C8)."""

    PERSONAL = "personal"
    UNCLEAR = "unclear"
    ELSEWHERE = "elsewhere"
    UNKIND = "unkind"


class RaisedBy(StrEnum):
    """Who asked for a comment to be looked at by the safeguarding lead."""

    YOUNG_PERSON = "young person"
    STAFF = "staff"


class LeadChoice(StrEnum):
    """What the safeguarding lead decided (REVIEW-RULES D5)."""

    REFERRED = "referred"
    CONTACT = "contact"
    NO_FURTHER_ACTION = "no further action"


class Priority(IntEnum):
    """Which comments a moderator sees first."""

    NORMAL = 0
    FIRST = 1


QUICK_WORDS: Mapping[QuickAnswer, str] = {
    QuickAnswer.CLEAR: "This is clear",
    QuickAnswer.NOT_SURE: "I’m not sure",
    QuickAnswer.WORRIES: "This worries me",
}
ANSWER_WORDS: Mapping[AnswerKind, str] = {
    AnswerKind.DONE: "Done",
    AnswerKind.DOING: "We are doing it",
    AnswerKind.THINKING: "We are thinking about it",
    AnswerKind.NOT_THIS_TIME: "Not this time",
}
RETURN_WORDS: Mapping[ReturnKind, tuple[str, str]] = {
    ReturnKind.PERSONAL: (
        "It could show who somebody is",
        (
            "Your comment says something that could show who you are, or who someone else is. You did nothing wrong. "
            "Please write it again without names, places or numbers."
        ),
    ),
    ReturnKind.UNCLEAR: (
        "I am not sure what it means",
        "We want to get this right, but we are not sure what you mean. Please tell us a bit more.",
    ),
    ReturnKind.ELSEWHERE: (
        "It is about something else",
        (
            "Your comment is about something that is not in this draft, so the writers cannot use it here. "
            "If you meant a part of the draft, tell us which one."
        ),
    ),
    ReturnKind.UNKIND: (
        "It has words that could hurt somebody",
        "Some of the words could hurt somebody. What you think still matters. Please say it in another way.",
    ),
}
LEAD_WORDS: Mapping[LeadChoice, str] = {
    LeadChoice.REFERRED: "Refer to children’s services or the police",
    LeadChoice.CONTACT: "Somebody they know makes contact, through the coordinator",
    LeadChoice.NO_FURTHER_ACTION: "No further action",
}
AGE_WORDS: Mapping[AgeBand, str] = {
    AgeBand.YOUNGER: "13 to 15",
    AgeBand.OLDER: "16 or 17",
    AgeBand.ADULT: "18 or over",
}

NEXT_STATE: Mapping[tuple[CommentState, CommentVerb], CommentState] = {
    (CommentState.DRAFT, CommentVerb.SEND): CommentState.PENDING,
    (CommentState.DRAFT, CommentVerb.EDIT): CommentState.DRAFT,
    (CommentState.DRAFT, CommentVerb.PROTECT): CommentState.SAFEGUARDING,
    (CommentState.PENDING, CommentVerb.APPROVE): CommentState.APPROVED,
    (CommentState.PENDING, CommentVerb.RETURN): CommentState.RETURNED,
    (CommentState.PENDING, CommentVerb.PROTECT): CommentState.SAFEGUARDING,
    (CommentState.PENDING, CommentVerb.EDIT): CommentState.PENDING,
    (CommentState.APPROVED, CommentVerb.EDIT): CommentState.PENDING,
    (CommentState.APPROVED, CommentVerb.ANSWER): CommentState.APPROVED,
    (CommentState.APPROVED, CommentVerb.PROTECT): CommentState.SAFEGUARDING,
    (CommentState.RETURNED, CommentVerb.EDIT): CommentState.PENDING,
    (CommentState.RETURNED, CommentVerb.PROTECT): CommentState.SAFEGUARDING,
}


def next_state(state: CommentState, verb: CommentVerb) -> CommentState | None:
    """The state after `verb`, or None where it may not be done now. Out of safeguarding there is no way back."""
    return NEXT_STATE.get((state, verb))


@dataclass(frozen=True)
class RoundPlan:
    """What somebody wants to open: everything `can_open` looks at. `formats` pairs a format's name with its mark."""

    questions: int
    moderator_id: int | None
    lead_id: int | None
    deputy_id: int | None
    hours: str
    deletes_on: date | None
    formats: tuple[tuple[str, bool], ...]
    alerts_leave: bool = True


def can_open(plan: RoundPlan, *, today: date) -> list[str]:
    """Why this round may not open yet, a sentence each; an empty list means it may (REVIEW-RULES C2, D7, D8)."""
    missing = [
        (not 1 <= plan.questions <= MOST_QUESTIONS, f"Set one to {MOST_QUESTIONS} questions for the readers."),
        (plan.moderator_id is None, "Name a moderator."),
        (plan.lead_id is None, "Name a safeguarding lead."),
        (plan.deputy_id is None, "Name a deputy for the safeguarding lead."),
        (plan.lead_id is not None and plan.lead_id == plan.deputy_id, "The deputy must not be the lead."),
        (not plan.hours.strip(), "Say when comments are read, such as “Monday to Friday, 9am to 5pm”."),
        (plan.deletes_on is None or plan.deletes_on <= today, "Choose a coming day on which everything is deleted."),
        (not plan.formats, "Choose at least one draft to read."),
        (not plan.alerts_leave, "E-mails do not leave now, so the safeguarding lead would not be told. Try later."),
    ]
    unsafe = [name for name, safe in plan.formats if not safe]
    return [words for is_so, words in missing if is_so] + [
        f"The draft “{name}” is not marked safe for young people." for name in unsafe
    ]


def is_paused(seconds_since_beat: int | None) -> bool:
    """True when the worker that sends alerts is silent for too long: no comment may be sent (DECISIONS 17)."""
    return seconds_since_beat is not None and seconds_since_beat > WORKER_MAY_REST.total_seconds()


def lifetime(device: str) -> timedelta:
    """How long somebody stays signed in without doing anything. A shared device unless they said otherwise."""
    return OWN_DEVICE if device == Device.OWN else SHARED_DEVICE


def priority_of(*, quick: str, flagged: bool) -> Priority:
    """Worry and flagged words go to the front of the queue, and do nothing else (REVIEW-RULES D6, DECISIONS 33)."""
    return Priority.FIRST if flagged or quick == QuickAnswer.WORRIES else Priority.NORMAL


def surroundings(snapshot: str, words: str) -> tuple[str, str]:
    """What stands before and after `words` in the part, when they are found there exactly once; else nothing."""
    if not words or snapshot.count(words) != 1:
        return "", ""
    start = snapshot.index(words)
    return snapshot[max(0, start - CONTEXT) : start], snapshot[start + len(words) :][:CONTEXT]


def waiting_words(since: datetime, now: datetime) -> str:
    """How long a comment has been waiting, for the moderator: “25 minutes”, “3 hours”, “2 days”."""
    minutes = int((now - since).total_seconds() // 60)
    for size, word in ((60 * 24, "day"), (60, "hour"), (1, "minute")):
        if (count := minutes // size) >= 1:
            return f"{count} {word}" if count == 1 else f"{count} {word}s"
    return "less than a minute"
