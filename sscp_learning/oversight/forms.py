"""The forms of managers and administrators about required learning."""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from wtforms import (
    DateField,
    EmailField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Optional

from sscp_learning.oversight.queries import Place, StandingRow
from sscp_learning.oversight.rules import (
    NOT_UP_TO_DATE,
    STANDINGS,
    UP_TO_DATE,
    WAIVER_WORDS,
    DueKind,
    DueRule,
    Standing,
    WaiverReason,
)
from sscp_learning.platform.forms import ONE_LINE, Form, Needed, NoLongerThan

Word = TypeVar("Word", bound=str)
# Names for several standings together: the list behind each figure of the page.
BEHIND, SOON, FINE = "behind", "soon", "up-to-date"
FILTER_STANDINGS: Mapping[str, frozenset[Standing]] = {
    BEHIND: NOT_UP_TO_DATE,
    SOON: frozenset({Standing.DUE, Standing.EXPIRING}),
    FINE: UP_TO_DATE,
    **{str(standing): frozenset({standing}) for standing in Standing},
}
CHOOSE_MODULE = "Choose a module"


def _choices(words: Mapping[Word, str]) -> list[SelectChoice]:
    """The choices of a field: what is sent, and the words beside it."""
    return [SelectChoice(str(value), label) for value, label in words.items()]


class DayField(DateField):
    """A date, with words of ours where it is not one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError with what to do."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Enter a date with day, month and year") from None


class WholeNumberField(IntegerField):
    """A whole number, with words of ours where it is not one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError with what to do."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Enter a whole number, for example 30") from None


class FilterForm(Form):
    """Which rows of the manager's page are shown. Sent by GET, so that the answer has an address of its own."""

    class Meta(Form.Meta):
        """Nothing is changed by it, so that it needs no CSRF field."""

        csrf = False

    standing = SelectField("Status", validate_choice=False)
    module = SelectField("Module", validate_choice=False)
    team = SelectField("Team", validate_choice=False)

    def offer(self, rows: Collection[StandingRow]) -> None:
        """Offers what there is among these rows."""
        standings = {str(standing): words.label for standing, words in STANDINGS.items()}
        modules = sorted({(row.module, row.module_slug) for row in rows})
        together = {BEHIND: "Overdue or expired", SOON: "Due or expiring soon", FINE: "Up to date"}
        self.standing.choices = _choices({"": "Any status", **together, **standings})
        self.module.choices = _choices({"": "Every module", **{slug: title for title, slug in modules}})
        self.team.choices = _choices({"": "Every team", **{team: team for team in sorted({row.team for row in rows})}})

    def chosen(self, rows: Sequence[StandingRow]) -> list[StandingRow]:
        """The rows that are asked for; an answer that is not offered asks for nothing in particular."""
        standings = FILTER_STANDINGS.get(self.standing.data or "", frozenset(Standing))
        return [
            row
            for row in rows
            if row.standing in standings
            and self.module.data in {None, "", row.module_slug}
            and self.team.data in {None, "", row.team}
        ]


class RemindForm(Form):
    """Who gets a reminder, one tick for each letter."""

    assignment = SelectMultipleField(
        "Who gets an e-mail", validators=[Needed("Choose at least one person")], validate_choice=False
    )

    def offer(self, rows: Sequence[StandingRow]) -> None:
        """Offers one letter for each of these rows."""
        self.assignment.choices = _choices({row.assignment: f"{row.name}: {row.module}" for row in rows})


class RequirementForm(Form):
    """Who must hold which module by when."""

    module = SelectField("Module", validators=[Needed(CHOOSE_MODULE)], validate_choice=False)
    place = SelectField("Who must hold it", validate_choice=False)
    job_role = StringField(
        "Only one job role",
        description="As people gave it, for example “Social worker”. Leave empty for every job role.",
        validators=[Optional(), NoLongerThan(ONE_LINE)],
    )
    due_kind = RadioField(
        "By when",
        choices=_choices(
            {
                DueKind.FIXED: "By a date, the same for everyone",
                DueKind.AFTER_JOINING: "Some days after each person joins",
                DueKind.AFTER_MADE: "Some days from today",
            }
        ),
        default=str(DueKind.AFTER_JOINING),
    )
    due_on = DayField("The date", description="If you chose “By a date”", validators=[Optional()])
    days = WholeNumberField("How many days", description="If you chose days, for example 30", validators=[Optional()])
    valid_months = WholeNumberField(
        "Counts for how many months",
        description="Leave empty to go by the module. A requirement can only shorten it.",
        validators=[Optional()],
    )

    def offer(self, modules: Mapping[str, str], places: Sequence[Place]) -> None:
        """Offers the modules and the places that there are."""
        self.module.choices = _choices({"": CHOOSE_MODULE, **modules})
        self.place.choices = _choices({place.value: place.words for place in places})

    @property
    def due(self) -> DueRule:
        """What was said about the due date."""
        kind = DueKind(self.due_kind.data)
        if kind is DueKind.FIXED:
            return DueRule(kind, on=self.due_on.data)
        return DueRule(kind, days=self.days.data)


class WaiverForm(Form):
    """Who need not take which module, and why."""

    email = EmailField("Their work e-mail", validators=[Needed("Enter their e-mail address"), NoLongerThan(ONE_LINE)])
    module = SelectField("Module", validators=[Needed(CHOOSE_MODULE)], validate_choice=False)
    reason = RadioField("Why", choices=_choices(WAIVER_WORDS), validate_choice=False)
    ends_on = DayField(
        "Last day", description="Leave empty if it holds until somebody lifts it", validators=[Optional()]
    )

    def offer(self, modules: Mapping[str, str]) -> None:
        """Offers the modules that there are."""
        self.module.choices = _choices({"": CHOOSE_MODULE, **modules})

    @property
    def chosen_reason(self) -> WaiverReason | None:
        """The reason, or None where none of the four was chosen."""
        return WaiverReason(self.reason.data) if self.reason.data in list(WaiverReason) else None


class EvidenceForm(Form):
    """Training that somebody took elsewhere."""

    title = StringField("What it was called", validators=[Needed("Enter what it was called"), NoLongerThan(ONE_LINE)])
    provider = StringField(
        "Who ran it",
        validators=[Needed("Enter who ran it, for example a charity or a college"), NoLongerThan(ONE_LINE)],
    )
    completed_on = DayField("When you completed it", validators=[Needed("Enter the day you completed it")])


class ButtonForm(Form):
    """A button and nothing else: only the CSRF field is checked."""
