"""Stored bytes as a file of this machine, for libraries that want one: the store's own, or a copy of it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from crm_app.storage.incoming import Incoming, incoming
from crm_app.storage.refusals import BytesMissing
from crm_app.storage.spool import Spool
from crm_app.storage.store import Store


@asynccontextmanager
async def as_local_file(store: Store, spool: Spool, key: str, size: int) -> AsyncGenerator[Path, None]:
    """A path to the `size` bytes under `key`, to be read within the block. `BytesMissing`, `DiskFull`.

    A copy is compared with its key: other bytes than were stored are as good as none.
    """
    path = store.local_path(key)
    if path is not None:
        if not await store.exists(key):
            raise BytesMissing()
        yield path
        return
    async with copied(store, spool, key, size) as copy:
        if copy.key != key:
            raise BytesMissing()
        yield copy.path


@asynccontextmanager
async def copied(store: Store, spool: Spool, key: str, size: int) -> AsyncGenerator[Incoming, None]:
    """The `size` bytes under `key` in the spool, gone after the block. `BytesMissing`, `DiskFull`."""
    async with incoming(spool, size) as copy:
        async for chunk in store.stream(key, 0, size):
            await copy.add(chunk)
        await copy.sync()
        yield copy
