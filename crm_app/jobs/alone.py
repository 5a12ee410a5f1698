"""A worker that is a process of its own."""

import asyncio
from collections.abc import Callable

from crm_app import jobs, storage
from crm_app.core.database import database


async def work_alone(url: str, ready: Callable[[], None]) -> None:
    """Does jobs until it is cancelled. OSError when DATA_DIR cannot be written."""
    database.start(url)
    await storage.start()
    await jobs.start(url, work=True)
    ready()
    try:
        await asyncio.Event().wait()
    finally:
        await jobs.stop()
        await storage.stop()
        await database.stop()
