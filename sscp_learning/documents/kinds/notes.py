"""Notes (footnotes): `[^1]` in the text, `[^1]: words` on its own line. Notes that stand together are one block."""

from collections.abc import Iterator

from markdown_it.token import Token

from sscp_learning.documents.context import NotePlace, RenderContext
from sscp_learning.documents.kinds.base import MarkdownKind, own_tokens
from sscp_learning.documents.markdown import inside as parts_inside
from sscp_learning.documents.markdown import runs
from sscp_learning.documents.markup import element
from sscp_learning.documents.model import Block
from sscp_learning.documents.prose import html_of
from sscp_learning.documents.typst_text import NOTHING, PaperContext


class Notes(MarkdownKind):
    """The notes themselves, set out as a list whose numbers are those in the text."""

    name = "notes"
    tokens = frozenset({"footnote_reference_open"})
    flags = frozenset({"notes"})

    def html(self, block: Block, inside: str, context: RenderContext) -> str:
        """Return the notes in the order of their numbers, each with a way back to where it stands in the text."""
        notes = sorted(_places(block, context), key=lambda found: found[0].number)
        items = "".join(_item(place, html_of(tokens, context)) for place, tokens in notes)
        title = element("p", "Notes", class_="doc-notes__title")
        numbered = element("ol", items, class_="govuk-list govuk-list--number")
        return element("section", title + numbered, class_="doc-notes", aria_label="Notes")

    def typst(self, block: Block, inside: str, paper: PaperContext) -> str:
        """Return nothing: on paper a note stands at the foot of the page that refers to it."""
        return NOTHING


def _places(block: Block, context: RenderContext) -> Iterator[tuple[NotePlace, list[Token]]]:
    """Yield each note's place and tokens; a block rendered alone counts from 1 and has no way back."""
    for count, run in enumerate(runs(own_tokens(block)), start=1):
        label = str(run[0].meta.get("label", ""))
        yield context.notes.get(label, NotePlace(count, "")), [token for part in parts_inside(run) for token in part]


def _item(place: NotePlace, words: str) -> str:
    number = str(place.number)
    back = ""
    if place.uid:
        label = f"Back to note {number} in the text"
        back = element("a", "Back", class_="govuk-link doc-notes__back", href=f"#note-{number}-from", aria_label=label)
    if back and words.endswith("</p>"):
        words, back = words.removesuffix("</p>"), f"{back}</p>"
    return element("li", f"{words} {back}".rstrip(), id=f"note-{number}", value=number)
