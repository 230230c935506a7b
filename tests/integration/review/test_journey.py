"""The whole way of a comment: young person, moderator, editor, young person (DESIGN 6)."""

import re
from collections.abc import Callable

from sqlalchemy.orm import Session

from sscp_learning.people.models import Person
from sscp_learning.review.models import Round
from tests.builders.review import PHRASE, Team, a_pass
from tests.pages import Reader


def comment_link(page: str) -> str:
    found = re.search(r'href="([^"]*/comment/\?block=[^"]+)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def test_a_comment_goes_from_a_young_person_to_an_editor_and_the_answer_comes_back(
    nobody: Reader, session: Session, review: Round, team: Team, reader_for: Callable[[Person], Reader]
) -> None:
    a_pass(session, review.group, "blue-kite", hashed=True)
    nobody.get("/review/sign-in")
    nobody.post("/review/sign-in", {"username": "Blue kite", "passphrase": PHRASE.upper()})
    home = nobody.get(nobody.location)
    assert "Choose a name for here" in home
    name = re.findall(r'name="pseudonym" type="radio" value="([^"]+)"', home)[0]
    nobody.post("/review/name", {"pseudonym": name})
    assert f"Hello, {name}" in nobody.get("/review/")

    base = f"/review/{review.public_id}"
    assert "Does this answer your questions?" in nobody.get(f"{base}/")
    link = comment_link(nobody.get(f"{base}/easy-read/"))
    nobody.get(link, status=302)
    assert "Before you comment" in nobody.get(nobody.location)
    nobody.post(f"{base}/notice/", {"next": link})
    page = nobody.get(nobody.location)
    key = re.search(r'name="form_key" value="([^"]+)"', page)
    assert key
    nobody.post(link, {"comment": "What is care? 🏠", "form_key": key[1], "quick": "not-sure"})
    assert "/easy-read/#part-" in nobody.location
    assert "What is care? 🏠" in nobody.get(f"{base}/send/")
    nobody.post(f"{base}/send/")

    moderator = reader_for(team.moderator)
    waiting = re.search(r'href="(/moderation/[\w-]{22}/)"', moderator.get("/moderation/"))
    assert waiting
    page = moderator.get(waiting[1])
    assert "What is care?" in page
    assert name in page
    moderator.post(f"{waiting[1]}approve/")

    editor = reader_for(team.editor)
    listed = editor.get("/desk/comments/")
    assert "What is care?" in listed
    assert name not in listed
    open_one = re.search(r'href="(/desk/comments/[\w-]{22}/)"', listed)
    assert open_one
    editor.get(open_one[1])
    editor.post(open_one[1], {"kind": "done", "reason": "We wrote what care means."})
    assert "Every comment is answered" in editor.get("/desk/comments/")

    page = nobody.get("/review/")
    assert "You said" in page
    assert "We did" in page
    assert "We wrote what care means." in page
