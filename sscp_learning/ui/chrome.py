"""What every page needs around its words: names, navigation, notices, error pages, filters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, flash, get_flashed_messages, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from sscp_learning.platform.errors import NotFound, ProductError
from sscp_learning.platform.identity import Who, current_who
from sscp_learning.platform.logs import log, places
from sscp_learning.platform.web import FIRST_REFUSAL
from sscp_learning.ui import assets, filters, widgets

# What is never shown again on a page, even to the person who typed it.
NOT_SHOWN_AGAIN = frozenset({"csrf_token", "password", "new_password", "old_password", "passphrase"})


@dataclass(frozen=True)
class NavItem:
    """A line of the navigation: its words, where it leads, and who sees it."""

    label: str
    href: str
    shown_to: Callable[[Who], bool] = field(default=lambda _who: True)


def register(app: Flask, *, names: Mapping[str, object], navigation: tuple[NavItem, ...], is_demo: bool) -> None:
    """Gives every template its names, navigation and filters, and every error its page."""
    for name, function in filters.ALL.items():
        app.add_template_filter(function, name)
    app.jinja_env.globals.update(widgets.GLOBALS, asset=assets.asset)

    def chrome() -> dict[str, Any]:
        return {
            **names,
            "is_demo": is_demo,
            "nav_items": [item for item in navigation if item.shown_to(current_who())],
            "who": current_who(),
            "here": request.path,
            "notices": lambda: get_flashed_messages(with_categories=True),
        }

    app.context_processor(chrome)
    app.register_error_handler(ProductError, _product_error)
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def notice(words: str, *, kind: str = "success") -> None:
    """Shows these words once, at the top of the next page."""
    flash(words, kind)


def _page(status: int, title: str, message: str, **more: Any) -> Response:  # noqa: ANN401  Template values.
    return make_response(render_template("ui/error.html", heading=title, message=message, **more), status)


def _product_error(error: ProductError) -> Response:
    return _page(error.status, error.title, error.message)


def _form_expired(_error: CSRFError) -> Response:
    """An expired or forged form: nothing was done, and every word that was typed is shown again (DECISIONS 44)."""
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_SHOWN_AGAIN]
    answer = render_template("ui/expired.html", kept=kept, again=request.path)
    return make_response(answer, 400)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if status < FIRST_REFUSAL:  # A redirect that was raised.
        return make_response(error.get_response())
    words = {
        404: (NotFound.title, NotFound.default),
        405: ("This address cannot be used that way", "Go back and use the buttons and links of the page."),
        413: ("That is too much to send at once", "Make it shorter, or send it in parts. Nothing was saved."),
    }
    title, message = words.get(
        status, ("This request could not be read", "Go back, check what you entered and try again.")
    )
    return _page(status, title, message)


def _unexpected(error: Exception) -> Response:
    """A fault of ours: logged by its type and place, never with anybody's words."""
    log.error("unexpected", endpoint=request.endpoint, error=type(error).__name__, places=places(error))
    return _page(500, ProductError.title, ProductError.default)
