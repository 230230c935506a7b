"""A module version as stored: rendered once, at import, and read back as values that never change.

`freeze` is slow (it renders every page), so it is called before anything is written (DECISIONS 11).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from sscp_learning.documents.html import RenderContext, RenderedBlock, render_document
from sscp_learning.documents.kinds.registry import is_question, question_kind
from sscp_learning.documents.model import Document
from sscp_learning.documents.parse import write
from sscp_learning.documents.question import Question
from sscp_learning.learning.completion import Needs
from sscp_learning.learning.marking import QuestionRule
from sscp_learning.learning.module_file import ModuleFile, Objective
from sscp_learning.learning.rules import CONFIDENCE, ChangeKind, Sureness
from sscp_learning.ui.links import address

FACTS = (
    "slug", "title", "summary", "audience", "minutes", "cpd_minutes", "guidance", "pass_mark", "valid_months",
    "content_note",
)  # fmt: skip
TITLE_LEVEL = 1


@dataclass(frozen=True)
class FrozenModule:
    """What is stored of a module file: its facts, its data, its hash, and the guidance each question rests on."""

    slug: str
    title: str
    summary: str
    pass_mark: int
    valid_months: int | None
    change_kind: ChangeKind | None
    change_note: str
    hash: str
    data: dict[str, Any]
    rests_on: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class WrittenModule:
    """A module as files: what module.toml says, the pages in order as (slug, Markdown), and the quiz."""

    slug: str
    about: dict[str, Any]
    pages: tuple[tuple[str, str], ...]
    quiz: str


@dataclass(frozen=True)
class Part:
    """A stretch of a page: clean HTML, or a question."""

    html: str = ""
    question: Question | None = None


@dataclass(frozen=True)
class Page:
    """One page as readers see it."""

    slug: str
    title: str
    parts: tuple[Part, ...]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions on the page, in order."""
        return tuple(part.question for part in self.parts if part.question is not None)


@dataclass(frozen=True)
class QuizItem:
    """A question of the quiz, with what introduces it."""

    intro_html: str
    question: Question


