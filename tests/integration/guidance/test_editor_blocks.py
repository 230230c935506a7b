"""The parts of a text over HTTP: pages, saves, two people at once, bad input, and what happens without rights."""

import re
from html import unescape

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import WorkingText
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.guidance.working import LONGEST_BLOCK
from tests.integration.guidance.writing_desk import EASY, HERE, form_of, save, uid, words_of
from tests.pages import Reader

HOSTILE = "<script>alert(1)</script> “x” ' OR 1=1 -- {{ 7*7 }} \u202e ](javascript:alert(1))"


def test_the_text_stands_block_by_block_with_its_tools(editor: Reader, session: Session) -> None:
    page = editor.get(HERE)
    assert "This is the text that readers get" in page
    at = f"{HERE}blocks/{uid(session, 'Look for')}/"
    for tool in (at, f"{at}split/", f"{at}remove/", f'{at}move/"', f'{at}merge/"'):
        assert tool in page
    assert "Childline" in page
    assert session.scalar(select(WorkingText)) is None


def test_a_publisher_reads_and_cannot_write(publisher: Reader, session: Session) -> None:
    publisher.get("/desk/guidance/neglect-toolkit/")
    page = publisher.get(HERE)
    assert "/move/" not in page
    assert "blocks/" not in page
    at = f"{HERE}blocks/{uid(session, 'Look for')}/"
    publisher.get(at, status=403)
    publisher.post(at, {"source": "x"}, status=403)
    publisher.post(f"{HERE}undo/", status=403)
    publisher.get(f"{HERE}preview/")


def test_a_block_is_saved_and_one_is_back_at_it(editor: Reader, session: Session) -> None:
    at = uid(session, "Look for")
    save(editor, f"{HERE}blocks/{at}/", "Look again.\n\nAnd ask.")
    assert editor.location == f"{HERE}#part-{at}"
    page = editor.get(HERE)
    assert 'role="status">Saved.<' in page
    assert "Look again." in page
    assert "And ask." in page
    assert "by Ellen Price" in page
    assert "Undo: edit a part" in page


def test_a_fault_is_saved_and_shown_where_it_is(editor: Reader, session: Session) -> None:
    save(editor, f"{HERE}blocks/{uid(session, 'Look for')}/", "::: box warning\nLook.")
    page = editor.get(HERE)
    assert "Something must be mended" in page
    assert "never closed" in page
    assert "::: box warning" in page
    assert "Babies" in page


def test_preview_saves_nothing(editor: Reader, session: Session) -> None:
    page = save(editor, f"{HERE}blocks/{uid(session, 'Look for')}/", "**Strong** words.", status=200, preview="1")
    assert "<strong>Strong</strong> words." in page
    assert session.scalar(select(WorkingText)) is None


@pytest.mark.parametrize(
    ("source", "said"),
    [("", "Write something, or remove this part."), ("x" * (LONGEST_BLOCK + 1), "Use 20,000 characters or fewer")],
)
def test_what_cannot_be_saved_says_so_and_is_kept(editor: Reader, session: Session, source: str, said: str) -> None:
    page = save(editor, f"{HERE}blocks/{uid(session, 'Look for')}/", source, status=422)
    assert said in page
    assert source in page


def test_hostile_words_are_only_words(editor: Reader, session: Session) -> None:
    save(editor, f"{HERE}blocks/{uid(session, 'Look for')}/", HOSTILE)
    page = editor.get(HERE)
    assert "<script>alert" not in page
    assert "javascript:" not in page.replace(unescape(HOSTILE), "").replace("](javascript:alert(1))", "")
    assert "49" not in words_of(session)
    editor.get(f"{HERE}preview/")


def test_two_people_at_one_block_see_both_texts(editor: Reader, session: Session) -> None:
    at = uid(session, "Look for")
    address = f"{HERE}blocks/{at}/"
    first = editor.get(address)
    save(editor, address, "Look for a habit.")
    page = editor.post(
        address,
        {"seen": form_of(first, "seen"), "was": "Look for a pattern.", "source": "Look for a row of days."},
        status=409,
    )
    assert "<del>" in page
    assert "<ins>" in page
    assert "Keep theirs" in page
    assert "Look for a habit." in words_of(session)
    editor.post(address, {"seen": form_of(page, "seen"), "was": "Look for a habit.", "source": "Look for both."})
    assert "Look for both." in words_of(session)


def test_words_for_a_part_that_was_removed_can_be_put_back(editor: Reader, session: Session) -> None:
    at = uid(session, "Look for")
    address = f"{HERE}blocks/{at}/"
    first = editor.get(address)
    editor.post(f"{address}remove/", {"seen": form_of(first, "seen")})
    page = editor.post(address, {"seen": form_of(first, "seen"), "was": "x", "source": "Mine."}, status=409)
    assert "removed this part" in page
    editor.post(f"{HERE}blocks/new/?after={at}", {"seen": form_of(page, "seen"), "source": "Mine."})
    assert words_of(session).index("Mine.") < words_of(session).index("### Babies")
    editor.get(address, status=404)


