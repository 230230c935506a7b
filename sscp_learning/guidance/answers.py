"""Pages that are the same for everyone who has not signed in: stored once, compressed once, answered with 304.

Whoever has our cookie gets a page of their own, which nobody keeps: it bears their name.
"""

import gzip
import hashlib
import secrets
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from flask import Response, current_app, make_response, request
from markupsafe import Markup

from sscp_learning.guidance.bodies import Body
from sscp_learning.guidance.shelf import Shelf

FOR_EVERYONE = "public, max-age=0, must-revalidate"
FOR_ONE = "private, no-store"
MOST_PAGES = 64
# Nobody can know it, so no name and no title on a page can be taken for it.
BODY_STANDS_HERE = f"body-{secrets.token_hex(16)}"


@dataclass(frozen=True)
class StoredPage:
    """A page as it leaves, plain and compressed, and the mark by which a browser asks whether it has changed."""

    plain: bytes
    small: bytes
    mark: str


_pages: Shelf[StoredPage] = Shelf(MOST_PAGES)


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
    framed = frame(replace(body, html=Markup.escape(BODY_STANDS_HERE))).encode()
    response = make_response(framed.replace(BODY_STANDS_HERE.encode(), body.encoded, 1))
    return _for_one(response)


def _for_one(response: Response) -> Response:
    response.headers["Cache-Control"] = FOR_ONE
    response.vary.add("Cookie")
    return response


def file_for(contents: bytes, *, mimetype: str, name: str) -> Response:
    """A file that is the same for everyone, shown in the browser under a good name."""
    response = Response(contents, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
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
