"""What an author is told: file, line, and what to do. One small content folder, broken in one way at a time."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sscp_learning.content_files.checking import check_content
from sscp_learning.content_files.mapping import scenario_maps
from sscp_learning.content_files.mending import with_ids
from sscp_learning.documents.parse import parse
from tests.builders.scenario import VISIT

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
    "words/plain-words.txt": "# A list\nutilise = use\n",
    "words/hard-words.txt": "consent\nreferral\n",
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
        ("guidance/small/full.md", "You can", "Call 023 8000 0000. You can", "full.md:3: F11"),
        ("words/plain-words.txt", "= use", "", "content/words/plain-words.txt:2: “utilise” has no plainer word"),
        ("words/hard-words.txt", "referral", "Consent", "hard-words.txt:2: “Consent” is in line 1 already"),
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


def test_a_draft_is_named_by_its_own_file(content: Callable[..., Path]) -> None:
    root = content()
    draft = root / "guidance/small/drafts/full.md"
    draft.parent.mkdir()
    draft.write_text('## One {#one follows="two"}\n\nCall 0000 0000.\n', "utf-8")
    told = [f"{fault.file}:{fault.line}" for fault in check_content(root)]
    assert told == ["content/guidance/small/drafts/full.md:1", "content/guidance/small/drafts/full.md:3"]


@pytest.mark.parametrize(("words", "faults"), [("You give consent.", 1), ("You give consents.", 0), ("You act.", 0)])
def test_the_house_words_hold_for_the_checks(content: Callable[..., Path], words: str, faults: int) -> None:
    about = "guidance/small/publication.toml"
    root = content(about, "[formats.full]", '[formats.easy-read]\naudience = "young people"\n[formats.full]')
    box = "::: box reassurance\nNo trouble. If you tell, nurses need to know. Get help now.\n:::\n"
    row = f"::: picture-row talk {{decorative}}\n{words}\n:::\n"
    (root / "guidance/small/easy-read.md").write_text(f"## One {{#one}}\n\n{row}\n{box}", "utf-8")
    assert [fault.file for fault in check_content(root)] == ["content/guidance/small/easy-read.md"] * faults


def test_a_term_of_the_glossary_is_no_hard_word(content: Callable[..., Path]) -> None:
    root = content("words/hard-words.txt", "consent", "neglect")
    with (root / "guidance/small/publication.toml").open("a") as about:
        about.write('[formats.easy-read]\naudience = "young people"\n')
    box = "::: box reassurance\nNo trouble. If you tell, nurses need to know. Get help now.\n:::\n"
    text = "::: picture-row talk {decorative}\nNeglect can happen.\n:::\n\n" + box
    (root / "guidance/small/easy-read.md").write_text(text, "utf-8")
    assert check_content(root) == []
    (root / "glossary.toml").write_text('[other]\nterm = "Other"\nmeaning = "…"\n', "utf-8")
    assert [str(fault).partition(".")[0] for fault in check_content(root)] == ["content/guidance/small/easy-read"]


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


def test_fix_gives_every_choice_of_a_scenario_an_id_before_its_arrow() -> None:
    before = "\n".join([
        ":::: scenario {#q-3}", "::: node {#door}", "- Ask -> end", "- Go {points=1} -> end", "- Wait {#x1y} -> end",
        "- Only words", ":::", ":::: ",
    ])  # fmt: skip
    after = with_ids(before).split("\n")
    assert re.fullmatch(r"- Ask \{#[a-z0-9]{3}\} -> end", after[2])
    assert re.fullmatch(r"- Go \{#[a-z0-9]{3} points=1\} -> end", after[3])
    assert after[4:] == before.split("\n")[4:]
    assert with_ids("\n".join(after)) == "\n".join(after)


def test_the_map_shows_the_scenarios_of_a_module(content: Callable[..., Path]) -> None:
    root = content()
    assert scenario_maps(root, "no-such-module") is None
    assert scenario_maps(root, "tiny") == []
    quiz = root / "modules/tiny/quiz.md"
    quiz.write_text(f"{VISIT}\n{quiz.read_text('utf-8')}", "utf-8")
    lines = scenario_maps(root, "tiny") or []
    assert lines[0].startswith("nt-40: A visit on a Friday afternoon")
    assert "  monday: Monday morning [an end, poor]" in lines


def test_the_file_of_synonyms_is_checked_with_the_rest(content: Callable[..., Path]) -> None:
    root = content()
    assert check_content(root) == []
    (root / "synonyms.toml").write_text(
        '[[same]]\nwords = ["one"]\n[[call]]\nwords = ["help"]\ncontacts = ["childline", "nobody"]\n', "utf-8"
    )
    assert [str(fault) for fault in check_content(root)] == [
        "content/synonyms.toml:1: There is no contact called “nobody” in partnership.toml.",
        "content/synonyms.toml:1: [[same]] number 1: words needs at least 2 entries.",
    ]
    (root / "synonyms.toml").write_bytes(b"\xff")
    assert [fault.message for fault in check_content(root)] == ["This file is not UTF-8 text; save it as UTF-8."]
