"""The one table of kinds. A new kind is added here and nowhere else."""

from sscp_learning.documents.context import PLAIN, RenderContext
from sscp_learning.documents.kinds.asking import QuestionKind
from sscp_learning.documents.kinds.base import Kind
from sscp_learning.documents.kinds.box import Box
from sscp_learning.documents.kinds.checklist import Checklist
from sscp_learning.documents.kinds.contacts import Contacts
from sscp_learning.documents.kinds.definition import Definition
from sscp_learning.documents.kinds.flip_cards import FlipCards
from sscp_learning.documents.kinds.gap import Gap
from sscp_learning.documents.kinds.groups import Groups
from sscp_learning.documents.kinds.heading import Heading
from sscp_learning.documents.kinds.list import List
from sscp_learning.documents.kinds.matching import Matching
from sscp_learning.documents.kinds.multiple import Multiple
from sscp_learning.documents.kinds.notes import Notes
from sscp_learning.documents.kinds.ordering import Ordering
from sscp_learning.documents.kinds.picture import Picture
from sscp_learning.documents.kinds.picture_row import PictureRow
from sscp_learning.documents.kinds.quote import Quote
from sscp_learning.documents.kinds.reflection import Reflection
from sscp_learning.documents.kinds.reveal import Reveal
from sscp_learning.documents.kinds.scenario import ScenarioKind
from sscp_learning.documents.kinds.short import Short
from sscp_learning.documents.kinds.single import Single
from sscp_learning.documents.kinds.steps import Steps
from sscp_learning.documents.kinds.table import Table
from sscp_learning.documents.kinds.text import Text
from sscp_learning.documents.kinds.timeline import Timeline
from sscp_learning.documents.kinds.true_false import TrueFalse
from sscp_learning.documents.model import Block, Document
from sscp_learning.documents.question import Question

STATIC_KINDS: tuple[Kind, ...] = (
    Heading(), Text(), List(), Table(), Quote(), Notes(), Picture(), Box(), PictureRow(), Steps(), Reveal(),
    FlipCards(), Timeline(), Checklist(), Definition(), Contacts(), Reflection(),
)  # fmt: skip
QUESTION_KINDS: tuple[QuestionKind, ...] = (
    Single(),
    Multiple(),
    TrueFalse(),
    Matching(),
    Ordering(),
    Groups(),
    Gap(),
    Short(),
    ScenarioKind(),
)
KINDS: tuple[Kind, ...] = (*STATIC_KINDS, *QUESTION_KINDS)
PLAIN_TEXT = "text"

_BY_NAME = {kind.name: kind for kind in KINDS}
_ASKING = {kind.name: kind for kind in QUESTION_KINDS}
_BY_FENCE = {kind.fence: kind for kind in KINDS if kind.fence}
_BY_TOKEN = {token: kind for kind in KINDS for token in kind.tokens}


def kind_named(name: str) -> Kind:
    """Return the kind called `name`; KeyError when there is none."""
    return _BY_NAME[name]


def question_kind(name: str) -> QuestionKind:
    """Return the kind of question called `name`, as in `Question.kind`; KeyError when there is none."""
    return _ASKING[name]


def is_question(block: Block) -> bool:
    """Return whether `block` is a question that is marked."""
    return block.kind in _ASKING


def read_questions(document: Document, context: RenderContext = PLAIN) -> tuple[Question, ...]:
    """Return every question of `document`, those inside other blocks too, in reading order."""
    return tuple(_ASKING[block.kind].read(block, context) for block in document.walk() if is_question(block))


def kind_of_token(token: str) -> Kind:
    """Return the kind that a part opened by this markdown-it token belongs to; plain text takes what is left."""
    return _BY_TOKEN.get(token, _BY_NAME[PLAIN_TEXT])


def kind_of_fence(words: list[str]) -> tuple[Kind, list[str]] | None:
    """Return the kind that the words of a fence name, and the words left over; None when they name none."""
    for length in (2, 1):
        kind = _BY_FENCE.get(" ".join(words[:length]))
        if kind is not None and len(words) >= length:
            return kind, words[length:]
    return None


def fences() -> list[str]:
    """Return every way a fence may begin, for messages."""
    return sorted(_BY_FENCE)
