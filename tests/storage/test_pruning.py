"""Old backups go; the newest ones stay whole, with every content that they name."""

from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest
from sqlmodel import col, delete

from crm_app import storage
from crm_app.accounts import User
from crm_app.core.scope import system_scope
from crm_app.storage.library_models import StoreMark
from crm_app.storage.locks import BACKUP
from crm_app.storage.refusals import StoreNotOurs
from crm_app.storage.runtime import Runtime
from crm_app.storage.store import Store
from crm_app.storage.stores.addresses import store_at
from crm_app.storage.stores.manifests import DUMP, MANIFEST, BackupUnreadable
from crm_app.storage.stores.pruning import prune_backups
from tests.storage.backups import Machines, two_machines
from tests.storage_help import a_folder, key_of, put, store
from tests.waiting import begun_and_waiting


@pytest.fixture
async def machines(
    running: Runtime, data_dir: Path, database: str, store_url: str
) -> AsyncIterator[Machines]:
    """A machine without files, and a place for backups of each kind."""
    async with two_machines(running, data_dir, database, store_at(store_url)) as both:
        yield both


async def three_backups(machines: Machines, user: User) -> list[str]:
    """Each has one content of its own, which is deleted before the next one, and one that stays."""
    folder, folders = await a_folder(), []
    await store(user, b"stays", folder)
    for content in (b"first", b"second", b"third"):
        stored = await store(user, content, folder)
        folders.append((await machines.back_up()).folder)
        async with system_scope() as scope:
            await storage.delete_file_completely(scope, stored.file.uuid)
    return folders


async def keys(backup: Store, prefix: str) -> set[str]:
    return {stored.key async for stored in backup.listed(prefix)}


def names(*folders: str) -> set[str]:
    return {f"{folder}/{name}" for folder in folders for name in (DUMP, MANIFEST)}


async def test_the_newest_backups_stay_with_what_they_name(machines: Machines, mira: User) -> None:
    first, second, third = await three_backups(machines, mira)
    done = await prune_backups(machines.backup, 2)
    assert (done.kept, done.removed) == ([second, third], [first])
    assert (done.contents, done.size) == (1, len(b"first"))
    assert await keys(machines.backup, "backups") == names(second, third)
    assert await keys(machines.backup, "blobs") == {key_of(it) for it in (b"stays", b"second", b"third")}
    restored = await machines.bring_back()
    assert (restored.complete, restored.contents, restored.damaged) == (True, 2, [])


async def test_with_fewer_backups_than_are_to_stay_nothing_goes(machines: Machines, mira: User) -> None:
    folders = await three_backups(machines, mira)
    done = await prune_backups(machines.backup, 14)
    assert (done.kept, done.removed, done.contents) == (folders, [], 0)


async def test_a_backup_after_it_copies_what_went_again(machines: Machines, mira: User) -> None:
    await three_backups(machines, mira)
    await prune_backups(machines.backup, 1)
    await store(mira, b"first", await a_folder())
    assert (await machines.back_up()).copied == 1
    assert (await machines.bring_back()).complete


async def test_a_backup_that_was_broken_off_goes_and_counts_for_none(
    machines: Machines, mira: User, tmp_path: Path
) -> None:
    *_, last = await three_backups(machines, mira)
    await put(machines.backup, tmp_path, f"backups/99991231t000000000000z/{DUMP}", b"half")
    done = await prune_backups(machines.backup, 1)
    assert (done.kept, len(done.removed)) == ([last], 3)
    assert await keys(machines.backup, "backups") == names(last)


async def test_when_a_backup_that_stays_is_damaged_everything_stays(
    machines: Machines, mira: User, tmp_path: Path
) -> None:
    *_, last = await three_backups(machines, mira)
    await put(machines.backup, tmp_path, f"{last}/{MANIFEST}", b"damaged")
    before = await keys(machines.backup, "backups"), await keys(machines.backup, "blobs")
    with pytest.raises(BackupUnreadable):
        await prune_backups(machines.backup, 2)
    assert (await keys(machines.backup, "backups"), await keys(machines.backup, "blobs")) == before


async def test_where_there_is_no_backup_nothing_goes(machines: Machines, mira: User, tmp_path: Path) -> None:
    await put(machines.backup, tmp_path, key_of(b"hello"), b"hello")
    with pytest.raises(BackupUnreadable):
        await prune_backups(machines.backup, 1)
    assert await keys(machines.backup, "blobs") == {key_of(b"hello")}


async def test_backups_of_another_database_stay(machines: Machines, mira: User) -> None:
    await three_backups(machines, mira)
    async with system_scope() as scope:
        await scope.session.exec(delete(StoreMark).where(col(StoreMark.mark).is_not(None)))
    with pytest.raises(StoreNotOurs):
        await prune_backups(machines.backup, 1)
    assert len(await keys(machines.backup, "backups")) == 6


async def test_it_waits_for_a_backup_that_is_being_made(
    machines: Machines, mira: User, database: str
) -> None:
    await three_backups(machines, mira)
    async with await psycopg.AsyncConnection.connect(database, autocommit=True) as making:
        await making.execute("SELECT pg_advisory_lock(%s)", [BACKUP])
        pruning = await begun_and_waiting(prune_backups(machines.backup, 1))
        assert not pruning.done()
        assert len(await keys(machines.backup, "backups")) == 6
    assert len((await pruning).removed) == 2
