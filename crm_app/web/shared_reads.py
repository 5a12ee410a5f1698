"""What many tabs read again after one change is read once.

A hundred people have one list open, one row changes, and a hundred tabs are told: they would ask the database
a hundred times for the same. What the first of them reads is handed to the others, as long as nothing more is
heard of. Use it only for what everybody who may call the handler sees alike.
"""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, TypeVar

from crm_app.core.live import hub

T = TypeVar("T")
Read = Callable[[], Coroutine[Any, Any, T]]


class SharedReads:
    """The reads of one process since the hub has last heard of a change."""

    def __init__(self) -> None:
        self._heard = hub.heard
        self._reading: dict[Hashable, asyncio.Task[Any]] = {}

    async def get(self, key: Hashable, read: Read[T]) -> T:
        """What `read` answers, or what it answered another tab for the same `key` since the last change.

        A read that fails fails for the tab that began it; the others read for themselves.
        """
        if self._heard != hub.heard:
            self._heard = hub.heard
            self._reading.clear()
        begun = self._reading.get(key)
        if begun is None:
            begun = self._reading[key] = asyncio.create_task(read())
            return await asyncio.shield(begun)
        try:
            return await asyncio.shield(begun)
        except Exception:  # noqa: BLE001 - whose it is has been told
            return await read()


shared_reads = SharedReads()
