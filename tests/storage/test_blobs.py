"""Blobs: never a row without bytes nor bytes without a row, whoever dies or deletes in between."""

import asyncio
import hashlib
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, update
from sqlmodel import col

from crm_app import storage
from crm_app.accounts import User
from crm_app.core.clock import now
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.storage import blobs
from crm_app.storage.keys import key_for
from crm_app.storage.models import Blob, File
from crm_app.storage.runtime import Runtime
from tests.storage_help import a_folder, assert_nothing, assert_whole, rows, store, stored_bytes

CHECKSUM = hashlib.sha256(b"hello").hexdigest()
KEY = key_for(CHECKSUM)


async def reserve(writer_uuid: UUID) -> None:
    async with system_scope() as scope:
        await blobs.reserve(scope, KEY, CHECKSUM, 5, writer_uuid)


async def put_bytes(running: Runtime, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"hello")
    await running.store.promote(source, KEY)
    source.unlink()


async def set_blob(**values: object) -> None:
    async with system_scope() as scope:
        await scope.session.exec(update(Blob).values(**values))


async def states() -> list[str]:
    return [blob.state for blob in await rows(Blob)]


async def delete_files_and_doom() -> None:
    async with system_scope() as scope:
        await scope.session.exec(delete(File))
        await blobs.doom_unreferenced(scope, {KEY})


async def test_a_reserved_blob_is_being_stored_and_settles_once(running: Runtime) -> None:
    await reserve(running.spool.writer_uuid)
    assert await states() == ["storing"]
    async with system_scope() as scope:
        await blobs.settle(scope, KEY)
    assert [(blob.state, blob.writer_uuid) for blob in await rows(Blob)] == [("stored", None)]


async def test_reserving_a_stored_blob_leaves_it_stored(running: Runtime) -> None:
    await reserve(uuid7())
    async with system_scope() as scope:
        await blobs.settle(scope, KEY)
    await reserve(uuid7())
    assert await states() == ["stored"]


async def test_reserving_a_doomed_blob_takes_it_back(running: Runtime, tmp_path: Path) -> None:
    await reserve(uuid7())
    await set_blob(state="doomed")
    await reserve(running.spool.writer_uuid)
    assert await states() == ["storing"]
    assert await blobs.sweep_doomed(running.store) == 0


@pytest.mark.parametrize("state", ["doomed", "gone"])
async def test_what_was_taken_away_cannot_be_settled(running: Runtime, state: str) -> None:
    if state == "doomed":
        await reserve(uuid7())
        await set_blob(state="doomed")
    with pytest.raises(blobs.TakenAway):
        async with system_scope() as scope:
            await blobs.settle(scope, KEY)


async def test_the_bytes_go_with_the_last_file_that_names_them(
    running: Runtime, mira: User, owner: User, data_dir: Path
) -> None:
    folder = await a_folder()
    first = await store(mira, b"hello", folder)
    await store(owner, b"hello", folder)
    async with system_scope() as scope:
        await scope.session.exec(delete(File).where(col(File.uuid) == first.file.uuid))
        await blobs.doom_unreferenced(scope, {KEY})
    await assert_whole(data_dir)
    assert len(stored_bytes(data_dir)) == 1
    await delete_files_and_doom()
    await assert_nothing(data_dir)


async def test_a_deletion_that_is_rolled_back_keeps_the_bytes(
    running: Runtime, mira: User, data_dir: Path
) -> None:
    await store(mira, b"hello", await a_folder())
    with pytest.raises(RuntimeError):
        async with system_scope() as scope:
            await scope.session.exec(delete(File))
            await blobs.doom_unreferenced(scope, {KEY})
            raise RuntimeError
    await assert_whole(data_dir)
    assert len(await rows(File)) == 1


async def test_giving_up_nothing_does_nothing(running: Runtime, statements: list[str]) -> None:
    async with system_scope() as scope:
        await blobs.doom_unreferenced(scope, set())
    assert not [statement for statement in statements if "blobs" in statement]


async def test_a_blob_that_is_named_again_is_not_swept(running: Runtime, mira: User, data_dir: Path) -> None:
    await store(mira, b"hello", await a_folder())
    await set_blob(state="doomed")
    assert await blobs.sweep_doomed(running.store) == 0
    await assert_whole(data_dir)


async def test_a_store_that_is_away_postpones_the_sweep(running: Runtime, mira: User, data_dir: Path) -> None:
    await store(mira, b"hello", await a_folder())
    real = running.store.delete

    async def refuse(key: str) -> None:
        raise storage.StoreUnavailable()

    running.store.delete = refuse
    await delete_files_and_doom()
    assert await states() == ["doomed"]
    running.store.delete = real
    assert await storage.recover() == 1
    await assert_nothing(data_dir)


async def test_what_a_dead_process_left_is_removed(running: Runtime, tmp_path: Path, data_dir: Path) -> None:
    dead = uuid7()
    (running.spool.root / str(dead)).mkdir()
    await reserve(dead)
    await put_bytes(running, tmp_path)
    assert await storage.recover() == 1
    assert not (running.spool.root / str(dead)).exists()
    await assert_nothing(data_dir)


async def test_what_a_living_process_is_storing_is_left_alone(running: Runtime) -> None:
    await reserve(running.spool.writer_uuid)
    await set_blob(updated_at=now() - timedelta(days=2))
    assert await storage.recover() == 0
    assert await states() == ["storing"]


async def test_a_writer_elsewhere_has_an_hour(running: Runtime, data_dir: Path) -> None:
    await reserve(uuid7())
    assert await storage.recover() == 0
    await set_blob(updated_at=now() - timedelta(minutes=61))
    assert await storage.recover() == 1
    await assert_nothing(data_dir)


async def test_one_writer_does_not_take_back_what_another_reserved(running: Runtime) -> None:
    await reserve(uuid7())
    await blobs.abandon(running.store, KEY, running.spool.writer_uuid)
    assert await states() == ["storing"]


async def test_uploading_and_deleting_at_once_loses_nothing(
    running: Runtime, mira: User, data_dir: Path
) -> None:
    """The same bytes come and go many times at once; what is named at the end is there."""
    folder = await a_folder()

    async def come() -> None:
        await store(mira, b"hello", folder)

    for _ in range(6):
        work = [come() if turn % 2 else delete_files_and_doom() for turn in range(8)]
        results = await asyncio.gather(*work, return_exceptions=True)
        unexpected = [result for result in results if result is not None]
        assert unexpected == []
        await blobs.sweep_doomed(running.store)
        await assert_whole(data_dir)
