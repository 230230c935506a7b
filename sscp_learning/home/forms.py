"""What readers look for, and the forms of administrators about agencies, teams and people."""

import re
from collections.abc import Mapping

from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Optional, StopValidation

from sscp_learning.guidance.rules import FORMATS
from sscp_learning.home.search.matching import Only
from sscp_learning.home.search.page import KINDS, MOST_THINGS, THINGS_AT_ONCE, Wanted
from sscp_learning.home.search.words import LONGEST_QUESTION
from sscp_learning.people.rules import Role
from sscp_learning.platform.forms import LONG_TEXT, ONE_LINE, Form, Needed, NoLongerThan, clean_words, one_line

# The name of a topic, or of a publication with what it is: “guidance:neglect-toolkit”.
SLUG = re.compile(r"[a-z]+(?:[:-][a-z0-9]+)*")
NUMBER = re.compile(r"[0-9]{1,4}")
DOMAIN = re.compile(r"@?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
ROLE_WORDS: Mapping[Role, str] = {
    Role.MANAGER: "Manager: sees the learning of their people",
    Role.EDITOR: "Editor: writes guidance and answers comments",
    Role.PUBLISHER: "Publisher: approves and publishes",
    Role.MODERATOR: "Moderator: reads young people’s comments first",
    Role.SAFEGUARDING: "Safeguarding lead: sees worrying comments",
    Role.COORDINATOR: "Coordinator: runs groups of young people",
    Role.ADMINISTRATOR: "Administrator: agencies, people, requirements",
}


def choices(words: Mapping[str, str]) -> list[SelectChoice]:
    """The choices of a field: what is sent, and the words beside it."""
    return [SelectChoice(value, label) for value, label in words.items()]


def read_wanted(sent: Mapping[str, str]) -> Wanted:
    """What an address of the search page asks for. What it says that cannot be chosen is left out."""
    kind, part = sent.get("what", ""), sent.get("format", "")
    topic, thing = (words if SLUG.fullmatch(words) else "" for words in (sent.get("topic", ""), sent.get("in", "")))
    show = sent.get("show", "")
    return Wanted(
        question=one_line(clean_words(sent.get("q", "")))[:LONGEST_QUESTION],
        only=Only(
            kind=kind if kind in KINDS else "",
            part=part if part in FORMATS else "",
            topic=topic,
            young=sent.get("young") == "yes",
            thing=thing,
        ),
        show=min(max(int(show), THINGS_AT_ONCE), MOST_THINGS) if NUMBER.fullmatch(show) else THINGS_AT_ONCE,
    )


class AgencyForm(Form):
    """A new agency."""

    name = StringField("Name of the agency", validators=[Needed("Enter the agency’s name"), NoLongerThan(ONE_LINE)])
    domains = TextAreaField(
        "E-mail domains",
        description="The part after the @, one on each line. People with such an address join at once, unless another "
        "agency has the same domain.",
        validators=[Optional(), NoLongerThan(LONG_TEXT)],
    )

    def validate_domains(self, field: TextAreaField) -> None:
        """Raises StopValidation that names the line which is no domain."""
        wrong = next((line for line in self.chosen_domains if not DOMAIN.fullmatch(line)), None)
        if wrong is not None:
            raise StopValidation(f"“{wrong}” is not a domain. Write it like agency.org.uk")
        field.data = "\n".join(self.chosen_domains)

    @property
    def chosen_domains(self) -> tuple[str, ...]:
        """Each domain once."""
        return tuple(dict.fromkeys((self.domains.data or "").lower().split()))


class TeamForm(Form):
    """A new team of an agency."""

    name = StringField("Name of the team", validators=[Needed("Enter the team’s name"), NoLongerThan(ONE_LINE)])


class RoleForm(Form):
    """A role for somebody; a manager's is for a team or for a whole agency."""

    role = SelectField("Role", choices=choices({str(role): words for role, words in ROLE_WORDS.items()}))
    place = SelectField(
        "For a manager: of which team or agency", description="Other roles are for the whole partnership",
        validate_choice=False,
    )  # fmt: skip


class MoveForm(Form):
    """Which team of an agency somebody works in, and as what."""

    team = SelectField("Team", validators=[Needed("Choose a team")], validate_choice=False)
    job_role = StringField("Job role", validators=[Needed("Enter their job role"), NoLongerThan(ONE_LINE)])
