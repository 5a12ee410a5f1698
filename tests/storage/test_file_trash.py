"""Single files into the trash and back."""

import pytest

from crm_app import accounts, storage
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from tests.factories import (
    file_now,
    home_of,
    is_trashed,
    links_of,
    make_file,
    make_folder,
    run,
    trash_by_hand,
)


async def test_a_trashed_file_keeps_its_place(mira: accounts.User) -> None:
    home, other = await make_folder("Home"), await make_folder("Other")
    file = await make_file(mira, home=home, links=[other])
    trashed = await run(storage.trash_file, file)
    assert trashed.status == "trashed"
    assert trashed.trashed_at is not None
    assert await home_of(file) == home
    assert await links_of(file) == [other]


async def test_trashing_twice_keeps_the_first_stamp(mira: accounts.User) -> None:
    file = await make_file(mira)
    first, second = await run(storage.trash_file, file), await run(storage.trash_file, file)
    assert first.trashed_at == second.trashed_at


async def test_restoring_brings_it_back_to_its_place(mira: accounts.User) -> None:
    home = await make_folder("Home")
    file = await make_file(mira, home=home)
    await run(storage.trash_file, file)
    restored = await run(storage.restore_file, file)
    assert (restored.status, restored.trashed_at) == ("active", None)
    assert await home_of(file) == home


async def test_restoring_from_a_trashed_folder_leads_to_the_nearest_live_one(mira: accounts.User) -> None:
    top = await make_folder("Top")
    middle = await make_folder("Middle", top)
    inner = await make_folder("Inner", middle)
    file = await make_file(mira, home=inner)
    await run(storage.trash_folder, middle)
    await run(storage.restore_file, file)
    assert await home_of(file) == top


async def test_restoring_uses_up_a_link_of_the_folder_it_comes_to(mira: accounts.User) -> None:
    top = await make_folder("Top")
    inner = await make_folder("Inner", top)
    file = await make_file(mira, home=inner, links=[top])
    await run(storage.trash_file, file)
    await run(storage.trash_folder, inner)
    await run(storage.restore_file, file)
    assert await home_of(file) == top
    assert await links_of(file) == []


async def test_restoring_from_a_trashed_root_folder_leads_to_the_root(mira: accounts.User) -> None:
    home = await make_folder("Home")
    file = await make_file(mira, home=home)
    await run(storage.trash_folder, home)
    await run(storage.restore_file, file)
    assert await home_of(file) is None


async def test_only_trashed_files_are_restored(mira: accounts.User) -> None:
    file, home = await make_file(mira), await make_folder("Home")
    with pytest.raises(storage.NotTrashed):
        await run(storage.restore_file, file)
    with pytest.raises(storage.NotTrashed):
        await run(storage.restore_file_into, file, home)


async def test_unknown_and_technical_files_are_not_found(mira: accounts.User) -> None:
    parent = await make_file(mira)
    tile = await make_file(mira, "tile", parent_file_uuid=parent, system_managed=True)
    for uuid in (uuid7(), tile):
        for service in (storage.trash_file, storage.restore_file):
            with pytest.raises(NotFound):
                await run(service, uuid)
        with pytest.raises(NotFound):
            await run(storage.restore_file_into, uuid, None)


async def test_restoring_into_another_folder_moves_it_there(mira: accounts.User) -> None:
    home, other = await make_folder("Home"), await make_folder("Other")
    file = await make_file(mira, home=home, links=[other])
    await run(storage.trash_file, file)
    await run(storage.restore_file_into, file, other)
    assert await home_of(file) == other
    assert await links_of(file) == [], "the link became the home"
    await run(storage.trash_file, file)
    await run(storage.restore_file_into, file, None)
    assert await home_of(file) is None


async def test_restoring_into_where_it_cannot_go_leaves_it_in_the_trash(mira: accounts.User) -> None:
    office, other, gone = [await make_folder(name) for name in ("Office", "Other", "Gone")]
    file = await make_file(mira, home=office)
    await run(storage.trash_folder, gone)
    await run(storage.trash_file, file)
    for target in (gone, uuid7()):
        with pytest.raises(storage.FolderUnavailable):
            await run(storage.restore_file_into, file, target)
    for target in (other, None):
        with pytest.raises(storage.OutOfScope):
            await run(storage.restore_file_into, file, target, within=office)
    assert await is_trashed(file)
    await run(storage.restore_file_into, file, office, within=office)
    assert not await is_trashed(file)


async def test_trashed_files_are_listed_latest_first(mira: accounts.User) -> None:
    files = [await make_file(mira, f"{number}.txt") for number in range(3)]
    for file in files:
        await run(storage.trash_file, file)
    await make_file(mira, "live.txt")
    listed = await run(storage.list_trashed_files)
    assert [file.uuid for file in listed] == files[::-1]
    page = await run(storage.list_trashed_files, limit=1, offset=1)
    assert [file.uuid for file in page] == [files[1]]
    for odd in (-1, 10**30):
        assert await run(storage.list_trashed_files, offset=odd) in ([], listed)
        assert len(await run(storage.list_trashed_files, limit=odd)) in (0, 3)
    assert await run(storage.count_trashed_files) == 3


async def test_the_trash_of_a_scope_is_what_is_at_home_in_its_subtree(mira: accounts.User) -> None:
    office, other = await make_folder("Office"), await make_folder("Other")
    inner = await make_folder("Inner", office)
    inside, outside = await make_file(mira, home=inner), await make_file(mira, home=other)
    for file in (inside, outside):
        await run(storage.trash_file, file)
    assert [file.uuid for file in await run(storage.list_trashed_files, within=office)] == [inside]
    assert await run(storage.count_trashed_files, within=office) == 1


async def test_technical_files_are_not_in_the_trash(mira: accounts.User) -> None:
    parent = await make_file(mira)
    tile = await make_file(mira, "tile", parent_file_uuid=parent, system_managed=True)
    await trash_by_hand(tile)
    assert await run(storage.list_trashed_files) == []
    assert await run(storage.count_trashed_files) == 0
    assert await run(storage.empty_trash) == 0
    assert await file_now(tile) is not None
