"""The local store: durable, never overwritten, and clear about what is missing."""

import errno
import os
import stat
from pathlib import Path

import pytest

from crm_app.storage import store as store_module
from crm_app.storage.keys import key_for
from crm_app.storage.refusals import DiskFull, StoreUnavailable
from crm_app.storage.store import CHUNK_SIZE, LocalStore, refusal

KEY = key_for("ab" * 32)


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    root = tmp_path / "store"
    root.mkdir()
    return LocalStore(root)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "finished"
    path.write_bytes(b"hello")
    return path


async def read(store: LocalStore, start: int, end: int) -> bytes:
    return b"".join([chunk async for chunk in store.stream(KEY, start, end)])


async def test_what_is_promoted_can_be_read(store: LocalStore, source: Path) -> None:
    await store.promote(source, KEY)
    assert await store.exists(KEY)
    assert await read(store, 0, 5) == b"hello"
    assert await read(store, 1, 3) == b"el"
    assert store.local_path(KEY) == store.root / KEY
    assert source.exists()


async def test_long_files_come_in_chunks(store: LocalStore, source: Path) -> None:
    source.write_bytes(os.urandom(CHUNK_SIZE + 10))
    await store.promote(source, KEY)
    sizes = [len(chunk) async for chunk in store.stream(KEY, 0, CHUNK_SIZE + 10)]
    assert sizes == [CHUNK_SIZE, 10]


async def test_deleting_what_never_was_is_fine(store: LocalStore) -> None:
    await store.delete(KEY)


async def test_a_store_on_another_disk_gets_a_copy(
    store: LocalStore, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_disk(*_: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(Path, "hardlink_to", other_disk)
    await store.promote(source, KEY)
    assert await read(store, 0, 5) == b"hello"
    assert [path.name for path in (store.root / KEY).parent.iterdir()] == [KEY.rpartition("/")[2]]
    assert stat.S_IMODE((store.root / KEY).stat().st_mode) == 0o600


async def test_whoever_reads_what_is_replaced_has_the_old_bytes_to_the_end(
    store: LocalStore, source: Path
) -> None:
    source.write_bytes(b"a" * 2 * CHUNK_SIZE)
    await store.promote(source, KEY)
    reading = store.stream(KEY, 0, 2 * CHUNK_SIZE)
    first = await anext(reading)
    source.unlink()
    source.write_bytes(b"b" * 2 * CHUNK_SIZE)
    await store.replace(source, KEY)
    assert first + await anext(reading) == b"a" * 2 * CHUNK_SIZE
    assert await read(store, 0, 1) == b"b"


async def test_a_root_that_is_gone_is_a_failing_store(store: LocalStore, source: Path) -> None:
    (source.parent / "elsewhere").mkdir()
    lost = LocalStore(source.parent / "unmounted" / "store")
    with pytest.raises(StoreUnavailable):
        await lost.promote(source, KEY)
    assert not await lost.healthy()


async def test_something_in_the_way_is_a_failing_store(store: LocalStore, source: Path) -> None:
    (store.root / KEY).parent.mkdir(parents=True)
    (store.root / KEY).mkdir()
    with pytest.raises(StoreUnavailable):
        await store.delete(KEY)
    assert not await store.exists(KEY)
    (store.root / "blobs" / "cd").write_bytes(b"")
    with pytest.raises(StoreUnavailable):
        await store.promote(source, key_for("cd" * 32))
    with pytest.raises(StoreUnavailable):
        assert [chunk async for chunk in store.stream(key_for("cd" * 32), 0, 1)]


async def test_a_store_that_takes_bytes_is_healthy_and_stays_empty(store: LocalStore) -> None:
    assert await store.healthy()
    assert list(store.root.iterdir()) == []


async def test_every_name_on_the_way_reaches_the_disk(
    store: LocalStore, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    real = store_module.sync_directory
    monkeypatch.setattr(
        store_module, "sync_directory", lambda path: (synced.append(path.relative_to(store.root)), real(path))
    )
    await store.promote(source, KEY)
    assert [str(path) for path in synced] == [".", "blobs", "blobs/ab", "blobs/ab/ab"]


def test_no_room_is_told_from_other_failures() -> None:
    assert isinstance(refusal(OSError(errno.ENOSPC, "")), DiskFull)
    assert isinstance(refusal(OSError(errno.EDQUOT, "")), DiskFull)
    assert isinstance(refusal(OSError(errno.EIO, "")), StoreUnavailable)


async def test_bytes_are_for_the_app_alone(store: LocalStore, tmp_path: Path) -> None:
    from crm_app.storage.incoming import incoming
    from crm_app.storage.spool import Spool

    spool = Spool(tmp_path / "spool")
    spool.open()
    async with incoming(spool, 10) as file:
        await file.add(b"secret")
        await file.sync()
        await store.promote(file.path, file.key)
        assert stat.S_IMODE((store.root / file.key).stat().st_mode) == 0o600
    spool.close()
