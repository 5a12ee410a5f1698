"""The mark of a store: what is not mounted, or belongs to another database, is neither filled nor emptied."""

import shutil
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, update

from crm_app import storage
from crm_app.accounts import User
from crm_app.core.scope import system_scope
from crm_app.settings import settings
from crm_app.storage.library_models import StoreMark
from crm_app.storage.models import Blob
from crm_app.storage.refusals import StoreNotOurs, StoreUnavailable
from crm_app.storage.runtime import Runtime
from crm_app.storage.store import Store
from crm_app.storage.stores.addresses import store_at
from crm_app.storage.stores.marked import MARK, adopt, read_mark, write_mark
from tests.s3 import S3Server
from tests.storage_help import a_folder, rows, store


@pytest.fixture
def running_on_each(running_over: Store, store_url: str) -> str:
    """The running storage over each kind of store: its address."""
    return store_url


async def empty(store_url: str) -> None:
    """As a disk that is not mounted: everything is gone at once."""
    bare = store_at(store_url)
    for key in [stored.key async for stored in bare.listed("blobs")]:
        await bare.delete(key)
    await bare.delete(MARK)


async def marks() -> list[UUID]:
    return [row.mark for row in await rows(StoreMark)]


async def test_a_new_store_of_a_new_database_gets_its_mark(running_on_each: str) -> None:
    assert [await read_mark(store_at(running_on_each))] == await marks()
    await storage.check_health()


async def test_the_mark_stays_over_starts(running_on_each: str, mira: User) -> None:
    before = await marks()
    await store(mira, b"hello", await a_folder())
    await storage.stop()
    await storage.start()
    await store(mira, b"other", await a_folder())
    assert await marks() == before


async def test_a_store_that_is_not_mounted_takes_nothing_and_has_lost_nothing(
    running_on_each: str, mira: User
) -> None:
    folder = await a_folder()
    stored = await store(mira, b"hello", folder)
    await empty(running_on_each)
    with pytest.raises(StoreNotOurs):
        await store(mira, b"other", folder)
    (blob,) = [blob for blob in await rows(Blob) if blob.state == "stored"]
    with pytest.raises(StoreNotOurs):
        await storage.runtime().store.exists(blob.key)
    with pytest.raises(StoreNotOurs):
        assert [chunk async for chunk in storage.runtime().store.stream(blob.key, 0, 5)]
    with pytest.raises(StoreNotOurs):
        await storage.check_health()
    async with system_scope() as scope:
        await storage.delete_file_completely(scope, stored.file.uuid)
    assert blob.key in {row.key for row in await rows(Blob)}
    assert [found async for found in store_at(running_on_each).listed("blobs")] == []


async def test_a_store_that_was_not_mounted_goes_on_when_it_is_again(
    running: Runtime, data_dir: Path, mira: User
) -> None:
    folder = await a_folder()
    await store(mira, b"hello", folder)
    (data_dir / "storage").rename(data_dir / "unmounted")
    (data_dir / "storage").mkdir()
    with pytest.raises(StoreNotOurs):
        await store(mira, b"other", folder)
    shutil.rmtree(data_dir / "storage")
    (data_dir / "unmounted").rename(data_dir / "storage")
    await store(mira, b"other", folder)
    assert len([blob for blob in await rows(Blob) if blob.state == "stored"]) == 2


async def test_starting_without_the_store_is_possible_and_told(
    running: Runtime, data_dir: Path, mira: User
) -> None:
    await store(mira, b"hello", await a_folder())
    await storage.stop()
    shutil.rmtree(data_dir / "storage")
    await storage.start()
    with pytest.raises(StoreNotOurs):
        await storage.check_health()


async def test_the_store_of_another_database_is_refused_until_it_is_adopted(
    running: Runtime, mira: User
) -> None:
    inner = store_at(running.store.inner.root.as_uri())  # pyright: ignore[reportAttributeAccessIssue]
    await write_mark(inner, uuid4())
    with pytest.raises(StoreNotOurs):
        await store(mira, b"hello", await a_folder())
    await adopt(inner)
    await store(mira, b"hello", await a_folder())


async def test_a_database_that_is_new_does_not_take_a_store_that_is_marked(running: Runtime) -> None:
    async with system_scope() as scope:
        await scope.session.exec(delete(StoreMark))
    await storage.stop()
    await storage.start()
    with pytest.raises(StoreNotOurs):
        await storage.check_health()
    assert await marks() == []


async def test_files_from_before_the_marks_mark_their_store(
    running: Runtime, data_dir: Path, mira: User
) -> None:
    await store(mira, b"hello", await a_folder())
    async with system_scope() as scope:
        await scope.session.exec(delete(StoreMark))
    (data_dir / "storage" / MARK).unlink()
    await storage.stop()
    await storage.start()
    await storage.check_health()
    assert [await read_mark(storage.runtime().store)] == await marks()


async def test_files_from_before_the_marks_that_are_all_gone_mark_nothing(
    running: Runtime, data_dir: Path, mira: User
) -> None:
    await store(mira, b"hello", await a_folder())
    async with system_scope() as scope:
        await scope.session.exec(delete(StoreMark))
    await storage.stop()
    shutil.rmtree(data_dir / "storage")
    await storage.start()
    with pytest.raises(StoreNotOurs):
        await storage.check_health()


async def test_a_store_that_was_never_marked_because_the_process_died_is_marked_later(
    running: Runtime, data_dir: Path
) -> None:
    (data_dir / "storage" / MARK).unlink()
    await storage.check_health()
    assert [await read_mark(running.store)] == await marks()


async def test_a_mark_that_is_damaged_is_none(running: Runtime, data_dir: Path, mira: User) -> None:
    await store(mira, b"hello", await a_folder())
    (data_dir / "storage" / MARK).write_bytes(b"\xff" * 36)
    with pytest.raises(StoreNotOurs):
        await storage.check_health()


async def test_a_server_that_came_back_empty_is_not_this_databases_store(
    data_dir: Path, own_s3: S3Server, mira: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORAGE_URL", own_s3.address())
    settings.cache_clear()
    await storage.start()
    await store(mira, b"hello", await a_folder())
    own_s3.kill()
    with pytest.raises(StoreUnavailable) as away:
        await store(mira, b"other", await a_folder())
    assert away.type is StoreUnavailable
    own_s3.start()
    with pytest.raises(StoreNotOurs):
        await store(mira, b"other", await a_folder())
    async with system_scope() as scope:
        await scope.session.exec(update(Blob).values(state="doomed"))
    assert len(await rows(Blob)) == 2
    await storage.stop()
