"""A whole text comes in by paste or by file; pictures are chosen; the script saves and shows: on both databases."""

import io
import json
import os
import re
from collections.abc import Callable
from datetime import datetime
from html import unescape

import pytest
from sqlalchemy.orm import Session

from sscp_learning.guidance.actions import writing as actions
from sscp_learning.guidance.models import Format, WorkingText
from sscp_learning.guidance.queries.writing import get_writing
from sscp_learning.guidance.rules import FormatKind
from sscp_learning.guidance.working import Writing, write_working
from sscp_learning.people.models import Person
from sscp_learning.people.rules import Role
from tests.builders.guidance import FULL, a_published_guide
from tests.builders.people import a_person, a_role
from tests.builders.word import a_word_file, heading, paragraph
from tests.pages import Reader

SLUG = "neglect-toolkit"
HOME = f"/desk/guidance/{SLUG}/full/"
YOUNG = f"/desk/guidance/{SLUG}/easy-read/"
ReaderFor = Callable[[Person], Reader]


@pytest.fixture
def desk(session: Session, reader_for: ReaderFor) -> Reader:
    """An editor, and a publication with the full guidance and easy read that readers get."""
    a_published_guide(session)
    editor = a_person(session, name="Edie Tor")
    a_role(session, editor, Role.EDITOR)
    return reader_for(editor)


def text_of(session: Session, kind: FormatKind = FormatKind.FULL) -> Writing:
    return get_writing(session, SLUG, kind)


def fields(html: str, form: str = "/text/match/") -> dict[str, str]:
    """The hidden fields of the form that leads to an address."""
    inside = re.search(rf'<form[^>]*action="[^"]*{re.escape(form)}[^"]*".*?</form>', html, re.DOTALL)
    assert inside, html
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', inside[0])
    return {name: unescape(value) for name, value in found if name != "csrf_token"}


def bring(desk: Reader, text: str, seen: int, *, status: int = 200, home: str = HOME, **more: object) -> str:
    return desk.post(f"{home}text/", {"text": text, "seen": str(seen), **more}, status=status)


def somebody_saves(session: Session, now: datetime, words: str, instead: str) -> None:
    """Another person saves the block with these words."""
    text = text_of(session)
    own = next(block for block in text.blocks if words in block.source)
    actions.save_block(
        session, format_id=text.format_id, seen=text.version, who_id=a_person(session, name="Sam Second").id, now=now,
        uid=own.uid, source=own.source.replace(words, instead), was=own.source,
    )  # fmt: skip


def test_a_changed_text_is_taken_and_its_parts_keep_their_uids(desk: Reader, session: Session) -> None:
    page = desk.get(f"{HOME}text/")
    before = text_of(session)
    assert "A pattern of care that is missing." in page
    text = FULL.replace("Look for a pattern.", "Look for a pattern over time.") + "\nOne more thing.\n"
    summary = bring(desk, text, before.version)
    assert "Use this text?" in summary
    assert [re.sub("<[^>]+>", "", item) for item in re.findall(r"<li>(<strong>.*?)</li>", summary)] == [
        "8 parts the same", "1 part changed", "1 part new", "0 parts gone",
    ]  # fmt: skip
    assert not text_of(session).is_begun, "looking writes nothing"
    desk.post(f"{HOME}text/match/", fields(summary))
    assert desk.location == HOME
    after = text_of(session)
    assert [block.uid for block in after.blocks][:-1] == [block.uid for block in before.blocks]
    assert write_working(after.blocks) == text
    assert "The whole text is taken" in desk.get(HOME)


