"""Several files into one folder at once: home XOR link, each told once, in as few statements as one."""

import asyncio
from uuid import UUID

import pytest

from crm_app import accounts, storage
from crm_app.core.ids import uuid7
from crm_app.core.scope import system_scope
from crm_app.storage import FolderUnavailable, topics
from tests.factories import home_of, links_of, make_file, make_folder, run, trash_by_hand
from tests.live import told
from tests.storage.test_races import pairs_of_home_and_link


async def attached(folder: UUID, *files: UUID) -> list[UUID]:
    async with system_scope() as scope:
        rows = await storage.lock_files(scope, files)
        return await storage.attach_all(scope, [rows[file] for file in files], folder)


async def test_homeless_files_move_in_and_others_are_linked(mira: accounts.User):
    folder, elsewhere = await make_folder("Here"), await make_folder("Elsewhere")
    homeless, settled = await make_file(mira), await make_file(mira, home=elsewhere)
    assert await attached(folder, homeless, settled) == [homeless, settled]
    assert (await home_of(homeless), await links_of(homeless)) == (folder, [])
    assert (await home_of(settled), await links_of(settled)) == (elsewhere, [folder])


async def test_what_is_there_already_stays_as_it_is(mira: accounts.User):
    folder = await make_folder("Here")
    at_home, linked = await make_file(mira, home=folder), await make_file(mira, links=[folder])
    assert await attached(folder, at_home, linked) == []
    assert (await home_of(linked), await links_of(linked)) == (None, [folder])


async def test_who_looks_at_the_folder_is_told_of_the_new_ones(mira: accounts.User):
    folder = await make_folder("Here")
    old, new = await make_file(mira, home=folder), await make_file(mira)
    async with told(topics.folder(folder)) as heard:
        await attached(folder, old, new)
    assert [(change.kind, change.uuids) for change in await heard()] == [("file_added", (new,))]


async def test_a_trashed_folder_takes_nothing(mira: accounts.User):
    folder, file = await make_folder("Here"), await make_file(mira)
    await run(storage.trash_folder, folder)
    with pytest.raises(FolderUnavailable):
        await attached(folder, file)
    assert await home_of(file) is None


async def test_only_files_that_people_know_are_locked(mira: accounts.User):
    parent, trashed = await make_file(mira), await make_file(mira)
    child = await make_file(mira, system_managed=True, parent_file_uuid=parent, user_uuid=None)
    await trash_by_hand(trashed)
    async with system_scope() as scope:
        assert set(await storage.lock_files(scope, [parent, trashed, child, uuid7()])) == {parent, trashed}


async def test_many_at_once_in_any_order_keep_home_xor_link(mira: accounts.User):
    folders = [await make_folder(f"Folder {n}") for n in range(6)]
    files = [await make_file(mira) for _ in range(5)]
    orders = [files[n % 5 :] + files[: n % 5] for n in range(6)]
    await asyncio.gather(*(attached(folder, *order) for folder, order in zip(folders, orders, strict=True)))
    assert await pairs_of_home_and_link() == 0
    for file in files:
        assert {await home_of(file), *await links_of(file)} == set(folders)


@pytest.mark.parametrize("count", [2, 10])
async def test_ten_take_as_many_statements_as_two(mira: accounts.User, statements: list[str], count: int):
    folder, elsewhere = await make_folder("Here"), await make_folder("Elsewhere")
    files = [await make_file(mira, home=elsewhere if n % 2 else None) for n in range(count)]
    statements.clear()
    await attached(folder, *files)
    assert len(statements) == 7
