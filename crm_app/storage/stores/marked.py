"""A store that belongs to one database, and says so: each holds the same mark.

Where a disk is not mounted, an empty directory stands in its place; where a bucket's name is mistyped,
another one answers. Both look like a store that has lost everything. The mark tells them apart from
one that has lost a file, so nothing is stored there, deleted there, or counted as missing.
"""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope, system_scope
from crm_app.storage.library_models import StoreMark
from crm_app.storage.models import Blob, BlobState
from crm_app.storage.refusals import BytesMissing, StoreNotOurs
from crm_app.storage.store import Store, Stored

MARK = "mark"
"""The key of the mark, beside the folder of blobs."""

_LENGTH = len(str(uuid4()))
_SAMPLE = 20


class MarkedStore:
    """Another store, which is asked for its mark before it is written to, and when something is missing."""

    def __init__(self, inner: Store) -> None:
        self.inner = inner
        self._mark: UUID | None = None

    async def verify(self) -> None:
        """Returns when this is the store of this database; one that never had a mark may be given it.

        `StoreNotOurs` when it is another one or not mounted, `StoreUnavailable` when it does not answer.
        """
        found = await read_mark(self.inner)
        if found is None or found != self._mark:
            self._mark = await _agreed(self.inner, found)

    async def promote(self, source: Path, key: str) -> bool:
        await self.verify()
        return await self.inner.promote(source, key)

    async def replace(self, source: Path, key: str) -> None:
        await self.verify()
        await self.inner.replace(source, key)

    async def stream(self, key: str, start: int, end: int) -> AsyncIterator[bytes]:
        try:
            async for chunk in self.inner.stream(key, start, end):
                yield chunk
        except BytesMissing:
            await self.verify()
            raise

    def local_path(self, key: str) -> Path | None:
        return self.inner.local_path(key)

    async def delete(self, key: str) -> None:
        await self.verify()
        await self.inner.delete(key)

    async def exists(self, key: str) -> bool:
        return await self.size(key) is not None

    async def size(self, key: str) -> int | None:
        size = await self.inner.size(key)
        if size is None:
            await self.verify()
        return size

    async def listed(self, prefix: str) -> AsyncIterator[Stored]:
        await self.verify()
        async for stored in self.inner.listed(prefix):
            yield stored

    async def healthy(self) -> bool:
        """`StoreNotOurs` when it is there, and not this database's."""
        if not await self.inner.healthy():
            return False
        await self.verify()
        return True


async def read_mark(store: Store) -> UUID | None:
    """The mark of a store; None without one, and for what is none."""
    if await store.size(MARK) is None:
        return None
    try:
        content = b"".join([chunk async for chunk in store.stream(MARK, 0, _LENGTH)])
    except BytesMissing:
        return None
    return parse_uuid(content.decode("ascii", "replace"))


async def write_mark(store: Store, mark: UUID) -> None:
    """Gives a store the mark, in the place of any that it had."""
    if await store.size(MARK) is not None:
        await store.delete(MARK)
    with tempfile.TemporaryDirectory() as directory:
        source = Path(directory) / MARK
        source.write_text(str(mark))
        await store.promote(source, MARK)


async def own_mark(scope: Scope) -> UUID:
    """The mark of this database, made when it has none yet."""
    await scope.session.exec(insert(StoreMark).values(mark=uuid4()).on_conflict_do_nothing())
    return (await scope.session.exec(select(StoreMark.mark))).one()


async def adopt(store: Store) -> UUID:
    """Makes `store` the one of this database, whatever it was before. Answers the mark."""
    async with system_scope() as scope:
        mark = await own_mark(scope)
    await write_mark(store, mark)
    return mark


async def _agreed(store: Store, found: UUID | None) -> UUID:
    """The mark that both have. A new store of a database without files gets it now."""
    async with system_scope() as scope:
        known = (await scope.session.exec(select(StoreMark.mark))).one_or_none()
        if found is not None and found == known:
            return found
        if found is not None or not await _may_be_marked(scope, store, known):
            raise StoreNotOurs()
        mark = await own_mark(scope)
    await write_mark(store, mark)
    return mark


async def _may_be_marked(scope: Scope, store: Store, known: UUID | None) -> bool:
    """Without files there is nothing to confuse; with files from before the marks, some of them are there."""
    stored = select(Blob.key).where(col(Blob.state) != BlobState.STORING.value).limit(_SAMPLE)
    keys = (await scope.session.exec(stored)).all()
    if not keys:
        return True
    if known is not None:
        return False
    for key in keys:
        if await store.size(key) is not None:
            return True
    return False
