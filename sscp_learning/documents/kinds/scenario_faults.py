"""What the author of a scenario must mend: in single lines first, then in the ways that readers can take."""

from collections import Counter
from collections.abc import Iterator

from sscp_learning.documents.kinds.asking import PART_ID
from sscp_learning.documents.kinds.scenario_text import FLAG, POINTS, Written, WrittenMove, WrittenNode
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.scenario import Condition, Outcome, Scenario, Scoring
from sscp_learning.documents.scenario_chart import MOST_SITUATIONS, Chart, chart_of

FEWEST_NODES, MOST_NODES = 2, 60


def faults_of(block: Block, written: Written, scenario: Scenario) -> Iterator[Problem]:
    """Yield every fault; those of the ways only once each line can be read, because they would follow from it."""
    found = [*written.problems, *_fence(block), *_nodes(written, scenario), *_moves(written, scenario)]
    found += _flags(written, scenario)
    yield from found
    if not found:
        plain = list(_dead_ends(written, chart_of(scenario)))
        yield from plain or _ways(written, chart_of(scenario))


def _fence(block: Block) -> Iterator[Problem]:
    if not block.flag("id"):
        yield Problem(0, "This scenario has no id; expected one like {#nt-40}, used by no other question.")
    if not block.text("title"):
        yield Problem(0, 'This scenario has no title; expected {title="A visit on a Friday afternoon"}.')
    if block.flag("scoring") and block.text("scoring") not in set(Scoring):
        yield Problem(0, f"scoring must be one of: {', '.join(Scoring)}.")
    if block.flag("must-pass") and block.text("scoring") == Scoring.NONE:
        yield Problem(0, "A scenario that is not scored cannot be must-pass; leave one of the two out.")


def _nodes(written: Written, scenario: Scenario) -> Iterator[Problem]:
    if len(written.nodes) < FEWEST_NODES:
        expected = "two or more: the first is where it begins, one with outcome=good is where it can end"
        yield Problem(0, f'This scenario has too few ::: node {{#door title="…"}}; expected {expected}.')
    elif len(written.nodes) > MOST_NODES:
        yield Problem(0, f"This scenario has {len(written.nodes)} nodes; expected {MOST_NODES} at most: make it two.")
    elif scenario.nodes[0].outcome is not None:
        yield Problem(written.nodes[0].line, "The scenario has no start: its first node is an end already.")
    times = Counter(node.id for node in scenario.nodes)
    for node, read in zip(written.nodes, scenario.nodes, strict=True):
        if not read.id:
            yield Problem(node.line, "This node has no id; expected one like {#door}, to which choices can lead.")
        elif times[read.id] > 1:
            yield Problem(node.line, f"The id “{read.id}” stands on more than one node; each has its own.")
        if not read.title:
            yield Problem(node.line, 'This node has no title; expected {title="At the door"}: a heading.')
        if "outcome" in node.attrs and read.outcome is None:
            yield Problem(node.line, f"outcome must be one of: {', '.join(Outcome)}.")
        if not read.passages:
            yield Problem(node.line, "This node has no words; expected some: where the reader is and what they see.")


def _moves(written: Written, scenario: Scenario) -> Iterator[Problem]:
    ids = Counter(move.id for node in scenario.nodes for move in node.moves)
    for move in (move for node in written.nodes for move in node.moves):
        name = str(move.attrs.get("id", ""))
        if not PART_ID.fullmatch(name):
            expected = "{#abc} before the arrow: three or more small letters or digits"
            yield Problem(move.line, f"This choice has no id; expected {expected}.")
        elif ids[name] > 1:
            yield Problem(move.line, f"The id “{name}” stands on more than one choice; each has its own.")
        yield from _move(move, scenario)


