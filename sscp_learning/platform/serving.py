"""`sscp serve`: the web server and the worker, in the foreground, in one process group (DECISIONS 17 and 44)."""

import subprocess
import sys
from collections.abc import Callable

from flask import Flask
from gunicorn.app.base import BaseApplication

from sscp_learning.settings import Settings

# Two workers, one for each core of a small machine, and a few threads in each. A worker without threads would be held
# up by a browser that opens a connection and says nothing, as browsers do to be quick later.
WORKERS = 2
THREADS = 4
SECONDS_TO_FINISH = 4


class Server(BaseApplication):
    """Gunicorn without its command line."""

    def __init__(self, settings: Settings, load: Callable[[], Flask]) -> None:
        self._settings = settings
        self._load = load
        super().__init__()

    def load_config(self) -> None:
        """Where to listen, and how many requests are taken at once."""
        for name, value in {
            "bind": f"127.0.0.1:{self._settings.port}",
            "workers": WORKERS,
            "worker_class": "gthread",
            "threads": THREADS,
            "graceful_timeout": SECONDS_TO_FINISH,
            "timeout": 60,
            "keepalive": 5,
            "control_socket_disable": True,
            "loglevel": "warning",
        }.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, made in each worker."""
        return self._load()


def serve(settings: Settings, load: Callable[[], Flask]) -> None:
    """Serves until stopped. The worker that sends letters starts beside it and ends with it."""
    worker = subprocess.Popen([sys.executable, "-m", "sscp_learning.cli", "work", "--forever"])
    try:
        Server(settings, load).run()
    finally:
        worker.terminate()
