"""The programs of others that several processes need, and how they are started and ended."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60
"""Seconds for a program to end by itself; the app finishes what was begun before it does."""

PACKAGES = {"nginx": "nginx", "redis-server": "redis-server"}
"""The programs by their names, and the Debian packages that bring them."""

_SYSTEM = "/usr/sbin:/usr/local/sbin:/sbin"
"""Where Debian keeps servers, which is not on everybody's PATH."""


class NotInstalled(SystemExit):
    """A program that this needs is missing; the message says how to get it."""


def find(program: str) -> str:
    """The path of an installed program. NotInstalled."""
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), _SYSTEM])
    found = shutil.which(program, path=path)
    if found is None:
        package = PACKAGES[program]
        raise NotInstalled(
            f"{program} is not installed. Debian and Ubuntu: apt install {package}; macOS: brew install "
            f"{package.removesuffix('-server')}."
        )
    return found


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def start(
    command: Sequence[str], environment: Mapping[str, str] | None = None, *, quiet: bool = False
) -> subprocess.Popen[bytes]:
    """Starts a program in a session of its own: a Ctrl-C at the terminal reaches only who started it.

    `quiet` leaves out what it tells people; its log is shown in every case.
    """
    nothing = subprocess.DEVNULL
    out = nothing if quiet else None
    return subprocess.Popen(command, env=environment, stdin=nothing, stdout=out, start_new_session=True)


def end(process: subprocess.Popen[bytes], number: int = signal.SIGTERM) -> None:
    """Ends a program with a signal, and by force when it does not listen. One that has ended is fine."""
    if process.poll() is None:
        process.send_signal(number)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def redis(directory: Path) -> Iterator[str]:
    """A Redis for this machine alone that keeps nothing on disk; gives its URL."""
    directory.mkdir(parents=True, exist_ok=True)
    port = free_port()
    options = ["--bind", "127.0.0.1", "--port", str(port), "--dir", str(directory), "--save", ""]
    process = start([find("redis-server"), *options, "--appendonly", "no"], quiet=True)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        end(process)
