"""Bytes that were lost or have rotted are whole again when somebody uploads them once more."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from crm_app.accounts import User
from crm_app.core.clock import now
from crm_app.core.scope import system_scope
from crm_app.storage import topics
from crm_app.storage.errors import FolderUnavailable
from crm_app.storage.models import Blob, BlobFault
from crm_app.storage.runtime import Runtime
from crm_app.storage.store import Store
from crm_app.storage.stores.checking import check_store
from crm_app.storage.stores.faults import note_fault
from tests.live import told
from tests.storage.library.test_versions import renew
from tests.storage_help import a_folder, key_of, marked, put, rows, store, stored_bytes

KEY = key_of(b"hello")
Harm = Callable[[Store, Path], Awaitable[None]]


async def lose(bare: Store, _: Path) -> None:
    await bare.delete(KEY)


async def change_a_bit(bare: Store, directory: Path) -> None:
    await put(bare, directory, KEY, b"hellO")


async def cut_off(bare: Store, directory: Path) -> None:
    await put(bare, directory, KEY, b"hel")


harmed = pytest.mark.parametrize("harm", [lose, change_a_bit, cut_off], ids=lambda harm: harm.__name__)


async def content_of(bare: Store) -> bytes:
    return b"".join([chunk async for chunk in bare.stream(KEY, 0, 5)])


async def noted() -> str | None:
    (blob,) = await rows(Blob)
    return blob.fault


@harmed
async def test_an_upload_of_damaged_bytes_puts_them_right(
    running_over: Store, mira: User, tmp_path: Path, harm: Harm
) -> None:
    folder = await a_folder()
    first = await store(mira, b"hello", folder)
    await harm(running_over, tmp_path)
    again = await store(mira, b"hello", folder)
    assert (again.duplicate, again.file.uuid) == (True, first.file.uuid)
    assert await content_of(running_over) == b"hello"
    assert (await check_store(marked())).clean


@harmed
async def test_with_its_bytes_a_file_is_no_longer_noted_as_damaged(
    running_over: Store, mira: User, owner: User, tmp_path: Path, harm: Harm
) -> None:
    folder = await a_folder()
    await store(mira, b"hello", folder)
    await harm(running_over, tmp_path)
    assert not (await check_store(marked())).clean
    assert await noted() is not None
    assert not (await store(owner, b"hello", folder)).duplicate
    assert await noted() is None


@harmed
async def test_a_check_clears_the_fault_of_bytes_that_were_put_back_by_hand(
    running_over: Store, mira: User, tmp_path: Path, harm: Harm
) -> None:
    await store(mira, b"hello", await a_folder())
    await harm(running_over, tmp_path)
    await check_store(marked())
    await put(running_over, tmp_path, KEY, b"hello")
    checked = await check_store(marked())
    assert (checked.healed, checked.clean, await noted()) == (1, True, None)


async def test_an_upload_that_finds_no_place_has_healed_the_bytes_all_the_same(
    running_over: Store, mira: User, tmp_path: Path
) -> None:
    await store(mira, b"hello", await a_folder())
    await change_a_bit(running_over, tmp_path)
    await check_store(marked())
    with pytest.raises(FolderUnavailable):
        await store(mira, b"hello", mira.uuid)
    assert (await content_of(running_over), await noted()) == (b"hello", None)


async def test_who_looks_at_the_file_is_told_that_it_is_well_again(
    running_over: Store, mira: User, owner: User, tmp_path: Path
) -> None:
    folder = await a_folder()
    damaged = (await store(mira, b"hello", folder)).file.uuid
    await change_a_bit(running_over, tmp_path)
    await check_store(marked())
    async with told(topics.folder(folder)) as heard:
        await store(owner, b"hello", folder)
    assert ("file_changed", damaged) in {(it.kind, uuid) for it in await heard() for uuid in it.uuids}


async def test_a_check_that_began_before_does_not_take_it_back(running_over: Store, mira: User) -> None:
    folder = await a_folder()
    await store(mira, b"hello", folder)
    await lose(running_over, Path())
    began = now()
    await store(mira, b"hello", folder)
    async with system_scope() as scope:
        assert await note_fault(scope, KEY, BlobFault.MISSING, began) is None
    assert await noted() is None


async def test_a_new_version_with_damaged_bytes_of_another_file_puts_them_right(
    running_over: Store, mira: User, tmp_path: Path
) -> None:
    folder = await a_folder()
    await store(mira, b"hello", folder)
    other = await store(mira, b"other", folder)
    await change_a_bit(running_over, tmp_path)
    await renew(mira, other.file.uuid, b"hello")
    assert await content_of(running_over) == b"hello"


async def test_bytes_that_are_as_they_were_are_not_written_again(
    running: Runtime, mira: User, data_dir: Path
) -> None:
    folder = await a_folder()
    await store(mira, b"hello", folder)
    before = stored_bytes(data_dir)[KEY].stat()
    await store(mira, b"hello", folder)
    after = stored_bytes(data_dir)[KEY].stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
