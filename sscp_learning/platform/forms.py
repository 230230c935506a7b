"""The base of every form: words come in clean, limits are said in words, and nothing typed is thrown away."""

import re
import unicodedata
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, SelectField, StringField, TextAreaField
from wtforms.validators import StopValidation

from sscp_learning.platform.errors import RuleBroken

# Everything in Unicode's control block except tab and line feed. PostgreSQL cannot store NUL, and nobody means to type
# any of them: they come with words pasted from elsewhere.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
ONE_LINE = 250
LONG_TEXT = 4_000


def clean_words(value: Any) -> Any:  # noqa: ANN401  A filter gets whatever the field holds.
    """The words without control characters, in one Unicode form, with plain line ends and no space around them."""
    if not isinstance(value, str):
        return value
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    plain = plain.encode("utf-8", "replace").decode("utf-8")  # Half a surrogate pair cannot be stored or shown.
    return unicodedata.normalize("NFC", CONTROL.sub("", plain)).strip()


def one_line(value: Any) -> Any:  # noqa: ANN401  A filter gets whatever the field holds.
    """The words on one line: a line end in a name could begin a new line of a letter or of its headers."""
    return " ".join(value.split()) if isinstance(value, str) else value


class NoLongerThan:
    """Words of at most so many characters; the message says how many there are."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        """Raises StopValidation with what to do."""
        length = len(field.data or "")
        if length > self.most:
            message = f"Use {self.most:,} characters or fewer. There are {length:,} now. Your words are kept below."
            raise StopValidation(message)


class Needed:
    """Something must be given; `message` says what, as an instruction (“Enter your name”)."""

    field_flags = {"required": True}  # noqa: RUF012  WTForms reads it as a plain class attribute.

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        """Raises StopValidation where there is nothing, or only space."""
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            raise StopValidation(self.message)


class Form(FlaskForm):
    """A form of the product. Every text field is cleaned before it is looked at."""

    class Meta(FlaskForm.Meta):
        """Binds the cleaning to every field that holds words, typed or chosen: nobody has to send what was offered."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:  # noqa: ANN401  WTForms' own types.
            """Adds the filter; passwords are left exactly as typed, since a space may be part of one."""
            kind = unbound_field.field_class
            if issubclass(kind, (StringField, SelectField)) and not getattr(kind, "as_typed", False):
                cleaning = [clean_words] if issubclass(kind, TextAreaField) else [clean_words, one_line]
                filters = list(unbound_field.kwargs.get("filters", ()))
                return unbound_field.bind(form=form, filters=[*cleaning, *filters], **options)
            return unbound_field.bind(form=form, **options)

    def show(self, broken: RuleBroken) -> None:
        """Puts the message of a broken rule on the field it belongs to, or at the top of the form."""
        field = self._fields.get(broken.field)
        if field is None:
            self.form_errors.append(broken.message)
        else:
            field.errors = [*field.errors, broken.message]
