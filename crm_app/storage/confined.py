"""Processes that open strangers' files, so that no file can take the server's time, memory or life.

Such a process serves one file at a time, and is killed when a file takes too long. It ends by itself with its
input, so it does not outlive a server that is killed. What it does is in `core.confined_worker`.
"""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import Any

from crm_app.core.confined_worker import READY
from crm_app.core.errors import Unavailable

LONGEST_START = 60.0
GRACE = 5
"""Seconds after which a process ends by itself at a file that its server should have given up: it is gone."""

MOST_MEMORY = 1_500_000_000

_ROOT = Path(__file__).parents[2]
_SEEN_BY_WORKERS = ("PATH", "HOME", "LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LD_LIBRARY_PATH", "TMPDIR")


class WorkerLost(Exception):
    """The process ended while it was at the file: by the file, or by somebody who killed it."""


async def start(script: Path, *, longest: float, memory: int) -> Process:
    """A process that runs the script and is ready for files that take up to `longest` seconds.

    `Unavailable` when it could not be started.
    """
    try:
        worker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", str(script), str(int(longest) + GRACE), str(memory)),
            stdin=PIPE,
            stdout=PIPE,
            env=environment(),
            start_new_session=True,  # a Ctrl-C is for the server, which ends its processes itself
        )
    except OSError as error:
        raise Unavailable() from error
    await _greeted(worker)
    return worker


async def ask(worker: Process, **wanted: object) -> dict[str, Any]:
    """The line that it answers; `WorkerLost` when it has ended. What follows is left for `read`."""
    assert worker.stdin is not None
    try:
        worker.stdin.write(json.dumps(wanted).encode() + b"\n")
        await worker.stdin.drain()
        line = await _output(worker).readline()
    except ConnectionError as error:
        raise WorkerLost() from error
    if not line.endswith(b"\n"):
        raise WorkerLost()
    return json.loads(line)


async def read(worker: Process, size: int) -> bytes:
    """So many bytes of its answer; `WorkerLost` when there are fewer."""
    try:
        return await _output(worker).readexactly(size)
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        raise WorkerLost() from error


async def kill(worker: Process) -> None:
    """Ends it, and waits until it is gone, whoever else is cancelled meanwhile."""
    await asyncio.shield(_kill(worker))


def environment() -> dict[str, str]:
    """No address and password of a database for those who read strangers' files."""
    kept = {name: os.environ[name] for name in _SEEN_BY_WORKERS if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT), "MALLOC_ARENA_MAX": "2"}


async def _greeted(worker: Process) -> None:
    """Waits until it is ready; `Unavailable`, and it is gone, when it will not be."""
    try:
        async with asyncio.timeout(LONGEST_START):
            greeting = await _output(worker).readline()
    except BaseException as error:
        await kill(worker)
        if isinstance(error, TimeoutError):
            raise Unavailable() from error
        raise
    if greeting != READY:
        await kill(worker)
        raise Unavailable()


def _output(worker: Process) -> asyncio.StreamReader:
    assert worker.stdout is not None
    return worker.stdout


async def _kill(worker: Process) -> None:
    with suppress(ProcessLookupError):
        worker.kill()
    await worker.wait()
