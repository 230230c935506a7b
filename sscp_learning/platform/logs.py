"""What the product writes about itself: one JSON line an event, with a request id, and nobody's name or words in it."""

import logging
import secrets
import sys
import time
import traceback
from pathlib import Path

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger()


def set_up(*, quiet: bool = False) -> None:
    """Sends every line to stderr as JSON. `quiet` keeps warnings and worse only."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if quiet else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def register(app: Flask) -> None:
    """Logs each answer: endpoint, status and time taken. Never an address's query, a form or an identity."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.began = time.perf_counter()
    g.request_id = secrets.token_hex(6)


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    log.info(
        "request",
        request_id=g.request_id,
        endpoint=request.endpoint,
        method=request.method,
        status=response.status_code,
        ms=round((time.perf_counter() - g.began) * 1000, 1),
    )
    return response


def places(error: BaseException) -> list[str]:
    """Where an error came from, the innermost place last. Its message is left out: it may quote what somebody wrote."""
    return [f"{Path(at.filename).name}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)]
