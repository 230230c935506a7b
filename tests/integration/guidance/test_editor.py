"""Publications at the writing desk over HTTP: begin one, add formats, say what a format is, look at it, send it."""

import re
from html import unescape

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sscp_learning.guidance.models import Format, Publication, Revision
from sscp_learning.guidance.rules import FormatKind, RevisionState
from tests.builders.guidance import a_format_file, a_publication_file, a_working_text, drafts_of
from tests.integration.guidance.writing_desk import EASY, HERE, form_of, save, the, uid, words_of
from tests.pages import Reader

NEW = {
    "title": "Child exploitation",
    "topic": "neglect",
    "summary": "What it is and what to do.",
    "audience": "Anyone",
    "owner": "Exploitation lead",
    "law_as_at": "2026-11-22",
    "reviewed": "2026-11-22",
    "next_review": "2027-11-22",
    "kind": "full",
}
CHANGE = {
    "kind": "clarification",
    "note": "Said it more plainly.",
    "who_it_affects": "Everyone",
    "retraining": "No. Nobody needs to train again.",
}


def test_every_publication_is_listed_with_how_far_it_is(editor: Reader, session: Session) -> None:
    a_working_text(session)
    page = editor.get("/desk/guidance/")
    assert "Neglect toolkit" in page
    assert "Thresholds" in page
    assert "Not published yet" in page
    assert "Start new guidance" in page


def test_a_publication_says_what_comes_next(editor: Reader, session: Session) -> None:
    save(editor, f"{HERE}blocks/{uid(session, 'Look for')}/", "Look again.")
    page = editor.get("/desk/guidance/neglect-toolkit/")
    assert "by Ellen Price" in page
    assert "Go on writing" in page
    assert "Add the leaflet" in page
    assert editor.get("/desk/guidance/nowhere/", status=404)


@pytest.mark.parametrize(
    "path", ["neglect-toolkit/essay/", "nowhere/full/", "NOT A SLUG/full/", "neglect-toolkit/leaflet/"]
)
def test_a_text_that_is_not_there_is_not_found(editor: Reader, path: str) -> None:
    editor.get(f"/desk/guidance/{path}", status=404)


def test_a_publication_is_begun_with_its_first_format(editor: Reader, session: Session) -> None:
    editor.get("/desk/guidance/new/")
    editor.post("/desk/guidance/new/", NEW)
    assert editor.location == "/desk/guidance/child-exploitation/full/"
    assert "About this guidance" in editor.get(editor.location)
    assert the(session, slug="child-exploitation").about.owner == "Exploitation lead"
    editor.get("/guidance/child-exploitation/", status=404)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "Enter the title"),
        ("title", "???", "Use small letters, digits and hyphens"),
        ("slug", "neglect-toolkit", "Choose another address"),
        ("slug", "glossary", "is the address of another page"),
        ("slug", "Not A Slug", "Use small letters"),
        ("topic", "", "Choose the topic"),
        ("topic", "no-such", "Not a valid choice"),
        ("next_review", "soon", "Enter a date with day, month and year"),
        ("kind", "essay", "Not a valid choice"),
        ("summary", "x" * 501, "Use 500 characters or fewer"),
        ("owner", "", "Enter the owner"),
    ],
)
def test_a_publication_that_cannot_be_begun_keeps_every_word(
    editor: Reader, session: Session, field: str, value: str, said: str
) -> None:
    page = editor.post("/desk/guidance/new/", {**NEW, field: value}, status=422)
    assert said in page
    assert field == "summary" or "What it is and what to do." in page
    assert session.scalar(select(Publication).where(Publication.slug == "child-exploitation")) is None


def test_a_derived_format_begins_with_a_heading_for_each_section(editor: Reader, session: Session) -> None:
    editor.post("/desk/guidance/neglect-toolkit/formats/", {"kind": "leaflet"})
    assert editor.location == "/desk/guidance/neglect-toolkit/leaflet/"
    page = editor.get(editor.location)
    assert "Nothing stands in this ::: box" in page
    words = words_of(session, FormatKind.LEAFLET)
    assert 'follows="what-neglect-is"' in words
    assert 'follows="who-to-call"' in words
    assert the(session, FormatKind.LEAFLET).about.owner == "Neglect lead"


