"""Bytes in an S3-compatible store. Every request has an end: one that stalls is a store that is away."""

import asyncio
from collections.abc import AsyncIterator, Generator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import obstore
import structlog
from obstore import exceptions
from obstore.store import S3Store as Bucket

from crm_app.storage.refusals import BytesMissing, DiskFull, StoreUnavailable
from crm_app.storage.store import Stored, refusal

READ_SIZE = 4 * 1024 * 1024
"""How much one request brings: a reader may take as long as they like between two."""

PART_SIZE = 8 * 1024 * 1024
PARTS_AT_ONCE = 4
"""Thirty-two megabytes of memory at most, however large the file is."""

CONNECT_SECONDS = 5
RETRIES = 2

_NO_ROOM = ("507 ", "XMinioStorageFull", "QuotaExceeded", "InsufficientStorage", "NotEnoughSpace")
_BEHIND_THE_END = "InvalidRange"

log = structlog.get_logger(__name__)


class S3Store:
    """Bytes below a prefix of one bucket. The access keys come from the environment, as everywhere with S3.

    `seconds` is how long the store may keep one request waiting, its repetitions included.
    """

    def __init__(self, bucket: str, prefix: str, endpoint: str | None, region: str, seconds: int) -> None:
        config = {"region": region, "checksum_algorithm": "SHA256"} | (
            {"endpoint": endpoint} if endpoint else {}
        )
        self._seconds = seconds
        self._bucket = Bucket(
            bucket,
            prefix=prefix or None,
            config=config,  # pyright: ignore[reportArgumentType] - a plain dict of what S3Config names
            client_options={
                "allow_http": bool(endpoint and endpoint.startswith("http://")),
                "connect_timeout": timedelta(seconds=min(CONNECT_SECONDS, seconds)),
                "timeout": timedelta(seconds=seconds),
            },
            retry_config={"max_retries": RETRIES, "retry_timeout": timedelta(seconds=seconds)},
        )

    async def promote(self, source: Path, key: str) -> bool:
        if await self.size(key) is not None:
            return False
        await self.replace(source, key)
        return True

    async def replace(self, source: Path, key: str) -> None:
        """What is sent carries its SHA-256, which the store compares; what came is counted afterwards."""
        with _refusals():
            size = (await asyncio.to_thread(source.stat)).st_size
            await self._put(key, source)
        if await self.size(key) != size:
            raise StoreUnavailable()

    async def _put(self, key: str, source: Path) -> None:
        try:
            await obstore.put_async(
                self._bucket, key, source, chunk_size=PART_SIZE, max_concurrency=PARTS_AT_ONCE
            )
        except FileNotFoundError as error:
            raise StoreUnavailable() from error  # no such bucket, or no such source

    async def stream(self, key: str, start: int, end: int) -> AsyncIterator[bytes]:
        while start < end:
            chunk = await self._range(key, start, min(end, start + READ_SIZE))
            if not chunk:
                raise BytesMissing()
            start += len(chunk)
            yield chunk

    async def _range(self, key: str, start: int, end: int) -> bytes:
        with _refusals():
            async with asyncio.timeout(self._patience):
                return bytes(await obstore.get_range_async(self._bucket, key, start=start, end=end))

    def local_path(self, key: str) -> Path | None:
        return None

    async def delete(self, key: str) -> None:
        try:
            with _refusals():
                async with asyncio.timeout(self._patience):
                    await obstore.delete_async(self._bucket, key)
        except BytesMissing:
            pass  # some stores say so

    async def exists(self, key: str) -> bool:
        return await self.size(key) is not None

    async def size(self, key: str) -> int | None:
        try:
            with _refusals():
                async with asyncio.timeout(self._patience):
                    return (await obstore.head_async(self._bucket, key))["size"]
        except BytesMissing:
            return None

    async def listed(self, prefix: str) -> AsyncIterator[Stored]:
        with _refusals():
            async for page in obstore.list(self._bucket, prefix=prefix):
                for found in page:
                    yield Stored(found["path"], found["size"], found["last_modified"])

    async def healthy(self) -> bool:
        """Whether it answers; bytes are not sent, because each request may cost money."""
        try:
            await self.size("probe")
        except StoreUnavailable:
            return False
        return True

    @property
    def _patience(self) -> float:
        """One request and its repetitions: the last one may begin just before the time is over."""
        return self._seconds * 2


@contextmanager
def _refusals() -> Generator[None, None, None]:
    """What the store or the network says, in the words of storage."""
    try:
        yield
    except FileNotFoundError as error:
        if "not found: " in str(error):
            raise BytesMissing() from error
        raise refusal(error) from error  # the source, on this machine
    except (TimeoutError, OSError) as error:
        raise StoreUnavailable() from error
    except exceptions.BaseError as error:
        raise _refusal(str(error)) from error


def _refusal(said: str) -> BytesMissing | DiskFull | StoreUnavailable:
    if _BEHIND_THE_END in said:
        return BytesMissing()
    if any(sign in said for sign in _NO_ROOM):
        return DiskFull()
    log.warning("storage.s3_refused", reason=said.partition("\n")[0][:300])
    return StoreUnavailable()
