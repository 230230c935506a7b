"""The map of a scenario: the best from everywhere, held against every way there is; what is wrong; what is printed."""

import random
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from sscp_learning.documents.scenario import (
    SHARES,
    Condition,
    Move,
    Node,
    Outcome,
    Passage,
    Scenario,
    Scoring,
    Situation,
    field_of,
)
from sscp_learning.documents.scenario_chart import chart_of, map_lines
from tests.builders.scenario import BEST, a_visit
from tests.unit.documents.reading import only_question

NAMES = ("a", "b", "c", "d", "e")
FLAGS = ("", "", "kind", "late")


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Return any scenario at all: ways back, flags, points; often with dead ends or parts that nobody comes to."""
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    nodes = [Node(name, name, (), tuple(_moves(draw, name, (*names, "end", "bad")))) for name in names]
    ends = (Node("end", "End", (), (), Outcome.GOOD), Node("bad", "Bad", (), (), draw(st.sampled_from(Outcome))))
    return Scenario("Any", draw(st.sampled_from(Scoring)), (*nodes, *ends))


def _moves(draw: st.DrawFn, name: str, targets: tuple[str, ...]) -> Iterator[Move]:
    for number in range(draw(st.integers(0, 3))):
        sets = draw(st.sampled_from([(), (), ("kind",), ("late", "kind")]))
        condition = Condition(draw(st.sampled_from(FLAGS)), draw(st.sampled_from(FLAGS)))
        points = draw(st.integers(0, 2))
        to = draw(st.sampled_from(targets))
        yield Move(f"{name}{number}", "", f"{name}{number}", to, "", points, sets, condition)


def all_results(scenario: Scenario, here: Situation) -> Iterator[tuple[float, float]]:
    """Every result that can still be come to from a situation, by taking every way there is."""
    node = scenario.by_id[here.node]
    if node.outcome is not None:
        yield result(scenario, 0, SHARES[node.outcome])
    for move in scenario.offered(here):
        gain = result(scenario, scenario.gain(here, move), 0)
        for first, second in all_results(scenario, scenario.after(here, move)):
            yield first + gain[0], second + gain[1]


def result(scenario: Scenario, points: float, share: float) -> tuple[float, float]:
    return (points, share) if scenario.scoring is Scoring.ALONG else (share, points)


@settings(max_examples=150, deadline=None)
@given(scenarios())
def test_following_the_key_from_anywhere_earns_the_most_possible(scenario: Scenario) -> None:
    chart = chart_of(scenario)
    for start in list(chart.roads)[:40]:
        most = max(all_results(scenario, start), default=None)
        if most is None:
            assert start not in chart.worths
            continue
        here, first, second = start, 0.0, 0.0
        while scenario.by_id[here.node].outcome is None:
            chosen = chart.key[chart.step_name(here)]
            move = next(move for move in scenario.offered(here) if move.id == chosen)
            gain = result(scenario, scenario.gain(here, move), 0)
            first, second, here = first + gain[0], second + gain[1], scenario.after(here, move)
        end = result(scenario, 0, SHARES[scenario.by_id[here.node].outcome or Outcome.POOR])
        assert (first + end[0], second + end[1]) == most


@settings(max_examples=100, deadline=None)
@given(scenarios(), st.randoms(use_true_random=False))
def test_no_way_goes_on_for_ever_and_a_walk_is_the_same_when_it_is_read_again(
    scenario: Scenario, rng: random.Random
) -> None:
    made: dict[str, list[str]] = {}
    walk = scenario.walk(made)
    for _ in range(100):
        offered = scenario.offered(walk.here.situation)
        if not offered:
            break
        made.setdefault(field_of(walk.here.node), []).append(rng.choice(offered).id)
        walk = scenario.walk(made)
    assert not scenario.offered(walk.here.situation)
    assert scenario.walk(walk.moves) == walk
    assert len({moment.name for moment in walk.moments}) == len(walk.moments)


def test_a_node_has_one_name_in_the_key_unless_what_is_best_depends_on_what_came_before() -> None:
    scenario = only_question(a_visit()).scenario
    assert scenario is not None
    assert chart_of(scenario).key == {
        "door": "k3v", "street--1": "n6f", "street--2": "t9h", "kitchen--1": "h7m", "kitchen--2": "r5c",
        "upstairs": "j8z", "office": "m5k",
    }  # fmt: skip
    assert tuple((node, moves[0]) for node, moves in chart_of(scenario).best_way.items()) == BEST


def test_the_map_shows_ways_dead_ends_loops_and_the_best_from_each_node() -> None:
    moves = {
        "start": (Move("s1a", "", "On", "round", "", 1, ("kind",)), Move("s2b", "", "Down", "pit", "")),
        "round": (Move("r1c", "", "Again", "start", ""), Move("r2d", "", "Out", "end", "", 2, (), Condition("kind"))),
        "ring": (Move("g1e", "", "Round", "ring", ""),),
        "pit": (),
    }
    nodes = [Node(name, name.title(), (), own) for name, own in moves.items()]
    scenario = Scenario("A map", Scoring.ALONG, (*nodes, Node("end", "End", (), (), Outcome.GOOD)))
    assert map_lines("nt-1", scenario) == [
        "nt-1: A map (scored: along; * is best for some or all who come there)",
        "  start: Start [in a loop; best from here: 3]",
        "    * On -> round (points 1) (sets kind)",
        "    - Down -> pit",
        "  round: Round [in a loop; best from here: 2]",
        "    - Again -> start",
        "    * Out -> end (if kind) (points 2)",
        "  ring: Ring [nobody comes here; in a loop; no way to an end]",
        "    - Round -> ring",
        "  pit: Pit [a dead end]",
        "  end: End [an end, good]",
    ]


def test_only_the_first_move_at_a_node_makes_points_so_going_round_earns_nothing() -> None:
    nodes = (
        Node("a", "A", (), (Move("a1a", "", "On", "b", "", 1), Move("a2b", "", "End", "end", ""))),
        Node("b", "B", (), (Move("b1c", "", "Back", "a", "", 1), Move("b2d", "", "End", "end", "", 1))),
        Node("end", "End", (), (), Outcome.GOOD),
    )
    scenario = Scenario("Round", Scoring.ALONG, nodes)
    walk = scenario.walk({"answer-a": ["a1a", "a1a"], "answer-b": ["b1c", "b2d"]})
    assert (walk.is_over, walk.points) == (True, 2)
    assert [moment.name for moment in walk.moments] == ["a", "b", "a.2", "b.2", "end"]
    assert chart_of(scenario).best_of_all.first == 2


def test_words_are_told_when_their_condition_holds() -> None:
    passages = (
        Passage("<p>Always</p>"),
        Passage("<p>Kind</p>", Condition("kind")),
        Passage("<p>Else</p>", Condition("", "kind")),
    )
    scenario = Scenario("Told", Scoring.END, (Node("a", "A", passages),))
    assert scenario.told(Situation("a")) == "<p>Always</p>\n<p>Else</p>"
    assert scenario.told(Situation("a", frozenset({"kind"}))) == "<p>Always</p>\n<p>Kind</p>"


def test_more_ways_than_anybody_can_check_are_noticed() -> None:
    """Twelve flags, each set or not, stand in four thousand ways at the end."""
    nodes = [
        Node(
            f"n{n}",
            "N",
            (),
            (Move(f"y{n}a", "", "Y", f"n{n + 1}", "", 0, (f"f{n}",)), Move(f"z{n}b", "", "Z", f"n{n + 1}", "")),
        )
        for n in range(12)
    ]
    assert chart_of(Scenario("Wide", Scoring.END, (*nodes, Node("n12", "End", (), (), Outcome.GOOD)))).is_too_wide
