"""The forms about accounts."""

from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.validators import Email

from sscp_learning.people.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD
from sscp_learning.platform.forms import ONE_LINE, Form, Needed, NoLongerThan

PASSWORD_HINT = f"{SHORTEST_PASSWORD} characters or more. Three random words make a good password."
ENTER_EMAIL = "Enter your work e-mail address"
EMAIL_SHAPE = "Enter an e-mail address like name@agency.org.uk"


class SecretField(PasswordField):
    """A password: left exactly as typed."""

    as_typed = True


class SignInForm(Form):
    """Work e-mail and password."""

    email = EmailField("Work e-mail", validators=[Needed(ENTER_EMAIL), NoLongerThan(ONE_LINE)])
    password = SecretField("Password", validators=[Needed("Enter your password"), NoLongerThan(LONGEST_PASSWORD)])


class RegisterForm(Form):
    """What a new person tells us. The agency is asked where their address does not say it."""

    name = StringField(
        "Your name",
        description="As it should stand on your certificates",
        validators=[Needed("Enter your name"), NoLongerThan(ONE_LINE)],
    )
    email = EmailField(
        "Work e-mail", validators=[Needed(ENTER_EMAIL), NoLongerThan(ONE_LINE), Email(message=EMAIL_SHAPE)]
    )
    job_role = StringField(
        "Your job role",
        description="For example health visitor, teacher, social worker",
        validators=[Needed("Enter your job role"), NoLongerThan(ONE_LINE)],
    )
    agency = SelectField(
        "The agency you work for",
        description="If your e-mail address shows where you work, we go by that",
        validate_choice=False,
    )
    password = SecretField(
        "Password", description=PASSWORD_HINT, validators=[Needed("Choose a password"), NoLongerThan(LONGEST_PASSWORD)]
    )


class EmailForm(Form):
    """Just an address."""

    email = EmailField(
        "Work e-mail", validators=[Needed(ENTER_EMAIL), NoLongerThan(ONE_LINE), Email(message=EMAIL_SHAPE)]
    )


class CodeForm(EmailForm):
    """The short code of a letter, and the address it went to."""

    code = StringField(
        "Code from the e-mail",
        description="8 letters and digits. Small letters and spaces do not matter",
        validators=[Needed("Enter the code from the e-mail"), NoLongerThan(ONE_LINE)],
    )


class NewPasswordForm(Form):
    """A new password."""

    password = SecretField(
        "New password",
        description=PASSWORD_HINT,
        validators=[Needed("Choose a password"), NoLongerThan(LONGEST_PASSWORD)],
    )


class ChangePasswordForm(NewPasswordForm):
    """A new password, and the old one to show who asks."""

    old_password = SecretField(
        "Your password now", validators=[Needed("Enter the password you use now"), NoLongerThan(LONGEST_PASSWORD)]
    )


class CodeAndPasswordForm(CodeForm, NewPasswordForm):
    """A new password for somebody who has the code of the letter."""


class ButtonForm(Form):
    """A button and nothing else: only the CSRF field is checked."""
