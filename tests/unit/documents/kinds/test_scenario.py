"""A branching scenario: how it is written, what its author is told, how it is marked and explained."""

import json

import pytest

from sscp_learning.documents.context import PLAIN
from sscp_learning.documents.kinds.registry import question_kind
from sscp_learning.documents.question import Question
from tests.builders.scenario import BEST, MIXED, POOR, VISIT, a_visit
from tests.unit.documents.kinds.asking import complete, explain, fraction, kind_of
from tests.unit.documents.reading import faults, only_block, only_question

SMALL = """:::: scenario {#s-1 title="T" objective=act}
::: node {#start title="Start"}
Words.

- On {#abc} -> good
  > Led.
- Off {#xyz sets=late} -> middle
  > Led.
:::
::: node {#middle title="Middle"}
Words.

- On {#def} -> good
  > Led.
:::
::: node {#good title="Good" outcome=good}
Words.
:::
::::"""


def answer(way: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {f"answer-{node}": move for node, move in way}


# How it is written


def test_what_is_written_is_read() -> None:
    scenario = only_question(VISIT).scenario
    assert scenario is not None
    assert [node.id for node in scenario.nodes] == [
        "door", "street", "kitchen", "upstairs", "office", "heard", "waited", "monday",
    ]  # fmt: skip
    move = scenario.nodes[0].moves[0]
    assert (move.id, move.to, move.points, move.sets) == ("k3v", "kitchen", 1, ("trust",))
    assert move.words == "Say who you are and why you came, and ask if this is a good moment"
    assert "LEDDOOR" in move.led_html
    conditions = [(passage.condition.given, passage.condition.missing) for passage in scenario.nodes[2].passages]
    assert conditions == [("", ""), ("trust", ""), ("", "trust")]


def test_braces_may_stand_before_the_arrow_or_at_the_end() -> None:
    text = SMALL.replace("- On {#abc} -> good", "- On {#abc} -> good {points=2}").replace("act}", "act scoring=along}")
    assert (
        only_question(text).scenario
        == only_question(text.replace("{#abc} -> good {points=2}", "{#abc points=2} -> good")).scenario
    )


@pytest.mark.parametrize(("old", "new", "line", "message"), [
    ("#s-1 ", "", 1, "This scenario has no id; expected one like {#nt-40}, used by no other question."),
    ('title="T" ', "", 1, 'This scenario has no title; expected {title="A visit on a Friday afternoon"}.'),
    ("objective=act", "objective=act scoring=twice", 1, "scoring must be one of: end, along, none."),
    ("objective=act", "objective=act tries=2", 1, "“tries” means nothing on a scenario; expected one of: id, lang,"),
    ("objective=act", "objective=act must-pass scoring=none", 1, "A scenario that is not scored cannot be"),
    ("objective=act", "objective=act scoring=along", 1, "No way makes a point, so nobody gets full marks; expected"),
    ("outcome=good", "outcome=mixed", 1, "No way comes to a good end, so nobody gets full marks; expected one with"),
    ("outcome=good", "outcome=great", 16, "outcome must be one of: good, mixed, poor."),
    ("::: node {#start", "::: node {outcome=poor #start", 2, "The scenario has no start: its first node is an end"),
    ("{#middle ", "{", 10, "This node has no id; expected one like {#door}, to which choices can lead."),
    ("{#middle ", "{#start ", 10, "The id “start” stands on more than one node; each has its own."),
    (' title="Middle"', "", 10, 'This node has no title; expected {title="At the door"}: a heading.'),
    ("{#middle ", "{#middle pass=yes ", 10, "“pass” means nothing on a node of a scenario; expected one of: id,"),
    ("-> middle", "-> nowhere", 7, "There is no node “nowhere” for this choice to lead to; expected one of: start,"),
    ("-> middle", "", 7, "This choice leads nowhere; expected the id of a node: - Words {#abc} -> kitchen"),
    ("{#abc} ", "", 5, "This choice has no id; expected {#abc} before the arrow: three or more small letters or"),
    ("{#xyz ", "{#abc ", 7, "The id “abc” stands on more than one choice; each has its own."),
    ("- On {#abc} -> good\n  > Led.", "- On {#abc} -> good", 5, "Nothing comes of this choice; expected a line"),
    ("{#abc}", "{#abc points=many}", 5, "The points of a choice must be a number from 0 to 99, like points=1."),
    ("{#abc}", "{#abc worth=2}", 5, "“worth” means nothing on a choice of a scenario; expected one of: id, if,"),
    ("{#abc}", "{#abc points}", 5, '“points” has no value: write points="…".'),
    ("{#abc}", "{#abc if=trust}", 5, "No choice sets the flag “trust”; expected {sets=trust} on one that comes"),
    ("{#xyz sets=late}", "{#xyz sets=Late}", 7, "The flag “Late” may have only small letters, digits and hyphens."),
    ("Words.\n\n- On {#abc}", "{unless=sad}\nWords.\n\n- On {#abc}", 2, "No choice sets the flag “sad”; expected"),
    ("-> middle", "-> good", 10, "Nobody comes to “middle”: no choice on the way leads to it."),
    ("- On {#def} -> good\n  > Led.\n", "", 10, "“middle” is a dead end; expected a list of choices, or outcome=…"),
    ("{#def} -> good", "{#def} -> middle", 10, "“middle” is in a loop with no way out: none of its ways comes to"),
    ("{#def} -> good", "{#def if=late} -> start", 10, "A reader may have nothing to choose at “middle”; expected"),
    ("{#xyz sets=late} -> middle", "{#xyz sets=late if=late} -> middle", 10, "Nobody comes to “middle”: its flags"),
    ("Words.\n\n- On {#def}", "- On {#def}", 10, "This node has no words; expected some: where the reader is and"),
    ("  > Led.\n:::\n::: node {#middle", "  > Led.\n\nMore.\n:::\n::: node {#middle", 10,
     "These words stand after the choices, where nobody looks for them; put them"),
    ("::: node {#good", "::: box {#good", 16, "“::: box” cannot stand in a scenario; expected ::: node {#door"),
    (":::\n::: node {#middle", "::: node {#middle", 9, "A ::: block cannot stand inside a node; close the node"),
    ("Words.\n:::\n::::", "Words.\n::::", 16, "This ::: node is never closed; expected a line of 3 colons below it."),
    ("Words.\n:::\n::::", "Words.\n:::\nAfter.\n::::", 19, "Only a paragraph beginning **Why:** may follow the"),
])  # fmt: skip
def test_the_author_is_told_where_and_what(old: str, new: str, line: int, message: str) -> None:
    assert SMALL.count(old) == 1
    found = faults(SMALL.replace(old, new))
    assert any(at == line and said.startswith(message) for at, said in found), found


def test_the_smallest_has_no_faults_and_neither_has_one_of_real_size() -> None:
    assert faults(SMALL) == []
    assert [faults(a_visit(scored=scored)) for scored in ("end", "along", "none")] == [[], [], []]


def test_nodes_with_as_many_colons_as_the_scenario_are_noticed() -> None:
    found = faults(SMALL.replace("::::", ":::"))
    assert (2, "The scenario needs more colons than its nodes: give it :::: and nodes :::.") in found


def test_one_without_nodes_says_what_it_needs() -> None:
    (found,) = faults(':::: scenario {#s-1 title="T"}\nWords.\n::::')
    assert found[1].startswith("This scenario has too few ::: node")


def test_more_nodes_than_anybody_can_follow_are_refused_at_once() -> None:
    nodes = "".join(f"::: node {{#n{n} title=T}}\nW.\n\n- A {{#ab{n}}} -> n{n}\n  > L.\n:::\n" for n in range(1000))
    assert faults(f":::: scenario {{#s-1 title=T}}\n{nodes}::::")[0][1].startswith("This scenario has 1000 nodes")


def test_the_best_way_must_not_need_going_round() -> None:
    text = """:::: scenario {#s-1 title="T" scoring=along}
::: node {#a title="A"}
Words.

- To b {#abc} -> b
  > Led.
- To c {#xyz} -> c
  > Led.
:::
::: node {#b title="B"}
Words.

- Back {#def points=1} -> a
  > Led.
- End {#ghj} -> end
  > Led.
:::
::: node {#c title="C"}
Words.

- End {#klm points=1} -> end
  > Led.
:::
::: node {#end title="End" outcome=good}
Words.
:::
::::"""
    assert faults(text) == [(1, "The best way goes through “a” twice; nobody should earn more by going round.")]


# How it is shown before it is answered


def test_its_words_hold_neither_consequences_nor_ends() -> None:
    words = only_block(VISIT).words
    assert words.startswith("A visit on a Friday afternoon You are a family support worker.")
    assert "Ring children’s social care now" in words
    for secret in ("LEDDOOR", "WHYVISIT", "not alone tonight", "Monday morning", "points", "->", "trust"):
        assert secret not in words


def test_paper_has_every_step_with_where_it_leads_and_nothing_that_tells_the_key() -> None:
    block = only_block(VISIT)
    html = question_kind(block.kind).html(block, "", PLAIN)
    assert html.index("1. At the door") < html.index("2. On the street") < html.index("5. Back in the car")
    assert "<li>If you choose “Go back and knock again”, go to 1.</li>" in html
    assert "<li>If you choose “Look round, and say goodbye”, you come to an end.</li>" in html
    for secret in ("LEDDOOR", "WHYVISIT", "A long weekend", "points", "good end", "puts the kettle on"):
        assert secret not in html


# Marking


@pytest.mark.parametrize(("scored", "way", "share"), [
    ("end", BEST, 1), ("end", MIXED, 0.5), ("end", POOR, 0), ("along", BEST, 1), ("along", MIXED, 0.2),
    ("along", POOR, 0), ("none", BEST, 1), ("none", POOR, 1),
])  # fmt: skip
def test_three_ways_of_marking(scored: str, way: tuple[tuple[str, str], ...], share: float) -> None:
    assert fraction(only_question(a_visit(scored=scored)), answer(way)) == pytest.approx(share)


@pytest.mark.parametrize(("sent", "why"), [
    ({}, "nothing"),
    ({"answer-door": "p8d"}, "not at an end"),
    ({"answer-door": "p8d", "answer-kitchen": "r5c"}, "not offered without the flag"),
    ({"answer-door": ["p8d", "k3v"], "answer-kitchen": "f2y"}, "two moves at one time"),
    ({"answer-door": "p8d", "answer-kitchen": "nothing"}, "unknown"),
    (answer(POOR) | {"answer-nowhere": "p8d"}, "a field that is not asked"),
    ({"answer": "p8d"}, "a step by itself"),
])  # fmt: skip
def test_an_answer_that_comes_to_no_end_is_not_complete(sent: dict[str, str | list[str]], why: str) -> None:
    question = only_question(a_visit())
    assert not complete(question, sent), why
    assert fraction(question, sent) == 0


def test_what_was_chosen_is_explained_with_what_would_have_helped_more() -> None:
    parts = explain(only_question(a_visit()), answer(MIXED)).parts
    assert [part.id for part in parts] == ["door", "kitchen", "upstairs", "office", "waited"]
    assert [part.answer_html != "" for part in parts] == [True, False, True, True, False]
    assert "Ask her what the night was like" in parts[2].answer_html
    assert "She nods" in parts[2].feedback_html


def test_the_key_has_an_answer_for_every_step_and_none_for_the_whole() -> None:
    question = only_question(a_visit())
    answers = kind_of(question).answers(question)
    assert "nt-40" not in answers
    assert answers["nt-40-office"] == {"answer": "m5k"}
    assert {name.removeprefix("nt-40-").partition("--")[0] for name in answers} == {
        "door", "street", "kitchen", "upstairs", "office",
    }  # fmt: skip
    assert kind_of(question).in_order_given(question) == [(f"nt-40-{node}", {"answer": move}) for node, move in BEST]


def test_it_survives_json_and_a_question_stored_before_there_were_scenarios_still_opens() -> None:
    question = only_question(a_visit())
    stored = json.loads(json.dumps(question.to_json()))
    assert Question.from_json(stored) == question
    old = {name: value for name, value in stored.items() if name not in {"scenario", "confidence"}}
    assert Question.from_json(old).scenario is None
