"""Lets a test go on when another transaction has come to wait for it, instead of when some time is over."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

import psycopg

from crm_app.core.database import database

T = TypeVar("T")
PATIENCE = 120
"""Seconds after which a test gives up on what has to come: far more than it takes on a slow, busy machine."""
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


async def begun_and_waiting(call: Awaitable[T]) -> "asyncio.Task[T]":
    """Starts the call, and answers when it waits for a lock of another transaction (or has ended)."""
    task = asyncio.ensure_future(call)
    async with await psycopg.AsyncConnection.connect(database.url, autocommit=True) as connection:
        while not task.done() and not await _waiting(connection):
            pass  # asking lets the task run
    return task


async def _waiting(connection: psycopg.AsyncConnection) -> int:
    (count,) = (await (await connection.execute(WAITING)).fetchall())[0]
    return count
