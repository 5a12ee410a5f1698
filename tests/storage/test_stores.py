"""What holds of every store, on this machine's disk and in a real S3 server."""

import os
from pathlib import Path

import pytest

from crm_app.storage.keys import key_for
from crm_app.storage.local_copies import as_local_file
from crm_app.storage.refusals import BytesMissing, StoreUnavailable
from crm_app.storage.spool import Spool
from crm_app.storage.store import Store
from crm_app.storage.stores.s3 import PART_SIZE, READ_SIZE
from tests.storage_help import key_of

KEY = key_of(b"hello")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "finished"
    path.write_bytes(b"hello")
    return path


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    spool = Spool(tmp_path / "spool")
    spool.open()
    return spool


async def read(store: Store, start: int, end: int, key: str = KEY) -> bytes:
    return b"".join([chunk async for chunk in store.stream(key, start, end)])


async def test_what_is_promoted_can_be_read(each_store: Store, source: Path) -> None:
    await each_store.promote(source, KEY)
    assert await each_store.exists(KEY)
    assert await each_store.size(KEY) == 5
    assert await read(each_store, 0, 5) == b"hello"
    assert await read(each_store, 1, 3) == b"el"
    assert source.read_bytes() == b"hello"


async def test_a_key_is_never_overwritten(each_store: Store, source: Path) -> None:
    await each_store.promote(source, KEY)
    source.unlink()
    source.write_bytes(b"other")
    assert not await each_store.promote(source, KEY)
    assert await read(each_store, 0, 5) == b"hello"


async def test_what_is_damaged_is_replaced(each_store: Store, source: Path) -> None:
    assert await each_store.promote(source, KEY)
    source.unlink()
    source.write_bytes(b"other")
    await each_store.replace(source, KEY)
    assert await read(each_store, 0, 5) == b"other"
    assert [stored.key async for stored in each_store.listed("blobs")] == [KEY]


async def test_what_cannot_be_replaced_stays_as_it_was(each_store: Store, source: Path) -> None:
    await each_store.promote(source, KEY)
    with pytest.raises(StoreUnavailable):
        await each_store.replace(source.parent / "nothing", KEY)
    assert await read(each_store, 0, 5) == b"hello"
    assert [stored.key async for stored in each_store.listed("blobs")] == [KEY]


async def test_a_file_of_many_parts_is_read_back_as_it_was(each_store: Store, source: Path) -> None:
    content = os.urandom(2 * PART_SIZE + 10)
    source.write_bytes(content)
    await each_store.promote(source, KEY)
    assert await read(each_store, 0, len(content)) == content
    assert await read(each_store, READ_SIZE - 3, READ_SIZE + 3) == content[READ_SIZE - 3 : READ_SIZE + 3]


async def test_memory_stays_small_while_one_reads(each_store: Store, source: Path) -> None:
    source.write_bytes(os.urandom(2 * READ_SIZE + 1))
    await each_store.promote(source, KEY)
    sizes = [len(chunk) async for chunk in each_store.stream(KEY, 0, 2 * READ_SIZE + 1)]
    assert sum(sizes) == 2 * READ_SIZE + 1
    assert max(sizes) <= READ_SIZE


async def test_missing_bytes_are_told(each_store: Store) -> None:
    assert not await each_store.exists(KEY)
    assert await each_store.size(KEY) is None
    with pytest.raises(BytesMissing):
        await read(each_store, 0, 5)


@pytest.mark.parametrize("start", [0, 5])
async def test_a_file_that_is_shorter_than_its_row_says_so(
    each_store: Store, source: Path, start: int
) -> None:
    await each_store.promote(source, KEY)
    with pytest.raises(BytesMissing):
        await read(each_store, start, 6)


async def test_deleting_twice_is_fine(each_store: Store, source: Path) -> None:
    await each_store.promote(source, KEY)
    await each_store.delete(KEY)
    await each_store.delete(KEY)
    assert not await each_store.exists(KEY)


async def test_a_source_that_is_gone_is_a_failing_store(each_store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        await each_store.promote(tmp_path / "nothing", KEY)
    assert not await each_store.exists(KEY)


async def test_everything_below_a_folder_is_listed(each_store: Store, source: Path) -> None:
    other = key_for("cd" * 32)
    for key in (KEY, other, "mark"):
        await each_store.promote(source, key)
    found = [stored async for stored in each_store.listed("blobs")]
    assert {stored.key: stored.size for stored in found} == {KEY: 5, other: 5}
    assert all(stored.stored_at.tzinfo for stored in found)


async def test_an_empty_store_lists_nothing_and_is_healthy(each_store: Store) -> None:
    assert [stored async for stored in each_store.listed("blobs")] == []
    assert await each_store.healthy()


async def test_every_store_gives_a_file_to_libraries_that_want_one(
    each_store: Store, source: Path, spool: Spool
) -> None:
    await each_store.promote(source, KEY)
    async with as_local_file(each_store, spool, KEY, 5) as path:
        assert path.read_bytes() == b"hello"
    assert [path.name for path in spool.directory.iterdir()] == ["lock"]
    assert await each_store.exists(KEY)


async def test_no_file_is_given_of_bytes_that_are_missing(each_store: Store, spool: Spool) -> None:
    with pytest.raises(BytesMissing):
        async with as_local_file(each_store, spool, KEY, 5):
            pass
