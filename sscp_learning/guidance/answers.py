"""Pages that are the same for everyone who has not signed in: stored once, compressed once, answered with 304.

Whoever has our cookie gets a page of their own, which nobody keeps: it bears their name.
"""

import gzip
import hashlib
import secrets
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from flask import Response, current_app, make_response, request, session
from markupsafe import Markup

from sscp_learning.guidance.bodies import Body
from sscp_learning.guidance.shelf import Shelf
from sscp_learning.platform.identity import current_who

FOR_EVERYONE = "public, max-age=0, must-revalidate"
FOR_ONE = "private, no-store"
MOST_PAGES = 64
MOST_FRAMES = 512
# Nobody can know it, so no name and no title on a page can be taken for it.
BODY_STANDS_HERE = f"body-{secrets.token_hex(16)}"


@dataclass(frozen=True)
class StoredPage:
    """A page as it leaves, plain and compressed, and the mark by which a browser asks whether it has changed."""

    plain: bytes
    small: bytes
    mark: str


_pages: Shelf[StoredPage] = Shelf(MOST_PAGES)
_frames: Shelf[tuple[bytes, bytes]] = Shelf(MOST_FRAMES)


def page_for(make: Callable[[], str], key: Hashable = None) -> Response:
    """The page that `make` writes. With a `key` that names all the page rests on, it is kept for the next reader.

    The mark is made from the page's own bytes, so a new stylesheet or template changes it as well.
    """
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        return _for_one(make_response(make()))
    stored = _stored(make()) if key is None else _pages.get((id(current_app.jinja_env), key), lambda: _stored(make()))
    return _answer(stored)


def page_around(body: Body, frame: Callable[[Body], str], key: Hashable) -> Response:
    """The page that `frame` writes round a body.

    For somebody who has signed in only the frame is written anew: the body is long, and its bytes are kept.
    """
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return page_for(lambda: frame(body), key)
    before, after = _frame_of(lambda: frame(replace(body, html=Markup.escape(BODY_STANDS_HERE))), key)
    return _for_one(make_response(before + body.encoded + after))


def _frame_of(write: Callable[[], str], key: Hashable) -> tuple[bytes, bytes]:
    """What stands before and after the body. It is kept for a person, whose frame says only who they are and may do.

    A reviewer's frame has a form in it, and a notice is shown once: those are written anew.
    """
    who = current_who()
    if who.kind != "person" or "_flashes" in session:
        return _split(write())
    return _frames.get((id(current_app.jinja_env), who, request.path, key), lambda: _split(write()))


def _split(framed: str) -> tuple[bytes, bytes]:
    before, _, after = framed.encode().partition(BODY_STANDS_HERE.encode())
    return before, after


def _for_one(response: Response) -> Response:
    response.headers["Cache-Control"] = FOR_ONE
    response.vary.add("Cookie")
    return response


def file_for(contents: bytes, *, mimetype: str, name: str) -> Response:
    """A file that is the same for everyone, shown in the browser under a good name."""
    response = Response(contents, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        return _for_one(response)
    return _for_everyone(response, _mark(contents))


def _stored(page: str) -> StoredPage:
    plain = page.encode()
    return StoredPage(plain, gzip.compress(plain, mtime=0), _mark(plain))


def _mark(contents: bytes) -> str:
    return hashlib.blake2b(contents, digest_size=12).hexdigest()


def _answer(stored: StoredPage) -> Response:
    small = request.accept_encodings.quality("gzip") > 0
    response = Response(stored.small if small else stored.plain, mimetype="text/html")
    if small:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.update(("Cookie", "Accept-Encoding"))
    return _for_everyone(response, stored.mark)


def _for_everyone(response: Response, mark: str) -> Response:
    response.headers["Cache-Control"] = FOR_EVERYONE
    response.set_etag(mark, weak=True)
    response.make_conditional(request)
    return response
