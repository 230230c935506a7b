"""A whole product, served as `make run` serves it, and a real browser to use it with."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sscp_learning.settings import PROJECT
from tests.ports import free_port

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
READY_WITHIN = 120.0
PASSWORD = "safeguarding-demo"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
MODULE = "neglect-toolkit"
OUTSIDE = "https://www.bbc.co.uk/**"  # Where “Exit this page” leads.
NewContext = Callable[..., BrowserContext]

# What does not depend on the database is tried on one of them.
only_sqlite = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

PATIENCE = 15_000  # Milliseconds: a busy machine is not a fault.
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The browser that is installed here; without one playwright's own is used."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    return {"executable_path": found, "args": ["--no-sandbox", "--disable-dev-shm-usage"]} if found else {}


@pytest.fixture(scope="session", autouse=True)
def stopped_properly() -> None:
    """Whoever ends the test run (a job that takes too long, say) ends what it started: fixtures clear up after it."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@dataclass
class Site:
    """A running product: its address, its data, and the process group that serves it."""

    url: str
    environment: dict[str, str]
    process: subprocess.Popen[bytes] = field(init=False)

    def command(self, *arguments: str) -> str:
        """Runs `sscp` on this site's data and returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "sscp_learning.cli", *arguments],
            env=self.environment,
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def key(self, slug: str) -> dict[str, dict[str, Any]]:
        """The answers of a module."""
        answers: dict[str, dict[str, Any]] = json.loads(self.command("content", "key", slug))
        return answers

    def letters(self, to: str, subject: str) -> list[str]:
        """The bodies of the letters to one address with these words in the subject, the newest last.

        Runs the worker until there is one: the server's own worker may be in the middle of writing it.
        """
        for _ in range(5):
            self.command("work")
            found = [letter for letter in self._outbox() if letter["To"] == to and subject in letter["Subject"]]
            if found:
                return [letter.get_content() for letter in found]
        raise AssertionError(f"no letter about “{subject}” to {to}")

    def _outbox(self) -> list[EmailMessage]:
        files = sorted((Path(self.environment["INSTANCE"]) / "outbox").glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]

    def kill(self) -> None:
        """Ends everything at once, as a power cut would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def start(self) -> None:
        """Starts it, or starts it again, and waits until it says that it is ready. Nothing runs on where it fails."""
        self.process = _serve(self.environment)
        try:
            _wait_until_ready(self.url, self.process)
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """Ends it as an administrator would, then whatever of it is still there: no test leaves a process behind."""
        with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(15)
        self.kill()


def _serve(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    with Path(environment["INSTANCE"]).with_suffix(".log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "sscp_learning.cli", "serve"],
            env=environment,
            cwd=PROJECT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + READY_WITHIN
    while time.monotonic() < give_up:
        assert process.poll() is None, "the server ended before it was ready"
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            if urllib.request.urlopen(f"{url}/health", timeout=2).status == 200:  # noqa: S310  Our own address.
                return
        time.sleep(0.1)  # Waiting for another process to listen: there is nothing to be told by.
    pytest.fail("the server was not ready in time")


def new_site(folder: Path, database_url: str | None = None) -> Site:
    """A demo site with a database of its own."""
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}},
        "SSCP_MODE": "demo",
        "INSTANCE": str(folder),
        "PORT": str(port),
        "PYTHONPATH": str(PROJECT),
    }
    if database_url:
        environment["DATABASE_URL"] = database_url
    site = Site(f"http://127.0.0.1:{port}", environment)
    site.start()
    return site


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product on each database, with demo people."""
    url = None if request.param == "sqlite" else request.getfixturevalue("new_postgresql")()
    site = new_site(tmp_path_factory.mktemp("site") / "instance", url)
    try:
        yield site
    finally:
        site.stop()


@pytest.fixture
def script(site: Site) -> bool:
    """Whole days are lived with scripts on SQLite and without them on PostgreSQL: two runs instead of four."""
    return "DATABASE_URL" not in site.environment


@pytest.fixture
def new_context(browser: Browser, site: Site) -> Iterator[NewContext]:
    """Makes somebody's own browser window: `new_context(script=False, viewport=PHONE)`."""
    made: list[BrowserContext] = []

    def make(*, script: bool = True, viewport: dict[str, int] = DESKTOP) -> BrowserContext:
        context = browser.new_context(base_url=site.url, java_script_enabled=script, viewport=viewport)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        # The one page outside that ours lead to is answered here: tests send nothing to anybody.
        context.route(OUTSIDE, lambda route: route.fulfill(content_type="text/html", body="<h1>Weather</h1>"))
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


def sign_in_by_form(page: Page, who: str, password: str = PASSWORD) -> Page:
    """Signs a demo person in as they do it; somebody else by their whole address."""
    page.goto("/sign-in")
    page.get_by_label("Work e-mail").fill(_address(who))
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page).not_to_have_url(re.compile("/sign-in"))
    return page


def sign_in(page: Page, who: str) -> Page:
    """Signs a demo person in through the same form without showing it: quicker, where signing in is not the point."""
    form = page.request.get("/sign-in").text()
    token = re.findall(r'name="csrf_token" value="([^"]+)"', form)[0]
    told = {"csrf_token": token, "email": _address(who), "password": PASSWORD}
    answer = page.request.post("/sign-in", form=told, max_redirects=0)
    assert answer.status == 302, f"{who} could not sign in"
    return page


def _address(who: str) -> str:
    return who if "@" in who else f"{who}@demo.example"
