"""Backups: one moment of database and bytes, compared when they are brought back into an empty machine."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.rows import scalar_row

from crm_app import storage
from crm_app.accounts import User
from crm_app.core.clock import now
from crm_app.core.database import database as the_database
from crm_app.core.scope import system_scope
from crm_app.storage import blobs
from crm_app.storage.models import Blob, File
from crm_app.storage.refusals import DeletionsHeld, StoreNotOurs, StoreUnavailable
from crm_app.storage.runtime import Runtime
from crm_app.storage.store import LocalStore, Store
from crm_app.storage.stores.addresses import store_at
from crm_app.storage.stores.backing_up import BackedUp, back_up
from crm_app.storage.stores.manifests import BackupUnreadable, latest
from crm_app.storage.stores.marked import MarkedStore, read_mark, write_mark
from crm_app.storage.stores.moving import ledger_path
from crm_app.storage.stores.restoring import NotEmpty, Restored, bring_secret, restore
from tests import samples
from tests.s3 import S3Server
from tests.storage_help import Stored, a_folder, key_of, rows, store

CONTENTS = [samples.noise(1000, seed) for seed in range(4)]


@pytest.fixture
async def filled(running: Runtime, mira: User) -> list[Stored]:
    """Four files of Mira's."""
    folder = await a_folder()
    return [await store(mira, content, folder, f"{number}.bin") for number, content in enumerate(CONTENTS)]


@pytest.fixture
def backup(store_url: str) -> Store:
    """An empty place for backups, of each kind."""
    return store_at(store_url)


@pytest.fixture
def empty_database(database: str) -> Iterator[str]:
    """The address of a database without a single table."""
    name = f"restored_{uuid4().hex}"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")  # pyright: ignore
        yield database.replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # pyright: ignore


@pytest.fixture
async def elsewhere(tmp_path: Path) -> AsyncIterator[LocalStore]:
    """The empty store of another machine."""
    (tmp_path / "elsewhere").mkdir()
    yield LocalStore(tmp_path / "elsewhere")


def seen(_: object) -> None: ...


async def backed_up(running: Runtime, backup: Store, data_dir: Path, progress: object = seen) -> BackedUp:
    assert isinstance(running.store, MarkedStore)
    ledger = ledger_path(data_dir, "backup")
    return await back_up(running.store, backup, running.spool, ledger, "the secret", progress)


async def brought_back(
    running: Runtime, backup: Store, url: str, into: Store, *, despite_damage: bool = False
) -> Restored:
    return await restore(backup, into, running.spool, url, despite_damage=despite_damage, progress=seen)


def asked(url: str, query: str) -> list[object]:
    with psycopg.connect(url, row_factory=scalar_row) as connection:
        return connection.execute(query).fetchall()  # pyright: ignore


def tables(url: str) -> int:
    return len(asked(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))


async def test_everything_comes_back_into_an_empty_machine(
    running: Runtime,
    filled: list[Stored],
    backup: Store,
    data_dir: Path,
    empty_database: str,
    elsewhere: LocalStore,
) -> None:
    assert (await backed_up(running, backup, data_dir)).copied == 4
    done = await brought_back(running, backup, empty_database, elsewhere)
    assert (done.complete, done.contents, done.size, done.damaged) == (True, 4, 4000, [])
    found = asked(empty_database, "SELECT original_file_name FROM files ORDER BY 1")
    assert found == ["0.bin", "1.bin", "2.bin", "3.bin"]
    for content in CONTENTS:
        assert (elsewhere.root / key_of(content)).read_bytes() == content
    assert asked(empty_database, "SELECT mark FROM store_marks") == [await read_mark(elsewhere)]
    assert asked(empty_database, "SELECT count(*) FROM alembic_version") == [1]


