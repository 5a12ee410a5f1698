"""Making pictures in processes of their own, which are started when they are needed."""

import asyncio
from asyncio.subprocess import Process
from pathlib import Path
from typing import Any

from crm_app.core.texts import t
from crm_app.storage import confined
from crm_app.storage.confined import MOST_MEMORY
from crm_app.storage.thumbnails import NoPicture, Picture, Pictures

LONGEST = 30.0
_SCRIPT = Path(__file__).with_name("render_worker.py")


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
                pictures = await _pictures(worker, path, mime_type)
        except NoPicture:
            self._idle.append(worker)
            raise
        except TimeoutError as error:
            await confined.kill(worker)
            raise NoPicture(t("It takes too long to make a preview of this file.")) from error
        except BaseException:
            await confined.kill(worker)
            raise
        self._idle.append(worker)
        return pictures

    async def stop(self) -> None:
        """Ends all processes. Nothing may be rendering any more."""
        while self._idle:
            await confined.kill(self._idle.pop())

    async def _worker(self) -> Process:
        while self._idle:
            worker = self._idle.pop()
            if worker.returncode is None:
                return worker
        return await confined.start(_SCRIPT, longest=self._longest, memory=self._memory)


async def _pictures(worker: Process, path: Path, mime_type: str) -> Pictures:
    head = await confined.ask(worker, path=str(path), type=mime_type)
    if "reason" in head:
        raise NoPicture(head["reason"])
    variants = tuple([await _picture(worker, facts) for facts in head["variants"]])
    return Pictures(head["width"], head["height"], variants)


async def _picture(worker: Process, facts: dict[str, Any]) -> Picture:
    content = await confined.read(worker, facts.pop("size"))
    return Picture(content=content, **facts)
