"""The load generator: plain sockets and threads, so that asking costs little, and the same for both sides."""

import math
import re
import socket
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

from tools.bench.figures import Run

HOST = "127.0.0.1"
CLIENTS = 4
PATIENCE = 30.0
CHUNK = 1 << 19
OK = 200
FOUND = (302, 303)

COOKIE = re.compile(rb"\r\nSet-Cookie: ([^=;\r]+)=([^;\r]*)")
LOCATION = re.compile(rb"\r\nLocation: ([^\r]*)")
HIDDEN = re.compile(rb'<input type="hidden" name="([^"]*)" value="([^"]*)">')
QUESTION = re.compile(rb'data-question="([^"]*)"')

Fields = Mapping[str, str | Sequence[str]]


class UnexpectedError(Exception):
    """A server did not answer as it should, so what was measured means nothing."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    head: bytes
    body: bytes

    @property
    def location(self) -> str:
        """Where a redirect leads, or nothing."""
        found = LOCATION.search(self.head)
        return found[1].decode() if found else ""


def send(port: int, request: bytes) -> Answer:
    """One request over a connection of its own.

    The whole answer is awaited in the kernel, so that a client is woken once and costs the servers beside it little. No
    time-out is needed: the server ends a worker that is stuck, and with it the connection.
    """
    with socket.create_connection((HOST, port), PATIENCE) as connection:
        connection.settimeout(None)
        connection.sendall(request)
        parts = []
        while part := connection.recv(CHUNK, socket.MSG_WAITALL):
            parts.append(part)
    head, _, body = b"".join(parts).partition(b"\r\n\r\n")
    return Answer(int(head[9:12] or 0), head, body)


class Visitor:
    """Somebody with a browser's cookies, at one site."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def request(self, path: str, fields: Fields | None = None) -> bytes:
        """The bytes of a request: a POST where there are fields."""
        body = b"" if fields is None else urlencode(fields, doseq=True).encode()
        lines = [
            f"{'GET' if fields is None else 'POST'} {path} HTTP/1.1",
            f"Host: {HOST}:{self.port}",
            f"Referer: http://{HOST}:{self.port}{path}",
            "Accept: text/html",
            "Accept-Encoding: gzip",
            "Connection: close",
        ]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if fields is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def get(self, path: str) -> Answer:
        """A page that must be there."""
        return self._send(path, None, (OK,))

    def post(self, path: str, fields: Fields) -> Answer:
        """A form that must be taken: the answer leads on."""
        return self._send(path, fields, FOUND)

    def _send(self, path: str, fields: Fields | None, expected: Sequence[int]) -> Answer:
        answer = checked(send(self.port, self.request(path, fields)), path, expected)
        for name, value in COOKIE.findall(answer.head):
            self.cookies[name.decode()] = value.decode()
        return answer

    def sign_in(self, email: str, password: str) -> None:
        """Through the form, as anybody does."""
        page = self.get("/sign-in")
        fields = {**hidden_fields(page.body, b'action="/sign-in"'), "email": email, "password": password}
        self.post("/sign-in", fields)


def checked(answer: Answer, what: str, expected: Sequence[int]) -> Answer:
    """The answer, if it is one of those expected and does not lead to the door. Raises UnexpectedError."""
    if answer.status not in expected:
        raise UnexpectedError(f"{what} answered {answer.status}")
    if answer.location.startswith("/sign-in"):
        raise UnexpectedError(f"{what} led to the sign-in page")
    return answer


def hidden_fields(page: bytes, mark: bytes) -> dict[str, str]:
    """The hidden fields of the form that bears this mark. Raises UnexpectedError where there is no such form."""
    start = page.find(mark)
    if start < 0:
        raise UnexpectedError(f"there is no form with {mark.decode()} in a page")
    form = page[start : page.find(b"</form>", start)]
    return {name.decode(): unescape(value.decode()) for name, value in HIDDEN.findall(form)}


def answer_for(page: bytes, key: Mapping[str, Fields]) -> Fields:
    """The form of the question that is open in a page, filled in by its key."""
    asked = QUESTION.search(page)
    if asked is None:
        raise UnexpectedError("a page has no open question")
    return {**hidden_fields(page, asked[0]), **key[asked[1].decode()]}


@dataclass(frozen=True)
class Route:
    """The pages of a quiz, from its door to its result."""

    door: str
    questions: tuple[str, ...]
    result: str


def take_quiz(port: int, email: str, password: str, route: Route, key: Mapping[str, Fields]) -> None:
    """A whole attempt: sign in, open the quiz, look at each question and answer it, see the result."""
    visitor = Visitor(port)
    visitor.sign_in(email, password)
    visitor.get(route.door)
    for address in route.questions:
        visitor.post(address, answer_for(visitor.get(address).body, key))
    visitor.get(route.result)


def asking(port: int, request: bytes, expected: Sequence[int]) -> Callable[[], None]:
    """A request that is ready to be sent again and again, and the statuses it may be answered with."""

    def ask() -> None:
        checked(send(port, request), "a request", expected)

    return ask


def race(jobs: Iterable[Callable[[], None]], *, seconds: float = math.inf) -> Run:
    """All jobs done by a few clients at once, each taking the next as soon as it has a hand free.

    Ends when there are no more jobs, or after this many seconds.
    """
    # The next of a list, and of `repeat`, is handed out in one step: no two threads get the same.
    left = iter(jobs)
    waits: list[float] = []
    began = time.perf_counter()

    def client() -> None:
        for job in left:
            start = time.perf_counter()
            job()
            end = time.perf_counter()
            waits.append(end - start)
            if end - began > seconds:
                return

    with ThreadPoolExecutor(CLIENTS) as pool:
        for each in [pool.submit(client) for _ in range(CLIENTS)]:
            each.result()
    return Run(time.perf_counter() - began, tuple(waits))
