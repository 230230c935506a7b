"""A branching scenario: `:::: scenario {#nt-40 title="…" objective=act}` round `::: node {#door title="…"}` and others.

It is one question asked in steps: its whole answer holds, for each node that was met, the moves made there. How it is
written is told in `scenario_text`, what its author must mend in `scenario_faults`.
"""

import random
from collections.abc import Iterator, Sequence

from sscp_learning.documents.context import PLAIN, RenderContext
from sscp_learning.documents.kinds.asking import WHY, Pieces, QuestionKind, clean, in_order, without_lead
from sscp_learning.documents.kinds.scenario_faults import faults_of
from sscp_learning.documents.kinds.scenario_text import scenario_of, take_scenario_apart
from sscp_learning.documents.markdown import first_line
from sscp_learning.documents.markup import element, text
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.prose import passages_of
from sscp_learning.documents.question import (
    Choice,
    Control,
    Explained,
    ExplainedPart,
    Fields,
    Marked,
    Part,
    Question,
    Response,
    has_only,
    values_of,
)
from sscp_learning.documents.scenario import SHARES, Moment, Move, PaperNode, Scenario, Scoring, Walk, field_of
from sscp_learning.documents.scenario_chart import chart_of
from sscp_learning.documents.typst_text import PaperContext, blocks_code, call, join, literal

STEP = "answer"
NO_SCENARIO = Scenario("", Scoring.END, ())


class ScenarioKind(QuestionKind):
    """Choices with consequences. In the whole answer, the field `answer-<node>` holds the moves made at a node."""

    name = "scenario"
    fence = "scenario"
    attributes = frozenset({"title", "objective", "see", "source", "scoring"})
    flags = frozenset({"must-pass"})

    def read(self, block: Block, context: RenderContext = PLAIN) -> Question:
        """Return the scenario written in `block` as a question, its HTML clean and its links resolved by `context`."""
        written = take_scenario_apart(block)
        return Question(
            id=block.text("id"),
            kind=self.name,
            objective=block.text("objective"),
            must_pass=block.flag("must-pass"),
            see=block.text("see"),
            source=block.text("source"),
            stem_html=clean(written.intro, context),
            parts=(),
            why_html=clean(without_lead(written.after, WHY) or [], context),
            scenario=scenario_of(block, written, context),
        )

    def problems(self, block: Block) -> Iterator[Problem]:
        """Yield everything the author must mend in this scenario."""
        written = take_scenario_apart(block)
        if written.after and without_lead(written.after, WHY) is None:
            line = first_line(written.after) + 1
            yield Problem(line, f"Only a paragraph beginning {WHY} may follow the nodes.")
        yield from faults_of(block, written, scenario_of(block, written, PLAIN))

    def parts(self, pieces: Pieces, context: RenderContext) -> tuple[Part, ...]:
        """Return nothing: its parts are its nodes."""
        return ()

    def kind_problems(self, question: Question, pieces: Pieces) -> Iterator[Problem]:
        """Yield nothing: `problems` finds all of them."""
        yield from ()

    def passages(self, block: Block) -> list[str]:
        """Return what a reader may meet before any choice is made: no consequences and no ends, which tell the key."""
        written = take_scenario_apart(block)
        steps = [node for node in written.nodes if "outcome" not in node.attrs]
        told = [block.text("title"), *passages_of(written.intro)]
        for node, read in zip(steps, scenario_of(block, written, PLAIN).on_paper, strict=False):
            told += [read.title, *(words for tokens, _condition in node.words for words in passages_of(tokens))]
            told += [move.words for move, _number in read.ways]
        return [words for words in told if words]

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return every node in order with where each choice leads, as paper needs it; nothing that tells the key."""
        question = self.read(block, context)
        title = element("p", element("strong", text(block.text("title"))), class_="doc-question__title")
        nodes = "".join(_printed(node) for node in _scenario(question).on_paper)
        return element("div", title + question.stem_html + nodes, class_="doc-question")

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return the same for the PDF."""
        written = take_scenario_apart(block)
        nodes = [node for node in written.nodes if "outcome" not in node.attrs]
        steps = scenario_of(block, written, PLAIN).on_paper
        code = [call("strong", literal(block.text("title"))), blocks_code(written.intro, paper)]
        for node, step in zip(nodes, steps, strict=False):
            code.append(call("small-title", literal(f"{step.number}. {step.title}")))
            code += [blocks_code(tokens, paper) for tokens, condition in node.words if not condition.given]
            code.append(call("list", *(literal(_where(move, number)) for move, number in step.ways)))
        return call("question", join(code))

    def fields(self, question: Question, order: Sequence[str]) -> Fields:
        """Return a control for each node with every move it could offer; a page shows one of them at a time."""
        steps = [node for node in _scenario(question).nodes if node.moves]
        controls = (
            Control(field_of(node.id), text(node.title), node.title, _choices(node.moves, order)) for node in steps
        )
        return Fields("radios", "Choose one.", tuple(controls))

    def complete(self, question: Question, response: Response) -> bool:
        """Return whether the moves come to an end, one for each time at a node and no more."""
        scenario = _scenario(question)
        if not has_only(response, [field_of(node.id) for node in scenario.nodes]):
            return False
        walk = _walk(question, response)
        met = {moment.node: moment.visit for moment in walk.moments if moment.move is not None}
        return walk.is_over and all(len(values_of(response, field_of(node))) == visits for node, visits in met.items())

    def mark(self, question: Question, response: Response) -> Marked:
        """Return the share of the end that was reached, or the points made out of the most possible."""
        if not self.complete(question, response):
            return Marked(0.0, right=False, parts=())
        share = _share(_scenario(question), _walk(question, response))
        return Marked(share, share == 1, ())

    def explain(
        self, question: Question, response: Response, *, order: Sequence[str] = (), final: bool = True
    ) -> Explained:
        """Return the way that was taken: each step, what was chosen, what came of it, what would have helped more."""
        scenario = _scenario(question)
        parts = tuple(_explained(scenario, moment) for moment in _walk(question, response).moments)
        return Explained(parts, question.why_html, question.see)

    def key(self, question: Question) -> dict[str, str | list[str]]:
        """Return the best way from the start, as one answer."""
        return {field_of(node): list(moves) for node, moves in chart_of(_scenario(question)).best_way.items()}

    def answers(self, question: Question) -> dict[str, dict[str, str | list[str]]]:
        """Return the best move for each step that a reader can come to (decision 25)."""
        return {f"{question.id}-{name}": {STEP: move} for name, move in chart_of(_scenario(question)).key.items()}

    def in_order_given(self, question: Question) -> list[tuple[str, dict[str, str | list[str]]]]:
        """Return the best way from the start, step by step."""
        way = chart_of(_scenario(question)).best_way
        return [(f"{question.id}-{node}", {STEP: move}) for node, moves in way.items() for move in moves]

    def draw(self, question: Question, rng: random.Random) -> list[str]:
        """Return the moves of all nodes shuffled."""
        ids = sorted(move.id for node in _scenario(question).nodes for move in node.moves)
        rng.shuffle(ids)
        return ids


