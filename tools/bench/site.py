"""Starting and stopping servers, each in a process group of its own with an INSTANCE of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sscp_learning.settings import PROJECT, Settings, read_settings
from tools.bench.load import HOST, OK, Visitor, send

PRODUCT = ("sscp_learning.cli", "serve")
BARE = ("tools.bench.bare",)
READY_WITHIN = 60.0
STOPPED_WITHIN = 15.0
BETWEEN_LOOKS = 0.02
KEPT_VARIABLES = ("PATH", "HOME", "LANG", "TMPDIR")
PROC = Path("/proc")


class CannotRunError(Exception):
    """There is nothing to measure: something that must run does not."""


@dataclass(frozen=True)
class Home:
    """Where a server lives: its environment, and the settings that come of it."""

    environment: dict[str, str]

    @property
    def settings(self) -> Settings:
        """What the server itself will read."""
        return read_settings(self.environment)

    @property
    def log(self) -> Path:
        """What the server writes."""
        return self.settings.instance.with_suffix(".log")


def new_home(folder: Path, name: str) -> Home:
    """A new home in this folder, on a port that nobody listens on."""
    instance = folder / name
    instance.mkdir()
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    own = {"SSCP_MODE": "demo", "INSTANCE": str(instance), "PORT": str(_free_port()), "PYTHONPATH": str(PROJECT)}
    return Home(kept | own)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port


def command(home: Home, *arguments: str) -> None:
    """Runs `sscp`. Raises CannotRunError with what it said when it did not do what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "sscp_learning.cli", *arguments],
        env=home.environment, cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise CannotRunError(f"sscp {' '.join(arguments)}: {last}")


@dataclass(frozen=True)
class Site:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]
    seconds_to_first_page: float

    def visitor(self) -> Visitor:
        """Somebody new at this site."""
        return Visitor(self.port)

    def memory(self) -> float:
        """The resident memory of the largest web worker, in megabytes. Raises OSError where the system cannot say."""
        return max(_resident(worker) for worker in _workers(self.process.pid)) / 1e6


@contextlib.contextmanager
def running(home: Home, what: tuple[str, ...], *, first_page: str) -> Iterator[Site]:
    """A server from its start until the end of the block.

    Raises CannotRunError, with the last line of its log, when its first page does not come.
    """
    began = time.perf_counter()
    with home.log.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *what],
            env=home.environment, cwd=PROJECT, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        _wait_for(first_page, home, process)
        yield Site(home.settings.port, process, time.perf_counter() - began)
    finally:
        _stop(process)


def _wait_for(page: str, home: Home, process: subprocess.Popen[bytes]) -> None:
    request = Visitor(home.settings.port).request(page)
    give_up = time.monotonic() + READY_WITHIN
    while time.monotonic() < give_up and process.poll() is None:
        with contextlib.suppress(OSError):
            if send(home.settings.port, request).status == OK:
                return
        time.sleep(BETWEEN_LOOKS)
    last = (home.log.read_text(errors="replace").strip().splitlines() or ["it said nothing"])[-1]
    raise CannotRunError(f"{page} did not come; the server’s last words: {last}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(STOPPED_WITHIN)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _workers(server: int) -> list[int]:
    """The web workers of a server: its children that run its own command, as forked ones do."""
    command_line = (PROC / str(server) / "cmdline").read_bytes()
    found = [
        int(path.name) for path in PROC.iterdir() if path.name.isdecimal() and _is_child(path, server, command_line)
    ]
    if not found:
        raise OSError("the server has no workers")
    return found


def _is_child(path: Path, server: int, command_line: bytes) -> bool:
    try:
        # The name in brackets may hold spaces; the parent is the second field behind it.
        parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
        return parent == server and (path / "cmdline").read_bytes() == command_line
    except OSError:  # It has ended meanwhile.
        return False


def _resident(process: int) -> int:
    pages = int((PROC / str(process) / "statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
