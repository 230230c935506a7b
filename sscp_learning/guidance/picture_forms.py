"""The form by which a picture is put into a text. What it says to those who cannot see it must be decided."""

from collections.abc import Iterable

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from sscp_learning.guidance.pictures import Where
from sscp_learning.guidance.working import LONGEST_BLOCK
from sscp_learning.guidance.writing_forms import KeptField, VersionForm, choices
from sscp_learning.platform.forms import ONE_LINE, NoLongerThan

DECORATIVE, TELLING = "decorative", "telling"
WHERE_WORDS = {
    Where.HERE: "Into this part, in place of the picture that it has",
    Where.BESIDE: "Beside the words of this part",
    Where.ROW_AFTER: "In a new row below, with words of its own",
    Where.AFTER: "By itself, below",
}


class PictureForm(VersionForm):
    """Where a picture goes, and what it tells."""

    was = KeptField()
    name = HiddenField()
    where = RadioField("Where does it go?", validate_choice=False)
    words = TextAreaField(
        "The words of the new row",
        description="Only for a new row: one or two short sentences.",
        validators=[Optional(), NoLongerThan(LONGEST_BLOCK)],
    )
    tells = RadioField(
        "Does the picture tell something that the words beside it do not?",
        choices=choices(
            (
                (DECORATIVE, "No. The words say the same, so nobody misses anything without it"),
                (TELLING, "Yes. Say below what it shows"),
            )
        ),
        validate_choice=False,
    )
    alt = StringField(
        "What the picture shows",
        description="It is read aloud to those who cannot see it. A few words are enough.",
        validators=[NoLongerThan(ONE_LINE)],
    )

    def offer(self, ways: Iterable[Where]) -> None:
        """The places that this picture may go to."""
        self.where.choices = choices((way.value, WHERE_WORDS[way]) for way in ways)

    def validate_where(self, field: RadioField) -> None:
        """One of the places is chosen. Raises ValidationError."""
        if field.data not in [choice.value for choice in field.choices]:
            raise ValidationError("Choose where the picture goes")

    def validate_tells(self, field: RadioField) -> None:
        """Nobody is left to guess what those miss who cannot see it. Raises ValidationError."""
        if field.data not in {DECORATIVE, TELLING}:
            raise ValidationError("Say what the picture shows, or that the words beside it say the same")

    def validate_alt(self, field: StringField) -> None:
        """A picture that tells something says what. Raises ValidationError."""
        if self.tells.data == TELLING and not field.data:
            raise ValidationError("Say in a few words what the picture shows")

    @property
    def said(self) -> str:
        """What is said to those who cannot see it; "" for a decorative picture."""
        return str(self.alt.data or "") if self.tells.data == TELLING else ""