def test_what_is_unclear_is_asked_and_the_answer_keeps_the_uid(desk: Reader, session: Session) -> None:
    before = text_of(session)
    old = next(block for block in before.blocks if "gain weight" in block.source)
    text = FULL.replace("They do not gain weight.", "Quite other words about babies.")
    page = bring(desk, text, before.version)
    assert "Match these parts" in page
    assert "This is the old part: “They do not gain weight.”" in unescape(page)
    (name,) = set(re.findall(r'name="(part_\d+)"', page))
    sent = fields(page)
    for wrong in ("made-up", before.blocks[0].uid):
        refused = desk.post(f"{HOME}text/match/", {**sent, name: wrong}, status=422)
        assert "Choose one of the parts that are listed" in refused
        assert "Quite other words about babies." in refused
    desk.post(f"{HOME}text/match/", {**sent, name: old.uid})
    after = text_of(session)
    assert next(block.uid for block in after.blocks if "Quite other" in block.source) == old.uid


def test_parts_that_go_are_listed_with_what_rests_on_them(desk: Reader, session: Session) -> None:
    text = "## Signs by age {#signs}\n\nLook for a pattern.\n"
    page = unescape(bring(desk, text, text_of(session).version))
    assert "Parts that go" in page
    assert "“What is neglect?” in easy read follows “What neglect is”, which goes." in page
    desk.post(f"{HOME}text/match/", {**fields(page), "part_1": ""})
    assert len(text_of(session).blocks) == 2


def test_faults_are_shown_with_their_lines_and_may_be_mended_later(desk: Reader, session: Session) -> None:
    text = "# Title\n\n## Signs {#signs}\n\n::: picture home\n:::\n\n[there](nowhere)\n"
    page = bring(desk, text, text_of(session).version, status=422)
    for words in ("Line 1:", "Line 5:", "Line 8:", "neither alt nor decorative", "<code>::: picture home</code>"):
        assert words in page
    assert "[there](nowhere)" in page
    going_on = bring(desk, text, text_of(session).version, anyway="1")
    assert "3 things in the text must be mended" in going_on
    desk.post(f"{HOME}text/match/", fields(going_on))
    assert "::: picture home" in write_working(text_of(session).blocks)


def test_going_back_keeps_the_words_and_what_they_were_made_from(desk: Reader, session: Session, now: datetime) -> None:
    seen = text_of(session).version
    page = bring(desk, "Only this.", seen)
    somebody_saves(session, now, "Look for a pattern.", "Look twice.")
    back = desk.post(f"{HOME}text/", {**fields(page), "back": "1"}, status=200)
    assert "Only this.</textarea>" in back
    assert fields(back, "/text/")["seen"] == str(seen)


@pytest.mark.parametrize("address", ["text/", "text/match/"])
def test_what_somebody_saved_meanwhile_is_shown_and_not_overwritten(
    desk: Reader, session: Session, now: datetime, address: str
) -> None:
    seen = text_of(session).version
    somebody_saves(session, now, "Look for a pattern.", "Look for a pattern twice.")
    mine = FULL.replace("Read this first.", "Read me first.")
    page = desk.post(HOME + address, {"text": mine, "seen": str(seen)}, status=409)
    assert "Sam Second saved it on 22 November 2026 at 10:30" in page
    assert re.search(r"<ins>twice\s*</ins>", page)
    assert "Read me first." in page
    assert "pattern twice" in write_working(text_of(session).blocks)
    bring(desk, mine, int(fields(page, "/text/")["seen"]))


@pytest.mark.parametrize("seen", ["", "x", "99999999", "-1", "9" * 30])
def test_a_made_up_version_is_a_conflict(desk: Reader, seen: str) -> None:
    page = desk.post(f"{HOME}text/", {"text": "My words.", "seen": seen}, status=409)
    assert "My words." in page


def test_too_long_a_text_is_kept_and_refused(desk: Reader, session: Session) -> None:
    page = bring(desk, "word " * 50_000, text_of(session).version, status=422)
    assert "Use 200,000 characters or fewer" in page
    assert page.count("word ") > 40_000
    long_part = bring(desk, "word " * 10_000, text_of(session).version)
    assert "Make several parts of it" in desk.post(f"{HOME}text/match/", fields(long_part), status=422)