async def test_a_second_backup_copies_only_what_is_new(
    running: Runtime, filled: list[Stored], backup: Store, data_dir: Path, mira: User
) -> None:
    await backed_up(running, backup, data_dir)
    await store(mira, b"new", await a_folder())
    again = await backed_up(running, backup, data_dir)
    assert (again.copied, again.present) == (1, 4)
    _, manifest = await latest(backup)
    assert len(manifest.contents) == 5


async def test_what_is_deleted_while_the_backup_is_made_is_in_it_and_goes_afterwards(
    running: Runtime,
    filled: list[Stored],
    backup: Store,
    data_dir: Path,
    empty_database: str,
    elsewhere: LocalStore,
) -> None:
    async def delete_all() -> None:
        async with system_scope() as scope:
            for stored in filled:
                await storage.delete_file_completely(scope, stored.file.uuid)

    deleting: list[asyncio.Task[None]] = []

    class SlowTarget:
        """The target, which lets everything be deleted before the first byte is copied."""

        def __getattr__(self, name: str) -> object:
            return getattr(backup, name)

        async def promote(self, source: Path, key: str) -> None:
            if not deleting:
                deleting.append(asyncio.create_task(delete_all()))
                await deleting[0]
                assert {blob.state for blob in await rows(Blob)} == {"doomed"}
            await backup.promote(source, key)

    await backed_up(running, SlowTarget(), data_dir)  # pyright: ignore
    assert await rows(File) == []
    assert await rows(Blob) == []
    assert [found async for found in running.store.listed("blobs")] == []
    done = await brought_back(running, backup, empty_database, elsewhere)
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
    running: Runtime,
    filled: list[Stored],
    data_dir: Path,
    tmp_path: Path,
    empty_database: str,
    elsewhere: LocalStore,
    whole: bool,
) -> None:
    (tmp_path / "backup").mkdir()
    backup = LocalStore(tmp_path / "backup")
    await backed_up(running, backup, data_dir)
    damaged = backup.root / key_of(CONTENTS[1])
    damaged.write_bytes(bytes([CONTENTS[1][0] ^ 1]) + CONTENTS[1][1:])
    done = await brought_back(running, backup, empty_database, elsewhere, despite_damage=whole)
    assert [(it.content.key, it.fault) for it in done.damaged] == [(key_of(CONTENTS[1]), "changed")]
    assert (done.complete, done.contents) == (whole, 3)
    assert (tables(empty_database) > 0) == whole
    assert not (elsewhere.root / key_of(CONTENTS[1])).exists()


@pytest.mark.parametrize("name", ["manifest.json", "database.dump"])
async def test_a_flipped_byte_in_what_describes_the_backup_is_told(
    running: Runtime,
    filled: list[Stored],
    data_dir: Path,
    tmp_path: Path,
    empty_database: str,
    elsewhere: LocalStore,
    name: str,
) -> None:
    (tmp_path / "backup").mkdir()
    backup = LocalStore(tmp_path / "backup")
    done = await backed_up(running, backup, data_dir)
    path = backup.root / done.folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(BackupUnreadable):
        await brought_back(running, backup, empty_database, elsewhere)
    assert tables(empty_database) == 0


async def test_a_store_that_has_lost_a_file_is_told_and_an_older_backup_still_has_it(
    running: Runtime,
    filled: list[Stored],
    backup: Store,
    data_dir: Path,
    empty_database: str,
    elsewhere: LocalStore,
) -> None:
    await backed_up(running, backup, data_dir)
    (data_dir / "storage" / key_of(CONTENTS[0])).unlink()
    ledger_path(data_dir, "backup").unlink()
    again = await backed_up(running, backup, data_dir)
    assert [it.content.key for it in again.damaged] == [key_of(CONTENTS[0])]
    assert again.missing == []
    assert (await brought_back(running, backup, empty_database, elsewhere)).contents == 4


