"""Form controls: labels, hints and errors are tied to their control, and the error summary leads to it."""

from typing import Any

import pytest
from wtforms import (
    BooleanField,
    EmailField,
    FieldList,
    FileField,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from sscp_learning.platform.forms import NoLongerThan
from sscp_learning.ui import widgets
from tests.unit.ui.pages import macro

CHOICES = [SelectChoice("a", "First"), SelectChoice("b", "<Second>")]
NORTH = [SelectChoice("", "Choose"), *[SelectChoice(one.value, one.label, optgroup="North") for one in CHOICES]]


class Place(Form):
    """A form inside another."""

    town = StringField("Town", [DataRequired("Enter a town")])


class Everything(Form):
    """One field of each kind."""

    email = EmailField("E-mail", [DataRequired("Enter your e-mail")], description="Your work e-mail")
    password = PasswordField("Password")
    years = IntegerField("Years", [Optional()])
    role = SelectField("Role", choices=CHOICES)
    grouped = SelectField("Grouped", choices=NORTH)
    notes = TextAreaField("Notes", [Length(max=1200)])
    sure = RadioField("How sure?", [DataRequired("Choose how sure you are")], choices=CHOICES)
    topics = SelectMultipleField("Topics", choices=CHOICES)
    agreed = BooleanField("I agree", [DataRequired("Tick the box")])
    upload = FileField("File", render_kw={"accept": ".csv", "class": "ignored"})
    place = FormField(Place)
    towns = FieldList(StringField("Town", [DataRequired("Enter this town")]), min_entries=1)
    kept = HiddenField()
    send = SubmitField("Send")


def sent_empty() -> Everything:
    form = Everything(role="a", grouped="b")
    form.validate()
    return form


@pytest.mark.parametrize(
    "name", ["email", "password", "years", "role", "grouped", "notes", "sure", "topics", "agreed", "upload"]
)
def test_every_control_has_a_label(name: str) -> None:
    root = macro("{{ forms.field(f) }}", f=getattr(sent_empty(), name))
    controls = root.xpath("//input|//select|//textarea")
    assert controls
    for control in controls:
        assert len(root.xpath(f"//label[@for='{control.get('id')}']")) == 1


@pytest.mark.parametrize("name", ["email", "sure", "agreed"])
def test_an_error_is_spoken_with_its_control_and_says_that_it_is_one(name: str) -> None:
    root = macro("{{ forms.field(f, hint='A hint') }}", f=getattr(sent_empty(), name))
    message = root.xpath(f"//*[@id='{name}-error']")[0]
    assert "".join(message.itertext()).split()[0] == "Error:"
    described = root.xpath("//@aria-describedby")[0].split() if name != "agreed" else [f"{name}-hint", f"{name}-error"]
    assert described == [f"{name}-hint", f"{name}-error"]


def test_the_summary_leads_to_the_first_control_of_each_field_in_order() -> None:
    root = macro("{{ forms.error_summary(form) }}", form=sent_empty())
    assert root.xpath("//a/@href") == ["#email", "#sure-0", "#agreed", "#place-town", "#towns-0"]
    assert root.xpath("//*[@role='alert']//h2/text()") == ["There is a problem"]


def test_the_summary_shows_an_error_of_the_whole_form_without_a_link() -> None:
    form = Everything()
    form.form_errors.append("Somebody else saved this first.")
    root = macro("{{ forms.error_summary(form) }}", form=form)
    assert root.xpath("//li/text()") == ["Somebody else saved this first."]


def test_a_form_without_errors_has_no_summary() -> None:
    assert macro("{{ forms.error_summary(form) }}", form=Everything()).xpath("//body/*") == []


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("email", {"type": "email", "autocomplete": "email", "spellcheck": "false"}),
        ("password", {"type": "password", "autocomplete": "current-password"}),
        ("years", {"type": "text", "inputmode": "numeric"}),
        ("upload", {"type": "file", "accept": ".csv", "class": "govuk-file-upload"}),
    ],
)
def test_a_control_has_the_attributes_of_its_kind(name: str, attributes: dict[str, str]) -> None:
    control = macro("{{ forms.field(f) }}", f=getattr(Everything(), name)).xpath("//input")[0]
    assert {key: control.get(key) for key in attributes} == attributes


def test_a_password_is_never_written_back() -> None:
    form = Everything(data={"password": "river candle"})
    assert macro("{{ forms.field(f) }}", f=form.password).xpath("//input")[0].get("value") is None


def test_typed_words_come_back_escaped_and_whole() -> None:
    form = Everything(data={"notes": "\nfirst <b>line</b>\n", "email": '"><script>'})
    assert macro("{{ forms.field(f) }}", f=form.notes).xpath("string(//textarea)") == "\nfirst <b>line</b>\n"
    assert macro("{{ forms.field(f) }}", f=form.email).xpath("//input/@value") == ['"><script>']


