"""A question as data: frozen when a module version is imported, kept as JSON, marked without looking at its text again.

The kinds in `kinds/` read questions from blocks and mark answers; nothing here knows how many kinds there are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

from sscp_learning.documents.scenario import Scenario, Scoring

ONE_THIRD = 1 / 3
Response: TypeAlias = Mapping[str, Sequence[str]]
"""What a form sent: each field's values in order, as `request.form.lists()` gives them."""


@dataclass(frozen=True)
class Part:
    """An option to choose or an item to place. `answer` is the value that is right for it ("" for a wrong option)."""

    id: str
    html: str
    words: str
    answer: str
    feedback_html: str = ""
    missed_html: str = ""


@dataclass(frozen=True)
class Choice:
    """A value a control may send, and what the reader sees for it; `words` where only plain text can stand."""

    value: str
    html: str
    words: str


@dataclass(frozen=True)
class Question:
    """One question with its key. `see` is the section that settles it, `source` the facts it rests on.

    `confidence` says that it also asks how sure the reader is, which is never marked. `scenario` is there for one that
    is asked in steps.
    """

    id: str
    kind: str
    objective: str
    must_pass: bool
    see: str
    source: str
    stem_html: str
    parts: tuple[Part, ...]
    choices: tuple[Choice, ...] = ()
    why_html: str = ""
    penalty: float = ONE_THIRD
    tries: int = 1
    confidence: bool = False
    scenario: Scenario | None = None

    @property
    def counts(self) -> bool:
        """True when it has a part in the score; a scenario may be there only to think with."""
        return self.scenario is None or self.scenario.scoring is not Scoring.NONE

    @property
    def steps(self) -> tuple[str, ...]:
        """The ids under which the steps of a scenario are recorded; none for any other question."""
        return tuple(f"{self.id}-{node.id}" for node in self.scenario.nodes) if self.scenario else ()

    def to_json(self) -> dict[str, Any]:
        """Return the question as a dict that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Question":
        """Return the question that `to_json` wrote; KeyError or TypeError when `data` is something else."""
        parts = tuple(Part(**part) for part in data["parts"])
        choices = tuple(Choice(**choice) for choice in data["choices"])
        scenario = Scenario.from_json(data["scenario"]) if data.get("scenario") else None
        return cls(**{**data, "parts": parts, "choices": choices, "scenario": scenario})


@dataclass(frozen=True)
class Control:
    """One field of the form: its name, what it asks, the values it may send in the order shown."""

    name: str
    label_html: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Fields:
    """What a template needs for the form. A template looks at `widget`, never at the kind of question."""

    widget: Literal["radios", "checkboxes", "selects", "text"]
    hint: str
    controls: tuple[Control, ...]


@dataclass(frozen=True)
class PartMark:
    """Whether one part was answered rightly: an option ticked or left as it should be, an item in its place."""

    id: str
    right: bool


@dataclass(frozen=True)
class Marked:
    """What an answer earned: a share of the whole from 0 to 1; `right` only when it is the whole."""

    fraction: float
    right: bool
    parts: tuple[PartMark, ...]


@dataclass(frozen=True)
class ExplainedPart:
    """One part after answering. For an option `right` says it is a right one, for an item that it is in its place.

    `chosen_html` is what the reader put there, `answer_html` what belongs there (both "" for options).
    """

    id: str
    html: str
    chosen: bool
    right: bool
    feedback_html: str
    chosen_html: str = ""
    answer_html: str = ""


@dataclass(frozen=True)
class Explained:
    """What to show after answering: each part, why, and the section to read (as written: `guidance:…`)."""

    parts: tuple[ExplainedPart, ...]
    why_html: str
    see: str


def values_of(response: Response, name: str) -> list[str]:
    """Return what a field sent, empty values left out; a single word counts as a list of one."""
    values = response.get(name, ())
    return [value for value in ([values] if isinstance(values, str) else values) if value]


def has_only(response: Response, names: Sequence[str]) -> bool:
    """Return whether no answer field but `names` was sent; other fields of the form are not looked at."""
    known = set(names)
    return all(name in known for name in response if name == "answer" or name.startswith("answer-"))
