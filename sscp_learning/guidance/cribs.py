"""How each kind of block is written: its name for people, what it is for, an example of a line or two, and a beginning.

Pure. A test holds this against the registry of kinds, so that a new kind comes with its crib.
"""

from dataclasses import dataclass

from sscp_learning.documents.kinds.box import LABELS


@dataclass(frozen=True)
class Crib:
    """One kind of block as editors choose it: `kind` is that of the registry, `skeleton` what a new one begins as."""

    key: str
    kind: str
    title: str
    what_for: str
    example: str
    skeleton: str


def _crib(kind: str, title: str, what_for: str, example: str, skeleton: str | None = None) -> Crib:
    return Crib(kind, kind, title, what_for, example, example if skeleton is None else skeleton)


TONES = {
    "info": "Something worth knowing beside the text.",
    "warning": "A risk: what must not be missed.",
    "key": "The one thing to remember from this part.",
    "reassurance": "Am I in trouble, what happens if I tell, who may need to know, where to get help now.",
    "help": "Where to get help with what this part is about.",
}
BOXES = tuple(
    Crib(
        f"box-{tone}",
        "box",
        f"Box: {LABELS[tone].lower()}",
        what_for,
        f'::: box {tone} {{title="A title"}}\nThe words of the box.\n:::',
        f'::: box {tone} {{title="Write a title"}}\nWrite here.\n:::',
    )
    for tone, what_for in TONES.items()
)
CRIBS: tuple[Crib, ...] = (
    _crib(
        "text", "Paragraph", "A few sentences.", "A paragraph. **Strong words** and [a link](https://www.gov.uk).", ""
    ),
    _crib(
        "heading",
        "Heading",
        "Begins a section (##) or a part of one (###).",
        "## What neglect is {#what-neglect-is}",
        "## Write the heading",
    ),
    _crib("list", "List", "Things that belong together.", "- One thing\n- Another thing", "- Write here\n- "),
    Crib(
        "numbered", "list", "Numbered list", "Things in an order.", "1. First this\n2. Then that", "1. Write here\n2. "
    ),
    *BOXES,
    _crib(
        "picture-row",
        "Picture row",
        "Easy read: one or two short sentences beside a picture.",
        "::: picture-row talk {decorative}\nTalk to an adult you trust.\n:::",
        "::: picture-row talk {decorative}\nWrite here.\n:::",
    ),
    _crib(
        "picture",
        "Picture",
        "A picture by itself. Say what it shows, or that it is only decorative.",
        '::: picture home {alt="A house with a garden"}\n:::',
        '::: picture home {alt="Say what the picture shows"}\n:::',
    ),
    _crib(
        "steps",
        "Steps",
        "What to do, in order, set out large.",
        '::: steps {title="When you are worried"}\n1. **Write it down.** Dates and facts.\n2. **Tell your lead.**\n:::',
        '::: steps {title="Write a title"}\n1. Write here.\n2. \n:::',
    ),
    _crib(
        "contacts",
        "Contacts",
        "Phone numbers come from the list of contacts, never typed.",
        '::: contacts {names="emergency childline"}\n:::',
    ),
    _crib(
        "definition",
        "Meaning of a word",
        "What a key term means, in plain words.",
        '::: definition {term="Neglect"}\nNeglect means that a child’s needs are not met.\n:::',
        '::: definition {term="Write the word"}\nWrite what it means.\n:::',
    ),
    _crib(
        "reveal",
        "Words that open",
        "Detail that only some readers need.",
        '::: reveal {title="Why history matters"}\nThe detail.\n:::',
        '::: reveal {title="Write a title"}\nWrite here.\n:::',
    ),
    _crib(
        "checklist",
        "Checklist",
        "Boxes to tick. Ticks stay on the reader’s own device.",
        '::: checklist {title="Before the visit"}\n- [ ] Read the history\n- [ ] Ask who lives there\n:::',
        '::: checklist {title="Write a title"}\n- [ ] Write here\n:::',
    ),
    _crib(
        "reflection",
        "Think about it",
        "Questions to think about. Nothing that readers write is kept.",
        '::: reflection {title="Think of one child"}\nWhat is an ordinary day like for them?\n:::',
        '::: reflection {title="Write a title"}\nWrite the question here.\n:::',
    ),
    _crib(
        "timeline",
        "Timeline",
        "What happened when, in order.",
        '::: timeline {title="Ella’s first year"}\n1. **March** Born early.\n2. **June** Not seen again.\n:::',
        '::: timeline {title="Write a title"}\n1. **When** Write here.\n2. **When** Write here.\n:::',
    ),
    _crib(
        "flip-cards",
        "Cards to turn over",
        "A question in front, its answer behind.",
        '::: flip-cards {title="What might lie behind it?"}\n- Late for school\n  > Caring for somebody at home.\n:::',
        '::: flip-cards {title="Write a title"}\n- Write the front\n  > Write the back\n:::',
    ),
    _crib("quote", "Quote", "What somebody said or wrote.", "> “Nobody asked me.” A young person", "> Write here"),
    _crib("table", "Table", "Rows and columns. Not in easy read.", "| Age | Sign |\n|---|---|\n| Baby | Hungry |"),
    _crib(
        "notes",
        "Note",
        "A source for something in the text, where it says [^1].",
        "[^1]: Children Act 1989, section 47.",
    ),
)
BY_KEY = {crib.key: crib for crib in CRIBS}
INLINE = (
    ("Strong words", "**strong words**"),
    ("A link to another site", "[words](https://www.gov.uk)"),
    ("A link to guidance", "[words](guidance:neglect-toolkit/full#signs)"),
    ("A link to e-learning", "[words](learning:neglect-toolkit)"),
    ("The meaning of a word", "[words](glossary:neglect)"),
    ("A note", "words[^1]"),
    ("A new paragraph", "an empty line"),
)


def crib_of(kind: str, tone: str = "") -> Crib:
    """How a block of this kind is written; plain text for a kind that has no crib."""
    return BY_KEY.get(f"{kind}-{tone}") or BY_KEY.get(kind) or BY_KEY["text"]