def test_a_part_is_added_by_kind(editor: Reader, session: Session) -> None:
    after = uid(session, "Look for")
    assert "Box: warning" in editor.get(f"{HERE}blocks/new/?after={after}")
    page = editor.get(f"{HERE}blocks/new/?after={after}&kind=box-warning")
    assert "::: box warning" in page
    told = {"seen": form_of(page, "seen"), "source": '::: box warning {title="T"}\nW.\n:::'}
    preview = editor.post(f"{HERE}blocks/new/?after={after}&kind=box-warning", {**told, "preview": "1"}, status=200)
    assert "doc-box--warning" in preview
    editor.post(f"{HERE}blocks/new/?after={after}&kind=box-warning", told)
    assert "Look for a pattern.\n\n::: box warning" in words_of(session)
    editor.post(f"{HERE}blocks/new/?after=", {**told, "source": " "}, status=422)


def test_parts_move_split_merge_and_go_and_come_back(editor: Reader, session: Session) -> None:
    first = uid(session, "Read this first")
    seen = {"seen": form_of(editor.get(HERE), "seen")}
    editor.post(f"{HERE}blocks/{first}/move/", {**seen, "up": "0"})
    assert editor.location == f"{HERE}#part-{first}"
    assert "Moved down." in editor.get(HERE)
    assert words_of(session).startswith("## What neglect is")
    save(editor, f"{HERE}blocks/{first}/", "Read this first. Then that.")
    page = editor.get(f"{HERE}blocks/{first}/split/")
    assert "Then that." in page
    seen = {"seen": form_of(page, "seen")}
    assert "Choose the words" in editor.post(f"{HERE}blocks/{first}/split/", seen, status=422)
    editor.post(f"{HERE}blocks/{first}/split/", {**seen, "at": "17"})
    second = uid(session, "Then that.")
    assert second != first
    seen = {"seen": form_of(editor.get(HERE), "seen")}
    editor.post(f"{HERE}blocks/{second}/merge/", seen)
    seen = {"seen": form_of(editor.get(HERE), "seen")}
    page = editor.post(f"{HERE}blocks/what-neglect-is/merge/", seen, status=422)
    assert "no part above" in page
    editor.get(f"{HERE}blocks/{first}/remove/")
    editor.post(f"{HERE}blocks/{first}/remove/", seen)
    assert "Read this first" not in words_of(session)
    seen = {"seen": form_of(editor.get(HERE), "seen")}
    editor.post(f"{HERE}undo/", seen)
    assert "Read this first" in words_of(session)
    editor.post(f"{HERE}undo/", seen, status=409)


def test_two_kinds_that_cannot_be_one_say_what_to_do(editor: Reader, session: Session) -> None:
    seen = {"seen": form_of(editor.get(HERE), "seen")}
    page = editor.post(f"{HERE}blocks/{uid(session, 'A pattern of care')}/merge/", seen, status=422)
    assert "Copy the words into one of them" in page


@pytest.mark.parametrize("seen", ["", "0", "-1", "999999999999999999999", "x", "٣"])
@pytest.mark.parametrize("verb", ["move", "merge", "remove"])
def test_a_version_that_nobody_has_seen_changes_nothing(editor: Reader, session: Session, verb: str, seen: str) -> None:
    editor.post(f"{HERE}blocks/{uid(session, 'Look for')}/{verb}/", {"seen": seen, "up": "1"}, status=409)


@pytest.mark.parametrize("verb", ["", "split/", "remove/"])
def test_a_part_that_is_not_there_is_not_found(editor: Reader, verb: str) -> None:
    editor.get(f"{HERE}blocks/no-such-part/{verb}", status=404)


def test_a_block_of_another_format_is_not_touched_through_this_one(editor: Reader, session: Session) -> None:
    other = uid(session, "You do not get", FormatKind.EASY_READ)
    editor.get(f"{HERE}blocks/{other}/", status=404)
    seen = {"seen": form_of(editor.get(HERE), "seen")}
    editor.post(f"{HERE}blocks/{other}/remove/", seen, status=409)


def test_what_a_section_follows_is_ticked_by_name(editor: Reader, session: Session) -> None:
    page = editor.get(f"{EASY}blocks/what-is-neglect/")
    assert "Signs by age" in page
    assert re.search(r'value="what-neglect-is" checked', page)
    source = form_of(page, "was")
    told = {"seen": form_of(page, "seen"), "was": source, "source": source, "follows": ["what-neglect-is", "signs"]}
    editor.post(f"{EASY}blocks/what-is-neglect/", told)
    assert 'follows="what-neglect-is signs"' in words_of(session, FormatKind.EASY_READ)


def test_the_kind_of_a_box_is_chosen_by_name(editor: Reader, session: Session) -> None:
    save(editor, f"{EASY}blocks/{uid(session, '::: box', FormatKind.EASY_READ)}/", "", status=422)
    at = f"{EASY}blocks/{uid(session, '::: box', FormatKind.EASY_READ)}/"
    page = editor.get(at)
    save(editor, at, form_of(page, "was"), tone="help")
    assert "::: box help {title" in words_of(session, FormatKind.EASY_READ)
