"""The forms of whoever approves, publishes and ends guidance, and of whoever ticks what the checks found."""

from collections.abc import Iterable, Sequence

from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from sscp_learning.guidance.queries.publishing import OtherFormat
from sscp_learning.guidance.rules import CHANGE_WORDS, FORMATS, Change, ChangeKind, FormatKind, LagChoice, RevisionState
from sscp_learning.platform.forms import Form, Needed, NoLongerThan

LONGEST_REASON = 1_000
LONGEST_SHORT = 500
AFTER_FIRST = (ChangeKind.TYPO, ChangeKind.CLARIFICATION, ChangeKind.MAJOR)
LAG_WORDS = {
    LagChoice.BANNER: "Leave it, with a dated notice that it has not caught up yet",
    LagChoice.WITHDRAW: "Withdraw it",
}
TOLD = Needed("Say what becomes of this format")
ENDINGS = {
    RevisionState.WITHDRAWN: "Withdraw it: it does not apply any more",
    RevisionState.REPLACED: "Another page has taken its place: lead readers there",
    RevisionState.IN_ERROR: "It was published in error",
}


class ApproveForm(Form):
    """The second person's yes."""

    kind_confirmed = BooleanField(
        "I have looked at the words that changed: this mends a typing mistake and changes no meaning"
    )


class SendBackForm(Form):
    """The second person's no, with the reason."""

    because = TextAreaField(
        "What has to change first?",
        description="The author gets these words by e-mail, and they are kept with the draft.",
        validators=[Needed("Say what has to change before you can approve it"), NoLongerThan(LONGEST_REASON)],
    )


class PublishForm(Form):
    """What becomes of the other formats when this one has a major change (F5); a field for each that is live."""

    full = RadioField(validators=[TOLD])
    easy_read = RadioField(validators=[TOLD])
    leaflet = RadioField(validators=[TOLD])
    one_minute = RadioField(validators=[TOLD])
    briefing = RadioField(validators=[TOLD])

    def ask_about(self, others: Iterable[OtherFormat]) -> None:
        """Keeps the questions about these formats: together where an approved text waits, else a notice."""
        asked = {field_name(other.live.kind): other for other in others}
        for name in [name for name in self._fields if name in FIELD_NAMES and name not in asked]:
            del self[name]
        for name, other in asked.items():
            field = self[name]
            field.label.text = FORMATS[other.live.kind].title
            together = f"Publish revision {other.next_number} of it together with this"
            choices = [(LagChoice.TOGETHER, together)] if other.can_go_together else []
            field.choices = [SelectChoice(str(key), words) for key, words in [*choices, *LAG_WORDS.items()]]
            if not self.is_submitted():
                field.data = str(LagChoice.TOGETHER if other.can_go_together else LagChoice.BANNER)

    def choice(self, kind: FormatKind) -> LagChoice:
        """What was chosen for a format."""
        return LagChoice(self[field_name(kind)].data)


def field_name(kind: FormatKind) -> str:
    """How the question about a format is called."""
    return kind.replace("-", "_")


FIELD_NAMES = frozenset(field_name(kind) for kind in FormatKind)


class EmergencyForm(Form):
    """Why one person publishes alone, and what the change is."""

    because = TextAreaField(
        "Why can this not wait for a second person?",
        description="The other publishers get these words at once. Do not name anybody.",
        validators=[Needed("Say why this cannot wait for a second person"), NoLongerThan(LONGEST_REASON)],
    )
    kind = RadioField(
        "What kind of change is it?",
        choices=[SelectChoice(str(kind), CHANGE_WORDS[kind]) for kind in AFTER_FIRST],
        validators=[Needed("Choose what kind of change it is")],
    )
    note = TextAreaField(
        "What changed?",
        description="Readers see this in the history.",
        validators=[Needed("Say what changed, for readers"), NoLongerThan(LONGEST_REASON)],
    )
    who_it_affects = TextAreaField("Who does it affect?", validators=[Optional(), NoLongerThan(LONGEST_SHORT)])
    retraining = TextAreaField(
        "Does anybody need to train again?", validators=[Optional(), NoLongerThan(LONGEST_SHORT)]
    )
    sure = BooleanField(
        "I am publishing this alone, and somebody else will check it",
        validators=[Needed("Tick that you publish this alone")],
    )

    def told(self) -> Change | None:
        """What the form says of the change; nothing where it did not ask, because the text is the first."""
        if "kind" not in self:
            return None
        return Change(
            ChangeKind(self.kind.data), self.note.data or "", self.who_it_affects.data or "", self.retraining.data or ""
        )


class EndForm(Form):
    """How a published format ends, and why."""

    ending = RadioField(
        "What happened?",
        choices=[SelectChoice(str(ending), words) for ending, words in ENDINGS.items()],
        validators=[Needed("Choose what happened")],
    )
    moved_to = SelectField(
        "Which page has taken its place?",
        description="Only if another page has taken its place. Readers at the old address are led there.",
        choices=[],
        validators=[Optional()],
    )
    because = TextAreaField(
        "Why?",
        description="One or two sentences. Readers see them.",
        validators=[Needed("Say why, in a sentence that readers may see"), NoLongerThan(LONGEST_REASON)],
    )
    sure = BooleanField(
        "I understand that readers cannot open this page any more",
        validators=[Needed("Tick that you understand what happens")],
    )

    def offer(self, places: Sequence[tuple[str, str]]) -> None:
        """The pages that can take its place."""
        self.moved_to.choices = [SelectChoice("", "Choose a page"), *(SelectChoice(*place) for place in places)]


class TickForm(Form):
    """Why some findings of one rule may stand."""

    marks = SelectMultipleField("Which of them?", choices=[], validate_choice=False)
    reason = TextAreaField(
        "Why may this stay as it is?",
        description="Whoever approves the text reads it.",
        validators=[Needed("Say why this may stay as it is"), NoLongerThan(LONGEST_SHORT)],
    )


class TakeBackForm(Form):
    """Which tick is taken back."""

    mark = HiddenField(validators=[Needed("Choose a tick")])
