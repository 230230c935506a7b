"""How far somebody comes who has learnt nothing: what blind answers earn, worked out exactly for each question."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from sscp_learning.documents.kinds.registry import question_kind
from sscp_learning.documents.question import Fields, Question, Response
from sscp_learning.documents.scenario import Scenario, field_of


def expected(question: Question) -> float:
    """What a blind answer earns on average, a share from 0 to 1.

    With boxes to tick it is what the best blind plan earns: somebody may know how many ticks pay most.
    """
    kind = question_kind(question.kind)
    if question.scenario is not None:
        return _wandering(question, question.scenario, {})
    fields = kind.fields(question, ())
    return max(_average(question, answers) for answers in _plans(fields))


def _wandering(question: Question, scenario: Scenario, made: dict[str, list[str]]) -> float:
    """What somebody earns on average who takes any choice that is offered, from where these moves lead."""
    walk = scenario.walk(made)
    offered = scenario.offered(walk.here.situation)
    if not offered:
        return question_kind(question.kind).mark(question, made).fraction
    field = field_of(walk.here.node)
    ways = ({**made, field: [*made.get(field, ()), move.id]} for move in offered)
    return sum(_wandering(question, scenario, way) for way in ways) / len(offered)


def _plans(fields: Fields) -> Iterator[Sequence[Response]]:
    """The ways to answer blindly: for boxes so many ticks, for anything else one value in every control."""
    if fields.widget != "checkboxes":
        controls = fields.controls
        every = product(*([choice.value for choice in control.choices] for control in controls))
        yield [{control.name: [value] for control, value in zip(controls, values, strict=True)} for values in every]
        return
    control = fields.controls[0]
    ids = [choice.value for choice in control.choices]
    for ticks in range(1, len(ids) + 1):
        yield [{control.name: list(chosen)} for chosen in combinations(ids, ticks)]


def _average(question: Question, answers: Sequence[Response]) -> float:
    mark = question_kind(question.kind).mark
    return sum(mark(question, answer).fraction for answer in answers) / len(answers)


def longest_is_right(question: Question) -> bool:
    """True when nobody who always picks the longest option would go wrong; as long as another is long enough."""
    longest = max(len(part.words) for part in question.parts)
    return any(part.answer and len(part.words) == longest for part in question.parts)