@pytest.mark.parametrize(("kind", "status"), [("full", 422), ("essay", 404), ("", 404)])
def test_a_format_is_added_once(editor: Reader, kind: str, status: int) -> None:
    editor.post("/desk/guidance/neglect-toolkit/formats/", {"kind": kind}, status=status)


def about_form(editor: Reader, **more: str) -> dict[str, str]:
    page = editor.get(f"{HERE}about/")
    inputs = dict(
        re.findall(r'<input class="govuk-input[^"]*" id="[^"]*" name="([^"]+)" type="[^"]*" value="([^"]*)"', page)
    )
    areas = dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', page))
    told = {**inputs, **areas, "topic": "neglect", "seen": form_of(page, "seen"), "was": form_of(page, "was")}
    return {name: unescape(value) for name, value in told.items()} | more


def test_what_a_format_says_is_saved(editor: Reader, session: Session) -> None:
    editor.post(f"{HERE}about/", about_form(editor, owner="Policy lead", safe_for_young_people="y"))
    about = the(session).about
    assert (about.owner, about.safe_for_young_people) == ("Policy lead", True)
    assert [source.title for source in about.sources] == ["Children Act 1989, section 47"]


def test_sources_are_added_and_taken_out(editor: Reader, session: Session) -> None:
    page = editor.post(f"{HERE}about/", about_form(editor, add="1"), status=200)
    assert "Source 2" in page
    more = {"sources-0-remove": "y", "sources-1-title": "Working Together", "sources-1-waits": "y"}
    editor.post(f"{HERE}about/", about_form(editor, **more))
    assert [(source.title, source.waits) for source in the(session).about.sources] == [("Working Together", True)]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "Enter the title"),
        ("law_as_at", "yesterday", "Enter a date with day, month and year"),
        ("sources-0-url", "javascript:alert(1)", "beginning with https://"),
        ("format_audience", "", "Say who this format is for"),
        ("topic", "nope", "Not a valid choice"),
        ("was", "{not json", "Somebody changed this since"),
        ("was", "[1]", "Somebody changed this since"),
    ],
)
def test_what_cannot_be_said_is_kept_and_told(
    editor: Reader, session: Session, field: str, value: str, said: str
) -> None:
    page = editor.post(f"{HERE}about/", about_form(editor, **{"owner": "Another lead", field: value}), status=422)
    assert said in page
    assert "Another lead" in page
    assert the(session).about.owner == "Neglect lead"


def test_the_preview_is_the_readers_page_with_a_line_above(editor: Reader, session: Session) -> None:
    save(
        editor,
        f"{EASY}blocks/{uid(session, 'You do not get', FormatKind.EASY_READ)}/",
        "::: picture-row home {decorative}\nNew words.\n:::",
    )
    page = editor.get(f"{EASY}preview/")
    assert "Draft: not published." in page
    assert "New words." in page
    assert "Get help now" in page
    assert "New words." not in editor.get("/guidance/neglect-toolkit/easy-read/")


def test_a_text_is_sent_for_approval(editor: Reader, session: Session) -> None:
    save(editor, f"{HERE}blocks/{uid(session, 'Look for')}/", "Look again.")
    page = editor.get(f"{HERE}send/")
    assert "What changed" in page
    assert "Choose the kind of change" in editor.post(f"{HERE}send/", {"seen": form_of(page, "seen")}, status=422)
    editor.post(f"{HERE}send/", {**CHANGE, "seen": form_of(page, "seen")})
    assert editor.location == "/desk/guidance/neglect-toolkit/"
    revision = session.scalars(select(Revision).where(Revision.state == RevisionState.WAITING)).one()
    assert (revision.from_file, revision.who_it_affects, revision.retraining) == (
        False,
        "Everyone",
        "No. Nobody needs to train again.",
    )
    assert "Waiting for approval" in editor.get("/desk/guidance/neglect-toolkit/")
    assert "waits for approval" in editor.get(HERE)


def test_the_first_text_has_no_change_to_describe(editor: Reader, session: Session) -> None:
    a_working_text(session)
    page = editor.get("/desk/guidance/thresholds/full/send/")
    assert "What changed" not in page
    editor.post("/desk/guidance/thresholds/full/send/", {"seen": form_of(page, "seen")})
    assert session.scalars(select(Revision).where(Revision.state == RevisionState.WAITING)).one().change_kind == "first"


