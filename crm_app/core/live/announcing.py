"""Tells the other processes who is here: what changed at once, everything with every beat, and the end."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from crm_app.core.database import database
from crm_app.core.errors import Unavailable
from crm_app.core.live import presence_messages as messages
from crm_app.core.live.presence import Presence

log = structlog.get_logger(__name__)

CHANNEL = "crm_presence"
BEAT = 5.0
"""Seconds between two times that all people of a process are told."""
GATHER = 0.05
"""Seconds in which what changes is gathered, after something was told."""
PARTING = 1.0

Send = Callable[[Sequence[str]], Awaitable[None]]


async def send_to_all(payloads: Sequence[str]) -> None:
    """Notifies every process that listens, in a transaction of its own. Raises the database's errors."""
    query = text("SELECT pg_notify(:channel, payload) FROM unnest(CAST(:payloads AS text[])) AS payload")
    async with database.session() as session:
        await session.execute(query, {"channel": CHANNEL, "payloads": list(payloads)})
        await session.commit()


async def announce(
    presence: Presence, alive: Callable[[str], bool], *, send: Send = send_to_all, beat: float = BEAT
) -> None:
    """Runs until it is cancelled. `alive` says whether a tab is still of this process."""
    presence.begin()
    loop = asyncio.get_running_loop()
    next_beat = loop.time() + beat
    try:
        while True:
            if await _news(presence, next_beat - loop.time()):
                await _tell(presence, send)
                await asyncio.sleep(GATHER)
            else:
                next_beat = loop.time() + beat
                presence.leave_unless(alive)
                presence.expire()
                presence.repeat()
    finally:
        with suppress(Exception):  # who hears no goodbye finds out by the silence
            async with asyncio.timeout(PARTING):
                await send([messages.bye(presence.process)])


async def _news(presence: Presence, seconds: float) -> bool:
    """Whether there is something to tell; False when it is time for the beat."""
    if seconds <= 0:
        return False
    try:
        await asyncio.wait_for(presence.news.wait(), seconds)
    except TimeoutError:
        return False
    return True


async def _tell(presence: Presence, send: Send) -> None:
    payloads = presence.outgoing()
    try:
        if payloads:
            await send(payloads)
    except (SQLAlchemyError, OSError, Unavailable) as error:
        log.warning("presence_untold", error=type(error).__name__)
