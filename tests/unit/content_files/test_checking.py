"""What an author is told: file, line, and what to do. One small content folder, broken in one way at a time."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sscp_learning.content_files.checking import check_content
from sscp_learning.content_files.mending import with_ids
from sscp_learning.documents.parse import parse

FILES = {
    "partnership.toml": """
name = "A partnership"
[[contact]]
key = "childline"
name = "Childline"
when = "now"
for_young_people = true
checked = 2026-11-22
""",
    "topics.toml": '[neglect]\ntitle = "Neglect"\nsummary = "…"\n',
    "glossary.toml": '[neglect]\nterm = "Neglect"\nmeaning = "…"\n',
    "pictures/talk.svg": "<svg/>",
    "guidance/small/publication.toml": """
title = "Small"
summary = "…"
topic = "neglect"
audience = "Everybody"
owner = "A lead"
law_as_at = 2026-11-22
reviewed = 2026-11-22
next_review = 2027-05-22
[formats.full]
audience = "practitioners"
""",
    "guidance/small/full.md": "## One {#one}\n\nYou can [learn more](learning:tiny).\n",
    "modules/tiny/module.toml": """
title = "Tiny"
summary = "…"
audience = "Everybody"
minutes = 5
guidance = "small"
pass_mark = 80
[[objective]]
id = "know"
title = "Know it"
""",
    "modules/tiny/pages/01-start.md": "# Start\n\nYou can talk.\n",
    "modules/tiny/quiz.md": """::: question single {#q-1 objective=know see="guidance:small/full#one"}
Which?

- [x] This {#abc}
- [ ] That {#abd}
:::
""",
}


@pytest.fixture
def content(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Writes the small folder with one file changed: the words `old` in it become `new`."""

    def write(file: str = "", old: str = "", new: str = "") -> Path:
        root = tmp_path / "content"
        for name, text in FILES.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            assert name != file or old in text
            path.write_text(text.replace(old, new) if name == file else text, "utf-8")
        return root

    return write


def test_the_small_folder_has_no_fault(content: Callable[..., Path]) -> None:
    assert [str(fault) for fault in check_content(content())] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("topics.toml", "[neglect]", "[other]", "publication.toml:1: The topic “neglect” is not in topics.toml."),
        ("guidance/small/publication.toml", "owner", "own", "publication.toml:1: owner is missing"),
        ("guidance/small/publication.toml", "2027-05-22", '"May"', "next_review is of the wrong kind; expected a date"),
        ("guidance/small/publication.toml", "formats.full", "formats.booklet", "“full” is not declared|not declared"),
        ("guidance/small/publication.toml", "title =", "title ", "This is not TOML"),
        ("partnership.toml", "for_young_people", "for_everybody", "Contact “childline” has no for_young_people"),
        (
            "guidance/small/full.md",
            "learning:tiny",
            "learning:tinny",
            "full.md:3: The link learning:tinny leads nowhere",
        ),
        ("guidance/small/full.md", "You can", "::: box warning\nYou can", "full.md:3:"),
        ("guidance/small/full.md", "You can", "::: fanfare\nx\n:::\n\nYou can", "fanfare"),
        ("guidance/small/full.md", "You can", "Call 023 8000 0000. You can", "F11"),
        ("modules/tiny/module.toml", 'guidance = "small"', 'guidance = "big"', "There is no guidance called “big”"),
        ("modules/tiny/module.toml", "pass_mark = 80", "pass_mark = 180", "pass_mark is 180"),
        ("modules/tiny/module.toml", 'id = "know"', 'id = "knew"', "has the objective “know”"),
        ("modules/tiny/quiz.md", "[x]", "[ ]", "quiz.md:1:"),
        ("modules/tiny/quiz.md", "{#abd}", "{#abc}", "quiz.md:"),
        ("modules/tiny/quiz.md", " {#abd}", "", "quiz.md:"),
        ("modules/tiny/quiz.md", "full#one", "full#two", "The link guidance:small/full#two leads nowhere"),
        ("modules/tiny/pages/01-start.md", "# Start", "Start", "The page has no title"),
        (
            "modules/tiny/pages/01-start.md",
            "You can talk.",
            "::: picture-row shout {decorative}\nTalk.\n:::",
            "no picture called “shout”",
        ),
        (
            "modules/tiny/pages/01-start.md",
            "You can talk.",
            '::: contacts {names="childlime"}\n:::',
            "no contact called “childlime”",
        ),
    ],
)
def test_each_fault_is_told_with_its_file(
    content: Callable[..., Path], file: str, old: str, new: str, said: str
) -> None:
    faults = "\n".join(str(fault) for fault in check_content(content(file, old, new)))
    assert any(each in faults for each in said.split("|")), faults


def test_a_question_id_is_unique_in_all_of_content(content: Callable[..., Path]) -> None:
    root = content()
    (root / "modules/tiny/pages/02-more.md").write_text("# More\n\n" + FILES["modules/tiny/quiz.md"], "utf-8")
    assert any("Question q-1 is in" in str(fault) for fault in check_content(root))


def test_fix_gives_every_option_and_item_an_id_and_changes_nothing_else() -> None:
    before = (
        "::: question matching {#q-2 objective=know}\nMatch.\n\n- One => Two\n- Three {#x1y} => Four\n- => Five\n:::\n"
    )
    after = with_ids(before)
    assert with_ids(after) == after
    assert after.count("{#") == 6
    assert parse(after).faults == ()
    assert with_ids("- not a question\n") == "- not a question\n"