async def test_a_file_that_no_backup_has_is_told_at_both_ends(
    running: Runtime,
    filled: list[Stored],
    backup: Store,
    data_dir: Path,
    empty_database: str,
    elsewhere: LocalStore,
) -> None:
    (data_dir / "storage" / key_of(CONTENTS[0])).unlink()
    assert (await backed_up(running, backup, data_dir)).missing == [key_of(CONTENTS[0])]
    done = await brought_back(running, backup, empty_database, elsewhere)
    assert (done.complete, done.contents, done.manifest.missing) == (True, 3, [key_of(CONTENTS[0])])


async def test_a_database_with_something_in_it_is_refused(
    running: Runtime,
    filled: list[Stored],
    backup: Store,
    data_dir: Path,
    database: str,
    elsewhere: LocalStore,
) -> None:
    await backed_up(running, backup, data_dir)
    with pytest.raises(NotEmpty):
        await brought_back(running, backup, database, elsewhere)
    assert [found async for found in elsewhere.listed("blobs")] == []


async def test_the_store_of_another_database_is_refused(
    running: Runtime,
    filled: list[Stored],
    backup: Store,
    data_dir: Path,
    empty_database: str,
    elsewhere: LocalStore,
) -> None:
    await backed_up(running, backup, data_dir)
    await write_mark(elsewhere, uuid4())
    with pytest.raises(StoreNotOurs):
        await brought_back(running, backup, empty_database, elsewhere)
    assert tables(empty_database) == 0


async def test_nothing_is_restored_from_where_there_is_no_backup(
    running: Runtime, backup: Store, empty_database: str, elsewhere: LocalStore
) -> None:
    with pytest.raises(BackupUnreadable):
        await brought_back(running, backup, empty_database, elsewhere)


async def test_a_backup_that_is_broken_off_is_none_and_deletions_go_on(
    running: Runtime, filled: list[Stored], data_dir: Path, stalling_s3: S3Server
) -> None:
    backup = store_at(stalling_s3.address())
    with pytest.raises(StoreUnavailable):
        await backed_up(running, backup, data_dir, lambda done: stalling_s3.hold_up(backup))
    stalling_s3.go_on()
    with pytest.raises(BackupUnreadable):
        await latest(backup)
    async with system_scope() as scope:
        await storage.delete_file_completely(scope, filled[0].file.uuid)
    assert len(await rows(Blob)) == 3
    assert len((await backed_up(running, backup, data_dir)).folder) > 0


async def test_a_store_that_is_not_mounted_makes_no_backup(
    running: Runtime, filled: list[Stored], backup: Store, data_dir: Path
) -> None:
    (data_dir / "storage").rename(data_dir / "unmounted")
    (data_dir / "storage").mkdir()
    with pytest.raises(StoreNotOurs):
        await backed_up(running, backup, data_dir)
    assert [found async for found in backup.listed("backups")] == []


async def test_a_restore_that_was_broken_off_goes_on(
    running: Runtime,
    filled: list[Stored],
    backup: Store,
    data_dir: Path,
    empty_database: str,
    elsewhere: LocalStore,
) -> None:
    await backed_up(running, backup, data_dir)

    def break_off(done: Restored) -> None:
        if done.contents == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await restore(
            backup, elsewhere, running.spool, empty_database, despite_damage=False, progress=break_off
        )
    assert tables(empty_database) == 0
    assert (await brought_back(running, backup, empty_database, elsewhere)).complete


async def test_the_secret_comes_along_and_never_replaces_another(
    running: Runtime, filled: list[Stored], backup: Store, data_dir: Path, tmp_path: Path
) -> None:
    await backed_up(running, backup, data_dir)
    _, manifest = await latest(backup)
    path = tmp_path / "machine" / "secret_key"
    bring_secret(manifest, path)
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("the secret", 0o600)
    path.write_text("another")
    bring_secret(manifest, path)
    assert path.read_text() == "another"
    assert isinstance(manifest.mark, UUID)
    assert manifest.made_at <= now().isoformat()
