"""Taking a file in: whole and placed, or not at all."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from crm_app import storage
from crm_app.accounts import User
from crm_app.core.errors import Forbidden, Unavailable
from crm_app.core.scope import Scope, system_scope
from crm_app.storage.models import Blob, File
from crm_app.storage.runtime import Runtime
from crm_app.storage.sniffing import HEAD_SIZE, Sniffed
from crm_app.storage.topics import FILE_ADDED
from tests import samples
from tests.storage_help import (
    LIMIT,
    a_folder,
    an_upload,
    assert_nothing,
    assert_whole,
    instances,
    pieces,
    rows,
    spooled,
    store,
    stored_bytes,
)


async def test_what_was_uploaded_comes_back_bit_by_bit(running: Runtime, mira: User, data_dir: Path) -> None:
    content = os.urandom(700_001)
    stored = await store(mira, content, await a_folder(), "../Angebot M\u00fcller.bin")
    assert stored.file.original_file_name == "Angebot M\u00fcller.bin"
    assert stored.file.size == len(content)
    assert stored.file.user_uuid == mira.uuid
    assert stored.file.status == "active"
    original = (await instances(stored.file.uuid))["original"]
    assert original.size == len(content)
    assert stored_bytes(data_dir)[original.blob_key].read_bytes() == content
    await assert_whole(data_dir)


async def test_the_folder_holds_it_and_the_lookers_are_told(
    running: Runtime, mira: User, statements: list[str]
) -> None:
    folder = await a_folder()
    stored = await store(mira, b"hello", folder)
    assert stored.placed.attached is storage.Attached.ADOPTED
    assert [file.folder_uuid for file in await rows(File)] == [folder]
    assert any("pg_notify" in statement for statement in statements)
    assert FILE_ADDED


async def test_exactly_the_limit_is_accepted(running: Runtime, mira: User, data_dir: Path) -> None:
    content = samples.noise(LIMIT)
    wanted = an_upload(mira, await a_folder(), declared_size=LIMIT)
    assert (await storage.take_in(pieces(content), wanted)).file.size == LIMIT
    await assert_whole(data_dir)


async def test_a_declared_byte_over_the_limit_is_refused_unread(
    running: Runtime, mira: User, data_dir: Path
) -> None:
    async def never() -> AsyncIterator[bytes]:
        pytest.fail("not a byte may be asked for")
        yield b""

    with pytest.raises(storage.TooLarge):
        await storage.take_in(never(), an_upload(mira, await a_folder(), declared_size=LIMIT + 1))
    await assert_nothing(data_dir)


async def test_a_counted_byte_over_the_limit_is_refused(running: Runtime, mira: User, data_dir: Path) -> None:
    with pytest.raises(storage.TooLarge):
        await storage.take_in(pieces(samples.noise(LIMIT + 1)), an_upload(mira, await a_folder()))
    await assert_nothing(data_dir)


@pytest.mark.parametrize("declared", [99, 101])
async def test_another_number_of_bytes_than_declared_is_refused(
    running: Runtime, mira: User, data_dir: Path, declared: int
) -> None:
    wanted = an_upload(mira, await a_folder(), declared_size=declared)
    with pytest.raises(storage.Incomplete):
        await storage.take_in(pieces(b"x" * 100), wanted)
    await assert_nothing(data_dir)


async def test_an_empty_file_is_refused(running: Runtime, mira: User, data_dir: Path) -> None:
    with pytest.raises(storage.EmptyFile):
        await storage.take_in(pieces(b""), an_upload(mira, await a_folder(), declared_size=0))
    await assert_nothing(data_dir)


async def test_a_wrong_kind_is_refused_before_the_rest_is_read(
    running: Runtime, mira: User, data_dir: Path
) -> None:
    read = 0

    async def long_stream() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += HEAD_SIZE
            yield samples.noise(HEAD_SIZE)

    def refuse(sniffed: Sniffed) -> None:
        raise storage.BelongsInFiles()

    with pytest.raises(storage.BelongsInFiles):
        await storage.take_in(long_stream(), an_upload(mira, await a_folder(), accept=refuse))
    assert read == HEAD_SIZE
    await assert_nothing(data_dir)


async def test_a_small_file_of_the_wrong_kind_is_refused(
    running: Runtime, mira: User, data_dir: Path
) -> None:
    def refuse(sniffed: Sniffed) -> None:
        assert sniffed.is_image
        raise storage.BelongsInImages()

    content = samples.picture(width=40, height=30)
    with pytest.raises(storage.BelongsInImages):
        await storage.take_in(pieces(content, 7), an_upload(mira, await a_folder(), accept=refuse))
    await assert_nothing(data_dir)


async def test_a_client_that_goes_away_leaves_nothing(running: Runtime, mira: User, data_dir: Path) -> None:
    async def breaks_off() -> AsyncIterator[bytes]:
        yield samples.noise(300_000)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await storage.take_in(breaks_off(), an_upload(mira, await a_folder()))
    await assert_nothing(data_dir)


async def test_an_upload_that_is_cancelled_leaves_nothing(
    running: Runtime, mira: User, data_dir: Path
) -> None:
    waits, reached = asyncio.Event(), asyncio.Event()

    async def stalls() -> AsyncIterator[bytes]:
        yield samples.noise(300_000)
        reached.set()
        await waits.wait()

    task = asyncio.create_task(storage.take_in(stalls(), an_upload(mira, await a_folder())))
    await reached.wait()
    assert spooled(data_dir)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await assert_nothing(data_dir)


async def test_a_folder_that_is_gone_at_the_end_leaves_nothing(
    running: Runtime, mira: User, data_dir: Path
) -> None:
    with pytest.raises(storage.FolderUnavailable):
        await store(mira, b"hello", mira.uuid)
    await assert_nothing(data_dir)


async def test_a_permission_that_is_gone_at_the_end_leaves_nothing(
    running: Runtime, mira: User, data_dir: Path
) -> None:
    wanted = an_upload(mira, await a_folder())

    async def refuses(scope: Scope, stored: storage.StoredFile) -> None:
        raise Forbidden()

    refused = storage.Upload(
        wanted.name, wanted.declared_size, wanted.limit, wanted.accept, wanted.open_scope, refuses
    )
    with pytest.raises(Forbidden):
        await storage.take_in(pieces(b"hello"), refused)
    await assert_nothing(data_dir)


async def test_nobody_cannot_upload(running: Runtime, mira: User, data_dir: Path) -> None:
    wanted = an_upload(mira, await a_folder())
    anonymous = storage.Upload(
        wanted.name, wanted.declared_size, wanted.limit, wanted.accept, system_scope, wanted.place
    )
    with pytest.raises(Forbidden):
        await storage.take_in(pieces(b"hello"), anonymous)
    await assert_nothing(data_dir)


async def test_the_same_content_again_is_a_duplicate(running: Runtime, mira: User, data_dir: Path) -> None:
    folder = await a_folder()
    first = await store(mira, b"hello", folder, "first.txt")
    again = await store(mira, b"hello", folder, "second.txt")
    assert again.duplicate
    assert again.file.uuid == first.file.uuid
    assert again.file.original_file_name == "first.txt"
    assert not again.placed.changed
    await assert_whole(data_dir)


async def test_a_duplicate_is_attached_to_another_record(running: Runtime, mira: User) -> None:
    await store(mira, b"hello", await a_folder("one"))
    again = await store(mira, b"hello", await a_folder("two"))
    assert again.duplicate
    assert again.placed.attached is storage.Attached.LINKED


async def test_the_same_content_of_two_people_is_two_files_and_one_blob(
    running: Runtime, mira: User, owner: User, data_dir: Path
) -> None:
    folder = await a_folder()
    first = await store(mira, b"hello", folder)
    second = await store(owner, b"hello", folder)
    assert not second.duplicate
    assert first.file.uuid != second.file.uuid
    assert len(stored_bytes(data_dir)) == 1
    await assert_whole(data_dir)


async def test_a_duplicate_from_the_trash_comes_back(running: Runtime, mira: User) -> None:
    folder = await a_folder()
    first = await store(mira, b"hello", folder)
    async with system_scope() as scope:
        await storage.trash_file(scope, first.file.uuid)
    again = await store(mira, b"hello", folder)
    assert again.placed.restored
    assert [(file.status, file.folder_uuid) for file in await rows(File)] == [("active", folder)]


async def test_bytes_that_were_lost_are_stored_again(running: Runtime, mira: User, data_dir: Path) -> None:
    folder = await a_folder()
    await store(mira, b"hello", folder)
    for path in stored_bytes(data_dir).values():
        path.unlink()
    assert (await store(mira, b"hello", folder)).duplicate
    await assert_whole(data_dir)


async def test_many_at_once_of_different_content_all_arrive(
    running: Runtime, mira: User, data_dir: Path
) -> None:
    folder = await a_folder()
    contents = [samples.noise(50_000, seed) for seed in range(32)]
    stored = await asyncio.gather(*(store(mira, content, folder) for content in contents))
    assert len({each.file.uuid for each in stored}) == 32
    assert len(stored_bytes(data_dir)) == 32
    await assert_whole(data_dir)


async def test_many_at_once_of_the_same_content_are_one_file(
    running: Runtime, mira: User, data_dir: Path
) -> None:
    folder = await a_folder()
    stored = await asyncio.gather(*(store(mira, b"the same", folder) for _ in range(16)))
    assert len({each.file.uuid for each in stored}) == 1
    assert sum(not each.duplicate for each in stored) == 1
    await assert_whole(data_dir)


async def test_one_that_fails_does_not_take_the_bytes_of_another(
    running: Runtime, mira: User, owner: User, data_dir: Path
) -> None:
    """Both bring the same bytes at once; those that fail clean up, those that succeed keep them."""
    folder = await a_folder()
    results = await asyncio.gather(
        *(store(user, b"shared", folder if user is mira else user.uuid) for user in (mira, owner) * 8),
        return_exceptions=True,
    )
    failed = [result for result in results if isinstance(result, BaseException)]
    assert len(failed) == 8
    assert all(isinstance(error, storage.FolderUnavailable) for error in failed)
    assert len(await rows(File)) == 1
    await assert_whole(data_dir)


async def test_a_database_that_is_away_leaves_no_bytes_that_stay(
    running: Runtime, mira: User, data_dir: Path
) -> None:
    folder = await a_folder()
    wanted = an_upload(mira, folder)

    def away() -> object:
        raise Unavailable()

    lost = storage.Upload(wanted.name, None, LIMIT, wanted.accept, away, wanted.place)
    with pytest.raises(Unavailable):
        await storage.take_in(pieces(b"hello"), lost)
    await assert_nothing(data_dir)


async def test_what_could_not_be_taken_back_is_taken_back_with_the_next_upload(
    running: Runtime, mira: User, data_dir: Path
) -> None:
    """The store fails while the first upload cleans up after itself."""
    real = running.store.delete

    async def refuse(key: str) -> None:
        raise storage.StoreUnavailable()

    running.store.delete = refuse
    with pytest.raises(storage.FolderUnavailable):
        await store(mira, b"first", mira.uuid)
    assert [blob.state for blob in await rows(Blob)] == ["storing"]
    running.store.delete = real
    await store(mira, b"second", await a_folder())
    await assert_whole(data_dir)


async def test_storage_that_has_not_started_says_so(mira: User) -> None:
    with pytest.raises(storage.StoreUnavailable):
        await storage.take_in(pieces(b"hello"), an_upload(mira, mira.uuid))
    with pytest.raises(storage.StoreUnavailable):
        await storage.check_health()
