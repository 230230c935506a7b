"""Modules for tests: small, with one question of every kind, unless a test writes its own."""

import random
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from sscp_learning.content_files.reading import read_content
from sscp_learning.documents.kinds.registry import QUESTION_KINDS, read_questions
from sscp_learning.documents.parse import parse
from sscp_learning.learning.actions import attempts
from sscp_learning.learning.actions.versions import publish_version, save_version_from_file
from sscp_learning.learning.frozen import Content, FrozenModule, freeze, thaw
from sscp_learning.learning.models import ModuleVersion
from sscp_learning.learning.module_file import ModuleFile, Objective, PageFile
from sscp_learning.learning.path import Place, Stop
from sscp_learning.learning.queries import find_study
from sscp_learning.learning.rules import ChangeKind, Issuer
from sscp_learning.learning.study import Study
from sscp_learning.people.models import Person
from sscp_learning.settings import PROJECT
from tests.builders.people import a_person

THEN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ISSUER = Issuer("The Partnership", "Learning", "https://learning.example.org")
SEED = 7

FIRST_PAGE = """# What to look for

Some words about [neglect](guidance:neglect-toolkit/full#types).

::: question single {#p-1 objective=see see="guidance:neglect-toolkit/full#types"}
Which one?

- [x] This one {#aaa}
  > Yes, PAGEYES.
- [ ] That one {#bbb}
  > No, PAGENO.

**Why:** PAGEWHY.
:::

Words after the question.
"""

SECOND_PAGE = """# What to do

Tell somebody.
"""

QUIZ = """## A story {#story}

Once there was a child.

::: question single {#q-1 objective=see see="guidance:neglect-toolkit/full#types"}
Single?

- [ ] Wrong {#c1c}
  > FEEDBACKONE
- [x] Right {#c2c}
  > FEEDBACKTWO

**Why:** WHYONE
:::

::: question multiple {#q-2 objective=see}
Multiple?

- [x] Right {#d1d}
  > FEEDBACKTHREE

  > **If missed:** FEEDBACKFOUR
- [x] Right too {#d2d}
- [ ] Wrong {#d3d}
  > FEEDBACKFIVE
:::

::: question true-false {#q-3 objective=act must-pass}
The sky is up.

- [x] True {#tru}
- [ ] False {#fal}
  > FEEDBACKSIX
:::

::: question matching {#q-4 objective=act}
Match.

- Cat {#i1i} => Meow {#t1t}
  > FEEDBACKSEVEN
- Dog {#i2i} => Woof {#t2t}
- => Moo {#t3t}
:::

::: question ordering {#q-5 objective=act}
Order.

1. First {#o1o}
   > FEEDBACKEIGHT
2. Second {#o2o}
3. Third {#o3o}

**Why:** WHYFIVE
:::
"""

# What the small module says only after an answer.
FEEDBACK = ("PAGEYES", "PAGENO", "PAGEWHY", "WHYONE", "WHYFIVE", "FEEDBACK")


def chance(seed: int = SEED) -> random.Random:
    """Chance that is the same each time."""
    return random.Random(seed)  # noqa: S311  Nothing here has to be secret.


def a_module_file(
    slug: str = "small-module",
    *,
    pages: tuple[str, ...] = (FIRST_PAGE, SECOND_PAGE),
    quiz: str = QUIZ,
    pass_mark: int = 80,
    valid_months: int | None = 36,
    title: str = "A small module",
    change_kind: ChangeKind | None = ChangeKind.MATERIAL,
) -> ModuleFile:
    """A module as its author wrote it."""
    documents = [parse(page).document for page in pages]
    slugs = [document.title.lower().replace(" ", "-") for document in documents]
    return ModuleFile(
        slug=slug,
        title=title,
        summary="What it is about.",
        audience="Anyone who works with children",
        minutes=10,
        cpd_minutes=10,
        guidance="neglect-toolkit",
        pass_mark=pass_mark,
        valid_months=valid_months,
        content_note="One page is sad.",
        objectives=(Objective("see", "See it"), Objective("act", "Act on it")),
        pages=tuple(PageFile(slug, each.title, each) for slug, each in zip(slugs, documents, strict=True)),
        quiz=parse(quiz).document,
        change_kind=change_kind,
        change_note="The first version.",
    )


