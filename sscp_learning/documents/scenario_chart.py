"""The author's map of a scenario, worked out exactly: who can come where, what is best there, what is wrong.

Every situation that a reader can get into is visited once. They form no circle, because a way back is offered once, so
the best that can still be made from each is known, and with it the answer key (DECISIONS 25).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeAlias

from sscp_learning.documents.scenario import SHARES, Move, Node, Scenario, Scoring, Situation

MOST_SITUATIONS = 2000
Roads: TypeAlias = dict[Situation, tuple[tuple[Move, Situation], ...]]


class Worth(NamedTuple):
    """What can be made of a situation. The first decides, the second where firsts are the same, then fewer steps."""

    first: float
    second: float
    shortness: int


@dataclass(frozen=True)
class Spot:
    """One node on the map, for its author."""

    node: Node
    comes_from: tuple[str, ...]
    best: float | None
    is_reached: bool
    is_dead_end: bool
    in_loop: bool
    has_way_out: bool


@dataclass(frozen=True)
class Chart:
    """A scenario with every situation readers can get into."""

    scenario: Scenario

    @cached_property
    def roads(self) -> Roads:
        """Every situation with the moves it offers and where they lead; cut short after MOST_SITUATIONS."""
        roads: Roads = {}
        waiting = [self.scenario.start] if self.scenario.nodes else []
        while waiting and len(roads) <= MOST_SITUATIONS:
            here = waiting.pop()
            if here not in roads:
                roads[here] = tuple((move, self.scenario.after(here, move)) for move in self.scenario.offered(here))
                waiting += [there for _move, there in roads[here]]
        return roads

    @property
    def is_too_wide(self) -> bool:
        """True when there are more situations than anybody can check."""
        return len(self.roads) > MOST_SITUATIONS

    @cached_property
    def worths(self) -> Mapping[Situation, Worth]:
        """The best that can be made from each situation; those from which nobody comes to an end are left out."""
        found: dict[Situation, Worth] = {}
        for here in self._from_the_ends():
            node = self.scenario.by_id[here.node]
            if node.outcome is not None:
                found[here] = self._rank(0, SHARES[node.outcome], 0)
            worths = [self._through(here, move, found[there]) for move, there in self.roads[here] if there in found]
            if worths:
                found[here] = max(worths)
        return found

    @cached_property
    def best_of_all(self) -> Worth:
        """What the best way through the scenario makes."""
        return self.worths.get(self.scenario.start, Worth(0, 0, 0))

    def worth_of(self, here: Situation, move: Move) -> Worth | None:
        """Return the best that can still be made when this move is made here."""
        found = (self.worths.get(there) for each, there in self.roads.get(here, ()) if each == move)
        worth = next(found, None)
        return None if worth is None else self._through(here, move, worth)

    def best(self, here: Situation) -> Move | None:
        """Return the best move here, as the key has it; None at an end, and where nothing leads to one."""
        return self._settled.get(here.node) or next(iter(self._best_moves(here)), None)

    def better(self, here: Situation, move: Move) -> Move | None:
        """Return the move that would have helped more than this one, or None where it was as good as any."""
        best, worth = self.worths.get(here), self.worth_of(here, move)
        return None if best is None or worth is None or worth[:2] >= best[:2] else self.best(here)

    def step_name(self, here: Situation) -> str:
        """Return the name by which the key knows this step: the node, where one move is best whatever came before.

        Where it depends on that, those for whom the same move is best share a number behind it.
        """
        best = self.best(here)
        if best is None or here.node in self._settled:
            return here.node
        moves = dict.fromkeys(self.best(other) for other in self.roads if other.node == here.node)
        return f"{here.node}--{list(moves).index(best) + 1}"

    @cached_property
    def key(self) -> Mapping[str, str]:
        """The best move for each step that anybody can come to, by the step's name."""
        moves = {self.step_name(here): self.best(here) for here in self.roads if self._is_step(here)}
        return {name: move.id for name, move in moves.items() if move is not None}

    @cached_property
    def best_way(self) -> Mapping[str, list[str]]:
        """The best way from the start to an end, as one answer."""
        here, way = self.scenario.start, dict[str, list[str]]()
        while move := self.best(here):
            way.setdefault(here.node, []).append(move.id)
            here = self.scenario.after(here, move)
        return way

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Every node as its author needs to see it."""
        return tuple(self._spot(node) for node in self.scenario.nodes)

    @cached_property
    def stuck(self) -> tuple[Situation, ...]:
        """The situations that are no end and offer nothing."""
        return tuple(here for here in self.roads if self._is_step(here) and not self.roads[here])

    @cached_property
    def _settled(self) -> Mapping[str, Move]:
        """The nodes where one and the same move is best in every situation, with that move."""
        best: dict[str, list[Move]] = {}
        for here in self.roads:
            moves = self._best_moves(here)
            best[here.node] = [move for move in best.get(here.node, moves) if move in moves]
        return {node: moves[0] for node, moves in best.items() if moves}

    def _best_moves(self, here: Situation) -> list[Move]:
        worth = self.worths.get(here)
        return [move for move, _there in self.roads.get(here, ()) if worth and self.worth_of(here, move) == worth]

    def _is_step(self, here: Situation) -> bool:
        return self.scenario.by_id[here.node].outcome is None

    def _rank(self, points: float, share: float, shortness: int) -> Worth:
        along = self.scenario.scoring is Scoring.ALONG
        return Worth(points, share, shortness) if along else Worth(share, points, shortness)

    def _through(self, here: Situation, move: Move, worth: Worth) -> Worth:
        """What a move makes: its own points and one step, with what can be made behind it."""
        gain = self._rank(self.scenario.gain(here, move), 0, 0)
        return Worth(worth.first + gain.first, worth.second + gain.second, worth.shortness - 1)

    def _from_the_ends(self) -> list[Situation]:
        """Every situation after all those it leads to."""
        order: dict[Situation, None] = {}
        waiting = [(self.scenario.start, False)] if self.roads else []
        while waiting:
            here, is_ready = waiting.pop()
            if here in order or here not in self.roads:
                continue
            if is_ready:
                order[here] = None
            else:
                waiting += [(here, True), *((there, False) for _move, there in self.roads[here])]
        return list(order)

    def _spot(self, node: Node) -> Spot:
        scenario = self.scenario
        own = [self.worths[here] for here in self.roads if here.node == node.id and here in self.worths]
        ends = {each.id for each in scenario.nodes if each.outcome is not None}
        return Spot(
            node=node,
            comes_from=tuple(each.id for each in scenario.nodes if any(move.to == node.id for move in each.moves)),
            best=max(own).first if own else None,
            is_reached=any(here.node == node.id for here in self.roads),
            is_dead_end=not node.moves and node.outcome is None,
            in_loop=node.id in scenario.reach[node.id],
            has_way_out=node.outcome is not None or bool(scenario.reach[node.id] & ends),
        )


@lru_cache(maxsize=64)
def chart_of(scenario: Scenario) -> Chart:
    """Return the chart of a scenario, kept for the next who asks: it never changes."""
    return Chart(scenario)


def map_lines(name: str, scenario: Scenario) -> list[str]:
    """Return the map in lines: each node, where its moves lead, what is best from there, what is wrong."""
    chart = chart_of(scenario)
    lines = [f"{name}: {scenario.title} (scored: {scenario.scoring}; * is best for some or all who come there)"]
    for spot in chart.spots:
        lines += [f"  {spot.node.id}: {spot.node.title}{_remarks(spot)}", *_ways(chart, spot.node)]
    return lines


def _remarks(spot: Spot) -> str:
    remarks = (
        (f"an end, {spot.node.outcome}", spot.node.outcome is not None),
        ("nobody comes here", not spot.is_reached),
        ("a dead end", spot.is_dead_end),
        ("in a loop", spot.in_loop),
        ("no way to an end", not spot.has_way_out and not spot.is_dead_end),
        (f"best from here: {spot.best:g}" if spot.best is not None else "", spot.node.outcome is None),
    )
    told = [words for words, is_so in remarks if words and is_so]
    return f" [{'; '.join(told)}]" if told else ""


def _ways(chart: Chart, node: Node) -> Iterator[str]:
    best = set(chart.key.values())
    for move in node.moves:
        facts = {
            "if": move.condition.given,
            "unless": move.condition.missing,
            "points": str(move.points or ""),
            "sets": " ".join(move.sets),
        }
        told = "".join(f" ({name} {value})" for name, value in facts.items() if value)
        yield f"    {'*' if move.id in best else '-'} {move.words} -> {move.to}{told}"
