"""Moving, linking and copying what is selected."""

import asyncio
from uuid import UUID

import pytest

from crm_app import accounts, storage
from crm_app.core.errors import NotFound
from crm_app.core.ids import uuid7
from crm_app.storage.library import copy_files, library_file, link_files, move_items
from tests.factories import (
    file_now,
    folder_now,
    home_of,
    links_of,
    make_file,
    make_folder,
    outcome,
    run,
    run_as,
)
from tests.storage.library.looking import actions, names, say
from tests.storage_help import instances


def keys(*, folders: tuple[UUID, ...] = (), files: tuple[UUID, ...] = ()) -> list[str]:
    return [*(f"folder:{uuid}" for uuid in folders), *(f"file:{uuid}" for uuid in files)]


async def test_folders_and_files_move_together(mira: accounts.User) -> None:
    office, target = await make_folder("Office"), await make_folder("Target")
    inside, file = await make_folder("Inside", office), await make_file(mira, home=office)
    wanted = keys(folders=(inside,), files=(file,))
    assert await run_as(mira, move_items, wanted, target, source_uuid=office) == wanted
    assert await names(folder_uuid=target) == ["Inside", "notes.txt"]
    assert await actions(file) == ["media.file_moved"]
    assert await actions(inside) == ["media.folder_moved"]


async def test_what_lies_there_already_is_not_moved(mira: accounts.User) -> None:
    office = await make_folder("Office")
    inside, file = await make_folder("Inside", office), await make_file(mira, home=office)
    assert await run(move_items, keys(folders=(inside,), files=(file,)), office, source_uuid=office) == []
    assert await actions(file) == []


async def test_a_link_moves_where_it_was_taken_and_else_the_home(mira: accounts.User) -> None:
    office, linking, target = [await make_folder(name) for name in ("Office", "Linking", "Target")]
    file = await make_file(mira, home=office, links=[linking])
    await run(move_items, keys(files=(file,)), target, source_uuid=linking)
    assert (await home_of(file), await links_of(file)) == (office, [target])
    await run(move_items, keys(files=(file,)), None)
    assert (await home_of(file), await links_of(file)) == (None, [target])


async def test_one_that_cannot_move_keeps_all_where_they_are(mira: accounts.User) -> None:
    office, target = await make_folder("Office"), await make_folder("Target")
    await make_folder("Inside", target)
    inside, file = await make_folder("Inside", office), await make_file(mira, home=office)
    with pytest.raises(storage.NameTaken):
        await run(move_items, keys(folders=(inside,), files=(file,)), target)
    with pytest.raises(storage.FolderCycle):
        await run(move_items, keys(folders=(office,), files=(file,)), inside)
    with pytest.raises(NotFound):
        await run(move_items, keys(files=(file, uuid7())), target)
    assert await home_of(file) == office


async def test_dragged_out_of_the_trash_it_is_live_again(mira: accounts.User) -> None:
    office, target = await make_folder("Office"), await make_folder("Target")
    inside, file = await make_folder("Inside", office), await make_file(mira, home=office)
    deep = await make_file(mira, "deep.txt", home=inside)
    await run(storage.trash_folder, inside)
    await run(storage.trash_file, file)
    await run(move_items, keys(folders=(inside,), files=(file,)), target)
    assert await names(folder_uuid=target) == ["Inside", "notes.txt"]
    assert await names(folder_uuid=inside) == ["deep.txt"]
    found = await file_now(deep)
    assert found is not None
    assert found.status == "active"


async def test_of_two_opposite_moves_at_once_one_is_refused(database: str) -> None:
    one, two = await make_folder("One"), await make_folder("Two")
    for _ in range(5):
        await run(move_items, keys(folders=(one,)), None)
        await run(move_items, keys(folders=(two,)), None)
        there = outcome(run(move_items, keys(folders=(one,)), two))
        back = outcome(run(move_items, keys(folders=(two,)), one))
        assert sorted(await asyncio.gather(there, back)) == ["cycle", "ok"]
        parents = [folder.parent_uuid for uuid in (one, two) if (folder := await folder_now(uuid))]
        assert parents.count(None) == 1


async def test_files_are_linked_once(mira: accounts.User) -> None:
    office, target = await make_folder("Office"), await make_folder("Target")
    file, homely = await make_file(mira, home=office), await make_file(mira, home=target)
    assert await run_as(mira, link_files, [file, homely], target) == [file]
    assert await run_as(mira, link_files, [file], target) == []
    assert await links_of(file) == [target]
    assert await actions(file) == ["media.file_linked"]


async def test_a_trashed_file_is_neither_linked_nor_copied(mira: accounts.User) -> None:
    target, file = await make_folder("Target"), await make_file(mira)
    await run(storage.trash_file, file)
    with pytest.raises(storage.FileTrashed):
        await run(link_files, [file], target)
    with pytest.raises(storage.FileTrashed):
        await run(copy_files, [file], target)


async def test_a_copy_shares_bytes_and_goes_its_own_way(mira: accounts.User, victor: accounts.User) -> None:
    office = await make_folder("Office")
    file = await make_file(victor, "plan.txt", home=office, description="Ours")
    await say(file, "words")
    (copy,) = await run_as(mira, copy_files, [file], office)
    row = await run(library_file, copy)
    assert row is not None
    assert (row.label, row.owner_name, row.description, row.version) == (
        "plan (copy).txt",
        mira.name,
        "Ours",
        1,
    )
    first, second = (await instances(file))["original"], (await instances(copy))["original"]
    assert first.blob_key == second.blob_key
    assert await actions(copy) == ["media.file_copied"]


async def test_nothing_is_put_into_a_folder_in_the_trash(mira: accounts.User) -> None:
    target, file = await make_folder("Target"), await make_file(mira)
    await run(storage.trash_folder, target)
    for call in (copy_files, link_files):
        with pytest.raises(storage.FolderUnavailable):
            await run(call, [file], target)
    with pytest.raises(storage.FolderUnavailable):
        await run(move_items, keys(files=(file,)), target)
