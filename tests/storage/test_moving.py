"""Moving to another store: everything arrives and is compared, whoever is killed in between."""

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from crm_app import storage
from crm_app.accounts import User
from crm_app.settings import settings
from crm_app.storage.refusals import DiskFull, StoreNotOurs, StoreUnavailable
from crm_app.storage.runtime import Runtime
from crm_app.storage.store import LocalStore, Store
from crm_app.storage.stores.addresses import store_at
from crm_app.storage.stores.backing_up import back_up
from crm_app.storage.stores.checking import check_store
from crm_app.storage.stores.manifests import latest
from crm_app.storage.stores.marked import MarkedStore, read_mark, write_mark
from crm_app.storage.stores.moving import Ledger, Moved, ledger_path, move
from tests import samples
from tests.s3 import S3Server
from tests.storage_help import a_folder, key_of, store

CONTENTS = [samples.noise(1000, seed) for seed in range(5)]


@pytest.fixture
async def filled(running: Runtime, mira: User) -> Runtime:
    """The running storage with five files."""
    folder = await a_folder()
    for content in CONTENTS:
        await store(mira, content, folder)
    return running


@pytest.fixture
async def target(store_url: str) -> AsyncIterator[Store]:
    """An empty store of each kind."""
    yield store_at(store_url)


async def moved_to(running: Runtime, target: Store, data_dir: Path, progress: object = None) -> Moved:
    return await move(running.store, target, running.spool, ledger_path(data_dir, "target"), progress or seen)


def seen(_: Moved) -> None: ...


async def holds_all(target: Store) -> bool:
    return (await check_store(MarkedStore(target))).clean


async def test_everything_is_copied_compared_and_marked(
    filled: Runtime, target: Store, data_dir: Path
) -> None:
    moved = await moved_to(filled, target, data_dir)
    assert (moved.copied, moved.present, moved.size, moved.damaged) == (5, 0, 5000, [])
    assert await read_mark(target) == await read_mark(filled.store)
    assert await holds_all(target)
    assert await holds_all(filled.store)


async def test_a_second_run_takes_what_came_meanwhile(
    filled: Runtime, target: Store, data_dir: Path, mira: User
) -> None:
    await moved_to(filled, target, data_dir)
    await store(mira, b"came meanwhile", await a_folder())
    again = await moved_to(filled, target, data_dir)
    assert (again.copied, again.present) == (1, 5)
    assert await holds_all(target)


async def test_the_app_goes_on_over_the_new_store(
    filled: Runtime, data_dir: Path, store_url: str, mira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    await moved_to(filled, store_at(store_url), data_dir)
    await storage.stop()
    monkeypatch.setenv("STORAGE_URL", store_url)
    settings.cache_clear()
    await storage.start()
    await storage.check_health()
    await store(mira, b"new", await a_folder())
    key = key_of(CONTENTS[0])
    read = [chunk async for chunk in storage.runtime().store.stream(key, 0, 1000)]
    assert b"".join(read) == CONTENTS[0]


async def test_one_that_is_broken_off_goes_on_where_it_was(
    filled: Runtime, target: Store, data_dir: Path
) -> None:
    def break_off(moved: Moved) -> None:
        if moved.copied == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await moved_to(filled, target, data_dir, break_off)
    assert await read_mark(target) is None
    assert (await moved_to(filled, target, data_dir)).copied == 3
    assert await holds_all(target)


async def test_what_is_noted_and_gone_from_the_target_is_copied_again(
    filled: Runtime, target: Store, data_dir: Path
) -> None:
    await moved_to(filled, target, data_dir)
    await target.delete(key_of(CONTENTS[0]))
    assert (await moved_to(filled, target, data_dir)).copied == 1


async def test_what_is_damaged_is_told_and_not_copied(filled: Runtime, target: Store, data_dir: Path) -> None:
    damaged = data_dir / "storage" / key_of(CONTENTS[0])
    damaged.write_bytes(samples.noise(1000, 99))
    (data_dir / "storage" / key_of(CONTENTS[1])).unlink()
    moved = await moved_to(filled, target, data_dir)
    told = {found.content.key: found.fault for found in moved.damaged}
    assert told == {key_of(CONTENTS[0]): "changed", key_of(CONTENTS[1]): "missing"}
    assert moved.copied == 3
    assert not await target.exists(key_of(CONTENTS[0]))
    assert await read_mark(target) is None


async def test_the_store_of_another_database_is_not_moved_to(
    filled: Runtime, target: Store, data_dir: Path
) -> None:
    await write_mark(target, uuid4())
    with pytest.raises(StoreNotOurs):
        await moved_to(filled, target, data_dir)
    assert [found async for found in target.listed("blobs")] == []


async def test_nothing_is_moved_from_a_store_that_is_not_mounted(
    filled: Runtime, target: Store, data_dir: Path
) -> None:
    (data_dir / "storage").rename(data_dir / "unmounted")
    (data_dir / "storage").mkdir()
    with pytest.raises(StoreNotOurs):
        await moved_to(filled, target, data_dir)
    assert await read_mark(target) is None


async def test_a_target_that_goes_away_meanwhile_is_told_and_gone_on_with(
    filled: Runtime, data_dir: Path, stalling_s3: S3Server
) -> None:
    target = store_at(stalling_s3.address())
    with pytest.raises(StoreUnavailable):
        await moved_to(filled, target, data_dir, lambda moved: stalling_s3.hold_up(target))
    stalling_s3.go_on()
    await moved_to(filled, target, data_dir)
    assert await holds_all(target)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, where this user may mount one."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("this user may not mount")
    yield place
    subprocess.run(["umount", str(place)], check=True)


async def test_a_target_that_is_full_is_told_and_gone_on_with_when_it_has_room(
    running: Runtime, data_dir: Path, mira: User, small_disk: Path
) -> None:
    contents = [samples.noise(900_000, seed) for seed in range(3)]
    folder = await a_folder()
    for content in contents:
        await store(mira, content, folder)
    target = LocalStore(small_disk)
    with pytest.raises(DiskFull):
        await moved_to(running, target, data_dir)
    found = {stored.key: stored.size async for stored in target.listed("blobs")}
    assert found.keys() < {key_of(content) for content in contents}
    assert set(found.values()) == {900_000}
    await asyncio.to_thread(subprocess.run, ["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    assert (await moved_to(running, target, data_dir)).copied == 1
    assert await holds_all(target)


async def test_a_backup_without_room_is_none_and_the_one_before_stays(
    running: Runtime, data_dir: Path, mira: User, small_disk: Path
) -> None:
    target, ledger = LocalStore(small_disk), ledger_path(data_dir, "backup")
    source = running.store
    assert isinstance(source, MarkedStore)
    await store(mira, b"hello", await a_folder())
    first = await back_up(source, target, running.spool, ledger, None, lambda _: None)
    for seed in range(3):
        await store(mira, samples.noise(900_000, seed), await a_folder())
    with pytest.raises(DiskFull):
        await back_up(source, target, running.spool, ledger, None, lambda _: None)
    folder, manifest = await latest(target)
    assert (folder, len(manifest.contents)) == (first.folder, 1)


def test_a_torn_last_line_of_the_notes_counts_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("blobs/whole\nblobs/to")
    ledger = Ledger(tmp_path / "notes")
    assert "blobs/whole" in ledger
    assert "blobs/to" not in ledger
    ledger.add("blobs/other")
    ledger.close()
    assert (tmp_path / "notes").read_text() == "blobs/whole\nblobs/other\n"
