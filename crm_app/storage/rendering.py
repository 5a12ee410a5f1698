"""Making pictures in processes of their own, so that no file can take the server's time, memory or life.

A process is started when it is needed, serves one file at a time, and is killed when a file takes too
long. It ends by itself with its input, so it does not outlive a server that is killed.
"""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import Any

from crm_app.core.errors import Unavailable
from crm_app.core.texts import t
from crm_app.storage.render_worker import READY
from crm_app.storage.thumbnails import NoPicture, Picture, Pictures

LONGEST = 30.0
LONGEST_START = 60.0
GRACE = 5
"""Seconds after which a process ends by itself at a file that its server should have given up: it is gone."""

MOST_MEMORY = 1_500_000_000

_SCRIPT = Path(__file__).with_name("render_worker.py")
_ROOT = Path(__file__).parents[2]
_SEEN_BY_WORKERS = ("PATH", "HOME", "LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LD_LIBRARY_PATH", "TMPDIR")


class WorkerLost(Exception):
    """The process ended while it was at the file: by the file, or by somebody who killed it."""


class Renderers:
    """The processes of this server that make pictures. As many as there are calls at a time."""

    def __init__(self, longest: float = LONGEST, memory: int = MOST_MEMORY) -> None:
        self._longest = longest
        self._memory = memory
        self._idle: list[Process] = []

    async def render(self, path: Path, mime_type: str) -> Pictures:
        """What `thumbnails.render` makes of the file, or the reason why not.

        `NoPicture` also when it takes too long; `WorkerLost` when the process did not survive;
        `Unavailable` when none could be started.
        """
        worker = await self._worker()
        try:
            async with asyncio.timeout(self._longest):
                pictures = await _ask(worker, path, mime_type)
        except NoPicture:
            self._idle.append(worker)
            raise
        except TimeoutError as error:
            await asyncio.shield(_kill(worker))
            raise NoPicture(t("It takes too long to make a preview of this file.")) from error
        except BaseException:
            await asyncio.shield(_kill(worker))
            raise
        self._idle.append(worker)
        return pictures

    async def stop(self) -> None:
        """Ends all processes. Nothing may be rendering any more."""
        while self._idle:
            await _kill(self._idle.pop())

    async def _worker(self) -> Process:
        while self._idle:
            worker = self._idle.pop()
            if worker.returncode is None:
                return worker
        return await self._start()

    async def _start(self) -> Process:
        try:
            worker = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", str(_SCRIPT), str(int(self._longest) + GRACE), str(self._memory)),
                stdin=PIPE,
                stdout=PIPE,
                env=_environment(),
                start_new_session=True,  # a Ctrl-C is for the server, which ends its processes itself
            )
        except OSError as error:
            raise Unavailable() from error
        try:
            async with asyncio.timeout(LONGEST_START):
                greeting = await _output(worker).readline()
        except BaseException as error:
            await asyncio.shield(_kill(worker))
            if isinstance(error, TimeoutError):
                raise Unavailable() from error
            raise
        if greeting != READY:
            await _kill(worker)
            raise Unavailable()
        return worker


def _environment() -> dict[str, str]:
    """No address and password of a database for those who read strangers' files."""
    kept = {name: os.environ[name] for name in _SEEN_BY_WORKERS if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT), "MALLOC_ARENA_MAX": "2"}


async def _ask(worker: Process, path: Path, mime_type: str) -> Pictures:
    assert worker.stdin is not None
    try:
        worker.stdin.write(json.dumps({"path": str(path), "type": mime_type}).encode() + b"\n")
        await worker.stdin.drain()
        line = await _output(worker).readline()
        if not line.endswith(b"\n"):
            raise WorkerLost()
        return await _pictures(_output(worker), json.loads(line))
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        raise WorkerLost() from error


async def _pictures(output: asyncio.StreamReader, head: dict[str, Any]) -> Pictures:
    if "reason" in head:
        raise NoPicture(head["reason"])
    variants: list[Picture] = []
    for facts in head["variants"]:
        content = await output.readexactly(facts.pop("size"))
        variants.append(Picture(content=content, **facts))
    return Pictures(head["width"], head["height"], tuple(variants))


def _output(worker: Process) -> asyncio.StreamReader:
    assert worker.stdout is not None
    return worker.stdout


async def _kill(worker: Process) -> None:
    with suppress(ProcessLookupError):
        worker.kill()
    await worker.wait()
