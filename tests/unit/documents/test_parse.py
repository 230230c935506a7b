"""Reading: what becomes a block, what becomes a section, what is a fault; and writing it back."""

import pytest
from hypothesis import HealthCheck, given, settings

from sscp_learning.documents.kinds.registry import KINDS
from sscp_learning.documents.parse import parse, write
from tests.unit.documents.reading import counted, faults, read
from tests.unit.documents.texts import documents, hostile

FAULTS = {
    "a kind that does not exist": ("::: bax info\nWords\n:::", 1, "There is no block called “bax info”"),
    "a kind in capitals": ("::: Box info\nWords\n:::", 1, "There is no block called “Box info”"),
    "a kind of question that does not exist": ("::: question guess {#a}\nWords\n:::", 1, "question single"),
    "a fence left open": ("Words.\n\n::: box info\nWords", 3, "never closed; expected a line of 3 colons"),
    "an inner fence left open": (":::: box info\n::: picture house {decorative}\n::::", 2, "never closed"),
    "an inner fence as long as the outer": (
        "::: box info\nWords\n\n::: picture house {decorative}\n:::\n:::", 4, "the outer needs more colons",
    ),
    "colons that close nothing": ("Words.\n\n:::", 3, "close nothing"),
    "a fence inside a list": ("- Item\n\n  ::: box info\n  Words\n  :::", 3, "cannot stand inside a list"),
    "an id used twice": ("## One {#one}\n\n## Two {#one}", 3, "The id “one” is already used on line 1"),
    "an id used twice, once inside a box": (
        '## One {#one}\n\n:::: box info\n::: definition {term="A" #one}\nWords\n:::\n::::', 4, "already used on line 1",
    ),
    "an id with capitals": ("::: box info {#One}\nWords\n:::", 1, "may have only small letters"),
    "an id with capitals on a heading": ("## One {#One}", 1, "expected {#an-id} with small letters"),
    "an empty heading": ("##", 1, "This heading is empty"),
    "a heading that skips a level": ("## One {#one}\n\n#### Two {#two}", 3, "skips a level; expected ###"),
    "a first heading too deep": ("### One {#one}", 1, "skips a level; expected ##"),
    "a second title": ("# One {#one}\n\n# Two {#two}", 3, "second # title"),
    "a section that begins inside a box": ("::: box info\n## One {#one}\n:::", 2, "cannot begin inside"),
    "a box of no kind": ("::: box\nWords\n:::", 1, "which kind it is; expected ::: box followed by one of"),
    "a box of an unknown kind": ("::: box danger\nWords\n:::", 1, "There is no box “danger”"),
    "an empty box": ("::: box info\n:::", 1, "expected the words of the box"),
    "a word too many on a fence": ("::: box info danger\nWords\n:::", 1, "“danger” is one word too many"),
    "an attribute nobody knows": ('::: box info {colour="red"}\nWords\n:::', 1, "“colour” means nothing on a box"),
    "an attribute without its value": ("::: box info {title}\nWords\n:::", 1, 'wrong way; expected title="…"'),
    "a flag with a value": ('::: picture house {decorative="yes"}\n:::', 1, "expected the single word decorative"),
    "an attribute given twice": ('::: box info {title="a" title="b"}\nWords\n:::', 1, "“title” is given twice"),
    "curly quotes": ("::: box info {title=“a”}\nWords\n:::", 1, "Use straight quotes"),
    "braces left open": ('::: box info {title="a"\nWords\n:::', 1, "These braces are not closed"),
    "a picture without a name": ("::: picture {decorative}\n:::", 1, "No picture is named"),
    "a picture with a path": ("::: picture ../secret {decorative}\n:::", 1, "is not the name of a picture"),
    "a picture nobody described": ("::: picture house\n:::", 1, "neither alt nor decorative"),
    "a picture described and decorative": ('::: picture house {decorative alt="A house"}\n:::', 1, "both alt"),
    "a picture row without words": ("::: picture-row talk {decorative}\n:::", 1, "expected one or two short sentences"),
    "a picture from outside": ("Look: ![a cat](https://example.org/cat.png)", 1, "expected ::: picture"),
    "a link to nowhere": ("Go\nto [here](www.example.org).", 1, "The link to “www.example.org” leads nowhere we know"),
    "links gathered at the foot": ("Words.\n\n[a]: https://example.org", 3, "Links are written where they stand"),
    "a note that is missing": ("Words.\n\nMore.[^1]", 3, "There is no note “1”; expected a line [^1]:"),
    "a note nobody refers to": ("Words.\n\n[^1]: A note.", 3, "Nothing refers to the note “1”"),
    "a note given twice": ("Words.[^1]\n\n[^1]: A note.\n[^1]: Again.", 3, "more than one note “1”"),
    "steps without numbers": ("::: steps\n- One\n:::", 1, "expected lines that begin with 1. 2. 3."),
    "cards without a list": ("::: flip-cards\nWords\n:::", 1, "no cards here; expected lines that begin with -"),
    "a card without a back": ("::: flip-cards\n- Front\n  > Back\n- Front\n:::", 4, "no back; expected a line with >"),
    "a card without a front": ("::: flip-cards\n- > Back\n:::", 2, "no front; expected words after the -"),
    "a timeline without numbers": ("::: timeline\n- **May.** One\n:::", 1, "expected lines that begin with 1. 2. 3."),
    "an event without a time": ("::: timeline\n1. **May.** One\n2. Two\n:::", 3, "does not say when"),
    "a reveal without a title": ("::: reveal\nWords\n:::", 1, "no title to press"),
    "a checklist without items": ("::: checklist\nWords\n:::", 1, "no items; expected lines that begin with - [ ]"),
    "an item without a box to tick": ("::: checklist\n- [ ] One\n- Two\n:::", 3, "no box to tick"),
    "a definition of nothing": ("::: definition\nWords\n:::", 1, "does not say what it defines"),
    "contacts without names": ("::: contacts\n:::", 1, 'expected {names="…"}'),
    "a phone number inside contacts": ('::: contacts {names="a"}\n0000\n:::', 2, "Nothing may stand inside"),
    "a reflection on nothing": ("::: reflection\n:::", 1, "expected a question or a few"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_its_line_and_what_was_expected(text: str, line: int, words: str) -> None:
    found = faults(text)
    assert any(at == line and words in message for at, message in found), found


def test_one_mistake_gives_one_fault() -> None:
    assert len(faults("::: box danger\nWords\n:::")) == 1
    assert len(faults("Words.\n\n::: box info\nWords")) == 1


def test_a_fault_prints_as_file_line_and_message() -> None:
    (fault,) = parse("##", file="full.md").faults
    assert str(fault) == "full.md:1: This heading is empty; expected words after the # signs."


def test_the_line_of_a_fault_is_right_deep_inside_a_long_file() -> None:
    text = (
        "## One {#one}\n\n" + "Words.\n\n" * 40 + ':::: reveal {title="a"}\nWords\n\n::: box danger\nWords\n:::\n::::\n'
    )
    assert [line for line, _ in faults(text)] == [86]


def test_each_way_to_write_makes_its_own_kind() -> None:
    text = (
        '## A {#a}\n\nText.\n\n- Item\n\n> Quote\n\n| a |\n|---|\n| b |\n\n---\n\n::: reveal {title="a"}\nText.\n:::\n'
    )
    assert [block.kind for block in read(text).blocks] == [
        "heading",
        "text",
        "list",
        "quote",
        "table",
        "text",
        "reveal",
    ]


def test_raw_html_is_words() -> None:
    (block,) = read("<b>bold</b> and <script>x</script>").blocks
    assert block.words == "<b>bold</b> and <script>x</script>"


def test_windows_line_ends_make_the_same_document() -> None:
    text = "## A {#a}\n\n::: box info\nText.\n:::\n"
    assert parse(text.replace("\n", "\r\n"), new_uid=counted()) == parse(text, new_uid=counted())


def test_uids_come_from_ids_then_from_the_words_of_headings_then_from_the_giver() -> None:
    text = "## Signs\n\nText.\n\n## Signs\n\n::: checklist {#my-list}\n- [ ] A\n:::\n\n## Help {#signs-2}\n"
    assert [block.uid for block in read(text).blocks] == ["signs", "n1", "signs-3", "my-list", "signs-2"]


def test_blocks_inside_a_box_are_its_children_with_their_own_uids_and_lines() -> None:
    (box,) = read('\n:::: box info\nText.\n\n::: picture house {alt="A house"}\n:::\n::::').blocks
    assert [(child.kind, child.line, child.words) for child in box.children] == [
        ("text", 3, "Text."),
        ("picture", 5, "A house"),
    ]
    assert box.words == "Text. A house"
    assert len({block.uid for block in box.walk()}) == 3


def test_sections_hold_their_sub_sections_and_say_what_they_follow() -> None:
    first = '# T {#t}\n\nBefore.\n\n## A {#a follows="x y"}\n\nOne.\n\n### B {#b}\n\nTwo.[^n]\n\n'
    text = first + "## C {#c}\n\nThree.\n\n[^n]: Note.\n"
    document = read(text)
    assert document.title == "T"
    assert [(section.id, section.title, section.follows) for section in document.sections] == [
        ("a", "A", ("x", "y")),
        ("c", "C", ()),
    ]
    assert [section.words for section in document.all_sections] == ["A One. B Two.", "B Two.", "C Three."]


def test_a_changed_word_changes_the_fingerprint_of_its_section_only() -> None:
    text = "## A {#a}\n\nOne.\n\n## B {#b}\n\nTwo.\n"
    before, after = read(text).sections, read(text.replace("Two", "Three")).sections
    assert before[0].fingerprint == after[0].fingerprint
    assert before[1].fingerprint != after[1].fingerprint


def test_case_space_and_punctuation_do_not_change_a_fingerprint() -> None:
    (one,), (other,) = read("Tell your lead, today.").blocks, read("tell  your *Lead* – today").blocks
    assert one.fingerprint == other.fingerprint


def test_every_kind_has_a_name_and_a_way_to_be_written_of_its_own() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    ways = [way for kind in KINDS for way in (*kind.tokens, kind.fence) if way]
    assert len(set(ways)) == len(ways)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_a_written_document_reads_back_the_same(text: str) -> None:
    parsed = parse(text, new_uid=counted())
    assert not parsed.faults
    assert parse(write(parsed.document), new_uid=counted()).document == parsed.document


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile())
def test_any_text_at_all_is_read_without_an_exception_and_written_back_the_same(text: str) -> None:
    parsed = parse(text, new_uid=counted())
    assert parse(write(parsed.document), new_uid=counted()).document == parsed.document
    assert all(1 <= fault.line <= text.count("\n") + text.count("\r") + 1 for fault in parsed.faults)
    assert len({block.uid for block in parsed.document.walk()}) == len(list(parsed.document.walk()))


@pytest.mark.parametrize("sign", ["[", "> ", "- ", "{", '{"', ":::: box\n", "*a ", "|", "(["])
def test_signs_without_end_are_read_in_reasonable_time(sign: str) -> None:
    assert parse(sign * 2000).document.blocks
