"""Whether stored bytes are still those that were stored: read once, and compared with their SHA-256."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlmodel import col, select

from crm_app.core.errors import AppError
from crm_app.core.scope import system_scope
from crm_app.storage.incoming import incoming
from crm_app.storage.models import Blob, BlobFault, BlobState
from crm_app.storage.refusals import BytesMissing, StoreNotOurs, StoreUnavailable
from crm_app.storage.spool import Spool
from crm_app.storage.store import Store

PAGE = 500

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Content:
    """What a row promises of its bytes: key, SHA-256 in hex, and how many they are."""

    key: str
    checksum: str
    size: int


class Damaged(AppError):
    """Bytes that are not what their row promises; `fault` says in which way."""

    code = "damaged"
    status = 500
    text = "The content of this file is damaged."

    def __init__(self, content: Content, fault: BlobFault) -> None:
        super().__init__()
        self.content = content
        self.fault = fault


async def fault_of(store: Store, content: Content) -> BlobFault | None:
    """What is wrong with the bytes; None when they are as they were.

    `StoreUnavailable` when the store is away, which says nothing about the bytes.
    """
    try:
        return await _compared(store, content)
    except BytesMissing:
        return BlobFault.MISSING
    except StoreNotOurs:
        raise
    except StoreUnavailable:
        if not await store.healthy():
            raise
        return BlobFault.UNREADABLE


async def _compared(store: Store, content: Content) -> BlobFault | None:
    size = await store.size(content.key)
    if size is None:
        return BlobFault.MISSING
    if size != content.size:
        return BlobFault.CHANGED
    digest = hashlib.sha256()
    async for chunk in store.stream(content.key, 0, size):
        await asyncio.to_thread(digest.update, chunk)
    return None if digest.hexdigest() == content.checksum else BlobFault.CHANGED


async def transfer(source: Store, target: Store, content: Content, spool: Spool) -> None:
    """Brings the bytes from one store to another, compared on the way and once more where they arrived.

    `Damaged` when those of `source` are not what was stored: then `target` gets nothing. `DiskFull`,
    `StoreUnavailable`, of either.
    """
    async with incoming(spool, content.size) as copy:
        try:
            async for chunk in source.stream(content.key, 0, content.size):
                await copy.add(chunk)
        except BytesMissing as error:
            raise Damaged(content, await fault_of(source, content) or BlobFault.MISSING) from error
        await copy.sync()
        if copy.checksum != content.checksum:
            raise Damaged(content, BlobFault.CHANGED)
        placed = await put_right(target, copy.path, content)
    if placed and await fault_of(target, content) is not None:
        await target.delete(content.key)
        raise StoreUnavailable()


async def put_right(store: Store, source: Path, content: Content) -> bool:
    """Makes the finished file `source` durable; False where its bytes are there, read and compared, already.

    Damaged ones are replaced. `DiskFull`, `StoreUnavailable`.
    """
    if await store.promote(source, content.key):
        return True
    fault = await fault_of(store, content)
    if fault is None:
        return False
    await store.replace(source, content.key)
    log.warning("storage.healed", key=content.key, was=fault.value)
    return True


async def stored_contents(after: str = "") -> AsyncIterator[Content]:
    """Everything that is stored, by key from `after` on, in pages: what comes meanwhile may be among it."""
    while page := await _page(after):
        for content in page:
            yield content
        after = page[-1].key


async def _page(after: str) -> list[Content]:
    query = (
        select(Blob.key, Blob.checksum, Blob.size)
        .where(col(Blob.key) > after, col(Blob.state) == BlobState.STORED.value)
        .order_by(col(Blob.key))
        .limit(PAGE)
    )
    async with system_scope() as scope:
        return [Content(*row) for row in (await scope.session.exec(query)).all()]


async def is_stored(key: str) -> bool:
    """Whether the row still says that the bytes are there: they may have been deleted meanwhile."""
    query = select(Blob.key).where(col(Blob.key) == key, col(Blob.state) == BlobState.STORED.value)
    async with system_scope() as scope:
        return (await scope.session.exec(query)).first() is not None
