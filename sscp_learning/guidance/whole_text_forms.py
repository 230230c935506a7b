"""The forms by which a whole text comes in. The text travels in them from page to page: nothing is kept in between."""

from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, TextAreaField

from sscp_learning.guidance.whole_text import NEW, Question
from sscp_learning.guidance.working import LONGEST_TEXT
from sscp_learning.guidance.writing_forms import VersionForm, choices
from sscp_learning.platform.forms import NoLongerThan

MOST_SHOWN = 220
FROM_WORD = "word"


class WholeTextForm(VersionForm):
    """A whole text, typed, pasted or from a file; `origin` says that it came out of a Word file."""

    origin = HiddenField()
    text = TextAreaField("The whole text, in Markdown", validators=[NoLongerThan(LONGEST_TEXT)])
    file = FileField("Upload a file instead")

    @property
    def is_from_word(self) -> bool:
        """True for words that were read out of a Word file."""
        return str(self.origin.data) == FROM_WORD


def match_form(questions: tuple[Question, ...]) -> type[WholeTextForm]:
    """The form that carries a text on and asks, for each part in question, which old one it is."""
    fields = {
        question.name: RadioField(
            f"“{shorten(question.new.words or question.new.source)}”",
            choices=choices(
                [
                    *(
                        (old.uid, f"This is the old part: “{shorten(old.words or old.source)}”")
                        for old in question.olds
                    ),
                    (NEW, "This is new"),
                ]
            ),
            default=NEW,
            validate_choice=False,  # `whole_text.plan` looks at every answer, and says what to do.
        )
        for question in questions
    }
    return type("MatchForm", (WholeTextForm,), fields)


def answers_in(form: WholeTextForm, questions: tuple[Question, ...]) -> dict[str, str]:
    """What was chosen, by the names of the questions."""
    return {question.name: str(form[question.name].data or "") for question in questions}


def shorten(words: str) -> str:
    """Enough of a part to know it by."""
    if len(words) <= MOST_SHOWN:
        return words
    return f"{words[:MOST_SHOWN].rsplit(' ', 1)[0]} …"
