"""Files that go for good, and their bytes."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from crm_app import accounts, storage
from crm_app.core.clock import now
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from tests.factories import file_now, folder_now, make_file, make_folder, run


async def stored_blobs() -> int:
    async with system_scope() as scope:
        return len([b for b in (await scope.session.exec(select(storage.Blob))).all() if b.state == "stored"])


async def backdate(file: UUID, days: float) -> None:
    async with system_scope() as scope:
        row = await scope.session.get_one(storage.File, file)
        row.trashed_at = now() - timedelta(days=days)


async def test_deleting_a_file_takes_its_rows_and_dooms_its_bytes(mira: accounts.User) -> None:
    home, other = await make_folder("Home"), await make_folder("Other")
    file = await make_file(mira, home=home, links=[other])
    await run(storage.delete_file_completely, file)
    assert await file_now(file) is None
    assert await stored_blobs() == 0
    async with system_scope() as scope:
        assert (await scope.session.exec(select(storage.FolderLink))).all() == []
        assert (await scope.session.exec(select(storage.FileInstance))).all() == []


async def test_technical_children_go_with_their_file_and_so_do_their_bytes(mira: accounts.User) -> None:
    file = await make_file(mira)
    child = await make_file(mira, "tile", parent_file_uuid=file, system_managed=True)
    grandchild = await make_file(mira, "part", parent_file_uuid=child, system_managed=True)
    await run(storage.delete_file_completely, file)
    assert [await file_now(uuid) for uuid in (file, child, grandchild)] == [None] * 3
    assert await stored_blobs() == 0


async def test_shared_bytes_go_with_the_last_file_that_names_them(mira: accounts.User) -> None:
    one, two = await make_file(mira, content=b"same"), await make_file(mira, content=b"same")
    await run(storage.delete_file_completely, one)
    assert await stored_blobs() == 1
    await run(storage.delete_file_completely, two)
    assert await stored_blobs() == 0


async def test_a_rolled_back_deletion_keeps_everything(mira: accounts.User) -> None:
    file = await make_file(mira)
    with pytest.raises(RuntimeError):
        async with system_scope() as scope:
            await storage.delete_file_completely(scope, file)
            raise RuntimeError
    assert await file_now(file) is not None
    assert await stored_blobs() == 1


async def test_a_file_without_bytes_goes_too(mira: accounts.User) -> None:
    file = await make_file(mira)
    async with system_scope() as scope:
        instance = (await scope.session.exec(select(storage.FileInstance))).one()
        instance.processing_status, instance.blob_key = "failed", None
    await run(storage.delete_file_completely, file)
    assert await file_now(file) is None


async def test_unknown_technical_and_out_of_scope_files_are_not_deleted(mira: accounts.User) -> None:
    office, other = await make_folder("Office"), await make_folder("Other")
    inside, outside = await make_file(mira, home=office), await make_file(mira, home=other)
    tile = await make_file(mira, "tile", parent_file_uuid=inside, system_managed=True)
    for uuid in (uuid7(), tile):
        with pytest.raises(NotFound):
            await run(storage.delete_file_completely, uuid)
    with pytest.raises(storage.OutOfScope):
        await run(storage.delete_file_completely, outside, within=office)
    await run(storage.delete_file_completely, inside, within=office)
    assert await file_now(outside) is not None


async def test_deleting_from_the_trash_spares_what_was_restored_meanwhile(mira: accounts.User) -> None:
    file = await make_file(mira)
    with pytest.raises(storage.NotTrashed):
        await run(storage.delete_file_completely, file, trashed_only=True)
    await run(storage.trash_file, file)
    await run(storage.delete_file_completely, file, trashed_only=True)
    assert await file_now(file) is None


async def test_emptying_the_trash_takes_trashed_files_and_folders_only(mira: accounts.User) -> None:
    home, gone = await make_folder("Home"), await make_folder("Gone")
    inner = await make_folder("Inner", gone)
    live, single = await make_file(mira, home=home), await make_file(mira, home=home)
    along = [await make_file(mira, home=gone), await make_file(mira, home=inner)]
    await run(storage.trash_file, single)
    await run(storage.trash_folder, gone)
    assert await run(storage.empty_trash) == 3
    assert [await file_now(file) for file in (single, *along)] == [None] * 3
    assert [await folder_now(folder) for folder in (gone, inner)] == [None, None]
    assert await file_now(live) is not None
    assert await folder_now(home) is not None
    assert await run(storage.empty_trash) == 0


async def test_emptying_the_trash_of_a_scope_touches_nothing_else(mira: accounts.User) -> None:
    office, other = await make_folder("Office"), await make_folder("Other")
    inner, beside = await make_folder("Inner", office), await make_folder("Beside")
    inside, outside = await make_file(mira, home=inner), await make_file(mira, home=other)
    await run(storage.trash_file, outside)
    for folder in (inner, beside):
        await run(storage.trash_folder, folder)
    assert await run(storage.empty_trash, within=office) == 1
    assert await file_now(inside) is None
    assert await file_now(outside) is not None
    assert [bool(await folder_now(folder)) for folder in (office, inner, beside)] == [True, False, True]


async def test_pruning_takes_what_was_trashed_long_enough_ago(mira: accounts.User) -> None:
    old, young, live = [await make_file(mira) for _ in range(3)]
    folder = await make_folder("Old")
    await run(storage.trash_folder, folder)
    for file in (old, young):
        await run(storage.trash_file, file)
    await backdate(old, 30.01)
    await backdate(young, 29.99)
    assert await run(storage.prune_trash, 30, now=now()) == 1
    assert [bool(await file_now(file)) for file in (old, young, live)] == [False, True, True]
    assert await folder_now(folder) is not None, "folders do not expire"


async def test_pruning_spares_the_last_day_and_the_future_whatever_it_is_told(mira: accounts.User) -> None:
    today, tomorrow, before = [await make_file(mira) for _ in range(3)]
    for file, days in ((today, 0.9), (tomorrow, -1), (before, 1.1)):
        await run(storage.trash_file, file)
        await backdate(file, days)
    assert await run(storage.prune_trash, 0, now=now()) == 1
    assert [bool(await file_now(file)) for file in (today, tomorrow, before)] == [True, True, False]