@dataclass(frozen=True)
class Content:
    """Everything a version says. Kept in memory by the version's id, because it never changes."""

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
    pages: tuple[Page, ...]
    quiz: tuple[QuizItem, ...]
    words: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its id, those in pages first."""
        in_pages = [question for page in self.pages for question in page.questions]
        return {question.id: question for question in (*in_pages, *(item.question for item in self.quiz))}

    @cached_property
    def needs(self) -> Needs:
        """What it takes to complete this version."""
        return Needs(
            pages=tuple(page.slug for page in self.pages),
            page_questions=tuple(_rule(question) for page in self.pages for question in page.questions),
            quiz=tuple(_rule(item.question) for item in self.quiz),
            pass_mark=self.pass_mark,
        )

    @cached_property
    def key(self) -> Mapping[str, Mapping[str, str | list[str]]]:
        """The answer key: what is asked, by its id → the fields and values that earn full marks (DECISIONS 25)."""
        return {
            name: fields | _sureness(question)
            for question in self.questions.values()
            for name, fields in question_kind(question.kind).answers(question).items()
        }

    def right_answers(self, name: str) -> list[tuple[str, Mapping[str, str | list[str]]]]:
        """What earns full marks for a question, in the order a reader sends it, each with the name of its form."""
        question = self.questions[name]
        given = question_kind(question.kind).in_order_given(question)
        return [(form, fields | _sureness(question)) for form, fields in given]

    def page(self, slug: str) -> Page | None:
        """The page with this name, or None."""
        return next((page for page in self.pages if page.slug == slug), None)

    def objective(self, name: str) -> str:
        """The words of an objective."""
        return next((objective.title for objective in self.objectives if objective.id == name), name)


def freeze(file: ModuleFile) -> FrozenModule:
    """Return a module file as it will be stored. Slow: call it before anything is written."""
    facts = {name: getattr(file, name) for name in FACTS} | {"objectives": [asdict(one) for one in file.objectives]}
    quiz = _quiz(file.quiz)
    pages = [_page(page.slug, page.title, page.document) for page in file.pages]
    asked = [part["question"] for page in pages for part in page["parts"] if part["question"]]
    asked += [item["question"] for item in quiz]
    return FrozenModule(
        slug=file.slug,
        title=file.title,
        summary=file.summary,
        pass_mark=file.pass_mark,
        valid_months=file.valid_months,
        change_kind=file.change_kind,
        change_note=file.change_note,
        hash=_hash(file, facts),
        data={**facts, "pages": pages, "quiz": quiz, "words": _words(file), "written": _written(file)},
        rests_on=tuple((question["id"], section) for question in asked for section in question["see"].split()),
    )


def _written(file: ModuleFile) -> dict[str, Any]:
    """What the author wrote, for `sscp content export`."""
    change = {"kind": str(file.change_kind), "note": file.change_note} if file.change_kind else None
    return {
        "change": change,
        "pages": [[page.slug, write(page.document)] for page in file.pages],
        "quiz": write(file.quiz),
    }


def written_in(data: Mapping[str, Any]) -> WrittenModule:
    """The files that a stored version was made from, as they import back the same."""
    written = data["written"]
    about = {name: data[name] for name in FACTS if name != "slug" and data[name] is not None}
    about |= {"objective": data["objectives"]} | ({"change": written["change"]} if written["change"] else {})
    return WrittenModule(data["slug"], about, tuple((slug, text) for slug, text in written["pages"]), written["quiz"])


def thaw(data: Mapping[str, Any]) -> Content:
    """Return what `freeze` put into `data`; KeyError or TypeError when it is something else."""
    return Content(
        **{name: data[name] for name in FACTS},
        objectives=tuple(Objective(**one) for one in data["objectives"]),
        pages=tuple(Page(page["slug"], page["title"], _parts(page["parts"])) for page in data["pages"]),
        quiz=tuple(QuizItem(item["intro_html"], Question.from_json(item["question"])) for item in data["quiz"]),
        words=data["words"],
    )


def _parts(parts: Sequence[Mapping[str, Any]]) -> tuple[Part, ...]:
    return tuple(Part(part["html"], part["question"] and Question.from_json(part["question"])) for part in parts)


def _sureness(question: Question) -> dict[str, str | list[str]]:
    return {CONFIDENCE: Sureness.SURE} if question.confidence else {}


def _rule(question: Question) -> QuestionRule:
    return QuestionRule(
        question.id, question.objective, question.must_pass, question.penalty, question.tries, question.counts
    )


def _context() -> RenderContext:
    return RenderContext(resolve_link=address, picture_address=lambda name: f"/pictures/{name}.svg")


def _page(slug: str, title: str, document: Document) -> dict[str, Any]:
    """The page in stretches: what stands between two questions is one piece of HTML. The title is the layout's."""
    parts: list[dict[str, Any]] = []
    for html, question in _stretches(document):
        parts += [{"html": html, "question": None}] if html else []
        parts += [{"html": "", "question": question}] if question else []
    return {"slug": slug, "title": title, "parts": parts}


def _quiz(document: Document) -> list[dict[str, Any]]:
    return [{"intro_html": html, "question": question} for html, question in _stretches(document) if question]


def _stretches(document: Document) -> list[tuple[str, dict[str, Any] | None]]:
    """Each question as JSON, with the HTML of what stands before it since the last one; then what stands after."""
    stretches: list[tuple[str, dict[str, Any] | None]] = []
    before: list[RenderedBlock] = []
    for block, rendered in zip(document.blocks, render_document(document, _context()), strict=True):
        if is_question(block):
            question = question_kind(block.kind)
            stretches.append((_joined(before), question.read(block, _context()).to_json()))
            before = []
        elif rendered.level != TITLE_LEVEL:
            before.append(rendered)
    return [*stretches, (_joined(before), None)]


def _joined(blocks: Sequence[RenderedBlock]) -> str:
    return "\n".join(block.html for block in blocks)


def _words(file: ModuleFile) -> dict[str, str]:
    """What search looks through: the words of each page. Questions are left out, so that search tells no answers."""
    return {
        page.slug: " ".join(block.words for block in page.document.blocks if not is_question(block) and block.words)
        for page in file.pages
    }


def _hash(file: ModuleFile, facts: Mapping[str, Any]) -> str:
    """The hash of what the author wrote: the same text gives the same version, however it is rendered."""
    told = {
        **facts,
        "pages": [[page.slug, page.title, write(page.document)] for page in file.pages],
        "quiz": write(file.quiz),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode("utf-8")).hexdigest()
