"""A branching scenario as data: nodes, the moves that lead between them, and where somebody stands after some moves.

A node is told in a few words and offers moves; what comes of a move is told next, and it leads to another node. A node
with an outcome is an end. Flags are set on the way and decide which words and moves a reader meets later. A move that
leads back inside a loop is offered once, so that everybody comes to an end (`scenario_chart` shows that they do).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

NOTHING: frozenset[str] = frozenset()


class Outcome(StrEnum):
    """How an end turns out for the child."""

    GOOD = "good"
    MIXED = "mixed"
    POOR = "poor"


class Scoring(StrEnum):
    """What is marked: the end that was reached, the points made along the way, or nothing (rule B1)."""

    END = "end"
    ALONG = "along"
    NONE = "none"


SHARES: Mapping[Outcome, float] = {Outcome.GOOD: 1.0, Outcome.MIXED: 0.5, Outcome.POOR: 0.0}


@dataclass(frozen=True)
class Condition:
    """What must have happened before: a flag that is set, a flag that is not; "" asks for nothing."""

    given: str = ""
    missing: str = ""

    def holds(self, flags: AbstractSet[str]) -> bool:
        """Return whether it is so with these flags set."""
        return (not self.given or self.given in flags) and self.missing not in flags


ALWAYS = Condition()


@dataclass(frozen=True)
class Passage:
    """Some words of a node, as clean HTML, and when they are told."""

    html: str
    condition: Condition = ALWAYS


@dataclass(frozen=True)
class Move:
    """Something to do at a node: its words, where it leads, what comes of it, its points and the flags it sets."""

    id: str
    html: str
    words: str
    to: str
    led_html: str
    points: int = 0
    sets: tuple[str, ...] = ()
    condition: Condition = ALWAYS


@dataclass(frozen=True)
class Node:
    """A place in the story; one with an outcome is an end."""

    id: str
    title: str
    passages: tuple[Passage, ...] = ()
    moves: tuple[Move, ...] = ()
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Situation:
    """Where somebody stands: the node, the flags set so far, and what was done in loops and cannot be done again.

    Two readers in the same situation meet the same words and moves, whatever way they took.
    """

    node: str
    flags: frozenset[str] = NOTHING
    done: frozenset[str] = NOTHING


@dataclass(frozen=True)
class Moment:
    """One time at a node: the first visit or a later one, and the move made there (None while none is)."""

    situation: Situation
    visit: int
    move: Move | None

    @property
    def node(self) -> str:
        """The node."""
        return self.situation.node

    @property
    def name(self) -> str:
        """The moment's own name in this walk: the node, with a number from the second visit on."""
        return self.node if self.visit == 1 else f"{self.node}.{self.visit}"


@dataclass(frozen=True)
class Walk:
    """The way somebody took. The last moment is where they are: at an end, or with a move to make."""

    moments: tuple[Moment, ...]
    points: int
    outcome: Outcome | None

    @property
    def here(self) -> Moment:
        """Where they are."""
        return self.moments[-1]

    @property
    def is_over(self) -> bool:
        """True at an end."""
        return self.outcome is not None

    def at(self, name: str) -> Moment | None:
        """The moment with this name, or None."""
        return next((moment for moment in self.moments if moment.name == name), None)

    @property
    def moves(self) -> dict[str, list[str]]:
        """The whole way as one answer: for each node's field the moves made there, in order."""
        made: dict[str, list[str]] = {}
        for moment in self.moments:
            if moment.move is not None:
                made.setdefault(field_of(moment.node), []).append(moment.move.id)
        return made


@dataclass(frozen=True)
class PaperNode:
    """A node as paper shows it: its number, its words as somebody meets them who has set no flags, where moves lead.

    A move that leads to an end has no number: what the ends say would tell the key.
    """

    number: int
    title: str
    html: str
    ways: tuple[tuple[Move, int | None], ...]


