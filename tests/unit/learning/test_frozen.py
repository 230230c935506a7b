"""Freezing a module file and reading it back."""

import json
from dataclasses import replace

from sscp_learning.documents.parse import parse
from sscp_learning.learning.draw import Draw, carry, draw
from sscp_learning.learning.frozen import freeze, thaw
from sscp_learning.learning.rules import AttemptState, StepKind
from sscp_learning.learning.showing import Phase, show_question
from sscp_learning.learning.study import Step, Study
from tests.builders.learning import (
    FEEDBACK,
    QUIZ,
    a_frozen_module,
    a_module_file,
    chance,
    some_content,
    the_right_answer,
)


def a_study(steps: tuple[Step, ...] = (), state: AttemptState = AttemptState.OPEN, quiz: str = QUIZ) -> Study:
    content = some_content(a_module_file(quiz=quiz))
    drawn = draw(content, chance(1))
    return Study(1, 1, 1, 1, 1, state, content, drawn, 80, steps)


def answer(study: Study, name: str, *, right: bool) -> Step:
    response = the_right_answer(study, name)
    return Step(StepKind.ANSWER, name, float(right), right=right, response=response)


def test_what_is_stored_survives_json() -> None:
    frozen = a_frozen_module()
    content = thaw(json.loads(json.dumps(frozen.data)))
    assert content == thaw(frozen.data)
    assert [page.slug for page in content.pages] == ["what-to-look-for", "what-to-do"]
    assert list(content.questions) == ["p-1", "q-1", "q-2", "q-3", "q-4", "q-5"]
    assert content.needs.pass_mark == 80
    assert [rule.must_pass for rule in content.needs.quiz] == [False, False, True, False, False]


def test_the_hash_is_that_of_the_authors_words() -> None:
    assert a_frozen_module().hash == a_frozen_module().hash
    assert a_frozen_module().hash != a_frozen_module(a_module_file(quiz=QUIZ.replace("Single?", "Singel?"))).hash
    assert a_frozen_module().hash != a_frozen_module(a_module_file(pass_mark=70)).hash
    assert freeze(replace(a_module_file(), change_note="Other words")).hash == a_frozen_module().hash


def test_what_stands_before_a_question_introduces_it() -> None:
    content = some_content()
    assert "Once there was a child" in content.quiz[0].intro_html
    assert content.quiz[1].intro_html == ""


def test_links_to_guidance_are_resolved_and_the_sections_noted() -> None:
    frozen = a_frozen_module()
    assert 'href="/guidance/neglect-toolkit/full/#types"' in frozen.data["pages"][0]["parts"][0]["html"]
    assert frozen.rests_on == (
        ("p-1", "guidance:neglect-toolkit/full#types"),
        ("q-1", "guidance:neglect-toolkit/full#types"),
    )


def test_search_gets_the_words_and_no_question() -> None:
    words = some_content().words["what-to-look-for"]
    assert "Some words about neglect" in words
    assert "Which one?" not in words


def test_a_draw_shuffles_options_and_survives_json() -> None:
    content = some_content()
    orders = {tuple(draw(content, chance(seed)).orders["q-5"]) for seed in range(30)}
    assert len(orders) > 3
    drawn = draw(content, chance(1))
    assert Draw.from_json(json.loads(json.dumps(drawn.to_json()))).to_json() == drawn.to_json()
    assert drawn.quiz == ("q-1", "q-2", "q-3", "q-4", "q-5")


def test_trying_again_asks_only_what_was_wrong() -> None:
    study = a_study()
    steps = (
        Step(StepKind.PAGE, "what-to-do"),
        answer(study, "p-1", right=False),
        answer(study, "q-1", right=True),
        answer(study, "q-2", right=False),
    )
    ended = replace(study, steps=steps)
    only_wrong = carry(ended.content, ended.progress, ended.content, quiz=True)
    again = draw(ended.content, chance(2), only_wrong, ended.responses)
    assert again.quiz == ("q-2", "q-3", "q-4", "q-5")
    assert set(again.responses) == {"p-1", "q-1"}
    assert only_wrong.pages == {"what-to-do"}
    everything = carry(ended.content, ended.progress, ended.content, quiz=False)
    assert draw(ended.content, chance(2), everything).quiz == ("q-1", "q-2", "q-3", "q-4", "q-5")


def test_a_question_that_reads_differently_now_is_asked_again() -> None:
    study = a_study()
    ended = replace(study, steps=(answer(study, "q-1", right=True), answer(study, "q-2", right=True)))
    new = some_content(a_module_file(quiz=QUIZ.replace("Single?", "Which single one?")))
    assert set(carry(ended.content, ended.progress, new, quiz=True).marks) == {"q-2"}


def test_nothing_about_the_key_is_shown_of_an_open_question() -> None:
    study = a_study()
    for question in study.content.questions.values():
        shown = show_question(study, question)
        assert shown.phase is Phase.OPEN
        assert not any(word in repr(shown) for word in FEEDBACK)
        assert shown.parts == ()
        assert shown.verdict == ""


def test_after_a_wrong_try_with_one_left_only_what_was_chosen_is_explained() -> None:
    study = a_study(quiz=QUIZ.replace("{#q-1 ", "{#q-1 tries=2 "))
    step = Step(StepKind.ANSWER, "q-1", 0.0, right=False, response={"answer": ["c1c"]})
    shown = show_question(replace(study, steps=(step,)), study.content.questions["q-1"])
    assert shown.phase is Phase.OPEN
    assert shown.tries_left == 1
    assert "FEEDBACKONE" in repr(shown)
    assert "FEEDBACKTWO" not in repr(shown)
    assert "WHYONE" not in repr(shown)


def test_an_answered_question_says_why() -> None:
    study = a_study()
    step = Step(StepKind.ANSWER, "q-1", 0.0, right=False, response={"answer": ["c1c"]})
    shown = show_question(replace(study, steps=(step,)), study.content.questions["q-1"])
    assert shown.phase is Phase.ANSWERED
    assert "FEEDBACKONE" in repr(shown.parts)
    assert "WHYONE" in shown.why
    assert [link.href for link in shown.see] == ["/guidance/neglect-toolkit/full/#types"]


def test_a_question_never_answered_in_an_attempt_that_is_over_is_only_read() -> None:
    study = a_study(state=AttemptState.NOT_PASSED)
    shown = show_question(study, study.content.questions["p-1"])
    assert shown.phase is Phase.OVER
    assert shown.controls == ()


def test_a_markdown_title_is_the_layouts_and_not_on_the_page_twice() -> None:
    page = some_content().pages[0]
    assert page.title == parse("# What to look for").document.title
    assert not any("<h1" in part.html for part in page.parts)
