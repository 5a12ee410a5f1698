"""The processes of the app, all of one kind: each started, watched, started again when it ends, and ended."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from crm_app.scale import programs
from crm_app.scale.nginx import nginx
from crm_app.settings import Settings

PAUSE = 0.1
"""Seconds between two looks at the processes."""


class Member:
    """One process of the app on a port of its own."""

    def __init__(self, redis_url: str) -> None:
        self.port = programs.free_port()
        self._environment = os.environ | {
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "REDIS_URL": redis_url,
            "TRUST_PROXY": "true",
        }
        self._process = self._start()

    def is_ready(self) -> bool:
        """Whether it answers that it takes people."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            return False

    def has_ended(self) -> bool:
        """Whether it ended by itself, or was ended by somebody."""
        return self._process.poll() is not None

    def revive(self) -> None:
        """Starts it again when it has ended, whoever ended it."""
        if self.has_ended():
            self._process = self._start()

    def ask_to_end(self) -> None:
        """Returns at once."""
        if not self.has_ended():
            self._process.send_signal(signal.SIGTERM)

    def end(self) -> None:
        """Returns when it has ended."""
        programs.end(self._process)

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "crm_app", "serve"]
        return programs.start(command, self._environment, quiet=True)


def scaled(chosen: Settings, say: Callable[[str], None]) -> None:
    """Serves on PORT by PROCESSES processes until it is interrupted; `say` is told when they answer.

    The database that DATABASE_URL names is running and migrated. NotInstalled without nginx or redis-server.
    """
    for program in programs.PACKAGES:
        programs.find(program)
    home = chosen.data_path / "scale"
    with ExitStack() as stack:
        redis_url = chosen.redis_url or stack.enter_context(programs.redis(home / "redis"))
        members = stack.enter_context(_members(chosen.processes, redis_url))
        _wait_until_ready(members)
        stack.enter_context(nginx(home / "nginx", chosen.port, [member.port for member in members]))
        say(f"Ready: http://localhost:{chosen.port} ({len(members)} processes behind nginx)")
        _watch(members)


@contextmanager
def _members(count: int, redis_url: str) -> Iterator[list[Member]]:
    members = [Member(redis_url) for _ in range(count)]
    try:
        yield members
    finally:
        for member in members:
            member.ask_to_end()
        for member in members:
            member.end()


def _wait_until_ready(members: list[Member]) -> None:
    """SystemExit when one of them cannot be started; it has said why."""
    while not all(member.is_ready() for member in members):
        if any(member.has_ended() for member in members):
            raise SystemExit("A process of the app has ended before it was ready.")
        time.sleep(PAUSE)


def _watch(members: list[Member]) -> None:
    while True:
        time.sleep(PAUSE)
        for member in members:
            member.revive()