def _scenario(question: Question) -> Scenario:
    return question.scenario or NO_SCENARIO


def _walk(question: Question, response: Response) -> Walk:
    scenario = _scenario(question)
    return scenario.walk({name: values_of(response, name) for name in response})


def _share(scenario: Scenario, walk: Walk) -> float:
    if walk.outcome is None or scenario.scoring is Scoring.NONE:
        return 1.0
    if scenario.scoring is Scoring.END:
        return SHARES[walk.outcome]
    most = chart_of(scenario).best_of_all.first
    return min(1.0, walk.points / most) if most else 1.0


def _choices(moves: Sequence[Move], order: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(in_order([Choice(move.id, move.html, move.words) for move in moves], order))


def _explained(scenario: Scenario, moment: Moment) -> ExplainedPart:
    node = scenario.by_id.get(moment.node)
    better = chart_of(scenario).better(moment.situation, moment.move) if moment.move else None
    return ExplainedPart(
        id=moment.name,
        html=text(node.title) if node else "",
        chosen=moment.move is not None,
        right=moment.move is not None and better is None,
        feedback_html=moment.move.led_html if moment.move else "",
        chosen_html=moment.move.html if moment.move else "",
        answer_html=better.html if better else "",
    )


def _printed(node: PaperNode) -> str:
    title = element("p", element("strong", text(f"{node.number}. {node.title}")), class_="doc-question__step")
    ways = "".join(element("li", text(_where(move, number))) for move, number in node.ways)
    return title + node.html + element("ul", ways, class_="govuk-list govuk-list--bullet")


def _where(move: Move, number: int | None) -> str:
    return f"If you choose “{move.words}”, {f'go to {number}' if number else 'you come to an end'}."
