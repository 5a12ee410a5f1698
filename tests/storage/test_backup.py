"""Backups: one moment of database and bytes, compared when they are brought back into an empty machine."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from crm_app import storage
from crm_app.accounts import User
from crm_app.core.clock import now
from crm_app.core.database import database as the_database
from crm_app.core.scope import system_scope
from crm_app.storage import blobs
from crm_app.storage.models import Blob, File
from crm_app.storage.refusals import DeletionsHeld, StoreNotOurs, StoreUnavailable
from crm_app.storage.runtime import Runtime
from crm_app.storage.store import LocalStore
from crm_app.storage.stores.addresses import store_at
from crm_app.storage.stores.manifests import BackupUnreadable, latest
from crm_app.storage.stores.marked import read_mark, write_mark
from crm_app.storage.stores.restoring import NotEmpty, Restored, bring_secret
from tests.s3 import S3Server
from tests.storage.backups import CONTENTS, Machines, four_files, two_machines
from tests.storage_help import Stored, a_folder, key_of, rows, store


@pytest.fixture
async def filled(running: Runtime, mira: User) -> list[Stored]:
    """Four files of Mira's."""
    return await four_files(mira)


@pytest.fixture
async def machines(
    running: Runtime, filled: list[Stored], data_dir: Path, database: str, store_url: str
) -> AsyncIterator[Machines]:
    """A machine with four files, a place for backups of each kind, and an empty machine."""
    async with two_machines(running, data_dir, database, store_at(store_url)) as both:
        yield both


@pytest.fixture
async def on_disk(
    running: Runtime, filled: list[Stored], data_dir: Path, database: str
) -> AsyncIterator[Machines]:
    """The same with a directory for backups, where a byte can be flipped by hand."""
    (data_dir / "backup").mkdir()
    async with two_machines(running, data_dir, database, LocalStore(data_dir / "backup")) as both:
        yield both


def root_of(machines: Machines) -> Path:
    """The directory of its backups."""
    assert isinstance(machines.backup, LocalStore)
    return machines.backup.root


async def test_everything_comes_back_into_an_empty_machine(
    machines: Machines,
) -> None:
    assert (await machines.back_up()).copied == 4
    done = await machines.bring_back()
    assert (done.complete, done.contents, done.size, done.damaged) == (True, 4, 4000, [])
    found = machines.asked("SELECT original_file_name FROM files ORDER BY 1")
    assert found == ["0.bin", "1.bin", "2.bin", "3.bin"]
    for content in CONTENTS:
        assert (machines.elsewhere.root / key_of(content)).read_bytes() == content
    assert machines.asked("SELECT mark FROM store_marks") == [await read_mark(machines.elsewhere)]
    assert machines.asked("SELECT count(*) FROM alembic_version") == [1]


async def test_a_second_backup_copies_only_what_is_new(machines: Machines, mira: User) -> None:
    await machines.back_up()
    await store(mira, b"new", await a_folder())
    again = await machines.back_up()
    assert (again.copied, again.present) == (1, 4)
    _, manifest = await latest(machines.backup)
    assert len(manifest.contents) == 5


async def test_what_is_deleted_while_the_backup_is_made_is_in_it_and_goes_afterwards(
    machines: Machines, filled: list[Stored]
) -> None:
    async def delete_all() -> None:
        async with system_scope() as scope:
            for stored in filled:
                await storage.delete_file_completely(scope, stored.file.uuid)

    deleting: list[asyncio.Task[None]] = []

    class SlowTarget:
        """The target, which lets everything be deleted before the first byte is copied."""

        def __getattr__(self, name: str) -> object:
            return getattr(machines.backup, name)

        async def promote(self, source: Path, key: str) -> bool:
            if not deleting:
                deleting.append(asyncio.create_task(delete_all()))
                await deleting[0]
                assert {blob.state for blob in await rows(Blob)} == {"doomed"}
            return await machines.backup.promote(source, key)

    await machines.back_up(target=SlowTarget())  # pyright: ignore
    assert await rows(File) == []
    assert await rows(Blob) == []
    assert [found async for found in machines.running.store.listed("blobs")] == []
    done = await machines.bring_back()
    assert (done.complete, done.contents) == (True, 4)


async def test_no_bytes_go_while_somebody_makes_a_backup(running: Runtime, filled: list[Stored]) -> None:
    async with await psycopg.AsyncConnection.connect(the_database.url, autocommit=True) as connection:
        await connection.execute("SELECT pg_advisory_lock(7262016)")
        async with system_scope() as scope:
            await storage.delete_file_completely(scope, filled[0].file.uuid)
        with pytest.raises(DeletionsHeld):
            await blobs.sweep_doomed(running.store)
        assert await running.store.exists(key_of(CONTENTS[0]))
    assert await blobs.sweep_doomed(running.store) == 1


