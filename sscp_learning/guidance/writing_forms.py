"""The forms of the writing desk. None of them throws away what was typed, whatever is wrong with it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.validators import Optional, StopValidation

from sscp_learning.documents.kinds.box import LABELS
from sscp_learning.guidance.rules import CHANGE_WORDS, FORMATS, Change, ChangeKind, FormatKind, Source
from sscp_learning.guidance.working import LONGEST_BLOCK, About
from sscp_learning.platform.forms import ONE_LINE, Form, Needed, NoLongerThan, clean_words, one_line

LONGEST_SLUG = 60
LONGEST_SUMMARY = 500
LONGEST_NOTE = 1_000
MOST_SOURCES = 300
NO_CHOICE = ""
SHORT = [Optional(), NoLongerThan(ONE_LINE)]
RETRAINING = (
    "No. Nobody needs to train again.",
    "Read the change. That is enough.",
    "Yes. Take the e-learning again.",
)


class DayField(DateField):
    """A date, with words of ours where it is not one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError with what to do."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Enter a date with day, month and year") from None


class KeptField(HiddenField):
    """What a form was made from, line by line as it was: it is compared, never stored."""

    as_typed = True


def suggested_slug(title: str) -> str:
    """An address made of a title: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_SLUG].strip("-")


def choices(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """The choices of a list, from values and their words."""
    return [SelectChoice(value, words) for value, words in pairs]


class SharedForm(Form):
    """What the formats of a publication say alike."""

    title = StringField("Title", validators=[Needed("Enter the title"), NoLongerThan(ONE_LINE)])
    summary = TextAreaField(
        "Summary",
        description="One or two sentences. They stand in the library.",
        validators=[Needed("Enter a summary of one or two sentences"), NoLongerThan(LONGEST_SUMMARY)],
    )
    topic = SelectField("Topic", validators=[Needed("Choose the topic")])
    audience = StringField(
        "Who the guidance is for",
        description="For example: Anyone who works or volunteers with children",
        validators=[Needed("Say who the guidance is for"), NoLongerThan(ONE_LINE)],
    )
    owner = StringField(
        "Owner",
        description="A role, never a name. The owner is told before a review is due.",
        validators=[Needed("Enter the owner, as a role"), NoLongerThan(ONE_LINE)],
    )
    law_as_at = DayField("Law as at", validators=[Needed("Enter the date up to which the law is taken in")])
    reviewed = DayField("Last reviewed", validators=[Needed("Enter the date of the last review")])
    next_review = DayField("Next review", validators=[Needed("Enter the date of the next review")])

    def offer(self, topics: Iterable[tuple[str, str]]) -> None:
        """The topics to choose from."""
        self.topic.choices = choices([(NO_CHOICE, "Choose one"), *topics])

    def shared(self) -> dict[str, Any]:
        """What was entered, by the names of `About`."""
        names = ("title", "summary", "topic", "audience", "owner", "law_as_at", "reviewed", "next_review")
        return {name: cast("Any", self)[name].data for name in names}


class PublicationForm(SharedForm):
    """A publication that is begun, and its first format."""

    slug = StringField(
        "Address",
        description="Small letters, digits and hyphens. Left empty, it is made of the title. It cannot be changed.",
        validators=[Optional(), NoLongerThan(LONGEST_SLUG)],
    )
    kind = RadioField(
        "Which format do you write first?",
        choices=choices((kind.value, FORMATS[kind].title) for kind in FormatKind),
        default=FormatKind.FULL.value,
        validators=[Needed("Choose the format that you write first")],
    )

    def address(self) -> str:
        """The address that was entered, or one made of the title."""
        return self.slug.data or suggested_slug(self.title.data or "")


class SourceForm(PlainForm):
    """One named source; a row without a title is left out."""

    title = StringField("Title", filters=[clean_words, one_line], validators=SHORT)
    publisher = StringField("Published by", filters=[clean_words, one_line], validators=SHORT)
    year = StringField("Year", filters=[clean_words, one_line], validators=SHORT)
    url = StringField("Address on the web", filters=[clean_words, one_line], validators=SHORT)
    waits = BooleanField("Still waits for sign-off")
    remove = BooleanField("Take this source out")

    def validate_url(self, field: StringField) -> None:
        """An address begins as one that can be opened. Raises StopValidation with what to do."""
        if field.data and not field.data.startswith(("https://", "http://")):
            raise StopValidation("Enter the whole address, beginning with https://")


class AboutForm(SharedForm):
    """Everything that a format says about itself."""

    seen = HiddenField()
    was = KeptField()
    format_audience = StringField(
        "Who this format is for",
        description="“young people” makes the rules for young people’s texts hold for it.",
        validators=[Needed("Say who this format is for"), NoLongerThan(ONE_LINE)],
    )
    format_summary = StringField(
        "One line about this format",
        description="It stands where readers choose a format.",
        validators=[Optional(), NoLongerThan(ONE_LINE)],
    )
    safe_for_young_people = BooleanField("This text is safe for young people to read")
    not_young_because = TextAreaField(
        "Why this format is not for young people",
        description="Easy read and leaflets are for young people unless you say here why not.",
        validators=[Optional(), NoLongerThan(LONGEST_NOTE)],
    )
    sources = FieldList(FormField(SourceForm), max_entries=MOST_SOURCES)

    def add_source(self) -> None:
        """Room for one more source, as long as there may be more."""
        if len(self.sources.entries) < MOST_SOURCES:
            self.sources.append_entry()

    def about(self) -> About:
        """What was entered; as far as it goes, where something is missing."""
        return About(
            **self.shared(),
            sources=tuple(self._sources()),
            format_audience=self.format_audience.data or "",
            format_summary=self.format_summary.data or "",
            safe_for_young_people=bool(self.safe_for_young_people.data),
            not_young_because=self.not_young_because.data or "",
        )

    def _sources(self) -> Iterable[Source]:
        for entry in self.sources.entries:
            row = entry.form
            if row.title.data and not row.remove.data:
                yield Source(
                    row.title.data,
                    row.publisher.data or "",
                    row.year.data or "",
                    row.url.data or "",
                    bool(row.waits.data),
                )


class BlockForm(Form):
    """The words of one block; `was` is what the form was made from, `seen` the version of the text."""

    seen = HiddenField()
    was = KeptField()
    source = TextAreaField("The words, in Markdown", validators=[NoLongerThan(LONGEST_BLOCK)])


class HeadingForm(BlockForm):
    """A heading of a derived format: the sections of the full format that it follows are ticked by name."""

    follows = SelectMultipleField(
        "This section follows",
        description="When one of these changes in the full guidance, this section is flagged as needing a check.",
    )


class BoxForm(BlockForm):
    """A box: its kind is chosen by name."""

    tone = SelectField("Kind of box", choices=choices(LABELS.items()))


class VersionForm(Form):
    """A button, made from one version of the text."""

    seen = HiddenField()


class SplitForm(VersionForm):
    """Where a block is split."""

    at = RadioField("The second part begins with", validators=[Needed("Choose the words that begin the second part")])


class SendForm(VersionForm):
    """What the change is, for the one who approves and for readers (F7)."""

    kind = RadioField(
        "What kind of change is this?",
        choices=choices(
            (kind.value, CHANGE_WORDS[kind]) for kind in (ChangeKind.TYPO, ChangeKind.CLARIFICATION, ChangeKind.MAJOR)
        ),
        validators=[Needed("Choose the kind of change")],
    )
    note = TextAreaField(
        "What changed",
        description="One or two sentences. Readers see them in the history.",
        validators=[Needed("Say what changed"), NoLongerThan(LONGEST_NOTE)],
    )
    who_it_affects = StringField(
        "Who it affects",
        description="For example: Anyone who makes referrals",
        validators=[Needed("Say who it affects"), NoLongerThan(ONE_LINE)],
    )
    retraining = RadioField(
        "Do they need to train again?",
        choices=choices((words, words) for words in RETRAINING),
        validators=[Needed("Say whether they need to train again")],
    )

    def change(self) -> Change:
        """What was told."""
        return Change(
            ChangeKind(self.kind.data), self.note.data or "", self.who_it_affects.data or "", self.retraining.data or ""
        )


def seen_in(form: Form) -> int:
    """The version that a form was made from; 0, which is always too old, for what is not a number."""
    data = str(form["seen"].data or "")
    return int(data) if data.isdecimal() and len(data) <= len(str(2**31)) - 1 else 0


def rows_of(sources: Sequence[Source]) -> list[dict[str, object]]:
    """Sources as the rows of the form."""
    return [{name: getattr(source, name) for name in Source.__dataclass_fields__} for source in sources]


def years_on(day: date, years: int) -> date:
    """The same day some years later; 28 February where there is no 29th."""
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)
