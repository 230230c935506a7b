"""The two small forms that anybody may send about a format. Neither asks for more than is needed to answer."""

from wtforms import EmailField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, Optional

from sscp_learning.guidance.rules import NOTES_KEPT_FOR
from sscp_learning.platform.forms import ONE_LINE, Form, Needed, NoLongerThan

LONGEST_NOTE = 1_000
USED_ONCE = f"We use it once, to answer you, and delete it {NOTES_KEPT_FOR.days} days after you send it."
OTHER_FORMATS = (
    ("large-print", "Large print"),
    ("paper", "On paper"),
    ("braille", "Braille"),
    ("audio", "Audio"),
    ("bsl", "British Sign Language"),
    ("language", "Another language"),
    ("easy-read", "Easy read"),
    ("other", "Something else"),
)
WHERE_TO_ANSWER = (
    Needed("Enter an e-mail address, so that we can answer you"),
    NoLongerThan(ONE_LINE),
    Email("Enter an e-mail address in the right form, like name@example.org"),
)
USEFUL = (("yes", "Yes"), ("partly", "Partly"), ("no", "No"))


def _choices(*pairs: tuple[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value, words) for value, words in pairs]


class YoungAskForm(Form):
    """A wish for this text in another form, and where to send it."""

    answer = SelectField(
        "Which format do you need?",
        choices=_choices(("", "Choose one"), *OTHER_FORMATS),
        validators=[Needed("Choose the format you need")],
    )
    email = EmailField(
        "E-mail address",
        description=f"Yours, or that of an adult who helps you. {USED_ONCE}",
        validators=WHERE_TO_ANSWER,
    )


class AskForm(YoungAskForm):
    """The same for those who may add a word, such as the name of a language."""

    email = EmailField("Your e-mail address", description=USED_ONCE, validators=WHERE_TO_ANSWER)
    words = TextAreaField(
        "Anything else we should know",
        description="For example, which language. Do not write about a child or a family.",
        validators=[Optional(), NoLongerThan(LONGEST_NOTE)],
    )


class YoungFeedbackForm(Form):
    """Whether a text was useful. Young people get no box to write in: nobody watches it who could help them."""

    answer = RadioField("Was this useful?", choices=_choices(*USEFUL), validators=[Needed("Choose yes, partly or no")])


class FeedbackForm(YoungFeedbackForm):
    """The same for practitioners, and what would make the text more useful."""

    words = TextAreaField(
        "What would make it more useful?",
        description="Do not write about a child or a family.",
        validators=[Optional(), NoLongerThan(LONGEST_NOTE)],
    )
