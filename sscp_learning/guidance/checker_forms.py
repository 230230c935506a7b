"""The form of whoever checks formats against the full text."""

from wtforms import HiddenField, TextAreaField

from sscp_learning.platform.forms import Form, Needed, NoLongerThan

LONGEST_REASON = 1_000


class NoChangeForm(Form):
    """Why a section can stay as it is although the words it follows have changed (F4). `seen` names those words."""

    reason = TextAreaField(
        "Why can this section stay as it is?",
        description="One sentence. It is kept with your name. For example: “Only the name of the team changed.”",
        validators=[Needed("Say in a sentence why this section can stay as it is"), NoLongerThan(LONGEST_REASON)],
    )
    seen = HiddenField()