def test_an_empty_text_is_refused(desk: Reader, session: Session) -> None:
    assert "Paste or type the text, or choose a file." in bring(desk, " \n ", text_of(session).version, status=422)


def upload(desk: Reader, data: bytes, name: str, *, text: str, seen: int, status: int = 200) -> str:
    page = bring(desk, text, seen, status=status, file=(io.BytesIO(data), name))
    assert desk.last is not None
    desk.last.request.environ["wsgi.input"].close()  # The test client leaves the file open that it sent from.
    return page


def test_a_word_file_comes_into_the_box_to_be_looked_at(desk: Reader, session: Session) -> None:
    was = text_of(session, FormatKind.EASY_READ)
    data = a_word_file(
        heading("Easy read", 1),
        heading("What is neglect?", 2),
        paragraph("You do not get the care you need."),
        paragraph("Tell an adult."),
    )
    page = bring(desk, write_working(was.blocks), was.version, home=YOUNG, file=(io.BytesIO(data), "easy read.docx"))
    assert "This is what stands in “easy read.docx”" in page
    assert "The title “Easy read” was left out" in page
    sent = fields(page, "/text/")
    assert sent["origin"] == "word"
    assert not text_of(session, FormatKind.EASY_READ).is_begun
    text = "## What is neglect?\n\nYou do not get the care you need.\n\nTell an adult.\n"
    assert f"{text.strip()}</textarea>" in page
    summary = bring(desk, text, was.version, home=YOUNG, origin="word")
    desk.post(f"{YOUNG}text/match/", fields(summary))
    kept = text_of(session, FormatKind.EASY_READ).blocks
    assert [block.source for block in kept[:2]] == [block.source for block in was.blocks[:2]], (
        "picture and follows stay"
    )


def test_files_that_are_refused_lose_nothing_that_was_typed(desk: Reader, session: Session) -> None:
    text = text_of(session)
    whole = write_working(text.blocks)
    refused = upload(desk, b"%PDF-1.4", "guide.docx", text=whole, seen=text.version, status=422)
    assert "This is a PDF" in refused
    both = upload(desk, b"Other words.", "guide.md", text=whole + "\nTyped.", seen=text.version, status=422)
    assert "You chose a file and also changed the text" in both
    assert "Typed.</textarea>" in both
    good = upload(desk, "Café words.".encode("cp1252"), "guide.txt", text="", seen=text.version)
    assert "Café words.</textarea>" in good
    assert "read as Windows text" in good


def test_a_large_file_reaches_us_and_a_huge_one_does_not(desk: Reader, session: Session) -> None:
    text = text_of(session)
    large = a_word_file(paragraph("Words."), parts={"word/media/1.png": os.urandom(5_000_000)})
    stored = a_word_file(paragraph("Words."))
    assert "Words.</textarea>" in upload(desk, large, "a.docx", text="", seen=text.version)
    assert "larger than 10 MB" in upload(
        desk, stored + b"\0" * 10_500_000, "a.docx", text="", seen=text.version, status=422
    )
    upload(desk, stored + b"\0" * 13_000_000, "a.docx", text="", seen=text.version, status=413)


def test_who_may_not_write_does_not_get_in(session: Session, reader_for: ReaderFor) -> None:
    a_published_guide(session)
    publisher = a_person(session)
    a_role(session, publisher, Role.PUBLISHER)
    reader = reader_for(publisher)
    for address in ("text/", "text/match/", "pictures/"):
        reader.get(HOME + address, status=403)
    for address in ("text/", "text/match/", "pictures/", "blocks/x/autosave/", "blocks/x/preview/"):
        reader.post(HOME + address, {"text": "x"}, status=403)


