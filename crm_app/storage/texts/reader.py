"""Reading the words of files in a process of its own, so that no file can take the server's time or life."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from types import TracebackType

from crm_app.core.errors import Unavailable
from crm_app.core.texts import t
from crm_app.storage.library_models import LONGEST_TEXT
from crm_app.storage.rendering import GRACE, LONGEST_START, WorkerLost, _environment, _kill, _output
from crm_app.storage.texts.kinds import NoText
from crm_app.storage.texts.worker import READY

LONGEST = 60.0
MOST_MEMORY = 1_500_000_000
_SCRIPT = Path(__file__).with_name("worker.py")


class TextReader:
    """One process that reads one file at a time; `async with` ends it. A lost one is started again."""

    def __init__(self, longest: float = LONGEST, memory: int = MOST_MEMORY) -> None:
        self._longest = longest
        self._memory = memory
        self._process: Process | None = None

    async def __aenter__(self) -> "TextReader":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.shield(self._end())

    async def read(self, path: Path, mime_type: str) -> str:
        """The text of the file, up to `LONGEST_TEXT` characters.

        `NoText` with the reason, also when it takes too long or ends its reader; `Unavailable` when no
        process could be started.
        """
        process = self._process or await self._start()
        try:
            async with asyncio.timeout(self._longest):
                return await _ask(process, path, mime_type)
        except NoText:
            raise
        except TimeoutError as error:
            await asyncio.shield(self._end())
            raise NoText(t("It takes too long to read this file.")) from error
        except (WorkerLost, asyncio.IncompleteReadError, ConnectionError) as error:
            await asyncio.shield(self._end())
            raise NoText(t("This file could not be read.")) from error
        except BaseException:
            await asyncio.shield(self._end())
            raise

    async def _start(self) -> Process:
        limits = (str(int(self._longest) + GRACE), str(self._memory))
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", str(_SCRIPT), *limits),
                stdin=PIPE,
                stdout=PIPE,
                env=_environment(),
                start_new_session=True,  # a Ctrl-C is for the server, which ends its processes itself
            )
        except OSError as error:
            raise Unavailable() from error
        self._process = process
        try:
            async with asyncio.timeout(LONGEST_START):
                greeting = await _output(process).readline()
        except TimeoutError:
            greeting = b""
        if greeting != READY:
            await self._end()
            raise Unavailable()
        return process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await _kill(process)


async def _ask(process: Process, path: Path, mime_type: str) -> str:
    assert process.stdin is not None
    wanted = {"path": str(path), "type": mime_type, "limit": LONGEST_TEXT}
    process.stdin.write(json.dumps(wanted).encode() + b"\n")
    await process.stdin.drain()
    line = await _output(process).readline()
    if not line.endswith(b"\n"):
        raise WorkerLost()
    head = json.loads(line)
    if "reason" in head:
        raise NoText(t(head["reason"]))
    return (await _output(process).readexactly(head["size"])).decode()
