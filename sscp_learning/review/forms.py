"""The forms of a review. Young people's labels are short; nothing but the pass is ever needed from them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)

from sscp_learning.platform.base import new_public_id
from sscp_learning.platform.forms import LONG_TEXT, ONE_LINE, Form, Needed, NoLongerThan
from sscp_learning.review.actions.comments import Said
from sscp_learning.review.actions.rounds import NewRound
from sscp_learning.review.rules import (
    AGE_WORDS,
    ANSWER_WORDS,
    LEAD_WORDS,
    LONGEST_COMMENT,
    MOST_QUESTIONS,
    QUICK_WORDS,
    RETURN_WORDS,
    Device,
)

NO_QUICK_ANSWER = ""
Word = TypeVar("Word", bound=StrEnum)


def _choices(words: Mapping[Word, str]) -> list[SelectChoice]:
    """A choice for each word of one of our lists."""
    return [SelectChoice(value.value, label) for value, label in words.items()]


def _number(value: object) -> int | None:
    """A row's key from a list of choices; nothing while nobody is chosen."""
    return int(value) if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()) else None


class PassphraseField(PasswordField):
    """A passphrase: left as typed, so that it is tidied in one place only."""

    as_typed = True


class SignInForm(Form):
    """A pass, and whose device this is."""

    username = StringField("Username", validators=[Needed("Type your username"), NoLongerThan(ONE_LINE)])
    passphrase = PassphraseField(
        "Passphrase",
        description="The four words on your pass",
        validators=[Needed("Type your passphrase"), NoLongerThan(ONE_LINE)],
    )
    device = RadioField(
        "Whose phone or computer is this?",
        choices=_choices({Device.SHARED: "Other people use it too", Device.OWN: "It is mine, and only I use it"}),
        default=Device.SHARED.value,
        validate_choice=False,
    )


class CommentForm(Form):
    """What a young person says about a part. All of it is optional, but it cannot all be empty."""

    comment = TextAreaField("What do you think?", validators=[NoLongerThan(LONGEST_COMMENT)])
    quick = RadioField(
        "A quick answer",
        choices=[*_choices(QUICK_WORDS), SelectChoice(NO_QUICK_ANSWER, "None of these")],
        default=NO_QUICK_ANSWER,
        validate_choice=False,
    )
    which_words = StringField(
        "Which words do you mean? (optional)",
        description="You can copy some words from the part above.",
        validators=[NoLongerThan(ONE_LINE)],
    )
    talk = BooleanField("I’d like someone to talk to me")
    form_key = HiddenField(default=new_public_id)
    more_time = SubmitField("I need more time")
    was_held = False  # True when it shows words that arrived after a sign-in had ended.

    def fill(self, words: str, which_words: str, quick: str) -> None:
        """Shows words that were written before."""
        self.comment.data = words
        self.which_words.data = which_words
        self.quick.data = quick

    def said(self) -> Said:
        """What was entered, as the actions take it. A quick answer that is none of ours counts as none."""
        quick = str(self.quick.data or "")
        return Said(
            words=self.comment.data or "",
            which_words=self.which_words.data or "",
            quick=quick if quick in set(QUICK_WORDS) else NO_QUICK_ANSWER,
            wants_to_talk=bool(self.talk.data),
        )


class ReturnForm(Form):
    """Why a comment goes back to its author, in words that they will read."""

    kind = RadioField(
        "Why do you give it back?",
        choices=_choices({kind: title for kind, (title, _) in RETURN_WORDS.items()}),
        validators=[Needed("Choose a reason")],
    )
    words = TextAreaField(
        "What they will read",
        description="Leave this empty to send our usual kind words for the reason you chose.",
        validators=[NoLongerThan(LONG_TEXT)],
    )


class AnswerForm(Form):
    """What the writers did with a comment."""

    kind = RadioField(
        "What happens with it?",
        choices=_choices(ANSWER_WORDS),
        validators=[Needed("Choose what happens with this comment")],
    )
    reason = TextAreaField(
        "What the young person will read",
        description="Short sentences. If the answer is “Not this time”, say why.",
        validators=[NoLongerThan(LONG_TEXT)],
    )


class LeadForm(Form):
    """What the safeguarding lead decided, and why."""

    choice = RadioField(
        "What did you decide?",
        choices=_choices(LEAD_WORDS),
        validators=[Needed("Choose what you decided")],
    )
    reason = TextAreaField("Why", validators=[Needed("Say why you decided this"), NoLongerThan(LONG_TEXT)])


class ReleaseForm(Form):
    """A copy that can show nobody, for the writers."""

    words = TextAreaField(
        "The words that the writers may see",
        description="Take out everything that is about the young person’s own life.",
        validators=[Needed("Write the words that the writers may see"), NoLongerThan(LONGEST_COMMENT)],
    )


class GroupForm(Form):
    """A group of young people who meet."""

    title = StringField(
        "Name of the group",
        description="For example Youth Commissioners. Not the name of a young person.",
        validators=[Needed("Enter a name for the group"), NoLongerThan(ONE_LINE)],
    )


class PassForm(Form):
    """All that is asked about the young person who gets a pass."""

    age_band = RadioField(
        "Their age",
        choices=_choices(AGE_WORDS),
        validators=[Needed("Choose their age")],
    )


class RoundForm(Form):
    """Everything that a round needs before it may open (REVIEW-RULES C2)."""

    drafts = SelectMultipleField("Which drafts do they read?", description="Only drafts marked safe for young people.")
    group = SelectField("Which group?", validators=[Needed("Choose a group")])
    questions = TextAreaField(
        "What do you want to ask them?",
        description=f"One to {MOST_QUESTIONS} questions, each on a line of its own.",
        validators=[NoLongerThan(LONG_TEXT)],
    )
    hours = StringField(
        "When are comments read?",
        description="They will see these words. For example: Monday to Friday, 9am to 5pm",
        validators=[NoLongerThan(ONE_LINE)],
    )
    moderator = SelectField("Moderator", coerce=_number)
    lead = SelectField("Safeguarding lead", coerce=_number)
    deputy = SelectField("Deputy safeguarding lead", coerce=_number)
    deletes_on = DateField(
        "When is everything deleted?",
        description="They will see this day.",
        validators=[Needed("Choose a coming day on which everything is deleted")],
    )

    def plan(self, *, alerts_leave: bool) -> NewRound:
        """What was entered, as the action takes it."""
        lines = (line.strip() for line in (self.questions.data or "").splitlines())
        return NewRound(
            revision_ids=tuple(int(chosen) for chosen in self.drafts.data or ()),
            questions=tuple(line for line in lines if line),
            hours=self.hours.data or "",
            deletes_on=self.deletes_on.data,
            moderator_id=self.moderator.data,
            lead_id=self.lead.data,
            deputy_id=self.deputy.data,
            alerts_leave=alerts_leave,
        )
