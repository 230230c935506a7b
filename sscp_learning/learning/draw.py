"""What an attempt asks, drawn when it begins and kept with it: which questions, and the order options are shown in.

The order of the questions is the author's, because a scenario is told across several of them; options, items and
targets are shuffled for each attempt (rule B3, DECISIONS 24).
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sscp_learning.documents.kinds.registry import question_kind
from sscp_learning.documents.question import Response
from sscp_learning.learning.completion import NOTHING_CARRIED, Carried, Progress
from sscp_learning.learning.frozen import Content
from sscp_learning.learning.path import Way


@dataclass(frozen=True)
class Draw:
    """The quiz questions asked, the shown order of each question's parts, and what an earlier attempt already showed.

    `responses` are the answers that were carried over, so that a page can show them.
    """

    quiz: tuple[str, ...]
    orders: Mapping[str, Sequence[str]] = field(default_factory=dict)
    carried: Carried = NOTHING_CARRIED
    responses: Mapping[str, Response] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The draw as a dict that JSON can hold."""
        return {
            "quiz": list(self.quiz),
            "orders": {name: list(order) for name, order in self.orders.items()},
            "pages": sorted(self.carried.pages),
            "marks": dict(self.carried.marks),
            "right": sorted(self.carried.right),
            "responses": {name: {key: list(sent) for key, sent in one.items()} for name, one in self.responses.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Draw":
        """The draw that `to_json` wrote."""
        carried = Carried(frozenset(data["pages"]), data["marks"], frozenset(data["right"]))
        return cls(tuple(data["quiz"]), data["orders"], carried, data["responses"])


def draw(
    content: Content,
    rng: random.Random,
    carried: Carried = NOTHING_CARRIED,
    responses: Mapping[str, Response] | None = None,
) -> Draw:
    """Return a new draw: every quiz question that was not carried over, and an order for the parts of every question.

    Of `responses`, the answers so far, those to questions that were carried over are kept.
    """
    asked = tuple(item.question.id for item in content.quiz if item.question.id not in carried.marks)
    orders = {name: question_kind(question.kind).draw(question, rng) for name, question in content.questions.items()}
    kept = {name: response for name, response in (responses or {}).items() if name in carried.marks}
    return Draw(asked, orders, carried, kept)


def way_of(content: Content, drawn: Draw) -> Way:
    """Return the way through the module for an attempt with this draw."""
    questions = {page.slug: tuple(question.id for question in page.questions) for page in content.pages}
    return Way(tuple(page.slug for page in content.pages), questions, drawn.quiz)


def carry(old: Content, progress: Progress, new: Content, *, quiz: bool) -> Carried:
    """Return what a new attempt on `new` need not ask again after an attempt on `old` came as far as `progress`.

    Pages that were seen and questions in them that were answered; with `quiz`, also the quiz questions that were right.
    Only what reads the same in both versions is carried. Where that would leave nothing to ask, because a new version
    dropped what was wrong, the whole quiz is asked.
    """
    in_quiz = {item.question.id for item in new.quiz}
    same_pages = {page.slug for page in new.pages if old.words.get(page.slug) == new.words.get(page.slug)}
    same = {name for name, question in new.questions.items() if old.questions.get(name) == question}
    kept = {name for name in progress.closed & same if name not in in_quiz or (quiz and name in progress.right)}
    if in_quiz <= kept:
        kept -= in_quiz
    return Carried(
        pages=frozenset(progress.seen & same_pages),
        marks={name: mark for name, mark in progress.marks.items() if name in kept},
        right=frozenset(progress.right & kept),
    )
