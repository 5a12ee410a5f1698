"""A store that answers nobody in the middle of an operation: nothing is lost, and everybody is told."""

import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from crm_app import storage
from crm_app.accounts import User
from crm_app.core.scope import system_scope
from crm_app.settings import settings
from crm_app.storage import blobs
from crm_app.storage.library import list_versions, stream_zip, zip_plan
from crm_app.storage.models import Blob, File
from crm_app.storage.refusals import StoreUnavailable
from crm_app.storage.stores.addresses import store_at
from tests import samples
from tests.factories import run
from tests.s3 import S3Server
from tests.storage.library.test_versions import read, renew
from tests.storage_help import Stored, a_folder, key_of, rows, spooled, store

STEPS = ("received", "reserved", "promoted", "named")


@pytest.fixture
async def bucket(
    data_dir: Path, database: str, stalling_s3: S3Server, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[str]:
    """The running storage over a server of its own: the address of its bucket."""
    address = stalling_s3.address()
    monkeypatch.setenv("STORAGE_URL", address)
    settings.cache_clear()
    await storage.start()
    yield address
    stalling_s3.go_on()
    await storage.stop()


@pytest.fixture
async def stored(bucket: str, mira: User) -> Stored:
    """A file that was there before the trouble."""
    return await store(mira, b"hello", await a_folder())


async def objects(bucket: str) -> set[str]:
    return {found.key async for found in store_at(bucket).listed("blobs")}


async def assert_whole(bucket: str) -> None:
    """Every row that says so has its bytes, and no bytes are without a row."""
    found = await rows(Blob)
    assert {blob.key for blob in found if blob.state == "stored"} <= await objects(bucket)
    assert await objects(bucket) <= {blob.key for blob in found}


@pytest.mark.parametrize("step", STEPS)
async def test_an_upload_ends_whole_or_not_at_all(
    bucket: str, stored: Stored, stalling_s3: S3Server, mira: User, data_dir: Path, step: str
) -> None:
    def hold_up(reached: str) -> None:
        if reached == step:
            stalling_s3.hold_up(storage.runtime().store)

    kept = step in ("promoted", "named")
    if kept:
        await store(mira, b"other", await a_folder(), on_step=hold_up)
    else:
        with pytest.raises(StoreUnavailable):
            await store(mira, b"other", await a_folder(), on_step=hold_up)
    stalling_s3.go_on()
    assert len(await rows(File)) == 1 + kept
    assert spooled(data_dir) == []
    await assert_whole(bucket)
    await store(mira, b"third", await a_folder())
    await assert_whole(bucket)
    assert {blob.state for blob in await rows(Blob)} == {"stored"}


async def test_what_is_deleted_meanwhile_goes_later(
    bucket: str, stored: Stored, stalling_s3: S3Server
) -> None:
    stalling_s3.hold_up(storage.runtime().store)
    async with system_scope() as scope:
        await storage.delete_file_completely(scope, stored.file.uuid)
    assert [blob.state for blob in await rows(Blob)] == ["doomed"]
    stalling_s3.go_on()
    await blobs.sweep_doomed(storage.runtime().store)
    assert await rows(Blob) == []
    assert await objects(bucket) == set()


async def test_a_download_in_the_middle_ends_in_words(bucket: str, mira: User, stalling_s3: S3Server) -> None:
    content = samples.noise(9_000_000)
    folder = await a_folder()
    await store(mira, content, folder, limit=len(content))
    reading = storage.runtime().store.stream(key_of(content), 0, len(content))
    first = await anext(reading)
    stalling_s3.hold_up(storage.runtime().store)
    with pytest.raises(StoreUnavailable):
        while True:
            await anext(reading)
    stalling_s3.go_on()
    again = [chunk async for chunk in storage.runtime().store.stream(key_of(content), 0, len(content))]
    assert b"".join(again) == content
    assert again[0] == first


@pytest.mark.parametrize("step", STEPS)
async def test_a_new_version_is_there_with_the_former_one_or_not_at_all(
    bucket: str, stored: Stored, stalling_s3: S3Server, mira: User, step: str
) -> None:
    def hold_up(reached: str) -> None:
        if reached == step:
            stalling_s3.hold_up(storage.runtime().store)

    kept = step in ("promoted", "named")
    if kept:
        await renew(mira, stored.file.uuid, b"second", on_step=hold_up)
    else:
        with pytest.raises(StoreUnavailable):
            await renew(mira, stored.file.uuid, b"second", on_step=hold_up)
    stalling_s3.go_on()
    assert await read(stored.file.uuid) == (b"second" if kept else b"hello")
    assert len(await run(list_versions, stored.file.uuid)) == 1 + kept
    if kept:
        assert await read(stored.file.uuid, "version-1") == b"hello"
    await assert_whole(bucket)


async def test_a_zip_says_which_file_the_store_did_not_give(
    bucket: str, stored: Stored, stalling_s3: S3Server, mira: User
) -> None:
    folder = await a_folder()
    await store(mira, b"other", folder, "other.txt")
    plan = await run(zip_plan, [f"folder:{folder}"])
    stalling_s3.hold_up(storage.runtime().store)
    made = b"".join([piece async for piece in stream_zip(plan)])
    stalling_s3.go_on()
    found = zipfile.ZipFile(io.BytesIO(made))
    assert found.testzip() is None
    told = found.read("MISSING.txt").decode()
    assert "other.txt" in told
    assert "file.bin" in told
