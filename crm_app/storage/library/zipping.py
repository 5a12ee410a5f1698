"""A zip, made while it is sent: no more of it is in memory than the piece that is on its way.

What cannot be read is named in a file of the zip, instead of breaking off the whole.
"""

from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing
from typing import Any, cast

import structlog
from zipstream import ZIP_STORED, ZipStream

from crm_app.core.errors import AppError
from crm_app.core.texts import t
from crm_app.storage.library.zip_plans import ZipEntry, ZipPlan
from crm_app.storage.runtime import runtime
from crm_app.storage.store import Store

MISSING = "MISSING.txt"

log = structlog.get_logger(__name__)


async def stream_zip(plan: ZipPlan) -> AsyncGenerator[bytes]:
    """The zip in pieces. Nothing is compressed: pictures and documents are already."""
    store, stream = runtime().store, ZipStream(compress_type=ZIP_STORED)
    missing: list[str] = []
    for entry in plan.entries:
        async with aclosing(_entry(store, stream, entry, missing)) as pieces:
            async for piece in pieces:
                yield piece
    if missing:
        stream.add(_told(missing), _free(plan))
    for piece in cast(Iterator[bytes], stream.finalize()):
        yield piece


async def _entry(
    store: Store, stream: ZipStream, entry: ZipEntry, missing: list[str]
) -> AsyncGenerator[bytes]:
    """One file or directory. The zip asks for a piece whenever one is there: it never waits in a thread."""
    if entry.key is None:
        stream.mkdir(entry.path)
        for piece in _file_of(stream):
            yield piece
        return
    async with aclosing(cast(Any, store.stream(entry.key, 0, entry.size))) as chunks:
        first = await _next(chunks, entry, missing)
        if first is None:
            return
        box = deque([first])
        stream.add(_taken(box), entry.path, size=entry.size)
        written = _file_of(stream)
        yield next(written)  # the header
        while box:
            yield next(written)
            if (chunk := await _next(chunks, entry, missing)) is not None:
                box.append(chunk)
        for piece in written:
            yield piece


def _file_of(stream: ZipStream) -> Iterator[bytes]:
    return cast(Iterator[bytes], stream.file())


def _taken(box: deque[bytes]) -> Iterator[bytes]:
    while box:
        yield box.popleft()


async def _next(chunks: AsyncIterator[bytes], entry: ZipEntry, missing: list[str]) -> bytes | None:
    """The next bytes; None at the end, and where they cannot be read: then the entry is named."""
    try:
        return await anext(chunks, None)
    except AppError as error:
        log.warning("storage.zip_entry_unreadable", reason=error.code)
        missing.append(entry.path)
        return None


def _told(missing: list[str]) -> bytes:
    first = t("These files could not be read, or not to their end:")
    return "\n".join([first, "", *missing, ""]).encode()


def _free(plan: ZipPlan) -> str:
    taken = {entry.path.casefold() for entry in plan.entries}
    name = MISSING
    while name.casefold() in taken:
        name = f"_{name}"
    return name
