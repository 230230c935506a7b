"""The one form of learning that is not a question: what somebody thought of a module."""

from wtforms import Field, RadioField, SelectChoice, TextAreaField
from wtforms.validators import StopValidation

from sscp_learning.platform.errors import RuleBroken
from sscp_learning.platform.forms import Form, NoLongerThan

LONGEST_THOUGHT = 1_000


class MayBeLeftOut:
    """A choice that nobody has to make. Unlike WTForms' own, it does not say “optional” at every question."""

    def __call__(self, _form: Form, field: Field) -> None:
        """Ends the checking, without a fault, where nothing was chosen."""
        if not field.raw_data:
            field.errors = []
            raise StopValidation


class EvaluationForm(Form):
    """Three short questions and a text, none of which has to be answered (rule C6)."""

    useful = RadioField(
        "How useful was this for your work?",
        choices=[
            SelectChoice("very", "Very useful"),
            SelectChoice("fairly", "Fairly useful"),
            SelectChoice("little", "Not very useful"),
        ],
        validators=[MayBeLeftOut()],
    )
    confident = RadioField(
        "Would you feel more confident to act now?",
        choices=[
            SelectChoice("more", "Yes, more confident"),
            SelectChoice("same", "About the same"),
            SelectChoice("less", "Less confident"),
        ],
        validators=[MayBeLeftOut()],
    )
    change = RadioField(
        "Will you do something differently?",
        choices=[SelectChoice("yes", "Yes"), SelectChoice("perhaps", "Perhaps"), SelectChoice("no", "No")],
        validators=[MayBeLeftOut()],
    )
    thought = TextAreaField(
        "What should we keep, or change? (optional)",
        description="Please leave out names and anything about a case.",
        validators=[NoLongerThan(LONGEST_THOUGHT)],
    )

    def answers(self) -> dict[str, str]:
        """What was answered, by question. Raises RuleBroken when nothing was."""
        given = {name: str(self[name].data) for name in ("useful", "confident", "change", "thought") if self[name].data}
        if not given:
            raise RuleBroken("useful", "Answer at least one question, or choose “Skip”")
        return given