@pytest.mark.parametrize("whole", [False, True], ids=["nothing is touched", "despite it"])
async def test_a_flipped_byte_in_the_backup_is_told(
    on_disk: Machines,
    whole: bool,
) -> None:
    await on_disk.back_up()
    damaged = root_of(on_disk) / key_of(CONTENTS[1])
    damaged.write_bytes(bytes([CONTENTS[1][0] ^ 1]) + CONTENTS[1][1:])
    done = await on_disk.bring_back(despite_damage=whole)
    assert [(it.content.key, it.fault) for it in done.damaged] == [(key_of(CONTENTS[1]), "changed")]
    assert (done.complete, done.contents) == (whole, 3)
    assert (on_disk.tables() > 0) == whole
    assert not (on_disk.elsewhere.root / key_of(CONTENTS[1])).exists()


@pytest.mark.parametrize("name", ["manifest.json", "database.dump"])
async def test_a_flipped_byte_in_what_describes_the_backup_is_told(
    on_disk: Machines,
    name: str,
) -> None:
    done = await on_disk.back_up()
    path = root_of(on_disk) / done.folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(BackupUnreadable):
        await on_disk.bring_back()
    assert on_disk.tables() == 0


async def test_a_store_that_has_lost_a_file_is_told_and_an_older_backup_still_has_it(
    machines: Machines,
) -> None:
    await machines.back_up()
    (machines.data_dir / "storage" / key_of(CONTENTS[0])).unlink()
    machines.ledger.unlink()
    again = await machines.back_up()
    assert [it.content.key for it in again.damaged] == [key_of(CONTENTS[0])]
    assert again.missing == []
    assert (await machines.bring_back()).contents == 4


async def test_a_file_that_no_backup_has_is_told_at_both_ends(
    machines: Machines,
) -> None:
    (machines.data_dir / "storage" / key_of(CONTENTS[0])).unlink()
    assert (await machines.back_up()).missing == [key_of(CONTENTS[0])]
    done = await machines.bring_back()
    assert (done.complete, done.contents, done.manifest.missing) == (True, 3, [key_of(CONTENTS[0])])


async def test_a_database_with_something_in_it_is_refused(
    machines: Machines,
    database: str,
) -> None:
    await machines.back_up()
    with pytest.raises(NotEmpty):
        await machines.bring_back(url=database)
    assert [found async for found in machines.elsewhere.listed("blobs")] == []


async def test_the_store_of_another_database_is_refused(
    machines: Machines,
) -> None:
    await machines.back_up()
    await write_mark(machines.elsewhere, uuid4())
    with pytest.raises(StoreNotOurs):
        await machines.bring_back()
    assert machines.tables() == 0


async def test_nothing_is_restored_from_where_there_is_no_backup(
    machines: Machines,
) -> None:
    with pytest.raises(BackupUnreadable):
        await machines.bring_back()


async def test_a_backup_that_is_broken_off_is_none_and_deletions_go_on(
    on_disk: Machines, filled: list[Stored], stalling_s3: S3Server
) -> None:
    on_disk.backup = store_at(stalling_s3.address())
    with pytest.raises(StoreUnavailable):
        await on_disk.back_up(lambda done: stalling_s3.hold_up(on_disk.backup))
    stalling_s3.go_on()
    with pytest.raises(BackupUnreadable):
        await latest(on_disk.backup)
    async with system_scope() as scope:
        await storage.delete_file_completely(scope, filled[0].file.uuid)
    assert len(await rows(Blob)) == 3
    assert len((await on_disk.back_up()).folder) > 0


async def test_a_store_that_is_not_mounted_makes_no_backup(machines: Machines, data_dir: Path) -> None:
    (data_dir / "storage").rename(data_dir / "unmounted")
    (data_dir / "storage").mkdir()
    with pytest.raises(StoreNotOurs):
        await machines.back_up()
    assert [found async for found in machines.backup.listed("backups")] == []


async def test_a_restore_that_was_broken_off_goes_on(
    machines: Machines,
) -> None:
    await machines.back_up()

    def break_off(done: Restored) -> None:
        if done.contents == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await machines.bring_back(progress=break_off)
    assert machines.tables() == 0
    assert (await machines.bring_back()).complete


async def test_the_secret_comes_along_and_never_replaces_another(machines: Machines, tmp_path: Path) -> None:
    await machines.back_up()
    _, manifest = await latest(machines.backup)
    path = tmp_path / "machine" / "secret_key"
    bring_secret(manifest, path)
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("the secret", 0o600)
    path.write_text("another")
    bring_secret(manifest, path)
    assert path.read_text() == "another"
    assert isinstance(manifest.mark, UUID)
    assert manifest.made_at <= now().isoformat()
