"""What the form macros need to know about a WTForms field: its kind, its first control, its attributes, its errors.

The macros in ``templates/ui/forms.html`` write the HTML; these functions only answer questions, so that the templates
stay free of reasoning. Nothing here knows Flask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wtforms.fields.core import Field
from wtforms.form import BaseForm

KINDS: Final[Mapping[str, str]] = {
    "BooleanField": "checkbox",
    "RadioField": "radios",
    "SelectField": "select",
    "SelectMultipleField": "checkboxes",
    "TextAreaField": "textarea",
    "PasswordField": "password",
    "FileField": "file",
    "MultipleFileField": "file",
    "HiddenField": "hidden",
    "CSRFTokenField": "hidden",
    "SubmitField": "submit",
}
"""WTForms field type → the macro that writes it; a type not named here is a one-line input."""

INPUT_TYPES: Final[Mapping[str, str]] = {
    "EmailField": "email",
    "TelField": "tel",
    "URLField": "url",
    "DateField": "date",
    "SearchField": "search",
}
"""One-line inputs whose ``type`` is not plain text. Numbers stay text (with a numeric keyboard): browsers' number
controls change the value when a reader scrolls over them."""

NUMBER_TYPES: Final[frozenset[str]] = frozenset({"IntegerField", "DecimalField", "FloatField"})
GROUP_KINDS: Final[frozenset[str]] = frozenset({"radios", "checkboxes"})
OUR_ATTRIBUTES: Final[frozenset[str]] = frozenset({"class", "id", "name", "value", "type"})


@dataclass(frozen=True)
class SummaryItem:
    """One line of the error summary: the words, and the id of the first control to mend (empty for the whole form)."""

    control: str
    words: str


def field_kind(field: Field) -> str:
    """Which macro writes this field. A subclass is written like the class it was made from."""
    for made_from in type(field).__mro__:
        if made_from.__name__ in KINDS:
            return KINDS[made_from.__name__]
    return "input"


def input_type(field: Field) -> str:
    """The ``type`` of a one-line input, taken from the field's class or the class it was made from."""
    for made_from in type(field).__mro__:
        if made_from.__name__ in INPUT_TYPES:
            return INPUT_TYPES[made_from.__name__]
    return "text"


def keyboard(field: Field) -> str | None:
    """The ``inputmode`` that shows a number pad on a phone, for fields that take numbers."""
    numeric = any(made_from.__name__ in NUMBER_TYPES for made_from in type(field).__mro__)
    return "numeric" if numeric else None


def first_control(field: Field) -> str:
    """The id of the first input of a field: a group of radios or ticks has one id for each, and none for the group."""
    if field_kind(field) in GROUP_KINDS:
        return f"{field.id}-0"
    return str(field.id)


def described_by(field: Field, *, hint: bool, more: str | None = None) -> str | None:
    """The ids of the texts that explain a control: its hint, its error, and any further one, in reading order."""
    ids = [f"{field.id}-hint"] if hint else []
    ids += [f"{field.id}-error"] if field.errors else []
    ids += [more] if more else []
    return " ".join(ids) or None


def longest(field: Field) -> int | None:
    """How many characters the field's own length rule allows, or None when it has none."""
    limits = [getattr(rule, "most", None) or getattr(rule, "max", None) for rule in field.validators]
    lengths = [limit for limit in limits if isinstance(limit, int) and limit > 0]
    return min(lengths, default=None)


def is_optional(field: Field) -> bool:
    """Whether the field may stay empty, as its validators say."""
    return bool(getattr(field.flags, "optional", False))


def own_attributes(field: Field) -> dict[str, object]:
    """The attributes a form's author gave in ``render_kw``, without those that the macros write themselves."""
    given: Mapping[str, object] = field.render_kw or {}
    return {name: value for name, value in given.items() if name not in OUR_ATTRIBUTES and value is not False}


def field_errors(field: Field) -> list[str]:
    """Every error of a field as plain sentences; errors of nested fields are left to those fields."""
    return [str(error) for error in field.errors if isinstance(error, str) or hasattr(error, "__html__")]


def summary_items(form: BaseForm) -> list[SummaryItem]:
    """The lines of the error summary in the order of the form: first the whole form's own errors, then each field's."""
    whole: Sequence[object] = getattr(form, "form_errors", ())
    items = [SummaryItem("", str(error)) for error in whole]
    for field in _leaves(form):
        items += [SummaryItem(first_control(field), words) for words in field_errors(field)]
    return items


def _leaves(fields: Iterable[Field]) -> Iterator[Field]:
    """Every field that has a control of its own, looking inside nested forms and lists of fields."""
    for field in fields:
        if hasattr(field, "entries"):
            yield from _leaves(field.entries)
        elif hasattr(field, "form") and hasattr(field.form, "_fields"):
            yield from _leaves(field.form)
        elif field_kind(field) not in {"hidden", "submit"}:
            yield field


GLOBALS: Final[Mapping[str, Callable[..., object]]] = {
    "described_by": described_by,
    "field_errors": field_errors,
    "field_kind": field_kind,
    "first_control": first_control,
    "input_type": input_type,
    "is_optional": is_optional,
    "keyboard": keyboard,
    "longest": longest,
    "own_attributes": own_attributes,
    "summary_items": summary_items,
}
"""The names the app gives to its templates (``app.jinja_env.globals.update(GLOBALS)``)."""