def _move(move: WrittenMove, scenario: Scenario) -> Iterator[Problem]:
    if not move.words:
        yield Problem(move.line, "This choice has no words.")
    if not move.to:
        yield Problem(move.line, "This choice leads nowhere; expected the id of a node: - Words {#abc} -> kitchen")
    elif move.to not in scenario.by_id:
        known = ", ".join(scenario.by_id)
        yield Problem(move.line, f"There is no node “{move.to}” for this choice to lead to; expected one of: {known}.")
    if not move.quotes:
        yield Problem(move.line, "Nothing comes of this choice; expected a line with > under it: what happens then.")
    if "points" in move.attrs and not POINTS.fullmatch(str(move.attrs["points"])):
        yield Problem(move.line, "The points of a choice must be a number from 0 to 99, like points=1.")


def _flags(written: Written, scenario: Scenario) -> Iterator[Problem]:
    told = {flag for node in scenario.nodes for move in node.moves for flag in move.sets}
    for node, read in zip(written.nodes, scenario.nodes, strict=True):
        for passage in read.passages:
            yield from _condition(passage.condition, told, node.line)
        for line, move in zip(node.moves, read.moves, strict=True):
            yield from _condition(move.condition, told, line.line)
            for flag in move.sets:
                if not FLAG.fullmatch(flag):
                    yield Problem(line.line, f"The flag “{flag}” may have only small letters, digits and hyphens.")


def _condition(condition: Condition, told: set[str], line: int) -> Iterator[Problem]:
    for flag in (condition.given, condition.missing):
        if flag and flag not in told:
            yield Problem(line, f"No choice sets the flag “{flag}”; expected {{sets={flag}}} on one that comes before.")


def _dead_ends(written: Written, chart: Chart) -> Iterator[Problem]:
    """What the moves alone show, whatever the flags: nodes that nobody comes to, and that nobody comes away from."""
    start = chart.scenario.nodes[0].id
    for node, spot in zip(written.nodes, chart.spots, strict=True):
        name = spot.node.id
        if name != start and name not in chart.scenario.reach[start]:
            yield Problem(node.line, f"Nobody comes to “{name}”: no choice on the way leads to it.")
        elif spot.is_dead_end:
            expected = "a list of choices, or outcome=… where the scenario ends here"
            yield Problem(node.line, f"“{name}” is a dead end; expected {expected}.")
        elif not spot.has_way_out:
            yield Problem(node.line, f"“{name}” is in a loop with no way out: none of its ways comes to an end.")


def _ways(written: Written, chart: Chart) -> Iterator[Problem]:
    """What shows only when every way is taken."""
    if chart.is_too_wide:
        few = "use fewer flags, or fewer ways back"
        yield Problem(0, f"There are more than {MOST_SITUATIONS} ways to stand somewhere in this scenario; {few}.")
        return
    lines = {str(node.attrs.get("id", "")): node for node in written.nodes}
    for spot in chart.spots:
        if not spot.is_reached:
            yield Problem(lines[spot.node.id].line, f"Nobody comes to “{spot.node.id}”: its flags never come together.")
    yield from _stuck(chart, lines)
    yield from _best_way(chart)


def _stuck(chart: Chart, lines: dict[str, WrittenNode]) -> Iterator[Problem]:
    for name in dict.fromkeys(here.node for here in chart.stuck):
        expected = "one that is always offered and leads on, because a way back is offered only once"
        yield Problem(lines[name].line, f"A reader may have nothing to choose at “{name}”; expected {expected}.")


def _best_way(chart: Chart) -> Iterator[Problem]:
    """Full marks can be had, and without going round."""
    if chart.scenario.scoring is Scoring.ALONG and not chart.best_of_all.first:
        yield Problem(0, "No way makes a point, so nobody gets full marks; expected {points=1} on choices that help.")
    elif chart.scenario.scoring is not Scoring.ALONG and chart.best_of_all.first < 1:
        yield Problem(0, "No way comes to a good end, so nobody gets full marks; expected one with outcome=good.")
    for name, moves in chart.best_way.items():
        if len(moves) > 1:
            yield Problem(0, f"The best way goes through “{name}” twice; nobody should earn more by going round.")