def test_a_limit_is_said_without_script() -> None:
    root = macro("{{ forms.field(f) }}", f=Everything().notes)
    assert root.xpath("//*[@id='notes-count']/text()") == ["You can write up to 1,200 characters."]
    assert root.xpath("//textarea/@aria-describedby") == ["notes-count"]
    assert root.xpath("//textarea/@maxlength") == []  # Words are never cut off.


def test_what_was_chosen_stays_chosen() -> None:
    form = Everything(data={"role": "b", "sure": "b", "topics": ["a", "b"], "agreed": True})
    assert macro("{{ forms.field(f) }}", f=form.role).xpath("//option[@selected]/@value") == ["b"]
    assert macro("{{ forms.field(f) }}", f=form.sure).xpath("//input[@checked]/@value") == ["b"]
    assert macro("{{ forms.field(f) }}", f=form.topics).xpath("//input[@checked]/@value") == ["a", "b"]
    assert macro("{{ forms.field(f) }}", f=form.agreed).xpath("//input/@checked") == [""]


def test_grouped_choices_keep_their_groups() -> None:
    root = macro("{{ forms.field(f) }}", f=Everything().grouped)
    assert root.xpath("//select/option/text()") == ["Choose"]
    assert root.xpath("//optgroup/@label") == ["North"]
    assert root.xpath("//optgroup/option/text()") == ["First", "<Second>"]


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert macro("{{ forms.field(f) }}", f=Everything().years).xpath("//label/text()") == ["Years (optional)"]


def test_a_question_can_be_the_heading_of_its_page() -> None:
    assert macro("{{ forms.field(f, heading=true) }}", f=Everything().sure).xpath("//legend/h1/text()") == ["How sure?"]
    assert macro("{{ forms.field(f, heading=true) }}", f=Everything().notes).xpath("//h1/label/text()") == ["Notes"]


def test_an_option_can_have_a_hint_of_its_own() -> None:
    root = macro("{{ forms.radios(f, hints={'b': 'More words'}) }}", f=Everything().sure)
    assert root.xpath("//input[@value='b']/@aria-describedby") == ["sure-1-hint"]
    assert root.xpath("//*[@id='sure-1-hint']/text()") == ["More words"]


@pytest.mark.parametrize(
    ("call", "attributes"),
    [
        ("forms.button('Save')", {"class": "govuk-button", "type": "submit", "data-once": ""}),
        ("forms.button('Next', next=true)", {"data-next": ""}),
        ("forms.button('Delete', kind='warning', name='do', value='delete')", {"name": "do", "value": "delete"}),
        ("forms.button('Later', primary=false)", {"class": "govuk-button govuk-button--secondary"}),
    ],
)
def test_a_button_says_what_it_does(call: str, attributes: dict[str, str]) -> None:
    button = macro("{{ " + call + " }}").xpath("//button")[0]
    assert {key: button.get(key) for key in attributes} == attributes


def test_a_form_of_one_button_is_complete() -> None:
    root = macro("{{ forms.post_button('Publish', '/desk/publish') }}")
    assert root.xpath("//form/@action") == ["/desk/publish"]
    assert root.xpath("//form[@method='post']/input[@name='csrf_token']/@value") == ["a-token"]


def test_hidden_and_submit_fields_are_written_too() -> None:
    form = Everything(data={"kept": "x"})
    assert macro("{{ forms.field(f) }}", f=form.kept).xpath("//input[@type='hidden']/@value") == ["x"]
    assert macro("{{ forms.field(f) }}", f=form.send).xpath("//button/text()") == ["Send"]


def test_a_fieldset_holds_what_belongs_together() -> None:
    root = macro("{% call forms.fieldset('Your answer') %}<p>inside</p>{% endcall %}")
    assert root.xpath("//fieldset/legend/text()") == ["Your answer"]
    assert root.xpath("//fieldset/p/text()") == ["inside"]


class Own(SelectField):
    """A field made from another."""


@pytest.mark.parametrize(
    ("field", "kind"), [(Own, "select"), (RadioField, "radios"), (IntegerField, "input"), (StringField, "input")]
)
def test_a_field_is_written_like_the_one_it_was_made_from(field: Any, kind: str) -> None:
    class Small(Form):
        one = field("One", **({"choices": CHOICES} if issubclass(field, SelectField) else {}))

    assert widgets.field_kind(Small().one) == kind


def test_the_shortest_of_several_limits_counts() -> None:
    class Small(Form):
        one = StringField("One", [Length(max=50), NoLongerThan(20), Length(min=2)])
        none = StringField("None", [Length(min=2)])

    assert widgets.longest(Small().one) == 20
    assert widgets.longest(Small().none) is None
