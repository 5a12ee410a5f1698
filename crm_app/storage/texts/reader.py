"""Reading the words of files in a process of its own, so that no file can take the server's time or life."""

import asyncio
from asyncio.subprocess import Process
from pathlib import Path
from types import TracebackType

from crm_app.core.texts import t
from crm_app.storage import confined
from crm_app.storage.confined import MOST_MEMORY, WorkerLost
from crm_app.storage.library_models import LONGEST_TEXT
from crm_app.storage.texts.kinds import NoText

LONGEST = 60.0
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
        await self._end()

    async def read(self, path: Path, mime_type: str) -> str:
        """The text of the file, up to `LONGEST_TEXT` characters.

        `NoText` with the reason, also when it takes too long or ends its reader; `Unavailable` when no
        process could be started.
        """
        process = self._process or await self._start()
        try:
            async with asyncio.timeout(self._longest):
                return await _text(process, path, mime_type)
        except NoText:
            raise
        except TimeoutError as error:
            await self._end()
            raise NoText(t("It takes too long to read this file.")) from error
        except WorkerLost as error:
            await self._end()
            raise NoText(t("This file could not be read.")) from error
        except BaseException:
            await self._end()
            raise

    async def _start(self) -> Process:
        self._process = await confined.start(_SCRIPT, longest=self._longest, memory=self._memory)
        return self._process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await confined.kill(process)


async def _text(process: Process, path: Path, mime_type: str) -> str:
    head = await confined.ask(process, path=str(path), type=mime_type, limit=LONGEST_TEXT)
    if "reason" in head:
        raise NoText(t(head["reason"]))
    return (await confined.read(process, head["size"])).decode()
