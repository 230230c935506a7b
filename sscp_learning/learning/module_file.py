"""A module as its author wrote it: what content import hands over, and what the author must still mend.

`ModuleFile` is made from `content/modules/<slug>/` by whoever reads the files; learning never opens one.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sscp_learning.documents.kinds.registry import is_question, read_questions
from sscp_learning.documents.model import Document
from sscp_learning.learning.rules import MOST_OPEN_QUESTIONS, RESERVED_SLUGS, ChangeKind

# Authors also say “major” and “minor”; both are understood.
CHANGE_WORDS: Mapping[str, ChangeKind] = {
    **{str(kind): kind for kind in ChangeKind},
    "major": ChangeKind.MATERIAL,
    "minor": ChangeKind.CLARIFICATION,
}


@dataclass(frozen=True)
class Objective:
    """Something people can do after the module; every question names one."""

    id: str
    title: str


@dataclass(frozen=True)
class PageFile:
    """One page: the part of its file name after the number, its `# Title`, its text."""

    slug: str
    title: str
    document: Document


@dataclass(frozen=True)
class ModuleFile:
    """Everything in a module's folder. `change_kind` is None where the file does not say: it is asked at publishing."""

    slug: str
    title: str
    summary: str
    audience: str
    minutes: int
    cpd_minutes: int
    guidance: str
    pass_mark: int
    valid_months: int | None
    content_note: str
    objectives: tuple[Objective, ...]
    pages: tuple[PageFile, ...]
    quiz: Document
    change_kind: ChangeKind | None = None
    change_note: str = ""


@dataclass(frozen=True)
class ModuleFault:
    """Something to mend: the page's slug, “quiz” or “module” says where, the message what was expected."""

    where: str
    message: str


def faults_of(file: ModuleFile) -> tuple[ModuleFault, ...]:
    """Return what is wrong with a module as a whole; faults inside one text are found when it is parsed."""
    return (*_fact_faults(file), *_page_faults(file), *_question_faults(file), *_quiz_faults(file))


def _fact_faults(file: ModuleFile) -> Iterator[ModuleFault]:
    if not 0 <= file.pass_mark <= 100:  # noqa: PLR2004  A percentage.
        yield ModuleFault("module", f"pass_mark is {file.pass_mark}; expected a number from 0 to 100.")
    if file.valid_months is not None and file.valid_months < 1:
        yield ModuleFault("module", "valid_months must be 1 or more; leave it out where the module never expires.")
    if not file.pages and not file.quiz.blocks:
        yield ModuleFault("module", "There is nothing to learn here: expected pages or a quiz.")


def _page_faults(file: ModuleFile) -> Iterator[ModuleFault]:
    for slug, times in Counter(page.slug for page in file.pages).items():
        if times > 1:
            yield ModuleFault(slug, "Two pages have this name; each needs its own.")
        if slug in RESERVED_SLUGS:
            yield ModuleFault(slug, "This name is an address of the product; call the page something else.")
    for page in file.pages:
        if not page.title:
            yield ModuleFault(page.slug, "The page has no title; expected # Title in its first line.")
        if sum(is_question(block) for block in page.document.walk()) > MOST_OPEN_QUESTIONS:
            yield ModuleFault(page.slug, f"A page may ask at most {MOST_OPEN_QUESTIONS} questions; split the page.")


def _question_faults(file: ModuleFile) -> Iterator[ModuleFault]:
    known = {objective.id for objective in file.objectives}
    used: set[str] = set()
    for where, document in _texts(file):
        for block in document.walk():
            if is_question(block) and block not in document.blocks:
                yield ModuleFault(where, f"Question {block.text('id')} stands inside another block; move it out of it.")
        for question in read_questions(document):
            for name in (question.id, *question.steps):
                if name in used:
                    yield ModuleFault(where, f"Question {name} is asked twice; each question has its own id.")
            if question.objective not in known:
                wanted = ", ".join(sorted(known)) or "none yet: add [[objective]] to module.toml"
                found = f"Question {question.id} has the objective “{question.objective}”"
                yield ModuleFault(where, f"{found}; expected one of {wanted}.")
            used.update((question.id, *question.steps))


def _quiz_faults(file: ModuleFile) -> Iterator[ModuleFault]:
    if file.quiz.blocks and not is_question(file.quiz.blocks[-1]):
        yield ModuleFault("quiz", "Words after the last question are never shown; put them before it, or on a page.")


def _texts(file: ModuleFile) -> Iterator[tuple[str, Document]]:
    for page in file.pages:
        yield page.slug, page.document
    yield "quiz", file.quiz