def test_what_stands_in_the_way_is_listed_with_links(editor: Reader, session: Session) -> None:
    editor.post("/desk/guidance/neglect-toolkit/formats/", {"kind": "leaflet"})
    here = "/desk/guidance/neglect-toolkit/leaflet/"
    page = editor.get(f"{here}send/")
    assert "It cannot be sent yet" in page
    assert f'href="{here}about/#safe_for_young_people"' in page
    assert "#part-" in page
    seen = str(the(session, FormatKind.LEAFLET).version)
    assert "It cannot be sent yet" in editor.post(f"{here}send/", {**CHANGE, "seen": seen}, status=422)


def test_a_text_with_something_that_must_be_mended_is_not_sent(editor: Reader, session: Session) -> None:
    words = "You do not get the care that you need on most of the days of every week and month."
    long = f"::: picture-row home {{decorative}}\n{words}\n:::"
    save(editor, f"{EASY}blocks/{uid(session, 'You do not get', FormatKind.EASY_READ)}/", long)
    page = editor.get(f"{EASY}send/")
    assert "Long sentence" in page
    editor.post(f"{EASY}send/", {**CHANGE, "seen": str(the(session, FormatKind.EASY_READ).version)}, status=422)
    assert session.scalar(select(Revision).where(Revision.state == RevisionState.WAITING)) is None


def test_a_text_that_somebody_saved_since_is_not_sent_unseen(editor: Reader, session: Session) -> None:
    at = f"{HERE}blocks/{uid(session, 'Look for')}/"
    save(editor, at, "Look again.")
    page = editor.get(f"{HERE}send/")
    save(editor, at, "Look once more.")
    told = {**CHANGE, "seen": form_of(page, "seen")}
    assert "Somebody saved this text" in editor.post(f"{HERE}send/", told, status=422)


def test_a_draft_from_a_file_is_sent_as_it_is(editor: Reader, session: Session) -> None:
    drafts_of(session, a_publication_file(a_format_file(source="## Only this {#only-this}\n\nWords.\n"), slug="other"))
    page = editor.get("/desk/guidance/other/full/send/")
    editor.post("/desk/guidance/other/full/send/", {"seen": form_of(page, "seen")})
    revision = session.scalars(select(Revision).where(Revision.state == RevisionState.WAITING)).one()
    assert revision.from_file


def test_nothing_new_is_not_sent(editor: Reader) -> None:
    page = editor.get(f"{HERE}send/")
    assert "There is nothing to send" in page
    assert "There is nothing to send" in editor.post(f"{HERE}send/", {**CHANGE, "seen": "1001"}, status=422)


def test_editing_an_approved_text_says_what_that_does(editor: Reader, session: Session) -> None:
    save(editor, f"{HERE}blocks/{uid(session, 'Look for')}/", "Look again.")
    editor.post(f"{HERE}send/", {**CHANGE, "seen": form_of(editor.get(f"{HERE}send/"), "seen")})
    session.scalars(select(Revision).where(Revision.state == RevisionState.WAITING)).one().state = "approved"
    session.flush()
    assert "the approval counts no more" in editor.get(HERE)
    save(editor, f"{HERE}blocks/{uid(session, 'Look again')}/", "Look twice.")
    page = editor.get(f"{HERE}send/")
    assert "Its approval was for other words" in page
    editor.post(f"{HERE}send/", {**CHANGE, "seen": form_of(page, "seen")})
    states = session.scalars(select(Revision.state).join(Format).where(Format.kind == "full").order_by(Revision.number))
    assert list(states) == ["published", "set-aside", "waiting"]


def test_a_draft_is_set_aside_and_brought_back(editor: Reader, session: Session) -> None:
    editor.get(f"{HERE}start-again/", status=404)
    save(editor, f"{HERE}blocks/{uid(session, 'Look for')}/", "Look again.")
    page = editor.get(f"{HERE}start-again/")
    editor.post(f"{HERE}start-again/", {"seen": form_of(page, "seen")})
    assert "Look again." not in words_of(session)
    editor.post(f"{HERE}undo/", {"seen": form_of(editor.get(HERE), "seen")})
    assert "Look again." in words_of(session)