def examples_module() -> ModuleFile:
    """A module made of the smallest example of each kind: static ones on a page, questions in the quiz."""
    examples = sorted((PROJECT / "tests" / "content" / "kinds").glob("*/*.md"))
    asking = {kind.name for kind in QUESTION_KINDS}
    texts = {path: path.read_text("utf-8") for path in examples}
    page = "\n\n".join(text for path, text in texts.items() if path.parent.name not in asking)
    quiz = "\n\n".join(text for path, text in texts.items() if path.parent.name in asking)
    questions = read_questions(parse(quiz).document)
    objectives = dict.fromkeys(question.objective for question in questions)
    file = a_module_file("examples", pages=(f"# Every kind\n\n{page}",), quiz=quiz, pass_mark=100)
    return replace(file, objectives=tuple(Objective(name, name) for name in objectives))


def module_in_content(slug: str) -> ModuleFile:
    """A module as it stands in content/."""
    return next(module for module in read_content(PROJECT / "content").modules if module.slug == slug)


def a_frozen_module(file: ModuleFile | None = None) -> FrozenModule:
    """The same, ready to be stored."""
    return freeze(file or a_module_file())


def some_content(file: ModuleFile | None = None) -> Content:
    """What readers get of a module, without a database."""
    return thaw(a_frozen_module(file).data)


def a_published_module(session: Session, file: ModuleFile | None = None) -> ModuleVersion:
    """A module on offer, written by one person and approved by another."""
    version = save_version_from_file(session, file=a_frozen_module(file), who="system", now=THEN)
    author, approver = a_person(session, name="An Author"), a_person(session, name="An Approver")
    publish_version(session, version=version, author_id=author.id, approver_id=approver.id, now=THEN)
    session.flush()
    return version


def begun(session: Session, person: Person, slug: str = "small-module", *, now: datetime = THEN) -> Study:
    """Somebody who has just begun a module."""
    attempts.begin_attempt(session, person_id=person.id, slug=slug, now=now, rng=chance())
    return study_of(session, person, slug)


def study_of(session: Session, person: Person, slug: str = "small-module") -> Study:
    """How far somebody has come."""
    study = find_study(session, person.id, slug)
    assert study is not None
    return study


def place_of(study: Study, question: str) -> Place:
    """Where an attempt asks a question."""
    for page, names in study.way.page_questions.items():
        if question in names:
            return Place(Stop.PAGE, slug=page)
    return Place(Stop.QUESTION, number=study.way.quiz.index(question) + 1)


def a_wrong_answer(study: Study, question: str) -> dict[str, list[str]]:
    """A complete answer that is not right: every control gets a value that the key does not have there."""
    key = study.content.key[question]
    asked = study.content.questions[question]
    values = [choice.value for choice in asked.choices] or [part.id for part in asked.parts]
    return {name: [next(value for value in values if value not in right)] for name, right in key.items()}


def the_right_answer(study: Study, question: str) -> dict[str, list[str]]:
    """The answer of the key."""
    key = study.content.key[question]
    return {name: [value] if isinstance(value, str) else value for name, value in key.items()}


def answered(
    session: Session, person: Person, question: str, *, right: bool = True, now: datetime = THEN
) -> attempts.After:
    """Somebody answers one question."""
    study = study_of(session, person)
    return attempts.submit_answer(
        session,
        person_id=person.id,
        slug=study.content.slug,
        place=place_of(study, question),
        question_id=question,
        response=the_right_answer(study, question) if right else a_wrong_answer(study, question),
        issuer=ISSUER,
        now=now,
    )


def has_read(session: Session, person: Person, page: str, *, now: datetime = THEN) -> attempts.After:
    """Somebody reads a page to its end."""
    slug = study_of(session, person).content.slug
    return attempts.mark_page_seen(session, person_id=person.id, slug=slug, page=page, issuer=ISSUER, now=now)


def has_completed(session: Session, person: Person, *, wrong: tuple[str, ...] = (), now: datetime = THEN) -> Study:
    """Somebody goes through the small module from its start to its end, wrongly where `wrong` says."""
    study = begun(session, person, now=now)
    for page in study.way.pages:
        for question in study.way.page_questions[page]:
            answered(session, person, question, now=now)
        has_read(session, person, page, now=now)
    for question in study.way.quiz:
        answered(session, person, question, right=question not in wrong, now=now)
    return study_of(session, person)