def test_no_such_text(desk: Reader) -> None:
    for address in (
        "/desk/guidance/none/full/text/",
        f"/desk/guidance/{SLUG}/leaflet/text/",
        f"/desk/guidance/{SLUG}/x/text/",
    ):
        desk.get(address, status=404)
    assert "A pattern of care that is missing." in desk.get(f"{HOME}text/match/")


# ---- pictures


def uid_of(session: Session, words: str, kind: FormatKind = FormatKind.EASY_READ) -> str:
    return next(block.uid for block in text_of(session, kind).blocks if words in block.source)


def choice(session: Session, part: str, **more: str) -> dict[str, str]:
    """What the form sends for a picture and the part with these words."""
    text = text_of(session, FormatKind.EASY_READ)
    own = next(block for block in text.blocks if part in block.source)
    return {"seen": str(text.version), "was": own.source, "name": "sad", "tells": "decorative", "alt": "", **more}


def test_a_picture_is_found_by_a_word_and_put_into_its_row(desk: Reader, session: Session) -> None:
    uid = uid_of(session, "You do not get the care")
    assert "These may fit the words of this part" in desk.get(f"{YOUNG}pictures/?uid={uid}")
    found = desk.get(f"{YOUNG}pictures/?uid={uid}&q=upset")
    assert f'pictures/?uid={uid}&amp;q=upset&amp;name=sad"' in found
    assert "0 pictures for “xylophone”" in desk.get(f"{YOUNG}pictures/?uid={uid}&q=xylophone")
    page = desk.get(f"{YOUNG}pictures/?uid={uid}&q=upset&name=sad")
    assert "Into this part, in place of the picture that it has" in page
    desk.post(f"{YOUNG}pictures/?uid={uid}", choice(session, "You do not get", where="here"))
    assert desk.location == f"{YOUNG}#part-{uid}"
    own = next(block for block in text_of(session, FormatKind.EASY_READ).blocks if block.uid == uid)
    assert own.source == "::: picture-row sad {decorative}\nYou do not get the care you need.\n:::"


def test_a_picture_without_a_decision_is_refused_with_words(desk: Reader, session: Session) -> None:
    uid = uid_of(session, "You do not get the care")
    address = f"{YOUNG}pictures/?uid={uid}"
    sent = choice(session, "You do not get", where="row-after", words="Talk to us.")
    desk.post(address, {**sent, "tells": "made-up"}, status=422)
    undecided = desk.post(address, {**sent, "tells": ""}, status=422)
    assert "Say what the picture shows, or that the words beside it say the same" in undecided
    assert "Talk to us.</textarea>" in undecided
    assert "Say in a few words what the picture shows" in desk.post(address, {**sent, "tells": "telling"}, status=422)
    assert "Write the words that stand beside the picture" in desk.post(address, {**sent, "words": " "}, status=422)
    assert "Choose one of the pictures" in desk.post(address, {**sent, "name": "../x"}, status=422)
    assert "Choose where the picture goes" in desk.post(address, {**sent, "where": "beside"}, status=422)
    desk.post(address, {**sent, "tells": "telling", "alt": 'A "sad" face'})
    assert '::: picture-row sad {alt="A ’sad’ face"}\nTalk to us.\n:::' in write_working(
        text_of(session, FormatKind.EASY_READ).blocks
    )


def test_words_get_a_picture_beside_them(desk: Reader, session: Session) -> None:
    text = text_of(session, FormatKind.FULL)
    own = next(block for block in text.blocks if "gain weight" in block.source)
    sent = {"seen": str(text.version), "was": own.source, "name": "baby", "tells": "decorative", "where": "beside"}
    desk.post(f"{HOME}pictures/?uid={own.uid}", sent)
    assert "::: picture-row baby {decorative}\nThey do not gain weight.\n:::" in write_working(text_of(session).blocks)
    desk.post(f"{HOME}pictures/?uid=", {**sent, "seen": str(text_of(session).version), "where": "after"})
    assert text_of(session).blocks[0].source == "::: picture baby {decorative}\n:::"


