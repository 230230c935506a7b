"""What every kind of question shares: how its Markdown is taken apart, and what it must be able to do (decision 22)."""

import random
import re
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from markdown_it.token import Token

from sscp_learning.documents import attributes
from sscp_learning.documents.context import PLAIN, RenderContext
from sscp_learning.documents.kinds.base import Kind, body_tokens
from sscp_learning.documents.markdown import first_line, inline_tokens_of, runs
from sscp_learning.documents.markdown import inside as parts_inside
from sscp_learning.documents.markup import element
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.prose import html_of, passages_of
from sscp_learning.documents.question import ONE_THIRD, Choice, Explained, Fields, Marked, Part, Question, Response
from sscp_learning.documents.sanitise import sanitise
from sscp_learning.documents.typst_text import PaperContext, blocks_code, call, join, literal

MISSED = "**If missed:**"
WHY = "**Why:**"
MOST_TRIES = 3
PART_ID = re.compile(r"[a-z0-9]{3,}")
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
Shown = TypeVar("Shown", Part, Choice)


@dataclass
class Item:
    """One line of a question's list as written: its words, id and tick, and the quotes under it."""

    line: int
    words: str
    id: str
    task: str | None
    quotes: list[list[Token]]


@dataclass
class Pieces:
    """A question taken apart: what stands before its list, the list's items, what stands after."""

    stem: list[Token] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    numbered: bool = False
    after: list[Token] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class QuestionKind(Kind):
    """A kind of question. Everything here is pure; `read` may be given a block with faults and does its best."""

    attributes = frozenset({"objective", "see", "source", "penalty", "tries"})
    flags = frozenset({"must-pass", "confidence"})

    @abstractmethod
    def parts(self, pieces: Pieces, context: RenderContext) -> tuple[Part, ...]:
        """Return the options or items, with what is right for each."""

    def choices(self, pieces: Pieces, context: RenderContext) -> tuple[Choice, ...]:
        """Return what an item may be given; nothing for questions whose options are chosen themselves."""
        return ()

    @abstractmethod
    def kind_problems(self, question: Question, pieces: Pieces) -> Iterator[Problem]:
        """Yield what is wrong by the rules of this kind."""

    @abstractmethod
    def fields(self, question: Question, order: Sequence[str]) -> Fields:
        """Return the form's controls in the order drawn; nothing in them tells the key."""

    @abstractmethod
    def complete(self, question: Question, response: Response) -> bool:
        """Return whether every control has a value this question knows. Never raises, whatever was sent."""

    @abstractmethod
    def mark(self, question: Question, response: Response) -> Marked:
        """Return what the answer earns; an incomplete one earns nothing."""

    @abstractmethod
    def explain(
        self, question: Question, response: Response, *, order: Sequence[str] = (), final: bool = True
    ) -> Explained:
        """Return what to show after answering; with `final` False (tries are left), nothing that gives the key away."""

    @abstractmethod
    def key(self, question: Question) -> dict[str, str | list[str]]:
        """Return the form's fields and values that earn full marks (decision 25)."""

    def answers(self, question: Question) -> dict[str, dict[str, str | list[str]]]:
        """Return the key of all this question asks, by the id it is asked under: for most, its own (decision 25)."""
        return {question.id: self.key(question)}

    def in_order_given(self, question: Question) -> list[tuple[str, dict[str, str | list[str]]]]:
        """Return the answers that earn full marks in the order a reader gives them, each with the name its form has."""
        return [(question.id, self.key(question))]

    @abstractmethod
    def draw(self, question: Question, rng: random.Random) -> list[str]:
        """Return the ids of what is shown, in the order to show it; kept with the attempt (rule B3)."""

    def read(self, block: Block, context: RenderContext = PLAIN) -> Question:
        """Return the question written in `block`, its HTML clean and its links resolved by `context`."""
        return self._question(block, take_apart(block), context)

    def problems(self, block: Block) -> Iterator[Problem]:
        """Yield everything the author must mend in this question."""
        pieces = take_apart(block)
        yield from pieces.problems
        yield from _fence_problems(block)
        yield from _item_problems(pieces)
        if not pieces.stem:
            yield Problem(0, "This question asks nothing; expected words before the list of answers.")
        if pieces.after and without_lead(pieces.after, WHY) is None:
            yield Problem(first_line(pieces.after) + 1, f"Only a paragraph beginning {WHY} may follow the answers.")
        yield from self.kind_problems(self._question(block, pieces, PLAIN), pieces)

    def passages(self, block: Block) -> list[str]:
        """Return the question and its options in an order that tells nothing; no feedback, no key."""
        pieces = take_apart(block)
        parts = sorted(self.parts(pieces, PLAIN), key=lambda part: part.id)
        return [*passages_of(pieces.stem), *(part.words for part in parts)]

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return the question as print shows it: nothing to fill in, nothing that tells the key."""
        question = self.read(block, context)
        lists = "".join(_printed(list_) for list_ in self.printed(question))
        return element("div", question.stem_html + lists, class_="doc-question")

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return the question for paper: its words, then what to choose from; nothing that tells the key."""
        lists = [
            call("list", *(literal(one.words) for one in shown)) for shown in self.printed(self.read(block)) if shown
        ]
        return call("question", join([blocks_code(take_apart(block).stem, paper), *lists]))

    def printed(self, question: Question) -> Sequence[Sequence[Part | Choice]]:
        """Return the lists that print shows under the question."""
        return [in_order(question.parts, ())]

    def _question(self, block: Block, pieces: Pieces, context: RenderContext) -> Question:
        penalty = _number(block.text("penalty"))
        tries = block.text("tries")
        return Question(
            id=block.text("id"),
            kind=self.name,
            objective=block.text("objective"),
            must_pass=block.flag("must-pass"),
            see=block.text("see"),
            source=block.text("source"),
            stem_html=clean(pieces.stem, context),
            parts=self.parts(pieces, context),
            choices=self.choices(pieces, context),
            why_html=clean(without_lead(pieces.after, WHY) or [], context),
            penalty=ONE_THIRD if penalty is None else penalty,
            confidence=block.flag("confidence"),
            tries=int(tries) if re.fullmatch(rf"[1-{MOST_TRIES}]", tries) else 1,
        )


