"""Words that come in after a sign-in has ended: kept for a day, for the same pass and page only (DECISIONS 37)."""

from flask import redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from sscp_learning.platform.clock import now
from sscp_learning.platform.identity import current_who
from sscp_learning.platform.web import get_session
from sscp_learning.review import queries
from sscp_learning.review.access import ended_sign_in
from sscp_learning.review.actions import held
from sscp_learning.review.forms import CommentForm
from sscp_learning.ui.chrome import notice

SAFE = "Your time was up, so you were signed out. Your words are safe. Sign in again and you will see them."


def hold_if_ended(form: CommentForm) -> Response | None:
    """Keeps the words of somebody whose sign-in has run out and sends them to the door; None for everybody else."""
    ended = ended_sign_in()
    if current_who().kind == "reviewer" or ended is None:
        return None
    held.hold_words(get_session(), sign_in=ended, address=_page(), said=form.said(), now=now())
    notice(SAFE, kind="info")
    return redirect(url_for("review_door.enter", next=_page()))


def put_back(form: CommentForm, session: Session, pass_id: int) -> None:
    """Fills the form with words that were held for this reader and this page. They are saved by the button only."""
    kept = queries.find_held(session, pass_id, _page(), now())
    if kept is not None:
        form.fill(kept.words, kept.which_words, kept.quick)
        form.was_held = True


def let_go(session: Session, pass_id: int) -> None:
    """The words were saved properly: the held ones go."""
    held.let_go(session, pass_id=pass_id, address=_page())


def _page() -> str:
    return request.full_path.rstrip("?")