@dataclass(frozen=True)
class Scenario:
    """A whole scenario. The first node is where it begins."""

    title: str
    scoring: Scoring
    nodes: tuple[Node, ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Scenario":
        """Return the scenario that was written as a dict; KeyError or TypeError when `data` is something else."""
        return cls(data["title"], Scoring(data["scoring"]), tuple(_node(node) for node in data["nodes"]))

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """Every node by its id."""
        return {node.id: node for node in self.nodes}

    @property
    def start(self) -> Situation:
        """Where everybody begins."""
        return Situation(self.nodes[0].id if self.nodes else "")

    @cached_property
    def reach(self) -> Mapping[str, frozenset[str]]:
        """For each node those that moves can lead to from it, in one step or many, whatever the flags."""
        return {node.id: self._reach_from(node) for node in self.nodes}

    def offered(self, situation: Situation) -> tuple[Move, ...]:
        """Return the moves somebody can make here."""
        node = self.by_id.get(situation.node)
        if node is None or node.outcome is not None:
            return ()
        return tuple(
            move
            for move in node.moves
            if move.to in self.by_id
            and move.condition.holds(situation.flags)
            and _mark(node, move) not in situation.done
        )

    def after(self, situation: Situation, move: Move) -> Situation:
        """Return where a move leads."""
        node = self.by_id[situation.node]
        return Situation(move.to, situation.flags | frozenset(move.sets), situation.done | self._done(node, move))

    def gain(self, situation: Situation, move: Move) -> int:
        """Return the points a move makes here: at a node that somebody comes back to, only the first move counts."""
        return 0 if situation.node in situation.done else move.points

    def told(self, situation: Situation) -> str:
        """Return the words of the node as clean HTML, those left out that are not told here."""
        node = self.by_id.get(situation.node)
        passages = node.passages if node else ()
        return "\n".join(passage.html for passage in passages if passage.condition.holds(situation.flags))

    def walk(self, made: Mapping[str, Sequence[str]]) -> Walk:
        """Return the way that the moves in `made` take (each node's field: its moves in order), as far as they lead."""
        situation, points, visits = self.start, 0, Counter[str]()
        moments: list[Moment] = []
        while True:
            visits[situation.node] += 1
            chosen = made.get(field_of(situation.node), ())[visits[situation.node] - 1 :][:1]
            move = next((each for each in self.offered(situation) if each.id in chosen), None)
            moments.append(Moment(situation, visits[situation.node], move))
            if move is None:
                node = self.by_id.get(situation.node)
                return Walk(tuple(moments), points, node.outcome if node else None)
            points += self.gain(situation, move)
            situation = self.after(situation, move)

    @property
    def on_paper(self) -> tuple[PaperNode, ...]:
        """The nodes for paper, in their author's order, ends left out."""
        steps = [node for node in self.nodes if node.outcome is None]
        number = {node.id: place for place, node in enumerate(steps, start=1)}
        return tuple(
            PaperNode(
                number[node.id],
                node.title,
                self.told(Situation(node.id)),
                tuple((move, number.get(move.to)) for move in sorted(node.moves, key=lambda move: move.id)),
            )
            for node in steps
        )

    def leads_back(self, node: Node, move: Move) -> bool:
        """Return whether a move leads to a node above (or the same one) from which this one can be reached again."""
        order = [each.id for each in self.nodes]
        return node.id in self.reach.get(move.to, NOTHING) and order.index(move.to) <= order.index(node.id)

    def _done(self, node: Node, move: Move) -> frozenset[str]:
        """What a move leaves behind for those who come back: a way back that is used up, a node that has its points."""
        if node.id not in self.reach[node.id]:
            return NOTHING
        used = {_mark(node, move)} if self.leads_back(node, move) else set()
        return frozenset(used | ({node.id} if any(each.points for each in node.moves) else set()))

    def _reach_from(self, node: Node) -> frozenset[str]:
        found: set[str] = set()
        waiting = [move.to for move in node.moves]
        while waiting:
            name = waiting.pop()
            if name in self.by_id and name not in found:
                found.add(name)
                waiting += [move.to for move in self.by_id[name].moves]
        return frozenset(found)


def field_of(node: str) -> str:
    """Return the name under which the moves at a node stand in the answer to a whole scenario."""
    return f"answer-{node}"


def _mark(node: Node, move: Move) -> str:
    """Return what stands in `Situation.done` for a move that cannot be made again; no node is called like this."""
    return f"{node.id}/{move.id}"


def _node(data: Mapping[str, Any]) -> Node:
    return Node(
        data["id"],
        data["title"],
        tuple(Passage(each["html"], Condition(**each["condition"])) for each in data["passages"]),
        tuple(_move(each) for each in data["moves"]),
        Outcome(data["outcome"]) if data["outcome"] else None,
    )


def _move(data: Mapping[str, Any]) -> Move:
    return Move(**{**data, "sets": tuple(data["sets"]), "condition": Condition(**data["condition"])})