def take_apart(block: Block) -> Pieces:
    """Return the pieces of a question; its last list is the answers."""
    parts = list(runs(body_tokens(block)))
    last = max((index for index, run in enumerate(parts) if run[0].type in _LISTS), default=None)
    if last is None:
        problem = Problem(0, "This question has no answers; expected a list after the words of the question.")
        return Pieces(stem=_flat(parts), problems=[problem])
    pieces = Pieces(_flat(parts[:last]), [], parts[last][0].type == "ordered_list_open", _flat(parts[last + 1 :]))
    for run in parts_inside(parts[last]):
        take_item(run, pieces)
    if any("task" in token.meta for token in pieces.stem):
        pieces.problems.append(Problem(0, "The options stand in more than one list; expected all of them in one."))
    return pieces


def clean(tokens: Sequence[Token], context: RenderContext) -> str:
    """Return tokens as clean HTML."""
    return sanitise(html_of(tokens, context))


def feedback(item: Item, context: RenderContext) -> tuple[str, str]:
    """Return the feedback for choosing an item, and that for missing it."""
    chosen: list[str] = []
    missed: list[str] = []
    for quote in item.quotes:
        rest = without_lead(quote, MISSED)
        (chosen if rest is None else missed).append(clean(quote if rest is None else rest, context))
    return "".join(chosen), "".join(missed)


def in_order(found: Sequence[Shown], order: Sequence[str]) -> list[Shown]:
    """Return parts or choices in the order drawn; any that were not drawn follow by id, which tells nothing."""
    place = {name: index for index, name in enumerate(order)}
    return sorted(found, key=lambda one: (place.get(_name(one), len(place)), _name(one)))


def repeated(ids: Sequence[str]) -> set[str]:
    """Return the ids that stand more than once."""
    return {found for found in ids if ids.count(found) > 1}


def _printed(items: Sequence[Part | Choice]) -> str:
    return element("ul", "".join(element("li", item.html) for item in items), class_="govuk-list govuk-list--bullet")


def _name(one: Part | Choice) -> str:
    return one.id if isinstance(one, Part) else one.value


def take_item(run: list[Token], pieces: Pieces) -> None:
    """Add one line of a question's list to its pieces, with what is wrong in it."""
    opening, parts = run[0], parts_inside(run)
    line = first_line(run) + 1
    quotes = [part[1:-1] for part in parts if part[0].type == "blockquote_open"]
    words = next((token.content for token in (parts[0] if parts else []) if token.type == "inline"), "")
    own = attributes.read(str(opening.meta.get("attrs", ""))).values.get("id", "")
    pieces.items.append(Item(line, words, str(own), opening.meta.get("task"), quotes))
    if len(parts) != len(quotes) + 1 or not parts or parts[0][0].type != "paragraph_open":
        pieces.problems.append(
            Problem(line, "Under an answer only feedback may stand, as a quote: two spaces, then > words.")
        )
    if any(WHY in token.content for token in run if token.type == "inline"):
        pieces.problems.append(Problem(line, f"Leave an empty line before {WHY}, or it becomes part of this answer."))


def _fence_problems(block: Block) -> Iterator[Problem]:
    if not block.flag("id"):
        yield Problem(0, "This question has no id; expected one like {#nt-07}, used by no other question.")
    penalty = _number(block.text("penalty"))
    if block.flag("penalty") and (penalty is None or penalty > 1):
        yield Problem(0, "The penalty must be a number from 0 to 1, like penalty=0.33.")
    if block.flag("tries") and not re.fullmatch(rf"[1-{MOST_TRIES}]", block.text("tries")):
        yield Problem(0, f"The tries must be a number from 1 to {MOST_TRIES}.")


def _item_problems(pieces: Pieces) -> Iterator[Problem]:
    for item in pieces.items:
        if not PART_ID.fullmatch(item.id):
            yield Problem(
                item.line, "This answer has no id; expected {#abc} at its end: three or more small letters or digits."
            )
        if not item.words.strip():
            yield Problem(item.line, "This answer has no words.")


def without_lead(tokens: Sequence[Token], prefix: str) -> list[Token] | None:
    """Return `tokens` without the bold words they begin with; None when they do not begin so."""
    at = next((index for index, token in enumerate(tokens) if token.type == "inline"), None)
    if at is None or not tokens[at].content.startswith(prefix):
        return None
    rest = inline_tokens_of(tokens[at].content.removeprefix(prefix))
    return [*tokens[:at], *rest, *tokens[at + 1 :]]


def _number(written: str) -> float | None:
    return float(written) if re.fullmatch(r"\d{1,3}(\.\d{1,6})?", written) else None


def _flat(parts: Sequence[Sequence[Token]]) -> list[Token]:
    return [token for part in parts for token in part]
