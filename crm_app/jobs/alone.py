"""A worker that is a process of its own."""

import asyncio
import signal
from collections.abc import Callable
from types import FrameType

from crm_app import jobs, storage
from crm_app.core.database import database
from crm_app.jobs.running import GRACE_SECONDS


async def work_alone(url: str, say: Callable[[str], None]) -> None:
    """Does jobs until SIGTERM or SIGINT, and lets go of them gently. OSError: DATA_DIR cannot be written."""
    database.start(url)
    await storage.start()
    await jobs.start(url, work=True)
    leaving = _told_to_leave()
    say("Ready: doing jobs. Ctrl-C ends it.")
    try:
        await leaving.wait()
        say(f"Ending: what is being done has {GRACE_SECONDS:.0f} seconds.")
    finally:
        await jobs.stop()
        await storage.stop()
        await database.stop()
    say("Ended. What was not done is in the queue.")


def _told_to_leave() -> asyncio.Event:
    """Set by the first signal; further ones do not disturb the ending, that of the database included."""
    leaving, loop = asyncio.Event(), asyncio.get_running_loop()

    def leave(number: int, frame: FrameType | None) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(leaving.set)

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, leave)
    return leaving
