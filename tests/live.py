"""Hears what transactions publish, for tests."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import psycopg

from crm_app.core.database import database
from crm_app.core.live.changes import CHANNEL, Change, decode

Heard = Callable[[], Awaitable[list[Change]]]


@asynccontextmanager
async def told(topic: str) -> AsyncIterator[Heard]:
    """Listens while the block runs. What it gives answers, after the block too, all changes of the topic."""
    connection = await psycopg.AsyncConnection.connect(database.url, autocommit=True)
    await connection.execute(f"LISTEN {CHANNEL}")  # type: ignore[arg-type]

    async def heard() -> list[Change]:
        """Everything up to a marker sent now, so that silence needs no waiting."""
        found: list[Change] = []
        async with connection:
            await connection.execute("SELECT pg_notify(%s, 'end')", [CHANNEL])
            async for notification in connection.notifies():
                if notification.payload == "end":
                    break
                found += [change for change in decode(notification.payload) if change.topic == topic]
        return found

    yield heard
