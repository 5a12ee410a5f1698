"""One file on its way in: gathered, written and hashed in a thread while the next bytes arrive."""

import asyncio
import hashlib
import os
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from crm_app.storage.keys import key_for
from crm_app.storage.refusals import TooLarge
from crm_app.storage.spool import Spool
from crm_app.storage.store import refusal

GATHER_SIZE = 1024 * 1024
"""How many bytes are written at once; twice that is the memory that an upload takes."""


class Incoming:
    """A file in the spool. Use it through `incoming`, which removes it in every case."""

    def __init__(self, path: Path, limit: int) -> None:
        self.path = path
        self.size = 0
        self._limit = limit
        self._hash = hashlib.sha256()
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._gathered: list[bytes] = []
        self._gathered_size = 0
        self._writing: asyncio.Task[None] | None = None

    @property
    def checksum(self) -> str:
        """The SHA-256 of what was written; final after `sync`."""
        return self._hash.hexdigest()

    @property
    def key(self) -> str:
        """The key that these bytes have in a store; final after `sync`."""
        return key_for(self.checksum)

    async def add(self, chunk: bytes) -> None:
        """Takes bytes; returns before they are written. `TooLarge` at the first byte over the limit."""
        self.size += len(chunk)
        if self.size > self._limit:
            raise TooLarge()
        self._gathered.append(chunk)
        self._gathered_size += len(chunk)
        if self._gathered_size >= GATHER_SIZE:
            await self._hand_over()

    async def sync(self) -> None:
        """Returns when every byte has reached the disk. `DiskFull`, `StoreUnavailable`."""
        await self._hand_over()
        await self._written()
        await self._in_thread(partial(os.fsync, self._descriptor))

    async def close(self) -> None:
        """Closes and removes the file, once no thread writes to it any more."""
        if self._writing is not None:
            await asyncio.gather(self._writing, return_exceptions=True)
        os.close(self._descriptor)
        self.path.unlink(missing_ok=True)

    async def _hand_over(self) -> None:
        await self._written()
        chunks, self._gathered, self._gathered_size = self._gathered, [], 0
        if chunks:
            self._writing = asyncio.create_task(self._in_thread(partial(self._write, chunks)))

    async def _written(self) -> None:
        """Waits for the last handing over; its failure is raised here."""
        if self._writing is not None:
            await asyncio.shield(self._writing)
            self._writing = None

    async def _in_thread(self, function: Callable[[], None]) -> None:
        try:
            await asyncio.to_thread(function)
        except OSError as error:
            raise refusal(error) from error

    def _write(self, chunks: Sequence[bytes]) -> None:
        for chunk in chunks:
            self._hash.update(chunk)
            rest = memoryview(chunk)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]


@asynccontextmanager
async def incoming(spool: Spool, limit: int) -> AsyncGenerator[Incoming, None]:
    """An empty file in the spool that takes up to `limit` bytes and is gone after the block."""
    try:
        file = Incoming(spool.new_path(), limit)
    except OSError as error:
        raise refusal(error) from error
    try:
        yield file
    finally:
        await asyncio.shield(file.close())
