"""A file on its way in: counted, hashed and written while it arrives, and gone whatever happens."""

import asyncio
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_app.storage.incoming import GATHER_SIZE, incoming
from crm_app.storage.keys import key_for
from crm_app.storage.refusals import StoreUnavailable, TooLarge
from crm_app.storage.spool import Spool


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    spool = Spool(tmp_path / "spool")
    spool.open()
    yield spool
    spool.close()


def files_in(spool: Spool) -> list[str]:
    return [path.name for path in spool.directory.iterdir() if path.name != "lock"]


async def test_the_bytes_arrive_as_they_were(spool: Spool) -> None:
    chunks = [os.urandom(size) for size in (1, GATHER_SIZE - 1, GATHER_SIZE, 70_000, 0, GATHER_SIZE + 7)]
    async with incoming(spool, 10 * GATHER_SIZE) as file:
        for chunk in chunks:
            await file.add(chunk)
        await file.sync()
        whole = b"".join(chunks)
        assert file.path.read_bytes() == whole
        assert file.size == len(whole)
        assert file.checksum == hashlib.sha256(whole).hexdigest()
        assert file.key == key_for(file.checksum)
    assert files_in(spool) == []


async def test_exactly_the_limit_is_accepted(spool: Spool) -> None:
    async with incoming(spool, 10) as file:
        await file.add(b"x" * 10)
        await file.sync()
        assert file.size == 10


async def test_one_byte_more_is_refused_before_it_is_written(spool: Spool) -> None:
    async with incoming(spool, 10) as file:
        await file.add(b"x" * 10)
        with pytest.raises(TooLarge):
            await file.add(b"x")
    assert files_in(spool) == []


async def test_a_failure_in_between_leaves_nothing(spool: Spool) -> None:
    with pytest.raises(RuntimeError):
        async with incoming(spool, 10 * GATHER_SIZE) as file:
            await file.add(b"x" * GATHER_SIZE * 2)
            raise RuntimeError
    assert files_in(spool) == []


async def test_cancelling_in_between_leaves_nothing(spool: Spool) -> None:
    started = asyncio.Event()

    async def endless() -> None:
        async with incoming(spool, 1 << 40) as file:
            while True:
                await file.add(b"x" * GATHER_SIZE)
                started.set()

    task = asyncio.create_task(endless())
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert files_in(spool) == []


async def test_a_failing_disk_is_told_at_the_next_step(spool: Spool) -> None:
    async with incoming(spool, 10 * GATHER_SIZE) as file:
        descriptor = file._descriptor
        file._descriptor = os.open("/dev/full", os.O_WRONLY)
        await file.add(b"x" * GATHER_SIZE)
        with pytest.raises(Exception, match="full"):
            await file.sync()
        os.close(file._descriptor)
        file._descriptor = descriptor
    assert files_in(spool) == []


async def test_a_spool_that_is_gone_refuses(spool: Spool) -> None:
    lost = Spool(spool.root / "nothing")
    with pytest.raises(StoreUnavailable):
        async with incoming(lost, 10):
            pass
