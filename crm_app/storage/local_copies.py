"""Stored bytes as a file of this machine, for libraries that want one: the store's own, or a copy of it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from crm_app.storage.incoming import incoming
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
    async with incoming(spool, size) as copy:
        async for chunk in store.stream(key, 0, size):
            await copy.add(chunk)
        await copy.sync()
        if copy.key != key:
            raise BytesMissing()
        yield copy.path