def test_a_part_that_changed_meanwhile_keeps_its_words(desk: Reader, session: Session, now: datetime) -> None:
    text = text_of(session)
    own = next(block for block in text.blocks if "gain weight" in block.source)
    sent = {"seen": str(text.version), "was": own.source, "name": "baby", "tells": "decorative", "where": "beside"}
    somebody_saves(session, now, "They do not gain weight.", "They lose weight.")
    page = desk.post(f"{HOME}pictures/?uid={own.uid}", sent, status=422)
    assert "Somebody saved this part meanwhile" in page
    assert "They lose weight." in write_working(text_of(session).blocks)
    desk.get(f"{HOME}pictures/?uid=gone", status=404)


# ---- what the script asks for


def typed(session: Session, words: str, instead: str) -> tuple[str, dict[str, str]]:
    """The part with these words, and what the script sends for it."""
    text = text_of(session)
    own = next(block for block in text.blocks if words in block.source)
    source = own.source.replace(words, instead)
    return own.uid, {"seen": str(text.version), "was": own.source, "source": source}


def test_autosave_saves_and_says_what_to_go_on_from(desk: Reader, session: Session) -> None:
    uid, sent = typed(session, "Look for a pattern.", "Look again.")
    told = json.loads(desk.post(f"{HOME}blocks/{uid}/autosave/", sent, status=200))
    assert told == {
        "words": "Saved at 10:30",
        "seen": str(text_of(session).version),
        "was": "Look again.",
        "at": f"{HOME}blocks/{uid}/",
    }
    again = {"seen": told["seen"], "was": told["was"], "source": "Look again and again."}
    desk.post(f"{HOME}blocks/{uid}/autosave/", again, status=200)
    assert "Look again and again." in write_working(text_of(session).blocks)


def test_autosave_follows_a_heading_whose_id_is_written_anew(desk: Reader, session: Session) -> None:
    uid, sent = typed(session, "{#signs}", "{#all-signs}")
    told = json.loads(desk.post(f"{HOME}blocks/{uid}/autosave/", sent, status=200))
    assert told["at"] == f"{HOME}blocks/all-signs/"
    same = json.loads(desk.post(f"{told['at']}autosave/", {**told, "source": told["was"]}, status=200))
    assert same["at"] == told["at"]


def test_autosave_overwrites_nobody_and_keeps_both_texts(desk: Reader, session: Session, now: datetime) -> None:
    uid, sent = typed(session, "Look for a pattern.", "Mine.")
    somebody_saves(session, now, "Look for a pattern.", "Theirs.")
    told = json.loads(desk.post(f"{HOME}blocks/{uid}/autosave/", sent, status=409))
    assert (told["theirs"], told["mine"]) == ("Theirs.", "Mine.")
    assert "Theirs." in write_working(text_of(session).blocks)


@pytest.mark.parametrize(
    ("source", "told"),
    [("One.\n\nTwo.", "2 parts"), (" ", "Write something"), ("word " * 5_000, "Use 20,000 characters or fewer")],
)
def test_autosave_says_what_it_cannot_save(desk: Reader, session: Session, source: str, told: str) -> None:
    uid, sent = typed(session, "Look for a pattern.", "x")
    answer = json.loads(desk.post(f"{HOME}blocks/{uid}/autosave/", {**sent, "source": source}, status=422))
    assert told in answer["words"]
    assert "Look for a pattern." in write_working(text_of(session).blocks)


def test_the_look_is_sanitised_and_nothing_is_saved(desk: Reader, session: Session) -> None:
    source = '<script>alert(1)</script> [x](javascript:alert(1))\n\n::: contacts {names="emergency"}\n:::\n\n::: box'
    page = desk.post(f"{HOME}blocks/new/preview/", {"source": source}, status=200)
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert "Emergency services" in page
    assert "never closed" in page
    assert session.query(WorkingText).count() == 0
    assert session.query(Format).count() == 2
