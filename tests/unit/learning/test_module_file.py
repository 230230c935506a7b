"""What an author must mend in a module as a whole."""

from dataclasses import replace

import pytest

from sscp_learning.documents.parse import parse
from sscp_learning.learning.module_file import ModuleFile, PageFile, faults_of
from tests.builders.learning import FIRST_PAGE, a_module_file
from tests.builders.scenario import SINGLE, VISIT

GOOD = a_module_file()
QUESTION = FIRST_PAGE.partition("\n\n")[2]


def with_page(slug: str, text: str) -> ModuleFile:
    document = parse(text).document
    return replace(GOOD, pages=(PageFile(slug, document.title, document),))


def four_questions() -> str:
    return "# Four\n\n" + "\n\n".join(QUESTION.replace("p-1", f"x-{number}") for number in range(4))


CASES = [
    ("a pass mark over 100", replace(GOOD, pass_mark=101), "pass_mark is 101"),
    ("a validity of no months", replace(GOOD, valid_months=0), "valid_months must be 1 or more"),
    ("nothing in it", replace(GOOD, pages=(), quiz=parse("").document), "nothing to learn"),
    ("two pages of one name", replace(GOOD, pages=GOOD.pages[1:] * 2), "Two pages have this name"),
    ("a page called quiz", with_page("quiz", "# Quiz\n\nWords."), "an address of the product"),
    ("a page without a title", with_page("a-page", "Words."), "no title"),
    ("more than three questions on a page", with_page("four", four_questions()), "at most 3 questions"),
    ("the same question twice", replace(GOOD, pages=GOOD.pages[:1] * 2), "p-1 is asked twice"),
    (
        "a question with the id of a step",
        replace(GOOD, quiz=parse(f"{VISIT}\n{SINGLE.replace('q-1', 'nt-40-door')}").document),
        "nt-40-door is asked twice",
    ),
    ("an objective nobody knows", replace(GOOD, objectives=GOOD.objectives[1:]), "has the objective “see”"),
    ("no objectives at all", replace(GOOD, objectives=()), "none yet: add [[objective]]"),
    ("words behind the quiz", replace(GOOD, quiz=parse("Words.").document), "Words after the last question"),
    (
        "a question inside a box",
        with_page("boxed", f'# Boxed\n\n:::: box info {{title="Box"}}\n{QUESTION}\n::::\n'),
        "stands inside another block",
    ),
]


@pytest.mark.parametrize(("_case", "file", "expected"), CASES, ids=[case[0] for case in CASES])
def test_faults(_case: str, file: ModuleFile, expected: str) -> None:
    assert any(expected in fault.message for fault in faults_of(file)), faults_of(file)


def test_a_good_module_has_none() -> None:
    assert faults_of(GOOD) == ()
