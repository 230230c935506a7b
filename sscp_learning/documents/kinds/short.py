"""A short answer in the reader's own words: `- [x] neglect {#abc}` for each answer that is right.

`- [ ] poverty {#xyz}` is a wrong answer that many give, with a quote under it saying why not. How words are written
(capitals, signs, “the”) never counts, nor does one wrong letter in a long word.
"""

import random
from collections.abc import Iterator, Sequence

from sscp_learning.documents.context import RenderContext
from sscp_learning.documents.kinds.asking import Pieces, QuestionKind, clean, feedback, repeated, take_apart
from sscp_learning.documents.markdown import inline_tokens_of
from sscp_learning.documents.markup import text
from sscp_learning.documents.model import Block, Problem
from sscp_learning.documents.prose import passages_of, words_of_line
from sscp_learning.documents.question import (
    Choice,
    Control,
    Explained,
    ExplainedPart,
    Fields,
    Marked,
    Part,
    PartMark,
    Question,
    Response,
    has_only,
    values_of,
)
from sscp_learning.documents.sanitise import sanitise
from sscp_learning.documents.words import list_words

FIELD = "answer"
LONGEST = 100
LONG_WORD = 6
UNTOLD = frozenset({"a", "an", "the"})


class Short(QuestionKind):
    """One field `answer` with words. A right answer's `answer` is its own id, a wrong one's is ""."""

    name = "short"
    fence = "question short"

    def parts(self, pieces: Pieces, context: RenderContext) -> tuple[Part, ...]:
        """Return every answer the author foresaw."""
        return tuple(
            Part(
                item.id,
                clean(inline_tokens_of(item.words), context),
                words_of_line(item.words),
                item.id if item.task == "x" else "",
                "".join(feedback(item, context)),
            )
            for item in pieces.items
        )

    def kind_problems(self, question: Question, pieces: Pieces) -> Iterator[Problem]:
        """Yield what is wrong with the answers: no box, one id or one answer twice, none right."""
        ids = repeated([item.id for item in pieces.items])
        said = repeated([" ".join(_telling(part.words)) for part in question.parts])
        for item in pieces.items:
            if item.task is None:
                yield Problem(
                    item.line, "This answer has no box; expected - [x] before a right one, - [ ] before a wrong."
                )
            if item.id and item.id in ids:
                yield Problem(item.line, f"The id “{item.id}” stands on more than one answer; each has its own.")
            if " ".join(_telling(words_of_line(item.words))) in said:
                yield Problem(item.line, "This answer stands here twice; write each once.")
        if question.parts and not any(part.answer for part in question.parts):
            yield Problem(0, "This question has no right answer; expected one or more lines that begin with - [x]")

    def fields(self, question: Question, order: Sequence[str]) -> Fields:
        """Return one control for words; none of the answers is in it."""
        return Fields("text", "Write a word or a few.", (Control(FIELD, "", "", ()),))

    def complete(self, question: Question, response: Response) -> bool:
        """Return whether words came, not too many, and nothing but words and signs that can be seen."""
        said = values_of(response, FIELD)
        if not has_only(response, [FIELD]) or len(said) != 1:
            return False
        return bool(list_words(said[0])) and len(said[0]) <= LONGEST and said[0].isprintable()

    def mark(self, question: Question, response: Response) -> Marked:
        """Return everything for the words of a right answer, nothing for others; no part stands by itself."""
        found = self._found(question, response)
        right = found is not None and bool(found.answer)
        return Marked(float(right), right, tuple(PartMark(part.id, right) for part in question.parts))

    def explain(
        self, question: Question, response: Response, *, order: Sequence[str] = (), final: bool = True
    ) -> Explained:
        """Return the words that were given with what is to say about them, and after the last try a right answer."""
        said = values_of(response, FIELD) if self.complete(question, response) else []
        found = self._found(question, response)
        right = found is not None and bool(found.answer)
        best = next((part.html for part in question.parts if part.answer), "")
        part = ExplainedPart(
            id=FIELD,
            html=sanitise(text(said[0].strip())) if said else "",
            chosen=bool(said),
            right=right,
            feedback_html=found.feedback_html if found is not None and (final or not right) else "",
            answer_html=best if final and not right else "",
        )
        return Explained((part,), question.why_html if final else "", question.see)

    def key(self, question: Question) -> dict[str, str | list[str]]:
        """Return the words of the first right answer."""
        return {FIELD: next((part.words for part in question.parts if part.answer), "")}

    def draw(self, question: Question, rng: random.Random) -> list[str]:
        """Return nothing: nothing is shown in an order."""
        return []

    def printed(self, question: Question) -> Sequence[Sequence[Part | Choice]]:
        """Return no list: on paper too, the answer is the reader's own."""
        return []

    def passages(self, block: Block) -> list[str]:
        """Return the question alone: its list is nothing but the key."""
        return passages_of(take_apart(block).stem)

    def _found(self, question: Question, response: Response) -> Part | None:
        """Return the foreseen answer that these words are: the very words first, else words but for a letter."""
        if not self.complete(question, response):
            return None
        said = _telling(values_of(response, FIELD)[0])
        exact = (part for part in question.parts if _telling(part.words) == said)
        near = (part for part in question.parts if _nearly(_telling(part.words), said))
        return next(exact, None) or next(near, None)


def _telling(words: str) -> list[str]:
    """Return the words that count, in small letters."""
    found = [word for word in list_words(words.casefold()) if word not in UNTOLD]
    return [word.replace("’", "'") for word in found]


def _nearly(meant: list[str], said: list[str]) -> bool:
    """Return whether the words are the same but for at most one letter in each long one."""
    return len(meant) == len(said) and all(
        one == other or (len(one) >= LONG_WORD and _one_letter_apart(one, other))
        for one, other in zip(meant, said, strict=True)
    )


def _one_letter_apart(one: str, other: str) -> bool:
    """Return whether one letter was changed, left out, added, or two neighbours stand the wrong way round."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = long[:start] + long[start + 1 : start + 2] + long[start : start + 1] + long[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or short == swapped
